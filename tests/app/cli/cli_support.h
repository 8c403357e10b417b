// Runs the real program and keeps what it says: stdout, stderr and the exit code.
// The tests of the command line are cli_test.cpp and, for `run`, cli_run_test.cpp.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/paths.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::test {

namespace fs = std::filesystem;

inline const std::string cases = source_path("tests/cases").string(),
                         bad_files = source_path("tests/badfiles").string();

struct Outcome {
    int code = -1;
    std::string out, err;
};

inline std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string quoted(const std::string& word) {
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
    return text + "'";
}

// Each test has a folder of its own to work in.
class Cli : public testing::Test {
protected:
    void SetUp() override { fs::create_directories(folder / "work"); }

    Outcome run(const std::vector<std::string>& words, const std::string& out = {}) const {
        std::string command = "cd " + quoted((folder / "work").string()) + " && env -u DISPLAY -u WAYLAND_DISPLAY " +
                              quoted(build_path("poolwalk").string());
        for (const std::string& word : words) command += " " + quoted(word);
        const std::string out_path = out.empty() ? (folder / "out").string() : out;
        command += " > " + quoted(out_path) + " 2> " + quoted((folder / "err").string()) + " < /dev/null";
        const int status = std::system(command.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out.empty() ? text_of(out_path) : "",
                text_of(folder / "err")};
    }

    // A file in the program's folder.
    fs::path put(const std::string& name, const std::string& text) const {
        const fs::path path = folder / "work" / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    std::string read(const std::string& name) const { return text_of(folder / "work" / name); }
    bool exists(const std::string& name) const { return fs::exists(folder / "work" / name); }

    void expect_error(const std::vector<std::string>& words, int code, const std::string& part) const {
        const Outcome outcome = run(words);
        EXPECT_EQ(outcome.code, code);
        EXPECT_THAT(outcome.out, testing::IsEmpty());
        EXPECT_THAT(outcome.err, testing::StartsWith("poolwalk: "));
        EXPECT_THAT(outcome.err, testing::HasSubstr(part));
        EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    }

    ScratchFolder scratch;
    fs::path folder = scratch.path();
};

}  // namespace poolwalk::test
