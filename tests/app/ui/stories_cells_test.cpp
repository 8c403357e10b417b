// Stories of cells: they are pinned, read, selected, copied, pasted and typed into.
#include <gmock/gmock.h>

#include <atomic>
#include <cmath>

#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;

double x_at(const Driver& d, std::int64_t h, std::int64_t w) { return value_at(*d.state().document.input, 0, h, w); }
double dy_at(const Driver& d, std::int64_t h, std::int64_t w) {
    return value_at(*d.state().document.grad_output, 0, h, w);
}
std::optional<CellRef> x_cell(std::int64_t h, std::int64_t w) { return CellRef{GridId::Input, 0, {h, w}}; }

TEST(EditingACell, ByDoubleClick) {
    Driver d;
    d.double_click("X(1,1)");
    ASSERT_TRUE(d.memory().editor);
    EXPECT_EQ(d.memory().editor->text, "6") << "what it holds";
    EXPECT_TRUE(d.shows("editor"));
    d.type("42");
    d.press(Key::Enter);
    EXPECT_EQ(x_at(d, 1, 1), 42) << "what is typed replaces it";
    EXPECT_EQ(d.state().view.pinned, x_cell(2, 1)) << "Enter moves down";
    EXPECT_FALSE(d.memory().editor);
}

TEST(EditingACell, ByDigitsOnAPinnedOne) {
    Driver d;
    d.click("X(0,0)");
    d.type("2.5");
    d.press(Key::Tab);
    EXPECT_EQ(x_at(d, 0, 0), 2.5);
    EXPECT_EQ(d.state().view.pinned, x_cell(0, 1)) << "Tab moves right";
    d.type("-3");
    d.press(Key::Tab);
    d.type(".5");
    d.press(Key::Enter);
    EXPECT_EQ(x_at(d, 0, 1), -3);
    EXPECT_EQ(x_at(d, 0, 2), 0.5);
    EXPECT_EQ(d.state().view.pinned, x_cell(1, 2));
    EXPECT_EQ(d.state().history.size(), 3u);
}

TEST(EditingACell, OfTheGradientFromAbove) {
    Driver d;
    d.double_click("dY(2,2)");
    d.type("-1e3");
    d.press(Key::Enter);
    EXPECT_EQ(dy_at(d, 2, 2), -1000);
}

TEST(EditingACell, TakesNotANumberAndInfinities) {
    Driver d;
    const std::vector<std::pair<std::string, double>> numbers{
        {"nan", NAN}, {"inf", INFINITY}, {"-inf", -INFINITY}, {"NaN", NAN}};
    for (const auto& [text, value] : numbers) {
        d.double_click("X(3,3)");
        d.type(text);
        d.press(Key::Enter);
        EXPECT_TRUE(std::isnan(value) ? std::isnan(x_at(d, 3, 3)) : x_at(d, 3, 3) == value) << text;
    }
    d.double_click("X(3,3)");
    EXPECT_EQ(d.memory().editor->text, "nan");
    EXPECT_FALSE(d.state().view.show_keys);
    EXPECT_EQ(d.state().document.rules, Rules{}) << "letters are not shortcuts while a cell is edited";
}

TEST(EditingACell, ExplainsWhatIsNotANumber) {
    Driver d;
    const Document before = d.state().document;
    d.double_click("X(1,2)");
    d.type("two");
    d.press(Key::Enter);
    ASSERT_TRUE(d.memory().editor);
    EXPECT_THAT(d.memory().editor->wrong, HasSubstr("\"two\" is not a number"));
    EXPECT_TRUE(identical(d.state().document, before));
    EXPECT_EQ(d.state().view.pinned, x_cell(1, 2)) << "nothing moves on";
    for (int i = 0; i < 3; ++i) d.press(Key::Backspace);
    EXPECT_EQ(d.memory().editor->wrong, "");
    d.type("7");
    d.press(Key::Enter);
    EXPECT_EQ(x_at(d, 1, 2), 7);
}

