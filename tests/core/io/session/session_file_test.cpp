// What can happen to the file of a session: it is cut, a bit of it turns over, or the program that
// writes it is killed. It is then a whole session or refused, never half of one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>

#include <sys/wait.h>
#include <unistd.h>

#include "core/io/files/read_file.h"
#include "core/io/session/open_file.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"
#include "tests/core/doc/update/doc_support.h"
#include "tests/core/io/session/session_support.h"
#include "tests/support/paths.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::StartsWith;

class SessionFiles : public test::SessionFolder {};

// Loads as it stands, and then comes back the same; or is refused in one line.
void expect_whole_or_refused(const Result<SessionFile>& session, const fs::path& beside, int* loaded) {
    if (!session) {
        EXPECT_THAT(session.error().message, StartsWith("s.json"));
        EXPECT_EQ(session.error().message.find('\n'), std::string::npos) << session.error().message;
        return;
    }
    ++*loaded;
    EXPECT_EQ(document_error(*session->document.input, *session->document.grad_output, session->document.geometry),
              "");
    ASSERT_TRUE(write_session(beside, *session, true));
    const auto again = read_session(*read_file(beside), "again", beside.parent_path());
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_TRUE(identical(session->document, again->document));
}

TEST_F(SessionFiles, CutAnywhereAreRefused) {
    const std::string text = *read_file(source_path("tests/sessions/version-1.json"));
    for (std::size_t length = 0; length + 2 < text.size(); ++length) {
        const auto session = of(text.substr(0, length));
        ASSERT_FALSE(session) << length;
        ASSERT_THAT(session.error().message, StartsWith("s.json: "));
    }
}

TEST_F(SessionFiles, WithAnyBitTurnedOverAreWholeOrRefused) {
    const std::string text = *read_file(source_path("tests/sessions/version-1.json"));
    int loaded = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            std::string flipped = text;
            flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
            const auto session = of(flipped);
            // Digits and titles may turn into others; a key may not turn into an absent one.
            expect_whole_or_refused(session, folder / "again.json", &loaded);
            EXPECT_TRUE(!session || session->claim.has_value()) << flipped;
        }
    EXPECT_GT(loaded, 100);
    EXPECT_LT(loaded, static_cast<int>(text.size()) * 3);
}

// A session whose numbers all say which one it is; every other one is large.
SessionFile numbered(int number) {
    const std::int64_t side = number % 2 == 0 ? 6 : 96;
    Document document = document_of(std::to_string(number), make_tensor(DType::Float64, {1, 1, side, side}, number),
                                    {.kernel = {1, 1}, .stride = {1, 1}}, {});
    document.grad_output = make_tensor(DType::Float64, {1, 1, side, side}, -number);
    return {.document = std::move(document)};
}

std::string fault_of(const SessionFile& session) {
    const double number = std::atof(session.document.title.c_str());
    for (const double value : values_of(*session.document.input))
        if (value != number) return "X is of another session";
    for (const double value : values_of(*session.document.grad_output))
        if (value != -number) return "dY is of another session";
    return {};
}

TEST_F(SessionFiles, SurviveTwoHundredKilledSaves) {
    const fs::path path = folder / "s.json";
    const auto start = std::chrono::steady_clock::now();
    ASSERT_TRUE(write_session(path, numbered(0), false));
    // So that a slow machine, too, finishes some saves.
    const auto once = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    const int longest_us = std::max(6000, static_cast<int>(3 * once.count()));
    std::srand(5);
    int moved_on = 0;
    std::string before = "0";
    for (int round = 1; round <= 200; ++round) {
        // Becoming a process of its own may take longer than many saves: the time runs from the child's first one.
        int begun[2];
        ASSERT_EQ(::pipe(begun), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            int number = round * 1000;
            bool goes_on = write_session(path, numbered(number), true).ok() && ::write(begun[1], "b", 1) == 1;
            while (goes_on) goes_on = write_session(path, numbered(++number), true).ok();
            ::_exit(1);
        }
        ::close(begun[1]);  // a child that ends by itself is then the end of the pipe, too
        char byte = 0;
        ASSERT_EQ(::read(begun[0], &byte, 1), 1) << "the first save failed";
        ::close(begun[0]);
        ::usleep(static_cast<useconds_t>(std::rand() % longest_us));
        ASSERT_EQ(::kill(child, SIGKILL), 0);
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status)) << "a save ended by itself";
        const auto session = read("s.json");
        ASSERT_TRUE(session) << "round " << round << ": " << session.error().message;
        ASSERT_EQ(fault_of(*session), "") << "round " << round;
        moved_on += session->document.title != before;
        before = session->document.title;
    }
    EXPECT_GT(moved_on, 20) << "hardly a save was ever done";
    ASSERT_TRUE(write_session(path, numbered(1), true));
    EXPECT_THAT(names(), ElementsAre("s.dy-", "s.json", "s.x-")) << "what killed saves left is swept up by the next";
}

