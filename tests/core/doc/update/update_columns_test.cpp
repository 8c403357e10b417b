// The Columns workspace's own track: the keys walk it, the Walk's stays where it is, and it outlives changes
// of the document.
#include <gtest/gtest.h>

#include "tests/core/doc/update/doc_support.h"

namespace poolwalk {
namespace {

using namespace test;

AppState opened(Document document = overlapping()) {
    return update(start_state(std::move(document)), SetWorkspace{Workspace::Columns});
}

TEST(ColumnsTrack, TheKeysOfTheWalkMoveItAndLeaveTheWalkAlone) {
    AppState s = update(start_state(overlapping()), Seek{7});
    s = update(std::move(s), SetWorkspace{Workspace::Columns});
    EXPECT_EQ(track_of(s).count, 4 * 9);
    EXPECT_EQ(track_of(s).done, 0);
    s = update(std::move(s), StepOn{2});
    s = update(std::move(s), StepRow{1});
    EXPECT_EQ(s.play.columns_done, 5);
    s = update(std::move(s), GoLast{});
    EXPECT_EQ(s.play.columns_done, 36);
    EXPECT_EQ(s.play.done, 7);
    s = update(std::move(s), SetWorkspace{Workspace::Walk});
    EXPECT_EQ(track_of(s).done, 7);
    s = update(std::move(s), GoFirst{});
    EXPECT_EQ(s.play.columns_done, 36);
}

TEST(ColumnsTrack, PlaysToItsEndAndStops) {
    AppState s = update(opened(), SetSpeed{16});
    s = update(std::move(s), TogglePlay{});
    for (int i = 0; i < 100 && s.play.playing; ++i) s = update(std::move(s), Tick{0.5});
    EXPECT_EQ(s.play.columns_done, 36);
    EXPECT_FALSE(s.play.playing);
    s = update(std::move(s), TogglePlay{});
    EXPECT_EQ(s.play.columns_done, 1) << "played again from the start";
}

TEST(ColumnsTrack, KeepsPhaseAndWindowWhenTheGeometryChanges) {
    AppState s = update(opened(), Seek{9 + 5});  // argmax of window (1, 1)
    Geometry geometry = s.document.geometry;
    geometry.stride = {2, 2};
    s = update(std::move(s), SetGeometry{geometry});
    const auto step = current_columns_step(s);
    ASSERT_TRUE(step);
    EXPECT_EQ(step->phase, ColumnsPhase::Argmax);
    EXPECT_EQ(place_of_column(columns_plan_of(s), step->column).window, (Place{1, 1}));
    s = update(std::move(s), GoLast{});
    s = update(std::move(s), Undo{});
    EXPECT_EQ(s.play.columns_done, 36) << "the end stays the end";
    s = update(std::move(s), OpenDocument{overlapping(2)});
    EXPECT_EQ(s.play.columns_done, 0);
}

TEST(ColumnsTrack, ThePlaneIsThatOfThePresentColumn) {
    AppState s = opened(overlapping(3));
    for (std::int64_t done = 1; done <= 7; ++done) EXPECT_EQ(update(s, Seek{done}).view.plane, (done - 1) % 3);
    s = update(std::move(s), Seek{4});  // window (0, 1) of plane 0
    s = update(std::move(s), ChoosePlane{2});
    EXPECT_EQ(s.play.columns_done, 6) << "the same window of plane 2";
    s.play.done = 1;
    s = update(std::move(s), SetWorkspace{Workspace::Walk});
    EXPECT_EQ(s.view.plane, 0);
}

// What only concerns the Walk leaves this track alone, and the other way round.
TEST(ColumnsTrack, StepByAndForwardOnlyAreTheWalks) {
    AppState s = update(start_state(overlapping()), Seek{10});
    s = update(std::move(s), SetWorkspace{Workspace::Columns});
    s = update(std::move(s), Seek{20});
    s = update(std::move(s), SetStepBy{StepBy::Comparison});
    EXPECT_EQ(s.play.done, 40);
    EXPECT_EQ(s.play.columns_done, 20);
    s = update(std::move(s), SetForwardOnly{true});
    EXPECT_EQ(s.play.done, 36);
    EXPECT_EQ(s.play.columns_done, 20);
}

}  // namespace
}  // namespace poolwalk
