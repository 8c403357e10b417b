#include "core/io/files/read_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include <sys/stat.h>

#include "tests/support/scratch_folder.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::EndsWith;

class ReadUnusualFile : public testing::Test {
protected:
    static std::string error_of(const fs::path& path) {
        const auto read = read_file(path);
        return read ? "it was read" : read.error().message;
    }
    ScratchFolder scratch;
    fs::path folder = scratch.path();
};

TEST_F(ReadUnusualFile, SaysWhatItIsThatCannotBeRead) {
    EXPECT_THAT(error_of(folder / "missing"), EndsWith("missing: there is no such file"));
    EXPECT_THAT(error_of(folder), EndsWith("this is a folder, expected a file"));
    EXPECT_THAT(error_of("/dev/zero"), EndsWith("this is not an ordinary file"));
    std::ofstream(folder / "file") << "text";
    EXPECT_THAT(error_of(folder / "file" / "below"), EndsWith("there is no such file"));
    EXPECT_EQ(*read_file(folder / "file"), "text");
}

// Nobody will ever write to it.
TEST_F(ReadUnusualFile, DoesNotWaitForAPipe) {
    ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
    EXPECT_THAT(error_of(folder / "fifo"), EndsWith("this is not an ordinary file"));
}

// Between a look at the file and its opening it may become a pipe.
TEST_F(ReadUnusualFile, DoesNotWaitForAFileThatBecomesAPipe) {
    ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
    std::ofstream(folder / "file") << "text";
    fs::create_symlink("file", folder / "link");
    std::atomic<bool> over = false;
    std::thread turning([&] {
        for (bool pipe = true; !over; pipe = !pipe) {
            fs::create_symlink(pipe ? "fifo" : "file", folder / "next");
            fs::rename(folder / "next", folder / "link");
        }
    });
    for (int i = 0; i < 2000; ++i) {
        const auto read = read_file(folder / "link");
        if (read) EXPECT_EQ(*read, "text");
        else EXPECT_THAT(read.error().message, EndsWith("this is not an ordinary file"));
    }
    over = true;
    turning.join();
}

}  // namespace
}  // namespace poolwalk::io
