#include "core/io/export/film.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/check.h"
#include "core/doc/update/motion.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::io {
namespace {

std::uint32_t color_at(std::span<const std::uint8_t> rgba, std::size_t pixel) {
    const std::uint8_t* p = rgba.data() + pixel * 4;
    return static_cast<std::uint32_t>(p[0]) << 16 | static_cast<std::uint32_t>(p[1]) << 8 | p[2];
}

// Where two pictures differ; an empty rectangle if nowhere.
Change bounds_of(std::span<const std::uint8_t> now, std::span<const std::uint8_t> before, int width, int height) {
    int left = width, right = 0, top = height, bottom = 0;
    for (int y = 0; y < height; ++y) {
        const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
        if (std::memcmp(now.data() + row * 4, before.data() + row * 4, static_cast<std::size_t>(width) * 4) == 0)
            continue;
        top = std::min(top, y);
        bottom = y + 1;
        const auto differs = [&](int x) {
            return color_at(now, row + static_cast<std::size_t>(x)) !=
                   color_at(before, row + static_cast<std::size_t>(x));
        };
        for (int x = 0; x < left; ++x)
            if (differs(x)) left = x;
        for (int x = width; x > right; --x)
            if (differs(x - 1)) right = x;
    }
    if (left >= right) return {};
    return {.x = left, .y = top, .width = right - left, .height = bottom - top};
}

}  // namespace

void Film::count(const Change& change) {
    std::uint32_t held = Change::same;
    std::uint64_t run = 0;
    const auto add_run = [&] {
        if (held != Change::same) colors_[held] += run;
        run = 0;
    };
    for (const std::uint32_t pixel : change.pixels) {
        if (pixel != held) add_run();
        held = pixel;
        ++run;
    }
    add_run();
}

void Film::add(std::span<const std::uint8_t> rgba, int centiseconds) {
    const auto pixels = static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
    POOLWALK_CHECK(rgba.size() == pixels * 4);
    const bool first = changes_.empty();
    Change change{.width = width_, .height = height_};
    if (!first) change = bounds_of(rgba, last_, width_, height_);
    if (change.width == 0) {
        changes_.back().centiseconds += centiseconds;
        return;
    }
    change.centiseconds = centiseconds;
    change.pixels.reserve(static_cast<std::size_t>(change.width) * static_cast<std::size_t>(change.height));
    for (int y = change.y; y < change.y + change.height; ++y)
        for (int x = change.x; x < change.x + change.width; ++x) {
            const std::size_t at =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
            const std::uint32_t color = color_at(rgba, at);
            change.pixels.push_back(!first && color == color_at(last_, at) ? Change::same : color);
        }
    count(change);
    changes_.push_back(std::move(change));
    last_.assign(rgba.begin(), rgba.end());
}

std::vector<Shot> shots_of_walk(std::int64_t from, std::int64_t to, double fps, std::int64_t every) {
    const int each = std::max(2, static_cast<int>(std::lround(100 / fps)));
    std::vector<Shot> shots;
    for (std::int64_t done = from; done < to; done += every) shots.push_back({Seek{done}, each});
    shots.push_back({Seek{to}, each});
    shots.front().centiseconds = std::max(each, 100);
    shots.back().centiseconds = std::max(each, 250);
    return shots;
}

std::vector<Shot> moving_shots_of_walk(std::int64_t from, std::int64_t to, double fps) {
    const double moves_s = motion_s(1);
    const int each = std::max(2, static_cast<int>(std::lround(100 / fps)));
    const int pictures = std::max(1, static_cast<int>(std::lround(moves_s * fps)));
    std::vector<Shot> shots{{Seek{from}, 100}};
    for (std::int64_t done = from; done < to; ++done) {
        for (int i = 1; i < pictures; ++i)
            shots.push_back({SeekMoment{done, static_cast<double>(i) / pictures}, each});
        shots.push_back({Seek{done + 1}, std::max(each, 100 - (pictures - 1) * each)});
    }
    shots.back().centiseconds = std::max(each, 250);
    return shots;
}

std::int64_t usual_last_step(const AppState& state, std::int64_t from, std::int64_t every) {
    const bool moves = scene::open_workspace(state).draw_between != nullptr;
    const std::int64_t steps = track_of(state).count, shots = moves ? max_shots : max_new_shots;
    return from > steps ? steps : std::min(steps, from + (shots - 1) * every);
}

std::vector<Shot> shots_of_lesson(AppState state) {
    constexpr double shortest_s = 1.0 / film_fps;
    constexpr int to_read = 300;  // centiseconds
    std::vector<Shot> shots{{Tick{}, to_read}};
    const auto add = [&](const Command& command, int centiseconds) {
        state = update(std::move(state), command);
        shots.push_back({command, centiseconds});
    };
    while (state.lesson && static_cast<std::int64_t>(shots.size()) < max_shots) {
        if (const auto due = time_to_next_tick(state)) {
            const double seconds = std::max(*due, shortest_s);
            shots.back().centiseconds = static_cast<int>(std::lround(100 * seconds));
            add(Tick{seconds}, to_read);
        } else if (!is_finished(*state.lesson)) {
            add(LessonOn{}, to_read);
        } else {
            break;
        }
    }
    return shots;
}

}  // namespace poolwalk::io
