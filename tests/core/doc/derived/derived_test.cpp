#include "core/doc/derived/derived.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/io/session/case_file.h"
#include "core/pool/ledger/ledger.h"
#include "tests/core/pool/replay.h"
#include "tests/core/pool/walk_problem.h"
#include "tests/support/paths.h"

namespace poolwalk::test {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

Document document_from(const WalkProblem& p) { return {"", p.input, p.grad_output, p.geometry, p.rules}; }

AnyTensor tensor_from(const nlohmann::json& json) {
    const auto shape = json.at("shape").get<std::vector<std::int64_t>>();
    return make_tensor(DType::Float64, {shape[0], shape[1], shape[2], shape[3]},
                       json.at("data").get<std::vector<double>>());
}

TEST(Derive, ReproducesASeedCaseWhoseGradientIsSmaller) {
    std::ifstream file(source_path("tests/cases/seed-000-b.json"));
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
    EXPECT_TRUE(
        std::ranges::equal(derived.argmax.tensor().data(), json["argmax"]["data"].get<std::vector<std::int32_t>>()));
    const Shape& y = derived.output_shape;
    std::vector<std::int32_t> ties, hits;
    for (std::int64_t p = 0; p < y.planes(); ++p) {
        for (std::int64_t w = 0; w < y.plane_cells(); ++w)
            ties.push_back(static_cast<std::int32_t>(tie_count_at(problem.view(), p, {w / y.w, w % y.w})));
        const auto of_plane = hits_in(problem.view(), y, p, whole(shape_of(problem.input)), y.plane_cells());
        hits.insert(hits.end(), of_plane.begin(), of_plane.end());
    }
    EXPECT_EQ(ties, json["tie_count"]["data"].get<std::vector<std::int32_t>>());
    EXPECT_EQ(hits, json["hits"]["data"].get<std::vector<std::int32_t>>());
    EXPECT_EQ(derived.budget.total().windows, derived.output_shape.cells());
    EXPECT_FALSE(derived.input_has_nan);
}

template <class T>
void expect_max_pool(const Document& document, const std::string& name) {
    const auto& input = std::get<Tensor<T>>(*document.input);
    const Derived derived = derive(document);
    const auto forward = max_pool_forward<T>(input, document.geometry, document.rules);
    const auto backward =
        max_pool_backward<T>(input, std::get<Tensor<T>>(*document.grad_output), document.geometry, document.rules);
    EXPECT_TRUE(identical(derived.output, forward.output)) << name;
    EXPECT_TRUE(identical(derived.grad_input, backward.grad_input)) << name;
    EXPECT_EQ(derived.argmax.tensor(), forward.argmax) << name;
    const Shape& x = input.shape();
    for (std::int64_t p = 0; p < x.planes(); ++p) {
        const auto hits =
            hits_in(view_of(document), derived.output_shape, p, whole(x), derived.output_shape.plane_cells());
        for (std::int64_t i = 0; i < x.plane_cells(); ++i)
            EXPECT_EQ(hits[static_cast<std::size_t>(i)], backward.hits(p, i / x.w, i % x.w)) << name;
        for (std::int64_t w = 0; w < derived.output_shape.plane_cells(); ++w) {
            const Place at{w / derived.output_shape.w, w % derived.output_shape.w};
            EXPECT_EQ(tie_count_at(view_of(document), p, at), forward.tie_count(p, at.h, at.w)) << name;
        }
    }
}

TEST(Derive, IsMaxPoolBitForBitOnEveryCase) {
    int run = 0;
    for (const auto& entry : std::filesystem::directory_iterator(source_path("tests/cases"))) {
        std::ifstream file(entry.path());
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const auto problem = io::read_case(text, entry.path().filename().string());
        if (!problem || problem->network) continue;  // index.json, parameters to refuse, a training
        Document document = document_of(problem->id, problem->input, problem->geometry, problem->rules);
        if (problem->grad_output) document.grad_output = converted(*problem->grad_output, dtype_of(problem->input));
        if (dtype_of(problem->input) == DType::Float32) expect_max_pool<float>(document, problem->id);
        else expect_max_pool<double>(document, problem->id);
        ++run;
    }
    EXPECT_GT(run, 90);
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

void expect_same(const Derived& got, const Derived& want) {
    RC_ASSERT(identical(got.output, want.output));
    RC_ASSERT(identical(got.grad_input, want.grad_input));
    RC_ASSERT(got.argmax.tensor() == want.argmax.tensor());
    RC_ASSERT(got.budget.contributes_to_nonzero() == want.budget.contributes_to_nonzero());
    RC_ASSERT(identical(got.budget.total().out, want.budget.total().out));
    RC_ASSERT(got.input_has_nan == want.input_has_nan);
    RC_ASSERT(got.input_range == want.input_range);
    RC_ASSERT(got.gradient_range == want.gradient_range);
}

// One cell of X or dY, as a person would edit it.
EditedCell edit(Document& document) {
    const GridId grid = *rc::gen::arbitrary<bool>() ? GridId::Input : GridId::GradOutput;
    SharedTensor& tensor = grid == GridId::Input ? document.input : document.grad_output;
    const Shape shape = shape_of(*tensor);
    const EditedCell cell{grid, draw(0, shape.planes() - 1), {draw(0, shape.h - 1), draw(0, shape.w - 1)}};
    const auto& palettes = grid == GridId::Input ? few_values() : rounding_gradients();
    set_value(tensor.edit(), cell.plane, cell.cell.h, cell.cell.w, draw_values(1, palettes).front());
    return cell;
}

TEST(Derive, AfterEditsIsAsIfDerivedAnew) {
    EXPECT_TRUE(holds(600, [] {
        WalkProblem problem =
            draw_walk_problem(*rc::gen::arbitrary<bool>() ? DType::Float32 : DType::Float64, rounding_gradients());
        problem.rules = *rc::gen::elementOf(all_rules());
        Document document = document_from(problem);
        RC_LOG() << problem << "\n";
        Derived derived = derive(document);
        std::vector<EditedCell> cells;
        for (int i = 0; i < 3; ++i) cells.push_back(edit(document));
        rederive(document, cells, derived);
        expect_same(derived, derive(document));
    }));
}

// Large enough for peaks.
Document large_document() {
    Document document = document_of("", random_tensor(RandomKind::Distinct, DType::Float32, {1, 1, 300, 301}, 3),
                                    {.kernel = {3, 3}, .stride = {1, 1}, .pads = {1, 1, 1, 1}}, {});
    AnyTensor& dy = document.grad_output.edit();
    for (std::int64_t h = 0; h < shape_of(dy).h; ++h)
        for (std::int64_t w = 0; w < shape_of(dy).w; ++w)
            set_value(dy, 0, h, w, static_cast<double>(h * 7 % 31 - w * 11 % 23));
    return document;
}

// The part's blocks, found from all cells.
std::vector<float> blocks_of(const GridState& all, const GridPart& part, GridId grid) {
    const MaxPyramid::Of of = grid == GridId::GradInput || grid == GridId::GradOutput
                                  ? MaxPyramid::Of::FarthestFromZero
                                  : MaxPyramid::Of::Largest;
    std::vector<float> blocks;
    const std::int64_t side = std::int64_t{1} << part.level;
    for (std::int64_t row = part.row; row < part.row + part.rows; ++row)
        for (std::int64_t col = part.col; col < part.col + part.cols; ++col) {
            float held = (*all.values)[static_cast<std::size_t>(row * side * all.cols + col * side)];
            for (std::int64_t h = row * side; h < std::min((row + 1) * side, all.rows); ++h)
                for (std::int64_t w = col * side; w < std::min((col + 1) * side, all.cols); ++w)
                    held = MaxPyramid::of_both(of, held, (*all.values)[static_cast<std::size_t>(h * all.cols + w)]);
            blocks.push_back(of == MaxPyramid::Of::FarthestFromZero ? std::abs(held) : held);
        }
    return blocks;
}

TEST(GridState, APartIsWhatTheWholeHolds) {
    const Document document = large_document();
    const Derived derived = derive(document);
    for (const StepBy by : both_ways()) {
        const WalkPlan plan{derived.output_shape, document.geometry.kernel, by};
        const std::int64_t steps = step_count(plan);
        for (const std::int64_t done : {steps / 4, steps / 2, steps * 5 / 8 + 3, steps - 1, steps})
            for (const GridId grid : all_grids) {
                const GridState all = grid_state(document, derived, plan, done, 0, grid);
                for (int level = 0; level <= 5; ++level) {
                    const std::int64_t rows = ((all.rows - 1) >> level) + 1, cols = ((all.cols - 1) >> level) + 1;
                    for (const GridPart& part : {GridPart{level, 0, 0, rows, cols},
                                                 GridPart{level, rows / 3, cols / 4, rows / 2, cols / 5 + 1}}) {
                        const GridState state = grid_state(document, derived, plan, done, 0, grid, part);
                        EXPECT_EQ(state.filled, all.filled);
                        std::vector<float> got = *state.values;
                        if (grid == GridId::GradInput || grid == GridId::GradOutput)
                            for (float& value : got) value = std::abs(value);
                        EXPECT_EQ(got, blocks_of(all, part, grid))
                            << symbol_of(grid) << " level " << level << " done " << done;
                    }
                }
            }
    }
}

TEST(GridState, PartsFollowEdits) {
    Document document = large_document();
    Derived derived = derive(document);
    std::vector<EditedCell> cells;
    for (const std::int64_t h : {0, 150, 299})
        for (const GridId grid : {GridId::Input, GridId::GradOutput}) {
            const EditedCell cell{grid, 0, {grid == GridId::Input ? h : h / 2, h / 2}};
            SharedTensor& tensor = grid == GridId::Input ? document.input : document.grad_output;
            set_value(tensor.edit(), 0, cell.cell.h, cell.cell.w, 1e6 + static_cast<double>(h));
            cells.push_back(cell);
        }
    rederive(document, cells, derived);
    const Derived anew = derive(document);
    const WalkPlan plan{derived.output_shape, document.geometry.kernel};
    for (const GridId grid : all_grids)
        for (int level = 0; level <= 5; ++level) {
            const Shape& shape = shape_of(final_values(document, anew, grid));
            const GridPart part{level, 0, 0, ((shape.h - 1) >> level) + 1, ((shape.w - 1) >> level) + 1};
            EXPECT_EQ(*grid_state(document, derived, plan, step_count(plan), 0, grid, part).values,
                      *grid_state(document, anew, plan, step_count(plan), 0, grid, part).values);
        }
    EXPECT_EQ(derived.input_range, anew.input_range);
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
    const auto cells = cell_states(shown.document, shown.derived, shown.plan, done, plane, grid,
                                   {.rows = state.rows, .cols = state.cols});
    for (std::int64_t k = 0; k < state.rows * state.cols; ++k) {
        const Place place{k / state.cols, k % state.cols};
        const CellState cell = cell_state(shown.document, shown.derived, shown.plan, done, plane, grid, place);
        RC_ASSERT(cell.computed == (k < filled));
        RC_ASSERT(cells[static_cast<std::size_t>(k)].computed == cell.computed);
        RC_ASSERT(same_bits(cells[static_cast<std::size_t>(k)].value, cell.value));
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
            if (single) check_grids<float>(problem, by);
            else check_grids<double>(problem, by);
        }
    }));
}

}  // namespace
}  // namespace poolwalk::test
