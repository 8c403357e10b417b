// im2col and col2im against the engine: the same maxima, the same argmax, the same dX, bit for bit.
#include "core/pool/columns.h"
#include "core/methods/columns_listing.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/analysis/rule_table.h"
#include "core/io/session/case_file.h"
#include "core/methods/method_requirements.h"
#include "core/methods/methods.h"
#include "tests/core/pool/walk_problem.h"
#include "tests/support/paths.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

ColumnsPlan plan_of(const WalkProblem& p) { return columns_plan(shape_of(p.input), p.geometry); }

// col2im as it is written down: the matrix dX_col in full, then every column added back, zeros and all.
template <class T>
Tensor<T> col2im(const PoolView& view, const ColumnsPlan& plan) {
    Tensor<T> dx(plan.input);
    for (std::int64_t j = 0; j < plan.columns(); ++j) {
        const PooledColumn pooled = pool_column(view, plan, j);
        for (std::int64_t i = 0; i < plan.rows(); ++i) {
            if (on_padding(plan, {i, j})) continue;
            const Place at = slot_of(plan, {i, j});
            dx(place_of_column(plan, j).plane, at.h, at.w) += static_cast<T>(pooled.grad_entry(i));
        }
    }
    return dx;
}

// What is wrong with the columns of a problem, held against the engine; or nothing.
template <class T>
std::string fault_of(const PoolView& view) {
    const ColumnsPlan plan = columns_plan(shape_of(view.input), view.geometry);
    const auto& input = std::get<Tensor<T>>(view.input);
    const auto forward = max_pool_forward<T>(input, view.geometry, view.rules);
    const auto backward =
        max_pool_backward<T>(input, std::get<Tensor<T>>(view.grad_output), view.geometry, view.rules);
    for (std::int64_t j = 0; j < plan.columns(); ++j) {
        const auto& [plane, window] = place_of_column(plan, j);
        if (column_of(plan, {plane, window}) != j) return "column " + std::to_string(j) + " is not found again";
        const PooledColumn pooled = pool_column(view, plan, j);
        if (!same_bits(pooled.maximum, static_cast<double>(forward.output(plane, window.h, window.w))))
            return "the maximum of column " + std::to_string(j) + " is not Y";
        const std::int64_t want = forward.argmax(plane, window.h, window.w);
        if ((want < 0) != (pooled.argmax < 0)) return "argmax is there or not";
        if (want < 0) continue;
        const Place at = slot_of(plan, {pooled.argmax, j});
        if (at.h * plan.input.w + at.w != want) return "argmax is another cell";
        if (!same_bits(entry_at(view, plan, {pooled.argmax, j}), pooled.maximum))
            return "Y is not the entry at argmax";
    }
    const AnyTensor dx = backward.grad_input;
    if (row(view.rules.overlap).adds) {
        const Tensor<T> added = col2im<T>(view, plan);
        for (std::size_t i = 0; i < added.data().size(); ++i)
            if (!same_bits(static_cast<double>(added.data()[i]), static_cast<double>(backward.grad_input.data()[i])))
                return "col2im differs at " + std::to_string(i);
    }
    std::vector<Place> cells;
    for (std::int64_t h = 0; h < plan.input.h; ++h)
        for (std::int64_t w = 0; w < plan.input.w; ++w) cells.push_back({h, w});
    for (std::int64_t p = 0; p < plan.input.planes(); ++p) {
        const auto all = added_back(view, plan, dx, plan.columns(), p, cells);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!same_bits(all[i], value_at(dx, p, cells[i].h, cells[i].w))) return "the end is not dX";
    }
    return {};
}

TEST(Columns, OrderIsRowOfWindowsThenWindowThenImageThenChannel) {
    const ColumnsPlan plan = columns_plan({2, 3, 3, 4}, {.kernel = {2, 2}, .stride = {1, 2}});
    ASSERT_EQ(plan.columns(), 2 * 2 * 2 * 3);
    std::int64_t j = 0;
    for (std::int64_t oh = 0; oh < 2; ++oh)
        for (std::int64_t ow = 0; ow < 2; ++ow)
            for (std::int64_t n = 0; n < 2; ++n)
                for (std::int64_t c = 0; c < 3; ++c, ++j)
                    EXPECT_EQ(place_of_column(plan, j), (ColumnPlace{n * 3 + c, {oh, ow}}));
}

TEST(Columns, ACellIsCopiedOnceForEachWindowThatHoldsIt) {
    const ColumnsPlan plan = columns_plan({1, 1, 4, 4}, {.kernel = {2, 2}, .stride = {1, 1}});
    EXPECT_THAT(copies_of(plan, 0, {1, 2}),
                ElementsAre(MatrixEntry{3, 1}, MatrixEntry{2, 2}, MatrixEntry{1, 4}, MatrixEntry{0, 5}));
    EXPECT_THAT(copies_of(plan, 0, {0, 0}), ElementsAre(MatrixEntry{0, 0}));
}

