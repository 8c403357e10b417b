#include "core/doc/derived/range_table.h"

#include <gtest/gtest.h>

#include "core/doc/document.h"

namespace poolwalk::test {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

TEST(RangeTable, SpansTheFiniteValuesOfEveryPiece) {
    for (const DType dtype : {DType::Float32, DType::Float64}) {
        AnyTensor tensor = make_tensor(dtype, {1, 2, 150, 150}, 5);  // 45,000 cells: three pieces
        set_value(tensor, 0, 0, 0, -inf);
        set_value(tensor, 1, 149, 149, inf);
        RangeTable table(tensor);
        EXPECT_EQ(table.range(), (ValueRange{5, 5}));
        EXPECT_FALSE(table.has_nan());

        const auto edit = [&](std::int64_t plane, Place at, double value) {
            set_value(tensor, plane, at.h, at.w, value);
            table.renew(tensor, plane, {{at.h, at.h + 1}, {at.w, at.w + 1}});
        };
        edit(1, {149, 148}, 9);
        edit(0, {0, 1}, -2);
        edit(1, {0, 0}, nan);
        EXPECT_EQ(table.range(), (ValueRange{-2, 9}));
        EXPECT_TRUE(table.has_nan());
        edit(1, {149, 148}, 6);
        edit(0, {0, 1}, inf);
        edit(1, {0, 0}, 5);
        EXPECT_EQ(table.range(), (ValueRange{5, 6}));
        EXPECT_FALSE(table.has_nan());

        for (std::int64_t h = 20; h < 140; ++h)
            for (std::int64_t w = 10; w < 20; ++w) set_value(tensor, 1, h, w, static_cast<double>(h));
        table.renew(tensor, 1, {{20, 140}, {10, 20}});
        EXPECT_EQ(table.range(), (ValueRange{5, 139}));
    }
}

TEST(RangeTable, IsZeroWithoutAFiniteValue) {
    for (const double value : {nan, inf, -inf})
        EXPECT_EQ(RangeTable(make_tensor(DType::Float32, {1, 1, 2, 3}, value)).range(), ValueRange{});
    EXPECT_EQ(RangeTable().range(), ValueRange{});
}

}  // namespace
}  // namespace poolwalk::test
