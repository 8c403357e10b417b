#include "core/doc/derived/max_pyramid.h"

#include <gmock/gmock.h>

#include <cmath>

#include "core/doc/document.h"

namespace poolwalk::test {
namespace {

constexpr Shape large{1, 2, 301, 263};  // neither side a power of two

float standing_for(const AnyTensor& tensor, MaxPyramid::Of of, int level, std::int64_t plane, std::int64_t h,
                   std::int64_t w) {
    const Shape& shape = shape_of(tensor);
    const std::int64_t side = std::int64_t{1} << level;
    auto held = static_cast<float>(value_at(tensor, plane, h * side, w * side));
    for (std::int64_t y = h * side; y < std::min((h + 1) * side, shape.h); ++y)
        for (std::int64_t x = w * side; x < std::min((w + 1) * side, shape.w); ++x)
            held = MaxPyramid::of_both(of, held, static_cast<float>(value_at(tensor, plane, y, x)));
    return held;
}

void expect_maxima(const MaxPyramid& max_pyramid, const AnyTensor& tensor, MaxPyramid::Of of) {
    const Shape& shape = shape_of(tensor);
    for (int level = 1; level <= max_pyramid.levels(); ++level) {
        const std::int64_t side = std::int64_t{1} << level;
        int wrong = 0;
        for (std::int64_t p = 0; p < shape.planes(); ++p)
            for (std::int64_t h = 0; h < (shape.h + side - 1) / side; ++h)
                for (std::int64_t w = 0; w < (shape.w + side - 1) / side; ++w) {
                    const float got = max_pyramid.row(level, p, h)[w],
                                want = standing_for(tensor, of, level, p, h, w);
                    // Of -5 and 5 either is as far from 0.
                    wrong += std::isnan(want)
                                 ? !std::isnan(got)
                                 : std::abs(got) != std::abs(want) || (of == MaxPyramid::Of::Largest && got != want);
                }
        EXPECT_EQ(wrong, 0) << "level " << level;
    }
}

TEST(MaxPyramid, AreTheLargestOfTheirBlocksAndStaySoAfterEdits) {
    for (const DType dtype : {DType::Float32, DType::Float64})
        for (const MaxPyramid::Of of : {MaxPyramid::Of::Largest, MaxPyramid::Of::FarthestFromZero}) {
            AnyTensor tensor = random_tensor(RandomKind::Distinct, dtype, large, 5);
            for (std::int64_t i = 0; i < large.h; i += 3)
                set_value(tensor, i % 2, i, i % large.w, -1e6 * static_cast<double>(i));
            set_value(tensor, 1, 300, 262, std::nan(""));
            MaxPyramid max_pyramid(tensor, of);
            ASSERT_EQ(max_pyramid.levels(), 9);
            expect_maxima(max_pyramid, tensor, of);

            set_value(tensor, 1, 300, 262, 3);  // the NaN goes
            max_pyramid.renew(tensor, 1, {{300, 301}, {262, 263}});
            for (std::int64_t h = 100; h < 103; ++h)
                for (std::int64_t w = 50; w < 60; ++w) set_value(tensor, 0, h, w, 9e7 * static_cast<double>(w - 55));
            max_pyramid.renew(tensor, 0, {{100, 103}, {50, 60}});
            expect_maxima(max_pyramid, tensor, of);
        }
}

TEST(MaxPyramid, AreNotKeptOfSmallPlanes) {
    EXPECT_EQ(MaxPyramid(make_tensor(DType::Float32, {9, 1, 256, 256}), MaxPyramid::Of::Largest).levels(), 0);
    EXPECT_EQ(MaxPyramid(make_tensor(DType::Float32, {1, 1, 1, 65537}), MaxPyramid::Of::Largest).levels(), 17);
}

TEST(MaxPyramid, TheLevelMakesABlockAtLeastAPixelWide) {
    EXPECT_EQ(level_for(30), 0);
    EXPECT_EQ(level_for(1), 0);
    EXPECT_EQ(level_for(0.99f), 1);
    EXPECT_EQ(level_for(0.1f), 4);
}

}  // namespace
}  // namespace poolwalk::test
