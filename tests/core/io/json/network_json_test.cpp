#include "core/io/json/network_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/io/session/case_file.h"
#include "core/io/session/examples.h"

namespace poolwalk::io {
namespace {

using testing::HasSubstr;

Result<Case> read(const std::string& network) {
    return read_case(R"({"id": "n", "title": "N", "network": )" + network + "}", "n.json");
}

TEST(NetworkFields, WhatIsAbsentIsThePublishedRuns) { EXPECT_EQ(read("{}")->network, default_setup()); }

TEST(NetworkFields, EveryFieldIsRead) {
    const std::string row = "[1, 0, -1, 2.5, 0, 1]",
                      image = "[" + row + "," + row + "," + row + "," + row + "," + row + "," + row + "]";
    const auto read_all =
        read(R"({"seed": 5, "draw": 2, "kernel_scale": 1.5, "dense_scale": 3, "rate": 0.2, "epochs": 7,
        "tie_rule": "split", "output": "logistic", "kernel": [[1,2,3],[4,5,6],[7,8,9]], "dense": [1,2,3,4],
        "samples": [{"image": )" +
             image + R"(, "target": 0.5}]})");
    ASSERT_TRUE(read_all) << read_all.error().message;
    const NetworkSetup& setup = *read_all->network;
    EXPECT_EQ(setup.seed, 5);
    EXPECT_EQ(setup.draw, 2);
    EXPECT_EQ(setup.kernel_scale, 1.5);
    EXPECT_EQ(setup.dense_scale, 3);
    EXPECT_EQ(setup.rate, 0.2);
    EXPECT_EQ(setup.epochs, 7);
    EXPECT_EQ(setup.tie, TieRule::Split);
    EXPECT_EQ(setup.output, OutputFunction::Logistic);
    EXPECT_EQ(setup.start->kernel(1, 0), 4);
    EXPECT_EQ(setup.start->dense(3), 4);
    ASSERT_EQ(setup.samples.size(), 1u);
    EXPECT_EQ(setup.samples[0].image(5, 3), 2.5);
    EXPECT_EQ(setup.samples[0].target, 0.5);
}

TEST(NetworkFields, WhatIsWrongIsNamed) {
    EXPECT_THAT(read(R"({"kernel": [[1,2],[3,4]], "dense": [1,2,3,4]})").error().message,
                HasSubstr("network.kernel"));
    EXPECT_THAT(read(R"({"kernel": [[1,2,3],[4,5,6],[7,8,9]]})").error().message, HasSubstr("network.dense"));
    EXPECT_THAT(read(R"({"output": "tanh"})").error().message, HasSubstr("one of arctan, logistic"));
    EXPECT_THAT(read(R"({"tie_rule": "nearest"})").error().message, HasSubstr("tie_rule"));
    EXPECT_THAT(read(R"({"epochs": 0})").error().message, HasSubstr("epochs must be from 1"));
    EXPECT_THAT(read(R"({"samples": []})").error().message, HasSubstr("1 to 8 samples"));
    EXPECT_THAT(read(R"({"rate": "nan"})").error().message, HasSubstr("rate"));
}

TEST(NetworkFields, WhatIsWrittenIsReadBackToTheBit) {
    NetworkSetup setup = default_setup();
    setup.rate = 0.1 + 0.2;
    setup.tie = TieRule::FirstPerRow;
    setup.output = OutputFunction::Logistic;
    setup.samples[1].target = -1.0 / 3;
    setup.samples.push_back(setup.samples[0]);
    setup.samples[2].image(4, 1) = 1e-300;
    EXPECT_EQ(read(network_json(setup).dump())->network, setup);
    setup.start = start_weights(setup);
    EXPECT_EQ(read(network_json(setup).dump())->network, setup);
}

// The other workspaces have something to walk: the network's own pooling layer.
TEST(NetworkFields, AFileWithoutXBringsThePoolingOfItsFirstPass) {
    const auto problem = read(R"({"draw": 1})");
    ASSERT_TRUE(problem) << problem.error().message;
    EXPECT_EQ(shape_of(problem->input), (Shape{1, 1, 4, 4}));
    EXPECT_EQ(shape_of(*problem->grad_output), (Shape{1, 1, 2, 2}));
    EXPECT_EQ(problem->rules.tie, TieRule::All);
    EXPECT_GT(value_at(problem->input, 0, 2, 2), 2);
}

TEST(NetworkFields, ThreeExamplesOpenInTheNetwork) {
    int networks = 0;
    for (const Example& example : examples()) {
        const auto document = load_example(example.name);
        ASSERT_TRUE(document);
        EXPECT_EQ(document->network.has_value(), example.is_network);
        networks += example.is_network;
    }
    EXPECT_EQ(networks, 3);
}

}  // namespace
}  // namespace poolwalk::io