TEST(EditingACell, WithNothingLeftIsNoNumber) {
    Driver d;
    d.double_click("X(1,2)");
    d.press(Key::Backspace);
    d.press(Key::Enter);
    ASSERT_TRUE(d.memory().editor);
    EXPECT_NE(d.memory().editor->wrong, "");
    EXPECT_EQ(x_at(d, 1, 2), 5);
}

TEST(EditingACell, ByKeysThatWereTypedWhileItWasBusy) {
    Driver d;
    d.click("X(0,0)");
    d.type_at_once("77", {Key::Enter});
    EXPECT_EQ(x_at(d, 0, 0), 77);
    EXPECT_EQ(d.state().view.pinned, x_cell(1, 0));
}

TEST(EditingACell, IsLeftByEscape) {
    Driver d;
    d.click("X(0,0)");
    d.type("99");
    d.press(Key::Escape);
    EXPECT_FALSE(d.memory().editor);
    EXPECT_EQ(x_at(d, 0, 0), 1);
    EXPECT_EQ(d.state().view.pinned, x_cell(0, 0)) << "the first Escape leaves the edit, the next the cell";
    d.press(Key::Escape);
    EXPECT_FALSE(d.state().view.pinned);
}

TEST(EditingACell, IsTakenByAClickElsewhere) {
    Driver d;
    d.click("X(0,0)");
    d.type("99");
    d.click("X(2,2)");
    EXPECT_EQ(x_at(d, 0, 0), 99);
    EXPECT_EQ(d.state().view.pinned, x_cell(2, 2));
}

TEST(EditingACell, WithItsOwnValueLeavesNothingToUndo) {
    Driver d;
    d.double_click("X(0,0)");
    d.press(Key::Enter);
    EXPECT_FALSE(d.state().history.can_undo());
}

TEST(EditingACell, EndsWhenTheDocumentGoes) {
    Driver d;
    d.click("X(3,3)");
    d.type("5");
    d.session.run(OpenExample{"ties"});
    d.frames(2);
    EXPECT_FALSE(d.memory().editor);
    d.press(Key::Enter);
    EXPECT_EQ(x_at(d, 3, 3), 2) << "what was begun there is not written here";
}

TEST(EditingACell, OfWhatIsComputedIsNotBegun) {
    Driver d;
    d.press(Key::End);
    d.double_click("Y(0,0)");
    EXPECT_FALSE(d.memory().editor);
    d.click("dX(1,1)");
    d.type("5");
    EXPECT_FALSE(d.memory().editor);
    EXPECT_FALSE(d.state().history.can_undo());
}

TEST(Letters, AreShortcutsUntilAnEditHasBegun) {
    Driver d;
    d.click("X(0,0)");
    d.press(Key::T);
    EXPECT_EQ(d.state().document.rules.tie, TieRule::Last);
    EXPECT_FALSE(d.memory().editor);
    d.type("1");
    d.type("t");
    EXPECT_EQ(d.state().document.rules.tie, TieRule::Last);
    EXPECT_EQ(d.memory().editor->text, "1t");
}

TEST(Tab, MovesThePinAsInASpreadsheet) {
    Driver d;
    d.click("X(0,3)");
    d.press(Key::Tab);
    EXPECT_EQ(d.state().view.pinned, x_cell(1, 0));
    d.press({.key = Key::Tab, .shift = true});
    EXPECT_EQ(d.state().view.pinned, x_cell(0, 3));
    d.press(Key::Enter);
    EXPECT_EQ(d.state().view.pinned, x_cell(1, 3));
}

TEST(Hovering, LinksBothWays) {
    Driver d;
    d.hover("X(1,1)");
    EXPECT_EQ(d.state().view.hover, x_cell(1, 1));
    d.hover("Y(2,0)");
    EXPECT_EQ(d.state().view.hover, (CellRef{GridId::Output, 0, {2, 0}}));
    d.hover("dX(3,0)");
    EXPECT_EQ(d.state().view.hover, (CellRef{GridId::GradInput, 0, {3, 0}}));
    d.hover("play");
    EXPECT_FALSE(d.state().view.hover);
}

