// Commands that go through a lesson. A page begins where the pages before it end, whatever was done by
// hand in between: that state is worked out anew from the lesson's start.
#include "core/doc/update/update_parts.h"

#include <algorithm>
#include <utility>

namespace poolwalk {

const LessonRun* running_lesson(const AppState& state) {
    return state.lesson && !state.lesson->is_away ? &*state.lesson : nullptr;
}

bool is_finished(const LessonRun& run) {
    const bool acts = !run.lesson->pages[run.page].action.empty();
    return run.page + 1 == run.lesson->pages.size() &&
           run.stage == (acts ? LessonStage::Done : LessonStage::Sentence);
}

namespace {

const LessonPage& page_of(const LessonRun& run) { return run.lesson->pages[run.page]; }

LessonStage first_stage(const LessonPage& page) {
    return page.question.empty() ? LessonStage::Sentence : LessonStage::Question;
}

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
    const Quiz before = std::exchange(state.quiz, wanted.quiz);
    state.quiz.asking = false;
    if (before.on && wanted.quiz.on)
        state.quiz.asked = before.asked, state.quiz.right = before.right, state.quiz.streak = before.streak;
    // What the lesson brings is nobody's unsaved work.
    state.origin = {.file = {}, .saved_content = state.history.content(), .of_lesson = true};
}

void enter(AppState& state, std::size_t page, bool by_itself) {
    LessonRun& run = *state.lesson;
    run.page = page;
    run.stage = first_stage(page_of(run));
    run.is_away = false;
    run.waited_s = 0;
    run.waits = by_itself && run.stage == LessonStage::Sentence && !page_of(run).action.empty();
    restore(state);
}

void act(AppState& state) {
    restore(state);
    state.lesson->stage = LessonStage::Done;
    state.lesson->waits = false;
    const LessonRun run = *state.lesson;
    for (const Command& command : page_of(run).action) {
        finish_playing(state);
        state = update(std::move(state), command);
    }
    state.lesson = run;
    if (state.view.reduced_motion) finish_playing(state);
    state.origin.saved_content = state.history.content();
}

void go_on(AppState& state) {
    LessonRun& run = *state.lesson;
    const bool acts = !page_of(run).action.empty();
    if (run.stage == LessonStage::Question) {
        run.stage = LessonStage::Sentence;
        run.waits = acts;
        run.waited_s = 0;
    } else if (run.stage == LessonStage::Sentence && acts) {
        act(state);
    } else if (run.page + 1 < run.lesson->pages.size()) {
        enter(state, run.page + 1, true);
    } else {
        finish_playing(state);
    }
}

void go_back(AppState& state) {
    const LessonRun& run = *state.lesson;
    const bool at_its_beginning = run.stage == first_stage(page_of(run));
    enter(state, at_its_beginning && run.page > 0 ? run.page - 1 : run.page, false);
}

void start(AppState& state, const StartLesson& command) {
    if (!command.lesson || command.lesson->pages.empty()) return;
    state.lesson = LessonRun{.lesson = command.lesson};
    state.view.show_files = false;
    enter(state, 0, false);
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

void handle(AppState& s, const LeaveLesson&) { leave_lesson(s); }

void handle(AppState& s, const ReturnToLesson&) {
    if (s.lesson) enter(s, s.lesson->page, false);
}

}  // namespace

void tick_lesson(AppState& state, double seconds) {
    if (!running_lesson(state)) return;
    LessonRun& run = *state.lesson;
    if (!run.waits || !(seconds > 0)) return;
    run.waited_s += std::min(seconds, 1.0);
    if (run.waited_s >= page_of(run).pause_s) act(state);
}

void leave_lesson(AppState& state) {
    if (running_lesson(state)) state.lesson->is_away = true, state.lesson->waits = false;
}

void update(AppState& state, const LessonCommand& command) {
    std::visit([&](const auto& one) { handle(state, one); }, command);
}

}  // namespace poolwalk