TEST_F(SessionFiles, StoppedAnywhereLeaveTheSaveBefore) {
    const fs::path path = folder / "s.json";
    ASSERT_TRUE(write_session(path, numbered(1), false));
    int pieces = 0;
    ASSERT_TRUE(write_session(folder / "t.json", numbered(3), false, [&](double) { return ++pieces > 0; }));
    remove_session(folder / "t.json");
    ASSERT_GE(pieces, 5) << "heads and values of two arrays, and the session";
    for (int asked = 0; asked < pieces; ++asked) {
        int left = asked;
        const auto stopped = write_session(path, numbered(3), true, [&](double) { return left-- > 0; });
        ASSERT_FALSE(stopped) << asked;
        const auto session = read("s.json");
        ASSERT_TRUE(session) << asked;
        EXPECT_EQ(fault_of(*session), "");
        EXPECT_EQ(session->document.title, "1");
        EXPECT_THAT(names(), ElementsAre("s.dy-", "s.json", "s.x-")) << "nothing of the new one is left";
    }
    // The arrays of the one before stay, also where the new one has the same.
    int left = pieces - 1;
    ASSERT_FALSE(write_session(path, numbered(1), true, [&](double) { return left-- > 0; }));
    EXPECT_TRUE(read("s.json"));
}

TEST_F(SessionFiles, BehindALinkStandWithTheirArraysWhereItLeads) {
    fs::create_directories(folder / "elsewhere");
    ASSERT_TRUE(write_session(folder / "elsewhere/real.json", numbered(1), false));
    fs::create_symlink("elsewhere/real.json", folder / "link.json");
    EXPECT_FALSE(write_session(folder / "link.json", numbered(3), false));
    ASSERT_TRUE(write_session(folder / "link.json", numbered(3), true));
    EXPECT_TRUE(fs::is_symlink(folder / "link.json"));
    EXPECT_THAT(names(), ElementsAre("elsewhere", "link.json"));
    for (const fs::path& path : {folder / "link.json", folder / "elsewhere/real.json"}) {
        const auto contents = read_contents(path);
        ASSERT_TRUE(contents) << contents.error().message;
        EXPECT_EQ(std::get<SessionFile>(*contents).document.title, "3");
        EXPECT_GT(bytes_to_read(path), 2u * 96 * 96 * sizeof(double));
    }
}

// The road of the window: by name, whatever is in it.
TEST_F(SessionFiles, AreToldFromCasesAndLessons) {
    ASSERT_TRUE(write_session(folder / "s.json", numbered(3), false));
    const auto contents = read_contents(folder / "s.json");
    ASSERT_TRUE(contents) << contents.error().message;
    EXPECT_TRUE(std::holds_alternative<SessionFile>(*contents));
    const auto command = command_to_open(folder / "s.json");
    ASSERT_TRUE(command);
    EXPECT_EQ(command->as<OpenSession>()->file, (folder / "s.json").string());
    put("x.json", R"({"poolwalk": "film"})");
    EXPECT_THAT(read_contents(folder / "x.json").error().message,
                testing::HasSubstr("poolwalk: expected \"session\" or \"lesson\", found \"film\""));
    put("x.json", R"({"poolwalk": 7})");
    EXPECT_FALSE(read_contents(folder / "x.json"));
    const auto problem = read_contents(source_path("tests/cases/pub-001-basic-2x2.json"));
    ASSERT_TRUE(problem);
    EXPECT_TRUE(std::holds_alternative<Case>(*problem));
    const auto lesson = command_to_open(source_path("assets/lessons/02-one-value.json"));
    ASSERT_TRUE(lesson) << lesson.error().message;
    EXPECT_TRUE(lesson->is<StartLesson>());
}

}  // namespace
}  // namespace poolwalk::io
