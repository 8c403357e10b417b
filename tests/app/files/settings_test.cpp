#include "app/files/settings.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "tests/support/scratch_folder.h"

namespace poolwalk::test {
namespace {

TEST(Settings, ComeBackOrAreRejected) {
    const ScratchFolder scratch;
    const auto file = scratch.path() / "settings.json";
    WindowSettings first;
    first.is_first_start = true;
    EXPECT_EQ(*read_settings(file), first);
    const WindowSettings settings{.width = 1280,
                                  .height = 801,
                                  .theme = Theme::Light,
                                  .scale = 1.5,
                                  .colormap = 1,
                                  .reduced_motion = true,
                                  .shows_all_settings = true,
                                  .export_look = {true, FigureGround::White, false, 7},
                                  .file = "/a/b.json",
                                  .page = "https://somewhere.org/poolwalk.html",
                                  .recent = {"/a/b.json", "/c.npy"},
                                  .lessons_done = {"overlap-adds"}};
    ASSERT_TRUE(write_settings(file, settings));
    EXPECT_EQ(*read_settings(file), settings);
    for (const char* broken : {"", "{\"width\": 5}", "{\"scale\": 9}", "{\"theme\": 3}", "[]", "{\"recent\": [1]}",
                               "{\"lessons_done\": 1}", "{\"export\": {}}", "{\"export\": 1}",
                               "{\"page\": \"somewhere\"}", "{\"page\": \"https://a#b\"}"}) {
        std::ofstream(file, std::ios::trunc) << broken;
        EXPECT_FALSE(read_settings(file)) << broken;
    }
}

TEST(Settings, OfTwoWindowsAreMerged) {
    const ScratchFolder scratch;
    const auto file = scratch.path() / "settings.json";
    const WindowSettings before{.width = 1280, .theme = Theme::Dark, .file = "/a", .recent = {"/a", "/b"}};
    ASSERT_TRUE(write_settings(file, before));
    WindowSettings one = before, other = before;
    one.theme = Theme::Light;
    one.recent = {"/one", "/a", "/b"};
    other.scale = 1.5;
    other.file = "/other";
    other.recent = {"/b", "/other", "/a"};
    ASSERT_TRUE(merge_settings(file, before, one));
    ASSERT_TRUE(merge_settings(file, before, other));
    EXPECT_EQ(*read_settings(file), (WindowSettings{.width = 1280,
                                                    .theme = Theme::Light,
                                                    .scale = 1.5,
                                                    .file = "/other",
                                                    .recent = {"/other", "/one", "/b", "/a"}}));
    ASSERT_TRUE(merge_settings(file, before, before));
    EXPECT_EQ(read_settings(file)->recent.size(), 4u) << "who changed nothing changes nothing";
    std::ofstream(file, std::ios::trunc) << "torn";
    ASSERT_TRUE(merge_settings(file, before, one));
    EXPECT_EQ(*read_settings(file), one);
}

TEST(Settings, OfWindowsThatEndTogetherAreAllKept) {
    const ScratchFolder scratch;
    const auto file = scratch.path() / "settings.json";
    {
        std::vector<std::jthread> windows;
        for (int i = 0; i < 8; ++i)
            windows.emplace_back(
                [&, i] { EXPECT_TRUE(merge_settings(file, {}, {.recent = {"/" + std::to_string(i)}})); });
    }
    EXPECT_EQ(read_settings(file)->recent.size(), 8u);
}

}  // namespace
}  // namespace poolwalk::test
