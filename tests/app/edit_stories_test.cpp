// Stories of changing things: cells, windows, rules, files, the other workspaces.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "driver.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;

TEST(EditStory, DigitsOnAPinnedCellAreTyped) {
    Driver d;
    d.click("X(0,0)");
    d.type("12.5");
    d.press(Key::Enter);
    EXPECT_EQ(d.x(0, 0), 12.5);
    EXPECT_EQ(d.state().view.pinned->cell, (Place{1, 0})) << "Enter moves down";
    d.type("-3");
    d.press(Key::Tab);
    EXPECT_EQ(d.x(1, 0), -3);
    EXPECT_EQ(d.state().view.pinned->cell, (Place{1, 1})) << "Tab moves right";
}

TEST(EditStory, DoubleClickEditsAndEscapeLeaves) {
    Driver d;
    d.double_click("dY(0,0)");
    EXPECT_TRUE(d.shows("editor"));
    d.type("7");
    d.press(Key::Escape);
    EXPECT_EQ(value_at(*d.state().document.grad_output, 0, 0, 0), 1);
    d.double_click("dY(0,0)");
    d.type("7");
    d.press(Key::Enter);
    EXPECT_EQ(value_at(*d.state().document.grad_output, 0, 0, 0), 7);
    EXPECT_EQ(d.dx(1, 1), 9) << "7 + 2 + 0: dX follows";
}

TEST(EditStory, NanAndInfinitiesCanBeTyped) {
    Driver d;
    d.double_click("X(0,0)");
    d.type("nan");
    d.press(Key::Enter);
    EXPECT_TRUE(std::isnan(d.x(0, 0)));
    d.double_click("X(0,1)");
    d.type("-inf");
    d.press(Key::Enter);
    EXPECT_EQ(d.x(0, 1), -INFINITY);
}

TEST(EditStory, WhatIsNoNumberIsExplainedAndChangesNothing) {
    Driver d;
    d.click("X(0,0)");
    d.type("1x");
    d.press(Key::Enter);
    EXPECT_TRUE(d.shows("editor")) << "it stays open";
    EXPECT_THAT(d.session().memory().editor->wrong, HasSubstr("\"1x\" is not a number"));
    EXPECT_EQ(d.x(0, 0), 1);
    EXPECT_EQ(d.state().history.size(), 0u);
    d.press(Key::Backspace);
    d.press(Key::Enter);
    EXPECT_FALSE(d.shows("editor"));
}

TEST(EditStory, LettersAreShortcutsUntilAnEditHasBegun) {
    Driver d;
    d.click("X(0,0)");
    d.press(Key::T);
    EXPECT_EQ(d.state().document.rules.tie, TieRule::Last);
    d.type("5");
    d.press(Key::T);
    EXPECT_EQ(d.state().document.rules.tie, TieRule::Last) << "now it is a letter";
}

TEST(EditStory, ComputedGridsCannotBeTypedInto) {
    Driver d;
    d.press(Key::End);
    d.click("Y(0,0)");
    d.type("5");
    EXPECT_FALSE(d.shows("editor"));
    d.double_click("dX(0,0)");
    EXPECT_FALSE(d.shows("editor"));
}

TEST(EditStory, UndoAndRedoByKeys) {
    Driver d;
    d.click("X(0,0)");
    d.type("9");
    d.press(Key::Enter);
    d.press(Key::Z, true);
    EXPECT_EQ(d.x(0, 0), 1);
    d.press(Key::Z, true, true);
    EXPECT_EQ(d.x(0, 0), 9);
}

TEST(EditStory, AnOpenEditDoesNotOutliveItsDocument) {
    Driver d;
    d.click("X(0,0)");
    d.type("8");
    d.session().run(OpenExample{"ties"});
    d.frames(2);
    d.press(Key::Enter);
    EXPECT_EQ(d.x(0, 0), 3) << "the number of the example";
}

TEST(EditStory, CopySelectedCells) {
    Driver d;
    d.drag("X(0,0)", "X(1,1)");
    EXPECT_EQ(d.state().view.selected_to, (Place{1, 1}));
    d.press(Key::C, true);
    EXPECT_EQ(d.clipboard(), "1.0\t3.0\n4.0\t6.0\n");
}

