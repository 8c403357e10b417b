// Stories of the room that the picture has: panels that fold away, a presentation, what stands on a zoomed picture.
#include <gmock/gmock.h>

#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

float cell_width(Driver& d) { return d.rect("X(1,1)").w; }

TEST(FoldedPanels, LeaveTheirRoomToThePicture) {
    Driver d(example("overlap"), {1024, 768});
    const float before = cell_width(d);
    d.click("fold_left");
    d.frames(2);
    EXPECT_TRUE(d.state().view.folds_left);
    EXPECT_FALSE(d.shows("example"));
    EXPECT_GT(cell_width(d), before);
    d.click("fold_right");
    d.frames(2);
    EXPECT_FALSE(d.shows("sentence"));
    EXPECT_NEAR(d.rect("canvas").w, 1024, 1);
    d.click("fold_left");
    d.menu("View", "right_panels");
    d.frames(2);
    EXPECT_TRUE(d.shows("sentence"));
    EXPECT_EQ(cell_width(d), before);
    EXPECT_FALSE(d.state().history.can_undo());
}

TEST(FoldedPanels, HaveNoHandleWhereThereIsNothingToFold) {
    Driver d;
    d.press(KeyPress{.key = Key::D2, .ctrl = true});
    d.frames(2);
    EXPECT_FALSE(d.shows("fold_left")) << "Rules has no panels on the left";
    EXPECT_TRUE(d.shows("fold_right"));
}

TEST(APresentation, HasNothingBesideThePictureAndItsWords) {
    Driver d;
    d.press(Key::Right);
    d.hover_at({800, 500});
    d.press(Key::F11);
    d.frames(2);
    EXPECT_FALSE(d.shows("menu/File"));
    EXPECT_FALSE(d.shows("play"));
    EXPECT_TRUE(d.shows("timeline"));
    EXPECT_LT(d.rect("timeline").h, 14);
    const float with_words = d.rect("canvas").w;
    d.press(Key::Tab);
    d.frames(2);
    EXPECT_GT(d.rect("canvas").w, with_words);
    EXPECT_FALSE(d.shows("talk"));
    d.press(Key::Tab);
    d.frames(2);
    EXPECT_TRUE(d.shows("talk"));
}

TEST(APresentation, HasItsWordsHoweverThePanelsWereLeft) {
    Driver d;
    d.click("fold_right");
    d.frames(1);
    d.hover_at({800, 500});
    d.press(Key::F11);
    d.frames(2);
    EXPECT_TRUE(d.shows("talk"));
    d.press(Key::Tab);
    d.press(Key::Escape);
    d.frames(2);
    EXPECT_TRUE(d.state().view.folds_right) << "as it was left";
}

TEST(APresentation, ShowsItsMenusAtTheUpperEdgeAndKeepsThePictureInPlace) {
    Driver d;
    d.hover_at({800, 500});
    d.press(Key::F11);
    d.frames(2);
    const scene::Rect cell = d.rect("X(1,1)");
    d.hover_at({800, 2});
    d.frames(2);
    EXPECT_TRUE(d.shows("menu/File"));
    EXPECT_EQ(d.rect("X(1,1)"), cell);
    d.click("rules");
    d.frames(2);
    EXPECT_EQ(d.state().view.workspace, Workspace::Rules);
}

TEST(APresentation, SaysAtFirstHowItIsLeft) {
    AppState state = example("overlap");
    state.animates = true;
    Driver d(std::move(state));
    d.press(Key::F11);
    d.frames(2);
    EXPECT_TRUE(d.shows("leave_hint"));
    d.tick(3.1);
    d.frames(1);
    EXPECT_FALSE(d.shows("leave_hint"));
    d.press(Key::Escape);
    d.frames(2);
    EXPECT_TRUE(d.shows("menu/File"));
}

TEST(AZoomedPicture, HasAButtonThatFitsIt) {
    Driver d;
    EXPECT_FALSE(d.shows("fit_button"));
    d.wheel("X(1,1)", 4);
    EXPECT_FALSE(d.shows("map")) << "4 x 4 needs none";
    d.click("fit_button");
    EXPECT_EQ(d.state().view.camera, Camera{});
    d.frames(1);
    EXPECT_FALSE(d.shows("fit_button"));
}

TEST(AZoomedPicture, OfALargeInputHasAMapThatIsClickedAndDragged) {
    Driver d;
    d.session.run(Resize{{1, 1, 200, 100}});
    d.session.run(SetCamera{{8, 0.5, 0.5}});
    d.frames(2);
    const scene::Rect map = d.rect("map");
    EXPECT_NEAR(map.h, 2 * map.w, 1);
    d.click_at({map.x + map.w * 0.75f, map.y + map.h * 0.25f});
    EXPECT_NEAR(d.state().view.camera.w, 0.75, 0.01);
    EXPECT_NEAR(d.state().view.camera.h, 0.25, 0.01);
    EXPECT_EQ(d.state().view.camera.zoom, 8);
    d.drag_at({map.x + map.w * 0.75f, map.y + map.h * 0.25f}, {-map.w * 0.5f, map.h * 0.5f});
    EXPECT_NEAR(d.state().view.camera.w, 0.25, 0.02);
    EXPECT_NEAR(d.state().view.camera.h, 0.75, 0.02);
    EXPECT_FALSE(d.state().view.pinned);
}

}  // namespace
}  // namespace poolwalk::test
