#include "core/base/fill_large.h"

#include <gtest/gtest.h>

#include <vector>

namespace poolwalk {
namespace {

TEST(FillLarge, HoldsZerosAndTellsOnTheWay) {
    std::vector<float> values, parts;
    ASSERT_TRUE(fill_large(values, 3'000'001, [&](double part) { return parts.push_back(float(part)), true; }));
    EXPECT_EQ(values, std::vector<float>(3'000'001));
    ASSERT_EQ(parts.size(), 3u) << "pieces of 4 MB";
    EXPECT_TRUE(parts[0] > 0 && parts[0] < parts[1] && parts[1] < parts[2]);
    EXPECT_EQ(parts[2], 1);
}

TEST(FillLarge, Stops) {
    std::vector<double> values;
    int told = 0;
    EXPECT_FALSE(fill_large(values, 3'000'000, [&](double) { return ++told < 3; }));
    EXPECT_EQ(told, 3);
    EXPECT_TRUE(values.size() < 3'000'000);
}

TEST(FillLarge, MayBeOfNothing) {
    std::vector<float> values;
    EXPECT_TRUE(fill_large(values, 0, [](double) { return false; }));
    EXPECT_TRUE(values.empty());
}

}  // namespace
}  // namespace poolwalk
