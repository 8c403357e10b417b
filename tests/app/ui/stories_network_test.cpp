// Stories of the Network workspace: what a person does, and what must come of it.
#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/workspaces/network/network_sentence.h"
#include "tests/app/ui/driver.h"
#include "tests/support/paths.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;

const Training& training_of(Driver& d) { return *d.session.network().training(); }
const NetworkMoment& moment_of(Driver& d) { return *d.session.network().moment(); }
NetworkSetup setup_of(const Driver& d) { return network_of(d.state().document); }

// Until nothing is worked out beside the frames any more.
void wait_for_training(Driver& d) {
    for (int i = 0; i < 6000 && d.session.is_working(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        d.frames();
    }
    d.frames();
}

// A network of a few epochs, so that the tests are quick.
AppState short_network(std::int64_t epochs = 20) {
    AppState state = example("network-learns");
    NetworkSetup setup = network_of(state.document);
    setup.epochs = epochs;
    state = update(std::move(state), SetNetwork{setup});
    state.history = {};
    return state;
}

TEST(NetworkWorkspace, TheTabAndItsKeyOpenThePublishedRun) {
    Driver d;
    d.ctrl(Key::D5);
    d.frames(2);
    EXPECT_EQ(d.state().view.workspace, Workspace::Network);
    EXPECT_EQ(setup_of(d), default_setup());
    EXPECT_TRUE(d.shows("K(0,0)"));
    d.ctrl(Key::D1);
    EXPECT_EQ(d.state().view.workspace, Workspace::Walk);
    d.click("network");
    EXPECT_EQ(d.state().view.workspace, Workspace::Network);
}

TEST(NetworkWorkspace, TheDeadRunGivesThePublishedCasesNumbers) {
    const auto file = nlohmann::json::parse(std::ifstream(source_path("tests/cases/seed-002-training.json")))["run"];
    Driver d(example("network-dead"));
    d.frames(2);
    wait_for_training(d);
    ASSERT_TRUE(d.shows("predictions"));
    EXPECT_TRUE(d.shows("published_words"));
    const TrainingRun& run = training_of(d).own();
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_NEAR(run.before[i], file["prediction_before"][i].get<double>(), 1e-9);
        EXPECT_NEAR(run.after[i], file["prediction_after"][i].get<double>(), 1e-9);
    }
    for (std::size_t i = 0; i < file["loss"].size(); ++i)
        EXPECT_NEAR(run.losses[file["loss_epochs"][i].get<std::size_t>()], file["loss"][i].get<double>(), 2e-9);
}

TEST(NetworkStory, LeadsFromTheDeadRunToOneThatLearns) {
    Driver d(example("network-dead"));
    d.frames(2);
    wait_for_training(d);
    EXPECT_TRUE(d.shows("network_outcome"));
    d.click("network_learns");
    wait_for_training(d);
    d.frames(2);
    EXPECT_TRUE(scene::has_learned(training_of(d)));
    EXPECT_TRUE(d.shows("network_outcome"));
    EXPECT_FALSE(d.shows("network_learns"));
}

// A stranger opens the dead run from the menu and asks why the first image teaches nothing.
TEST(NetworkWorkspace, AStrangerFindsWhyTheFirstImageTeachesNothing) {
    Driver d;
    d.session.run(OpenExample{"network-dead"});
    d.frames(2);
    wait_for_training(d);
    EXPECT_EQ(d.state().view.workspace, Workspace::Network);
    EXPECT_TRUE(d.shows("lessons_of_images")) << "said before any step is done";
    EXPECT_THAT(scene::what_images_teach(training_of(d), moment_of(d))[0].sentence,
                HasSubstr("Image 1 teaches nothing: all 16 values of Z"));
    for (int i = 0; i < 2; ++i) d.press(Key::Right);
    EXPECT_EQ(moment_of(d).place.step, NetworkStep::Relu);
    EXPECT_THAT(scene::network_words(setup_of(d), moment_of(d)).lines.back(), HasSubstr("dead"));
    EXPECT_TRUE(d.shows("zero_reasons"));
    d.press(KeyPress{.key = Key::Right, .shift = true});
    EXPECT_EQ(moment_of(d).place.step, NetworkStep::Relu) << "of image 2 now";
    EXPECT_EQ(moment_of(d).place.sample, 1);
}

