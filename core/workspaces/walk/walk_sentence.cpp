#include "core/workspaces/walk/walk_sentence.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/workspaces/walk/quiz_sentence.h"

namespace poolwalk::scene {
namespace {

std::string count_text(std::size_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string cell_text(GridId grid, Place at) { return std::string(symbol_of(grid)) + place_text(at); }

std::string list_text(const std::vector<Place>& cells) {
    std::string text;
    const std::size_t shown = std::min<std::size_t>(cells.size(), 4);
    for (std::size_t i = 0; i < shown; ++i)
        text += (i == 0 ? "" : i + 1 == cells.size() ? " and " : ", ") + cell_text(GridId::Input, cells[i]);
    if (cells.size() > shown) text += " and " + std::to_string(cells.size() - shown) + " more";
    return text;
}

// "rows 1–2, columns 1–2", with what lies on padding said.
std::string extent_text(const Document& doc, Place window) {
    const Geometry& g = doc.geometry;
    const Shape& x = shape_of(*doc.input);
    const Place a = slot_place(g, window, 0, 0), b = slot_place(g, window, g.kernel.rows - 1, g.kernel.cols - 1);
    const auto span = [](const char* name, std::int64_t from, std::int64_t to, std::int64_t step) {
        const std::string one = from == to ? std::to_string(from) : std::to_string(from) + "–" + std::to_string(to);
        return std::string(name) + (from == to ? " " : "s ") + one + (step > 1 ? " by " + std::to_string(step) : "");
    };
    std::string text = span("row", a.h, b.h, g.dilation.rows) + ", " + span("column", a.w, b.w, g.dilation.cols);
    if (a.h < 0 || a.w < 0 || b.h >= x.h || b.w >= x.w) text += "; part of it is padding, which never wins";
    return text;
}

void say_maximum(const Document& doc, const Step& step, StepWords& words) {
    const std::string value = short_text(step.output);
    if (step.cells == 0) {
        words.lines.push_back("No cell of X lies in it, so Y is -∞ and there is no argmax.");
    } else if (step.maxima.empty()) {
        words.lines.push_back("A cell is NaN, so Y is NaN, and NaN equals nothing: no cell matches.");
    } else if (std::isnan(step.output)) {
        words.lines.push_back("NaN beats every number: " + list_text(step.maxima) +
                              (step.maxima.size() == 1 ? " is NaN." : " are NaN."));
    } else if (step.maxima.size() == 1) {
        words.lines.push_back("The maximum is " + value + ", at " + list_text(step.maxima) + ".");
    } else {
        const std::size_t count = step.maxima.size();
        words.lines.push_back("The maximum, " + value + ", occurs " +
                              (count == 2 ? "twice" : std::to_string(count) + " times") + ": " +
                              list_text(step.maxima) + ".");
    }
    // Who wins a tie matters on the way back only.
    if (step.maxima.size() < 2 || !words.backward) return;
    const bool last_nan = tie_in_window(doc.rules, std::isnan(step.output)) != doc.rules.tie;
    const RuleText& rule = last_nan ? row(doc.rules.nan).text : row(doc.rules.tie).text;
    words.lines.push_back("Rule " + std::string(rule.label) + ": " + std::string(rule.help) + ".");
}

void say_forward(const Document& doc, const Step& step, StepWords& words) {
    words.lines.push_back("The window covers " + extent_text(doc, step.place.window) + ".");
    say_maximum(doc, step, words);
    words.lines.push_back("So " + cell_text(GridId::Output, step.place.window) + " = " + short_text(step.output) +
                          ".");
}

void say_contributions(const Document& doc, const Step& step, StepWords& words) {
    const OverlapRow& overlap = row(doc.rules.overlap);
    const std::string dy = cell_text(GridId::GradOutput, step.place.window) + " = " + short_text(*step.grad_output);
    if (step.receivers.empty()) words.lines.push_back("So " + dy + " goes nowhere.");
    else if (step.receivers.size() == 1)
        words.lines.push_back("So " + dy + " flows to " + list_text(step.receivers) +
                              (step.cells > 1 ? " alone; the other cells of the window get 0." : "."));
    else if (!row(doc.rules.tie).shares)
        words.lines.push_back("So all of " + dy + " flows to each of " + list_text(step.receivers) + ".");
    else words.lines.push_back("So " + dy + " is shared by " + list_text(step.receivers) + ".");
    for (const Contribution& r : step.contributions) {
        const std::string sum =
            overlap.adds ? " ← " + short_text(r.before) + " + " + short_text(r.amount) + " = " + short_text(r.after)
                         : " ← " + short_text(r.amount);
        words.sums.push_back(cell_text(GridId::GradInput, r.cell) + sum);
    }
    if (step.overwritten != 0)
        words.lines.push_back("The value that was there, " + short_text(step.overwritten) +
                              ", is overwritten and lost.");
}

void say_backward(const Document& doc, const Step& step, StepWords& words) {
    words.lines.push_back("The window covers " + extent_text(doc, step.place.window) + ".");
    say_maximum(doc, step, words);
    if (!step.grad_output) words.lines.push_back("dY is smaller than Y, so no gradient arrives at this window.");
    else say_contributions(doc, step, words);
}

std::string compared(const Document& doc, const Step& step) {
    const Place at = step.slot.cell;
    return cell_text(GridId::Input, at) + " = " + short_text(value_at(*doc.input, step.place.plane, at.h, at.w));
}

void say_forward_slot(const Document& doc, const Step& step, StepWords& words) {
    switch (step.event) {
        case SlotEvent::Padding: words.lines.push_back("This slot is padding: it never wins."); break;
        case SlotEvent::Kept: words.lines.push_back(compared(doc, step) + " is the largest so far: keep it."); break;
        case SlotEvent::Tied:
            words.lines.push_back(compared(doc, step) + " equals the largest so far, at " +
                                  (step.best ? cell_text(GridId::Input, *step.best) : "none") + ".");
            break;
        default:
            words.lines.push_back(compared(doc, step) + (step.best
                                                             ? " does not beat " + short_text(step.output) + " at " +
                                                                   cell_text(GridId::Input, *step.best) + "."
                                                             : " is compared; the maximum is NaN."));
    }
    if (step.window_ends)
        words.lines.push_back("The window is done: " + cell_text(GridId::Output, step.place.window) + " = " +
                              short_text(step.output) + ".");
}

void say_backward_slot(const Document& doc, const Step& step, StepWords& words) {
    const std::string y = cell_text(GridId::Output, step.place.window) + " = " + short_text(step.output);
    switch (step.event) {
        case SlotEvent::Padding: words.lines.push_back("This slot is padding: it never receives a gradient."); break;
        case SlotEvent::Skipped: words.lines.push_back("`break` has left the loop, so this slot is skipped."); break;
        case SlotEvent::Kept: words.lines.push_back(compared(doc, step) + " equals " + y + ": remember it."); break;
        case SlotEvent::Receives: words.lines.push_back(compared(doc, step) + " equals " + y + "."); break;
        case SlotEvent::Tied:
            words.lines.push_back(compared(doc, step) + " equals " + y + ", but the rule chose another.");
            break;
        case SlotEvent::Lower: words.lines.push_back(compared(doc, step) + " is not " + y + "."); break;
    }
    if (!step.grad_output) words.lines.push_back("dY is smaller than Y, so no gradient arrives at this window.");
    else if (!step.contributions.empty()) say_contributions(doc, step, words);
}

std::string windows_left(const AppState& state, const Step& step) {
    if (step.contributions.empty()) return {};
    const Place cell = step.contributions.front().cell;
    const std::int64_t more =
        count_windows_after(state.document.geometry, output_shape(state.document), cell, step.place.window);
    if (more == 0) return "no later window reaches this cell";
    return count_text(static_cast<std::size_t>(more), "later window reaches this cell",
                      "later windows reach this cell");
}

StepWords words_before(const AppState& state) {
    const Shape y = output_shape(state.document);
    StepWords words;
    words.heading = "BEFORE THE FIRST STEP";
    words.lines.push_back(count_text(static_cast<std::size_t>(y.cells()), "window slides", "windows slide") +
                          " over X; each keeps its largest value in Y.");
    if (!state.play.forward_only)
        words.lines.push_back("Then dY flows back: each window hands its gradient to the cell that won.");
    words.lines.push_back("Space plays; the right arrow takes one step.");
    return words;
}

}  // namespace

std::string place_text(Place place) { return "(" + std::to_string(place.h) + ", " + std::to_string(place.w) + ")"; }

std::string outcome_text(CellOutcome outcome) {
    switch (outcome) {
        case CellOutcome::Lost: return "lost";
        case CellOutcome::Won: return "won";
        case CellOutcome::TiedChosen: return "tied, chosen";
        case CellOutcome::TiedNotChosen: return "tied, not chosen";
        case CellOutcome::NoMatch: return "NaN, no match";
    }
    return {};
}

StepWords words_of(const AppState& state, const std::optional<Step>& step_done) {
    if (state.quiz.asking) return question_words(state);
    if (!step_done) return words_before(state);
    const WalkPlan plan = plan_of(state);
    const Document& doc = state.document;
    const Step& step = *step_done;
    StepWords words;
    words.backward = step.place.phase == Phase::Backward;
    const Shape& x = shape_of(*doc.input);
    words.heading =
        std::string(words.backward ? "BACKWARD" : "FORWARD") + " · WINDOW " + place_text(step.place.window);
    if (x.planes() > 1)
        words.heading +=
            " · N " + std::to_string(step.place.plane / x.c) + " C " + std::to_string(step.place.plane % x.c);
    if (plan.by == StepBy::Comparison)
        words.heading +=
            " · SLOT " + std::to_string(step.place.slot + 1) + " OF " + std::to_string(steps_per_window(plan));
    if (state.view.hides_answers()) {
        words.lines.push_back("The result is hidden: click the hidden grid to show it.");
        return words;
    }
    if (state.quiz.answer) words.lines.push_back(answer_words(state));
    const bool by_slot = plan.by == StepBy::Comparison;
    if (words.backward) (by_slot ? say_backward_slot : say_backward)(doc, step, words);
    else (by_slot ? say_forward_slot : say_forward)(doc, step, words);
    words.after = windows_left(state, step);
    return words;
}

std::string cell_words(const AppState& state, const Derived& derived, const CellRef& ref) {
    const Document& doc = state.document;
    const CellState held = cell_state(doc, derived, plan_of(state), state.play.done, ref.plane, ref.grid, ref.cell);
    std::string text = cell_text(ref.grid, ref.cell);
    if (!held.computed) return text + " · not computed yet";
    text += " = " + exact_text(held.value);
    if (is_input_sized(ref.grid)) {
        const auto windows = static_cast<std::size_t>(count_windows_of(doc.geometry, derived.output_shape, ref.cell));
        text += windows == 0 ? " · in no window" : " · in " + count_text(windows, "window", "windows");
    } else if (ref.grid == GridId::Output && !state.quiz.asking) {
        const std::int32_t at = derived.argmax(ref.plane, ref.cell.h, ref.cell.w);
        const std::int64_t w = shape_of(*doc.input).w;
        text += at < 0 ? " · no argmax" : " · from " + cell_text(GridId::Input, {at / w, at % w});
        const std::int64_t ties = tie_count_at(view_of(doc), ref.plane, ref.cell);
        if (ties > 1) text += ", " + std::to_string(ties) + " cells tie";
    }
    return text;
}

std::string ledger_sum(const std::vector<LedgerEntry>& ledger, Place cell, const OverlapRow& overlap) {
    std::string sum;
    for (const LedgerEntry& entry : ledger)
        if (entry.outcome == CellOutcome::Won || entry.outcome == CellOutcome::TiedChosen) {
            if (!entry.has_grad_output) continue;
            sum += (sum.empty() ? "" : overlap.adds ? " + " : ", then ") + short_text(entry.amount);
        }
    const double balance = ledger.empty() ? 0 : ledger.back().balance;
    const std::string head = cell_text(GridId::GradInput, cell) + " = ";
    if (sum.empty()) return head + short_text(balance);
    const bool is_single = sum.find(' ') == std::string::npos && sum == short_text(balance);
    return is_single ? head + sum : head + sum + (overlap.adds ? " = " : "; left: ") + short_text(balance);
}

std::vector<std::string> budget_reasons(const Budget& budget) {
    std::vector<std::string> reasons;
    const auto say = [&](double amount, const char* sign, const char* why) {
        if (amount != 0) reasons.push_back(sign + short_text(amount) + " " + why);
    };
    say(budget.made, "+", "made by ties");
    say(budget.overwritten, "-", "lost by overwriting");
    say(budget.dropped_for_nan, "-", "dropped for NaN");
    say(budget.on_padding, "-", "landed on padding");
    const double scale = std::abs(budget.in) + std::abs(budget.made) + std::abs(budget.overwritten);
    if (std::abs(budget.rounding) > 1e-12 * scale) say(budget.rounding, "", "by rounding");
    return reasons;
}

}  // namespace poolwalk::scene
