#include "core/network/numpy_random.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/network/setup.h"
#include "tests/support/paths.h"

namespace poolwalk::test {
namespace {

nlohmann::json published() {
    return nlohmann::json::parse(std::ifstream(source_path("tests/cases/seed-002-training.json")));
}

// As NumPy documents them: RandomState(0).randn(5), RandomState(42).random_sample(3).
TEST(NumpyRandom, NormalNumbersAreThoseOfNumpyToTheBit) {
    NumpyRandom random(0);
    for (const double want :
         {1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458, 1.8675579901499675})
        EXPECT_EQ(random.randn(), want);
}

TEST(NumpyRandom, UniformNumbersAreThoseOfNumpyToTheBit) {
    NumpyRandom random(42);
    for (const double want : {0.3745401188473625, 0.9507143064099162, 0.7319939418114051})
        EXPECT_EQ(random.random_sample(), want);
}

TEST(NumpyRandom, StartWeightsOfBothPublishedRunsAreExact) {
    const nlohmann::json file = published();
    for (const char* key : {"run", "second_draw_run"}) {
        NetworkSetup setup = default_setup();
        setup.draw = file[key]["draw"];
        const Weights weights = start_weights(setup);
        for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 3; ++c) EXPECT_EQ(weights.kernel(r, c), file[key]["w1"][r][c].get<double>()) << key;
        for (int i = 0; i < 4; ++i) EXPECT_EQ(weights.dense(i), file[key]["w2"][i][0].get<double>()) << key;
    }
}

TEST(NumpyRandom, TypedWeightsTakeThePlaceOfDrawnOnes) {
    NetworkSetup setup = default_setup();
    Weights typed;
    typed.kernel(1, 2) = 5;
    setup.start = typed;
    EXPECT_EQ(start_weights(setup), typed);
}

}  // namespace
}  // namespace poolwalk::test
