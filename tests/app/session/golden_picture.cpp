#include "tests/app/session/golden_picture.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/io/arrays/png_write.h"
#include "tests/app/session/picture_support.h"
#include "tests/support/paths.h"

namespace poolwalk::test {
namespace {

namespace fs = std::filesystem;

const fs::path golden_folder = source_path("tests/golden/pictures"), made_with_file = golden_folder / "made-with.txt",
               left_in = build_path("pictures");

bool updates() { return std::getenv("POOLWALK_UPDATE_GOLDEN") != nullptr; }

std::string text_of(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

// The line of `made_with` on which this machine and the one of the golden pictures differ; "" if none.
std::string foreign() {
    const auto here = made_with();
    std::istringstream ours(here ? *here : here.error().message), theirs(text_of(made_with_file));
    for (std::string a, b; std::getline(ours, a);) {
        std::getline(theirs, b);
        if (a != b) return "here " + a + ", there " + (b.empty() ? "nothing" : b);
    }
    return "";
}

void compare(const std::string& name, const platform::Image& picture, const fs::path& picture_path,
             const fs::path& golden_file) {
    const auto golden = read_picture(golden_file);
    ASSERT_TRUE(golden) << golden.error().message << "; POOLWALK_UPDATE_GOLDEN=1 makes it";
    ASSERT_EQ(picture.width, golden->width);
    ASSERT_EQ(picture.height, golden->height);
    const Difference found = difference_of(picture, *golden);
    const std::string reason = foreign();
    const std::int64_t allowed = picture.width * picture.height / 1000, in_tile = 40;
    const bool exact = found.pixels <= allowed && found.in_worst_tile <= in_tile;
    if (reason.empty() ? exact : found.coarse_mean <= 0.04) {
        fs::remove(picture_path);
        return;
    }
    const fs::path difference = left_in / (name + "-difference.png");
    const platform::Image marked = difference_picture(picture, *golden);
    ASSERT_TRUE(io::write_png(difference, marked.width, marked.height, marked.rgba, true));
    ADD_FAILURE() << found.pixels << " pixels differ (at most " << allowed << "), " << found.in_worst_tile
                  << " of them in one tile (at most " << in_tile << "), coarsely " << 100 * found.coarse_mean << " %"
                  << (reason.empty() ? "" : "; compared coarsely (at most 4 %), for " + reason) << "\n  drawn now    "
                  << picture_path.string() << "\n  difference   " << difference.string() << "\n  golden       "
                  << golden_file.string();
}

}  // namespace

fs::path golden_path(const std::string& name) { return golden_folder / (name + ".png"); }

void expect_golden_picture(const std::string& name, const std::function<Result<Done>(const fs::path&)>& draw,
                           const fs::path& golden) {
    fs::create_directories(left_in);
    const fs::path drawn = updates() ? golden : left_in / (name + ".png");
    fs::create_directories(drawn.parent_path());
    const auto done = draw(drawn);
    ASSERT_TRUE(done) << done.error().message;
    if (updates()) {
        const auto with = made_with();
        ASSERT_TRUE(with);
        std::ofstream(made_with_file) << *with;
        return;
    }
    const auto picture = read_picture(drawn);
    ASSERT_TRUE(picture) << picture.error().message;
    compare(name, *picture, drawn, golden);
}

}  // namespace poolwalk::test
