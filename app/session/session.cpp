#include "app/session/session.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <new>

#include "app/session/effects.h"
#include "app/session/letters.h"
#include "core/base/number_text.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk {
namespace {

bool may_overtake(const Command& command) {
    return command.is<CancelWork>() || command.is<Hover>() || command.is<Tick>();
}

bool is_in_view(const ui::CellEditor& editor, const AppState& state) {
    const scene::WorkspaceRow& open = scene::open_workspace(state);
    return open.types_into && open.types_into(state, editor.cell);
}

}  // namespace

Session::Session(AppState state, double at_once_ms, std::uintmax_t at_once_bytes)
    : state_(std::move(state)), examples_(io::examples()), lessons_(io::lessons()) {
    tasks_.derive.at_once_ms = at_once_ms;
    tasks_.open.at_once_bytes = at_once_bytes;
    AppState first = start_state(io::load_example("overlap").value());
    first.view.theme = state_.view.theme;
    first.view.scale = state_.view.scale;
    tasks_.derive.begin(std::move(first), state_);
    refresh();
}

void Session::use(SessionTools tools) {
    open_painter_ = std::move(tools.open_painter);
    page_address_ = std::move(tools.page_address);
    deliver_ = std::move(tools.deliver);
    tasks_.wake_with(tools.wake);
    tasks_.paste.read = std::move(tools.read_clipboard);
    tasks_.open.small = tasks_.save.small = tasks_.folder.mode = tools.small_files;
}

// The one way for a command into the state: what is shown is kept while what follows takes long, and where memory
// runs out the document is as it was.
void Session::apply(const Command& command) {
    if (std::holds_alternative<DocumentCommand>(command.groups())) tasks_.marks.let_go();
    auto snapshot = tasks_.derive.snapshot_before(state_, command);
    try {
        update_in_place(state_, command);
    } catch (const std::bad_alloc&) {
        state_.notice = {"there is not enough memory for this", true};
    }
    tasks_.derive.keep(std::move(snapshot), state_);
}

void Session::apply_requests() {
    while (!state_.requests.empty())
        for (const Request& request : std::exchange(state_.requests, {})) {
            refresh();
            const EffectsContext context{state_,        tasks_, analyses_.network(), memory_, open_painter_,
                                         page_address_, quit_};
            for (const Command& command : handle(request, context)) apply(command);
        }
}

void Session::run(const Command& command) {
    if (tasks_.holds_commands() && !may_overtake(command)) return waiting_.push_back(command);
    apply(command);
    apply_requests();
}

void Session::open_when_read(const std::string& name, OpenTask::Read read) {
    tasks_.open.start(name, std::move(read));
}

void Session::open_dropped(const std::vector<std::string>& paths) {
    if (paths.empty()) return;
    left_out_ = paths.size() - 1;
    run(OpenFile{paths.front()});
    tell_left_out();
}

// Behind what opening the first has said, once it is open.
void Session::tell_left_out() {
    if (left_out_ == 0 || tasks_.open.status() || tasks_.holds_commands()) return;
    const std::string others = left_out_ == 1 ? "1 more file was" : std::to_string(left_out_) + " more files were";
    const std::string said = state_.notice.sentence.empty() ? "" : state_.notice.sentence + "; ";
    left_out_ = 0;
    run(Tell{said + others + " dropped and left out: drop one at a time", state_.notice.is_error});
}

void Session::fit(double width_px, double height_px) {
    const std::pair size{width_px, height_px};
    if (fitted_to_ != size) apply(FitScale{width_px, height_px});
    fitted_to_ = size;
}

render::Letters Session::letters() const { return further_letters(state_, tasks_.folder.entries()); }

bool Session::work() {
    bool news = tasks_.exporting.work();
    if (tasks_.marks.work()) news = true;
    if (const auto told = tasks_.exporting.take_news()) run(*told);
    if (const auto path = tasks_.exporting.take_written(); path && deliver_) deliver_(*path);
    for (const Command& command : take_opened(tasks_.open, state_)) {
        run(command);
        news = true;
    }
    tell_left_out();
    if (follow_watched_files()) news = true;
    return end_holding() || news;
}

bool Session::follow_watched_files() {
    std::vector<Command> commands = tasks_.watch_document.follow(watched_document(state_));
    std::ranges::move(tasks_.watch_claim.follow(watched_claim(state_)), std::back_inserter(commands));
    for (const Command& command : commands) run(command);
    return !commands.empty();
}