TEST(Pinning, OpensTheLedger) {
    Driver d;
    EXPECT_FALSE(d.shows("ledger_sum"));
    d.click("dX(2,2)");
    EXPECT_TRUE(d.shows("ledger_sum"));
    EXPECT_TRUE(d.shows("pinned"));
    EXPECT_EQ(d.state().view.pinned, (CellRef{GridId::GradInput, 0, {2, 2}}));
    d.click("Y(0,0)");
    EXPECT_FALSE(d.shows("ledger_sum")) << "a window has no account";
    EXPECT_TRUE(d.shows("pinned"));
    const scene::Rect canvas = d.rect("canvas");
    d.click_at({canvas.x + 4, canvas.y + 4});
    EXPECT_FALSE(d.state().view.pinned) << "a click beside every cell lets go";
}

TEST(Selecting, ByDrag) {
    Driver d;
    d.drag("X(2,3)", "X(1,1)");
    EXPECT_EQ(selection_of(d.state().view), (Selection{GridId::Input, 0, {1, 1}, {2, 3}}));
    d.click("X(0,0)");
    EXPECT_EQ(selection_of(d.state().view), (Selection{GridId::Input, 0, {0, 0}, {0, 0}}));
}

TEST(Selecting, ByShiftAndClick) {
    Driver d;
    d.click("dY(0,1)");
    d.hold_shift(true);
    d.click("dY(2,2)");
    d.hold_shift(false);
    EXPECT_EQ(selection_of(d.state().view), (Selection{GridId::GradOutput, 0, {0, 1}, {2, 2}}));
}

TEST(Copying, WritesTheSelectionWithTabs) {
    Driver d;
    d.drag("X(1,1)", "X(2,3)");
    d.ctrl(Key::C);
    EXPECT_EQ(d.clipboard, "6.0\t5.0\t2.0\n8.0\t9.0\t4.0\n");
    EXPECT_EQ(d.state().notice.sentence, "copied");
}

TEST(Copying, WithoutASelectionWritesX) {
    Driver d;
    d.menu("Edit", "copy");
    EXPECT_EQ(d.clipboard, "1.0\t3.0\t2.0\t1.0\n4.0\t6.0\t5.0\t2.0\n7.0\t8.0\t9.0\t4.0\n5.0\t3.0\t2.0\t6.0\n");
}

TEST(Copying, OfWhatIsNotComputedYetIsRefused) {
    Driver d;
    d.clipboard = "held before";
    d.press(Key::Right);
    d.drag("Y(0,0)", "Y(0,1)");
    d.ctrl(Key::C);
    EXPECT_EQ(d.clipboard, "held before") << "not computed yet never looks like 0";
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("not computed yet"));
    d.press(Key::End);
    d.drag("Y(0,0)", "Y(0,1)");
    d.ctrl(Key::C);
    EXPECT_EQ(d.clipboard, "6.0\t6.0\n");
}

TEST(Pasting, AtThePinnedCell) {
    Driver d;
    d.clipboard = "10\t20\n30\t40\n";
    d.click("X(1,1)");
    d.ctrl(Key::V);
    EXPECT_EQ(x_at(d, 1, 1), 10);
    EXPECT_EQ(x_at(d, 2, 2), 40);
    EXPECT_EQ(x_at(d, 1, 3), 2);
    EXPECT_EQ(d.state().history.size(), 1u);
    d.ctrl(Key::Z);
    EXPECT_EQ(x_at(d, 1, 1), 6);
}

TEST(Pasting, SaysWhatDidNotFit) {
    Driver d;
    d.clipboard = "10 20\n30 40\n";
    d.click("dY(2,2)");
    d.ctrl(Key::V);
    EXPECT_EQ(dy_at(d, 2, 2), 10);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("3 pasted cells did not fit"));
}

