// Commands that open and keep work, and the questions before something would be lost.
#include "core/doc/update/update_parts.h"

#include <algorithm>
#include <utility>

namespace poolwalk {

bool has_unsaved_work(const AppState& state) { return state.revision != state.origin.saved_revision; }

namespace {

void ask_for_name(AppState& state) {
    const std::size_t slash = state.origin.file.rfind('/');
    if (slash != std::string::npos && slash > 0) state.view.folder = state.origin.file.substr(0, slash);
    state.view.show_files = true;
    state.view.files_for = FilesFor::Save;
}

void save(AppState& state) {
    if (state.origin.is_session && !state.origin.file.empty())
        state.requests.push_back(SaveAs{state.origin.file, true});
    else ask_for_name(state);
}

void saved(AppState& state, const Saved& saved) {
    state.origin = {saved.file, true, saved.revision};
    if (state.view.files_for == FilesFor::Save) state.view.show_files = false;
    remember(state, saved.file);
    // What was changed while it was written would be lost.
    const auto then = std::exchange(state.after_saving, std::nullopt);
    if (then && !has_unsaved_work(state)) state.requests.push_back(*then);
}

void reply_to(AppState& state, const Question& question, Reply reply) {
    const bool yes = reply == Reply::Yes;
    switch (question.kind) {
        case QuestionKind::Unsaved:
            if (yes) {
                state.after_saving = question.then;
                save(state);
            } else if (reply == Reply::No && question.then) {
                state.requests.push_back(*question.then);
            }
            return;
        case QuestionKind::Overwrite:
            if (yes) state.requests.push_back(SaveAs{question.path, true});
            return;
        case QuestionKind::Recover:
            if (yes) state.requests.push_back(OpenAutosave{question.path});
            else if (reply == Reply::No) state.requests.push_back(DropAutosave{question.path});
            return;
    }
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

// Undo brings back what another document replaced; a file with changes in it is asked about, and so is the end.
void update(AppState& state, const Request& request) {
    const bool quits = std::holds_alternative<Quit>(request);
    const bool opens = std::holds_alternative<OpenFile>(request) || std::holds_alternative<OpenExample>(request) ||
                       std::holds_alternative<OpenLesson>(request);
    if (has_unsaved_work(state) && (quits || (opens && state.origin.is_session)))
        state.question = Question{.kind = QuestionKind::Unsaved, .path = {}, .about = {}, .then = request};
    else state.requests.push_back(request);
}

}  // namespace poolwalk
