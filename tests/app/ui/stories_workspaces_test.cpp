// Stories of the Rules and Check workspaces, and of a walk whose document changes under it.
#include <gmock/gmock.h>

#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;

TEST(RulesWorkspace, ACardIsMadeTheReferenceAndAnotherIsWalked) {
    Driver d(example("ties"));
    d.ctrl(Key::D2);
    EXPECT_EQ(d.state().view.workspace, Workspace::Rules);
    d.click("card.all.accumulate.compare");
    EXPECT_EQ(d.state().view.reference.tie, TieRule::All);
    EXPECT_EQ(d.state().view.workspace, Workspace::Rules);
    d.click("card.split.assign_cell");
    EXPECT_EQ(d.state().view.workspace, Workspace::Walk);
    EXPECT_EQ(d.state().document.rules.tie, TieRule::Split);
    EXPECT_EQ(d.state().document.rules.overlap, OverlapRule::AssignCell);
}

TEST(RulesWorkspace, ShowsACardForEveryPairOfRules) {
    Driver d(example("ties"));
    d.click("rules");
    for (const TieRow& tie : tie_rules())
        for (const OverlapRow& overlap : overlap_rules())
            EXPECT_TRUE(d.shows("card." + std::string(tie.text.name) + "." + std::string(overlap.text.name)));
    EXPECT_TRUE(d.shows("verdict"));
}

TEST(RulesWorkspace, TheCardUnderTheMouseIsExplained) {
    Driver d(example("ties"));
    d.click("rules");
    d.hover("card.all.assign_window");
    ASSERT_TRUE(d.memory().pointing.hit.card.has_value());
    EXPECT_EQ(d.memory().pointing.hit.card->tie, TieRule::All);
}

TEST(RulesWorkspace, TheKeysOfTheWalkRest) {
    Driver d(example("ties"));
    d.click("rules");
    d.press(Key::Space);
    d.press(Key::Right);
    EXPECT_FALSE(d.state().play.playing);
    EXPECT_EQ(d.state().play.done, 0);
    d.press(Key::T);
    EXPECT_EQ(d.state().document.rules.tie, TieRule::Last) << "rules can be changed anywhere";
}

TEST(CheckWorkspace, StepArithmeticAndCellAreChosen) {
    Driver d(example("ties"));
    d.click("check");
    EXPECT_EQ(d.state().view.workspace, Workspace::Check);
    d.choose("check_arithmetic", "float32");
    EXPECT_EQ(d.state().view.check.arithmetic, DType::Float32);
    const scene::Rect slider = d.rect("check_h");
    d.click_at({slider.x + slider.w * 0.3f, slider.center().y});
    EXPECT_LT(d.state().view.check.h, 1e-6);
    EXPECT_TRUE(d.shows("check_error"));
    EXPECT_TRUE(d.shows("check_notebook"));
}

TEST(CheckWorkspace, APastedGradientIsDiagnosedAndItsRulesWalked) {
    Driver d(example("ties"));
    d.click("check");
    d.clipboard = "0 3 4 0\n3 0 10 0\n0 8 1 0\n0 0 0 0\n";
    d.click("claim_paste");
    d.frames(2);
    ASSERT_TRUE(d.shows("diagnosis"));
    d.click("walk_diagnosis");
    EXPECT_EQ(d.state().document.rules.tie, TieRule::All);
    EXPECT_EQ(d.state().document.rules.overlap, OverlapRule::Accumulate);
    EXPECT_EQ(d.state().view.workspace, Workspace::Walk);
}

TEST(CheckWorkspace, AGradientAsPyTorchPrintsItIsDiagnosed) {
    Driver d(example("ties"));
    d.click("check");
    d.clipboard =
        ">>> x.grad\ntensor([[[[ 0.,  3.,  4.,  0.],\n          [ 3.,  0., 10.,  0.],\n"
        "          [ 0.,  8.,  1.,  0.],\n          [ 0.,  0.,  0.,  0.]]]], device='cuda:0')\n>>> ";
    d.click("claim_paste");
    d.frames(2);
    ASSERT_TRUE(d.shows("diagnosis"));
    d.click("walk_diagnosis");
    EXPECT_EQ(d.state().document.rules.tie, TieRule::All);
}

