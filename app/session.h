// One running program without its window: the state, what is cached of it, and a frame of the user
// interface. The window, the picture without a display and the tests each drive one of these.
#pragma once

#include <optional>
#include <vector>

#include "app/export_work.h"
#include "app/keys.h"
#include "app/network_job.h"
#include "app/ui/ui.h"

namespace poolwalk {

class Session {
public:
    explicit Session(AppState state);

    // Before the first frame, if at all: how pictures are painted, and how the window is woken.
    void use(SessionTools tools) { tools_ = std::move(tools); }

    // Carries out a command and every request and command that follows from it.
    void run(const Command& command);

    // Between ImGui::NewFrame() and ImGui::Render(): keys, panels, then the commands they gave.
    void frame(const std::vector<KeyPress>& keys, const render::FontSet& fonts, render::HeatMapPainter* painter);

    // What goes on beside the interface, once a turn of the loop and between two frames. True: draw one.
    bool work();
    // There is a picture to paint at once: do not wait for events.
    bool is_painting() const { return exports_.is_painting(); }

    const AppState& state() const { return state_; }
    const Derived& derived();
    // The scale follows the window's size; before the look follows the scale, outside of a frame.
    void fit(double width_px, double height_px);
    const ui::UiMemory& memory() const { return memory_; }
    bool wants_to_quit() const { return quit_; }
    // Something is worked out beside the frames: draw on, so that its progress is seen.
    bool is_working() const { return job_.progress().running; }
    const NetworkDesk& network() const { return explorer_.network(); }

private:
    void refresh();
    void refresh_held();
    void start_export(const ExportFile& file);
    void follow_network();
    void run_training(bool run);

    AppState state_;
    Derived derived_;
    Explorer explorer_;
    std::optional<HeldNow> held_;
    MethodNow method_;
    NetworkJob job_;
    std::optional<Step> step_;
    std::uint64_t derived_revision_ = 0;
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
