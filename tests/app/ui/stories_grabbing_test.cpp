// Stories of things that are grabbed on the picture, and of the menu of a cell.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

double x_at(const Driver& d, std::int64_t h, std::int64_t w) { return value_at(*d.state().document.input, 0, h, w); }

scene::Vec2 top_of(scene::Rect rect) { return {rect.x + rect.w * 0.3f, rect.y}; }
scene::Vec2 corner_of(scene::Rect rect) { return {rect.right(), rect.bottom()}; }

TEST(Grabbing, TheWindowIsDraggedAcrossX) {
    Driver d;
    d.press(Key::Right);
    const scene::Rect cell = d.rect("X(0,0)");
    d.drag_at(top_of(d.rect("grip.window")), {cell.w * 1.1f, cell.h * 0.9f});
    EXPECT_EQ(place_of(plan_of(d.state()), d.state().play.done - 1).window, (Place{1, 1}));
    EXPECT_EQ(place_of(plan_of(d.state()), d.state().play.done - 1).phase, Phase::Forward);
    EXPECT_FALSE(d.state().history.can_undo()) << "it only walks";
    EXPECT_FALSE(d.state().view.selected_to) << "and selects nothing";
}

TEST(Grabbing, ItsTwinOnDYWalksBackward) {
    Driver d;
    d.press(Key::End);
    const scene::Rect last = d.rect("dY(2,2)");
    d.drag_at({last.x + 1, last.center().y}, {-2 * last.w, 0});
    const StepPlace place = place_of(plan_of(d.state()), d.state().play.done - 1);
    EXPECT_EQ(place.phase, Phase::Backward);
    EXPECT_EQ(place.window, (Place{2, 0}));
}

TEST(Grabbing, TheCornerChangesTheKernelInOneUndoEntry) {
    Driver d;
    d.press(Key::Right);
    const Pair before = d.state().document.geometry.kernel;
    const scene::Rect cell = d.rect("X(0,0)");
    d.hover("X(0,0)");
    d.drag_at(corner_of(d.rect("grip.window")), {cell.w, cell.h});
    EXPECT_EQ(d.state().document.geometry.kernel, (Pair{before.rows + 1, before.cols + 1}));
    EXPECT_EQ(d.state().history.size(), 1u);
    d.drag_at(corner_of(d.rect("grip.window")), {20 * cell.w, 20 * cell.h});
    EXPECT_LE(d.state().document.geometry.kernel.rows, 4) << "larger than X cannot be reached";
    d.drag_at(corner_of(d.rect("grip.window")), {-20 * cell.w, -20 * cell.h});
    EXPECT_EQ(d.state().document.geometry.kernel, (Pair{1, 1}));
    d.ctrl(Key::Z);
    d.ctrl(Key::Z);
    d.ctrl(Key::Z);
    EXPECT_EQ(d.state().document.geometry.kernel, before);
}

TEST(Grabbing, TheNextWindowChangesTheStride) {
    Driver d;
    d.press(Key::Right);
    const scene::Rect cell = d.rect("X(0,0)");
    const scene::Rect next = d.rect("grip.stride");
    d.drag_at({next.right(), next.y + cell.h * 0.5f}, {cell.w, 0});
    EXPECT_EQ(d.state().document.geometry.stride, (Pair{1, 2}));
    EXPECT_EQ(d.state().history.size(), 1u);
    const scene::Rect wider = d.rect("grip.stride");
    d.drag_at({wider.right(), wider.y + cell.h * 0.5f}, {30 * cell.w, 0});
    EXPECT_EQ(d.state().document.geometry.stride, (Pair{1, 2})) << "the window that is pulled stays one";
}

TEST(Grabbing, AValueIsPulledUntilTheWinnerChanges) {
    Driver d;
    d.press(Key::Right);
    d.click("X(0,0)");
    const double before = x_at(d, 0, 0);
    d.drag_by("grip.value", {0, -200});
    EXPECT_GT(x_at(d, 0, 0), 10) << "from " << before;
    EXPECT_EQ(d.state().history.size(), 1u) << "one gesture, one entry";
    EXPECT_EQ(d.session.derived().argmax(0, 0, 0), 0) << "it wins now";
    EXPECT_EQ(d.state().view.pinned, (CellRef{GridId::Input, 0, {0, 0}}));
    d.ctrl(Key::Z);
    EXPECT_EQ(x_at(d, 0, 0), before);
}

TEST(Grabbing, AHiddenGridHasNothingToGrab) {
    Driver d;
    d.press(Key::End);
    d.session.run(HideGrid{GridId::GradInput});
    const std::int64_t done = d.state().play.done;
    const scene::Rect cell = d.rect("dX(2,2)");
    d.drag_at({cell.x, cell.center().y}, {-2 * cell.w, 0});
    EXPECT_EQ(d.state().play.done, done);
}

void open_menu(Driver& d, std::string_view cell) {
    d.hover(cell);
    d.press_mouse(1);
    d.release_mouse(1);
    d.frames(2);
}

TEST(CellMenu, SetsWhatCanBeEdited) {
    Driver d;
    open_menu(d, "X(1,1)");
    ASSERT_TRUE(d.shows("cell_menu/nan"));
    d.click("cell_menu/nan");
    EXPECT_TRUE(std::isnan(x_at(d, 1, 1)));
    open_menu(d, "X(1,1)");
    d.click("cell_menu/-inf");
    EXPECT_EQ(x_at(d, 1, 1), -INFINITY);
    open_menu(d, "Y(0,0)");
    EXPECT_FALSE(d.shows("cell_menu/nan")) << "Y follows from X";
    EXPECT_TRUE(d.shows("cell_menu/walk"));
}

