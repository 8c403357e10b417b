// A step takes time to be seen, and nothing has to wait for it.
#include "core/doc/update/motion.h"

#include <gtest/gtest.h>

#include "tests/core/doc/update/doc_support.h"

namespace poolwalk {
namespace {

using namespace test;

// 9 windows forward and 9 backward, in a window that moves.
AppState moving(std::int64_t done = 0) {
    AppState state = after(start_state(overlapping()), {Seek{done}});
    state.animates = true;
    return state;
}

TEST(Motion, FitsTheSpeed) {
    EXPECT_EQ(motion_s(0.25), 0.6);
    EXPECT_EQ(motion_s(1), 0.6);
    EXPECT_DOUBLE_EQ(motion_s(2), 0.35);
    EXPECT_DOUBLE_EQ(motion_s(8), 0.0875);
    EXPECT_EQ(motion_s(8.1), 0);
}

TEST(Motion, TakesAStepFromItsBeginningToRest) {
    AppState state = after(moving(7), {StepOn{}});
    EXPECT_EQ(state.play.done, 8);
    EXPECT_EQ(moment_of(state), (StepMoment{7, 0}));
    state = after(state, {Tick{0.15}});
    EXPECT_EQ(moment_of(state), (StepMoment{7, 0.25}));
    EXPECT_LE(time_to_next_tick(state).value(), 1.0 / 60);
    state = after(state, {Tick{0.46}});
    EXPECT_FALSE(moment_of(state));
    EXPECT_FALSE(time_to_next_tick(state)) << "at rest nothing is drawn";
}

TEST(Motion, OfAStepBackIsThatOfTheStepInReverse) {
    AppState state = after(moving(7), {StepOn{-1}});
    EXPECT_EQ(moment_of(state), (StepMoment{6, 1}));
    state = after(state, {Tick{0.15}});
    EXPECT_EQ(moment_of(state), (StepMoment{6, 0.75}));
}

TEST(Motion, IsEndedByTheNextStep) {
    AppState state = moving();
    for (int i = 0; i < 10; ++i) state = after(state, {StepOn{}, Tick{0.01}});
    EXPECT_EQ(state.play.done, 10);
    EXPECT_EQ(moment_of(state)->done, 9);
}

TEST(Motion, IsOnlyOfASingleStepThatIsSeen) {
    EXPECT_FALSE(moment_of(after(moving(3), {StepOn{2}})));
    EXPECT_FALSE(moment_of(after(moving(3), {Seek{4}})));
    EXPECT_FALSE(moment_of(after(moving(3), {SetReducedMotion{true}, StepOn{}})));
    EXPECT_FALSE(moment_of(after(moving(3), {SetSpeed{16}, StepOn{}})));
    EXPECT_FALSE(moment_of(after(moving(3), {StepOn{}, SetReducedMotion{true}})));
    EXPECT_FALSE(moment_of(after(moving(3), {StepOn{}, SetWorkspace{Workspace::Columns}})));
    EXPECT_FALSE(moment_of(after(moving(3), {StepOn{}, SetCells{GridId::Input, {{0, {0, 0}, 9}}}})));
    EXPECT_TRUE(moment_of(after(moving(3), {StepOn{}, Hover{}})));
    EXPECT_FALSE(moment_of(after(start_state(overlapping()), {StepOn{}}))) << "pictures and tests are at rest";
}

TEST(Motion, PlayTakesItsFirstStepAtOnce) {
    const AppState state = after(moving(3), {TogglePlay{}});
    EXPECT_TRUE(state.play.playing);
    EXPECT_EQ(moment_of(state), (StepMoment{3, 0}));
    EXPECT_EQ(after(state, {Tick{0.7}}).play.done, 4);
    EXPECT_EQ(after(state, {Tick{0.7}, Tick{0.35}}).play.done, 5);
    EXPECT_FALSE(after(moving(17), {TogglePlay{}}).play.playing) << "there was one step left";
}

TEST(Motion, AnyMomentCanBeAskedFor) {
    AppState state = after(start_state(overlapping()), {SeekMoment{10, 0.4}});
    EXPECT_EQ(state.play.done, 11);
    EXPECT_EQ(moment_of(state), (StepMoment{10, 0.4}));
    EXPECT_EQ(at_step(state, 10).play.done, 10);
    EXPECT_FALSE(at_step(state, 10).play.motion);
    EXPECT_FALSE(moment_of(after(state, {SeekMoment{10, 0}})));
    EXPECT_FALSE(moment_of(after(state, {SeekMoment{18, 0.5}})));
    EXPECT_EQ(moment_of(after(state, {SetWorkspace{Workspace::Columns}, SeekMoment{2, 0.5}})), (StepMoment{2, 0.5}));
}

TEST(Fade, FollowsAJumpAndAnotherDocument) {
    for (const Command& jump : {Command(Seek{9}), Command(GoLast{}), Command(OpenDocument{overlapping()})}) {
        AppState state = after(moving(3), {jump});
        EXPECT_EQ(state.play.fade, 1);
        EXPECT_LE(time_to_next_tick(state).value(), 1.0 / 60);
        state = after(state, {Tick{0.06}});
        EXPECT_NEAR(state.play.fade, 0.5, 1e-9);
        EXPECT_FALSE(time_to_next_tick(after(state, {Tick{0.07}})));
    }
}

TEST(Fade, IsNotForAStepAnEditOrReducedMotion) {
    EXPECT_EQ(after(moving(3), {StepOn{}}).play.fade, 0);
    EXPECT_EQ(after(moving(3), {SetCells{GridId::Input, {{0, {0, 0}, 9}}}}).play.fade, 0);
    EXPECT_EQ(after(moving(3), {SetReducedMotion{}, Seek{9}}).play.fade, 0);
    EXPECT_EQ(after(start_state(overlapping()), {Seek{9}}).play.fade, 0) << "pictures and tests are at rest";
}

TEST(LeaveHint, IsSaidForThreeSeconds) {
    AppState state = after(moving(), {SetPresentation{}});
    EXPECT_EQ(time_to_next_tick(state), 3);
    state = after(state, {Tick{2.9}});
    EXPECT_GT(state.play.leave_hint_s, 0);
    EXPECT_FALSE(time_to_next_tick(after(state, {Tick{0.2}})));
    EXPECT_EQ(after(state, {SetPresentation{false}}).play.leave_hint_s, 0);
}

}  // namespace
}  // namespace poolwalk
