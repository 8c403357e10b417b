#include "core/io/files/save_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <sys/stat.h>

#include "core/io/files/follow_link.h"
#include "core/io/files/read_file.h"
#include "core/io/files/unfinished.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class SaveFile : public testing::Test {
protected:
    void SetUp() override { fs::create_directories(folder / "elsewhere"); }

    fs::path put(const std::string& name, const std::string& text) const {
        std::ofstream(folder / name, std::ios::binary) << text;
        return folder / name;
    }
    std::string read(const std::string& name) const { return *read_file(folder / name); }
    std::size_t files() const {
        std::size_t count = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.symlink_status().type() != fs::file_type::directory) ++count;
        return count;
    }
    static struct stat facts(const fs::path& path) {
        struct stat found {};
        EXPECT_EQ(::stat(path.c_str(), &found), 0);
        return found;
    }
    static void expect_refused(const fs::path& path, const std::string& why) {
        for (const auto& done : {save_file(path, {"new"}, true), check_target(path, true)}) {
            ASSERT_FALSE(done);
            EXPECT_THAT(done.error().message, HasSubstr(path.string() + ": "));
            EXPECT_THAT(done.error().message, HasSubstr(why));
        }
    }

    ScratchFolder scratch;
    fs::path folder = scratch.path();
};

TEST_F(SaveFile, FollowsALinkAndReplacesWhatItLeadsTo) {
    put("elsewhere/real", "old");
    fs::create_symlink("elsewhere/real", folder / "link");
    fs::create_symlink(folder / "link", folder / "twice");
    EXPECT_EQ(follow_link(folder / "twice"), folder / "elsewhere/real");
    ASSERT_TRUE(save_file(folder / "twice", {"ne", "w"}, true));
    EXPECT_TRUE(fs::is_symlink(folder / "twice") && fs::is_symlink(folder / "link"));
    EXPECT_EQ(read("elsewhere/real"), "new");
    EXPECT_FALSE(save_file(folder / "twice", {"other"}, false));
    EXPECT_EQ(read("link"), "new");
    EXPECT_EQ(files(), 3u) << "nothing beside them";
}

TEST_F(SaveFile, MakesWhatALinkLeadsTo) {
    fs::create_symlink("elsewhere/real", folder / "link");
    ASSERT_TRUE(save_file(folder / "link", {"new"}, false));
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_EQ(read("elsewhere/real"), "new");
}

TEST_F(SaveFile, KeepsTheModeAndTheOwner) {
    const fs::path file = put("f", "old");
    // Whoever may give files away, gives this one away.
    const bool given = ::chown(file.c_str(), 12345, 23456) == 0;
    ASSERT_EQ(::chmod(file.c_str(), 02640), 0);
    const struct stat before = facts(file);
    ASSERT_TRUE(save_file(file, {"new"}, true));
    const struct stat after = facts(file);
    EXPECT_EQ(read("f"), "new");
    EXPECT_EQ(after.st_mode, before.st_mode);
    EXPECT_EQ(after.st_uid, before.st_uid);
    EXPECT_EQ(after.st_gid, before.st_gid);
    if (given) {
        EXPECT_EQ(after.st_uid, 12345u);
    }
}

TEST_F(SaveFile, OfANewFileLeavesTheModeToTheUmask) {
    const mode_t before = ::umask(027);
    ASSERT_TRUE(save_file(folder / "f", {"new"}, false));
    ::umask(before);
    EXPECT_EQ(facts(folder / "f").st_mode & 07777u, 0640u);
}

TEST_F(SaveFile, RefusesWhatIsNoOrdinaryFile) {
    ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
    fs::create_symlink("fifo", folder / "link");
    fs::create_symlink("round", folder / "round");
    expect_refused(folder / "fifo", "what is there is not an ordinary file");
    expect_refused(folder / "link", "what is there is not an ordinary file");
    expect_refused("/dev/null", "what is there is not an ordinary file");
    expect_refused(folder / "elsewhere", "this is a folder");
    expect_refused(folder / "round", "Too many levels of symbolic links");
    EXPECT_TRUE(fs::is_fifo(folder / "fifo"));
    EXPECT_EQ(files(), 3u);
}

