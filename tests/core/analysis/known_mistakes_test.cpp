// Every row of the table of known mistakes: the mistake is made here once more, with loops of its own, on
// problems where it matters, over several rules; the diagnosis must name row and rules.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

#include "tests/core/analysis/diagnose_support.h"

namespace poolwalk::test {
namespace {

using Values = std::vector<double>;
using Make = std::function<Values(const Puzzle&, const Rules&)>;

constexpr Rules pytorch{};
constexpr Geometry padded{.kernel = {3, 2}, .stride = {2, 2}, .dilation = {1, 1}, .pads = {1, 1, 1, 1}};
constexpr Geometry square{.kernel = {3, 3}, .stride = {2, 2}, .dilation = {1, 1}, .pads = {1, 1, 1, 1}};
constexpr Geometry dilated{.kernel = {2, 2}, .stride = {1, 2}, .dilation = {2, 3}};

struct Mistake {
    Make make;
    Geometry geometry = padded;
    Shape x{2, 3, 6, 7};
};

std::size_t flat(const Shape& s, std::int64_t n, std::int64_t c, std::int64_t h, std::int64_t w) {
    return static_cast<std::size_t>(((n * s.c + c) * s.h + h) * s.w + w);
}

// Calls visit(n, c, h, w) in this order.
void each(const Shape& s, const std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t)>& visit) {
    for (std::int64_t n = 0; n < s.n; ++n)
        for (std::int64_t c = 0; c < s.c; ++c)
            for (std::int64_t h = 0; h < s.h; ++h)
                for (std::int64_t w = 0; w < s.w; ++w) visit(n, c, h, w);
}

Make scaled(double factor) {
    return [factor](const Puzzle& p, const Rules& rules) {
        Values dx = answer(p, rules);
        for (double& value : dx) value *= factor;
        return dx;
    };
}

// The right dX written down in another order of its axes.
Make in_order(const std::string& axes) {
    return [axes](const Puzzle& p, const Rules& rules) {
        const Values dx = answer(p, rules);
        const std::map<char, std::int64_t> sides{{'n', p.x.n}, {'c', p.x.c}, {'h', p.x.h}, {'w', p.x.w}};
        Values result;
        each({sides.at(axes[0]), sides.at(axes[1]), sides.at(axes[2]), sides.at(axes[3])},
             [&](auto a, auto b, auto c, auto d) {
                 const std::map<char, std::int64_t> at{{axes[0], a}, {axes[1], b}, {axes[2], c}, {axes[3], d}};
                 result.push_back(dx[flat(p.x, at.at('n'), at.at('c'), at.at('h'), at.at('w'))]);
             });
        return result;
    };
}

Values read_as_channels_last(const Puzzle& p, const Rules& rules) {
    const Values dx = answer(p, rules);
    Values result(dx.size());
    std::size_t next = 0;
    for (std::int64_t n = 0; n < p.x.n; ++n)
        for (std::int64_t h = 0; h < p.x.h; ++h)
            for (std::int64_t w = 0; w < p.x.w; ++w)
                for (std::int64_t c = 0; c < p.x.c; ++c) result[flat(p.x, n, c, h, w)] = dx[next++];
    return result;
}

// Where a cell's gradient lands when places are counted in the padded plane.
Make counted_in_padding(bool flat_index) {
    return [flat_index](const Puzzle& p, const Rules& rules) {
        const Values dx = answer(p, rules);
        Values result(dx.size(), 0);
        const Pads& pads = p.geometry.pads;
        each(p.x, [&](auto n, auto c, auto h, auto w) {
            std::int64_t to_h = h + pads.top, to_w = w + pads.left;
            if (flat_index) {
                const std::int64_t index = to_h * (p.x.w + pads.left + pads.right) + to_w;
                to_h = index / p.x.w;
                to_w = index % p.x.w;
            }
            if (to_h < p.x.h && to_w < p.x.w) result[flat(p.x, n, c, to_h, to_w)] = dx[flat(p.x, n, c, h, w)];
        });
        return result;
    };
}

Make changed(const std::function<void(Puzzle&)>& change) {
    return [change](const Puzzle& p, const Rules& rules) {
        Puzzle other = p;
        change(other);
        return answer(other, rules);
    };
}

Make with_geometry(const std::function<void(Geometry&)>& change) {
    return changed([change](Puzzle& p) { change(p.geometry); });
}

// The reference lays down only windows that fit: room behind the plane lets the others run over its edge.
Make with_stride(std::int64_t rows, std::int64_t cols) {
    return with_geometry([=](Geometry& g) {
        g.stride = {g.stride.rows + rows, g.stride.cols + cols};
        g.pads.bottom = g.pads.right = 40;
    });
}

Make with_dy(const std::function<Place(const Shape&, Place)>& from) {
    return changed([from](Puzzle& p) {
        const Values old = p.grad_output;
        each(p.dy, [&](auto n, auto c, auto h, auto w) {
            const Place place = from(p.dy, {h, w});
            p.grad_output[flat(p.dy, n, c, h, w)] = old[flat(p.dy, n, c, place.h, place.w)];
        });
    });
}

Values zeros_around(const Puzzle& p, const Rules& rules) {
    Puzzle wide = p;
    const Pads pads = std::exchange(wide.geometry.pads, Pads{});
    wide.x = {p.x.n, p.x.c, p.x.h + pads.top + pads.bottom, p.x.w + pads.left + pads.right};
    wide.input.assign(static_cast<std::size_t>(wide.x.cells()), 0);
    each(p.x, [&](auto n, auto c, auto h, auto w) {
        wide.input[flat(wide.x, n, c, h + pads.top, w + pads.left)] = p.input[flat(p.x, n, c, h, w)];
    });
    const Values dx = answer(wide, rules);
    Values result(p.input.size());
    each(p.x, [&](auto n, auto c, auto h, auto w) {
        result[flat(p.x, n, c, h, w)] = dx[flat(wide.x, n, c, h + pads.top, w + pads.left)];
    });
    return result;
}

const std::map<std::string, Mistake>& mistakes() {
    const auto replaces_grad_output_by_output = [](Puzzle& p) {
        p.grad_output = reference::pool<double>({p.input, p.grad_output, p.x, p.dy}, p.geometry, pytorch).y;
    };
    static const std::map<std::string, Mistake> all{
        {"zero", {scaled(0)}},
        {"negated", {scaled(-1)}},
        {"window_mean", {scaled(1.0 / 6)}},
        {"output_mean", {scaled(1.0 / (2 * 3 * 3 * 4))}},
        {"doubled", {scaled(2)}},
        {"transposed", {in_order("ncwh")}},
        {"channels_last", {in_order("nhwc")}},
        {"channels_first", {read_as_channels_last}},
        {"channels_moved", {in_order("nwch"), square, {2, 6, 6, 6}}},
        {"batch_channels", {in_order("cnhw"), padded, {3, 3, 6, 7}}},
        {"padded_place", {counted_in_padding(false)}},
        {"padded_index", {counted_in_padding(true)}},
        {"ones", {changed([](Puzzle& p) { std::ranges::fill(p.grad_output, 1); })}},
        {"pays_output", {changed(replaces_grad_output_by_output)}},
        {"zero_padding", {zeros_around}},
        {"no_padding", {with_geometry([](Geometry& g) {
             g.pads = {0, 0, 40, 40};
         })}},
        {"no_dilation",
         {with_geometry([](Geometry& g) {
              g.dilation = {1, 1};
          }),
          dilated}},
        {"kernel_swapped", {with_geometry([](Geometry& g) {
             g.kernel = {2, 3};
             g.pads.right = 2;
         })}},
        {"stride_plus", {with_stride(1, 1)}},
        {"stride_plus_rows", {with_stride(1, 0)}},
        {"stride_plus_cols", {with_stride(0, 1)}},
        {"stride_minus", {with_stride(-1, -1)}},
        {"stride_minus_rows", {with_stride(-1, 0)}},
        {"stride_minus_cols", {with_stride(0, -1)}},
        {"dy_transposed",
         {with_dy([](const Shape&, Place at) {
              return Place{at.w, at.h};
          }),
          square,
          {2, 3, 6, 6}}},
        {"dy_upside_down", {with_dy([](const Shape& s, Place at) {
             return Place{s.h - 1 - at.h, at.w};
         })}},
        {"dy_mirrored", {with_dy([](const Shape& s, Place at) {
             return Place{at.h, s.w - 1 - at.w};
         })}},
        {"dy_rotated", {with_dy([](const Shape& s, Place at) {
             return Place{s.h - 1 - at.h, s.w - 1 - at.w};
         })}},
        {"minimum", {changed([](Puzzle& p) {
             for (double& value : p.input) value = -value;
         })}},
    };
    return all;
}

class KnownMistakeTest : public testing::TestWithParam<std::string> {};

TEST_P(KnownMistakeTest, IsRecognised) {
    const Mistake& mistake = mistakes().at(GetParam());
    for (unsigned seed = 1; seed <= 3; ++seed)
        for (const Rules& rules : {pytorch, Rules{TieRule::Last, OverlapRule::AssignCell}, Rules{TieRule::All},
                                   Rules{TieRule::Split, OverlapRule::AssignWindow}}) {
            std::mt19937 random(seed);
            const Puzzle p = puzzle(mistake.x, mistake.geometry, random);
            const auto diagnosis = diagnosed(p, mistake.make(p, rules));
            ASSERT_TRUE(diagnosis) << diagnosis.error().message;
            EXPECT_TRUE(names(*diagnosis, GetParam(), rules))
                << rules_text(rules, true) << "; " << sentence(*diagnosis);
        }
}

INSTANTIATE_TEST_SUITE_P(Table, KnownMistakeTest, testing::ValuesIn([] {
                             std::vector<std::string> all;
                             for (const KnownMistake& mistake : known_mistakes()) all.emplace_back(mistake.name);
                             return all;
                         }()),
                         [](const auto& param_info) { return param_info.param; });

TEST(KnownMistakes, HaveNamesOfTheirOwn) {
    std::set<std::string_view> seen;
    for (const KnownMistake& mistake : known_mistakes()) {
        EXPECT_TRUE(seen.insert(mistake.name).second) << mistake.name;
        EXPECT_FALSE(mistake.clause.ends_with(".")) << mistake.name;
        EXPECT_NE(mistake.change != nullptr, mistake.source != nullptr || mistake.divisor != nullptr) << mistake.name;
    }
    EXPECT_EQ(seen.size(), mistakes().size());
}

TEST(KnownMistakes, AreFoundByTheirShapeToo) {
    std::mt19937 random(5);
    const Puzzle p = puzzle({2, 3, 6, 7}, padded, random);
    const std::map<std::string, Shape> shapes{{"transposed", {2, 3, 7, 6}},
                                              {"channels_last", {2, 6, 7, 3}},
                                              {"channels_moved", {2, 7, 3, 6}},
                                              {"batch_channels", {3, 2, 6, 7}}};
    const std::map<std::string, std::string> orders{
        {"transposed", "ncwh"}, {"channels_last", "nhwc"}, {"channels_moved", "nwch"}, {"batch_channels", "cnhw"}};
    for (const auto& [name, shape] : shapes) {
        const auto diagnosis =
            diagnosed(p, make_tensor(DType::Float64, shape, in_order(orders.at(name))(p, pytorch)));
        ASSERT_TRUE(diagnosis) << name << ": " << diagnosis.error().message;
        EXPECT_TRUE(names(*diagnosis, name, pytorch)) << name << ": " << sentence(*diagnosis);
    }
    Values wrong = in_order("nhwc")(p, pytorch);
    wrong[3] += 1;
    EXPECT_FALSE(diagnosed(p, make_tensor(DType::Float64, Shape{2, 6, 7, 3}, wrong)));
}

}  // namespace
}  // namespace poolwalk::test
