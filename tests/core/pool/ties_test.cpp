#include "core/pool/ties.h"

#include <gtest/gtest.h>

#include "tests/core/pool/walk_problem.h"

namespace poolwalk {
namespace {

using namespace test;

// The definition: each window pooled by itself.
template <class T>
void expect_as_counted(const RandomProblem<T>& p, const Rules& rules) {
    const AnyTensor input = Tensor<T>(p.input_shape, p.input), grad_output = Tensor<T>(p.grad_shape, p.grad_output);
    const PoolView view{input, grad_output, p.geometry, rules};
    for (std::int64_t plane = 0; plane < p.output_shape.planes(); ++plane) {
        const std::vector<std::uint8_t> tied = tied_windows(view, plane);
        RC_ASSERT(static_cast<std::int64_t>(tied.size()) == p.output_shape.plane_cells());
        for (std::int64_t i = 0; i < p.output_shape.plane_cells(); ++i) {
            const Place window{i / p.output_shape.w, i % p.output_shape.w};
            RC_ASSERT((tied[static_cast<std::size_t>(i)] != 0) == (tie_count_at(view, plane, window) > 1));
        }
    }
}

TEST(TiedWindows, AreThoseWhoseMaximumOccursMoreThanOnce) {
    EXPECT_TRUE(holds(1500, [] {
        const auto rules = *rc::gen::elementOf(all_rules());
        if (*rc::gen::arbitrary<bool>())
            expect_as_counted(draw_problem<float>(every_kind_of_number<float>(), gradients<float>()), rules);
        else expect_as_counted(draw_problem<double>(every_kind_of_number<double>(), gradients<double>()), rules);
    }));
}

// Blocks of a chain, with and without an end of their own.
TEST(TiedWindows, OfLongLinesAreFoundToo) {
    EXPECT_TRUE(holds(150, [] {
        RandomProblem<double> p;
        p.geometry.kernel = draw_pair(1, 9);
        p.geometry.stride = draw_pair(1, 5);
        p.geometry.dilation = draw_pair(1, 4);
        const Pair size = draw_pair(1, 40);
        p.geometry.pads = {draw(0, 9), draw(0, 9), draw(0, 9), draw(0, 9)};
        p.input_shape = {1, 1, size.rows, size.cols};
        RC_PRE(first_error(validate(p.input_shape, p.geometry)).empty());
        p.output_shape = p.grad_shape = output_shape(p.input_shape, p.geometry);
        p.input = draw_values<double>(p.input_shape.cells(), {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, {0, 1}});
        p.grad_output.resize(static_cast<std::size_t>(p.grad_shape.cells()), 1);
        expect_as_counted(p, {});
    }));
}

TEST(TiedWindows, CanBeStopped) {
    const AnyTensor input = make_tensor(DType::Float32, {1, 1, 64, 64}),
                    grad_output = make_tensor(DType::Float32, {1, 1, 33, 33});
    const Geometry geometry{.kernel = {32, 32}, .stride = {1, 1}};
    const Rules rules;
    const PoolView view{input, grad_output, geometry, rules};
    EXPECT_TRUE(tied_windows(view, 0, [](double) { return false; }).empty());
    EXPECT_EQ(tied_windows(view, 0, [](double) { return true; }), std::vector<std::uint8_t>(33 * 33, 1));
}

}  // namespace
}  // namespace poolwalk
