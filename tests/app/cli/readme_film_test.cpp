// The README's moving picture is what the command says below it; POOLWALK_UPDATE_GOLDEN=1 makes it anew.
#include <gif_lib.h>

#include "tests/app/cli/cli_support.h"

namespace poolwalk::test {
namespace {

struct Animation {
    int width = 0, height = 0, pictures = 0;
    bool operator==(const Animation&) const = default;
};

Animation animation_of(const fs::path& path) {
    int error = 0;
    GifFileType* gif = DGifOpenFileName(path.c_str(), &error);
    if (!gif) return {};
    const bool whole = DGifSlurp(gif) == GIF_OK;
    const Animation found{gif->SWidth, gif->SHeight, whole ? gif->ImageCount : 0};
    DGifCloseFile(gif, &error);
    return found;
}

TEST_F(Cli, MakesTheFilmOfTheReadme) {
    const fs::path kept = source_path("assets/readme/walk.gif");
    const Outcome made = run({"film", "--example", "overlap", "--present", "--from", "9", "--to", "15", "--size",
                              "960x540", "--out", "walk.gif"});
    ASSERT_EQ(made.code, 0) << made.err;
    const fs::path film = folder / "work" / "walk.gif";
    if (std::getenv("POOLWALK_UPDATE_GOLDEN")) fs::copy_file(film, kept, fs::copy_options::overwrite_existing);
    const Animation now = animation_of(film);
    EXPECT_EQ(now.width, 960);
    EXPECT_GT(now.pictures, 6 * 6) << "each of six steps moves";
    EXPECT_EQ(now, animation_of(kept)) << "what it shows has changed; look at it and make it anew";
    EXPECT_NEAR(static_cast<double>(fs::file_size(film)) / static_cast<double>(fs::file_size(kept)), 1, 0.1);
    EXPECT_LT(fs::file_size(film), 500'000u);
}

}  // namespace
}  // namespace poolwalk::test