TEST(EditStory, ShiftClickExtendsTheSelection) {
    Driver d;
    d.click("X(1,1)");
    d.shift(true);
    d.click("X(3,2)");
    d.shift(false);
    EXPECT_EQ(d.state().view.selected_to, (Place{3, 2}));
}

TEST(EditStory, WhatIsNotComputedIsNotCopied) {
    Driver d;
    d.set_clipboard("before");
    d.click("dX(0,0)");
    d.press(Key::C, true);
    EXPECT_EQ(d.clipboard(), "before");
    EXPECT_TRUE(d.state().notice.is_error);
}

TEST(EditStory, PasteAtThePinnedCell) {
    Driver d;
    d.set_clipboard("10\t20\n30\t40\n");
    d.click("X(3,3)");
    d.press(Key::V, true);
    EXPECT_EQ(d.x(3, 3), 10);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("3 pasted cells did not fit"));
    EXPECT_EQ(d.state().history.size(), 1u) << "one paste, one undo";
}

TEST(EditStory, PasteAWholeMatrixAsX) {
    Driver d;
    d.set_clipboard("[[1. 2. 3.]\n [4. 5. 6.]]");
    d.click("paste_link");
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 1, 2, 3}));
    d.set_clipboard("1, 2\n3, x");
    d.click("paste_link");
    EXPECT_TRUE(d.state().notice.is_error);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("line 2"));
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 1, 2, 3}));
}

TEST(EditStory, SteppersChangeTheWindowAndStopAtWhatIsValid) {
    Driver d;
    d.click("kernel.more");
    EXPECT_EQ(d.state().document.geometry.kernel, (Pair{3, 3}));
    d.click("kernel.more");
    EXPECT_EQ(d.state().document.geometry.kernel, (Pair{4, 4}));
    d.click("kernel.more");
    EXPECT_EQ(d.state().document.geometry.kernel, (Pair{4, 4})) << "5 would not fit";
    d.click("dilation.less");
    EXPECT_EQ(d.state().document.geometry.dilation, (Pair{1, 1}));
}

TEST(EditStory, ADragIsOneUndoAndLosesNothing) {
    Driver d;
    const Document before = d.state().document;
    d.drag_by("padding.0", 60);
    EXPECT_GT(d.state().document.geometry.pads.top, 0);
    EXPECT_EQ(d.state().history.size(), 1u);
    d.press(Key::Z, true);
    EXPECT_TRUE(identical(d.state().document, before));
}

TEST(EditStory, ATypedNumberThatDoesNotFitIsExplained) {
    Driver d;
    d.click("kernel.0");  // a click without a drag types
    d.frames(2);
    d.type("9");
    d.frames(2);
    ASSERT_TRUE(d.session().memory().typed.has_value());
    EXPECT_THAT(refusal(d.session().memory().typed->problems), HasSubstr("the window spans"));
    EXPECT_EQ(d.state().document.geometry.kernel, (Pair{2, 2})) << "the last valid picture stays";
    d.press(Key::T);
    EXPECT_EQ(d.state().document.rules.tie, TieRule::First) << "a field has the keys";
}

TEST(EditStory, CeilModeAndPadding) {
    Driver d("seed-004-c");
    d.click("ceil");
    EXPECT_TRUE(d.state().document.geometry.ceil_mode);
    EXPECT_EQ(output_shape(d.state().document), (Shape{1, 1, 3, 4}));
}

TEST(EditStory, RulesByCombosAndKeys) {
    Driver d("ties");
    d.choose("ties", "All (equality mask)");
    EXPECT_EQ(d.state().document.rules.tie, TieRule::All);
    d.choose("overlap", "Assign window");
    EXPECT_EQ(d.state().document.rules.overlap, OverlapRule::AssignWindow);
    d.choose("nan", "No match (==)");
    EXPECT_EQ(d.state().document.rules.nan, NanRule::NoMatch);
    d.press(Key::O);
    EXPECT_EQ(d.state().document.rules.overlap, OverlapRule::Accumulate);
    EXPECT_EQ(d.session().derived().budget.total().out, 29);
}