TEST(CheckWorkspace, WhatIsTakenForRoundingCanBeChosen) {
    Driver d(example("ties"));
    d.click("check");
    d.session.run(SetRules{{TieRule::All}});
    AnyTensor off = d.session.derived().grad_input;
    set_value(off, 0, 0, 1, value_at(off, 0, 0, 1) + 0.25);
    d.session.run(SetRules{});
    d.session.run(SetClaim{"mine", off});
    d.frames(2);
    ASSERT_TRUE(d.shows("diagnosis"));
    EXPECT_FALSE(d.shows("walk_diagnosis")) << "no rule explains it";
    d.drag_by("check_rtol", {400, 0});
    ASSERT_TRUE(d.state().view.check.rtol);
    EXPECT_NEAR(*d.state().view.check.rtol, 0.1, 1e-9) << "at the right end";
    d.frames(2);
    EXPECT_TRUE(d.shows("walk_diagnosis"));
    d.drag_by("check_rtol", {-800, 0});
    EXPECT_FALSE(d.state().view.check.rtol) << "as the numbers were given";
}

TEST(CheckWorkspace, SaysThatDYIsOneEverywhere) {
    Driver d(example("ties"));
    d.click("check");
    d.session.run(SetClaim{"mine", d.session.derived().grad_input});
    d.frames(2);
    EXPECT_FALSE(d.shows("dy_is_one"));
    d.session.run(SetInput{"pasted", *d.state().document.input});
    d.frames(2);
    EXPECT_TRUE(d.shows("dy_is_one"));
    d.session.run(SetCells{GridId::GradOutput, {{0, {0, 0}, 2}}});
    d.frames(2);
    EXPECT_FALSE(d.shows("dy_is_one"));
}

TEST(InputPanel, TurnsTheAxesAndBack) {
    Driver d;
    EXPECT_FALSE(d.shows("layout")) << "one plane has no channels";
    d.session.run(SetInput{"pasted", make_tensor(DType::Float64, {2, 6, 6, 3}, 1.0)});
    d.session.run(ShowAllSettings{});
    d.frames(2);
    d.choose("layout", "N H W C");
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{2, 3, 6, 6}));
    d.choose("layout", "N C H W");
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{2, 6, 6, 3}));
}

TEST(InputPanel, AsksOnceWhetherTheChannelsComeLast) {
    Driver d;
    const AnyTensor x = make_tensor(DType::Float64, {2, 6, 6, 3}, 1.0);
    const OpenDocument open{.document = document_of("x.npy", x, plain_geometry(shape_of(x)), {}),
                            .may_be_nhwc = true};
    d.session.run(open);
    d.frames(2);
    ASSERT_TRUE(d.shows("question") && !d.shows("answer_no"));
    d.press(Key::D);
    EXPECT_TRUE(d.shows("question")) << "there is no third way";
    d.press(Key::Enter);
    EXPECT_FALSE(d.shows("question"));
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{2, 3, 6, 6}));
    d.session.run(open);
    d.frames(2);
    d.press(Key::Escape);
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{2, 6, 6, 3}));
}

TEST(CheckWorkspace, AGradientOfAnotherShapeIsRefused) {
    Driver d(example("ties"));
    d.click("check");
    d.clipboard = "1 2 3\n";
    d.click("claim_paste");
    d.frames(2);
    ASSERT_TRUE(d.state().claim.has_value());
    EXPECT_FALSE(d.shows("diagnosis"));
    d.click("claim_drop");
    EXPECT_FALSE(d.state().claim.has_value());
}

TEST(CheckWorkspace, TextThatIsNoArrayIsRefusedWithASentence) {
    Driver d(example("ties"));
    d.click("check");
    d.clipboard = "1 2\n3 x\n";
    d.click("claim_paste");
    EXPECT_FALSE(d.state().claim.has_value());
    EXPECT_TRUE(d.state().notice.is_error);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("line 2"));
}

TEST(TheWalk, KeepsItsPlaceWhenTheDocumentChangesUnderIt) {
    Driver d;
    d.session.run(Seek{14});
    d.click("stride.more");
    EXPECT_EQ(d.state().document.geometry.stride, (Pair{2, 2}));
    const StepPlace place = place_of(plan_of(d.state()), d.state().play.done - 1);
    EXPECT_EQ(place.phase, Phase::Backward) << "the same half of the walk";
    EXPECT_EQ(place.window, (Place{1, 1}));
}

}  // namespace
}  // namespace poolwalk::test
