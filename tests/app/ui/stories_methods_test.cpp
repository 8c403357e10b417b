// Stories of the choice of a method and of a document held beside.
#include <gmock/gmock.h>

#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;

TEST(TheMethod, BringsItsRulesAndUndoTakesThemBack) {
    Driver d(example("ties"));
    d.choose("method", "im2col and col2im");
    EXPECT_EQ(d.state().document.method, "im2col");
    d.choose("method", "Window = stride, equality mask");
    EXPECT_EQ(d.state().document.rules.tie, TieRule::All);
    EXPECT_EQ(d.state().document.rules.overlap, OverlapRule::AssignWindow);
    d.ctrl(Key::Z);
    d.ctrl(Key::Z);
    EXPECT_EQ(d.state().document.method, "rules");
    EXPECT_EQ(d.state().document.rules.tie, TieRule::First);
}

TEST(TheMethod, GivesWayWhenARuleIsChangedByHand) {
    Driver d(example("overlap"));
    d.choose("method", "PyTorch max_pool2d");
    ASSERT_EQ(d.state().document.method, "pytorch");
    d.press(Key::T);
    EXPECT_EQ(d.state().document.method, "rules");
    EXPECT_EQ(d.state().document.rules.tie, TieRule::Last);
}

TEST(TheMethod, ThatCannotRunHereSaysWhy) {
    Driver d(example("overlap"));
    EXPECT_FALSE(d.shows("method_complaint"));
    d.choose("method", "Strided windows, a mask back");
    EXPECT_TRUE(d.shows("method_complaint"));
    d.press(Key::Right);
    EXPECT_FALSE(d.shows("code_line")) << "code that cannot run runs no line";
    d.click("stride.more");
    EXPECT_FALSE(d.shows("method_complaint")) << "kernel 2 and stride 2 is what it needs";
    EXPECT_EQ(d.state().document.method, "strided_mask");
    EXPECT_TRUE(d.shows("code_line"));
}

TEST(TheMethod, ShowsWhatAnArrayOfIntegersMakesOfFractions) {
    Driver d(example("seed-000-d"));
    EXPECT_EQ(d.state().document.method, "loops_break");
    EXPECT_TRUE(d.shows("of_integers"));
    d.choose("method", "The chosen rules");
    EXPECT_FALSE(d.shows("of_integers"));
}

TEST(TheMethod, OfAWriteUpsExampleIsItsOwn) {
    Driver d(example("overlap"));
    d.session.run(OpenExample{"seed-003-a"});
    EXPECT_EQ(d.state().document.method, "im2col");
    d.ctrl(Key::Z);
    EXPECT_EQ(d.state().document.method, "rules");
}

TEST(Holding, KeepsADocumentBesideWhileAnotherIsChanged) {
    Driver d(example("ties"));
    const scene::Rect wide = d.rect("X(0,0)");
    d.press(Key::K);
    EXPECT_LT(d.rect("X(0,0)").w, wide.w) << "the picture has half the room";
    d.choose("ties", "All (equality mask)");
    EXPECT_EQ(d.state().baseline->document.rules.tie, TieRule::First);
    d.press(KeyPress{.key = Key::K, .shift = true});
    EXPECT_EQ(d.state().document.rules.tie, TieRule::First);
    EXPECT_EQ(d.state().baseline->document.rules.tie, TieRule::All);
    d.menu("View", "hold");
    EXPECT_FALSE(d.state().baseline.has_value());
    EXPECT_EQ(d.rect("X(0,0)"), wide);
}

TEST(Holding, ACellUnderTheMouseLightsUpInBoth) {
    Driver d(example("ties"));
    const scene::Rect canvas = d.rect("canvas");
    d.press(Key::K);
    const scene::Rect mine = d.rect("X(1,1)");
    d.hover_at({mine.center().x - canvas.w / 2, mine.center().y});
    ASSERT_TRUE(d.state().view.hover.has_value());
    EXPECT_EQ(d.state().view.hover->cell, (Place{1, 1}));
    d.click_at({mine.center().x - canvas.w / 2, mine.center().y});
    EXPECT_FALSE(d.state().view.pinned.has_value()) << "the held one is to look at";
    d.click("X(1,1)");
    EXPECT_TRUE(d.state().view.pinned.has_value());
}

TEST(Holding, OutlivesTheOpeningOfAnotherExample) {
    Driver d(example("ties"));
    d.press(Key::K);
    d.session.run(OpenExample{"seed-001-b"});
    d.press(Key::End);
    d.press(Key::Left);
    EXPECT_EQ(d.state().baseline->document.title, "Ties and overlap");
    d.ctrl(Key::D2);
    d.press(Key::K);
    EXPECT_TRUE(d.state().baseline.has_value()) << "the key belongs to the walk";
}

TEST(RulesWorkspace, SaysWhereGradientIsMadeAndLost) {
    Driver d(example("ties"));
    d.click("rules");
    d.hover("card.all.assign_cell");
    d.frames(2);
    EXPECT_TRUE(d.shows("made_and_lost"));
    d.hover("card.first.accumulate");
    d.frames(2);
    ASSERT_TRUE(d.memory().pointing.hit.card.has_value());
    EXPECT_EQ(d.memory().pointing.hit.card->tie, TieRule::First);
}

TEST(RulesWorkspace, AnotherTieRuleMovesTheFrameOfThePresentOne) {
    Driver d(example("overlap"));
    d.click("rules");
    d.press(Key::O);
    EXPECT_EQ(d.state().document.rules.overlap, OverlapRule::AssignCell);
    d.ctrl(Key::Z);
    EXPECT_EQ(d.state().document.rules.overlap, OverlapRule::Accumulate);
    EXPECT_EQ(d.state().view.workspace, Workspace::Rules);
}

TEST(RulesWorkspace, ATileThatIsWalkedDropsTheMethod) {
    Driver d(example("seed-003-a"));
    ASSERT_EQ(d.state().document.method, "im2col");
    d.click("rules");
    d.click("card.all.accumulate");
    EXPECT_EQ(d.state().document.method, "rules");
}

TEST(CheckWorkspace, OpensOnTheLargestCell) {
    Driver d(example("overlap"));
    d.click("check");
    EXPECT_TRUE(d.shows("check_dx"));
    EXPECT_EQ(d.session.state().view.pinned, std::nullopt);
    EXPECT_FALSE(d.shows("corners")) << "without ties there are no corners";
}

TEST(CheckWorkspace, ListsTheIntervalsAtTies) {
    Driver d(example("ties"));
    d.click("check");
    EXPECT_TRUE(d.shows("corners"));
    d.session.run(Randomize{RandomKind::Distinct, 3});
    d.frames(2);
    EXPECT_FALSE(d.shows("corners"));
}

TEST(CheckWorkspace, AnInputTooLargeIsSaidAndLeavesTheRestWorking) {
    Driver d(example("overlap"));
    d.session.run(SetInput{"large", random_tensor(RandomKind::Distinct, DType::Float32, {1, 1, 200, 200}, 1)});
    d.click("check");
    EXPECT_FALSE(d.shows("check_error"));
    d.click("walk");
    EXPECT_EQ(d.state().view.workspace, Workspace::Walk);
}

}  // namespace
}  // namespace poolwalk::test
