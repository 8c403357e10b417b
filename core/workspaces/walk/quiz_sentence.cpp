#include "core/workspaces/walk/quiz_sentence.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/doc/update/motion.h"

namespace poolwalk::scene {
namespace {

// The window that was answered, as one step.
Step answered_step(const AppState& state) {
    return asked_step(at_step(state, state.quiz.answer->done - steps_per_window(plan_of(state))));
}

bool in_window(const Document& document, Place window, Place cell) {
    bool found = false;
    const Shape& x = shape_of(*document.input);
    for_each_cell(document.geometry, x.h, x.w, window,
                  [&](std::int64_t, std::int64_t, Place at) { found = found || at == cell; });
    return found;
}

// Why the cell does not win the window, or receives no gradient of it.
std::string why_not(const AppState& state, const Step& step, Place cell) {
    const Document& document = state.document;
    const std::string name = "X" + place_text(cell);
    if (!in_window(document, step.place.window, cell)) return name + " lies outside the window.";
    const double value = value_at(*document.input, step.place.plane, cell.h, cell.w);
    if (step.place.phase == Phase::Backward && !step.grad_output)
        return "dY has no cell for this window, so no gradient arrives.";
    if (std::ranges::find(step.maxima, cell) != step.maxima.end())
        return name + " = " + short_text(value) + " ties for the maximum, but the tie rule \"" +
               std::string(row(document.rules.tie).text.label) + "\" passes it over.";
    if (std::isnan(step.output))
        return std::isnan(value) ? name + " is NaN, and NaN equals nothing."
                                 : "A NaN in the window beats " + name + ".";
    return name + " = " + short_text(value) + " is smaller than the largest, " + short_text(step.output) + ".";
}

// "X(1, 1)", or a few of those that were right.
std::string right_cells(const Step& step) {
    std::vector<Place> cells = step.maxima;
    if (step.place.phase == Phase::Backward) {
        cells.clear();
        for (const Contribution& contribution : step.contributions) cells.push_back(contribution.cell);
    }
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(cells.size(), 3); ++i)
        text += (i == 0 ? "X" : ", X") + place_text(cells[i]);
    return text + (cells.size() > 3 ? " and others" : "");
}

}  // namespace

std::string score_words(const Quiz& quiz) {
    if (quiz.answered == 0) return "no answers yet";
    const std::string score = std::to_string(quiz.right) + " of " + std::to_string(quiz.answered) + " right";
    return quiz.streak > 1 ? score + " · " + std::to_string(quiz.streak) + " in a row" : score;
}

StepWords question_words(const AppState& state) {
    const Step step = asked_step(state);
    StepWords words;
    words.backward = step.place.phase == Phase::Backward;
    words.heading = "PREDICT · WINDOW " + place_text(step.place.window);
    const std::string dy = "dY" + place_text(step.place.window);
    if (words.backward)
        words.lines.push_back("Where does " + (step.grad_output ? dy + " = " + short_text(*step.grad_output) : dy) +
                              " go?");
    else words.lines.push_back("Which cell of X wins this window?");
    words.lines.push_back(words.backward ? "Click a cell of X or dX that receives it, or press N if none does."
                                         : "Click the cell, or press N if no cell wins.");
    words.lines.push_back("The right arrow shows the answer.");
    return words;
}

std::string answer_words(const AppState& state) {
    const QuizAnswer& answer = *state.quiz.answer;
    if (answer.right) return "Right.";
    if (answer.guess == Guess::ShowMe) return "Shown, not counted.";
    const Step step = answered_step(state);
    if (answer.guess == Guess::Cell) return "No: " + why_not(state, step, answer.cell);
    if (step.place.phase == Phase::Backward) return "No: it goes to " + right_cells(step) + ".";
    return "No: the maximum, " + short_text(step.output) + ", is at " + right_cells(step) + ".";
}

}  // namespace poolwalk::scene
