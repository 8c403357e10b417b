#include "core/network/training.h"
#include "tests/support/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace poolwalk::test {
namespace {

using nlohmann::json;

json published() { return json::parse(std::ifstream(source_path("tests/cases/seed-002-training.json"))); }

void expect_close(double got, double want, const std::string& what) {
    EXPECT_LE(std::abs(got - want), 1e-9 + 1e-9 * std::abs(want)) << what << ": got " << got << ", want " << want;
}

class PublishedRun : public testing::TestWithParam<const char*> {};

TEST_P(PublishedRun, IsRepeatedToTheNinthDigit) {
    const json want = published()[GetParam()];
    NetworkSetup setup = default_setup();
    setup.draw = want["draw"];
    const TrainingRun run = train_with(setup, TieRule::All);
    for (std::size_t i = 0; i < 2; ++i) {
        expect_close(run.before[i], want["prediction_before"][i], "before");
        expect_close(run.after[i], want["prediction_after"][i], "after");
    }
    for (std::size_t i = 0; i < want["loss"].size(); ++i)
        expect_close(run.losses[want["loss_epochs"][i].get<std::size_t>()], want["loss"][i],
                     "loss " + std::to_string(i));
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) expect_close(run.last.kernel(r, c), want["w1_after"][r][c], "kernel");
    for (int i = 0; i < 4; ++i) expect_close(run.last.dense(i), want["w2_after"][i][0], "dense");
}

INSTANTIATE_TEST_SUITE_P(Training, PublishedRun, testing::Values("run", "second_draw_run"));

TEST(Training, TargetsAreTheOutputFunctionOfTheSum) {
    const json file = published();
    for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(target_of(default_setup(), i), file["target"][i].get<double>());
    NetworkSetup setup = default_setup();
    setup.output = OutputFunction::Logistic;
    EXPECT_NEAR(target_of(setup, 1), 1 / (1 + std::exp(12.0)), 1e-15);
    setup.samples[1].target = 0.25;
    EXPECT_EQ(target_of(setup, 1), 0.25);
}

NetworkSetup short_setup() {
    NetworkSetup setup = default_setup();
    setup.draw = 1;
    setup.epochs = 12;
    return setup;
}

// What a step shows is what the training did, at every image of every epoch.
TEST(Training, APassInTheMiddleIsWorkedOutExactly) {
    const NetworkSetup setup = short_setup();
    const Training training = train(setup);
    Weights weights = start_weights(setup);
    for (std::int64_t epoch = 0; epoch < setup.epochs; ++epoch) {
        double loss = 0;
        for (std::int64_t sample = 0; sample < 2; ++sample) {
            const NetworkPass pass = pass_at(training, {epoch, sample, NetworkStep::Loss});
            EXPECT_EQ(pass.weights, weights);
            weights = pass.updated;
            loss += pass.loss;
        }
        EXPECT_EQ(training.own().losses[static_cast<std::size_t>(epoch)], loss);
        EXPECT_EQ(training.weights[static_cast<std::size_t>(epoch + 1)], weights);
    }
    EXPECT_EQ(training.own().last, weights);
}

TEST(Training, EveryRuleLearnsBesideTheOthersAsItDoesAlone) {
    const NetworkSetup setup = short_setup();
    const Training training = train(setup);
    ASSERT_EQ(training.runs.size(), tie_rules().size());
    for (const TrainingRun& run : training.runs) EXPECT_EQ(run.losses, train_with(setup, run.tie).losses);
}

TEST(Training, AStopLeavesCurvesOfOneLength) {
    NetworkSetup setup = default_setup();
    setup.epochs = max_epochs;
    const Training training =
        train(setup, [&](double part) { return part * static_cast<double>(setup.epochs) < 4.5; });
    EXPECT_EQ(training.epochs_done, 5);
    for (const TrainingRun& run : training.runs)
        EXPECT_EQ(run.losses.size(), static_cast<std::size_t>(training.epochs_done));
    EXPECT_EQ(training.weights.size(), static_cast<std::size_t>(training.epochs_done + 1));
}

TEST(Training, StepsAreCountedThereAndBack) {
    NetworkSetup setup = short_setup();
    setup.samples.push_back(setup.samples.front());
    EXPECT_EQ(network_step_count(setup), 12 * 3 * steps_per_image);
    for (std::int64_t i = 0; i < network_step_count(setup); ++i)
        EXPECT_EQ(network_index(setup, network_place(setup, i)), i);
    EXPECT_EQ(network_place(setup, 0), (NetworkPlace{0, 0, NetworkStep::Convolve}));
    EXPECT_EQ(network_place(setup, 12), (NetworkPlace{0, 0, NetworkStep::Update}));
    EXPECT_EQ(network_place(setup, 39), (NetworkPlace{1, 0, NetworkStep::Convolve}));
}

TEST(Training, WhatCannotBeTrainedIsSaid) {
    const auto wrong = [](const auto& change) {
        NetworkSetup setup = default_setup();
        change(setup);
        return setup_error(setup);
    };
    EXPECT_EQ(setup_error(default_setup()), "");
    EXPECT_THAT(wrong([](NetworkSetup& s) { s.samples.clear(); }), testing::HasSubstr("images"));
    EXPECT_THAT(wrong([](NetworkSetup& s) { s.samples[0].image(3, 3) = NAN; }), testing::HasSubstr("pixel"));
    EXPECT_THAT(wrong([](NetworkSetup& s) { s.samples[1].target = INFINITY; }), testing::HasSubstr("target"));
    EXPECT_THAT(wrong([](NetworkSetup& s) { s.seed = -1; }), testing::HasSubstr("seed"));
    EXPECT_THAT(wrong([](NetworkSetup& s) { s.seed = std::int64_t{1} << 32; }), testing::HasSubstr("seed"));
    EXPECT_THAT(wrong([](NetworkSetup& s) { s.draw = max_draw + 1; }), testing::HasSubstr("draw"));
    EXPECT_THAT(wrong([](NetworkSetup& s) { s.rate = NAN; }), testing::HasSubstr("rate"));
    EXPECT_THAT(wrong([](NetworkSetup& s) { s.epochs = 0; }), testing::HasSubstr("epochs"));
    EXPECT_THAT(wrong([](NetworkSetup& s) { s.dense_scale = INFINITY; }), testing::HasSubstr("scale"));
    EXPECT_THAT(wrong([](NetworkSetup& s) {
                    s.start = Weights{};
                    s.start->dense(2) = NAN;
                }),
                testing::HasSubstr("weight"));
}

}  // namespace
}  // namespace poolwalk::test
