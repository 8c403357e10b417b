// Stories of settings: the window, the rules and the shape are changed, refused, taken back.
#include <gmock/gmock.h>

#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;

const Geometry& geometry_of(const Driver& d) { return d.state().document.geometry; }

// Clicks into a number field and types; it is taken at every letter and ended by Enter.
void type_into(Driver& d, const std::string& field, const std::string& text, Key end = Key::Enter) {
    d.click(field);
    EXPECT_TRUE(d.is_typing()) << field;
    d.type(text);
    d.press(end);
}

TEST(Kernel, ByItsStepper) {
    Driver d;
    d.click("kernel.more");
    EXPECT_EQ(geometry_of(d).kernel, (Pair{3, 3}));
    EXPECT_EQ(shape_of(*d.state().document.grad_output), (Shape{1, 1, 2, 2}));
    d.click("kernel.less");
    d.click("kernel.less");
    EXPECT_EQ(geometry_of(d).kernel, (Pair{1, 1}));
    d.click("kernel.less");
    EXPECT_EQ(geometry_of(d).kernel, (Pair{1, 1})) << "a stepper that can do nothing does nothing";
    EXPECT_EQ(d.state().history.size(), 3u);
}

TEST(Kernel, ByTyping) {
    Driver d;
    type_into(d, "kernel.0", "3");
    EXPECT_EQ(geometry_of(d).kernel, (Pair{3, 2}));
    EXPECT_FALSE(d.is_typing());
    EXPECT_EQ(d.state().history.size(), 1u);
    type_into(d, "kernel.1", "4");
    EXPECT_EQ(geometry_of(d).kernel, (Pair{3, 4}));
    d.ctrl(Key::Z);
    d.ctrl(Key::Z);
    EXPECT_EQ(geometry_of(d).kernel, (Pair{2, 2}));
}

TEST(Kernel, ByDragIsOneUndo) {
    Driver d;
    const Document before = d.state().document;
    d.drag_by("kernel.0", {45, 0});
    EXPECT_EQ(geometry_of(d).kernel.rows, 4);
    EXPECT_EQ(d.state().history.size(), 1u);
    d.ctrl(Key::Z);
    EXPECT_TRUE(identical(d.state().document, before));
    d.ctrl(Key::Y);
    EXPECT_EQ(geometry_of(d).kernel.rows, 4);
}

TEST(Kernel, DraggedTooFarStaysValid) {
    Driver d;
    d.drag_by("kernel.0", {400, 0});
    EXPECT_EQ(geometry_of(d).kernel.rows, 4);
    EXPECT_FALSE(d.memory().typed);
    d.drag_by("kernel.0", {-400, 0});
    EXPECT_EQ(geometry_of(d).kernel.rows, 1);
    EXPECT_FALSE(d.state().notice.is_error);
}

TEST(Kernel, TypedTooLargeIsExplainedAndTheLastPictureStays) {
    Driver d;
    const Document before = d.state().document;
    type_into(d, "kernel.0", "9");
    ASSERT_TRUE(d.memory().typed);
    EXPECT_EQ(d.memory().typed->geometry.kernel.rows, 9) << "it stands in its field";
    EXPECT_THAT(d.memory().typed->problems, Contains(Field(&Problem::sentence, HasSubstr("spans 9 rows"))));
    EXPECT_TRUE(identical(d.state().document, before));
    EXPECT_TRUE(d.shows("X(3,3)"));
    type_into(d, "kernel.0", "3");
    EXPECT_FALSE(d.memory().typed);
    EXPECT_EQ(geometry_of(d).kernel, (Pair{3, 2}));
}

TEST(Kernel, TypedThroughAnInvalidNumberIsOneUndo) {
    Driver d;
    d.session.run(Resize{{1, 1, 16, 16}});
    type_into(d, "kernel.0", "12");
    EXPECT_EQ(geometry_of(d).kernel.rows, 12);
    EXPECT_EQ(d.state().history.size(), 2u);
}

