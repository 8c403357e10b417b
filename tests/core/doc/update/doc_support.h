// What tests of the document share: a small state to begin with, and commands carried out in a row.
#pragma once

#include <initializer_list>
#include <numeric>

#include "core/doc/update/update.h"

namespace poolwalk::test {

inline AnyTensor counted(DType dtype, const Shape& shape, double first = 1) {
    std::vector<double> values(static_cast<std::size_t>(shape.cells()));
    std::iota(values.begin(), values.end(), first);
    return make_tensor(dtype, shape, values);
}

// X is 4 x 4 with 1 to 16 row by row in each of `planes`; windows of 2 x 2 with stride 1, so Y is
// 3 x 3; dY counts from 100.
inline Document overlapping(std::int64_t planes = 1, DType dtype = DType::Float64) {
    Document document =
        document_of("overlapping", counted(dtype, {1, planes, 4, 4}), {.kernel = {2, 2}, .stride = {1, 1}}, {});
    document.grad_output = counted(dtype, {1, planes, 3, 3}, 100);
    return document;
}

inline AppState after(AppState state, std::initializer_list<Command> commands) {
    for (const Command& command : commands) state = update(std::move(state), command);
    return state;
}

inline std::int64_t steps_of(const AppState& state) { return step_count(plan_of(state)); }

inline double input_at(const AppState& state, Place cell, std::int64_t plane = 0) {
    return value_at(*state.document.input, plane, cell.h, cell.w);
}

inline double grad_output_at(const AppState& state, Place cell, std::int64_t plane = 0) {
    return value_at(*state.document.grad_output, plane, cell.h, cell.w);
}

}  // namespace poolwalk::test
