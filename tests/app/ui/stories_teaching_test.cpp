// Stories of a class: predicting, hidden_grids grids, a presentation.
#include <gmock/gmock.h>

#include "core/io/session/examples.h"
#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

using testing::Contains;
using testing::Key;
using testing::Not;

AppState overlap_example(std::int64_t done) {
    return update(start_state(io::load_example("overlap").value()), Seek{done});
}

TEST(Teaching, AStudentPredictsByClicks) {
    Driver d(overlap_example(9));
    d.press(poolwalk::Key::P);
    d.press(poolwalk::Key::Right);
    ASSERT_TRUE(d.state().quiz.asking);
    const Place right = asked_step(d.state()).contributions.at(0).cell;
    d.click("dX(" + std::to_string(right.h) + "," + std::to_string(right.w) + ")");
    EXPECT_EQ(d.state().quiz.right, 1);
    EXPECT_EQ(d.state().play.done, 10);
    d.press(poolwalk::Key::Right);
    d.click("X(3,3)");
    EXPECT_EQ(d.state().quiz.answered, 2);
    EXPECT_EQ(d.state().quiz.streak, 0);
    EXPECT_FALSE(d.state().view.pinned) << "a click that answers pins nothing";
    d.press(poolwalk::Key::Right);
    d.click("predict_none");
    EXPECT_EQ(d.state().quiz.answered, 3);
    d.press(poolwalk::Key::P);
    d.press(poolwalk::Key::Right);
    EXPECT_FALSE(d.state().quiz.asking);
}

TEST(Teaching, PredictIsSeenAndAsksForwardToo) {
    Driver d(overlap_example(0));
    EXPECT_FALSE(d.shows("predict_badge"));
    d.press(poolwalk::Key::P);
    EXPECT_TRUE(d.shows("predict_badge"));
    d.press(poolwalk::Key::Right);
    ASSERT_TRUE(d.state().quiz.asking);
    const Place wins = asked_step(d.state()).maxima.at(0);
    d.click("Y(2,2)");
    EXPECT_TRUE(d.state().quiz.asking) << "only a cell of X is an answer";
    EXPECT_FALSE(d.state().view.pinned);
    d.click("X(" + std::to_string(wins.h) + "," + std::to_string(wins.w) + ")");
    EXPECT_EQ(d.state().quiz.right, 1);
    EXPECT_EQ(d.state().play.done, 1);
    d.press(poolwalk::Key::Right);
    d.press(poolwalk::Key::Right);
    EXPECT_EQ(d.state().quiz.answered, 1) << "to be shown is no answer";
    d.press(poolwalk::Key::F11);
    d.frames(2);
    EXPECT_TRUE(d.shows("predict_badge"));
    d.click("predict_badge");
    EXPECT_FALSE(d.state().quiz.on);
}

TEST(Teaching, AClickerRevealsWithoutCounting) {
    Driver d(overlap_example(9));
    d.press(poolwalk::Key::P);
    d.press(poolwalk::Key::F11);
    d.press(poolwalk::Key::PageDown);
    ASSERT_TRUE(d.state().quiz.asking);
    d.press(poolwalk::Key::PageDown);
    EXPECT_EQ(d.state().play.done, 10);
    EXPECT_EQ(d.state().quiz.answered, 0);
}

TEST(Teaching, AVeilIsLiftedByAClick) {
    Driver d(overlap_example(14));
    EXPECT_THAT(d.memory().widgets, Contains(Key("code")));
    d.press(poolwalk::Key::V);
    EXPECT_TRUE(d.state().view.is_grid_hidden(GridId::Output) && d.state().view.is_grid_hidden(GridId::GradInput));
    d.frames(2);
    EXPECT_THAT(d.memory().widgets, Not(Contains(Key("code")))) << "its watch list would tell";
    d.click("Y(1,1)");
    EXPECT_FALSE(d.state().view.is_grid_hidden(GridId::Output));
    EXPECT_FALSE(d.state().view.pinned);
    d.press(poolwalk::Key::V);
    EXPECT_EQ(d.state().view.hidden_grids, 0);
}

TEST(Teaching, APresentationHidesThePanelsAndWalksByClicker) {
    Driver d(overlap_example(13));
    const float small = d.memory().widgets.at("X(0,0)").w;
    d.press(poolwalk::Key::F11);
    d.frames(2);
    EXPECT_TRUE(d.state().view.presents);
    EXPECT_THAT(d.memory().widgets, Contains(Key("talk")));
    EXPECT_THAT(d.memory().widgets, Not(Contains(Key("sentence"))));
    EXPECT_GT(d.memory().widgets.at("X(0,0)").w, small);
    d.press(poolwalk::Key::PageDown);
    EXPECT_EQ(d.state().play.done, 14);
    d.press(poolwalk::Key::PageUp);
    EXPECT_EQ(d.state().play.done, 13);
    d.hover("X(1,1)");
    d.frames(2);
    EXPECT_THAT(d.memory().widgets, Contains(Key("pointer")));
    d.press(poolwalk::Key::Escape);
    EXPECT_FALSE(d.state().view.presents);
}

}  // namespace
}  // namespace poolwalk::test