TEST(Columns, CopiesAndCellsAnswerEachOther) {
    EXPECT_TRUE(holds(60, [] {
        const WalkProblem p = draw_walk_problem(DType::Float32, whole_gradients());
        const ColumnsPlan plan = plan_of(p);
        std::int64_t entries = 0, padding = 0;
        for (std::int64_t plane = 0; plane < plan.input.planes(); ++plane)
            for (std::int64_t h = 0; h < plan.input.h; ++h)
                for (std::int64_t w = 0; w < plan.input.w; ++w)
                    for (const MatrixEntry entry : copies_of(plan, plane, {h, w})) {
                        ++entries;
                        RC_ASSERT((slot_of(plan, entry) == Place{h, w}));
                        RC_ASSERT(place_of_column(plan, entry.column).plane == plane);
                        RC_ASSERT(same_bits(entry_at(p.view(), plan, entry), value_at(p.input, plane, h, w)));
                    }
        for (std::int64_t j = 0; j < plan.columns(); ++j)
            for (std::int64_t i = 0; i < plan.rows(); ++i) padding += on_padding(plan, {i, j});
        RC_ASSERT(entries + padding == plan.rows() * plan.columns());
    }));
}

TEST(Columns, AgreeWithTheEngineOnAnyProblem) {
    EXPECT_TRUE(holds(150, [] {
        const bool single = draw(0, 1) == 1;
        const WalkProblem p = draw_walk_problem(single ? DType::Float32 : DType::Float64, rounding_gradients());
        RC_LOG() << p << "\n";
        RC_ASSERT((single ? fault_of<float>(p.view()) : fault_of<double>(p.view())) == "");
    }));
}

// After any number of columns dX is what the same windows leave in the engine, under every overlap rule.
TEST(Columns, AddedBackIsTheEnginesDxOfTheWindowsDone) {
    EXPECT_TRUE(holds(40, [] {
        const WalkProblem p = draw_walk_problem(DType::Float64, rounding_gradients());
        const ColumnsPlan plan = plan_of(p);
        const PoolView view = p.view();
        const AnyTensor dx = max_pool_backward<double>(std::get<Tensor<double>>(p.input),
                                                       std::get<Tensor<double>>(p.grad_output), p.geometry, p.rules)
                                 .grad_input;
        const std::int64_t columns = draw(0, plan.columns());
        Tensor<double> want(plan.input);
        PooledWindow<double> pooled;
        for (std::int64_t j = 0; j < columns; ++j) {
            const auto& [plane, window] = place_of_column(plan, j);
            if (!pool_column(view, plan, j).grad_output) continue;
            pool_window<double>(std::get<Tensor<double>>(p.input).plane(plane), p.geometry, p.rules, window, pooled);
            contribute<double>(pooled, p.geometry, p.rules.overlap,
                               value_at(p.grad_output, plane, window.h, window.w), want.plane(plane));
        }
        RC_LOG() << p << "; columns " << columns << "\n";
        for (std::int64_t plane = 0; plane < plan.input.planes(); ++plane)
            for (std::int64_t h = 0; h < plan.input.h; ++h)
                for (std::int64_t w = 0; w < plan.input.w; ++w)
                    RC_ASSERT(
                        same_bits(added_back(view, plan, dx, columns, plane, {{h, w}}).front(), want(plane, h, w)));
    }));
}

TEST(Columns, AgreeWithTheEngineOnEveryCaseFile) {
    int checked = 0;
    for (const auto& file : std::filesystem::directory_iterator(source_path("tests/cases"))) {
        std::ostringstream text;
        text << std::ifstream(file.path()).rdbuf();
        const auto read = io::read_case(text.str(), file.path().filename().string());
        if (!read || !read->grad_output) continue;
        const PoolView view{read->input, *read->grad_output, read->geometry, read->rules};
        if (!first_error(validate(shape_of(read->input), read->geometry)).empty()) continue;
        EXPECT_EQ(read->dtype == DType::Float32 ? fault_of<float>(view) : fault_of<double>(view), "") << file.path();
        ++checked;
    }
    EXPECT_GE(checked, 90);
}