TEST(CellMenu, MakesATie) {
    Driver d;
    d.press(Key::Right);
    const double maximum = scene::step_done_last(d.state())->output;
    ASSERT_NE(x_at(d, 0, 0), maximum);
    open_menu(d, "X(0,0)");
    d.click("cell_menu/tie");
    EXPECT_EQ(x_at(d, 0, 0), maximum);
    EXPECT_EQ(scene::step_done_last(d.state())->maxima.size(), 2u);
}

TEST(CellMenu, WalksToTheFirstWindowOfTheCell) {
    Driver d;
    open_menu(d, "X(2,2)");
    d.click("cell_menu/walk");
    StepPlace place = place_of(plan_of(d.state()), d.state().play.done - 1);
    EXPECT_EQ(place.phase, Phase::Forward);
    EXPECT_EQ(place.window, (Place{1, 1}));
    open_menu(d, "dY(2,1)");
    d.click("cell_menu/walk");
    place = place_of(plan_of(d.state()), d.state().play.done - 1);
    EXPECT_EQ(place.phase, Phase::Backward);
    EXPECT_EQ(place.window, (Place{2, 1}));
}

TEST(CellMenu, PinsEditsAndIsClosedByEscape) {
    Driver d;
    open_menu(d, "X(1,2)");
    d.press(Key::Escape);
    d.frames(2);
    EXPECT_FALSE(d.shows("cell_menu/edit"));
    open_menu(d, "X(1,2)");
    d.click("cell_menu/edit");
    ASSERT_TRUE(d.memory().editor);
    d.type("7.5");
    d.press(Key::Enter);
    EXPECT_EQ(x_at(d, 1, 2), 7.5);
    open_menu(d, "dX(0,0)");
    d.click("cell_menu/pin");
    EXPECT_EQ(d.state().view.pinned, (CellRef{GridId::GradInput, 0, {0, 0}}));
}

TEST(CellMenu, ADragWithTheRightButtonOpensNone) {
    Driver d;
    d.drag_by("X(1,1)", {40, 0}, 1);
    EXPECT_FALSE(d.shows("cell_menu/pin"));
}

TEST(EditingACell, ByTheLettersOfNanAndInf) {
    Driver d;
    d.click("X(0,0)");
    d.type("nan");
    d.press(Key::Enter);
    EXPECT_TRUE(std::isnan(x_at(d, 0, 0)));
    d.type("inf");
    d.press(Key::Enter);
    EXPECT_EQ(x_at(d, 1, 0), INFINITY);
    d.type("-inf");
    d.press(Key::Enter);
    EXPECT_EQ(x_at(d, 2, 0), -INFINITY);
}

TEST(Menus, AreClosedByEscape) {
    Driver d;
    d.click("menu/View");
    ASSERT_TRUE(d.shows("menu/theme"));
    d.press(Key::Escape);
    d.frames(2);
    EXPECT_FALSE(d.shows("menu/theme"));
    d.click("menu/View");
    d.hover("menu/Walk");
    d.frames(2);
    EXPECT_TRUE(d.shows("menu/play")) << "the mouse along the bar opens the next";
    EXPECT_FALSE(d.shows("menu/theme"));
}

TEST(Menus, AreLeftByAClickOnAnotherTitle) {
    Driver d;
    d.click("menu/View");
    d.click("menu/Walk");
    d.frames(2);
    EXPECT_TRUE(d.shows("menu/play"));
    EXPECT_FALSE(d.shows("menu/theme"));
}

// A window moves; pictures and the other stories are at rest.
AppState moving(std::string_view name) {
    AppState state = example(name);
    state.animates = true;
    return state;
}

TEST(Motion, IsDrawnByFrameAndEnds) {
    Driver d(moving("overlap"));
    d.press(Key::Right);
    ASSERT_TRUE(d.state().play.motion);
    for (int i = 0; i < 40; ++i) d.tick(1.0 / 60);
    EXPECT_FALSE(d.state().play.motion);
    EXPECT_FALSE(time_to_next_tick(d.state()));
    d.press(Key::Left);
    d.tick(0.1);
    EXPECT_TRUE(d.state().play.motion);
}

TEST(Motion, TenPressesEndTenStepsFurther) {
    Driver d(moving("overlap"));
    for (int i = 0; i < 10; ++i) d.press(Key::Right);
    EXPECT_EQ(d.state().play.done, 10);
}

TEST(Motion, ReducedTurnsItOff) {
    Driver d(moving("overlap"));
    d.menu("View", "reduced_motion");
    d.press(Key::Right);
    EXPECT_FALSE(d.state().play.motion);
}

TEST(Motion, ChangedCellsFlashAndThenRest) {
    Driver d(moving("overlap"));
    d.press(Key::End);
    d.click("X(0,0)");
    d.type("50");
    d.press(Key::Enter);
    EXPECT_GT(d.state().play.flash, 0);
    for (int i = 0; i < 60; ++i) d.tick(1.0 / 60);
    EXPECT_EQ(d.state().play.flash, 0);
    EXPECT_FALSE(time_to_next_tick(d.state()));
}

}  // namespace
}  // namespace poolwalk::test
