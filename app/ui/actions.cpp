#include "app/ui/actions.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::ui {
namespace {

constexpr KeyPress plain(Key key) { return {.key = key}; }
constexpr KeyPress ctrl(Key key) { return {.key = key, .ctrl = true}; }
constexpr KeyPress shift(Key key) { return {.key = key, .shift = true}; }

// Workspaces with a walk of their own.
constexpr WorkspaceSet with_cursor = in(Workspace::Walk, Workspace::Columns, Workspace::Network);
constexpr WorkspaceSet beside_network = all_but(Workspace::Network);
constexpr WorkspaceSet in_network = in(Workspace::Network);

template <class C>
Command give(const AppState&) {
    return C{};
}

template <RandomKind kind>
Command randomize(const AppState& state) {
    return Randomize{kind, state.revision};  // the revision is the seed: no clock, and another one each time
}

bool before_end(const AppState& s) { return track_of(s).done < track_of(s).count; }
bool after_start(const AppState& s) { return track_of(s).done > 0; }
bool has_lesson(const AppState& s) { return running_lesson(s) != nullptr; }
bool is_asked(const AppState& s) { return s.question.has_value(); }
bool has_third_way(const AppState& s) {
    return s.question && s.question->kind != QuestionKind::Overwrite && s.question->kind != QuestionKind::Layout;
}
bool has_file(const AppState& s) { return !s.origin.file.empty() || (s.claim && !s.claim->file.empty()); }
bool has_pin(const AppState& s) { return scene::open_workspace(s).pinned(s.view).has_value(); }

// The start of the epoch that is `epochs` further on.
std::int64_t epoch_start(const AppState& s, std::int64_t epochs) {
    const std::int64_t per = steps_per_epoch(network_of(s.document)), done = s.play.network_done;
    return ((epochs < 0 ? done + per - 1 : done) / per + epochs) * per;
}

Command other_step_by(const AppState& s) {
    return SetStepBy{s.play.by == StepBy::Window ? StepBy::Comparison : StepBy::Window};
}

Command other_theme(const AppState& s) { return SetTheme{s.view.theme == Theme::Dark ? Theme::Light : Theme::Dark}; }

// What lies on top first; the pinned cell last.
Command close_or_let_go(const AppState& s) {
    if (s.question) return Answer{Reply::Cancel};
    if (s.view.show_keys) return ShowKeys{false};
    if (s.view.show_welcome) return ShowWelcome{false};
    if (s.view.show_about) return ShowAbout{false};
    if (s.view.show_export) return ShowExport{.show = false};
    if (s.view.show_files) return ShowFiles{.show = false};
    if (s.view.presents && !s.view.pinned) return SetPresentation{false};
    return scene::open_workspace(s).unpin();
}

Command go_on_in_lesson(const AppState& s) {
    const LessonRun& run = *running_lesson(s);
    if (is_finished(run) && !run.lesson->next.empty()) return OpenLesson{run.lesson->next};
    if (open_question(s) && !offers_answer(run) && !s.view.presents)
        return Tell{};  // nothing, and no other action has the key: the lesson says what it waits for
    return LessonOn{};
}

// A row in two or three lines.
// clang-format off
constexpr auto table = std::to_array<Action>({
    // Before all others: an open question takes their keys.
    {.name = "answer_yes", .label = "Yes", .help = "to an open question", .keys = {plain(Key::Enter)},
     .command = [](const AppState&) -> Command { return Answer{Reply::Yes}; }, .enabled = is_asked},
    {.name = "answer_no", .label = "Discard", .help = "to an open question", .keys = {plain(Key::D)},
     .command = [](const AppState&) -> Command { return Answer{Reply::No}; },
     .enabled = has_third_way},
    {.name = "lesson_on", .label = "Go on", .help = "the next page of the lesson, or the next lesson",
     .menu = Menu::Lessons, .keys = {plain(Key::Space), plain(Key::PageDown)}, .command = go_on_in_lesson,
     .enabled = has_lesson},
    {.name = "lesson_back", .label = "Go back", .help = "the page again from its beginning, then the page before",
     .menu = Menu::Lessons, .keys = {shift(Key::Space), plain(Key::PageUp)}, .command = give<LessonBack>,
     .enabled = has_lesson},
    {.name = "lesson_leave", .label = "Leave the lesson", .help = "and come back to the page later",
     .menu = Menu::Lessons, .keys = {ctrl(Key::L)}, .command = give<LeaveLesson>, .enabled = has_lesson},
    {.name = "lesson_return", .label = "Back to the lesson", .help = "to the page that was left",
     .menu = Menu::Lessons, .keys = {ctrl(Key::L)}, .command = give<ReturnToLesson>,
     .enabled = [](const AppState& s) { return s.lesson && s.lesson->is_away; }},

    {.name = "open", .label = "Open...", .help = "a session, lesson, case, array or picture, from a list",
     .menu = Menu::File, .keys = {ctrl(Key::O)}, .command = give<ShowFiles>},
    {.name = "watch", .label = "Watch this file", .help = "it is read again when it changes, and the place is kept",
     .menu = Menu::File,
     .command = [](const AppState& s) -> Command { return WatchFile{!s.origin.is_watched}; },
     .enabled = [](const AppState& s) { return s.origin.is_watched || has_file(s); },
     .checked = [](const AppState& s) { return s.origin.is_watched; }},
    {.name = "export", .label = "Export...", .help = "a picture, a film, an array, a script: one file of many kinds",
     .menu = Menu::File, .keys = {ctrl(Key::E)}, .command = give<ShowExport>},
    {.name = "save", .label = "Save", .help = "document, view and playback as a session", .menu = Menu::File,
     .keys = {ctrl(Key::S)}, .command = give<Save>},
    {.name = "save_as", .label = "Save as...", .help = "a session under another name", .menu = Menu::File,
     .keys = {KeyPress{.key = Key::S, .ctrl = true, .shift = true}}, .command = give<ChooseName>},
    {.name = "copy_link", .label = "Copy link", .help = "all of this as a link, which opens where it is pasted",
     .menu = Menu::File, .command = give<CopyLink>},
    {.name = "quit", .label = "Quit", .help = "close the window", .menu = Menu::File, .keys = {ctrl(Key::Q)},
     .command = give<Quit>},

    {.name = "undo", .label = "Undo", .help = "take back the last change of the document", .menu = Menu::Edit,
     .keys = {ctrl(Key::Z)}, .command = give<Undo>,
     .enabled = [](const AppState& s) { return s.history.can_undo(); }},
    {.name = "redo", .label = "Redo", .help = "do again what was taken back", .menu = Menu::Edit,
     .keys = {KeyPress{.key = Key::Z, .ctrl = true, .shift = true}, ctrl(Key::Y)}, .command = give<Redo>,
     .enabled = [](const AppState& s) { return s.history.can_redo(); }},
    {.name = "copy", .label = "Copy cells", .help = "the selected cells, or X, as text with tabs", .menu = Menu::Edit,
     .keys = {ctrl(Key::C)}, .command = give<CopyCells>, .in = beside_network},
    {.name = "copy_numpy", .label = "Copy as NumPy", .help = "the selected cells, or X, as np.array([[...]])",
     .menu = Menu::Edit, .command = [](const AppState&) -> Command { return CopyCells{CopyAs::Numpy}; },
     .in = beside_network},
    {.name = "copy_latex", .label = "Copy as LaTeX", .help = "the selected cells, or X, as a matrix for a paper",
     .menu = Menu::Edit, .command = [](const AppState&) -> Command { return CopyCells{CopyAs::Latex}; },
     .in = beside_network},
    {.name = "paste", .label = "Paste",
     .help = "numbers by tabs, commas, blanks or brackets: at the pinned cell, else as X", .menu = Menu::Edit,
     .keys = {ctrl(Key::V)}, .command = give<PasteCells>, .in = beside_network},
    {.name = "random_distinct", .label = "Random X, all distinct", .help = "a shuffle: no ties", .menu = Menu::Edit,
     .command = randomize<RandomKind::Distinct>, .in = beside_network},
    {.name = "random_ties", .label = "Random X, many ties", .help = "values 0 to 3", .menu = Menu::Edit,
     .command = randomize<RandomKind::ManyTies>, .in = beside_network},
    {.name = "random_relu", .label = "Random X, ReLU-like zeros", .help = "about half the cells are 0",
     .menu = Menu::Edit, .command = randomize<RandomKind::ReluZeros>, .in = beside_network},

    {.name = "play", .label = "Play or pause", .help = "walk by itself, at the chosen speed", .menu = Menu::Walk,
     .keys = {plain(Key::Space)}, .command = give<TogglePlay>, .in = with_cursor},
    {.name = "next", .label = "Step forward", .help = "one step forward", .menu = Menu::Walk,
     .keys = {plain(Key::Right)},
     .command = [](const AppState&) -> Command { return StepOn{1}; }, .enabled = before_end, .in = with_cursor},
    {.name = "back", .label = "Step back", .help = "one step back, exactly", .menu = Menu::Walk,
     .keys = {plain(Key::Left)}, .command = [](const AppState&) -> Command { return StepOn{-1}; },
     .enabled = after_start, .in = with_cursor},
    {.name = "next_row", .label = "Next row of windows",
     .help = "forward by one row of windows, or one image of the network", .menu = Menu::Walk,
     .keys = {shift(Key::Right)}, .command = [](const AppState&) -> Command { return StepRow{1}; },
     .enabled = before_end, .in = with_cursor},
    {.name = "back_row", .label = "Previous row of windows",
     .help = "back by one row of windows, or one image of the network", .menu = Menu::Walk,
     .keys = {shift(Key::Left)}, .command = [](const AppState&) -> Command { return StepRow{-1}; },
     .enabled = after_start, .in = with_cursor},
    {.name = "first", .label = "To the start", .help = "before the first step", .menu = Menu::Walk,
     .keys = {plain(Key::Home)}, .command = give<GoFirst>, .enabled = after_start, .in = with_cursor},
    {.name = "last", .label = "To the end", .help = "after the last step", .menu = Menu::Walk,
     .keys = {plain(Key::End)}, .command = give<GoLast>, .enabled = before_end, .in = with_cursor},
    {.name = "faster", .label = "Faster", .help = "twice the speed, up to 256 steps a second", .menu = Menu::Walk,
     .keys = {plain(Key::Up)}, .command = [](const AppState&) -> Command { return ChangeSpeed{2}; },
     .enabled = [](const AppState& s) { return s.play.speed_steps_per_s < max_speed_steps_per_s; },
     .in = with_cursor},
    {.name = "slower", .label = "Slower", .help = "half the speed, down to one step in 4 seconds", .menu = Menu::Walk,
     .keys = {plain(Key::Down)}, .command = [](const AppState&) -> Command { return ChangeSpeed{0.5}; },
     .enabled = [](const AppState& s) { return s.play.speed_steps_per_s > min_speed_steps_per_s; },
     .in = with_cursor},
    {.name = "by_comparison", .label = "Step by comparison", .help = "one cell of the window a step",
     .menu = Menu::Walk, .keys = {plain(Key::C)},
     .command = other_step_by,
     .checked = [](const AppState& s) { return s.play.by == StepBy::Comparison; }, .in = in(Workspace::Walk)},
    {.name = "forward_only", .label = "Forward half only", .help = "stop when Y is complete", .menu = Menu::Walk,
     .keys = {plain(Key::H)},
     .command = [](const AppState& s) -> Command { return SetForwardOnly{!s.play.forward_only}; },
     .checked = [](const AppState& s) { return s.play.forward_only; }, .in = in(Workspace::Walk)},
    {.name = "reset", .label = "Reset", .help = "the walk to its start, nothing pinned, everything in view",
     .menu = Menu::Walk, .keys = {plain(Key::R)}, .command = give<Reset>, .in = with_cursor},

    // A clicker has two keys; in a presentation they walk.
    {.name = "present_on", .label = "Step forward, by clicker", .help = "while presenting",
     .keys = {plain(Key::PageDown)},
     .command = [](const AppState&) -> Command { return StepOn{1}; },
     .enabled = [](const AppState& s) { return s.view.presents && before_end(s); }, .in = with_cursor},
    {.name = "present_back", .label = "Step back, by clicker", .help = "while presenting",
     .keys = {plain(Key::PageUp)}, .command = [](const AppState&) -> Command { return StepOn{-1}; },
     .enabled = [](const AppState& s) { return s.view.presents && after_start(s); }, .in = with_cursor},
    {.name = "predict", .label = "Predict",
     .help = "before each window: which cell wins it, or where does its gradient go?",
     .menu = Menu::Walk, .keys = {plain(Key::P)},
     .command = [](const AppState& s) -> Command { return SetPredict{!s.quiz.on}; },
     .checked = [](const AppState& s) { return s.quiz.on; }, .in = in(Workspace::Walk)},
    {.name = "predict_none", .label = "No cell",
     .help = "the answer if none wins the window or receives its gradient",
     .keys = {plain(Key::N)}, .command = give<Predict>, .enabled = [](const AppState& s) { return s.quiz.asking; },
     .in = in(Workspace::Walk)},
    {.name = "next_epoch", .label = "Next epoch", .help = "to the end of this epoch, or of the next",
     .menu = Menu::Walk, .keys = {plain(Key::PageDown)},
     .command = [](const AppState& s) -> Command { return Seek{epoch_start(s, 1)}; }, .enabled = before_end,
     .in = in_network},
    {.name = "back_epoch", .label = "Previous epoch", .help = "to the start of this epoch, or of the one before",
     .menu = Menu::Walk, .keys = {plain(Key::PageUp)},
     .command = [](const AppState& s) -> Command { return Seek{epoch_start(s, -1)}; }, .enabled = after_start,
     .in = in_network},
    {.name = "cancel_training", .label = "Cancel training", .help = "keep the epochs that are done",
     .menu = Menu::Walk, .command = [](const AppState&) -> Command { return RunTraining{false}; }, .in = in_network},
    {.name = "train_on", .label = "Train again", .help = "all epochs, after a training was cancelled",
     .menu = Menu::Walk, .command = [](const AppState&) -> Command { return RunTraining{true}; }, .in = in_network},

    {.name = "next_ties", .label = "Next tie rule", .help = "who receives the gradient among equal cells",
     .menu = Menu::View, .keys = {plain(Key::T)}, .command = give<CycleTieRule>},
    {.name = "next_overlap", .label = "Next overlap rule", .help = "add, or overwrite where windows overlap",
     .menu = Menu::View, .keys = {plain(Key::O)}, .command = give<CycleOverlapRule>, .in = beside_network},
    {.name = "next_mask", .label = "Next mask over X", .help = "none, this step, wins in all, ties",
     .menu = Menu::View, .keys = {plain(Key::M)}, .command = give<NextMask>, .in = in(Workspace::Walk)},
    {.name = "next_y", .label = "Next display of Y", .help = "values, or argmax in one of four index conventions",
     .menu = Menu::View, .keys = {plain(Key::I)}, .command = give<NextYShows>, .in = in(Workspace::Walk)},
    {.name = "hold", .label = "Compare with this document",
     .help = "this document stays on the left as the baseline; changes go to the one on the right",
     .menu = Menu::View, .keys = {plain(Key::K)},
     .command = [](const AppState& s) -> Command { return SetBaseline{!s.baseline.has_value()}; },
     .checked = [](const AppState& s) { return s.baseline.has_value(); }, .in = in(Workspace::Walk)},
    {.name = "swap_held", .label = "Swap with the baseline",
     .help = "you go on with the baseline; what is on the screen becomes the baseline", .menu = Menu::View,
     .keys = {shift(Key::K)}, .command = give<SwapBaseline>,
     .enabled = [](const AppState& s) { return s.baseline.has_value(); }, .in = in(Workspace::Walk)},
    {.name = "hide_answers", .label = "Hide answers", .help = "hides Y and dX; a click on a hidden grid shows it",
     .menu = Menu::View, .keys = {plain(Key::V)},
     .command = [](const AppState& s) -> Command { return HideAnswers{s.view.hidden_grids == 0}; },
     .checked = [](const AppState& s) { return s.view.hidden_grids != 0; }, .in = in(Workspace::Walk)},
    {.name = "present", .label = "Presentation", .help = "the whole screen: large grids and one sentence",
     .menu = Menu::View, .keys = {plain(Key::F11)},
     .command = [](const AppState& s) -> Command { return SetPresentation{!s.view.presents}; },
     .checked = [](const AppState& s) { return s.view.presents; }},
    {.name = "present_text", .label = "Text of the presentation",
     .help = "while presenting: the words beside the picture",
     .keys = {plain(Key::Tab)},
     .command = [](const AppState& s) -> Command { return FoldPanels{Side::Talk, !s.view.hides_talk}; },
     .enabled = [](const AppState& s) { return s.view.presents; }},
    {.name = "left_panels", .label = "Settings beside the picture", .help = "or their room goes to the picture",
     .menu = Menu::View,
     .command = [](const AppState& s) -> Command { return FoldPanels{Side::Left, !s.view.folds_left}; },
     .checked = [](const AppState& s) { return !s.view.folds_left; }},
    {.name = "right_panels", .label = "Words beside the picture", .help = "or their room goes to the picture",
     .menu = Menu::View,
     .command = [](const AppState& s) -> Command { return FoldPanels{Side::Right, !s.view.folds_right}; },
     .checked = [](const AppState& s) { return !s.view.folds_right; }},
    {.name = "fit", .label = "Fit", .help = "everything in view", .menu = Menu::View, .keys = {plain(Key::F)},
     .command = give<SetCamera>, .enabled = [](const AppState& s) { return s.view.camera != Camera{}; },
     .in = in(Workspace::Walk)},
    {.name = "theme", .label = "Light theme", .help = "for a projector in a bright room", .menu = Menu::View,
     .keys = {plain(Key::L)},
     .command = other_theme,
     .checked = [](const AppState& s) { return s.view.theme == Theme::Light; }},
    {.name = "larger", .label = "Larger interface", .help = "up to 300 %, as far as the window has room",
     .menu = Menu::View, .keys = {ctrl(Key::Plus)},
     .command = [](const AppState& s) -> Command { return SetScale{s.view.scale + 0.25}; },
     .enabled = [](const AppState& s) { return s.view.scale < s.view.scale_with_room; }},
    {.name = "smaller", .label = "Smaller interface", .help = "down to 75 %", .menu = Menu::View,
     .keys = {ctrl(Key::Minus)},
     .command = [](const AppState& s) -> Command { return SetScale{s.view.scale - 0.25}; },
     .enabled = [](const AppState& s) { return s.view.scale > 0.75; }},
    {.name = "fit_scale", .label = "Fit interface to window", .help = "it grows with the window again",
     .menu = Menu::View, .keys = {ctrl(Key::D0)}, .command = give<SetScale>,
     .enabled = [](const AppState& s) { return s.view.chosen_scale.has_value(); }},
    {.name = "reduced_motion", .label = "Reduced motion", .help = "steps arrive at once, nothing moves",
     .menu = Menu::View,
     .command = [](const AppState& s) -> Command { return SetReducedMotion{!s.view.reduced_motion}; },
     .checked = [](const AppState& s) { return s.view.reduced_motion; }},
    {.name = "walk", .label = "Walk", .help = "the walk through max pooling, step by step", .keys = {ctrl(Key::D1)},
     .command = [](const AppState&) -> Command { return SetWorkspace{Workspace::Walk}; }},
    {.name = "rules", .label = "Rules", .help = "the same X and dY under every tie and overlap rule",
     .keys = {ctrl(Key::D2)}, .command = [](const AppState&) -> Command { return SetWorkspace{Workspace::Rules}; }},
    {.name = "columns", .label = "Columns", .help = "im2col and col2im as a picture, column by column",
     .keys = {ctrl(Key::D3)}, .command = [](const AppState&) -> Command { return SetWorkspace{Workspace::Columns}; }},
    {.name = "check", .label = "Check", .help = "numerical gradients, and a diagnosis of one's own dX",
     .keys = {ctrl(Key::D4)}, .command = [](const AppState&) -> Command { return SetWorkspace{Workspace::Check}; }},

    {.name = "network", .label = "Network", .help = "the smallest network that trains through max pooling",
     .keys = {ctrl(Key::D5)}, .command = [](const AppState&) -> Command { return SetWorkspace{Workspace::Network}; }},

    {.name = "welcome", .label = "Welcome", .help = "where to begin", .menu = Menu::Help,
     .command = give<ShowWelcome>},
    {.name = "keys", .label = "All keys", .help = "this page", .menu = Menu::Help, .keys = {plain(Key::F1)},
     .command = [](const AppState& s) -> Command { return ShowKeys{!s.view.show_keys}; },
     .checked = [](const AppState& s) { return s.view.show_keys; }},
    {.name = "about", .label = "About Poolwalk", .help = "version, licence, libraries, graphics", .menu = Menu::Help,
     .command = [](const AppState& s) -> Command { return ShowAbout{!s.view.show_about}; },
     .checked = [](const AppState& s) { return s.view.show_about; }},
    {.name = "escape", .label = "Close or unpin", .help = "close what is open, then unpin the cell",
     .keys = {plain(Key::Escape)},
     .command = close_or_let_go},
    {.name = "pin_on", .label = "Next cell", .help = "the pinned cell moves right, at the end of a row to the next",
     .keys = {plain(Key::Tab)}, .command = [](const AppState&) -> Command { return MovePin{0, 1}; },
     .enabled = has_pin, .in = with_cells},
    {.name = "pin_back", .label = "Cell before", .help = "the pinned cell moves left", .keys = {shift(Key::Tab)},
     .command = [](const AppState&) -> Command { return MovePin{0, -1}; }, .enabled = has_pin, .in = with_cells},
    {.name = "pin_down", .label = "Cell below", .help = "the pinned cell moves down", .keys = {plain(Key::Enter)},
     .command = [](const AppState&) -> Command { return MovePin{1, 0}; }, .enabled = has_pin, .in = with_cells},
});
// clang-format on

constexpr std::array key_names{
    "",    "Space", "Left",   "Right",  "Up",        "Down", "Home", "End", "Page Up", "Page Down", "Enter",
    "Tab", "Esc",   "Insert", "Delete", "Backspace", "F1",   "F2",   "F3",  "F4",      "F5",        "F6",
    "F7",  "F8",    "F9",     "F10",    "F11",       "F12",  "A",    "B",   "C",       "D",         "E",
    "F",   "G",     "H",      "I",      "J",         "K",    "L",    "M",   "N",       "O",         "P",
    "Q",   "R",     "S",      "T",      "U",         "V",    "W",    "X",   "Y",       "Z",         "0",
    "1",   "2",     "3",      "4",      "5",         "6",    "7",    "8",   "9",       "+",         "-"};
static_assert(key_names.size() == static_cast<std::size_t>(Key::Minus) + 1);

}  // namespace

