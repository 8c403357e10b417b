#include "core/workspaces/walk/quiz_sentence.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace poolwalk::scene {
namespace {

// The window that was answered, as one step.
Step answered_step(const AppState& state) {
    WalkPlan plan = plan_of(state);
    StepPlace place = place_of(plan, state.quiz.answer->done - 1);
    plan.by = StepBy::Window;
    place.slot = 0;
    return step_at(view_of(state.document), plan, index_of(plan, place));
}

bool in_window(const Document& document, Place window, Place cell) {
    bool found = false;
    const Shape& x = shape_of(*document.input);
    for_each_cell(document.geometry, x.h, x.w, window,
                  [&](std::int64_t, std::int64_t, Place at) { found = found || at == cell; });
    return found;
}

// Why no gradient of this window went to the cell.
std::string why_not(const AppState& state, const Step& step, Place cell) {
    const Document& document = state.document;
    const std::string name = "X" + place_text(cell);
    if (!in_window(document, step.place.window, cell)) return name + " lies outside the window.";
    const double value = value_at(*document.input, step.place.plane, cell.h, cell.w);
    if (!step.grad_output) return "dY has no cell for this window, so no gradient arrives.";
    if (std::ranges::find(step.maxima, cell) != step.maxima.end())
        return name + " = " + short_text(value) + " ties for the maximum, but the tie rule \"" +
               std::string(row(document.rules.tie).text.label) + "\" passes it over.";
    if (std::isnan(step.output))
        return std::isnan(value) ? name + " is NaN, and NaN equals nothing."
                                 : "A NaN in the window beats " + name + ".";
    return name + " = " + short_text(value) + " is smaller than the largest, " + short_text(step.output) + ".";
}

}  // namespace

std::string score_words(const Quiz& quiz) {
    return std::to_string(quiz.right) + " of " + std::to_string(quiz.asked) + " right, " +
           std::to_string(quiz.streak) + " in a row";
}

StepWords question_words(const AppState& state) {
    const Step step = asked_step(state);
    StepWords words;
    words.backward = true;
    words.heading = "PREDICT · WINDOW " + place_text(step.place.window);
    const std::string dy = "dY" + place_text(step.place.window);
    words.lines.push_back("Where does " + (step.grad_output ? dy + " = " + short_text(*step.grad_output) : dy) +
                          " go?");
    words.lines.push_back(
        "Click a cell of X or dX that receives it, or press N if none does. The right arrow shows the answer.");
    if (state.quiz.asked > 0) words.lines.push_back(score_words(state.quiz) + ".");
    return words;
}

std::string answer_words(const AppState& state) {
    const QuizAnswer& answer = *state.quiz.answer;
    const std::string score = " (" + score_words(state.quiz) + ")";
    if (answer.right) return "Right." + score;
    if (answer.guess == Guess::ShowMe) return "Shown." + score;
    const Step step = answered_step(state);
    if (answer.guess == Guess::Cell) return "No: " + why_not(state, step, answer.cell) + score;
    std::string cells;
    for (std::size_t i = 0; i < std::min<std::size_t>(step.contributions.size(), 3); ++i)
        cells += (i == 0 ? "" : ", ") + ("X" + place_text(step.contributions[i].cell));
    return "No: it goes to " + cells + (step.contributions.size() > 3 ? " and others" : "") + "." + score;
}

}  // namespace poolwalk::scene
