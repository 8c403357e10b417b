#include "app/session/application.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

#include "app/files/saving.h"
#include "app/files/settings.h"
#include "app/files/state_folder.h"
#include "app/platform/window.h"
#include "app/session/appearance.h"
#include "app/session/offscreen_renderer.h"
#include "app/session/session.h"
#include "app/session/state_dump.h"
#include "core/io/arrays/png_write.h"
#include "core/io/session/examples.h"
#include "core/io/session/open_file.h"

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
    const std::optional<double> due_in = time_to_next_tick(session.state());
    if (session.is_painting()) {
        window.poll_events();  // the next picture is painted between two frames, as fast as they come
    } else if (frames_left > 0) {
        if (since < shortest_frame_s)
            std::this_thread::sleep_for(std::chrono::duration<double>(shortest_frame_s - since));
        window.poll_events();
    } else if (due_in) {
        window.wait_events(std::clamp(*due_in - since, 0.001, 1.0));
    } else {
        window.wait_events(session.is_working() ? 0.05 : 1.0);
    }
}

// Pictures for an export, painted in the window's OpenGL context.
Result<PaintNext> open_painter(const AppState& state, int width, int height) {
    auto renderer = OffscreenRenderer::beside_window(state, width, height);
    if (!renderer) return renderer.error();
    // A std::function is copied; a studio is not.
    return PaintNext(
        [held = std::make_shared<OffscreenRenderer>(std::move(renderer).value())](const Command& command) {
            held->run(command);
            return held->paint();
        });
}

class WindowLoop {
public:
    WindowLoop(platform::Window& window, render::HeatMapPainter painter, AppState state, const WindowSetup& setup)
        : window_(window), painter_(std::move(painter)), session_(std::move(state)), state_file_(setup.state_file) {
        session_.use({.open_painter = open_painter, .wake = platform::Window::wake});
        if (setup.fresh) return;
        for (const Command& offer : saving::offer_autosave()) session_.run(offer);
    }

    const AppState& state() const { return session_.state(); }

    void run() {
        while (!session_.wants_to_quit()) {
            wait(window_, session_, frames_left_, last_frame_);
            const platform::Events events = window_.take_events();
            const auto now = Clock::now();
            const double elapsed = seconds_between(last_tick_, now);
            last_tick_ = now;
            if (window_.should_close()) {
                window_.keep_open();
                session_.run(Quit{});
            }
            for (const std::string& path : events.dropped) session_.run(OpenFile{path});
            const bool was_moving = time_to_next_tick(session_.state()).has_value();
            if (was_moving) session_.run(Tick{elapsed});
            if (session_.work()) frames_left_ = std::max(frames_left_, 1);
            autosave_.follow(session_.state(), now);
            // ImGui takes two frames to answer an event; a third lets tooltips settle.
            if (events.any || events.refresh) frames_left_ = 3;
            const bool working = session_.is_working();
            if (frames_left_ == 0 && !was_moving && !working) continue;
            draw(events.keys);
            if (working && !session_.is_working()) frames_left_ = 3;
            write_state_file();
        }
        autosave_.remove();
    }

private:
    void draw(const std::vector<KeyPress>& keys) {
        if (frames_left_ > 0) --frames_left_;
        window_.set_fullscreen(session_.state().view.presents);
        const platform::SizePx size = window_.size_px();
        if (size.width > 0 && size.height > 0) session_.fit(size.width, size.height);
        if (look_.follow(session_.shown().view)) window_.fonts_changed();
        window_.begin_frame();
        ImGui::NewFrame();
        session_.frame(keys, look_.fonts(), &painter_);
        ImGui::Render();
        if (const std::string complaint = painter_.complaint();
            !complaint.empty() && complaint != session_.state().notice.sentence)
            session_.run(Tell{complaint, true});
        window_.end_frame();
        last_frame_ = Clock::now();
        if (session_.shown().view.scale != look_.scale()) frames_left_ = 3;
        show_title();
    }

    void write_state_file() {
        if (!state_file_) return;
        std::string text = state_text(session_, frames_left_);
        if (text == written_) return;
        write_state(*state_file_, text);
        written_ = std::move(text);
    }

    void show_title() {
        const AppState& state = session_.state();
        const std::string& file = state.origin.file;
        std::string title = (file.empty() ? state.document.title : file.substr(file.rfind('/') + 1)) +
                            (has_unsaved_work(state) ? " (changed)" : "") + " - Poolwalk";
        if (title == title_) return;
        window_.set_title(title);
        title_ = std::move(title);
    }

    platform::Window& window_;
    render::HeatMapPainter painter_;
    Session session_;
    Appearance look_;
    std::optional<std::filesystem::path> state_file_;
    std::string written_, title_;
    saving::Autosave autosave_;
    int frames_left_ = 3;
    Clock::time_point last_frame_ = Clock::now(), last_tick_ = Clock::now();
};

bool window_is_open = false;

