// One running program without its window: the state, what is cached of it, and a frame of the user
// interface. The window, the picture without a display and the tests each drive one of these.
#pragma once

#include <optional>
#include <vector>

#include "app/background/analysis_work.h"
#include "app/background/derive_work.h"
#include "app/background/export_work.h"
#include "app/background/open_work.h"
#include "app/background/training_work.h"
#include "app/files/saving.h"
#include "app/platform/keys.h"
#include "app/ui/ui.h"

namespace poolwalk {

class Session {
public:
    // What takes longer than `at_once_ms` to follow from a document is worked out beside the frames; files of
    // `at_once_bytes` and more are read there.
    explicit Session(AppState state, double at_once_ms = 100, std::uintmax_t at_once_bytes = std::uintmax_t{1} << 20);

    // Before the first frame, if at all: how pictures are painted, and how the window is woken.
    void use(SessionTools tools);

    // Carries out a command and every request and command that follows from it; after a save that is under way,
    // so that what is saved, and what follows it, is what was there.
    void run(const Command& command);

    // Between ImGui::NewFrame() and ImGui::Render(): keys, panels, then the commands they gave.
    void frame(const std::vector<KeyPress>& keys, const render::FontSet& fonts, render::HeatMapPainter* painter);

    // What goes on beside the interface, once a turn of the loop and between two frames. True: draw one.
    bool work();
    // There is a picture to paint at once: do not wait for events.
    bool is_painting() const { return exports_.is_painting(); }

    const AppState& state() const { return state_; }
    // What is to be seen: state(), or while what follows from it is worked out, the last one.
    const AppState& shown() const { return work_.shown(state_); }
    const Derived& derived();
    // Why a document cannot be shown; empty if it can.
    const std::string& complaint() const { return complaint_; }
    // The scale follows the window's size; before the look follows the scale, outside of a frame.
    void fit(double width_px, double height_px);
    const ui::UiMemory& memory() const { return memory_; }
    bool wants_to_quit() const { return quit_; }
    // Something is worked out beside the frames: draw on, so that its progress is seen.
    bool is_working() const {
        return job_.progress().running || is_deriving() || opening_.status() || saving_.is_busy() ||
               exploring_.status();
    }
    bool is_deriving() const { return work_.is_behind(); }
    const NetworkResults& network() const { return explorer_.network(); }

private:
    void apply(const Command& command);
    void apply_all(const std::vector<Command>& commands);
    void answer(const Request& request);
    void refresh();
    void cancel_work();
    bool end_saving();
    void explore(const AppState& seen);
    const std::optional<ui::Progressing>& working() const;
    void refresh_baseline();
    void start_export(const ExportFile& file);
    void follow_network();
    void run_training(bool run);

    AppState state_;
    DeriveWork work_;
    OpenWork opening_;
    saving::Saving saving_;
    std::vector<Command> waiting_;  // for a save to end
    std::string complaint_;
    Explorer explorer_;
    ExploreWork exploring_;
    std::optional<BaselineNow> baseline_;
    NetworkJob job_;
    std::optional<Step> step_;
    std::vector<io::Example> examples_;
    std::vector<io::LessonEntry> lessons_;
    std::vector<ui::FolderEntry> folder_;
    std::string listed_folder_;
    std::pair<double, double> fitted_to_;
    ui::UiMemory memory_;
    SessionTools tools_;
    ExportWork exports_;
    bool quit_ = false;
};

}  // namespace poolwalk
