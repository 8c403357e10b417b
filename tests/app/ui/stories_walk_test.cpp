// Stories of a lesson: an example is opened, the walk is played, stepped and scrubbed.
#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;

std::int64_t steps_of(const Driver& d) { return step_count(plan_of(d.state())); }

AppState three_planes() {
    std::vector<double> values(3 * 16);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>((i * 7) % 48);
    return start_state(document_of("planes", make_tensor(DType::Float64, {1, 3, 4, 4}, values), {}, {}));
}

TEST(OpeningAnExample, ByTheMenu) {
    Driver d;
    d.click("menu/File");
    d.click("menu/examples");
    d.click("menu/examples/Start here");
    d.click("menu/example/ties");
    EXPECT_EQ(d.state().document.title, "Ties and overlap");
    EXPECT_EQ(d.state().play.done, 0);
    EXPECT_FALSE(d.shows("menu/example/ties")) << "the menu closes";
}

TEST(OpeningAnExample, ByTheCombo) {
    Driver d;
    d.choose("example", "Ties and overlap");
    EXPECT_EQ(d.state().document.title, "Ties and overlap");
    d.choose("example", "Overlap, no ties");
    EXPECT_EQ(d.state().document.title, "Overlap, no ties");
    d.ctrl(Key::Z);
    EXPECT_EQ(d.state().document.title, "Ties and overlap");
}

TEST(Walking, ByTheButtons) {
    Driver d;
    d.click("next");
    d.click("next");
    EXPECT_EQ(d.state().play.done, 2);
    d.click("back");
    EXPECT_EQ(d.state().play.done, 1);
    d.click("last");
    EXPECT_EQ(d.state().play.done, 18);
    d.click("first");
    EXPECT_EQ(d.state().play.done, 0);
}

TEST(Walking, ByTheKeys) {
    Driver d;
    d.press(Key::Right);
    EXPECT_EQ(d.state().play.done, 1);
    d.press({.key = Key::Right, .shift = true});
    EXPECT_EQ(d.state().play.done, 4) << "a row of windows";
    d.press({.key = Key::Left, .shift = true});
    d.press(Key::Left);
    EXPECT_EQ(d.state().play.done, 0);
    d.press(Key::End);
    EXPECT_EQ(d.state().play.done, 18);
    d.press(Key::Home);
    EXPECT_EQ(d.state().play.done, 0);
}

TEST(Walking, ByTheMenu) {
    Driver d;
    d.menu("Walk", "last");
    EXPECT_EQ(d.state().play.done, 18);
    d.menu("Walk", "back");
    EXPECT_EQ(d.state().play.done, 17);
}

TEST(Walking, ButtonsThatCanDoNothingDoNothing) {
    Driver d;
    d.click("back");
    d.click("first");
    EXPECT_EQ(d.state().play.done, 0);
    d.click("last");
    d.click("next");
    EXPECT_EQ(d.state().play.done, 18);
    d.menu("Edit", "undo");
    EXPECT_TRUE(d.shows("menu/undo")) << "the menu stays";
    d.click("canvas");
    d.menu("View", "fit");
    EXPECT_EQ(d.state().view.camera, Camera{});
    EXPECT_FALSE(d.state().history.can_redo());
}

TEST(Playing, StartsPausesAndStopsAtTheEnd) {
    Driver d;
    d.click("play");
    EXPECT_TRUE(d.state().play.playing);
    EXPECT_EQ(d.state().play.done, 1) << "the first step is done at once";
    d.tick(1);
    EXPECT_EQ(d.state().play.done, 2);
    d.click("play");
    EXPECT_FALSE(d.state().play.playing);
    d.press(Key::Space);
    for (int i = 0; i < 30; ++i) d.tick(1);
    EXPECT_EQ(d.state().play.done, 18);
    EXPECT_FALSE(d.state().play.playing);
    d.press(Key::Space);
    EXPECT_EQ(d.state().play.done, 1) << "from the end it begins anew";
    EXPECT_TRUE(d.state().play.playing);
}

TEST(Playing, IsPausedByAStepByHand) {
    Driver d;
    d.press(Key::Space);
    d.press(Key::Right);
    EXPECT_FALSE(d.state().play.playing);
    d.press(Key::Space);
    d.choose("ties", "Split evenly (tinygrad)");
    EXPECT_FALSE(d.state().play.playing);
}