TEST(Pasting, OfBracketsWithNothingPinnedIsX) {
    Driver d;
    d.clipboard = "[[1, 2, 3], [4, nan, 6], [7, 8, -inf]]";
    d.click("paste_link");
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 1, 3, 3}));
    EXPECT_EQ(x_at(d, 2, 2), -INFINITY);
}

TEST(Pasting, OfWrongTextIsRefusedWithASentence) {
    Driver d;
    const Document before = d.state().document;
    for (const char* text : {"1 2\n3 four\n", "", "[[1, 2], [3]]", "1,2\n3\n"}) {
        d.clipboard = text;
        d.ctrl(Key::V);
        EXPECT_TRUE(d.state().notice.is_error) << text;
        EXPECT_FALSE(d.state().notice.sentence.empty());
        EXPECT_TRUE(identical(d.state().document, before)) << text;
    }
    EXPECT_TRUE(d.shows("status"));
}

TEST(Pasting, AnErrorThatIsLongIsReadWholeUntilAClick) {
    Driver d;
    d.clipboard = "x = tensor([[0.1, 0.2, 0.3, 0.4],\n        ...,\n        [0.5, 0.6, 0.7, 0.8]])";
    d.ctrl(Key::V);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("torch.set_printoptions"));
    d.frames();  // a window finds its size in its first
    ASSERT_TRUE(d.shows("error"));
    const scene::Rect all = d.rect("error"), line = d.rect("status");
    EXPECT_GT(all.y, line.y);
    EXPECT_GT(all.h, 2 * 13) << "two lines";
    EXPECT_LE(all.x + all.w, 1600);
    d.press(Key::Right);
    EXPECT_TRUE(d.shows("error"));
    d.click("error");
    EXPECT_FALSE(d.shows("error"));
    d.clipboard = "1 2\n3 4";
    d.ctrl(Key::V);
    EXPECT_FALSE(d.shows("error"));
    EXPECT_FALSE(d.state().notice.is_error);
}

TEST(Pasting, IntoWhatIsComputedIsRefused) {
    Driver d;
    d.clipboard = "1";
    d.click("Y(0,0)");
    d.ctrl(Key::V);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("Y and dX are computed"));
    EXPECT_FALSE(d.state().history.can_undo());
}

// Another program owns the clipboard: the interface goes on, and what is done after the paste waits for it.
TEST(Pasting, WaitsForTheOwnerBesideTheInterface) {
    std::atomic<bool> answers{false};
    Driver d;
    d.session.use({.read_clipboard = [&](const Progress& progress) -> Result<std::string> {
        while (!answers)
            if (!goes_on(progress, 0)) return stopped();
        return std::string("1 2\n3 4\n");
    }});
    d.ctrl(Key::V);
    d.press(Key::Right);
    d.frames(5);
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 1, 4, 4}));
    EXPECT_EQ(d.state().play.done, 0);
    answers = true;
    while (d.session.is_working()) d.frames();
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 1, 2, 2}));
    EXPECT_EQ(d.state().play.done, 1);
}

TEST(Pasting, FromAnOwnerThatIsSilentIsASentence) {
    Driver d;
    d.session.use({.read_clipboard = [](const Progress&) -> Result<std::string> { return Error{"it is silent"}; }});
    const Document before = d.state().document;
    d.ctrl(Key::V);
    while (d.session.is_working()) d.frames();
    EXPECT_EQ(d.state().notice, (Notice{"it is silent", true}));
    EXPECT_TRUE(identical(d.state().document, before));
}

TEST(Pasting, OfWhatWasCopiedGivesTheSame) {
    Driver d;
    d.session.run(
        SetCells{GridId::Input, {{0, {0, 0}, NAN}, {0, {0, 1}, -0.0}, {0, {0, 2}, 0.1}, {0, {0, 3}, 1e-300}}});
    const Document before = d.state().document;
    d.ctrl(Key::C);
    d.click("X(0,0)");
    d.ctrl(Key::V);
    EXPECT_TRUE(identical(*d.state().document.input, *before.input));
}

}  // namespace
}  // namespace poolwalk::test
