// Commands that move the walk and the view, and what becomes a request to the outside world.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/core/doc/update/doc_support.h"

namespace poolwalk {
namespace {

using namespace test;

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max(),
                       least = std::numeric_limits<std::int64_t>::min();
constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

// 9 windows forward and 9 backward.
AppState walking(std::int64_t done = 0) { return after(start_state(overlapping()), {Seek{done}}); }

TEST(Seek, IsHeldWithinTheWalk) {
    EXPECT_EQ(walking(7).play.done, 7);
    EXPECT_EQ(walking(most).play.done, 18);
    EXPECT_EQ(walking(least).play.done, 0);
}

TEST(StepOn, GoesBothWaysAndStopsAtTheEnds) {
    EXPECT_EQ(after(walking(7), {StepOn{}}).play.done, 8);
    EXPECT_EQ(after(walking(7), {StepOn{-1}}).play.done, 6);
    EXPECT_EQ(after(walking(7), {StepOn{most}}).play.done, 18);
    EXPECT_EQ(after(walking(7), {StepOn{least}}).play.done, 0);
    EXPECT_EQ(after(walking(18), {StepOn{}}).play.done, 18);
    EXPECT_EQ(after(walking(0), {StepOn{-1}}).play.done, 0);
}

TEST(StepRow, GoesByARowOfWindows) {
    EXPECT_EQ(after(walking(1), {StepRow{}}).play.done, 4);
    EXPECT_EQ(after(walking(10), {StepRow{-2}}).play.done, 4);
    EXPECT_EQ(after(walking(1), {StepRow{most}}).play.done, 18);
    EXPECT_EQ(after(walking(1), {StepRow{least}}).play.done, 0);
    const AppState slots = after(walking(), {SetStepBy{StepBy::Comparison}, StepRow{}});
    EXPECT_EQ(slots.play.done, 3 * 4);
}

TEST(GoFirstAndLast, GoToTheEnds) {
    EXPECT_EQ(after(walking(7), {GoFirst{}}).play.done, 0);
    EXPECT_EQ(after(walking(7), {GoLast{}}).play.done, 18);
}

TEST(TogglePlay, StartsAgainFromTheEnd) {
    const AppState playing = after(walking(7), {TogglePlay{}});
    EXPECT_TRUE(playing.play.playing);
    EXPECT_EQ(playing.play.done, 8) << "the first step is done at once";
    EXPECT_FALSE(after(playing, {TogglePlay{}}).play.playing);
    const AppState again = after(walking(18), {TogglePlay{}});
    EXPECT_TRUE(again.play.playing);
    EXPECT_EQ(again.play.done, 1);
}

TEST(ByHand, EverythingPausesThePlay) {
    const std::vector<Command> by_hand{Seek{3},
                                       StepOn{},
                                       StepOn{-1},
                                       StepRow{},
                                       GoFirst{},
                                       GoLast{},
                                       SetStepBy{StepBy::Comparison},
                                       SetForwardOnly{true},
                                       Reset{},
                                       ChoosePlane{0}};
    for (const Command& command : by_hand)
        EXPECT_FALSE(update(after(walking(7), {TogglePlay{}}), command).play.playing) << command.kind();
}

TEST(Looking, DoesNotPauseThePlay) {
    const std::vector<Command> looks{Hover{CellRef{GridId::Input, 0, {0, 0}}},
                                     SetTheme{Theme::Light},
                                     NextMask{},
                                     NextYShows{},
                                     SetCamera{{2, 0.5, 0.5}},
                                     SetScale{2},
                                     SetSpeed{4},
                                     Pin{CellRef{GridId::Input, 0, {0, 0}}}};
    for (const Command& command : looks)
        EXPECT_TRUE(update(after(walking(7), {TogglePlay{}}), command).play.playing) << command.kind();
}

TEST(Tick, DoesOneStepWhenItsTimeHasComeAtEverySpeed) {
    for (const double speed : {0.25, 0.5, 1.0, 3.0, 16.0}) {
        AppState state = after(walking(), {SetSpeed{speed}, TogglePlay{}});
        const double tick_s = 1 / speed / 8;  // exact in binary for all but 3
        for (int i = 0; i < 7; ++i) state = update(state, Tick{tick_s});
        EXPECT_EQ(state.play.done, 1) << speed << ", the first step, done at once";
        state = after(state, {Tick{tick_s * 1.01}});
        EXPECT_EQ(state.play.done, 2) << speed;
    }
}

TEST(Tick, LosesNoTimeBetweenSteps) {
    AppState state = after(walking(), {SetSpeed{16}, TogglePlay{}});
    for (int i = 0; i < 10; ++i) state = update(state, Tick{0.1});  // 1.6 steps each
    EXPECT_EQ(state.play.done, 17);
}

TEST(Tick, AfterALongPauseOfTheMachineDoesNotRush) {
    const AppState state = after(walking(), {SetSpeed{4}, TogglePlay{}, Tick{3600}});
    EXPECT_EQ(state.play.done, 5);
}

TEST(Tick, StopsAtTheEnd) {
    AppState state = after(walking(17), {SetSpeed{16}, TogglePlay{}, Tick{0.5}});
    EXPECT_EQ(state.play.done, 18);
    EXPECT_FALSE(state.play.playing);
    const AppState forward = after(walking(8), {SetForwardOnly{true}, TogglePlay{}, Tick{1}});
    EXPECT_EQ(forward.play.done, 9);
    EXPECT_FALSE(forward.play.playing);
}

TEST(Tick, DoesNothingWhilePausedOrWithoutTime) {
    EXPECT_EQ(after(walking(3), {Tick{1}}).play, walking(3).play);
    const AppState playing = after(walking(3), {TogglePlay{}});
    for (const double seconds : {0.0, -5.0, nan, -infinity})
        EXPECT_EQ(after(playing, {Tick{seconds}}).play, playing.play) << seconds;
}

TEST(Speed, IsHeldBetweenAQuarterAndSixteen) {
    EXPECT_EQ(after(walking(), {SetSpeed{1000}}).play.speed_steps_per_s, 256);
    EXPECT_EQ(after(walking(), {SetSpeed{-1}}).play.speed_steps_per_s, 0.25);
    EXPECT_EQ(after(walking(), {SetSpeed{nan}}).play.speed_steps_per_s, 1);
    EXPECT_EQ(after(walking(), {ChangeSpeed{2}, ChangeSpeed{2}}).play.speed_steps_per_s, 4);
    EXPECT_EQ(after(walking(), {ChangeSpeed{infinity}}).play.speed_steps_per_s, 1);
    EXPECT_EQ(after(walking(), {ChangeSpeed{0}}).play.speed_steps_per_s, 0.25);
}

TEST(SetStepBy, KeepsThePlaceInTheWalk) {
    const AppState slots = after(walking(7), {SetStepBy{StepBy::Comparison}});
    EXPECT_EQ(slots.play.done, 28);
    EXPECT_EQ(after(slots, {SetStepBy{StepBy::Window}}).play.done, 7);
    // In the middle of a window: the windows that are finished count.
    EXPECT_EQ(after(slots, {StepOn{3}, SetStepBy{StepBy::Window}}).play.done, 7);
    EXPECT_EQ(after(slots, {StepOn{4}, SetStepBy{StepBy::Window}}).play.done, 8);
    EXPECT_EQ(after(slots, {SetStepBy{StepBy::Comparison}}).play.done, 28);
    EXPECT_EQ(after(walking(18), {SetStepBy{StepBy::Comparison}}).play.done, 72);
}

TEST(SetForwardOnly, EndsTheWalkWithY) {
    const AppState forward = after(walking(14), {SetForwardOnly{true}});
    EXPECT_EQ(forward.play.done, 9);
    EXPECT_EQ(steps_of(forward), 9);
    EXPECT_EQ(after(forward, {GoLast{}}).play.done, 9);
    EXPECT_EQ(steps_of(after(forward, {SetForwardOnly{false}})), 18);
}

TEST(Reset, GoesToTheStartWithNothingPinnedAndAllInView) {
    const AppState busy = after(start_state(overlapping(2)), {Seek{30}, Pin{CellRef{GridId::Input, 1, {0, 0}}},
                                                              SelectTo{{1, 1}}, SetCamera{{3, 0.1, 0.1}}});
    const AppState reset = after(busy, {Reset{}});
    EXPECT_EQ(reset.play.done, 0);
    EXPECT_EQ(reset.view, start_state(overlapping(2)).view);
    EXPECT_TRUE(identical(reset.document, busy.document));
}

TEST(View, FollowsTheWalkThroughThePlanes) {
    AppState state = start_state(overlapping(3));
    EXPECT_EQ(after(state, {Seek{9}}).view.plane, 0);
    EXPECT_EQ(after(state, {Seek{10}}).view.plane, 1);
    EXPECT_EQ(after(state, {GoLast{}}).view.plane, 2);
}

TEST(ChoosePlane, GoesToTheSameWindowOfAnotherPlane) {
    const AppState state = after(start_state(overlapping(3)), {Seek{27 + 4}});  // backward, plane 0, window (1, 0)
    const AppState chosen = after(state, {ChoosePlane{2}});
    EXPECT_EQ(chosen.view.plane, 2);
    EXPECT_EQ(chosen.play.done, 27 + 18 + 4);
    EXPECT_EQ(after(state, {ChoosePlane{most}}).view.plane, 2);
    EXPECT_EQ(after(state, {ChoosePlane{least}}).view.plane, 0);
    const AppState before = after(start_state(overlapping(3)), {ChoosePlane{1}});
    EXPECT_EQ(before.view.plane, 1);
    EXPECT_EQ(before.play.done, 0);
}

TEST(ChoosePlane, TakesThePinAlong) {
    const AppState state =
        after(start_state(overlapping(3)), {Pin{CellRef{GridId::GradOutput, 0, {2, 2}}}, ChoosePlane{1}});
    EXPECT_EQ(state.view.pinned, (CellRef{GridId::GradOutput, 1, {2, 2}}));
}

TEST(Hover, OfACellThatDoesNotExistIsIgnored) {
    const CellRef there{GridId::Output, 0, {2, 2}};
    const AppState state = after(walking(), {Hover{there}});
    EXPECT_EQ(state.view.hover, there);
    for (const CellRef& wrong : {CellRef{GridId::Output, 0, {3, 0}}, CellRef{GridId::Input, 1, {0, 0}},
                                 CellRef{GridId::Input, 0, {-1, most}}})
        EXPECT_EQ(after(state, {Hover{wrong}}).view.hover, there);
    EXPECT_FALSE(after(state, {Hover{}}).view.hover);
}

TEST(Pin, IsMovedAsInASpreadsheet) {
    const auto at = [](Place cell) { return after(walking(), {Pin{CellRef{GridId::Input, 0, cell}}}); };
    const auto moved = [&](Place from, std::int64_t rows, std::int64_t cols) {
        return after(at(from), {MovePin{rows, cols}}).view.pinned->cell;
    };
    EXPECT_EQ(moved({1, 1}, 0, 1), (Place{1, 2}));
    EXPECT_EQ(moved({1, 3}, 0, 1), (Place{2, 0}));
    EXPECT_EQ(moved({2, 0}, 0, -1), (Place{1, 3}));
    EXPECT_EQ(moved({1, 1}, 1, 0), (Place{2, 1}));
    EXPECT_EQ(moved({3, 1}, 1, 0), (Place{3, 1}));
    EXPECT_EQ(moved({3, 3}, 0, 1), (Place{3, 3}));
    EXPECT_EQ(moved({0, 0}, 0, -1), (Place{0, 0}));
    EXPECT_EQ(moved({0, 1}, -1, 0), (Place{0, 1}));
    EXPECT_FALSE(after(walking(), {MovePin{1, 1}}).view.pinned);
    for (const std::int64_t far : {most, least}) {
        EXPECT_TRUE(inside(moved({1, 1}, far, far), 4, 4));
        EXPECT_TRUE(inside(moved({3, 3}, far, 0), 4, 4));
        EXPECT_TRUE(inside(moved({3, 3}, 0, far), 4, 4));
    }
}

TEST(SelectTo, SpansARectangleFromThePin) {
    const AppState pinned = after(walking(), {Pin{CellRef{GridId::GradOutput, 0, {2, 0}}}});
    EXPECT_EQ(selection_of(after(pinned, {SelectTo{{0, 1}}}).view),
              (Selection{GridId::GradOutput, 0, {0, 0}, {2, 1}}));
    EXPECT_EQ(selection_of(after(pinned, {SelectTo{{most, least}}}).view),
              (Selection{GridId::GradOutput, 0, {2, 0}, {2, 0}}));
    EXPECT_EQ(selection_of(after(walking(), {SelectTo{{0, 1}}}).view), std::nullopt);
    EXPECT_FALSE(after(pinned, {SelectTo{{0, 1}}, MovePin{0, 1}}).view.selected_to);
    EXPECT_FALSE(after(pinned, {SelectTo{{0, 1}}, Pin{CellRef{GridId::Input, 0, {0, 0}}}}).view.selected_to);
}

TEST(SetCamera, IsHeldAndANumber) {
    EXPECT_EQ(after(walking(), {SetCamera{{1e9, 2, -3}}}).view.camera, (Camera{max_zoom, 1, 0}));
    EXPECT_EQ(after(walking(), {SetCamera{{0.2, 0.1, 0.1}}}).view.camera, Camera{});
    EXPECT_EQ(after(walking(), {SetCamera{{nan, 0.1, 0.1}}}).view.camera, Camera{});
    EXPECT_EQ(after(walking(), {SetCamera{{2, infinity, 0.1}}}).view.camera, Camera{});
}

TEST(Display, CommandsSetWhatTheySay) {
    AppState state = after(walking(), {SetTheme{Theme::Light}, SetColormap{2}, SetMask{Mask::Wins},
                                       SetYShows{YShows::Onnx}, ShowKeys{}});
    EXPECT_EQ(state.view.theme, Theme::Light);
    EXPECT_EQ(state.view.colormap, 2);
    EXPECT_EQ(state.view.mask, Mask::Wins);
    EXPECT_EQ(state.view.y_shows, YShows::Onnx);
    EXPECT_TRUE(state.view.show_keys);
    state = after(state, {NextMask{}, NextYShows{}, ShowKeys{false}, ShowFiles{true, "somewhere"}});
    EXPECT_EQ(state.view.mask, Mask::Ties);
    EXPECT_EQ(state.view.y_shows, YShows::Values);
    EXPECT_FALSE(state.view.show_keys);
    EXPECT_TRUE(state.view.show_files);
    EXPECT_EQ(after(state, {ShowFiles{false, {}}}).view.folder, "somewhere");
    EXPECT_FALSE(state.history.can_undo());
}

TEST(SetScale, IsHeldBetweenThreeQuartersAndThree) {
    EXPECT_EQ(after(walking(), {SetScale{9}}).view.scale, 3);
    EXPECT_EQ(after(walking(), {SetScale{0}}).view.scale, 0.75);
    EXPECT_EQ(after(walking(), {SetScale{nan}}).view.scale, 1);
    EXPECT_EQ(after(walking(), {SetScale{-infinity}}).view.scale, 1);
}

TEST(FitScale, GrowsWithTheWindowUnlessAScaleWasChosen) {
    const auto scale_in = [](double width_px, double height_px) {
        return after(walking(), {FitScale{width_px, height_px}}).view.scale;
    };
    EXPECT_EQ(scale_in(1024, 768), 1);
    EXPECT_EQ(scale_in(1440, 900), 1);
    EXPECT_EQ(scale_in(2560, 1440), 1.5);
    EXPECT_EQ(scale_in(3840, 2160), 2.375);
    EXPECT_EQ(scale_in(3840, 900), 1);
    const AppState chosen = after(walking(), {FitScale{2560, 1440}, SetScale{1.25}});
    EXPECT_EQ(chosen.view.scale, 1.25);
    EXPECT_EQ(after(chosen, {FitScale{3840, 2160}}).view.scale, 1.25);
    EXPECT_EQ(after(chosen, {SetScale{}}).view.scale, 1.5) << "it goes with the window again";
}

TEST(FitScale, GivesWayToASmallWindowAndComesBack) {
    const AppState wished = after(walking(), {SetScale{2}});
    const AppState small = after(wished, {FitScale{1200, 1200}});
    EXPECT_EQ(small.view.scale, 1.25);
    EXPECT_EQ(small.view.chosen_scale, 2);
    EXPECT_EQ(after(small, {FitScale{3840, 2160}}).view.scale, 2);
    EXPECT_EQ(after(small, {SetScale{3}}).view.scale, 1.25) << "there is no more room";
    EXPECT_EQ(after(small, {FitScale{3840, 900}}).view.scale, 1.5) << "height counts too";
    EXPECT_EQ(after(wished, {FitScale{1, 0}}).view.scale, 0.75) << "never smaller than that";
    EXPECT_EQ(after(wished, {FitScale{nan, 9}}).view.scale, 2);
}

TEST(Tell, StandsUntilTheNextChange) {
    const AppState told = after(walking(), {Tell{"look", true}});
    EXPECT_EQ(told.notice, (Notice{"look", true}));
    EXPECT_EQ(after(told, {CycleTieRule{}}).notice, Notice{});
}

TEST(Requests, CarryTheSameContent) {
    const AppState state =
        after(walking(), {OpenFile{"a.npy"}, OpenExample{"overlap"}, CopyCells{}, PasteCells{}, Quit{}});
    ASSERT_EQ(state.requests.size(), 5u);
    EXPECT_EQ(std::get<OpenFile>(state.requests[0]).path, "a.npy");
    EXPECT_EQ(std::get<OpenExample>(state.requests[1]).name, "overlap");
    EXPECT_TRUE(std::holds_alternative<CopyCells>(state.requests[2]));
    EXPECT_TRUE(std::holds_alternative<PasteCells>(state.requests[3]));
    EXPECT_TRUE(std::holds_alternative<Quit>(state.requests[4]));
    EXPECT_TRUE(identical(state.document, walking().document));
}

TEST(Requests, OfAnExportCarryItsPath) {
    const AppState state =
        after(walking(), {ShowExport{}, CopyCells{CopyAs::Latex}, ExportFile{"dx.npy", true}, CancelExport{}});
    ASSERT_EQ(state.requests.size(), 3u);
    EXPECT_EQ(std::get<CopyCells>(state.requests[0]).format, CopyAs::Latex);
    EXPECT_EQ(std::get<ExportFile>(state.requests[1]).path, "dx.npy");
    EXPECT_TRUE(std::get<ExportFile>(state.requests[1]).overwrite);
    EXPECT_TRUE(std::holds_alternative<CancelExport>(state.requests[2]));
    EXPECT_TRUE(state.view.has_page());
    EXPECT_FALSE(after(state, {ShowExport{false}}).view.has_page());
}

}  // namespace
}  // namespace poolwalk
