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

TEST(Held, StaysAsItWasWhileTheOtherChanges) {
    AppState state =
        after(start(), {Hold{}, SetRules{{TieRule::All, {}, {}}}, SetCells{GridId::Input, {{0, {0, 0}, 9}}}});
    ASSERT_TRUE(state.held.has_value());
    EXPECT_EQ(state.held->document.rules.tie, TieRule::First);
    EXPECT_NE(value_at(*state.held->document.input, 0, 0, 0), 9);
    state = after(std::move(state), {Undo{}, Undo{}});
    EXPECT_TRUE(state.held.has_value()) << "undo is of the document alone";
    EXPECT_FALSE(after(std::move(state), {Hold{false}}).held.has_value());
}

TEST(Held, SwapsAndComesBackByUndo) {
    AppState state = after(start(), {Hold{}, SetRules{{TieRule::All, {}, {}}}, SwapHeld{}});
    EXPECT_EQ(state.document.rules.tie, TieRule::First);
    EXPECT_EQ(state.held->document.rules.tie, TieRule::All);
    state = after(std::move(state), {Undo{}});
    EXPECT_EQ(state.document.rules.tie, TieRule::All);
}

TEST(Held, WalksAtTheSameWindow) {
    std::optional<HeldNow> now;
    AppState state = after(start(), {Hold{}, SetGeometry{{.kernel = {2, 2}, .stride = {2, 2}}}, Seek{6}});
    follow_held(state, now);
    ASSERT_TRUE(now.has_value());
    const Step mine = step_at(view_of(state.document), plan_of(state), *current_index(state));
    const Step other = step_at(view_of(now->state.document), plan_of(now->state), *current_index(now->state));
    EXPECT_EQ(mine.place.phase, other.place.phase);
    EXPECT_EQ(mine.place.window, other.place.window);
    state = after(std::move(state), {GoLast{}});
    follow_held(state, now);
    EXPECT_EQ(now->state.play.done, step_count(plan_of(now->state)));
    state = after(std::move(state), {GoFirst{}});
    follow_held(state, now);
    EXPECT_EQ(now->state.play.done, 0);
}

TEST(Held, PointsAtNothingThatItDoesNotHave) {
    std::optional<HeldNow> now;
    AppState state = after(start(), {Hold{}, Resize{{2, 1, 6, 6}}, Pin{CellRef{GridId::Input, 1, {5, 5}}},
                                     Hover{CellRef{GridId::Input, 1, {5, 5}}}, ChoosePlane{1}});
    follow_held(state, now);
    EXPECT_EQ(now->state.view.plane, 0);
    EXPECT_FALSE(now->state.view.pinned.has_value());
    EXPECT_FALSE(now->state.view.hover.has_value());
}

TEST(Held, SharesOneScaleOfColours) {
    std::optional<HeldNow> now;
    AppState state = after(start(), {Hold{}, SetCells{GridId::Input, {{0, {0, 0}, 90}}}});
    follow_held(state, now);
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
