#include "core/base/visits.h"

#include <gtest/gtest.h>

#include <thread>

#include "core/pool/window.h"

namespace poolwalk::test {
namespace {

const Geometry wide{.kernel = {3, 3}, .stride = {1, 1}, .pads = {1, 1, 1, 1}};

void look_at(Place window) {
    for_each_cell(wide, 4, 4, window, [](std::int64_t, std::int64_t, Place) {});
}

TEST(Visits, CountTheCellsOfAWindowThatAreLookedAt) {
    const VisitCount count;
    look_at({1, 1});
    EXPECT_EQ(count.so_far(), 9);
    look_at({0, 0});
    EXPECT_EQ(count.so_far(), 9 + 4) << "padding is not looked at";
}

TEST(Visits, AreCountedByTheInnermostCountOfTheirThreadAlone) {
    const VisitCount outer;
    {
        const VisitCount inner;
        look_at({1, 1});
        EXPECT_EQ(inner.so_far(), 9);
    }
    std::thread([] { look_at({1, 1}); }).join();
    EXPECT_EQ(outer.so_far(), 0);
    look_at({3, 3});
    EXPECT_EQ(outer.so_far(), 4);
}

TEST(Visits, AreNotCountedWhereNobodyAsks) {
    look_at({1, 1});
    const VisitCount count;
    EXPECT_EQ(count.so_far(), 0);
}

}  // namespace
}  // namespace poolwalk::test