TEST(Kernel, WrongOnesTypedInTwoFieldsAreMendedOneByOne) {
    Driver d;
    type_into(d, "kernel.0", "0");
    type_into(d, "stride.0", "-1");
    ASSERT_TRUE(d.memory().typed);
    EXPECT_EQ(d.memory().typed->problems.size(), 2u);
    type_into(d, "kernel.0", "2");
    ASSERT_TRUE(d.memory().typed);
    type_into(d, "stride.0", "2");
    EXPECT_FALSE(d.memory().typed);
    EXPECT_EQ(geometry_of(d).stride, (Pair{2, 1}));
}

TEST(Kernel, TypedAndLeftByEscapeIsAsBefore) {
    Driver d;
    d.click("X(1,1)");
    const Document before = d.state().document;
    type_into(d, "kernel.0", "3", Key::Escape);
    EXPECT_TRUE(identical(d.state().document, before));
    EXPECT_FALSE(d.state().history.can_undo());
    EXPECT_TRUE(d.state().view.pinned) << "Escape left the field, nothing else";
}

TEST(Kernel, TypedWrongAndLeftByEscapeIsForgotten) {
    Driver d;
    type_into(d, "kernel.0", "9", Key::Escape);
    EXPECT_FALSE(d.memory().typed);
    EXPECT_EQ(geometry_of(d).kernel, (Pair{2, 2}));
}

TEST(Kernel, TypedAbsurdlyIsRefusedOnly) {
    Driver d;
    for (const char* text : {"99999999999999999999", "-9223372036854775808", "9223372036854775807"}) {
        type_into(d, "kernel.0", text);
        EXPECT_EQ(geometry_of(d).kernel, (Pair{2, 2})) << text;
        EXPECT_TRUE(d.memory().typed) << text;
        d.session.run(CycleTieRule{});
        d.frames(2);
        EXPECT_FALSE(d.memory().typed) << "a change of the document clears the field";
    }
}

TEST(Shortcuts, DoNotFireWhileAFieldIsTypedInto) {
    Driver d;
    d.click("kernel.0");
    ASSERT_TRUE(d.is_typing());
    d.press(Key::T);
    d.press(Key::Space);
    d.press(Key::Right);
    d.press(Key::H);
    d.press(Key::End);
    EXPECT_EQ(d.state().document.rules, Rules{});
    EXPECT_FALSE(d.state().play.playing);
    EXPECT_FALSE(d.state().play.forward_only);
    EXPECT_EQ(d.state().play.done, 0);
    d.press(Key::Escape);
    d.press(Key::T);
    EXPECT_EQ(d.state().document.rules.tie, TieRule::Last);
}

TEST(Stride, ByStepperAndTyping) {
    Driver d;
    d.click("stride.more");
    EXPECT_EQ(geometry_of(d).stride, (Pair{2, 2}));
    EXPECT_EQ(shape_of(*d.state().document.grad_output), (Shape{1, 1, 2, 2}));
    type_into(d, "stride.1", "1");
    EXPECT_EQ(geometry_of(d).stride, (Pair{2, 1}));
}

TEST(Padding, ByTypingEachSide) {
    Driver d;
    type_into(d, "padding.0", "1");
    type_into(d, "padding.3", "2");
    EXPECT_EQ(geometry_of(d).pads, (Pads{1, 0, 0, 2}));
    EXPECT_EQ(output_shape(d.state().document), (Shape{1, 1, 4, 5}));
    type_into(d, "padding.0", "-1");
    ASSERT_TRUE(d.memory().typed);
    EXPECT_EQ(geometry_of(d).pads, (Pads{1, 0, 0, 2}));
}

TEST(Padding, BeyondPyTorchIsANoteAndNotARefusal) {
    Driver d;
    for (const char* side : {"padding.0", "padding.1", "padding.2", "padding.3"}) type_into(d, side, "2");
    EXPECT_EQ(geometry_of(d).pads, (Pads{2, 2, 2, 2}));
    EXPECT_FALSE(d.memory().typed);
    const auto problems = validate(shape_of(*d.state().document.input), geometry_of(d));
    EXPECT_THAT(problems, Contains(Field(&Problem::severity, Severity::Note)));
    d.press(Key::End);
    EXPECT_EQ(d.state().play.done, 2 * 49);
}

