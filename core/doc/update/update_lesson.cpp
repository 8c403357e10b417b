// Commands that go through a lesson. A page begins where the pages before it end, whatever was done by
// hand in between: that state is worked out anew from the lesson's start.
#include "core/doc/update/update_parts.h"

#include <algorithm>
#include <utility>

namespace poolwalk {

const LessonRun* running_lesson(const AppState& state) {
    return state.lesson && !state.lesson->is_away ? &*state.lesson : nullptr;
}

bool is_finished(const LessonRun& run) { return run.stage == LessonStage::End; }

const LessonAnswer* open_question(const AppState& state) {
    const LessonRun* run = running_lesson(state);
    if (!run || run->stage != LessonStage::Question) return nullptr;
    return &*run->lesson->pages[run->page].answer;
}

bool tells_answers(const AppState& state) {
    return !open_question(state) && !state.quiz.asking && !state.view.hides_answers();
}

bool offers_answer(const LessonRun& run) {
    return run.stage == LessonStage::Question && run.wrong.size() >= wrong_until_shown;
}

LessonScore score_of(const LessonRun& run) {
    LessonScore score;
    for (const LessonPage& page : run.lesson->pages) score.questions += page.answer.has_value();
    score.right = static_cast<std::size_t>(std::ranges::count(run.replies, FirstReply::Right));
    return score;
}

namespace {

constexpr std::size_t max_wrong = 16;  // kept to be marked

const LessonPage& page_of(const LessonRun& run) { return run.lesson->pages[run.page]; }

LessonStage first_stage(const LessonPage& page) { return page.answer ? LessonStage::Question : LessonStage::Shown; }

// As the lesson has it before the page acts, with every movement at its end.
AppState before_page(const Lesson& lesson, std::size_t page, const AppState& now) {
    AppState state = start_state(lesson.start);
    state.view.theme = now.view.theme;
    state.view.colormap = now.view.colormap;
    state.play.speed_steps_per_s = now.play.speed_steps_per_s;
    for (std::size_t i = 0; i < page; ++i)
        for (const Command& command : lesson.pages[i].action) {
            state = update(std::move(state), command);
            finish_playing(state);
        }
    return state;
}

void restore(AppState& state) {
    const LessonRun run = *state.lesson;
    const AppState wanted = before_page(*run.lesson, run.page, state);
    if (!identical(state.document, wanted.document)) open(state, OpenDocument{wanted.document});
    state.play = wanted.play;
    state.claim = wanted.claim;
    set_view(state, wanted.view);
    state.notice = {};
    state.quiz = without_question(state.quiz.on && wanted.quiz.on ? state.quiz : wanted.quiz);
    // What the lesson brings is nobody's unsaved work.
    state.origin = {.file = {}, .saved_content = state.history.content(), .of_lesson = true};
}

// The sentence, and what it says, from the page's beginning on.
void show(AppState& state) {
    restore(state);
    state.lesson->stage = LessonStage::Shown;
    const LessonRun run = *state.lesson;
    for (const Command& command : page_of(run).action) {
        finish_playing(state);
        state = update(std::move(state), command);
    }
    state.lesson = run;
    if (state.view.reduced_motion) finish_playing(state);
    state.origin.saved_content = state.history.content();
}

void enter(AppState& state, std::size_t page) {
    LessonRun& run = *state.lesson;
    run.page = page;
    run.stage = first_stage(page_of(run));
    run.is_away = false;
    run.wrong.clear();
    run.right.reset();
    if (run.stage == LessonStage::Shown) show(state);
    else restore(state);
}

void end(AppState& state) {
    finish_playing(state);
    state.lesson->stage = LessonStage::End;
    const std::string& name = state.lesson->lesson->name;
    if (!name.empty() && std::ranges::find(state.lessons_done, name) == state.lessons_done.end())
        state.lessons_done.push_back(name);
}

void go_on(AppState& state) {
    const LessonRun& run = *state.lesson;
    if (run.stage == LessonStage::Question) show(state);
    else if (run.stage == LessonStage::Shown && run.page + 1 < run.lesson->pages.size()) enter(state, run.page + 1);
    else if (run.stage == LessonStage::Shown) end(state);
}

void go_back(AppState& state) {
    const LessonRun& run = *state.lesson;
    const bool at_its_beginning = run.stage == first_stage(page_of(run));
    enter(state, at_its_beginning && run.page > 0 ? run.page - 1 : run.page);
}

void take_reply(AppState& state, const LessonReply& reply) {
    const LessonAnswer* asked = open_question(state);
    if (!asked || !is_reply_to(*asked, reply)) return;
    state.notice = {};
    LessonRun& run = *state.lesson;
    const bool right = is_right(*asked, reply);
    if (run.replies[run.page] == FirstReply::None)
        run.replies[run.page] = right ? FirstReply::Right : FirstReply::Wrong;
    if (right) {
        show(state);
        state.lesson->right = reply;
        return;
    }
    std::erase_if(run.wrong, [&](const LessonReply& before) { return same_reply(before, reply); });
    if (run.wrong.size() == max_wrong) run.wrong.erase(run.wrong.begin());
    run.wrong.push_back(reply);
}

void start(AppState& state, const StartLesson& command) {
    if (!command.lesson || command.lesson->pages.empty()) return;
    state.lesson = LessonRun{.lesson = command.lesson};
    state.lesson->replies.resize(command.lesson->pages.size());
    state.view.show_files = false;
    enter(state, 0);
}

void handle(AppState& s, const StartLesson& c) {
    start(s, c);
    remember(s, c.file);
}

void handle(AppState& s, const LessonOn&) {
    if (running_lesson(s)) go_on(s);
}

void handle(AppState& s, const LessonBack&) {
    if (running_lesson(s)) go_back(s);
}

void handle(AppState& s, const AnswerLesson& c) { take_reply(s, c.reply); }

void handle(AppState& s, const LeaveLesson&) { leave_lesson(s); }

void handle(AppState& s, const ReturnToLesson&) {
    if (s.lesson) enter(s, s.lesson->page);
}

}  // namespace

void leave_lesson(AppState& state) {
    if (running_lesson(state)) state.lesson->is_away = true;
}

void update(AppState& state, const LessonCommand& command) {
    std::visit([&](const auto& one) { handle(state, one); }, command);
}

}  // namespace poolwalk
