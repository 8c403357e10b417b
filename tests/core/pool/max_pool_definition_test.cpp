// What max pooling is, said as properties: nothing here knows how the engine or the reference works.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "core/pool/max_pool.h"
#include "core/pool/window.h"
#include "tests/core/pool/random_problem.h"

namespace poolwalk {
namespace {

using test::draw_problem;
using test::RandomProblem;
using Values = std::vector<std::vector<double>>;

// Divisible by every possible number of receivers, so that shares and their sums are exact.
const Values whole_shares{{720720.0, 2 * 720720.0, -3 * 720720.0, 0.0}};
const Values few_values{{0.0, 1.0, 2.0}, {1.0, 1.0, 5.0}};

double sum(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

template <class T>
bool same_plane(const Tensor<T>& a, std::int64_t plane_a, const Tensor<T>& b, std::int64_t plane_b) {
    const auto cells = [](const Tensor<T>& tensor, std::int64_t plane) {
        const auto size = static_cast<std::size_t>(tensor.shape().plane_cells());
        return tensor.data().subspan(static_cast<std::size_t>(plane) * size, size);
    };
    return std::ranges::equal(cells(a, plane_a), cells(b, plane_b));
}

Tensor<double> input_of(const RandomProblem<double>& p) { return {p.input_shape, p.input}; }
Tensor<double> grad_of(const RandomProblem<double>& p) { return {p.grad_shape, p.grad_output}; }

Backward<double> backward(const RandomProblem<double>& p, const Rules& rules) {
    return max_pool_backward(input_of(p), grad_of(p), p.geometry, rules);
}

// All values of a plane differ.
RandomProblem<double> draw_without_ties() {
    auto p = draw_problem<double>(few_values, whole_shares);
    std::vector<double> order(static_cast<std::size_t>(p.input_shape.plane_cells()));
    std::iota(order.begin(), order.end(), -5.0);
    for (std::size_t at = 0; at < p.input.size(); at += order.size()) {
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[static_cast<std::size_t>(test::draw(0, static_cast<std::int64_t>(i) - 1))]);
        std::copy(order.begin(), order.end(), p.input.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return p;
}

TEST(MaxPoolDefinition, OutputIsTheGreatestCellAndArgmaxNamesIt) {
    EXPECT_TRUE(test::holds(300, [] {
        const auto p = draw_problem<double>(few_values, whole_shares);
        const Tensor<double> input = input_of(p);
        for (const Rules& rules : test::all_rules()) {
            const auto forward = max_pool_forward(input, p.geometry, rules);
            for (std::int64_t plane = 0; plane < p.output_shape.planes(); ++plane)
                for (std::int64_t oh = 0; oh < p.output_shape.h; ++oh)
                    for (std::int64_t ow = 0; ow < p.output_shape.w; ++ow) {
                        std::multiset<double> cells;
                        for_each_cell(p.geometry, p.input_shape.h, p.input_shape.w, {oh, ow},
                                      [&](auto, auto, Place at) { cells.insert(input(plane, at.h, at.w)); });
                        const std::int64_t argmax = forward.argmax(plane, oh, ow);
                        RC_ASSERT((argmax == -1) == cells.empty());
                        if (cells.empty()) continue;
                        const double y = forward.output(plane, oh, ow);
                        RC_ASSERT(y == *cells.rbegin());
                        RC_ASSERT(input(plane, argmax / p.input_shape.w, argmax % p.input_shape.w) == y);
                        RC_ASSERT(forward.tie_count(plane, oh, ow) == static_cast<std::int32_t>(cells.count(y)));
                    }
        }
    }));
}

TEST(MaxPoolDefinition, AccumulatingRulesThatChooseOneCellConserveGradient) {
    EXPECT_TRUE(test::holds(300, [] {
        const auto p = draw_problem<double>(few_values, whole_shares);
        const auto argmax = max_pool_forward(input_of(p), p.geometry, {}).argmax;
        const Tensor<double> grad = grad_of(p);
        double paid = 0;
        for (std::int64_t plane = 0; plane < p.grad_shape.planes(); ++plane)
            for (std::int64_t oh = 0; oh < p.grad_shape.h; ++oh)
                for (std::int64_t ow = 0; ow < p.grad_shape.w; ++ow)
                    if (argmax(plane, oh, ow) >= 0) paid += grad(plane, oh, ow);
        for (const TieRule tie : {TieRule::First, TieRule::Last, TieRule::Split, TieRule::FirstColumnMajor})
            RC_ASSERT(sum(backward(p, {.tie = tie}).grad_input.data()) == paid);
    }));
}

TEST(MaxPoolDefinition, WithoutTiesEveryTieRuleIsFirst) {
    EXPECT_TRUE(test::holds(200, [] {
        const auto p = draw_without_ties();
        for (const auto& overlap : overlap_rules()) {
            const Rules first{.overlap = overlap.rule};
            const auto forward = max_pool_forward(input_of(p), p.geometry, first);
            const auto paid = backward(p, first);
            for (const auto& tie : tie_rules()) {
                const Rules rules{.tie = tie.rule, .overlap = overlap.rule};
                RC_ASSERT(max_pool_forward(input_of(p), p.geometry, rules).argmax == forward.argmax);
                RC_ASSERT(backward(p, rules).grad_input == paid.grad_input);
                RC_ASSERT(backward(p, rules).hits == paid.hits);
            }
        }
    }));
}

TEST(MaxPoolDefinition, CellsThatNoWindowCoversGetNothing) {
    EXPECT_TRUE(test::holds(200, [] {
        const auto p = draw_problem<double>(few_values, whole_shares);
        for (const Rules& rules : test::all_rules()) {
            const auto result = backward(p, rules);
            for (std::int64_t plane = 0; plane < p.input_shape.planes(); ++plane)
                for (std::int64_t h = 0; h < p.input_shape.h; ++h)
                    for (std::int64_t w = 0; w < p.input_shape.w; ++w) {
                        if (!windows_of(p.geometry, p.grad_shape, {h, w}).empty()) continue;
                        RC_ASSERT(result.grad_input(plane, h, w) == 0);
                        RC_ASSERT(result.hits(plane, h, w) == 0);
                    }
        }
    }));
}

TEST(MaxPoolDefinition, PermutingPlanesPermutesResults) {
    EXPECT_TRUE(test::holds(100, [] {
        auto p = draw_problem<double>(few_values, whole_shares);
        auto turned = p;
        const auto rotate = [&](std::vector<double>& values, const Shape& shape) {
            std::rotate(values.begin(), values.begin() + shape.plane_cells(), values.end());
        };
        rotate(turned.input, p.input_shape);
        rotate(turned.grad_output, p.grad_shape);
        for (const Rules& rules : test::all_rules()) {
            const auto a = max_pool_forward(input_of(p), p.geometry, rules);
            const auto b = max_pool_forward(input_of(turned), p.geometry, rules);
            const auto da = backward(p, rules), db = backward(turned, rules);
            const std::int64_t planes = p.input_shape.planes();
            for (std::int64_t plane = 0; plane < planes; ++plane) {
                const std::int64_t from = (plane + 1) % planes;
                RC_ASSERT(same_plane(b.output, plane, a.output, from));
                RC_ASSERT(same_plane(b.argmax, plane, a.argmax, from));
                RC_ASSERT(same_plane(db.grad_input, plane, da.grad_input, from));
                RC_ASSERT(same_plane(db.hits, plane, da.hits, from));
            }
        }
    }));
}

// Reading columns first is reading the transposed plane rows first.
TEST(MaxPoolDefinition, ColumnMajorIsFirstOfTheTransposed) {
    EXPECT_TRUE(test::holds(200, [] {
        const auto p = draw_problem<double>(few_values, whole_shares);
        auto t = p;
        const auto flip = [](Pair& pair) { std::swap(pair.rows, pair.cols); };
        flip(t.geometry.kernel), flip(t.geometry.stride), flip(t.geometry.dilation);
        t.geometry.pads = {p.geometry.pads.left, p.geometry.pads.top, p.geometry.pads.right, p.geometry.pads.bottom};
        const auto transposed = [](const Tensor<double>& from) {
            const Shape s = from.shape();
            Tensor<double> to({s.n, s.c, s.w, s.h});
            for (std::int64_t plane = 0; plane < s.planes(); ++plane)
                for (std::int64_t h = 0; h < s.h; ++h)
                    for (std::int64_t w = 0; w < s.w; ++w) to(plane, w, h) = from(plane, h, w);
            return to;
        };
        const Rules by_column{.tie = TieRule::FirstColumnMajor};
        const auto direct = backward(p, by_column).grad_input;
        const auto turned = max_pool_backward(transposed(input_of(p)), transposed(grad_of(p)), t.geometry, Rules{});
        RC_ASSERT(direct == transposed(turned.grad_input));
    }));
}

TEST(MaxPoolDefinition, WindowsOfIsTheInverseOfForEachCell) {
    EXPECT_TRUE(test::holds(500, [] {
        const auto p = draw_problem<double>(few_values, whole_shares);
        std::map<Place, std::vector<Place>> holders;
        for (std::int64_t oh = 0; oh < p.output_shape.h; ++oh)
            for (std::int64_t ow = 0; ow < p.output_shape.w; ++ow)
                for_each_cell(p.geometry, p.input_shape.h, p.input_shape.w, {oh, ow}, [&](auto r, auto c, Place at) {
                    RC_ASSERT(inside(at, p.input_shape.h, p.input_shape.w));
                    RC_ASSERT(slot_place(p.geometry, {oh, ow}, r, c) == at);
                    holders[at].push_back({oh, ow});
                });
        for (std::int64_t h = 0; h < p.input_shape.h; ++h)
            for (std::int64_t w = 0; w < p.input_shape.w; ++w) {
                const std::vector<Place>& windows = holders[(Place{h, w})];
                RC_ASSERT(windows_of(p.geometry, p.output_shape, {h, w}) == windows);
                RC_ASSERT(count_windows_of(p.geometry, p.output_shape, {h, w}) == std::ssize(windows));
                const auto span = window_span_of(p.geometry, p.output_shape, {h, w});
                RC_ASSERT(span.has_value() == !windows.empty());
                if (span) RC_ASSERT(span->first == windows.front() && span->last == windows.back());
                const Place any{test::draw(0, p.output_shape.h), test::draw(0, p.output_shape.w)};
                RC_ASSERT(count_windows_after(p.geometry, p.output_shape, {h, w}, any) ==
                          std::ranges::count_if(windows, [&](Place window) { return window > any; }));
            }
    }));
}

// The sum of dX changes by what contribute() says, whatever the rules.
TEST(MaxPoolDefinition, ContributionsBalance) {
    EXPECT_TRUE(test::holds(200, [] {
        const auto p = draw_problem<double>(few_values, whole_shares);
        const Tensor<double> input = input_of(p), grad = grad_of(p);
        for (const Rules& rules : test::all_rules()) {
            Tensor<double> dx(p.input_shape);
            PooledWindow<double> pooled;
            double balance = 0;
            for (std::int64_t oh = 0; oh < p.grad_shape.h; ++oh)
                for (std::int64_t ow = 0; ow < p.grad_shape.w; ++ow) {
                    pool_window<double>(std::as_const(input).plane(0), p.geometry, rules, {oh, ow}, pooled);
                    const GradientChange change =
                        contribute<double>(pooled, p.geometry, rules.overlap, grad(0, oh, ow), dx.plane(0));
                    balance += change.added;
                    RC_ASSERT(sum(dx.data()) == balance);
                }
        }
    }));
}

// After `slots` slots of the scan the window has seen those cells and no others.
TEST(MaxPoolDefinition, PoolingSomeSlotsSeesThoseOnly) {
    EXPECT_TRUE(test::holds(200, [] {
        const auto p = draw_problem<double>(few_values, whole_shares);
        const Tensor<double> input = input_of(p);
        const Pair kernel = p.geometry.kernel;
        const Place window{test::draw(0, p.output_shape.h - 1), test::draw(0, p.output_shape.w - 1)};
        const std::int64_t slots = test::draw(0, kernel.rows * kernel.cols);
        for (const TieRow& tie : tie_rules()) {
            std::multiset<double> seen;
            for (std::int64_t i = 0; i < slots; ++i) {
                const bool by_row = tie.scan == Scan::RowByRow;
                const Place at = by_row ? slot_place(p.geometry, window, i / kernel.cols, i % kernel.cols)
                                        : slot_place(p.geometry, window, i % kernel.rows, i / kernel.rows);
                if (inside(at, p.input_shape.h, p.input_shape.w)) seen.insert(input(0, at.h, at.w));
            }
            PooledWindow<double> pooled;
            pool_window<double>(input.plane(0), p.geometry, {.tie = tie.rule}, window, pooled, slots);
            RC_ASSERT(pooled.cells == static_cast<std::int64_t>(seen.size()));
            if (seen.empty()) continue;
            RC_ASSERT(pooled.value == *seen.rbegin());
            RC_ASSERT(pooled.maxima.size() == seen.count(pooled.value));
        }
    }));
}

}  // namespace
}  // namespace poolwalk
