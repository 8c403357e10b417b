// Videos by ffmpeg, where it is installed; what is said where it is not. A program that pretends to be ffmpeg shows
// what one that fails, or never answers, leads to.
#include "core/io/export/video.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/io/files/read_file.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Video : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(folder / "bin");
        for (const int shade : {10, 200, 90})
            film.add(std::vector<std::uint8_t>(std::size_t{30} * 20 * 4, static_cast<std::uint8_t>(shade)), 24);
    }
    void TearDown() override { setenv("PATH", path_before.c_str(), 1); }
    // Instead of every program.
    void pretend(const std::string& script) const {
        if (!script.empty()) {
            std::ofstream(folder / "bin/ffmpeg") << "#!/bin/sh\n" << script;
            fs::permissions(folder / "bin/ffmpeg", fs::perms::owner_all);
        }
        setenv("PATH", (folder / "bin").c_str(), 1);
    }
    std::string error_of(const Result<Done>& result) const { return result ? "written" : result.error().message; }

    ScratchFolder scratch;
    fs::path folder = scratch.path();
    std::string path_before = std::getenv("PATH");
    Film film{30, 20};
};

TEST_F(Video, IsWrittenWhereFfmpegIs) {
    ASSERT_EQ(no_video(), "") << "tests/run installs it";
    for (const auto& [name, mark] : {std::pair("a.mp4", "ftyp"), std::pair("a.webm", "webm")}) {
        const auto done = write_video(film, folder / name, false, {});
        ASSERT_TRUE(done) << done.error().message;
        EXPECT_THAT(read_file(folder / name).value().substr(0, 64), HasSubstr(mark));
    }
    EXPECT_THAT(error_of(write_video(film, folder / "a.mp4", false, {})), HasSubstr("exists already"));
}

TEST_F(Video, WithoutFfmpegIsRefusedWithWhatToDo) {
    pretend("");
    EXPECT_THAT(no_video(), HasSubstr("apt-get install ffmpeg"));
    EXPECT_THAT(error_of(write_video(film, folder / "a.mp4", false, {})), HasSubstr("a.mp4: a video is encoded by"));
    EXPECT_FALSE(fs::exists(folder / "a.mp4"));
}

TEST_F(Video, IsWhatTheProgramHasWrittenOfAllPictures) {
    // The last word is the file to write; bytes are counted as they come in.
    pretend("for last; do :; done; /usr/bin/wc -c > \"$last\"\n");
    ASSERT_EQ(error_of(write_video(film, folder / "a.mp4", false, {})), "written");
    EXPECT_EQ(std::stoi(read_file(folder / "a.mp4").value()), 3 * 30 * 20 * 3) << "at a picture in 24 centiseconds";
}

TEST_F(Video, SaysWhyTheProgramFailed) {
    pretend("echo 'Unknown encoder libx264' >&2; exit 1\n");
    EXPECT_THAT(error_of(write_video(film, folder / "a.mp4", false, {})), HasSubstr("\"Unknown encoder libx264\""));
    EXPECT_FALSE(fs::exists(folder / "a.mp4"));
}

TEST_F(Video, IsStoppedWhileTheProgramDoesNotAnswer) {
    pretend("exec /bin/sleep 60\n");
    int asked = 0;
    const auto done = write_video(film, folder / "a.mp4", false, [&](double) { return ++asked < 8; });
    EXPECT_THAT(error_of(done), HasSubstr(stopped().message));
    EXPECT_FALSE(fs::exists(folder / "a.mp4"));
}

}  // namespace
}  // namespace poolwalk::io
