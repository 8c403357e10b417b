#include "core/workspaces/idle_settings.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

#include "core/workspaces/workspaces.h"
#include "tests/core/doc/update/doc_support.h"

namespace poolwalk::scene {
namespace {

std::optional<IdleReason> reason(Setting setting, const Document& document) {
    const AppState state = start_state(document);
    const Derived derived = derive(document);
    return why_idle(setting, document, derived, row(Workspace::Walk).marks(state, derived, {}));
}

Document with(const Geometry& geometry, std::int64_t side = 4) {
    Document document = test::overlapping();
    document.input = test::counted(DType::Float64, {1, 1, side, side});
    document.geometry = geometry;
    document.grad_output = test::counted(DType::Float64, output_shape(document), 1);
    return document;
}

Document with_cell(double value) {
    Document document = test::overlapping();
    AnyTensor input = *document.input;
    std::get<Tensor<double>>(input)(0, 1, 2) = value;
    document.input = std::move(input);
    return document;
}

TEST(IdleSettings, SayThatThereAreNoTies) {
    EXPECT_EQ(reason(Setting::Ties, test::overlapping())->sentence, "No ties here: all 6 rules agree.");
    EXPECT_FALSE(reason(Setting::Ties, with_cell(11))) << "11 stands below it too";
    const Document document = test::overlapping();
    EXPECT_FALSE(why_idle(Setting::Ties, document, derive(document), {})) << "not counted yet";
}

TEST(IdleSettings, SayThatNoWindowsShareACell) {
    EXPECT_FALSE(reason(Setting::Overlap, test::overlapping()));
    EXPECT_TRUE(reason(Setting::Overlap, with({.kernel = {2, 2}, .stride = {2, 2}})));
    EXPECT_TRUE(reason(Setting::Overlap, with({.kernel = {4, 4}, .stride = {1, 1}}))) << "one window alone";
    EXPECT_FALSE(reason(Setting::Overlap, with({.kernel = {2, 2}, .stride = {2, 1}})));
    EXPECT_TRUE(reason(Setting::Overlap, with({.kernel = {2, 2}, .stride = {1, 1}, .dilation = {2, 2}})))
        << "a multiple of the dilation is two windows on, and there are two";
}

TEST(IdleSettings, SayThatThereIsNoNaN) {
    EXPECT_TRUE(reason(Setting::NaN, test::overlapping()));
    EXPECT_FALSE(reason(Setting::NaN, with_cell(std::nan(""))));
}

TEST(IdleSettings, SayThatDilationAndCeilModeChangeNothing) {
    EXPECT_FALSE(reason(Setting::Dilation, test::overlapping()));
    EXPECT_TRUE(reason(Setting::Dilation, with({.kernel = {1, 1}, .stride = {1, 1}})));
    EXPECT_TRUE(reason(Setting::CeilMode, with({.kernel = {2, 2}, .stride = {2, 2}})));
    EXPECT_FALSE(reason(Setting::CeilMode, with({.kernel = {3, 3}, .stride = {2, 2}})));
    EXPECT_FALSE(reason(Setting::CeilMode, with({.kernel = {3, 3}, .stride = {2, 2}, .ceil_mode = true})));
}

AnyTensor drawn(std::mt19937_64& random, const Shape& shape, std::uint64_t values) {
    std::vector<double> cells(static_cast<std::size_t>(shape.cells()));
    for (double& cell : cells) cell = static_cast<double>(1 + random() % values);
    return make_tensor(DType::Float64, shape, cells);
}

template <class Row, class Choose>
void expect_all_agree(const Document& document, std::span<const Row> rules, Choose&& choose) {
    const AnyTensor given = derive(document).grad_input;
    for (const Row& rule : rules) {
        Document other = document;
        choose(other.rules, rule.rule);
        EXPECT_TRUE(identical(derive(other).grad_input, given)) << rule.text.label;
    }
}

// What is said to make no difference makes none.
TEST(IdleSettings, AreIdleIndeed) {
    std::mt19937_64 random(5);
    const auto upto = [&](std::int64_t most) {
        return 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
    };
    int no_ties = 0, no_overlap = 0;
    for (int i = 0; i < 400; ++i) {
        const Document document = [&] {
            Document d = with({.kernel = {upto(3), upto(3)},
                               .stride = {upto(4), upto(4)},
                               .dilation = {upto(2), 1},
                               .ceil_mode = upto(2) == 1},
                              6);
            d.input = drawn(random, {1, 1, 6, 6}, 300);
            d.grad_output = drawn(random, output_shape(d), 9);
            return d;
        }();
        if (reason(Setting::Ties, document) && ++no_ties)
            expect_all_agree(document, tie_rules(), [](Rules& rules, TieRule rule) { rules.tie = rule; });
        if (reason(Setting::Overlap, document) && ++no_overlap)
            expect_all_agree(document, overlap_rules(), [](Rules& rules, OverlapRule rule) { rules.overlap = rule; });
    }
    EXPECT_GT(no_ties, 50);
    EXPECT_GT(no_overlap, 20);
}

}  // namespace
}  // namespace poolwalk::scene
