// The network in the document: edits, undo, the cursor, and what the desk shows of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/doc/derived/network_results.h"
#include "tests/core/doc/update/doc_support.h"

namespace poolwalk::test {
namespace {

AppState at_the_network() { return update(start_state(overlapping()), SetWorkspace{Workspace::Network}); }

NetworkSetup with_epochs(std::int64_t epochs) {
    NetworkSetup setup = default_setup();
    setup.epochs = epochs;
    return setup;
}

TEST(Network, AnEditIsTakenBackAndDoneAgain) {
    AppState state = update(at_the_network(), SetNetwork{with_epochs(5)});
    EXPECT_EQ(network_of(state.document).epochs, 5);
    EXPECT_TRUE(has_unsaved_work(state));
    state = update(std::move(state), Undo{});
    EXPECT_EQ(network_of(state.document), default_setup());
    state = update(std::move(state), Redo{});
    EXPECT_EQ(network_of(state.document).epochs, 5);
}

TEST(Network, ADragIsOneEntryAndNoneIfItComesBack) {
    AppState state = at_the_network();
    for (const std::int64_t epochs : {3, 4, 5})
        state = update(std::move(state), SetNetwork{with_epochs(epochs), true});
    state = update(std::move(state), EndGesture{});
    EXPECT_EQ(state.history.size(), 1u);
    for (const std::int64_t epochs : {6, 5}) state = update(std::move(state), SetNetwork{with_epochs(epochs), true});
    state = update(std::move(state), EndGesture{});
    EXPECT_EQ(state.history.size(), 1u);
}

TEST(Network, ASessionBringsItsOwnPinOrNone) {
    const NetworkCell cell{NetworkArray::Image, {1, 2}};
    const AppState pinned = update(at_the_network(), PinNetwork{cell});
    ASSERT_EQ(pinned.view.network_pinned, cell);
    SessionFile session{.document = overlapping()};
    EXPECT_EQ(update(pinned, OpenSession{session}).view.network_pinned, std::nullopt);
    session.view.network_pinned = cell;
    EXPECT_EQ(update(at_the_network(), OpenSession{session}).view.network_pinned, cell);
}

TEST(Network, WhatCannotBeTrainedIsRefusedWithASentence) {
    const AppState state = update(at_the_network(), SetNetwork{with_epochs(0)});
    EXPECT_TRUE(state.notice.is_error);
    EXPECT_EQ(network_of(state.document), default_setup());
    EXPECT_FALSE(state.history.can_undo());
}

TEST(Network, TheCursorStaysInsideATrainingThatGetsShorter) {
    AppState state = update(at_the_network(), Seek{1000});
    EXPECT_EQ(state.play.network_done, 1000);
    EXPECT_EQ(state.play.done, 0);
    state = update(std::move(state), SetNetwork{with_epochs(2)});
    EXPECT_EQ(state.play.network_done, 2 * 2 * steps_per_image);
}

TEST(Network, StepsByImageAndByEpochMeetTheirStarts) {
    AppState state = update(at_the_network(), SetNetworkBy{NetworkBy::Image});
    state = update(std::move(state), Seek{5});
    EXPECT_EQ(update(state, StepOn{1}).play.network_done, steps_per_image);
    EXPECT_EQ(update(state, StepOn{-1}).play.network_done, 0);
    state = update(std::move(state), SetNetworkBy{NetworkBy::Epoch});
    EXPECT_EQ(update(state, StepOn{2}).play.network_done, 4 * steps_per_image);
    EXPECT_EQ(update(state, TogglePlay{}).play.network_done, 2 * steps_per_image);
}

TEST(Network, AFileAboutTheNetworkOpensOnIt) {
    Document document = overlapping();
    document.network = with_epochs(9);
    AppState state = update(start_state(overlapping()), OpenDocument{document});
    EXPECT_EQ(state.view.workspace, Workspace::Network);
    EXPECT_EQ(network_of(state.document).epochs, 9);
    state = update(std::move(state), OpenDocument{overlapping(2)});
    EXPECT_EQ(network_of(state.document).epochs, 9) << "a file that says nothing of a network leaves it";
}

TEST(Network, APinMovesAsInASpreadsheet) {
    AppState state = update(at_the_network(), PinNetwork{NetworkCell{NetworkArray::Kernel, {0, 2}}});
    state = update(std::move(state), MovePin{0, 1});
    EXPECT_EQ(state.view.network_pinned->cell, (Place{1, 0}));
    state = update(std::move(state), MovePin{9, 0});
    EXPECT_EQ(state.view.network_pinned->cell, (Place{1, 0})) << "nothing is there";
    EXPECT_EQ(update(state, PinNetwork{NetworkCell{NetworkArray::Sum, {1, 1}}}).view.network_pinned,
              state.view.network_pinned);
}

TEST(NetworkResults, AsksForATrainingOnlyWhileItIsLookedAt) {
    NetworkResults results;
    AppState state = at_the_network();
    EXPECT_FALSE(results.needs_training(start_state(overlapping())));
    EXPECT_TRUE(results.needs_training(state));
    state = update(std::move(state), SetNetwork{with_epochs(3)});
    results.take(train(network_of(state.document)));
    EXPECT_FALSE(results.needs_training(state));
    state = update(std::move(state), Seek{14});
    results.follow(state);
    ASSERT_TRUE(results.moment());
    EXPECT_EQ(results.moment()->place, (NetworkPlace{0, 1, NetworkStep::Convolve}));
    EXPECT_TRUE(results.moment()->has(NetworkArray::Convolved));
    EXPECT_FALSE(results.moment()->has(NetworkArray::Rectified));
    EXPECT_TRUE(results.moment()->has(NetworkArray::Image));
    EXPECT_TRUE(results.needs_training(update(state, SetNetwork{with_epochs(4)})));
    results.train_again();
    EXPECT_TRUE(results.needs_training(state));
}

}  // namespace
}  // namespace poolwalk::test