TEST(EditStory, ExamplesByComboAndMenu) {
    Driver d;
    d.choose("example", "Ties and overlap");
    EXPECT_EQ(d.state().document.title, "Ties and overlap");
    d.click("menu/File");
    d.hover("menu/examples");
    d.frames(30);
    ASSERT_TRUE(d.shows("menu/example/overlap"));
    d.click("menu/example/overlap");
    EXPECT_EQ(d.state().document.title, "Overlap, no ties");
}

TEST(EditStory, RandomAndResize) {
    Driver d;
    d.click("random");
    d.click("random_distinct");
    EXPECT_EQ(d.state().document.title, "random");
    d.session().run(Resize{{2, 1, 5, 6}});
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{2, 1, 5, 6}));
    d.frames(2);
    EXPECT_TRUE(d.shows("plane.1"));
}

class Folder {
public:
    Folder() : path_(std::filesystem::path(testing::TempDir()) / "poolwalk file stories") {
        std::filesystem::create_directories(path_);
        std::ofstream(path_ / "good.csv") << "1,2\n3,4\n";
        std::ofstream(path_ / "bad.csv") << "1,2\n3\n";
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

TEST(EditStory, FilesOpenFromTheListAndBadOnesChangeNothing) {
    const Folder folder;
    Driver d;
    d.press(Key::O, true);
    EXPECT_TRUE(d.shows("file_list"));
    d.session().run(ShowFiles{true, folder.path()});
    d.frames(2);
    d.click("file/bad.csv");
    EXPECT_TRUE(d.state().notice.is_error);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("bad.csv"));
    EXPECT_EQ(d.state().document.title, "Overlap, no ties");
    d.click("file/good.csv");
    EXPECT_EQ(d.state().document.title, "good.csv");
    EXPECT_FALSE(d.shows("file_list"));
}

TEST(RulesStory, ACardIsComparedAndWalked) {
    Driver d("ties");
    d.press(Key::D2, true);
    EXPECT_EQ(d.state().view.workspace, Workspace::Rules);
    d.click("card.all.accumulate.compare");
    EXPECT_EQ(d.state().view.reference.tie, TieRule::All);
    EXPECT_EQ(d.state().view.workspace, Workspace::Rules);
    d.click("card.split.assign_cell");
    EXPECT_EQ(d.state().view.workspace, Workspace::Walk);
    EXPECT_EQ(d.state().document.rules.tie, TieRule::Split);
    EXPECT_EQ(d.state().document.rules.overlap, OverlapRule::AssignCell);
}

TEST(RulesStory, KeysOfTheWalkRestThere) {
    Driver d("ties");
    d.click("rules");
    d.press(Key::Space);
    d.press(Key::Right);
    EXPECT_FALSE(d.state().play.playing);
    EXPECT_EQ(d.state().play.done, 0);
}

TEST(CheckStory, StepArithmeticAndCell) {
    Driver d("ties");
    d.click("check");
    EXPECT_EQ(d.state().view.workspace, Workspace::Check);
    d.choose("check_arithmetic", "float32");
    EXPECT_EQ(d.state().view.check.arithmetic, DType::Float32);
    d.click_at("check_h", 0.3f);
    EXPECT_LT(d.state().view.check.h, 1e-6);
    EXPECT_TRUE(d.shows("check_error"));
    EXPECT_TRUE(d.shows("check_notebook"));
}

TEST(CheckStory, APastedGradientIsDiagnosed) {
    Driver d("ties");
    d.click("check");
    d.set_clipboard("0 3 4 0\n3 0 10 0\n0 8 1 0\n0 0 0 0\n");
    d.click("claim_paste");
    d.frames(2);
    ASSERT_TRUE(d.shows("diagnosis"));
    d.click("walk_diagnosis");
    EXPECT_EQ(d.state().document.rules.tie, TieRule::All);
    EXPECT_EQ(d.state().document.rules.overlap, OverlapRule::Accumulate);
    EXPECT_EQ(d.state().view.workspace, Workspace::Walk);
}

TEST(CheckStory, AGradientOfAnotherShapeIsRefusedWithBothShapes) {
    Driver d("ties");
    d.click("check");
    d.set_clipboard("1 2 3\n");
    d.click("claim_paste");
    d.frames(2);
    EXPECT_FALSE(d.shows("diagnosis"));
    ASSERT_TRUE(d.state().claim.has_value());
}

}  // namespace
}  // namespace poolwalk::test
