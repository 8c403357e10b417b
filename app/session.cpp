#include "app/session.h"

#include <filesystem>

#include "app/effects.h"

namespace poolwalk {
namespace {

bool is_in_view(const ui::CellEditor& editor, const AppState& state) {
    if (const auto* cell = std::get_if<CellRef>(&editor.cell))
        return state.view.workspace == Workspace::Walk && cell->plane == state.view.plane;
    return state.view.workspace == Workspace::Network;
}

}  // namespace

Session::Session(AppState state) : state_(std::move(state)), examples_(io::examples()) { refresh(); }

void Session::run(const Command& command) {
    state_ = update(std::move(state_), command);
    while (!state_.requests.empty()) {
        const std::vector<Request> requests = std::exchange(state_.requests, {});
        for (const Request& request : requests) {
            if (std::holds_alternative<Quit>(request)) quit_ = true;
            if (const auto* training = std::get_if<RunTraining>(&request)) run_training(training->run);
            for (const Command& next : carry_out(request, state_, derived())) state_ = update(std::move(state_), next);
        }
    }
}

void Session::run_training(bool run) {
    if (run) explorer_.network().train_again();
    else job_.cancel();
}

void Session::follow_network() {
    NetworkDesk& desk = explorer_.network();
    if (auto training = job_.take()) desk.take(std::move(*training));
    if (desk.needs_training(state_)) {
        const NetworkSetup& setup = network_of(state_.document);
        if (is_quick(setup)) {
            job_.drop();
            desk.take(train(setup));
        } else if (!job_.is_running_on(setup)) {
            job_.start(setup);
        }
    }
    desk.progress = job_.progress();
}

const Derived& Session::derived() {
    refresh();
    return derived_;
}

void Session::refresh() {
    if (derived_revision_ != state_.revision) {
        derived_ = derive(state_.document);
        listing_ = listing_of(state_.document.rules, derived_.input_has_nan, dtype_of(*state_.document.input));
        derived_revision_ = state_.revision;
        memory_.typed.reset();
        memory_.editor.reset();
    }
    if (memory_.editor && !is_in_view(*memory_.editor, state_)) memory_.editor.reset();
    follow_network();
    explorer_.follow(state_, derived_.grad_input);
    step_.reset();
    if (const auto index = current_index(state_)) step_ = step_at(view_of(state_.document), plan_of(state_), *index);
    if (state_.view.show_files) {
        if (state_.view.folder.empty()) state_.view.folder = std::filesystem::current_path().string();
        if (listed_folder_ != state_.view.folder) folder_ = list_folder(state_.view.folder);
        listed_folder_ = state_.view.folder;
    } else {
        listed_folder_.clear();  // listed anew when it is opened again
    }
}

void Session::frame(const std::vector<KeyPress>& keys, const render::FontSet& fonts, render::HeatMapPainter* painter) {
    refresh();
    std::vector<Command> commands;
    const auto frame_now = [&] {
        return ui::Frame{state_, derived_, explorer_, step_,    listing_, examples_, folder_, fonts, painter,
                         memory_, commands, ImGui::GetIO().WantTextInput};
    };
    ui::handle_keys(frame_now(), keys);
    const auto carry_on = [&] {
        for (const Command& command : std::exchange(commands, {})) run(command);
        refresh();
    };
    carry_on();
    if (painter) painter->begin_frame();
    ui::draw(frame_now());
    carry_on();
}

}  // namespace poolwalk