TEST(NetworkWorkspace, KeysStepByLayerImageAndEpoch) {
    Driver d(short_network());
    d.frames(2);
    d.press(Key::Right);
    EXPECT_EQ(d.state().play.network_done, 1);
    d.press(KeyPress{.key = Key::Right, .shift = true});
    EXPECT_EQ(d.state().play.network_done, 1 + steps_per_image);
    d.press(Key::Left);
    EXPECT_EQ(d.state().play.network_done, steps_per_image);
    d.press(Key::PageDown);
    EXPECT_EQ(d.state().play.network_done, 2 * steps_per_image) << "the end of this epoch";
    d.press(Key::PageDown);
    EXPECT_EQ(d.state().play.network_done, 4 * steps_per_image);
    d.press(Key::PageUp);
    EXPECT_EQ(d.state().play.network_done, 2 * steps_per_image);
    d.press(Key::End);
    EXPECT_EQ(d.state().play.network_done, 20 * 2 * steps_per_image);
    d.press(Key::Home);
    EXPECT_EQ(d.state().play.network_done, 0);
    EXPECT_EQ(d.state().play.done, 0) << "the Walk's own cursor rests";
    d.choose("network_by", "Epoch");
    d.press(Key::Right);
    EXPECT_EQ(d.state().play.network_done, 2 * steps_per_image);
}

TEST(NetworkWorkspace, PlaysByItselfToTheEnd) {
    Driver d(short_network(2));
    d.frames(2);
    d.choose("network_by", "Image");
    d.press(Key::Space);
    EXPECT_TRUE(d.state().play.playing);
    for (int i = 0; i < 6; ++i) d.tick(1);
    EXPECT_EQ(d.state().play.network_done, 4 * steps_per_image);
    EXPECT_FALSE(d.state().play.playing);
    d.press(Key::Space);
    EXPECT_EQ(d.state().play.network_done, steps_per_image) << "from the start again, its first step at once";
}

TEST(NetworkWorkspace, TheTimelineAndThePlotAreClicked) {
    Driver d(short_network());
    d.frames(2);
    const scene::Rect layers = d.rect("timeline"), epochs = d.rect("epochs_line"), plot = d.rect("loss_plot");
    d.click_at({layers.x + layers.w * 6.5f / 26, layers.center().y});
    EXPECT_EQ(d.state().play.network_done, 7);
    d.click_at({epochs.right() - 1, epochs.center().y});
    EXPECT_GE(d.state().play.network_done, 20 * 2 * steps_per_image - 1);
    d.click_at({plot.x + 1, plot.center().y});
    EXPECT_EQ(moment_of(d).place.epoch, 0);
    d.click_at(plot.center());
    EXPECT_NEAR(static_cast<double>(moment_of(d).place.epoch), 10, 1);
}

TEST(NetworkWorkspace, APixelIsTypedAndTakenBack) {
    Driver d(short_network());
    d.frames(2);
    const double loss = training_of(d).own().losses[0];
    d.click("X(1,2)");
    ASSERT_EQ(d.state().view.network_pinned, (NetworkCell{NetworkArray::Image, {1, 2}}));
    d.type("2.5");
    EXPECT_TRUE(d.shows("editor"));
    d.press(Key::Enter);
    EXPECT_EQ(setup_of(d).samples[0].image(1, 2), 2.5);
    EXPECT_EQ(d.state().view.network_pinned->cell, (Place{2, 2})) << "the cell below";
    EXPECT_NE(training_of(d).own().losses[0], loss) << "trained anew";
    d.ctrl(Key::Z);
    EXPECT_EQ(training_of(d).own().losses[0], loss);
}

TEST(NetworkWorkspace, AWeightTypedLaterStartsFromTheWeightsOnThePage) {
    Driver d(short_network());
    d.frames(2);
    d.press(Key::PageDown);
    const Weights on_page = moment_of(d).weights();
    d.double_click("K(0,0)");
    ASSERT_TRUE(d.memory().editor);
    d.type("7");
    d.press(Key::Enter);
    d.frames();
    ASSERT_TRUE(setup_of(d).start);
    Weights want = on_page;
    want.kernel(0, 0) = 7;
    EXPECT_EQ(*setup_of(d).start, want);
    EXPECT_EQ(d.state().play.network_done, 0);
    d.click("draw_again");
    EXPECT_FALSE(setup_of(d).start);
}

TEST(NetworkWorkspace, WhatIsNoNumberOrTooLargeIsSaidAtTheCell) {
    Driver d(short_network());
    d.frames(2);
    d.click("w(0,1)");
    d.type("1e9");
    d.press(Key::Enter);
    ASSERT_TRUE(d.memory().editor);
    EXPECT_THAT(d.memory().editor->wrong, HasSubstr("from -1e6 to 1e6"));
    d.press(Key::Escape);
    EXPECT_FALSE(d.memory().editor);
    EXPECT_FALSE(setup_of(d).start);
    d.click("Z(0,0)");
    d.type("4");
    EXPECT_FALSE(d.memory().editor) << "Z is computed";
}

