// Commands that keep work: saving, and the questions before something would be lost.
#include "core/doc/update/update_parts.h"

#include <algorithm>
#include <utility>

namespace poolwalk {

bool has_unsaved_work(const AppState& state) { return state.revision != state.origin.saved_revision; }

namespace {

void remember(AppState& state, const std::string& file) {
    if (file.empty()) return;
    std::erase(state.recent, file);
    state.recent.insert(state.recent.begin(), file);
    if (state.recent.size() > max_recent_files) state.recent.resize(max_recent_files);
}

// Undo brings back what another document replaced; a file with changes in it is asked about.
template <class Opening>
void open_unless_asked(AppState& state, const Opening& opening) {
    if (has_unsaved_work(state) && state.origin.is_session)
        state.question = Question{.kind = QuestionKind::Unsaved, .path = {}, .about = {}, .then = opening};
    else state.requests.push_back(opening);
}

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

}  // namespace

void update_session(AppState& s, const Command& command) {
    std::visit(Overload{
                   [&](const OpenFile& c) { open_unless_asked(s, c); },
                   [&](const OpenExample& c) { open_unless_asked(s, c); },
                   [&](const OpenLesson& c) { open_unless_asked(s, c); },
                   [&](const Quit& c) {
                       if (has_unsaved_work(s))
                           s.question = Question{.kind = QuestionKind::Unsaved, .path = {}, .about = {}, .then = c};
                       else s.requests.push_back(c);
                   },
                   [&](const OpenDocument& c) { remember(s, c.file); },
                   [&](const OpenSession& c) { remember(s, c.file); },
                   [&](const StartLesson& c) { remember(s, c.file); },
                   [&](const Save&) { save(s); },
                   [&](const ChooseName&) { ask_for_name(s); },
                   [&](const SaveAs& c) { s.requests.push_back(c); },
                   [&](const Saved& c) { saved(s, c); },
                   [&](const OpenAutosave& c) { s.requests.push_back(c); },
                   [&](const DropAutosave& c) { s.requests.push_back(c); },
                   // A save that failed is no reason to go on to what would lose the work.
                   [&](const Tell& c) {
                       if (c.is_error) s.after_saving.reset();
                   },
                   [&](const Ask& c) { s.question = c.question; },
                   [&](const Answer& c) {
                       if (const auto asked = std::exchange(s.question, std::nullopt)) reply_to(s, *asked, c.reply);
                   },
                   // The list is closed without a name: nothing is saved, and nothing follows.
                   [&](const ShowFiles& c) {
                       if (!c.show || c.files_for != FilesFor::Save) s.after_saving.reset();
                   },
                   [](const auto&) {},
               },
               command);
}

}  // namespace poolwalk