TEST(ColumnsWalk, HasFourPhasesOfOneColumnAStep) {
    const ColumnsPlan plan = columns_plan({1, 1, 4, 4}, {.kernel = {2, 2}, .stride = {1, 1}});
    ASSERT_EQ(step_count(plan), 4 * 9);
    EXPECT_EQ(place_of(plan, 0), (ColumnsStep{ColumnsPhase::Gather, 0}));
    EXPECT_EQ(place_of(plan, 8), (ColumnsStep{ColumnsPhase::Gather, 8}));
    EXPECT_EQ(place_of(plan, 9), (ColumnsStep{ColumnsPhase::Argmax, 0}));
    EXPECT_EQ(place_of(plan, 35), (ColumnsStep{ColumnsPhase::Col2im, 8}));
    for (std::int64_t i = 0; i < step_count(plan); ++i) EXPECT_EQ(index_of(plan, place_of(plan, i)), i);
    EXPECT_EQ(columns_done(plan, ColumnsPhase::Argmax, 12), 3);
    EXPECT_EQ(columns_done(plan, ColumnsPhase::Gather, 12), 9);
    EXPECT_EQ(columns_done(plan, ColumnsPhase::Scatter, 12), 0);
}

TEST(ColumnsWalk, EachPhaseRunsItsLineOfTheMethodsCode) {
    const Listing listing = listing_of(*find_method("im2col"), {}, false, DType::Float64);
    const auto code = [&](ColumnsPhase phase) {
        const auto& lines = row(phase).backward ? listing.backward : listing.forward;
        const PhaseLines at = lines_of(phase, listing);
        return lines.at(at.first).text + " | " + lines.at(at.last).text;
    };
    EXPECT_THAT(code(ColumnsPhase::Gather), HasSubstr("col[k] = X["));
    const PhaseLines gather = lines_of(ColumnsPhase::Gather, listing);
    EXPECT_EQ(gather.first, gather.last) << "one line does it";
    EXPECT_THAT(code(ColumnsPhase::Argmax), testing::AllOf(HasSubstr("col.argmax(0)"), HasSubstr("| Y = ")));
    EXPECT_THAT(code(ColumnsPhase::Scatter), HasSubstr("put_along_axis(dcol, best, dY, 0)"));
    EXPECT_THAT(code(ColumnsPhase::Col2im), HasSubstr("dX[:, :, rows, cols] += win"));
}

TEST(ColumnsWalk, WatchesAreTheColumnsOwnNumbers) {
    const WalkProblem p = overlap_example();
    const ColumnsPlan plan = plan_of(p);
    const PoolView view = p.view();
    const auto watches = [&](ColumnsPhase phase) {
        const ColumnsStep step{phase, 4};
        return watches_of(view, plan, step, engine_step(view, plan, step));
    };
    const PooledColumn pooled = pool_column(view, plan, 4);
    EXPECT_EQ(watches(ColumnsPhase::Gather).at(0).expression, "col[:, 0, 0, 1, 1]");
    EXPECT_EQ(watches(ColumnsPhase::Argmax).at(0).value, std::to_string(pooled.argmax));
    EXPECT_EQ(watches(ColumnsPhase::Argmax).at(1).value, python_number(pooled.maximum));
    EXPECT_EQ(watches(ColumnsPhase::Scatter).at(0).value, python_number(*pooled.grad_output));
    EXPECT_THAT(watches(ColumnsPhase::Col2im).at(1).expression, HasSubstr("dX[0, 0, "));
}

std::string python() {
    for (const std::string candidate : {"python3", "/usr/bin/python3"})
        if (std::system((candidate + " -c 'import numpy' 2>/dev/null").c_str()) == 0) return candidate;
    return {};
}

// The method's own program, which keeps dX after every window and then holds each watch against its own arrays.
std::string program_that_checks_watches(const PoolView& view, const ColumnsPlan& plan) {
    std::string program = program_text(*find_method("im2col"), view, plan.output);
    const std::string pay = "  dX[:, :, rows, cols] += win\n";
    const std::size_t at = program.find(pay);
    EXPECT_NE(at, std::string::npos);
    program.insert(at + pay.size(), "  kept[i, j] = dX.copy()\n");
    program = "kept = {}\n" + program;
    for (std::int64_t index = 0; index < step_count(plan); ++index) {
        const ColumnsStep step = place_of(plan, index);
        const Place window = place_of_column(plan, step.column).window;
        program += "dX = kept[" + std::to_string(window.h) + ", " + std::to_string(window.w) + "]\n";
        for (auto [expression, value] : watches_of(view, plan, step, engine_step(view, plan, step))) {
            if (expression == "i, j") continue;
            std::ranges::replace(value, ' ', ',');
            program +=
                "assert np.array_equal(" + expression + ", np.array(" + value + ", X.dtype)), '" + expression + "'\n";
        }
    }
    return program + "print('all watches')\n";
}

