#include "core/doc/quiz.h"

#include <algorithm>

#include "core/doc/update/update_parts.h"
#include "core/doc/update/workspace_actions.h"

namespace poolwalk {
namespace {

// Forward any cell that holds the maximum is right, backward any that receives.
bool is_right(const Step& step, Guess guess, Place cell) {
    const bool forward = step.place.phase == Phase::Forward;
    const auto receives = [&](const Contribution& contribution) { return contribution.cell == cell; };
    if (guess == Guess::ShowMe) return false;
    if (guess == Guess::NoCell) return forward ? step.maxima.empty() : step.contributions.empty();
    return forward ? std::ranges::find(step.maxima, cell) != step.maxima.end()
                   : std::ranges::any_of(step.contributions, receives);
}

// To be shown is no answer.
void count(Quiz& quiz, bool right) {
    ++quiz.answered;
    quiz.right += right;
    quiz.streak = right ? quiz.streak + 1 : 0;
}

}  // namespace

Quiz without_question(const Quiz& quiz) {
    return {.on = quiz.on, .answered = quiz.answered, .right = quiz.right, .streak = quiz.streak, .answer = {}};
}

Step asked_step(const AppState& state) {
    WalkPlan plan = plan_of(state);
    StepPlace place = place_of(plan, state.play.done);
    plan.by = StepBy::Window;
    place.slot = 0;
    const Document& document = state.document;
    Rules rules = document.rules;
    // A NaN that equals nothing wins its window all the same; only its gradient is dropped.
    if (place.phase == Phase::Forward && rules.nan == NanRule::NoMatch) rules.nan = NanRule::ByTie;
    return step_at({*document.input, *document.grad_output, document.geometry, rules}, plan, index_of(plan, place));
}

std::optional<std::int64_t> next_question(const AppState& state, std::int64_t done) {
    if (!state.quiz.on || !workspace_actions(state.view.workspace).can_predict) return std::nullopt;
    const WalkPlan plan = plan_of(state);
    const std::int64_t per = steps_per_window(plan), steps = step_count(plan);
    const std::int64_t first = (done + per - 1) / per * per;
    return first < steps ? std::optional(first) : std::nullopt;
}

void answer_quiz(AppState& state, Guess guess, Place cell) {
    Quiz& quiz = state.quiz;
    if (!quiz.asking) return;
    const bool right = is_right(asked_step(state), guess, cell);
    quiz.asking = false;
    if (guess != Guess::ShowMe) count(quiz, right);
    walk_to(state, state.play.done + steps_per_window(plan_of(state)));
    state.play.playing = quiz.plays_on && state.play.done < step_count(plan_of(state));
    quiz.answer = QuizAnswer{state.play.done, guess, cell, right};
}

void walk_or_ask(AppState& state, std::int64_t done) {
    const auto question = next_question(state, state.play.done);
    if (state.quiz.asking && done > state.play.done) return answer_quiz(state, Guess::ShowMe, {});
    if (!question || done <= *question) return go_to(state, done);
    state.quiz.plays_on = state.play.playing;
    state.play.playing = false;
    walk_to(state, *question);
    state.view.plane = place_of(plan_of(state), *question).plane;
    state.view.pinned.reset();  // its ledger would tell
    state.view.selected_to.reset();
    state.quiz.asking = true;
    state.quiz.answer.reset();
}

}  // namespace poolwalk
