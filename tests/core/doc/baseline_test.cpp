#include "core/doc/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/doc/update/doc_support.h"

namespace poolwalk::test {
namespace {

AppState after(AppState state, std::initializer_list<Command> commands) {
    for (const Command& command : commands) state = update(std::move(state), command);
    return state;
}

AppState start() {
    return start_state(document_of("held", random_tensor(RandomKind::ManyTies, DType::Float64, {1, 1, 4, 4}, 5),
                                   {.kernel = {2, 2}, .stride = {1, 1}}, {}));
}

TEST(BaselineTest, StaysAsItWasWhileTheOtherChanges) {
    AppState state =
        after(start(), {SetBaseline{}, SetRules{{TieRule::All, {}, {}}}, SetCells{GridId::Input, {{0, {0, 0}, 9}}}});
    ASSERT_TRUE(state.baseline.has_value());
    EXPECT_EQ(state.baseline->document.rules.tie, TieRule::First);
    EXPECT_NE(value_at(*state.baseline->document.input, 0, 0, 0), 9);
    state = after(std::move(state), {Undo{}, Undo{}});
    EXPECT_TRUE(state.baseline.has_value()) << "undo is of the document alone";
    EXPECT_FALSE(after(std::move(state), {SetBaseline{false}}).baseline.has_value());
}

TEST(BaselineTest, SwapsAndComesBackByUndo) {
    AppState state = after(start(), {SetBaseline{}, SetRules{{TieRule::All, {}, {}}}, SwapBaseline{}});
    EXPECT_EQ(state.document.rules.tie, TieRule::First);
    EXPECT_EQ(state.baseline->document.rules.tie, TieRule::All);
    state = after(std::move(state), {Undo{}});
    EXPECT_EQ(state.document.rules.tie, TieRule::All);
}

TEST(BaselineTest, WalksAtTheSameWindow) {
    std::optional<BaselineNow> now;
    AppState state = after(start(), {SetBaseline{}, SetGeometry{{.kernel = {2, 2}, .stride = {2, 2}}}, Seek{6}});
    follow_baseline(state, now);
    ASSERT_TRUE(now.has_value());
    const Step mine = step_at(view_of(state.document), plan_of(state), *current_index(state));
    const Step other = step_at(view_of(now->state.document), plan_of(now->state), *current_index(now->state));
    EXPECT_EQ(mine.place.phase, other.place.phase);
    EXPECT_EQ(mine.place.window, other.place.window);
    state = after(std::move(state), {GoLast{}});
    follow_baseline(state, now);
    EXPECT_EQ(now->state.play.done, step_count(plan_of(now->state)));
    state = after(std::move(state), {GoFirst{}});
    follow_baseline(state, now);
    EXPECT_EQ(now->state.play.done, 0);
}

TEST(BaselineTest, PointsAtNothingThatItDoesNotHave) {
    std::optional<BaselineNow> now;
    AppState state = after(start(), {SetBaseline{}, Resize{{2, 1, 6, 6}}, Pin{CellRef{GridId::Input, 1, {5, 5}}},
                                     Hover{CellRef{GridId::Input, 1, {5, 5}}}, ChoosePlane{1}});
    follow_baseline(state, now);
    EXPECT_EQ(now->state.view.plane, 0);
    EXPECT_FALSE(now->state.view.pinned.has_value());
    EXPECT_FALSE(now->state.view.hover.has_value());
}

TEST(BaselineTest, SharesOneScaleOfColours) {
    std::optional<BaselineNow> now;
    AppState state = after(start(), {SetBaseline{}, SetCells{GridId::Input, {{0, {0, 0}, 90}}}});
    follow_baseline(state, now);
    Derived derived = derive(state.document);
    const ValueRange own = now->derived.input_range;
    share_ranges(*now, derived);
    EXPECT_EQ(now->derived.input_range, derived.input_range);
    EXPECT_EQ(derived.input_range.high, 90);
    EXPECT_LT(own.high, 90);
    EXPECT_FALSE(share_ranges(*now, derived));
}

}  // namespace
}  // namespace poolwalk::test