TEST(ColumnsWalk, WatchesAreWhatTheMethodsProgramHolds) {
    const std::string interpreter = python();
    ASSERT_FALSE(interpreter.empty())
        << "python3 with NumPy is missing; install it with:  apt-get install python3-numpy";
    const Rules rules = *find_method("im2col")->rules;
    for (const Geometry& g :
         {Geometry{.kernel = {2, 2}, .stride = {1, 1}}, Geometry{}, Geometry{.kernel = {3, 3}, .stride = {1, 1}}}) {
        const Shape shape{2, 2, 4, 4};
        const AnyTensor input = make_tensor(DType::Float64, shape, [&] {
            std::vector<double> values(static_cast<std::size_t>(shape.cells()));
            for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i * 7 % 5) / 2;
            return values;
        }());
        const ColumnsPlan plan = columns_plan(shape, g);
        std::vector<double> dy(static_cast<std::size_t>(plan.output.cells()));
        for (std::size_t i = 0; i < dy.size(); ++i) dy[i] = static_cast<double>(i) - 3;
        const AnyTensor grad_output = make_tensor(DType::Float64, plan.output, dy);
        const ScratchFolder scratch;
        const std::string path = scratch.path() / "columns.py", said = path + ".said";
        std::ofstream(path) << program_that_checks_watches({input, grad_output, g, rules}, plan);
        EXPECT_EQ(std::system((interpreter + " " + path + " > " + said + " 2>&1").c_str()), 0);
        std::ostringstream text;
        text << std::ifstream(said).rdbuf();
        EXPECT_THAT(text.str(), HasSubstr("all watches"));
    }
}

TEST(ColumnsGrowth, IsTheEntriesOfTheMatrixOverTheCellsOfX) {
    const Growth overlap =
        growth_of(columns_plan({1, 1, 4, 4}, {.kernel = {2, 2}, .stride = {1, 1}}), DType::Float32);
    EXPECT_EQ(overlap.entries, 36);
    EXPECT_EQ(overlap.factor(), 2.25);
    EXPECT_EQ(overlap.bytes_each, 4);
    EXPECT_EQ(growth_of(columns_plan({2, 3, 4, 4}, {}), DType::Float64).factor(), 1);
    EXPECT_LT(growth_of(columns_plan({1, 1, 9, 9}, {.kernel = {2, 2}, .stride = {3, 3}}), DType::Float64).factor(),
              1);
}

TEST(ColumnsFit, SizesThatDoNotFitAreRefusedAsTheWriteUpDoes) {
    EXPECT_EQ(fit_error(columns_plan({1, 1, 4, 4}, {})), "");
    const ColumnsPlan plan = columns_plan({1, 1, 5, 7}, {.kernel = {2, 2}, .stride = {2, 3}});
    EXPECT_EQ(fit_along(plan, true).rest, 1);
    EXPECT_EQ(fit_along(plan, true).dropped, 1);
    EXPECT_EQ(fit_along(plan, false).rest, 2);
    const std::string complaint = fit_error(plan);
    EXPECT_THAT(complaint, HasSubstr("H_out = (5 - 2) / 2 + 1 is not a whole number"));
    EXPECT_THAT(complaint, HasSubstr("make 2 windows and drop the last row."));
    EXPECT_THAT(complaint, HasSubstr("drop the last 2 columns."));
    const ColumnsPlan up = columns_plan({1, 1, 5, 4}, {.ceil_mode = true});
    EXPECT_THAT(fit_error(up), testing::AllOf(HasSubstr("no cell of X is dropped"), Not(HasSubstr("W_out"))));
}

TEST(ColumnsFit, WhatIsDroppedIsInNoWindow) {
    EXPECT_TRUE(holds(100, [] {
        const WalkProblem p = draw_walk_problem(DType::Float32, whole_gradients());
        const ColumnsPlan plan = plan_of(p);
        RC_LOG() << p << "\n";
        const AxisFit fit = fit_along(plan, true);
        for (std::int64_t h = plan.input.h - fit.dropped; h < plan.input.h; ++h)
            for (std::int64_t w = 0; w < plan.input.w; ++w) RC_ASSERT(copies_of(plan, 0, {h, w}).empty());
        const bool plain = p.geometry.pads == Pads{} && !p.geometry.ceil_mode;
        if (plain) RC_ASSERT(fit.rest == fit.dropped);
        if (plain && p.geometry.kernel.rows == p.geometry.kernel.cols &&
            p.geometry.stride.rows == p.geometry.stride.cols && p.geometry.dilation == Pair{1, 1})
            RC_ASSERT(fit_error(plan).empty() ==
                      method_error(*find_method("im2col"), plan.input, plan.geometry).empty());
    }));
}

}  // namespace
}  // namespace poolwalk::test
