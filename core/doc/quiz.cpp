#include "core/doc/quiz.h"

#include <algorithm>

#include "core/doc/update/update_parts.h"
#include "core/doc/update/workspace_actions.h"

namespace poolwalk {
Step asked_step(const AppState& state) {
    WalkPlan plan = plan_of(state);
    StepPlace place = place_of(plan, state.play.done);
    plan.by = StepBy::Window;
    place.slot = 0;
    return step_at(view_of(state.document), plan, index_of(plan, place));
}

std::optional<std::int64_t> next_question(const AppState& state, std::int64_t done) {
    if (!state.quiz.on || !workspace_actions(state.view.workspace).can_predict) return std::nullopt;
    const WalkPlan plan = plan_of(state);
    const std::int64_t per = steps_per_window(plan), steps = step_count(plan);
    const std::int64_t first = std::max((done + per - 1) / per * per, plan.output.cells() * per);
    return first < steps ? std::optional(first) : std::nullopt;
}

void answer_quiz(AppState& state, Guess guess, Place cell) {
    Quiz& quiz = state.quiz;
    if (!quiz.asking) return;
    const Step step = asked_step(state);
    const auto receives = [&](const Contribution& contribution) { return contribution.cell == cell; };
    const bool right = guess == Guess::Cell      ? std::ranges::any_of(step.contributions, receives)
                       : guess == Guess::Nowhere ? step.contributions.empty()
                                                 : false;
    quiz.asking = false;
    ++quiz.asked;
    quiz.right += right;
    quiz.streak = right ? quiz.streak + 1 : 0;
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
