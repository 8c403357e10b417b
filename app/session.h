// One running program without its window: the state, what is cached of it, and a frame of the user
// interface. The window, the picture without a display and the tests each drive one of these.
#pragma once

#include <optional>
#include <vector>

#include "app/keys.h"
#include "app/network_job.h"
#include "app/ui/ui.h"

namespace poolwalk {

class Session {
public:
    explicit Session(AppState state);

    // Carries out a command and every request and command that follows from it.
    void run(const Command& command);

    // Between ImGui::NewFrame() and ImGui::Render(): keys, panels, then the commands they gave.
    void frame(const std::vector<KeyPress>& keys, const render::FontSet& fonts, render::HeatMapPainter* painter);

    const AppState& state() const { return state_; }
    const Derived& derived();
    const ui::UiMemory& memory() const { return memory_; }
    bool wants_to_quit() const { return quit_; }
    // Something is worked out beside the frames: draw on, so that its progress is seen.
    bool is_working() const { return job_.progress().running; }
    const NetworkDesk& network() const { return explorer_.network(); }

private:
    void refresh();
    void follow_network();
    void run_training(bool run);

    AppState state_;
    Derived derived_;
    Explorer explorer_;
    NetworkJob job_;
    Listing listing_;
    std::optional<Step> step_;
    std::uint64_t derived_revision_ = 0;
    std::vector<io::Example> examples_;
    std::vector<ui::FolderEntry> folder_;
    std::string listed_folder_;
    ui::UiMemory memory_;
    bool quit_ = false;
};

}  // namespace poolwalk
