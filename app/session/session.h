// One running program without its window: the state, what is cached of it, and a frame of the user
// interface. The window, the picture without a display and the tests each drive one of these.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/platform/keys.h"
#include "app/session/tasks.h"
#include "app/ui/ui.h"

namespace poolwalk {

// What the surroundings give a session; a test without OpenGL has no painter of pictures.
struct SessionTools {
    OpenPainter open_painter{};
    std::function<void()> wake{};                            // from any thread: there is something to draw
    ReadClipboard read_clipboard{};                          // where another program may own it
    std::string page_address{};                              // that a link begins with; "": none is known
    std::function<void(const std::string& path)> deliver{};  // of a file that was exported, if more is to be done
    JobMode small_files = JobMode::Immediate;                // Soon: no file system is waited for
};

class Session {
public:
    // What takes longer than `at_once_ms` to follow from a document is worked out in the background; files of
    // `at_once_bytes` and more are read there.
    explicit Session(AppState state, double at_once_ms = 100, std::uintmax_t at_once_bytes = std::uintmax_t{1} << 20);

    // Before the first frame, if at all: how pictures are painted, and how the window is woken.
    void use(SessionTools tools);

    // Runs a command and every request and command that follows from it; after a save or a paste that is under way,
    // so that what is saved, and what follows it, is what was there.
    void run(const Command& command);

    // Opens what is read in the background, as a file of this name.
    void open_when_read(const std::string& name, OpenTask::Read read);

    // Opens a file that was dropped on the window, of several the first, and says so.
    void open_dropped(const std::vector<std::string>& paths);

    // Between ImGui::NewFrame() and ImGui::Render(): keys, panels, then the commands they gave.
    void frame(const std::vector<KeyPress>& keys, const render::FontSet& fonts, render::HeatMapPainter* painter);

    // Brings in what background tasks have done, once a turn of the loop, between two frames. True: draw a frame.
    bool work();
    // There is a picture to paint at once: do not wait for events.
    bool is_painting() const { return tasks_.exporting.is_painting(); }

    const AppState& state() const { return state_; }
    // What is to be seen: state(), or while what follows from it is worked out, the last one.
    const AppState& shown() const { return tasks_.derive.shown(state_); }
    const Derived& derived();
    // Why a document cannot be shown; empty if it can.
    const std::string& error() const { return error_; }
    // What the step done last does and what is pinned, as a screen reader says it.
    std::string spoken();
    // The scale follows the window's size; before the look follows the scale, outside of a frame.
    void fit(double width_px, double height_px);
    const ui::UiMemory& memory() const { return memory_; }
    // Their room goes to the picture; names that no panel has are nothing.
    void hide_panels(std::vector<std::string> names) { memory_.hidden_panels = std::move(names); }
    // From now on every frame notes where what has a name lies (UiMemory::widgets): for tests.
    void keep_names() { memory_.keeps_names = true; }
    bool wants_to_quit() const { return quit_; }
    // Background tasks are under way: draw on, so that their progress is seen.
    bool is_working() const { return tasks_.is_working(); }
    // Marks of the timeline are still to come, without a word about how far they are.
    bool is_marking() const { return tasks_.marks.is_busy(); }
    // In texts that are not the program's own (letters.h).
    render::Letters letters() const;
    bool is_deriving() const { return tasks_.derive.is_behind(); }
    const NetworkResults& network() const { return analyses_.network(); }

private:
    void apply(const Command& command);
    void tell_left_out();
    void apply_requests();
    bool end_holding();
    bool follow_watched_files();
    void refresh();
    void refresh_derived();
    void refresh_analysis();
    void refresh_baseline();
    void refresh_folder();
    void leave_workspace(const std::string& error);

    AppState state_;
    Tasks tasks_;
    std::vector<Command> waiting_;  // for a save or a paste to end
    std::string error_;
    std::size_t left_out_ = 0;  // files dropped beside the one that is being opened
    AnalysisCache analyses_;
    std::optional<BaselineNow> baseline_;
    ui::Kept<std::optional<Step>> step_;  // done last
    std::vector<io::Example> examples_;
    std::vector<io::LessonEntry> lessons_;
    std::pair<double, double> fitted_to_;
    ui::UiMemory memory_;
    OpenPainter open_painter_;
    std::string page_address_;
    std::function<void(const std::string&)> deliver_;
    bool quit_ = false;
};

}  // namespace poolwalk
