#include "core/pool/listing.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/check.h"

namespace poolwalk {
namespace {

// Text makers for one set of rules.
struct Writer {
    const Rules& rules;
    bool has_nan;
    const TieRow& tie = row(rules.tie);
    const OverlapRow& overlap = row(rules.overlap);
    const NanRow& nan = row(rules.nan);

    // A NaN window of PyTorch's First keeps its last NaN, so a hit is remembered and paid at the end.
    bool last_nan() const { return has_nan && nan.last_for_first && rules.tie == TieRule::First; }
    bool remembers() const { return tie.only_last || last_nan(); }

    std::string cells() const {
        return tie.scan == Scan::RowByRow ? "cells(i, j)" : "by_column(i, j)";
    }
    std::string better() const {
        const std::string value = "X[r, c]", best = "X[best]";
        if (!has_nan) return value + (tie.only_last ? " >= " : " > ") + best;
        if (tie.only_last) return "not beats(" + best + ", " + value + ")";
        if (last_nan()) return value + " > " + best + " or isnan(" + value + ")";
        return "beats(" + value + ", " + best + ")";
    }
    std::string equal() const {
        return has_nan && nan.matches ? "same(X[r, c], Y[i, j])" : "X[r, c] == Y[i, j]";
    }
    std::string pay(const std::string& cell) const {
        return "dX[" + cell + "] " + (overlap.adds ? "+= " : "= ") + (tie.shares ? "share" : "dY[i, j]");
    }
};

std::vector<CodeLine> forward_lines(const Writer& w) {
    return {{Line::Other, "for i in range(H_out):"},
            {Line::Other, "  for j in range(W_out):"},
            {Line::Other, "    best = None"},
            {Line::Scan, "    for r, c in " + w.cells() + ":"},
            {Line::Compare, "      if best is None or " + w.better() + ":"},
            {Line::Take, "        best = r, c"},
            {Line::Store, "    Y[i, j] = X[best] if best else -inf"}};
}

std::vector<CodeLine> backward_lines(const Writer& w) {
    std::vector<CodeLine> lines{{Line::Other, "for i in range(H_dY):"}, {Line::Other, "  for j in range(W_dY):"}};
    const auto add = [&](Line line, std::string text) { lines.push_back({line, std::move(text)}); };
    if (w.overlap.clears_window) add(Line::Clear, "    for r, c in cells(i, j): dX[r, c] = 0");
    if (w.tie.shares) {
        add(Line::Other, "    ties = sum(" + w.equal() + " for r, c in cells(i, j))");
        add(Line::Other, "    share = dY[i, j] / max(ties, 1)");
    }
    if (w.remembers()) add(Line::Other, "    hit = None");
    const bool by_line = w.tie.leaves == Break::Line;
    const std::string in = by_line ? "  " : "";
    if (by_line) add(Line::Other, "    for line in rows(i, j):");
    add(Line::Scan, in + "    for r, c in " + (by_line ? "line" : w.cells()) + ":");
    add(Line::Match, in + "      if " + w.equal() + ":");
    if (w.remembers()) {
        add(Line::Remember, "        hit = r, c");
        if (w.last_nan()) add(Line::Leave, "        if not isnan(Y[i, j]): break");
        add(Line::Pay, "    if hit: " + w.pay("hit"));
        return lines;
    }
    add(Line::Pay, in + "        " + w.pay("r, c"));
    if (w.tie.leaves != Break::Never) add(Line::Leave, in + "        break");
    return lines;
}

std::string array_text(const AnyTensor& tensor) {
    std::string text = "np.array([";
    for (const double value : values_of(tensor)) text += python_number(value, dtype_of(tensor)) + ", ";
    const Shape s = shape_of(tensor);
    const auto n = [](std::int64_t v) { return std::to_string(v); };
    return text + "], np." + std::string(name_of(dtype_of(tensor))) + ").reshape(" + n(s.n * s.c) + ", " + n(s.h) +
           ", " + n(s.w) + ")";
}

bool any_nan(const AnyTensor& tensor) {
    return std::visit([](const auto& t) { return std::ranges::any_of(t.data(), [](auto v) { return std::isnan(v); }); },
                      tensor);
}

constexpr const char* helpers = R"(
def cells(i, j):
    for line in rows(i, j):
        yield from line

def rows(i, j):
    for r in range(i*SH - PT, i*SH - PT + DH*KH, DH):
        if 0 <= r < H:
            yield [(r, c) for c in range(j*SW - PL, j*SW - PL + DW*KW, DW) if 0 <= c < W]

def by_column(i, j):
    return sorted(cells(i, j), key=lambda cell: (cell[1], cell[0]))

def same(a, b):
    return a == b or (isnan(a) and isnan(b))

def beats(a, b):
    return a > b or (isnan(a) and not isnan(b))
)";

std::size_t index_of_line(const std::vector<CodeLine>& lines, Line line) {
    const auto found = std::ranges::find(lines, line, &CodeLine::line);
    POOLWALK_CHECK(found != lines.end());
    return static_cast<std::size_t>(found - lines.begin());
}

bool has_line(const std::vector<CodeLine>& lines, Line line) {
    return std::ranges::find(lines, line, &CodeLine::line) != lines.end();
}

Line forward_line(const WalkPlan& plan, const Step& step) {
    if (plan.by == StepBy::Window) return Line::Store;
    if (step.event == SlotEvent::Padding) return Line::Scan;
    return step.event == SlotEvent::Kept ? Line::Take : Line::Compare;
}

Line backward_line(const WalkPlan& plan, const Step& step) {
    if (!step.receipts.empty()) return Line::Pay;
    if (plan.by == StepBy::Window) return Line::Match;
    switch (step.event) {
        case SlotEvent::Padding: return Line::Scan;
        case SlotEvent::Skipped: return Line::Leave;
        case SlotEvent::Kept: return Line::Remember;
        default: return Line::Match;
    }
}

std::string place_text(Place place) {
    return "(" + std::to_string(place.h) + ", " + std::to_string(place.w) + ")";
}

}  // namespace

