#include "app/background/watch_task.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "core/io/session/open_file.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;

class Watching : public testing::Test {
protected:
    std::string path(const std::string& name) const { return (scratch_.path() / name).string(); }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name) + ".part") << text;
        fs::rename(path(name) + ".part", path(name));
    }
    // What comes of it within 5 s.
    std::vector<Command> next(const WatchedFile& file) {
        for (int i = 0; i < 5000; ++i, std::this_thread::sleep_for(1ms))
            if (auto commands = task_.follow(file); !commands.empty()) return commands;
        return {};
    }
    // Long enough for two looks at the file and more.
    void expect_silence(const WatchedFile& file) {
        for (int i = 0; i < 400; ++i, std::this_thread::sleep_for(1ms)) EXPECT_TRUE(task_.follow(file).empty());
    }
    std::string told(const WatchedFile& file) {
        const auto commands = next(file);
        const auto* tell = commands.size() == 1 ? commands[0].as<Tell>() : nullptr;
        return tell ? tell->sentence : "nothing was said";
    }
    std::optional<Document> read_again(const WatchedFile& file) {
        const auto commands = next(file);
        const auto* again = commands.size() == 1 ? commands[0].as<ReadAgain>() : nullptr;
        return again ? again->document : std::nullopt;
    }

private:
    ScratchFolder scratch_;
    WatchTask task_;
};

TEST_F(Watching, ReadsTheFileAgainOnceItIsAnother) {
    write("x.csv", "1,2\n3,4\n");
    const WatchedFile file{.path = path("x.csv")};
    expect_silence(file);
    for (const char* corner : {"5", "6"}) {
        write("x.csv", std::string(corner) + ",2\n3,4\n");
        const auto document = read_again(file);
        ASSERT_TRUE(document);
        EXPECT_EQ(value_at(*document->input, 0, 0, 0), std::stod(corner));
        expect_silence(file);
    }
}

TEST_F(Watching, OfWhatWasReadEarlierSeesWhatChangedSince) {
    write("x.csv", "1,2\n3,4\n");
    const auto opened = io::command_to_open(path("x.csv"));
    ASSERT_TRUE(opened);
    write("x.csv", "7,2\n3,4\n");
    EXPECT_TRUE(read_again({path("x.csv"), opened->as<OpenDocument>()->stamp}));
}

TEST_F(Watching, SaysOnceWhatIsWrongAndGoesOn) {
    write("x.csv", "1,2\n3,4\n");
    const WatchedFile file{.path = path("x.csv")};
    expect_silence(file);
    write("x.csv", "1,2\n3\n");
    EXPECT_THAT(told(file), HasSubstr("x.csv, line 2"));
    expect_silence(file);
    fs::remove(path("x.csv"));
    EXPECT_EQ(told(file), "x.csv is not there any more; it is waited for");
    expect_silence(file);
    ASSERT_EQ(::mkfifo(path("x.csv").c_str(), 0600), 0);
    EXPECT_THAT(told(file), HasSubstr("not an ordinary file"));
    fs::remove(path("x.csv"));
    EXPECT_THAT(told(file), HasSubstr("not there"));
    write("x.csv", "8,2\n3,4\n");
    EXPECT_TRUE(read_again(file));
}

TEST_F(Watching, OfAClaimBringsTheClaimAlone) {
    write("dx.csv", "1,0\n0,0\n");
    const WatchedFile file{.path = path("dx.csv"), .purpose = FilesFor::Claim};
    expect_silence(file);
    write("dx.csv", "0,0\n0,1\n");
    const auto commands = next(file);
    ASSERT_EQ(commands.size(), 1u);
    const auto* again = commands[0].as<ReadAgain>();
    ASSERT_TRUE(again && again->claim && !again->document);
    EXPECT_EQ(value_at(*again->claim->grad_input, 0, 1, 1), 1);
    EXPECT_EQ(again->claim->file, path("dx.csv"));
}

TEST_F(Watching, EndsWithTheFile) {
    write("x.csv", "1,2\n3,4\n");
    expect_silence({.path = path("x.csv")});
    write("x.csv", "9,2\n3,4\n");
    expect_silence({});
}

}  // namespace
}  // namespace poolwalk::test