bool Session::end_holding() {
    if (!tasks_.holds_commands()) return false;
    std::vector<Command> next = tasks_.save.is_busy() ? tasks_.save.take() : tasks_.paste.take(state_);
    if (tasks_.holds_commands()) return false;
    std::ranges::move(std::exchange(waiting_, {}), std::back_inserter(next));
    for (const Command& command : next) run(command);
    return true;
}

const Derived& Session::derived() {
    refresh();
    return tasks_.derive.derived();
}

void Session::refresh() {
    refresh_derived();
    if (memory_.editor && !is_in_view(*memory_.editor, shown())) memory_.editor.reset();
    refresh_analysis();
    refresh_baseline();
    tasks_.marks.follow(shown(), [&] { return tasks_.derive.share(); });
    refresh_folder();
}

void Session::refresh_derived() {
    if (tasks_.derive.follow(state_)) {
        memory_.typed.reset();
        memory_.editor.reset();
        error_.clear();
    }
    if (const auto error = tasks_.derive.take_error()) {
        error_ = state_.document.title + ": " + *error;
        state_ = tasks_.derive.cancelled(std::move(state_));
        apply(Tell{error_, true});
    }
}

void Session::refresh_analysis() {
    tasks_.training.follow(state_, analyses_.network());
    analyses_.follow(shown(), tasks_.derive.derived().grad_input);
    tasks_.analysis.follow(shown(), analyses_);
    if (const auto error = tasks_.training.take_error()) leave_workspace(*error);
    if (const auto error = tasks_.analysis.take_error()) leave_workspace(*error);
}

// What cannot be shown is left.
void Session::leave_workspace(const std::string& error) {
    apply(SetWorkspace{Workspace::Walk});
    apply(Tell{error, true});
}

void Session::refresh_folder() {
    // Listed anew when it is opened again.
    if (!state_.view.show_files && !state_.view.show_export) return tasks_.folder.forget();
    if (state_.view.folder.empty()) state_.view.folder = std::filesystem::current_path().string();
    tasks_.folder.follow(state_.view.folder);
}

void Session::refresh_baseline() {
    if (!scene::open_workspace(shown()).has_baseline) return;
    const bool was_there = baseline_.has_value();
    follow_baseline(shown(), baseline_, &tasks_.derive.derived());
    if (was_there && !baseline_) take_own_ranges(tasks_.derive.own());
    const bool new_scale = baseline_ && share_ranges(*baseline_, tasks_.derive.own());
    if (new_scale || was_there != baseline_.has_value()) memory_.cache = memory_.baseline_cache = {};
}

std::string Session::spoken() {
    refresh();
    const AppState& state = shown();
    const Derived& derived = tasks_.derive.derived();
    const auto& step =
        step_.get(state, state.play.done, [&] { return scene::step_done_last(state, &derived.argmax); });
    const scene::WorkspaceRow& open = scene::open_workspace(state);
    scene::StepWords words;
    if (open.words) words = open.words({state, derived, analyses_, step, memory_.pointing, false});
    else words.heading = std::ranges::find(workspaces(), open.workspace, &Choice<Workspace>::value)->label;
    std::string text = words.heading + ".";
    for (const std::string& line : words.lines) text += " " + line;
    if (const auto& pinned = state.view.pinned) {
        const CellState cell = cell_state(state.document, derived, plan_of(state), state.play.done, pinned->plane,
                                          pinned->grid, pinned->cell);
        text += " " + std::string(symbol_of(pinned->grid)) + scene::place_text(pinned->cell) +
                (cell.computed ? " is " + exact_text(cell.value) + "." : " is not computed yet.");
    }
    return text;
}

void Session::frame(const std::vector<KeyPress>& keys, const render::FontSet& fonts,
                    render::HeatMapPainter* painter) {
    refresh();
    std::vector<Command> commands;
    const auto frame_now = [&] {
        return ui::Frame{shown(),
                         tasks_.derive.derived(),
                         analyses_,
                         baseline_,
                         step_.get(shown(), track_of(shown()).done,
                                   [&] { return scene::step_done_last(shown(), &tasks_.derive.derived().argmax); }),
                         tasks_.derive.method(),
                         tasks_.marks.marks(),
                         examples_,
                         lessons_,
                         tasks_.folder.entries(),
                         tasks_.exporting.status(),
                         tasks_.status(),
                         tasks_.derive.has_picture(),
                         fonts,
                         painter,
                         memory_,
                         commands,
                         ui::has_typing_field()};
    };
    ui::handle_keys(frame_now(), keys);
    const auto run_commands = [&] {
        for (const Command& command : std::exchange(commands, {})) run(command);
        refresh();
    };
    run_commands();
    if (painter) painter->begin_frame();
    ui::draw(frame_now());
    run_commands();
}

}  // namespace poolwalk