std::string python_number(double value, DType dtype) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    char buffer[40];
    const auto end = dtype == DType::Float32 ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<float>(value))
                                             : std::to_chars(buffer, buffer + sizeof buffer, value);
    std::string text(buffer, end.ptr);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

Listing listing_of(const Rules& rules, bool has_nan) {
    const Writer writer{rules, has_nan};
    return {forward_lines(writer), backward_lines(writer)};
}

std::string program_text(const PoolView& view, const Shape& output) {
    const Geometry& g = view.geometry;
    const auto number = [](const char* name, std::int64_t v) { return std::string(name) + " = " + std::to_string(v) + "\n"; };
    const Shape x = shape_of(view.input), dy = shape_of(view.grad_output);
    std::string text = "import numpy as np\nfrom math import inf, isnan, nan\n\n";
    text += "X_all = " + array_text(view.input) + "\ndY_all = " + array_text(view.grad_output) + "\n";
    text += "Y_all = np.zeros((" + std::to_string(x.planes()) + ", " + std::to_string(output.h) + ", " +
            std::to_string(output.w) + "), X_all.dtype)\ndX_all = np.zeros_like(X_all)\n";
    text += number("H", x.h) + number("W", x.w) + number("H_out", output.h) + number("W_out", output.w) +
            number("H_dY", dy.h) + number("W_dY", dy.w) + number("KH", g.kernel.rows) + number("KW", g.kernel.cols) +
            number("SH", g.stride.rows) + number("SW", g.stride.cols) + number("DH", g.dilation.rows) +
            number("DW", g.dilation.cols) + number("PT", g.pads.top) + number("PL", g.pads.left) + helpers;
    const Listing listing = listing_of(view.rules, any_nan(view.input));
    text += "\nfor X, Y in zip(X_all, Y_all):\n";
    for (const CodeLine& line : listing.forward) text += "  " + line.text + "\n";
    text += "\nfor X, Y, dX, dY in zip(X_all, Y_all, dX_all, dY_all):\n";
    for (const CodeLine& line : listing.backward) text += "  " + line.text + "\n";
    return text + "\nprint(Y_all)\nprint(dX_all)\n";
}

std::size_t line_of(const PoolView&, const Listing& listing, const WalkPlan& plan, const Step& step) {
    if (step.place.phase == Phase::Forward) return index_of_line(listing.forward, forward_line(plan, step));
    const Line line = backward_line(plan, step);
    return index_of_line(listing.backward, has_line(listing.backward, line) ? line : Line::Match);
}

std::vector<Watch> watches_of(const PoolView& view, const WalkPlan& plan, const Step& step) {
    const DType dtype = dtype_of(view.input);
    const auto number = [&](double value) { return python_number(value, dtype); };
    const bool forward = step.place.phase == Phase::Forward, by_slot = plan.by == StepBy::Comparison;
    std::vector<Watch> watches{{"i", std::to_string(step.place.window.h)}, {"j", std::to_string(step.place.window.w)}};
    if (by_slot && step.slot.inside && step.event != SlotEvent::Skipped) {
        const Place at = step.slot.cell;
        watches.push_back({"r, c", place_text(at)});
        watches.push_back({"X[r, c]", number(value_at(view.input, step.place.plane, at.h, at.w))});
    }
    if (forward && step.best) {
        watches.push_back({"best", place_text(*step.best)});
        watches.push_back({"X[best]", number(step.output)});
    }
    if (!forward || (!by_slot)) watches.push_back({"Y[i, j]", number(step.output)});
    if (step.grad_output) {
        watches.push_back({"dY[i, j]", number(*step.grad_output)});
        if (row(view.rules.tie).shares && !step.receipts.empty()) watches.push_back({"share", number(step.receipts.front().amount)});
    }
    for (const Receipt& receipt : step.receipts)
        watches.push_back({"dX[" + std::to_string(receipt.cell.h) + ", " + std::to_string(receipt.cell.w) + "]",
                           number(receipt.after)});
    return watches;
}

}  // namespace poolwalk
