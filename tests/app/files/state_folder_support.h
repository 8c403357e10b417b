// A folder for a test, and a state folder that all tests of this process share: a process has one autosave.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "app/files/state_folder.h"

namespace poolwalk::test {

class StateFolderTest : public testing::Test {
protected:
    static const std::filesystem::path& home() {
        static const std::filesystem::path path =
            std::filesystem::temp_directory_path() / ("poolwalk-keeping-" + std::to_string(std::random_device{}()));
        return path;
    }
    static void SetUpTestSuite() { ::setenv("XDG_STATE_HOME", (home() / "state").c_str(), 1); }
    static void TearDownTestSuite() { std::filesystem::remove_all(home()); }
    void SetUp() override {
        folder = home() / testing::UnitTest::GetInstance()->current_test_info()->name();
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(state_folder()); }

    std::string path(const std::string& name) const { return (folder / name).string(); }

    std::filesystem::path folder;
};

}  // namespace poolwalk::test