std::span<const Action> actions() { return table; }

const Action& action(std::string_view name) {
    const auto found = std::ranges::find(table, name, &Action::name);
    POOLWALK_CHECK(found != table.end());
    return *found;
}

const Action* action_of(KeyPress press, const AppState& state) {
    if (press.key == Key::None) return nullptr;
    if (press.key == Key::Plus) press.shift = false;  // on many keyboards it is Shift and =
    for (const Action& candidate : table)
        if (std::ranges::find(candidate.keys, press) != candidate.keys.end() && is_enabled(candidate, state))
            return &candidate;
    return nullptr;
}

bool is_enabled(const Action& action, const AppState& state) {
    return action.in.holds(state.view.workspace) && (!action.enabled || action.enabled(state));
}

std::string keys_text(const Action& action) {
    std::string text;
    for (const KeyPress& press : action.keys) {
        if (press.key == Key::None) continue;
        text += text.empty() ? "" : " or ";
        if (press.ctrl) text += "Ctrl+";
        if (press.shift) text += "Shift+";
        text += key_names[static_cast<std::size_t>(press.key)];
    }
    return text;
}

std::string_view title_of(Menu menu) {
    constexpr std::array<std::string_view, 7> titles{"File", "Edit", "Walk", "View", "Lessons", "Help", ""};
    return titles[static_cast<std::size_t>(menu)];
}

}  // namespace poolwalk::ui
