// Stories of the Walk: stepping, scrubbing, pinning, looking.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/scene/sentence.h"
#include "driver.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;

TEST(WalkStory, StepsToTheEndAndBackByKeys) {
    Driver d;
    for (int i = 1; i <= 18; ++i) {
        d.press(Key::Right);
        EXPECT_EQ(d.state().play.done, i);
    }
    d.press(Key::Right);
    EXPECT_EQ(d.state().play.done, 18) << "there is nothing behind the end";
    for (int i = 17; i >= 0; --i) {
        d.press(Key::Left);
        EXPECT_EQ(d.state().play.done, i);
    }
}

TEST(WalkStory, StepsByButtonsAndTheirEndsAreDisabled) {
    Driver d;
    d.click("back");
    EXPECT_EQ(d.state().play.done, 0);
    d.click("next");
    EXPECT_EQ(d.state().play.done, 1);
    d.click("last");
    EXPECT_EQ(d.state().play.done, 18);
    d.click("next");
    EXPECT_EQ(d.state().play.done, 18);
    d.click("first");
    EXPECT_EQ(d.state().play.done, 0);
}

TEST(WalkStory, HomeEndAndRowsOfWindows) {
    Driver d;
    d.press(Key::End);
    EXPECT_EQ(d.state().play.done, 18);
    d.press(Key::Home);
    EXPECT_EQ(d.state().play.done, 0);
    d.press(Key::Right, false, true);
    EXPECT_EQ(d.state().play.done, 3) << "a row of windows";
    d.press(Key::Left, false, true);
    EXPECT_EQ(d.state().play.done, 0);
}

TEST(WalkStory, SpacePlaysAndWhatIsDoneByHandPauses) {
    Driver d;
    d.press(Key::Space);
    EXPECT_TRUE(d.state().play.playing);
    d.session().run(Tick{1.0});
    EXPECT_EQ(d.state().play.done, 1);
    d.press(Key::Right);
    EXPECT_FALSE(d.state().play.playing);
    EXPECT_EQ(d.state().play.done, 2);
    d.click("play");
    EXPECT_TRUE(d.state().play.playing);
    d.click("play");
    EXPECT_FALSE(d.state().play.playing);
}

TEST(WalkStory, SlowPlayKeepsItsSpeed) {
    Driver d;
    d.session().run(SetSpeed{0.25});
    d.press(Key::Space);
    d.session().run(Tick{4.0});
    EXPECT_EQ(d.state().play.done, 1);
}

TEST(WalkStory, SpeedByKeysAndSlider) {
    Driver d;
    d.press(Key::Up);
    EXPECT_DOUBLE_EQ(d.state().play.speed_steps_per_s, 2);
    d.press(Key::Down);
    d.press(Key::Down);
    EXPECT_DOUBLE_EQ(d.state().play.speed_steps_per_s, 0.5);
    d.click_at("speed", 0.98f);
    EXPECT_GT(d.state().play.speed_steps_per_s, 10);
}

TEST(WalkStory, TheTimelineIsClickedAndDragged) {
    Driver d;
    d.click_at("timeline", 13.5f / 18);
    EXPECT_EQ(d.state().play.done, 14);
    d.drag("timeline", "timeline", 2.5f / 18);
    EXPECT_EQ(d.state().play.done, 3);
}

TEST(WalkStory, TheFourteenthStepIsThePictures) {
    Driver d;
    d.session().run(Seek{14});
    d.frames(2);
    const auto words = scene::words_of(d.state(), d.session().derived());
    EXPECT_EQ(words.heading, "BACKWARD · WINDOW (1, 1)");
    EXPECT_THAT(words.lines, testing::Contains(HasSubstr("Its largest value is 9 at X(2, 2).")));
    ASSERT_EQ(words.sums.size(), 1u);
    EXPECT_EQ(words.sums[0], "dX(2, 2) ← 0 + 4 = 4");
    EXPECT_EQ(words.after, "3 more windows reach this cell");
    EXPECT_TRUE(d.shows("code_line"));
}

TEST(WalkStory, ByComparisonAndBackKeepsThePlace) {
    Driver d;
    d.session().run(Seek{5});
    d.choose("step_by", "Comparison");
    EXPECT_EQ(d.state().play.by, StepBy::Comparison);
    EXPECT_EQ(d.state().play.done, 20);
    d.press(Key::C);
    EXPECT_EQ(d.state().play.done, 5);
}

TEST(WalkStory, ForwardOnlyEndsWithY) {
    Driver d;
    d.click("forward_only");
    EXPECT_TRUE(d.state().play.forward_only);
    d.press(Key::End);
    EXPECT_EQ(d.state().play.done, 9);
    d.press(Key::H);
    EXPECT_FALSE(d.state().play.forward_only);
}

