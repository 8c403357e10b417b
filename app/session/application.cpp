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
#include "app/files/settings.h"
#include "app/files/state_folder.h"
#include "app/platform/desktop.h"
#include "app/platform/window.h"
#include "app/session/offscreen_renderer.h"
#include "app/session/window_loop.h"
#include "core/base/check_handler.h"
#include "core/io/arrays/png_write.h"
#include "core/io/export/figure_paint.h"
#include "core/io/files/unfinished.h"
#include "core/io/session/examples.h"
#include "core/io/session/open_file.h"

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

// What is opened first: read by now, or still being read.
struct Opening {
    std::shared_ptr<Job<Command>> job{};
    std::optional<Command> command{};
};

// What is read sooner is in the window's first frame.
Result<Opening> begin_opening(const OpenTask::Read& read) {
    if (!read) return Opening{};
    constexpr std::chrono::milliseconds patience{300};
    auto job = std::make_shared<Job<Command>>(read, std::function<void()>());
    auto result = result_within(*job, patience);
    if (!result) return Opening{std::move(job)};
    if (!*result) return result->error();
    return Opening{nullptr, std::move(*result).value()};
}

OpenTask::Read when_read(std::shared_ptr<Job<Command>> job) {
    return [job = std::move(job)](const Progress& progress) -> Result<Command> {
        for (;;) {
            if (auto command = job->poll()) return std::move(*command);
            if (!goes_on(progress, job->progress())) {
                job->cancel();
                return stopped();
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    };
}

Document first_example() {
    const auto example = io::load_example("ties");
    POOLWALK_CHECK(example.ok());
    return *example;
}

// The file that was open, as it was asked about then, or the first example if it is gone.
OpenTask::Read read_again(const std::string& file) {
    if (file.empty()) return {};
    return [file](const Progress& progress) -> Result<Command> {
        std::error_code ignored;
        if (!std::filesystem::exists(file, ignored)) return Command(OpenDocument{first_example()});
        auto command = io::command_to_open(file, progress);
        const auto* array = command ? command->as<OpenDocument>() : nullptr;
        if (!array || !array->may_be_nhwc) return command;
        OpenDocument next = *array;
        next.may_be_nhwc = false;
        return Command(std::move(next));
    };
}

struct Remembered {
    std::filesystem::path path;  // "": nothing is remembered
    WindowSettings settings;
    std::string error;
};

Remembered remembered(bool fresh) {
    if (fresh || state_folder().empty()) return {};
    Remembered found{state_folder() / "settings.json", {}, {}};
    const auto read = answer_within<WindowSettings>(
        patience_with_disks, [path = found.path](const Progress&) { return read_settings(path); });
    if (!read) {
        return {{}, {}, found.path.parent_path().string() + " does not answer, so nothing is remembered"};
    }
    if (*read) found.settings = **read;
    else found.error = "not remembered how the window was left: " + read->error().message;
    return found;
}

// Of several windows each remembers what was changed in it.
void remember(const Remembered& before, const AppState& state, platform::SizePx size) {
    if (before.path.empty() || !make_state_folder()) return;
    const WindowSettings now{.width = size.width,
                             .height = size.height,
                             .theme = state.view.theme,
                             .scale = state.view.chosen_scale,
                             .colormap = state.view.colormap,
                             .reduced_motion = state.view.reduced_motion,
                             .shows_all_settings = state.view.shows_all_settings,
                             .folds_left = state.view.folds_left,
                             .folds_right = state.view.folds_right,
                             .export_look = state.view.export_look,
                             .file = state.origin.file,
                             .recent = state.recent,
                             .lessons_done = state.lessons_done};
    // It is only comfort: that it could not be written is nothing to fail for.
    static_cast<void>(merge_settings(before.path, before.settings, now));
}

}  // namespace

AppState state_with(const Command& open) {
    const auto document = [&]() -> Document {
        if (const auto* session = open.as<OpenSession>()) return session->session.document;
        if (const auto* lesson = open.as<StartLesson>()) return lesson->lesson->start;
        return open.as<OpenDocument>()->document;
    };
    AppState state = update(start_state(document()), open);
    state.history = state.history.without_entries();
    return state;
}

namespace {

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

    AppState state = opening.command ? state_with(*opening.command) : start_state(first_example());
    opening.command.reset();  // who holds the tensors too makes an edit copy them
    // A session has its own.
    if (!state.origin.is_session) {
        state.view.theme = settings.theme;
        state.view.colormap = settings.colormap;
    }
    if (setup.theme) state.view.theme = *setup.theme;
    state.view.reduced_motion =
        settings.reduced_motion || (settings.is_first_start && platform::wants_reduced_motion());
    state.animates = true;
    state.view.monitor_scale = std::clamp(static_cast<double>(window.content_scale()), min_scale, max_scale);
    state.view.shows_all_settings = settings.shows_all_settings;
    state.view.folds_left = settings.folds_left;
    state.view.folds_right = settings.folds_right;
    state.view.export_look = settings.export_look;
    state.view.show_welcome = settings.is_first_start && !setup.read;
    state = update(std::move(state), SetScale{setup.scale ? setup.scale : settings.scale});
    for (const std::string& file : settings.recent)
        if (std::ranges::find(state.recent, file) == state.recent.end()) state.recent.push_back(file);
    state.lessons_done = settings.lessons_done;
    if (!before.error.empty()) state.notice = {before.error, true};
    WindowLoop loop(
        window, std::move(painter).value(), std::move(state),
        {.offers_autosave = !before.path.empty(), .state_file = setup.state_file, .is_stopped = stop.flag()});
    if (opening.job)
        loop.open_when_read(setup.read ? setup.reading : settings.file, when_read(std::move(opening.job)));
    static_cast<void>(own_autosave());  // what it keeps has to outlive the handler
    std::atexit(end_without_display);
    window_thread = std::this_thread::get_id();
    open_loop = &loop;
    open_stop = &stop;
    set_check_handler(keep_after_error);
    stop.window_is_open();
    loop.run();
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
