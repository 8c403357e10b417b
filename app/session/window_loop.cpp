#include "app/session/window_loop.h"

#include <algorithm>
#include <memory>
#include <thread>
#include <utility>

#include "app/session/offscreen_renderer.h"
#include "app/session/state_dump.h"
#include "core/doc/update/motion.h"

namespace poolwalk {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_between(Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

// Pictures for an export, painted in the window's OpenGL context.
Result<PaintNext> open_painter(const AppState& state, int width, int height) {
    auto renderer = OffscreenRenderer::beside_window(state, width, height);
    if (!renderer) return renderer.error();
    // A std::function is copied; a renderer is not.
    return PaintNext(
        [shared = std::make_shared<OffscreenRenderer>(std::move(renderer).value())](const Command& command) {
            shared->run(command);
            return shared->paint();
        });
}

}  // namespace

WindowLoop::WindowLoop(platform::Window& window, render::HeatMapPainter painter, AppState state, LoopSetup setup)
    : window_(window),
      painter_{std::move(painter)},
      session_(std::move(state)),
      state_file_(std::move(setup.state_file)),
      is_stopped_(setup.is_stopped) {
    session_.use({.open_painter = open_painter,
                  .wake = platform::Window::wake,
                  .read_clipboard = window_.clipboard_reader(),
                  .page_address = std::move(setup.page_address),
                  .deliver = std::move(setup.deliver),
                  .small_files = JobMode::Soon});
    autosave_.small = JobMode::Background;
    field_paste_.wake = platform::Window::wake;
    if (state_file_) session_.keep_names();
    if (!setup.offers_autosave) return;
    for (const Command& offer : offer_autosave()) session_.run(offer);
}

void WindowLoop::open_when_read(const std::string& name, OpenTask::Read read) {
    session_.open_when_read(name, std::move(read));
}

// A text field pastes at once what it is given: Ctrl+V, and all that is typed after it, waits until the program that
// owns the clipboard has answered.
bool WindowLoop::waits_for_clipboard() {
    const auto read = window_.clipboard_reader();
    if (!read || !ui::has_typing_field() || !window_.is_paste_next()) return false;
    if (!field_paste_.order())
        field_paste_.start(
            {}, {}, [read](Done, const Progress& progress) { return read(progress); }, JobMode::Soon);
    const auto done = field_paste_.take();
    if (!done) return true;
    window_.set_paste(done->result ? *done->result : "");
    if (!done->result) session_.run(Tell{done->result.error().message, true});
    return false;
}

void WindowLoop::wait() {
    constexpr double shortest_frame_s = 1.0 / 90;
    const double since = seconds_between(last_frame_, Clock::now());
    const std::optional<double> due_in = time_to_next_tick(session_.state());
    if (session_.is_painting()) {
        window_.poll_events();  // the next picture is painted between two frames, as fast as they come
    } else if (frames_left_ > 0) {
        if (since < shortest_frame_s)
            std::this_thread::sleep_for(std::chrono::duration<double>(shortest_frame_s - since));
        window_.poll_events();
    } else if (due_in) {
        window_.wait_events(std::clamp(*due_in - since, 0.001, 1.0));
    } else {
        window_.wait_events(session_.is_working() ? 0.05 : 1.0);
    }
}

bool WindowLoop::is_over() const { return has_quit() || (is_stopped_ && *is_stopped_); }

bool WindowLoop::turn() {
    if (is_over()) return false;
    const platform::Events events = waits_for_clipboard() ? platform::Events{} : window_.take_events();
    const auto now = Clock::now();
    const double elapsed = seconds_between(last_turn_, now);
    last_turn_ = now;
    if (window_.should_close()) {
        window_.keep_open();
        session_.run(Quit{});
    }
    session_.open_dropped(events.dropped);
    const bool was_moving = time_to_next_tick(session_.state()).has_value();
    if (was_moving) session_.run(Tick{elapsed});
    if (session_.work()) frames_left_ = std::max(frames_left_, 1);
    if (const auto told = autosave_.follow(session_.state(), now)) session_.run(*told);
    // ImGui takes two frames to respond to an event; a third lets tooltips settle.
    if (events.any) frames_left_ = 3;
    const bool was_working = session_.is_working();
    if (frames_left_ == 0 && !was_moving && !was_working) return !is_over();
    draw(events.keys);
    if (was_working && !session_.is_working()) frames_left_ = 3;
    write_state_file();
    return !is_over();
}

void WindowLoop::draw(const std::vector<KeyPress>& keys) {
    if (frames_left_ > 0) --frames_left_;
    window_.set_fullscreen(session_.state().view.presents);
    draw_frame(window_, session_, painter_, keys);
    last_frame_ = Clock::now();
    if (const std::string error = painter_.heat_maps.error();
        !error.empty() && error != session_.state().notice.sentence)
        session_.run(Tell{error, true});
    if (session_.shown().view.scale != painter_.look.scale()) frames_left_ = 3;
    show_title();
}

void WindowLoop::show_title() {
    const AppState& state = session_.state();
    const std::string& file = state.origin.file;
    std::string title = (file.empty() ? state.document.title : file.substr(file.rfind('/') + 1)) +
                        (has_unsaved_work(state) ? " (changed)" : "") + " - Poolwalk";
    if (title == title_) return;
    window_.set_title(title);
    title_ = std::move(title);
}

void WindowLoop::write_state_file() {
    if (!state_file_) return;
    std::string text = state_text(session_, {.frames_due = frames_left_ + (is_moving(session_.state()) ? 1 : 0),
                                             .keys_seen = window_.keys_seen()});
    if (text == written_) return;
    write_state(*state_file_, text);
    written_ = std::move(text);
}

}  // namespace poolwalk
