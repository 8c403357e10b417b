// Commands that are stopped by a signal while they wait for what they read. In the middle of writing they are stopped
// in cli_export_test.cpp and tests/core/io/files.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <thread>
#include <tuple>

#include "tests/app/cli/cli_support.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

using Words = std::vector<std::string>;

class CliStop : public Cli {
protected:
    // The program with an input that says nothing until it is closed.
    struct Running {
        pid_t process = -1;
        int input = -1;
    };

    Running start(Words words, int ignored = 0) const {
        int ends[2];
        EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
        words.insert(words.begin(), "poolwalk");
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        const std::string out = (folder / "out").string(), err = (folder / "err").string();
        const pid_t child = ::fork();
        if (child == 0) {
            if (ignored != 0) ::signal(ignored, SIG_IGN);
            const int to_out = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600),
                      to_err = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
            if (::dup2(ends[0], 0) == 0 && ::dup2(to_out, 1) == 1 && ::dup2(to_err, 2) == 2 &&
                ::chdir((folder / "work").c_str()) == 0)
                ::execv(build_path("poolwalk").c_str(), arguments.data());
            ::_exit(127);
        }
        ::close(ends[0]);
        return {child, ends[1]};
    }

    // Until it has made up its mind about signals: SIGURG is blocked for it alone.
    static bool listens(pid_t process) {
        for (int i = 0; i < 4000; ++i) {
            const std::string status = text_of("/proc/" + std::to_string(process) + "/status");
            const std::size_t at = status.find("SigBlk:");
            if (at == status.npos) return false;
            if ((std::stoull(status.substr(at + 7), nullptr, 16) >> (SIGURG - 1)) & 1) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return false;
    }

    Outcome end_of(const Running& running) const {
        int status = 0;
        ::waitpid(running.process, &status, 0);
        ::close(running.input);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(folder / "out"), text_of(folder / "err")};
    }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder / "work"), fs::directory_iterator()));
    }
};

TEST_F(CliStop, EveryCommandSaysWhatStoppedIt) {
    for (const Words& words : {Words{"run", "-", "--out", "."}, Words{"diagnose", "--x", "-", "--dx", "-"},
                               Words{"probe", "-"}, Words{"shot", "-", "--out", "p.png"},
                               Words{"film", "-", "--out", "p.gif"}, Words{"export", "-", "--to", "x.npy"}})
        for (const auto& [number, code, name] :
             {std::tuple{SIGTERM, 143, "SIGTERM"}, std::tuple{SIGINT, 130, "Ctrl+C"},
              std::tuple{SIGHUP, 129, "SIGHUP"}}) {
            const Running running = start(words);
            EXPECT_TRUE(listens(running.process)) << words.front();
            ::kill(running.process, number);
            const Outcome outcome = end_of(running);
            EXPECT_EQ(outcome.code, code) << words.front();
            EXPECT_EQ(outcome.err, std::string("poolwalk: stopped by ") + name + "; nothing unfinished is left\n");
            EXPECT_THAT(outcome.out, IsEmpty());
            EXPECT_EQ(files(), 0u);
        }
}

TEST_F(CliStop, WhatItIsToldToIgnoreStopsNothing) {
    const Running running = start({"run", "-", "--kernel", "2"}, SIGHUP);
    ASSERT_TRUE(listens(running.process));
    ::kill(running.process, SIGHUP);
    const std::string numbers = "1,2\n3,4\n";
    EXPECT_EQ(::write(running.input, numbers.data(), numbers.size()), static_cast<ssize_t>(numbers.size()));
    ::close(running.input);
    const Outcome outcome = end_of({running.process, -1});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, StartsWith("y"));
}

TEST_F(CliStop, AnOutputThatIsNoOrdinaryFileIsRefusedBeforeAnyWork) {
    const fs::path fifo = folder / "work" / "p.gif";
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    ASSERT_EQ(::mkfifo((folder / "work" / "dx.npy").c_str(), 0600), 0);
    ASSERT_EQ(::mkfifo((folder / "work" / "p.png").c_str(), 0600), 0);
    for (const Words& words : {Words{"film", "missing.npy", "--out", "p.gif", "--force"},
                               Words{"shot", "missing.npy", "--out", "p.png", "--force"},
                               Words{"export", "missing.npy", "--to", "dx.npy", "--force"}})
        expect_error(words, 1, "what is there is not an ordinary file");
    expect_error({"run", "--example", "ties", "--out", ".", "--force"}, 1, "what is there is not an ordinary file");
    EXPECT_EQ(files(), 3u);
}

}  // namespace
}  // namespace poolwalk::test
