#include "core/methods/listing.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/base/number_text.h"
#include "core/methods/program_parts.h"

namespace poolwalk {
namespace {

// Text makers for one set of rules.
struct Writer {
    const Rules& rules;
    bool has_nan;
    DType dtype;
    const TieRow& tie = row(rules.tie);
    const OverlapRow& overlap = row(rules.overlap);
    const NanRow& nan = row(rules.nan);

    // A NaN window of PyTorch's First keeps its last NaN, so a hit is remembered and receives at the end.
    bool last_nan() const { return has_nan && nan.last_for_first && rules.tie == TieRule::First; }
    bool remembers() const { return tie.only_last || last_nan(); }

    std::string cells() const { return tie.scan == Scan::RowByRow ? "cells(i, j)" : "by_column(i, j)"; }
    std::string better() const {
        if (!has_nan) return std::string("X[r, c] ") + (tie.only_last ? ">=" : ">") + " X[best]";
        if (last_nan()) return "x > X[best] or isnan(x)";
        return tie.only_last ? "not beats(X[best], x)" : "beats(x, X[best])";
    }
    std::string equal(const std::string& value) const {
        return has_nan && nan.matches ? "same(" + value + ", Y[i, j])" : value + " == Y[i, j]";
    }
    std::string share() const {
        const std::string quotient = "dY[i, j] / max(ties, 1)";
        return dtype == DType::Float32 ? "float32(" + quotient + ")" : quotient;
    }
    std::string contribution(const std::string& cell) const {
        return "dX[" + cell + "] " + (overlap.adds ? "+= " : "= ") + (tie.shares ? "share" : "dY[i, j]");
    }
};

std::vector<CodeLine> forward_lines(const Writer& w) {
    std::vector<CodeLine> lines{{Line::NextRow, "for i in range(H_out):"},
                                {Line::NextWindow, "  for j in range(W_out):"},
                                {Line::Other, "    best = None"},
                                {Line::NextCell, "    for r, c in " + w.cells() + ":"}};
    if (w.has_nan) lines.push_back({Line::Other, "      x = X[r, c]"});
    lines.push_back({Line::Compare, "      if not best or " + w.better() + ":"});
    lines.push_back({Line::Take, "        best = r, c"});
    lines.push_back({Line::Store, "    Y[i, j] = X[best] if best else -inf"});
    return lines;
}

std::vector<CodeLine> backward_lines(const Writer& w) {
    std::vector<CodeLine> lines{{Line::NextRow, "for i in range(H_dY):"},
                                {Line::NextWindow, "  for j in range(W_dY):"}};
    const auto add = [&](Line line, std::string text) { lines.push_back({line, std::move(text)}); };
    if (w.overlap.clears_window) add(Line::Other, "    for r, c in cells(i, j): dX[r, c] = 0");
    if (w.tie.shares) {
        add(Line::Other, "    win = [X[cell] for cell in cells(i, j)]");
        add(Line::Other, "    ties = sum(" + w.equal("x") + " for x in win)");
        add(Line::Other, "    share = " + w.share());
    }
    if (w.remembers()) add(Line::Other, "    hit = None");
    const bool by_line = w.tie.leaves == Break::Line;
    const std::string in = by_line ? "  " : "";
    if (by_line) add(Line::NextLine, "    for line in rows(i, j):");
    add(Line::NextCell, in + "    for r, c in " + (by_line ? "line" : w.cells()) + ":");
    add(Line::Match, in + "      if " + w.equal("X[r, c]") + ":");
    if (w.remembers()) {
        add(Line::Remember, "        hit = r, c");
        if (w.last_nan()) add(Line::Leave, "        if not isnan(Y[i, j]): break");
        add(Line::Contribute, "    if hit: " + w.contribution("hit"));
        return lines;
    }
    add(Line::Contribute, in + "        " + w.contribution("r, c"));
    if (w.tie.leaves != Break::Never) add(Line::Leave, in + "        break");
    return lines;
}

Line forward_line(const WalkPlan& plan, const Step& step) {
    if (plan.by == StepBy::Window) return Line::Store;
    if (step.event == SlotEvent::Padding) return Line::NextCell;
    return step.event == SlotEvent::Kept ? Line::Take : Line::Compare;
}

// The loop that passes over padding: over lines if the whole line of slots lies on it.
Line padding_line(const PoolView& view, const WalkPlan& plan, const Step& step) {
    if (row(view.rules.tie).leaves != Break::Line) return Line::NextCell;
    const Shape& shape = shape_of(view.input);
    const bool cell_in_line = step.slot.cell.h >= 0 && step.slot.cell.h < shape.h;
    return plan.by == StepBy::Comparison && cell_in_line ? Line::NextCell : Line::NextLine;
}

Line backward_line(const PoolView& view, const WalkPlan& plan, const Step& step) {
    if (!step.grad_output)
        return step.place.window.h < shape_of(view.grad_output).h ? Line::NextWindow : Line::NextRow;
    if (!step.contributions.empty()) return Line::Contribute;
    if (step.cells == 0) return padding_line(view, plan, step);
    if (plan.by == StepBy::Window) return Line::Match;
    switch (step.event) {
        case SlotEvent::Padding: return padding_line(view, plan, step);
        case SlotEvent::Skipped: return Line::Leave;
        case SlotEvent::Kept: return Line::Remember;
        default: return Line::Match;
    }
}

std::string place_text(Place place) { return "(" + std::to_string(place.h) + ", " + std::to_string(place.w) + ")"; }

}  // namespace

std::string python_number(double value, DType dtype) {
    return dtype == DType::Float32 ? python_text(static_cast<float>(value)) : python_text(value);
}

Listing listing_of(const Rules& rules, bool has_nan, DType dtype) {
    const Writer writer{rules, has_nan, dtype};
    return {forward_lines(writer), backward_lines(writer)};
}

std::string program_text(const PoolView& view, const Shape& output) {
    std::string text = "import numpy as np\nfrom math import inf, isnan, nan\nfrom numpy import float32\n\n";
    text += "X_all = " + program::array_of_planes(view.input) +
            "\ndY_all = " + program::array_of_planes(view.grad_output) + "\n";
    text += "Y_all = np.zeros((" + std::to_string(output.planes()) + ", " + std::to_string(output.h) + ", " +
            std::to_string(output.w) + "), X_all.dtype)\ndX_all = np.zeros_like(X_all)\n";
    text += program::sizes(view, output);
    text += program::helpers;
    const Listing listing = listing_of(view.rules, program::any_nan(view.input), dtype_of(view.input));
    text += "\nfor X, Y in zip(X_all, Y_all):\n";
    for (const CodeLine& line : listing.forward) text += "  " + line.text + "\n";
    text += "\nfor X, Y, dX, dY in zip(X_all, Y_all, dX_all, dY_all):\n";
    for (const CodeLine& line : listing.backward) text += "  " + line.text + "\n";
    return text + "\n" + std::string(program::print_options) + "print(Y_all)\nprint(dX_all)\n";
}

std::size_t line_of(const PoolView& view, const Listing& listing, const WalkPlan& plan, const Step& step) {
    const bool forward = step.place.phase == Phase::Forward;
    const auto& lines = forward ? listing.forward : listing.backward;
    const Line line = forward ? forward_line(plan, step) : backward_line(view, plan, step);
    // A method's code may have no line of its own for it: the loop, or the line that does the work, stands for it.
    auto found = lines.end();
    for (const Line stand_in :
         {line, line == Line::NextRow ? Line::NextWindow : line, forward ? Line::Store : Line::Contribute})
        if (found == lines.end()) found = std::ranges::find(lines, stand_in, &CodeLine::line);
    POOLWALK_CHECK(found != lines.end());
    return static_cast<std::size_t>(found - lines.begin());
}

std::vector<Watch> watches_of(const PoolView& view, const WalkPlan& plan, const Step& step) {
    const auto number = [&](double value) { return python_number(value, dtype_of(view.input)); };
    const Place window = step.place.window;
    const bool forward = step.place.phase == Phase::Forward;
    if (!forward && !step.grad_output) {
        const Shape& dy = shape_of(view.grad_output);
        return {{"H_dY", std::to_string(dy.h)}, {"W_dY", std::to_string(dy.w)}};
    }
    std::vector<Watch> watches{{"i", std::to_string(window.h)}, {"j", std::to_string(window.w)}};
    const auto add = [&](std::string expression, std::string value) {
        watches.push_back({std::move(expression), std::move(value)});
    };
    if (plan.by == StepBy::Comparison && step.slot.inside && step.event != SlotEvent::Skipped) {
        const Place at = step.slot.cell;
        add("r, c", place_text(at));
        add("X[r, c]", number(value_at(view.input, step.place.plane, at.h, at.w)));
    }
    if (forward && step.best) {
        add("best", place_text(*step.best));
        add("X[best]", number(step.output));
    }
    if (!forward || plan.by == StepBy::Window) add("Y[i, j]", number(step.output));
    if (forward) return watches;
    add("dY[i, j]", number(*step.grad_output));
    if (row(view.rules.tie).shares && !step.contributions.empty())
        add("share", number(step.contributions.front().amount));
    for (const Contribution& contribution : step.contributions)
        add("dX[" + std::to_string(contribution.cell.h) + ", " + std::to_string(contribution.cell.w) + "]",
            number(contribution.after));
    return watches;
}

}  // namespace poolwalk
