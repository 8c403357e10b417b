// Commands that open and keep work, and the questions before something would be lost.
#include "core/doc/update/update_parts.h"

#include <algorithm>
#include <utility>

namespace poolwalk {

bool has_unsaved_work(const AppState& state) { return state.history.content() != state.origin.saved_content; }

namespace {

void ask_for_name(AppState& state) {
    const std::size_t slash = state.origin.file.rfind('/');
    if (slash != std::string::npos && slash > 0) state.view.folder = state.origin.file.substr(0, slash);
    state.view.show_files = true;
    state.view.files_for = FilesFor::Save;
}

void save(AppState& state) {
    if (state.origin.is_session && !state.origin.file.empty()) state.requests.push_back(SaveAs{state.origin.file});
    else ask_for_name(state);
}

// What undo would bring back is kept by the program only as long as it runs.
void go_on_to(AppState& state, const Request& request) {
    const auto left = std::holds_alternative<Quit>(request) ? state.history.left_work() : std::nullopt;
    if (!left) return state.requests.push_back(request);
    state.question =
        Question{.kind = QuestionKind::Left, .path = {}, .about = left->document->title, .then = request};
}

void bring_back_left_work(AppState& state) {
    if (const auto left = state.history.left_work())
        while (state.history.size() > left->entries_before) update(state, DocumentCommand(Undo{}));
}

void saved(AppState& state, const Saved& saved) {
    state.origin = {.file = saved.file, .is_session = true, .saved_content = saved.content, .stamp = saved.stamp};
    if (state.view.files_for == FilesFor::Save) state.view.show_files = false;
    remember(state, saved.file);
    // What was changed while it was written would be lost.
    const auto then = std::exchange(state.after_saving, std::nullopt);
    if (then && !has_unsaved_work(state)) go_on_to(state, *then);
}

void reply_to(AppState& state, const Question& question, Reply reply) {
    const bool yes = reply == Reply::Yes;
    switch (question.kind) {
        case QuestionKind::Unsaved:
            if (yes) {
                state.after_saving = question.then;
                save(state);
            } else if (reply == Reply::No && question.then) {
                state.origin.discarded_content = state.history.content();
                go_on_to(state, *question.then);
            }
            return;
        case QuestionKind::Left:
            if (yes) bring_back_left_work(state);
            else if (reply == Reply::No && question.then) state.requests.push_back(*question.then);
            return;
        case QuestionKind::Overwrite:
            if (yes) state.requests.push_back(SaveAs{question.path, true});
            return;
        case QuestionKind::Recover:
            if (yes) state.requests.push_back(OpenAutosave{question.path});
            else if (reply == Reply::No) state.requests.push_back(DropAutosave{question.path});
            return;
        case QuestionKind::Layout:
            if (yes) update(state, DocumentCommand(SetLayout{AxisOrder::NHWC}));
            return;
    }
}

void handle(AppState& s, const WatchFile& c) {
    const bool has_file = !s.origin.file.empty() || (s.claim && !s.claim->file.empty());
    s.origin.is_watched = c.watch && has_file;
    if (!c.watch) s.notice = {"the file is not read again any more", false};
    else if (!has_file) s.notice = {"there is no file to watch: open one first", true};
    else s.notice = {"it is read again when it changes", false};
}

void handle(AppState& s, const ReadAgain& c) {
    if (!c.document && !c.claim) return;
    const bool had_work = has_unsaved_work(s);
    if (c.document && !read_again(s, c)) return;
    if (c.claim) s.claim = c.claim;
    const std::string& file = c.document ? s.origin.file : s.claim->file;
    s.notice = {file.substr(file.rfind('/') + 1) + " was read again" +
                    (c.document && had_work ? "; Ctrl+Z brings back what was here" : ""),
                false};
}

void handle(AppState& s, const Save&) { save(s); }

void handle(AppState& s, const ChooseName&) { ask_for_name(s); }

void handle(AppState& s, const Saved& c) { saved(s, c); }

void handle(AppState& s, const Ask& c) { s.question = c.question; }

void handle(AppState& s, const Answer& c) {
    if (const auto asked = std::exchange(s.question, std::nullopt)) reply_to(s, *asked, c.reply);
}

void handle(AppState& s, const OpenDocument& c) {
    open(s, c);
    remember(s, c.file);
    leave_lesson(s);
}

void handle(AppState& s, const OpenSession& c) {
    open(s, c);
    remember(s, c.file);
    leave_lesson(s);
}

}  // namespace

void remember(AppState& state, const std::string& file) {
    if (file.empty()) return;
    std::erase(state.recent, file);
    state.recent.insert(state.recent.begin(), file);
    if (state.recent.size() > max_recent_files) state.recent.resize(max_recent_files);
}

void update(AppState& state, const SessionCommand& command) {
    std::visit([&](const auto& one) { handle(state, one); }, command);
}

// A session with changes in it is asked about before another document replaces it; of what has no file, undo keeps
// the changes, and they are asked about at the end.
void update(AppState& state, const Request& request) {
    const bool quits = std::holds_alternative<Quit>(request);
    const bool opens = std::holds_alternative<OpenFile>(request) || std::holds_alternative<OpenExample>(request) ||
                       std::holds_alternative<OpenLesson>(request);
    if (has_unsaved_work(state) && (quits || (opens && state.origin.is_session)))
        state.question = Question{.kind = QuestionKind::Unsaved, .path = {}, .about = {}, .then = request};
    else go_on_to(state, request);
}

}  // namespace poolwalk
