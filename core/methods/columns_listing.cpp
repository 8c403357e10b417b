#include "core/methods/columns_listing.h"

#include <algorithm>

#include "core/base/check.h"

namespace poolwalk {
namespace {

std::string text(std::int64_t number) { return std::to_string(number); }

// As NumPy prints an array: "[1. 0.5 nan]".
std::string bracketed(const std::vector<double>& values, DType dtype) {
    constexpr std::size_t max_values = 12;
    std::string list = "[";
    for (std::size_t i = 0; i < std::min(values.size(), max_values); ++i) {
        std::string number = python_number(values[i], dtype);
        if (number.ends_with(".0")) number.pop_back();
        list += (i == 0 ? "" : " ") + number;
    }
    return list + (values.size() > max_values ? " ...]" : "]");
}

}  // namespace

PhaseLines lines_of(ColumnsPhase phase, const Listing& listing) {
    const auto find = [](const std::vector<CodeLine>& lines, Line line) {
        const auto found = std::ranges::find(lines, line, &CodeLine::line);
        POOLWALK_CHECK(found != lines.end());
        return static_cast<std::size_t>(found - lines.begin());
    };
    const std::size_t argmax = find(listing.forward, Line::Compare);
    switch (phase) {
        case ColumnsPhase::Gather: return {argmax - 1, argmax - 1};  // the last line of the loop before
        case ColumnsPhase::Argmax: return {argmax, find(listing.forward, Line::Store)};
        case ColumnsPhase::Scatter: break;
        case ColumnsPhase::Col2im:
            return {find(listing.backward, Line::Contribute), find(listing.backward, Line::Contribute)};
    }
    return {find(listing.backward, Line::Match), find(listing.backward, Line::Match)};
}

std::vector<Watch> watches_of(const PoolView& view, const ColumnsPlan& plan, const ColumnsStep& step,
                              const Step& engine) {
    const auto& [plane, window] = place_of_column(plan, step.column);
    const DType dtype = dtype_of(view.input);
    const PooledColumn pooled = pooled_column(view, plan, engine);
    const std::string image = text(plane / plan.input.c) + ", " + text(plane % plan.input.c);
    const std::string at = image + ", " + text(window.h) + ", " + text(window.w) + "]";
    const auto column = [&](auto&& value) {
        std::vector<double> values;
        for (std::int64_t r = 0; r < std::min<std::int64_t>(plan.rows(), 13); ++r) values.push_back(value(r));
        return bracketed(values, dtype);
    };
    switch (step.phase) {
        case ColumnsPhase::Gather:
            return {{"col[:, " + at, column([&](std::int64_t r) { return entry_at(view, plan, {r, step.column}); })}};
        case ColumnsPhase::Argmax:
            return {{"best[0, " + at, pooled.argmax < 0 ? "none" : text(pooled.argmax)},
                    {"Y[" + at, python_number(pooled.maximum, dtype)}};
        case ColumnsPhase::Scatter:
            return {{"dY[" + at, pooled.grad_output ? python_number(*pooled.grad_output, dtype) : "none"},
                    {"dcol[:, " + at, column([&](std::int64_t r) { return pooled.grad_entry(r); })}};
        case ColumnsPhase::Col2im: break;
    }
    std::vector<Watch> watches{{"i, j", text(window.h) + ", " + text(window.w)}};
    for (const Contribution& contribution : engine.contributions)
        watches.push_back({"dX[" + image + ", " + text(contribution.cell.h) + ", " + text(contribution.cell.w) + "]",
                           python_number(contribution.after, dtype)});
    return watches;
}

}  // namespace poolwalk