TEST(Dilation, AndCeilMode) {
    Driver d;
    d.click("dilation.more");
    EXPECT_EQ(geometry_of(d).dilation, (Pair{2, 2}));
    d.click("ceil");
    EXPECT_TRUE(geometry_of(d).ceil_mode);
    d.click("ceil");
    EXPECT_FALSE(geometry_of(d).ceil_mode);
}

TEST(Rules, ByTheirCombos) {
    Driver d;
    d.choose("ties", "All (equality mask)");
    d.choose("overlap", "Assign window");
    d.choose("nan", "No match (==)");
    EXPECT_EQ(d.state().document.rules, (poolwalk::Rules{TieRule::All, OverlapRule::AssignWindow, NanRule::NoMatch}));
    EXPECT_EQ(d.state().history.size(), 3u);
    EXPECT_TRUE(d.shows("budget"));
    d.choose("ties", "All (equality mask)");
    EXPECT_EQ(d.state().history.size(), 3u) << "the row that is chosen already is no change";
}

TEST(Rules, ByTheirKeys) {
    Driver d;
    for (std::size_t i = 0; i < tie_rules().size(); ++i) d.press(Key::T);
    EXPECT_EQ(d.state().document.rules.tie, TieRule::First) << "all the way round";
    d.press(Key::T);
    d.press(Key::O);
    EXPECT_EQ(d.state().document.rules, (poolwalk::Rules{TieRule::Last, OverlapRule::AssignCell, NanRule::LastNan}));
}

TEST(Undo, ByItsKeysMenuAndBack) {
    Driver d;
    d.press(Key::T);
    d.press(Key::O);
    d.ctrl(Key::Z);
    EXPECT_EQ(d.state().document.rules, (poolwalk::Rules{TieRule::Last, OverlapRule::Accumulate, NanRule::LastNan}));
    d.press({.key = Key::Z, .ctrl = true, .shift = true});
    EXPECT_EQ(d.state().document.rules.overlap, OverlapRule::AssignCell);
    d.menu("Edit", "undo");
    d.menu("Edit", "undo");
    EXPECT_EQ(d.state().document.rules, poolwalk::Rules{});
    d.menu("Edit", "redo");
    d.ctrl(Key::Y);
    EXPECT_EQ(d.state().document.rules, (poolwalk::Rules{TieRule::Last, OverlapRule::AssignCell, NanRule::LastNan}));
}

TEST(TheShape, IsTyped) {
    Driver d;
    type_into(d, "shape.2", "6");
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 1, 6, 4}));
    EXPECT_EQ(value_at(*d.state().document.input, 0, 3, 3), 6) << "values stay at their place";
    type_into(d, "shape.1", "3");
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 3, 6, 4}));
    EXPECT_TRUE(d.shows("plane.2"));
    d.ctrl(Key::Z);
    d.ctrl(Key::Z);
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 1, 4, 4}));
    EXPECT_FALSE(d.shows("plane.0")) << "one plane needs no strip";
}

TEST(TheShape, ThatCannotBeIsRefusedWithASentence) {
    Driver d;
    const Document before = d.state().document;
    type_into(d, "shape.3", "1");
    EXPECT_TRUE(d.state().notice.is_error);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("spans 2 columns"));
    EXPECT_TRUE(identical(d.state().document, before));
    EXPECT_FALSE(d.memory().typed_shape) << "the field shows what is";
    type_into(d, "shape.0", "999999999");
    EXPECT_TRUE(identical(d.state().document, before));
    EXPECT_TRUE(d.state().notice.is_error);
}

TEST(RandomX, IsDrawnFromTheLinkAndTheMenu) {
    Driver d;
    const Document before = d.state().document;
    d.click("random");
    d.click("random_ties");
    EXPECT_FALSE(identical(*d.state().document.input, *before.input));
    EXPECT_LE(d.session.derived().input_range.high, 3);
    const Document once = d.state().document;
    d.menu("Edit", "random_ties");
    EXPECT_FALSE(identical(*d.state().document.input, *once.input)) << "another one each time";
    d.ctrl(Key::Z);
    d.ctrl(Key::Z);
    EXPECT_TRUE(identical(d.state().document, before));
}

}  // namespace
}  // namespace poolwalk::test
