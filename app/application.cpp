#include "app/application.h"

#include <algorithm>
#include <chrono>
#include <cfloat>
#include <thread>

#include "app/platform/offscreen.h"
#include "app/platform/window.h"
#include "app/session.h"
#include "app/state_file.h"
#include "core/io/png_write.h"

namespace poolwalk {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_between(Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

// Fonts and style for a theme and scale; made anew when one of them changes.
class Look {
public:
    // Outside of a frame. True if the fonts were baked anew.
    bool follow(const View& view) {
        const bool new_scale = !fonts_ || scale_ != view.scale, changed = new_scale || theme_ != view.theme;
        if (new_scale) fonts_ = render::FontSet::load(static_cast<float>(view.scale));
        if (changed) ui::apply_style(view.theme, view.scale);
        scale_ = view.scale;
        theme_ = view.theme;
        return new_scale;
    }
    const render::FontSet& fonts() const { return *fonts_; }
    double scale() const { return scale_; }

private:
    std::optional<render::FontSet> fonts_;
    double scale_ = 0;
    Theme theme_ = Theme::Dark;
};

template <class Surface>
void draw_frame(Session& session, Surface& surface, Look& look, render::HeatMapPainter& painter,
                const std::vector<KeyPress>& keys) {
    ImGui::NewFrame();
    session.frame(keys, look.fonts(), &painter);
    ImGui::Render();
    surface.end_frame();
}

// Sleeps until something happens: an event, or the next step of the play.
void wait(platform::Window& window, const Session& session, int frames_left, Clock::time_point last_frame) {
    constexpr double shortest_frame_s = 1.0 / 90;
    const double since = seconds_between(last_frame, Clock::now());
    const Playback& play = session.state().play;
    if (frames_left > 0) {
        if (since < shortest_frame_s) std::this_thread::sleep_for(std::chrono::duration<double>(shortest_frame_s - since));
        window.poll_events();
    } else if (play.playing) {
        const double due = 1 / play.speed_steps_per_s - play.waited_s - since;
        window.wait_events(std::max(due, 0.001));
    } else {
        window.wait_events(session.is_working() ? 0.05 : 1.0);
    }
}

class WindowLoop {
public:
    WindowLoop(platform::Window& window, render::HeatMapPainter painter, const WindowSetup& setup)
        : window_(window), painter_(std::move(painter)), session_(setup.state), state_file_(setup.state_file) {}

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
            // ImGui takes two frames to answer an event; a third lets tooltips settle.
            if (events.any || events.refresh) frames_left_ = 3;
            const bool working = session_.is_working();
            if (frames_left_ == 0 && !was_playing && !working) continue;
            draw(events.keys);
            if (working && !session_.is_working()) frames_left_ = 3;
        }
    }

private:
    void draw(const std::vector<KeyPress>& keys) {
        if (frames_left_ > 0) --frames_left_;
        if (look_.follow(session_.state().view)) window_.fonts_changed();
        window_.begin_frame();
        draw_frame(session_, window_, look_, painter_, keys);
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
    auto opened = platform::Offscreen::open(setup.width, setup.height);
    if (!opened.ok()) return opened.error();
    platform::Offscreen surface = std::move(opened).value();
    auto created = render::HeatMapPainter::create();
    if (!created.ok()) return created.error();
    render::HeatMapPainter painter = std::move(created).value();
    Session session(setup.state);
    Look look;
    ImGui::GetIO().MousePos = {-FLT_MAX, -FLT_MAX};
    // The sizes of auto-fitted children are known one frame later.
    for (int i = 0; i < 3; ++i) {
        if (look.follow(session.state().view)) surface.fonts_changed();
        surface.begin_frame(1.0f / 60);
        draw_frame(session, surface, look, painter, {});
        while (i == 0 && session.is_working()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            session.derived();  // takes what is done by now
        }
    }
    if (const std::string complaint = painter.complaint(); !complaint.empty()) return Error{complaint};
    const platform::Image image = surface.pixels();
    return io::write_png(setup.out, image.width, image.height, image.rgba, setup.overwrite);
}

}  // namespace poolwalk
