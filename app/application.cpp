#include "app/application.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include "app/look.h"
#include "app/platform/window.h"
#include "app/session.h"
#include "app/state_file.h"
#include "app/studio.h"
#include "core/io/png_write.h"

namespace poolwalk {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_between(Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

// Sleeps until something happens: an event, or the next step of the play.
void wait(platform::Window& window, const Session& session, int frames_left, Clock::time_point last_frame) {
    constexpr double shortest_frame_s = 1.0 / 90;
    const double since = seconds_between(last_frame, Clock::now());
    const Playback& play = session.state().play;
    if (session.is_painting()) {
        window.poll_events();  // the next picture is painted between two frames, as fast as they come
    } else if (frames_left > 0) {
        if (since < shortest_frame_s) std::this_thread::sleep_for(std::chrono::duration<double>(shortest_frame_s - since));
        window.poll_events();
    } else if (play.playing) {
        const double due = 1 / play.speed_steps_per_s - play.waited_s - since;
        window.wait_events(std::max(due, 0.001));
    } else {
        window.wait_events(1.0);
    }
}

// Pictures for an export, painted in the window's OpenGL context.
Result<PaintNext> open_painter(const AppState& state, int width, int height) {
    auto studio = Studio::beside_window(state, width, height);
    if (!studio) return studio.error();
    // A std::function is copied; a studio is not.
    return PaintNext([held = std::make_shared<Studio>(std::move(studio).value())](const Command& command) {
        held->run(command);
        return held->paint();
    });
}

class WindowLoop {
public:
    WindowLoop(platform::Window& window, render::HeatMapPainter painter, const WindowSetup& setup)
        : window_(window), painter_(std::move(painter)), session_(setup.state), state_file_(setup.state_file) {
        session_.use({.open_painter = open_painter, .wake = platform::Window::wake});
    }

    void run() {
        while (!window_.should_close() && !session_.wants_to_quit()) {
            wait(window_, session_, frames_left_, last_frame_);
            const platform::Events events = window_.take_events();
            const auto now = Clock::now();
            const double elapsed = seconds_between(last_tick_, now);
            last_tick_ = now;
            for (const std::string& path : events.dropped) session_.run(OpenFile{path});
            const bool was_playing = session_.state().play.playing;
            if (was_playing) session_.run(Tick{elapsed});
            if (session_.work()) frames_left_ = std::max(frames_left_, 1);
            // ImGui takes two frames to answer an event; a third lets tooltips settle.
            if (events.any || events.refresh) frames_left_ = 3;
            if (frames_left_ == 0 && !was_playing) continue;
            draw(events.keys);
        }
    }

private:
    void draw(const std::vector<KeyPress>& keys) {
        if (frames_left_ > 0) --frames_left_;
        if (look_.follow(session_.state().view)) window_.fonts_changed();
        window_.begin_frame();
        ImGui::NewFrame();
        session_.frame(keys, look_.fonts(), &painter_);
        ImGui::Render();
        window_.end_frame();
        last_frame_ = Clock::now();
        if (session_.state().view.scale != look_.scale()) frames_left_ = 3;
        if (!state_file_) return;
        std::string text = state_text(session_);
        if (text == written_) return;
        write_state(*state_file_, text);
        written_ = std::move(text);
    }

    platform::Window& window_;
    render::HeatMapPainter painter_;
    Session session_;
    Look look_;
    std::optional<std::filesystem::path> state_file_;
    std::string written_;
    int frames_left_ = 3;
    Clock::time_point last_frame_ = Clock::now(), last_tick_ = Clock::now();
};

}  // namespace

Result<Done> run_window(WindowSetup setup) {
    auto opened = platform::Window::open({.title = "Poolwalk", .width = setup.width, .height = setup.height});
    if (!opened.ok()) return opened.error();
    platform::Window window = std::move(opened).value();
    if (!setup.scale_given) setup.state.view.scale = std::clamp(static_cast<double>(window.content_scale()), 0.75, 3.0);
    auto painter = render::HeatMapPainter::create();
    if (!painter.ok()) return painter.error();
    WindowLoop(window, std::move(painter).value(), setup).run();
    return Done{};
}

Result<Done> take_shot(const ShotSetup& setup) {
    auto studio = Studio::open(setup.state, setup.width, setup.height);
    if (!studio) return studio.error();
    Studio opened = std::move(studio).value();
    const auto picture = opened.paint();
    if (!picture) return picture.error();
    return io::write_png(setup.out, picture->width, picture->height, picture->rgba, setup.overwrite);
}

Result<io::Film> paint_film(const FilmSetup& setup, const io::Progress& progress) {
    auto studio = Studio::open(setup.state, setup.width, setup.height);
    if (!studio) return studio.error();
    Studio opened = std::move(studio).value();
    io::Film film(setup.width, setup.height);
    double painted = 0;
    for (const io::Shot& shot : setup.shots) {
        if (!io::goes_on(progress, painted++ / static_cast<double>(setup.shots.size()))) return io::stopped();
        opened.run(shot.command);
        const auto picture = opened.paint();
        if (!picture) return picture.error();
        film.add(picture->rgba, shot.centiseconds);
    }
    return film;
}

}  // namespace poolwalk
