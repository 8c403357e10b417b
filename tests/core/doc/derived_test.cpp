#include "core/doc/derived.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/core/pool/replay.h"
#include "tests/core/pool/walk_problem.h"

namespace poolwalk::test {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

Document document_from(const WalkProblem& p) {
    return {"", p.input, p.grad_output, p.geometry, p.rules};
}

AnyTensor tensor_from(const nlohmann::json& json) {
    const auto shape = json.at("shape").get<std::vector<std::int64_t>>();
    return make_tensor(DType::Float64, {shape[0], shape[1], shape[2], shape[3]},
                       json.at("data").get<std::vector<double>>());
}

TEST(Derive, ReproducesASeedCaseWhoseGradientIsSmaller) {
    std::ifstream file(POOLWALK_SOURCE "/tests/cases/seed-000-b.json");
    ASSERT_TRUE(file.good());
    const auto json = nlohmann::json::parse(file);
    const WalkProblem problem{tensor_from(json["x"]),
                              tensor_from(json["dy"]),
                              {.kernel = {2, 2}, .stride = {1, 1}},
                              {TieRule::FirstPerRow, OverlapRule::Accumulate, NanRule::LastNan}};
    const Derived derived = derive(document_from(problem));
    EXPECT_EQ(derived.output_shape, shape_of(derived.output));
    EXPECT_EQ(derived.output, tensor_from(json["y"]));
    EXPECT_EQ(derived.grad_input, tensor_from(json["dx"]));
    EXPECT_TRUE(std::ranges::equal(derived.argmax.data(), json["argmax"]["data"].get<std::vector<std::int32_t>>()));
    EXPECT_TRUE(
        std::ranges::equal(derived.tie_count.data(), json["tie_count"]["data"].get<std::vector<std::int32_t>>()));
    EXPECT_TRUE(std::ranges::equal(derived.hits.data(), json["hits"]["data"].get<std::vector<std::int32_t>>()));
    EXPECT_EQ(derived.budget.total().windows, derived.output_shape.cells());
    EXPECT_FALSE(derived.input_has_nan);
}

TEST(Derive, RangesSpanTheFiniteValues) {
    WalkProblem problem = overlap_example();
    Derived derived = derive(document_from(problem));
    EXPECT_EQ(derived.input_range, (ValueRange{1, 9}));
    EXPECT_EQ(derived.gradient_range, (ValueRange{-9, 9}));

    set_value(problem.input, 0, 0, 0, -inf);
    set_value(problem.input, 0, 3, 3, nan);
    set_value(problem.grad_output, 0, 0, 0, -20);
    derived = derive(document_from(problem));
    EXPECT_EQ(derived.input_range, (ValueRange{1, 9}));
    EXPECT_EQ(derived.gradient_range, (ValueRange{-20, 20}));
    EXPECT_TRUE(derived.input_has_nan);

    problem.input = make_tensor(DType::Float64, {1, 1, 4, 4}, nan);
    problem.grad_output = make_tensor(DType::Float64, {1, 1, 3, 3}, 0.0);
    derived = derive(document_from(problem));
    EXPECT_EQ(derived.input_range, (ValueRange{0, 0}));
    EXPECT_EQ(derived.gradient_range, (ValueRange{0, 0}));
}

TEST(GridState, FillsYDuringForwardAndDXFromTheStartOfBackward) {
    const WalkProblem problem = overlap_example();
    const Document document = document_from(problem);
    const Derived derived = derive(document);
    for (const StepBy by : both_ways()) {
        const WalkPlan plan = problem.plan(by);
        const std::int64_t forward = 9 * steps_per_window(plan);
        for (std::int64_t done = 0; done <= step_count(plan); ++done) {
            const auto filled = [&](GridId grid) {
                return grid_state(document, derived, plan, done, 0, grid).filled;
            };
            EXPECT_EQ(filled(GridId::Input), 16);
            EXPECT_EQ(filled(GridId::GradOutput), 9);
            EXPECT_EQ(filled(GridId::Output), std::min<std::int64_t>(done / steps_per_window(plan), 9));
            EXPECT_EQ(filled(GridId::GradInput), done < forward ? 0 : 16);
        }
    }
    WalkPlan plan = problem.plan(StepBy::Window);
    plan.forward_only = true;
    EXPECT_EQ(grid_state(document, derived, plan, 9, 0, GridId::GradInput).filled, 0);
    EXPECT_FALSE(cell_state(document, derived, plan, 9, 0, GridId::GradInput, {0, 0}).computed);
}

// Cells of one grid and plane as the walk shows them.
struct Shown {
    const WalkProblem& problem;
    const Document& document;
    const Derived& derived;
    const WalkPlan& plan;
};

void check_grid(const Shown& shown, std::int64_t done, std::int64_t plane, GridId grid,
                const std::vector<double>& expected, std::int64_t filled) {
    const GridState state = grid_state(shown.document, shown.derived, shown.plan, done, plane, grid);
    RC_ASSERT(state.filled == filled);
    RC_ASSERT(state.rows * state.cols == static_cast<std::int64_t>(expected.size()));
    RC_ASSERT(state.values->size() == expected.size());
    for (std::int64_t k = 0; k < state.rows * state.cols; ++k) {
        const Place place{k / state.cols, k % state.cols};
        const CellState cell = cell_state(shown.document, shown.derived, shown.plan, done, plane, grid, place);
        RC_ASSERT(cell.computed == (k < filled));
        if (k >= filled) continue;
        const auto index = static_cast<std::size_t>(k);
        RC_ASSERT(same_bits(cell.value, expected[index]));
        RC_ASSERT(same_bits((*state.values)[index], static_cast<float>(expected[index])));
    }
}

std::vector<double> plane_values(const AnyTensor& tensor, std::int64_t plane) {
    const Shape& shape = shape_of(tensor);
    std::vector<double> values;
    for (std::int64_t h = 0; h < shape.h; ++h)
        for (std::int64_t w = 0; w < shape.w; ++w) values.push_back(value_at(tensor, plane, h, w));
    return values;
}

template <class T>
void check_grids(const WalkProblem& problem, StepBy by) {
    const Document document = document_from(problem);
    const Derived derived = derive(document);
    const WalkPlan plan = problem.plan(by);
    const Shown shown{problem, document, derived, plan};
    const Replay<T> replay(problem.view(), plan.output, by);
    for (std::int64_t done = 0; done <= step_count(plan); ++done) {
        const auto& state = replay.states()[static_cast<std::size_t>(done)];
        for (std::int64_t p = 0; p < plan.output.planes(); ++p) {
            const auto& grad_input = state.grad_input[static_cast<std::size_t>(p)];
            const auto cells = static_cast<std::int64_t>(grad_input.size());
            check_grid(shown, done, p, GridId::GradInput, grad_input, state.backward ? cells : 0);
            check_grid(shown, done, p, GridId::Output, plane_values(derived.output, p),
                       state.outputs[static_cast<std::size_t>(p)]);
            check_grid(shown, done, p, GridId::Input, plane_values(problem.input, p), cells);
        }
    }
}

TEST(GridState, AgreesWithTheLoopsExecutedSlotBySlot) {
    EXPECT_TRUE(holds(300, [] {
        const bool single = *rc::gen::arbitrary<bool>();
        WalkProblem problem = draw_walk_problem(single ? DType::Float32 : DType::Float64, rounding_gradients());
        problem.rules = *rc::gen::elementOf(all_rules());
        for (const StepBy by : both_ways()) {
            RC_LOG() << problem << (by == StepBy::Window ? " by window\n" : " by comparison\n");
            if (single)
                check_grids<float>(problem, by);
            else
                check_grids<double>(problem, by);
        }
    }));
}

}  // namespace
}  // namespace poolwalk::test