// Xlib ends the whole program when its server is gone; nothing can be drawn or asked any more, and the
// autosave stays where it is.
void say_why_it_ends() {
    if (!window_is_open) return;
    std::fputs(
        "poolwalk: the display is gone, so the window is closed; what was kept of unsaved work is offered at the "
        "next start\n",
        stderr);
    std::_Exit(1);
}

// The file that was open, if it is still there, and else the first example.
AppState first_state(const WindowSetup& setup, const WindowSettings& settings) {
    if (setup.open) return state_with(*setup.open);
    const auto example = io::load_example("overlap");
    POOLWALK_CHECK(example.ok());
    std::error_code ignored;
    if (settings.file.empty() || !std::filesystem::exists(settings.file, ignored)) return start_state(*example);
    const auto last = io::command_to_open(settings.file);
    if (last) return state_with(*last);
    return update(start_state(*example), Tell{last.error().message, true});
}

struct Remembered {
    std::filesystem::path path;  // "": nothing is remembered
    WindowSettings settings;
    std::string complaint;
};

Remembered remembered(bool fresh) {
    if (fresh || state_folder().empty()) return {};
    Remembered found{state_folder() / "settings.json", {}, {}};
    const auto read = read_settings(found.path);
    if (read) found.settings = *read;
    else found.complaint = "not remembered how the window was left: " + read.error().message;
    return found;
}

void remember(const Remembered& before, const AppState& state, platform::SizePx size, double monitor_scale) {
    if (before.path.empty() || !make_state_folder()) return;
    WindowSettings now{.width = size.width,
                       .height = size.height,
                       .theme = state.view.theme,
                       .scale = {},
                       .colormap = state.view.colormap,
                       .reduced_motion = state.view.reduced_motion,
                       .file = state.origin.file,
                       .recent = state.recent};
    if (state.view.wished_scale != monitor_scale) now.scale = state.view.wished_scale;
    // It is only comfort: that it could not be written is nothing to fail for.
    static_cast<void>(write_settings(before.path, now));
}

}  // namespace

AppState state_with(const Command& open) {
    const auto document = [&]() -> Document {
        if (const auto* session = open.as<OpenSession>()) return session->session.document;
        if (const auto* lesson = std::get_if<StartLesson>(&open)) return lesson->lesson->start;
        return std::get<OpenDocument>(open).document;
    };
    AppState state = update(start_state(document()), open);
    state.history = {};
    return state;
}

Result<Done> run_window(WindowSetup setup) {
    const Remembered before = remembered(setup.fresh);
    const WindowSettings& settings = before.settings;
    const platform::SizePx size{setup.width > 0 ? setup.width : static_cast<int>(settings.width),
                                setup.height > 0 ? setup.height : static_cast<int>(settings.height)};
    auto opened = platform::Window::open({.title = "Poolwalk", .width = size.width, .height = size.height});
    if (!opened.ok()) return opened.error();
    platform::Window window = std::move(opened).value();
    auto painter = render::HeatMapPainter::create();
    if (!painter.ok()) return painter.error();

    const double monitor_scale = std::clamp(static_cast<double>(window.content_scale()), 0.75, 3.0);
    AppState state = first_state(setup, settings);
    setup.open.reset();  // who holds the tensors too makes an edit copy them
    // A session has its own.
    if (!state.origin.is_session) {
        state.view.theme = settings.theme;
        state.view.colormap = settings.colormap;
    }
    if (setup.theme) state.view.theme = *setup.theme;
    state.view.reduced_motion = settings.reduced_motion;
    state = update(std::move(state), SetScale{setup.scale.value_or(settings.scale.value_or(monitor_scale))});
    for (const std::string& file : settings.recent)
        if (std::ranges::find(state.recent, file) == state.recent.end()) state.recent.push_back(file);
    if (!before.complaint.empty()) state.notice = {before.complaint, true};
    WindowLoop loop(window, std::move(painter).value(), std::move(state), setup);
    std::atexit(say_why_it_ends);
    window_is_open = true;
    loop.run();
    window_is_open = false;
    remember(before, loop.state(), window.size(), monitor_scale);
    return Done{};
}

Result<Done> take_shot(const ShotSetup& setup) {
    auto renderer = OffscreenRenderer::open(setup.state, setup.width, setup.height);
    if (!renderer) return renderer.error();
    OffscreenRenderer opened = std::move(renderer).value();
    const auto picture = opened.paint();
    if (!picture) return picture.error();
    return io::write_png(setup.out, picture->width, picture->height, picture->rgba, setup.overwrite);
}

Result<io::Film> paint_film(const FilmSetup& setup, const Progress& progress) {
    auto renderer = OffscreenRenderer::open(setup.state, setup.width, setup.height);
    if (!renderer) return renderer.error();
    OffscreenRenderer opened = std::move(renderer).value();
    io::Film film(setup.width, setup.height);
    double painted = 0;
    for (const io::Shot& shot : setup.shots) {
        if (!goes_on(progress, painted++ / static_cast<double>(setup.shots.size()))) return stopped();
        opened.run(shot.command);
        const auto picture = opened.paint();
        if (!picture) return picture.error();
        film.add(picture->rgba, shot.centiseconds);
    }
    return film;
}

}  // namespace poolwalk
