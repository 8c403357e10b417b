#include "app/session/session.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <new>

#include "app/session/effects.h"
#include "app/ui/workspace_set.h"

namespace poolwalk {
namespace {

bool may_overtake_a_save(const Command& command) {
    return command.is<CancelWork>() || command.is<Hover>() || command.is<Tick>();
}

bool is_in_view(const ui::CellEditor& editor, const AppState& state) {
    const Workspace open = state.view.workspace;
    const auto* cell = std::get_if<CellRef>(&editor.cell);
    if (!cell || open == Workspace::Network) return !cell && open == Workspace::Network;
    // In Columns the rows of Y and dY hold every plane.
    return ui::with_cells.holds(open) && (open != Workspace::Walk || cell->plane == state.view.plane);
}

}  // namespace

Session::Session(AppState state, double at_once_ms, std::uintmax_t at_once_bytes)
    : state_(std::move(state)), examples_(io::examples()), lessons_(io::lessons()) {
    work_.at_once_ms = at_once_ms;
    opening_.at_once_bytes = at_once_bytes;
    AppState first = start_state(io::load_example("overlap").value());
    first.view.theme = state_.view.theme;
    first.view.scale = state_.view.scale;
    work_.begin(std::move(first), state_);
    refresh();
}

void Session::use(SessionTools tools) {
    tools_ = std::move(tools);
    work_.wake_with(tools_.wake);
    opening_.wake_with(tools_.wake);
    saving_.wake_with(tools_.wake);
    exploring_.wake_with(tools_.wake);
}

void Session::apply(const Command& command) {
    auto before = work_.before(state_, command);
    try {
        update_in_place(state_, command);
    } catch (const std::bad_alloc&) {
        state_.notice = {"there is not enough memory for this", true};
    }
    work_.keep(std::move(before), state_);
}

void Session::apply_all(const std::vector<Command>& commands) {
    for (const Command& command : commands) apply(command);
}

void Session::answer(const Request& request) {
    if (opening_.start(request)) return;
    if (std::holds_alternative<Quit>(request)) quit_ = true;
    if (const auto* file = std::get_if<ExportFile>(&request)) start_export(*file);
    if (std::holds_alternative<CancelExport>(request)) exports_.cancel();
    if (std::holds_alternative<CancelWork>(request)) cancel_work();
    if (const auto* save = std::get_if<SaveAs>(&request)) apply_all(saving_.start(*save, state_));
    if (const auto* training = std::get_if<RunTraining>(&request)) run_training(training->run);
    // Copied is what is seen; opened and saved is the document as it is by now.
    const Derived& derived_now = derived();
    const AppState& seen = std::holds_alternative<CopyCells>(request) ? shown() : state_;
    apply_all(carry_out(request, seen, derived_now));
}

void Session::run(const Command& command) {
    if (saving_.is_busy() && !may_overtake_a_save(command)) return waiting_.push_back(command);
    apply(command);
    while (!state_.requests.empty())
        for (const Request& request : std::exchange(state_.requests, {})) answer(request);
}

void Session::cancel_work() {
    if (opening_.status()) opening_.cancel();
    else if (saving_.status()) apply_all(saving_.cancel());
    else if (is_deriving()) state_ = work_.cancelled(std::move(state_));
    else if (exploring_.status()) state_ = update(std::move(state_), SetWorkspace{Workspace::Walk});
}

const std::optional<ui::Progressing>& Session::working() const {
    if (opening_.status()) return opening_.status();
    if (saving_.status()) return saving_.status();
    return work_.status() ? work_.status() : exploring_.status();
}

void Session::explore(const AppState& seen) {
    explorer_.follow(seen, work_.derived().grad_input);
    exploring_.follow(seen, explorer_);
    // What cannot be shown is left.
    if (const auto failure = exploring_.take_failure()) {
        state_ = update(std::move(state_), SetWorkspace{Workspace::Walk});
        state_ = update(std::move(state_), Tell{*failure, true});
    }
}

void Session::start_export(const ExportFile& file) {
    refresh();
    ExportOrder order{.file = file, .state = shown(), .derived = work_.share()};
    order.state.requests.clear();
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    order.width = static_cast<int>(window.x);
    order.height = static_cast<int>(window.y);
    order.canvas = {0, 0, 940, 870};
    for (const char* name : {"canvas", "rules_canvas", "check_canvas", "columns_canvas"})
        if (const auto found = memory_.widgets.find(name); found != memory_.widgets.end())
            order.canvas = {0, 0, found->second.w, found->second.h};
    const auto begun = exports_.start(std::move(order), tools_);
    state_ = update(std::move(state_), begun ? Tell{} : Tell{begun.error().message, true});
}

void Session::fit(double width_px, double height_px) {
    const std::pair size{width_px, height_px};
    if (fitted_to_ != size) state_ = update(std::move(state_), FitScale{width_px, height_px});
    fitted_to_ = size;
}

bool Session::work() {
    bool news = exports_.work();
    if (const auto told = exports_.take_news()) run(*told);
    if (const auto read = opening_.take()) {
        for (const Command& command : take_in(read->request, read->command, state_)) run(command);
        news = true;
    }
    return end_saving() || news;
}

bool Session::end_saving() {
    if (!saving_.is_busy()) return false;
    std::vector<Command> next = saving_.take();
    if (saving_.is_busy()) return false;
    std::ranges::move(std::exchange(waiting_, {}), std::back_inserter(next));
    for (const Command& command : next) run(command);
    return true;
}

void Session::run_training(bool run) {
    if (run) explorer_.network().train_again();
    else job_.cancel();
}

void Session::follow_network() {
    NetworkResults& results = explorer_.network();
    if (auto training = job_.take()) results.take(std::move(*training));
    if (results.needs_training(state_)) {
        const NetworkSetup& setup = network_of(state_.document);
        if (is_quick(setup)) {
            job_.drop();
            results.take(train(setup));
        } else if (!job_.is_running_on(setup)) {
            job_.start(setup);
        }
    }
    results.progress = job_.progress();
}

const Derived& Session::derived() {
    refresh();
    return work_.derived();
}

void Session::refresh() {
    if (work_.follow(state_)) {
        memory_.typed.reset();
        memory_.editor.reset();
        complaint_.clear();
    }
    if (const auto failure = work_.take_failure()) {
        complaint_ = state_.document.title + ": " + *failure;
        state_ = update(work_.cancelled(std::move(state_)), Tell{complaint_, true});
    }
    const AppState& seen = shown();
    if (memory_.editor && !is_in_view(*memory_.editor, seen)) memory_.editor.reset();
    follow_network();
    explore(seen);
    refresh_baseline();
    step_.reset();
    if (const auto index = current_index(seen)) step_ = step_at(view_of(seen.document), plan_of(seen), *index);
    if (state_.view.show_files || state_.view.show_export) {
        if (state_.view.folder.empty()) state_.view.folder = std::filesystem::current_path().string();
        if (listed_folder_ != state_.view.folder) folder_ = list_folder(state_.view.folder);
        listed_folder_ = state_.view.folder;
    } else {
        listed_folder_.clear();  // listed anew when it is opened again
    }
}

void Session::refresh_baseline() {
    if (shown().view.workspace != Workspace::Walk) return;
    const bool was_held = baseline_.has_value();
    follow_baseline(shown(), baseline_, &work_.derived());
    if (was_held && !baseline_) take_own_ranges(work_.own());
    const bool new_scale = baseline_ && share_ranges(*baseline_, work_.own());
    if (new_scale || was_held != baseline_.has_value()) memory_.cache = memory_.baseline_cache = {};
}

void Session::frame(const std::vector<KeyPress>& keys, const render::FontSet& fonts,
                    render::HeatMapPainter* painter) {
    refresh();
    std::vector<Command> commands;
    const auto frame_now = [&] {
        return ui::Frame{shown(),
                         work_.derived(),
                         explorer_,
                         baseline_,
                         step_,
                         work_.method(),
                         examples_,
                         lessons_,
                         folder_,
                         exports_.status(),
                         working(),
                         work_.has_picture(),
                         fonts,
                         painter,
                         memory_,
                         commands,
                         ImGui::GetIO().WantTextInput};
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
