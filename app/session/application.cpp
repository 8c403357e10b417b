#include "app/session/application.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>

#include "app/background/stop_signals.h"
#include "app/files/autosave.h"
#include "app/platform/desktop.h"
#include "app/platform/window.h"
#include "app/session/offscreen_renderer.h"
#include "app/session/window_loop.h"
#include "core/base/check_handler.h"
#include "core/io/arrays/png_write.h"
#include "core/io/files/unfinished.h"

namespace poolwalk {
namespace {

// The loop of the open window, and its thread.
WindowLoop* open_loop = nullptr;
std::thread::id window_thread;

// Xlib ends the whole program when its server is gone; nothing can be drawn or asked any more. It may do so on any
// thread that speaks to it.
void end_without_display() {
    WindowLoop* const loop = std::exchange(open_loop, nullptr);
    if (!loop) return;
    end_by_force(1);
    if (std::this_thread::get_id() == window_thread) static_cast<void>(loop->keep_work());
    std::fputs(
        "poolwalk: the display is gone, so the window is closed; what was kept of unsaved work is offered at the "
        "next start\n",
        stderr);
    std::_Exit(1);
}

// What ends the window from outside: a signal, once, and at once if it comes again or before there is a window.
class Stop {
public:
    const std::atomic<bool>* flag() const { return &is_asked_; }
    void window_is_open() { is_open_ = true; }
    const std::optional<StopSignal>& signal() const { return signal_; }  // once the flag is up

    void ask(const StopSignal& signal) {
        if (!is_open_ || is_asked_) {
            io::remove_unfinished();
            std::_Exit(signal.exit_code);
        }
        end_by_force(signal.exit_code);
        signal_ = signal;
        is_asked_ = true;
        platform::Window::wake();
    }

private:
    std::atomic<bool> is_open_ = false, is_asked_ = false;
    std::optional<StopSignal> signal_;
    StopSignals signals_{[this](const StopSignal& signal) { ask(signal); }};  // last: it calls ask()
};

Stop* open_stop = nullptr;  // of the open window

// The program is at its end: the work as it is goes beside the autosave, which was made before the error. A
// background task leaves that to the window's thread, which alone may look at the state.
void keep_after_error(std::string_view) {
    constexpr int exit_code = 128 + SIGABRT;
    if (std::this_thread::get_id() != window_thread) {
        if (!open_stop) return;
        open_stop->ask({"an internal error", exit_code});
        std::this_thread::sleep_for(std::chrono::minutes(1));
    }
    WindowLoop* const loop = std::exchange(open_loop, nullptr);
    if (!loop) return;
    end_by_force(exit_code);
    const auto kept = keep_beside_autosave(loop->state());
    const std::string said = kept ? "unsaved work is offered at the next start" : kept.error().message;
    std::fputs(("poolwalk: " + said + "\n").c_str(), stderr);
}

WindowEnd end_of(const Stop& stop, WindowLoop& loop) {
    if (!*stop.flag()) return {};
    const bool has_work = has_unsaved_work(loop.state()) || loop.state().history.left_work();
    const Result<Done> kept = loop.keep_work();
    std::string news = "stopped by " + stop.signal()->name;
    if (!kept) news += "; unsaved work is lost: " + kept.error().message;
    else if (has_work) news += "; unsaved work is offered at the next start";
    return {stop.signal()->exit_code, std::move(news)};
}

}  // namespace

Result<WindowEnd> run_window(WindowSetup setup) {
    Stop stop;
    auto began = begin_opening(setup.read);
    if (!began) return WindowEnd{1, began.error().message};
    Remembered before = remembered(setup.fresh);
    const WindowSettings& settings = before.settings;
    if (!setup.read) began = begin_opening(read_again(settings.file));
    if (!began) before.error = began.error().message;
    Opening opening = began ? std::move(began).value() : Opening{};
    const platform::SizePx size{setup.width > 0 ? setup.width : static_cast<int>(settings.width),
                                setup.height > 0 ? setup.height : static_cast<int>(settings.height)};
    auto opened = platform::Window::open(
        {.title = "Poolwalk", .width = size.width, .height = size.height, .fits_screen = setup.width <= 0});
    if (!opened.ok()) return opened.error();
    platform::Window window = std::move(opened).value();
    auto painter = render::HeatMapPainter::create();
    if (!painter.ok()) return painter.error();

    AppState state =
        state_at_start(setup, before, opening.command,
                       {.content_scale = window.content_scale(),
                        .wants_reduced_motion = settings.is_first_start && platform::wants_reduced_motion()});
    opening.command.reset();  // who holds the tensors too makes an edit copy them
    WindowLoop loop(window, std::move(painter).value(), std::move(state),
                    {.offers_autosave = !before.path.empty(),
                     .state_file = setup.state_file,
                     .page_address = settings.page,
                     .is_stopped = stop.flag()});
    if (opening.job)
        loop.open_when_read(setup.read ? setup.reading : settings.file, when_read(std::move(opening.job)));
    static_cast<void>(own_autosave());  // what it keeps has to outlive the handler
    std::atexit(end_without_display);
    window_thread = std::this_thread::get_id();
    open_loop = &loop;
    open_stop = &stop;
    set_check_handler(keep_after_error);
    stop.window_is_open();
    while (loop.turn()) loop.wait();
    if (loop.has_quit()) {
        // A file system, a clipboard manager or a display that does not answer is let go then.
        end_by_force(0);
        loop.remove_autosave();
    }
    const WindowEnd end = end_of(stop, loop);
    set_check_handler(nullptr);
    open_loop = nullptr;
    open_stop = nullptr;
    remember(before, loop.state(), window.size());
    return end;
}

Result<Done> take_shot(const ShotSetup& setup) {
    if (setup.figure) {
        const auto pixels =
            io::figure_pixels(setup.state, derive(setup.state.document), setup.width, setup.height, *setup.figure);
        if (!pixels) return pixels.error();
        return io::write_png(setup.out, pixels->width, pixels->height, pixels->rgba, setup.overwrite);
    }
    auto renderer = OffscreenRenderer::open(setup.state, setup.width, setup.height);
    if (!renderer) return renderer.error();
    OffscreenRenderer opened = std::move(renderer).value();
    const auto picture = opened.paint();
    if (!picture) return picture.error();
    return io::write_png(setup.out, picture->width, picture->height, picture->rgba, setup.overwrite);
}

Result<io::Film> paint_film(const FilmSetup& setup, const Progress& progress) {
    if (setup.figure)
        return io::film_of_figures(setup.state, setup.shots, setup.width, setup.height, *setup.figure, progress);
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
