#include "core/pool/pooling.h"

#include <gtest/gtest.h>

#include "core/doc/document.h"
#include "core/pool/max_pool.h"
#include "tests/core/pool/walk_problem.h"

namespace poolwalk::test {
namespace {

// Results with memory of their own.
struct BaselineTest {
    AnyTensor output, grad_input;
    Argmax argmax;
    BudgetTable budget;
    PoolResults into() { return {output, grad_input, argmax, budget}; }
};

BaselineTest pooled(const WalkProblem& p) {
    BaselineTest held;
    EXPECT_TRUE(pool(p.view(), held.into()));
    return held;
}

template <class T>
void expect_max_pool(const WalkProblem& p, const BaselineTest& got) {
    const auto& input = std::get<Tensor<T>>(p.input);
    const auto forward = max_pool_forward<T>(input, p.geometry, p.rules);
    const auto backward = max_pool_backward<T>(input, std::get<Tensor<T>>(p.grad_output), p.geometry, p.rules);
    RC_ASSERT(identical(got.output, forward.output));
    RC_ASSERT(identical(got.grad_input, backward.grad_input));
    RC_ASSERT(got.argmax.tensor() == forward.argmax);
}

void expect_max_pool(const WalkProblem& p, const BaselineTest& got) {
    if (dtype_of(p.input) == DType::Float32) expect_max_pool<float>(p, got);
    else expect_max_pool<double>(p, got);
}

bool same(const Budget& a, const Budget& b) {
    return identical(a.in, b.in) && identical(a.out, b.out) && identical(a.made, b.made) &&
           identical(a.overwritten, b.overwritten) && identical(a.dropped_for_nan, b.dropped_for_nan) &&
           identical(a.on_padding, b.on_padding) && identical(a.rounding, b.rounding) && a.windows == b.windows;
}

void expect_budget(const WalkProblem& p, const BudgetTable& got) {
    const BudgetTable want(p.view(), p.output());
    RC_ASSERT(got.contributes_to_nonzero() == want.contributes_to_nonzero());
    for (std::int64_t windows = 0; windows <= p.output().cells(); ++windows)
        RC_ASSERT(same(got.after(p.view(), windows), want.after(p.view(), windows)));
}

WalkProblem draw_any_problem() {
    WalkProblem p =
        draw_walk_problem(*rc::gen::arbitrary<bool>() ? DType::Float32 : DType::Float64, rounding_gradients());
    // Half of them are the kernels' work.
    if (*rc::gen::arbitrary<bool>()) p.rules = *rc::gen::elementOf(all_rules());
    RC_LOG() << p << "\n";
    return p;
}

TEST(Pooling, IsMaxPoolBitForBitUnderEveryRule) {
    EXPECT_TRUE(holds(1500, [] {
        const WalkProblem p = draw_any_problem();
        const BaselineTest held = pooled(p);
        expect_max_pool(p, held);
        expect_budget(p, held.budget);
    }));
}

// The windows that look at a cell of X, and the one that is given a cell of dY.
void edit(WalkProblem& p, BaselineTest& held) {
    const bool in_x = *rc::gen::arbitrary<bool>();
    AnyTensor& tensor = in_x ? p.input : p.grad_output;
    const Shape& shape = shape_of(tensor);
    const std::int64_t plane = draw(0, shape.planes() - 1), h = draw(0, shape.h - 1), w = draw(0, shape.w - 1);
    const auto& palettes = in_x ? few_values() : rounding_gradients();
    set_value(tensor, plane, h, w, draw_values(1, palettes).front());
    const Region cell{{h, h + 1}, {w, w + 1}};
    const Region windows = in_x ? windows_reaching(p.view(), p.output(), cell) : cell;
    repool(p.view(), held.into(), plane, windows);
}

TEST(Pooling, AnEditGivesWhatPoolingAnewGives) {
    EXPECT_TRUE(holds(1500, [] {
        WalkProblem p = draw_any_problem();
        BaselineTest held = pooled(p);
        for (int i = 0; i < 3; ++i) edit(p, held);
        expect_max_pool(p, held);
        expect_budget(p, held.budget);
    }));
}

TEST(Pooling, StopsWhenItIsToldTo) {
    WalkProblem p = overlap_example();
    for (const Rules& rules : {Rules{}, Rules{TieRule::Split}}) {
        p.rules = rules;
        BaselineTest held;
        EXPECT_FALSE(pool(p.view(), held.into(), [](double) { return false; }));
        double told = -1;
        EXPECT_TRUE(pool(p.view(), held.into(), [&](double part) {
            EXPECT_GE(part, told);
            told = part;
            return part <= 1;
        }));
        EXPECT_GE(told, 0);
    }
}

TEST(Argmax, KeepsPlacesOfEveryFormat) {
    struct Kept {
        Shape input;
        std::int64_t side, bytes;
    };
    for (const auto& [input, side, bytes] :
         {Kept{{1, 2, 16, 16}, 15, 2}, {{1, 2, 400, 300}, 9, 2}, {{1, 2, 301, 301}, 300, 4}}) {
        const Geometry geometry{.kernel = {side, side}, .stride = {1, 1}};
        Argmax argmax(input, geometry);
        EXPECT_EQ(std::ssize(argmax.bytes()), argmax.shape().cells() * bytes);
        EXPECT_EQ(argmax(1, 1, 1), -1);
        EXPECT_EQ(argmax.cell(1, {1, 1}), std::nullopt);
        const Place last{side, side};
        argmax.set_cell(1, {1, 1}, last);
        EXPECT_EQ(argmax.cell(1, {1, 1}), last);
        EXPECT_EQ(argmax(1, 1, 1), side * input.w + side);
        EXPECT_EQ(argmax.tensor()(1, 1, 1), side * input.w + side);
        EXPECT_EQ(argmax.tensor()(1, 0, 1), -1);
        argmax.set_cell(1, {1, 1}, {});
        EXPECT_EQ(argmax(1, 1, 1), -1);
    }
}

TEST(Pooling, KnowsWhatOneEditedWindowCosts) {
    WalkProblem p;
    p.input = Tensor<double>({1, 1, 5, 6});
    p.geometry = {.kernel = {2, 2}, .stride = {1, 1}};
    p.grad_output = Tensor<double>(output_shape({1, 1, 5, 6}, p.geometry));
    const Region window{{1, 2}, {1, 2}};
    EXPECT_EQ(windows_to_repool(p.view(), window), 1 + 3 * 3) << "itself, and those that hold a cell of it";
    p.rules.tie = TieRule::All;
    EXPECT_EQ(windows_to_repool(p.view(), window), 1 + 3 * 3 + 2 * 3 * 5) << "and their rows, for the accounts";
}

}  // namespace
}  // namespace poolwalk::test