TEST(Speed, ByKeysAndSlider) {
    Driver d;
    d.press(Key::Up);
    d.press(Key::Up);
    EXPECT_EQ(d.state().play.speed_steps_per_s, 4);
    d.press(Key::Down);
    EXPECT_EQ(d.state().play.speed_steps_per_s, 2);
    for (int i = 0; i < 10; ++i) d.press(Key::Down);
    EXPECT_EQ(d.state().play.speed_steps_per_s, 0.25);
    const scene::Rect slider = d.rect("speed");
    d.drag_by("speed", {slider.w, 0});
    EXPECT_EQ(d.state().play.speed_steps_per_s, 256);
    d.click("speed");
    EXPECT_NEAR(d.state().play.speed_steps_per_s, 8, 2) << "the middle of 0.25 to 256 when it is logarithmic";
}

TEST(Timeline, IsClickedAtAStep) {
    Driver d;
    const scene::Rect bar = d.rect("timeline");
    for (const int step : {5, 18, 1, 12}) {
        d.click_at({bar.x + bar.w * (static_cast<float>(step) - 0.5f) / 18, bar.center().y});
        EXPECT_EQ(d.state().play.done, step);
    }
}

TEST(Timeline, IsDraggedToItsEnds) {
    Driver d;
    const scene::Rect bar = d.rect("timeline");
    d.drag_by("timeline", {bar.w, 0});
    EXPECT_EQ(d.state().play.done, 18);
    d.drag_by("timeline", {-bar.w, 5});
    EXPECT_EQ(d.state().play.done, 0);
    EXPECT_FALSE(d.state().history.can_undo()) << "looking is not a change";
}

TEST(Timeline, DraggedWhilePlayingPauses) {
    Driver d;
    d.press(Key::Space);
    d.drag_by("timeline", {40, 0});
    EXPECT_FALSE(d.state().play.playing);
}

TEST(ByComparison, KeepsThePlaceAndCountsSlots) {
    Driver d;
    for (int i = 0; i < 5; ++i) d.press(Key::Right);
    d.choose("step_by", "Comparison");
    EXPECT_EQ(d.state().play.done, 20);
    EXPECT_EQ(steps_of(d), 72);
    d.press(Key::Right);
    EXPECT_EQ(d.state().play.done, 21);
    d.press(Key::C);
    EXPECT_EQ(d.state().play.by, StepBy::Window);
    EXPECT_EQ(d.state().play.done, 5);
}

TEST(ForwardOnly, EndsTheWalkWithY) {
    Driver d;
    d.press(Key::End);
    d.click("forward_only");
    EXPECT_TRUE(d.state().play.forward_only);
    EXPECT_EQ(d.state().play.done, 9);
    EXPECT_EQ(steps_of(d), 9);
    d.press(Key::H);
    EXPECT_FALSE(d.state().play.forward_only);
}

TEST(Planes, AreChosenByTheirThumbnails) {
    Driver d(three_planes());
    d.click("plane.2");
    EXPECT_EQ(d.state().view.plane, 2);
    d.press(Key::Right);
    EXPECT_EQ(d.state().view.plane, 0) << "the view follows the walk";
    d.click("plane.1");
    EXPECT_EQ(d.state().play.done, 5) << "the same window of plane 1";
    d.press(Key::End);
    EXPECT_EQ(d.state().view.plane, 2);
}

TEST(Reset, TakesTheWalkToItsStart) {
    Driver d;
    d.press(Key::End);
    d.click("X(1,1)");
    d.wheel("X(1,1)", 3);
    d.press(Key::R);
    EXPECT_EQ(d.state().play.done, 0);
    EXPECT_FALSE(d.state().view.pinned);
    EXPECT_EQ(d.state().view.camera, Camera{});
}

TEST(TheSentence, TellsTheStepThatIsSeen) {
    Driver d;
    for (int i = 0; i < 14; ++i) d.press(Key::Right);
    const scene::StepWords words = scene::words_of(d.state(), scene::step_done_last(d.state()));
    EXPECT_EQ(words.heading, "BACKWARD · WINDOW (1, 1)");
    ASSERT_EQ(words.sums.size(), 1u);
    EXPECT_EQ(words.sums[0], "dX(2, 2) ← 0 + 4 = 4");
    EXPECT_TRUE(d.shows("sums"));
    EXPECT_TRUE(d.shows("sentence"));
}

TEST(Timeline, SaysWhereAMarkStandsForSeveral) {
    Driver d(example("ties"));
    d.frames(2);
    d.hover_at(d.rect("tie_mark").center());
    EXPECT_FALSE(d.shows("several_marks")) << "each window has its own";
    d.session.run(OpenDocument{document_of(
        "many", random_tensor(RandomKind::ManyTies, DType::Float32, {1, 1, 64, 64}, 1), {.kernel = {2, 2}}, {})});
    for (int i = 0; i < 1000 && (!d.shows("tie_mark") || d.session.is_marking()); ++i) {
        d.session.work();
        d.frames(1);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    d.hover_at(d.rect("tie_mark").center());
    EXPECT_TRUE(d.shows("several_marks"));
}

}  // namespace
}  // namespace poolwalk::test
