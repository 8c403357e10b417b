#include "app/files/settings.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace poolwalk::test {
namespace {

TEST(Settings, ComeBackOrAreRejected) {
    const auto file =
        std::filesystem::path(testing::TempDir()) / ("settings-" + std::to_string(::getpid()) + ".json");
    EXPECT_EQ(*read_settings(file), WindowSettings{.is_first_start = true});
    const WindowSettings settings{.width = 1280,
                                  .height = 801,
                                  .theme = Theme::Light,
                                  .scale = 1.5,
                                  .colormap = 1,
                                  .reduced_motion = true,
                                  .shows_all_settings = true,
                                  .file = "/a/b.json",
                                  .recent = {"/a/b.json", "/c.npy"},
                                  .lessons_done = {"overlap-adds"}};
    ASSERT_TRUE(write_settings(file, settings));
    EXPECT_EQ(*read_settings(file), settings);
    for (const char* broken : {"", "{\"width\": 5}", "{\"scale\": 9}", "{\"theme\": 3}", "[]", "{\"recent\": [1]}",
                               "{\"lessons_done\": 1}"}) {
        std::ofstream(file, std::ios::trunc) << broken;
        EXPECT_FALSE(read_settings(file)) << broken;
    }
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace poolwalk::test