TEST(WalkStory, HoverLightsTheWindowsOfACell) {
    Driver d;
    d.hover("X(2,2)");
    ASSERT_TRUE(d.state().view.hover.has_value());
    EXPECT_EQ(d.state().view.hover->grid, GridId::Input);
    EXPECT_EQ(d.state().view.hover->cell, (Place{2, 2}));
    d.hover("Y(0,1)");
    EXPECT_EQ(d.state().view.hover->grid, GridId::Output);
    d.hover("status");
    EXPECT_FALSE(d.state().view.hover.has_value());
}

TEST(WalkStory, APinnedCellShowsItsLedger) {
    Driver d;
    d.press(Key::End);
    d.click("dX(2,2)");
    ASSERT_TRUE(d.state().view.pinned.has_value());
    EXPECT_TRUE(d.shows("ledger_sum"));
    const auto ledger = ledger_of(view_of(d.state().document), output_shape(d.state().document), 0, {2, 2});
    EXPECT_EQ(scene::ledger_sum(ledger, {2, 2}, row(OverlapRule::Accumulate)), "dX(2, 2) = 4 + 2 + 1 + 2 = 9");
    d.press(Key::Escape);
    EXPECT_FALSE(d.state().view.pinned.has_value());
}

TEST(WalkStory, AThumbnailChoosesThePlane) {
    Driver d("seed-001-c");
    EXPECT_TRUE(d.shows("plane.11"));
    d.click("plane.7");
    EXPECT_EQ(d.state().view.plane, 7);
    d.click("next");
    EXPECT_EQ(d.state().view.plane, 0) << "the view follows the walk";
    d.click("plane.7");
    EXPECT_EQ(d.state().play.done, 7 * 4 + 1) << "the same window of that plane";
}

TEST(WalkStory, TheWheelZoomsToTheCursorAndFFits) {
    Driver d("lighthouse");
    d.wheel("canvas", 12);
    EXPECT_GT(d.state().view.camera.zoom, 2);
    const Camera before = d.state().view.camera;
    d.drag("canvas", "status", 0.5f, 1);
    EXPECT_NE(d.state().view.camera, before) << "the right button moves the picture";
    d.press(Key::F);
    EXPECT_EQ(d.state().view.camera, Camera{});
}

TEST(WalkStory, MaskAndIndexConventions) {
    Driver d;
    d.choose("mask", "Wins in all");
    EXPECT_EQ(d.state().view.mask, Mask::Wins);
    d.press(Key::M);
    EXPECT_EQ(d.state().view.mask, Mask::Ties);
    d.choose("y_shows", "Argmax, PyTorch");
    EXPECT_EQ(d.state().view.y_shows, YShows::InPlane);
    d.press(Key::I);
    EXPECT_EQ(d.state().view.y_shows, YShows::TensorFlow);
}

TEST(WalkStory, ThemeColoursAndScale) {
    Driver d;
    d.choose("theme", "Light");
    EXPECT_EQ(d.state().view.theme, Theme::Light);
    d.press(Key::L);
    EXPECT_EQ(d.state().view.theme, Theme::Dark);
    d.choose("colours", "Viridis");
    EXPECT_EQ(d.state().view.colormap, 2);
    d.press(Key::Plus, true);
    EXPECT_DOUBLE_EQ(d.state().view.scale, 1.25);
    d.press(Key::Minus, true);
    EXPECT_DOUBLE_EQ(d.state().view.scale, 1);
}

TEST(WalkStory, ThePageOfKeysOpensCoversAndCloses) {
    Driver d;
    d.press(Key::F1);
    EXPECT_TRUE(d.shows("keys_page"));
    d.press(Key::Right);
    EXPECT_EQ(d.state().play.done, 0) << "the page lies over the walk";
    d.click("keys_close");
    EXPECT_FALSE(d.shows("keys_page"));
    d.press(Key::F1);
    d.press(Key::Escape);
    EXPECT_FALSE(d.shows("keys_page"));
}

TEST(WalkStory, ResetStartsAnew) {
    Driver d;
    d.session().run(Seek{7});
    d.click("X(1,1)");
    d.press(Key::R);
    EXPECT_EQ(d.state().play.done, 0);
    EXPECT_FALSE(d.state().view.pinned.has_value());
}

TEST(WalkStory, SmallWindowsAndLargeInterfacesStand) {
    for (const auto& [width, height] : {std::pair{640, 400}, std::pair{320, 200}, std::pair{3840, 2160}}) {
        Driver d("overlap", width, height);
        d.session().run(SetScale{3});
        d.session().run(Seek{14});
        d.frames(3);
        EXPECT_TRUE(d.shows("canvas"));
    }
}

TEST(WalkStory, TheDocumentMayChangeWhileTheWalkStands) {
    Driver d;
    d.session().run(Seek{14});
    d.click("stride.more");
    EXPECT_EQ(d.state().document.geometry.stride, (Pair{2, 2}));
    const auto place = place_of(plan_of(d.state()), d.state().play.done - 1);
    EXPECT_EQ(place.phase, Phase::Backward) << "the same half of the walk";
    EXPECT_EQ(place.window, (Place{1, 1}));
}

}  // namespace
}  // namespace poolwalk::test
