#include "core/base/threads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <vector>

namespace poolwalk {
namespace {

TEST(Threads, AreWaitedForAtTheirEnd) {
    static_assert(has_threads);
    std::atomic<int> done = 0;
    {
        std::vector<JoinedThread> threads;
        for (int i = 1; i <= 3; ++i)
            threads.emplace_back(
                [&done](int value) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(20));
                    done += value;
                },
                i);
    }
    EXPECT_EQ(done, 6);
    EXPECT_GE(threads_here(), 1);
    EXPECT_LE(threads_here(), 8);
}

}  // namespace
}  // namespace poolwalk