TEST(NetworkWorkspace, SettingsAreChosenAndUndone) {
    Driver d(short_network());
    d.frames(2);
    const NetworkSetup before = setup_of(d);
    const Rules of_walk = d.state().document.rules;
    d.choose("network_ties", "Split evenly (tinygrad)");
    EXPECT_EQ(setup_of(d).tie, TieRule::Split);
    d.press(Key::T);
    EXPECT_EQ(setup_of(d).tie, TieRule::FirstPerRow);
    EXPECT_EQ(d.state().document.rules, of_walk) << "the Walk keeps its own rule";
    d.choose("network_output", "logistic");
    EXPECT_EQ(setup_of(d).output, OutputFunction::Logistic);
    const std::size_t entries = d.state().history.size();
    d.drag_by("seed", {40, 0});
    EXPECT_NE(setup_of(d).seed, before.seed);
    EXPECT_EQ(d.state().history.size(), entries + 1) << "one drag, one entry";
    while (d.state().history.can_undo()) d.ctrl(Key::Z);
    EXPECT_EQ(setup_of(d), before);
}

TEST(NetworkWorkspace, AnotherImageIsShownAtTheSameLayer) {
    Driver d(short_network());
    d.frames(2);
    d.session.run(Seek{2 * steps_per_image + 3});
    d.frames();
    d.choose("network_image", "Image 2");
    EXPECT_EQ(moment_of(d).place, (NetworkPlace{1, 1, NetworkStep::Pool}));
}

TEST(NetworkWorkspace, ALongTrainingRunsBesideTheFramesAndIsCancelled) {
    Driver d(short_network());
    d.frames(2);
    NetworkSetup longer = setup_of(d);
    longer.epochs = max_epochs;
    d.session.run(SetNetwork{longer});
    d.frames(2);
    ASSERT_TRUE(d.session.is_working());
    EXPECT_EQ(training_of(d).setup.epochs, 20) << "the last picture stays";
    EXPECT_TRUE(d.shows("training_progress"));
    d.press(Key::Right);
    EXPECT_EQ(d.state().play.network_done, 1) << "the window answers meanwhile";
    while (d.session.network().progress.epochs_done < 3) d.frames();
    d.click("cancel_training");
    wait_for_training(d);
    EXPECT_FALSE(d.session.is_working());
    EXPECT_EQ(training_of(d).setup.epochs, max_epochs);
    EXPECT_LT(training_of(d).epochs_done, max_epochs);
    EXPECT_GE(training_of(d).epochs_done, 3);
    EXPECT_TRUE(d.shows("training_stopped"));
    d.press(Key::End);
    EXPECT_FALSE(d.session.network().moment()) << "nothing is known of the last epoch";
    d.frames();
    d.press(Key::Home);
    EXPECT_TRUE(d.session.network().moment());
    d.click("train_on");
    d.frames();
    EXPECT_TRUE(d.session.is_working());
}

TEST(NetworkWorkspace, ItsPoolingLayerIsWalked) {
    Driver d(short_network());
    d.frames(2);
    EXPECT_FALSE(d.shows("walk_pooling")) << "nothing is pooled yet";
    d.session.run(Seek{3});
    d.frames(2);
    const NetworkPass pass = moment_of(d).pass;
    const NetworkSetup mine = setup_of(d);
    d.click("walk_pooling");
    d.frames();
    EXPECT_EQ(d.state().view.workspace, Workspace::Walk);
    EXPECT_EQ(d.state().document.title, "pooling of image 1, epoch 1");
    EXPECT_EQ(std::get<Tensor<double>>(*d.state().document.input), tensor_of(pass.rectified));
    EXPECT_EQ(std::get<Tensor<double>>(d.session.derived().grad_input), tensor_of(pass.d_rectified));
    EXPECT_EQ(setup_of(d), mine);
}

TEST(NetworkWorkspace, AFileWithoutANetworkKeepsTheOneThereIs) {
    Driver d(short_network());
    const NetworkSetup mine = setup_of(d);
    d.session.run(OpenExample{"ties"});
    d.frames();
    EXPECT_EQ(setup_of(d), mine);
}

TEST(NetworkWorkspace, TheExamplesOfferThemselvesInThePanel) {
    Driver d(short_network());
    d.frames(2);
    d.choose("network_example", "the tie rules part");
    d.frames(2);
    wait_for_training(d);
    EXPECT_EQ(curves_that_coincide(training_of(d)).size(), 6u);
    EXPECT_TRUE(d.shows("curves_words"));
}

}  // namespace
}  // namespace poolwalk::test
