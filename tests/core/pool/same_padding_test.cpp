#include "core/pool/same_padding.h"

#include <gtest/gtest.h>

namespace poolwalk {
namespace {

TEST(SamePads, GiveAsManyWindowsAsStridesFitWithAsLittlePaddingAsTheyNeed) {
    for (std::int64_t cells = 1; cells <= 9; ++cells)
        for (std::int64_t kernel = 1; kernel <= 4; ++kernel)
            for (std::int64_t stride = 1; stride <= 4; ++stride)
                for (std::int64_t dilation = 1; dilation <= 3; ++dilation) {
                    Geometry geometry{.kernel = {1, kernel}, .stride = {1, stride}, .dilation = {1, dilation}};
                    geometry.pads = same_pads({1, 1, 1, cells}, geometry);
                    const std::int64_t begin = geometry.pads.left, end = geometry.pads.right;
                    const auto windows = [&](std::int64_t padding_end) {
                        return output_size(cells, begin, padding_end, kernel, stride, dilation, false);
                    };
                    SCOPED_TRACE(std::to_string(cells) + " cells, kernel " + std::to_string(kernel) + ", stride " +
                                 std::to_string(stride) + ", dilation " + std::to_string(dilation));
                    EXPECT_EQ(windows(end), (cells + stride - 1) / stride);
                    EXPECT_TRUE(end == begin || end == begin + 1);
                    EXPECT_TRUE(end == 0 || windows(end - 1) < windows(end));
                    EXPECT_EQ(geometry.pads.top + geometry.pads.bottom, 0);
                }
}

// From the documentation of tf.nn.max_pool: 13 cells, kernel 6, stride 5 take 3 windows, 1 cell before and 2 behind.
TEST(SamePads, AreTensorFlows) {
    const Geometry geometry{.kernel = {1, 6}, .stride = {1, 5}};
    EXPECT_EQ(same_pads({1, 1, 1, 13}, geometry), (Pads{0, 1, 0, 2}));
}

TEST(SamePads, AreNoneWhereTheNumbersMakeNoWindow) {
    EXPECT_EQ(same_pads({1, 1, 4, 4}, {.kernel = {0, -1}, .stride = {0, 1}}), (Pads{}));
    EXPECT_EQ(same_pads({1, 1, 4, 4}, {.kernel = {max_parameter + 1, 2}, .stride = {1, 2}}), (Pads{}));
}

}  // namespace
}  // namespace poolwalk