TEST_F(SaveFile, RefusesAReadOnlyFileInAFolderOfOnesOwn) {
    const fs::path file = put("f", "old");
    ASSERT_EQ(::chmod(file.c_str(), 0444), 0);
    const auto as_nobody = [&] {
        if (::geteuid() == 0) {
            if (::chown(folder.c_str(), 65534, 65534) != 0 || ::chown(file.c_str(), 65534, 65534) != 0) return 3;
            if (::setegid(65534) != 0 || ::seteuid(65534) != 0) return 3;
        }
        const auto done = save_file(file, {"new"}, true);
        return !done && done.error().message.find("the file there is read-only") != std::string::npos ? 0 : 1;
    };
    EXPECT_EXIT(std::_Exit(as_nobody()), testing::ExitedWithCode(0), "");
    EXPECT_EQ(read("f"), "old");
}

// Who is not root can make no file of somebody else, but keeps what is his own.
TEST_F(SaveFile, DoesNotTakeAFileFromItsOwner) {
    const fs::path file = put("f", "old");
    if (::geteuid() != 0) {
        ASSERT_TRUE(save_file(file, {"new"}, true));
        struct stat after {};
        ASSERT_EQ(::stat(file.c_str(), &after), 0);
        EXPECT_EQ(after.st_uid, ::geteuid());
        EXPECT_EQ(read("f"), "new");
        return;
    }
    ASSERT_EQ(::chmod(file.c_str(), 0666), 0);
    ASSERT_EQ(::chmod(folder.c_str(), 0777), 0);
    const auto as_nobody = [&] {
        if (::setegid(65534) != 0 || ::seteuid(65534) != 0) return 3;
        const auto done = save_file(file, {"new"}, true);
        return !done && done.error().message.find("could not be kept") != std::string::npos ? 0 : 1;
    };
    EXPECT_EXIT(std::_Exit(as_nobody()), testing::ExitedWithCode(0), "");
    EXPECT_EQ(read("f"), "old");
    EXPECT_EQ(files(), 1u);
}

TEST_F(SaveFile, TakesTheLongestNameThatThereIs) {
    const fs::path file = folder / std::string(255, 'n');
    ASSERT_TRUE(save_file(file, {"new"}, false));
    ASSERT_TRUE(save_file(file, {"newer"}, true));
    EXPECT_EQ(*read_file(file), "newer");
    EXPECT_FALSE(save_file(folder / std::string(256, 'n'), {"new"}, false));
    EXPECT_EQ(files(), 1u);
}

TEST_F(SaveFile, LeavesNothingWhenItIsStopped) {
    put("f", "old");
    const std::string large(std::size_t{1} << 23, 'x');
    const auto done = save_file(folder / "f", {large}, true, [](double part) { return part == 0; });
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().message, HasSubstr("stopped"));
    EXPECT_EQ(read("f"), "old");
    EXPECT_EQ(files(), 1u);
}

// As a signal ends it, in the middle of a write.
TEST_F(SaveFile, LeavesNothingWhenTheProgramIsStopped) {
    put("f", "old");
    const std::string large(std::size_t{1} << 23, 'x');
    const auto stop = [&] {
        const Unfinished part_of_a_whole(put("whole", "new"));
        { const Unfinished done(put("done", "new")); }
        const auto end_it = [&](double part) {
            if (part == 0) return true;
            if (files() != 4) std::_Exit(3);  // f, whole, done, and what becomes f
            remove_unfinished();
            std::_Exit(143);
        };
        static_cast<void>(save_file(folder / "f", {large}, true, end_it));
    };
    EXPECT_EXIT(stop(), testing::ExitedWithCode(143), "");
    EXPECT_EQ(read("f"), "old");
    EXPECT_EQ(read("done"), "new");
    EXPECT_EQ(files(), 2u);
}

}  // namespace
}  // namespace poolwalk::io
