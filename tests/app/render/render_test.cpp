// The real painters on a hand-made scene, in a picture without a display; pixels are probed.
#include <gtest/gtest.h>

#include <png.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>

#include "app/gl/objects.h"
#include "app/platform/offscreen.h"
#include "app/render/fonts.h"
#include "app/render/heatmap_painter.h"
#include "app/render/scene_painter.h"
#include "app/render/value_texture.h"
#include "core/io/arrays/png_write.h"
#include "imgui.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk {
namespace {

using platform::Image;
using scene::Color;

constexpr Color background{18, 21, 26}, gap{250, 0, 250}, nan_fill{200, 40, 40}, hatch{120, 120, 130},
    hatch_back{30, 33, 40}, ink{255, 255, 255};
constexpr float cell_px = 40, left_px = 20, top_px = 30;

// Grey level i + 1 for entry i, green marks it as a ramp colour.
std::shared_ptr<const scene::Ramp> test_ramp() {
    scene::Ramp ramp;
    for (std::size_t i = 0; i < ramp.size(); ++i)
        ramp[i] = {static_cast<std::uint8_t>(i), 99, static_cast<std::uint8_t>(255 - i), 255};
    return std::make_shared<const scene::Ramp>(ramp);
}

scene::HeatMap test_map() {
    std::vector<float> values(16);
    for (std::size_t i = 0; i < 16; ++i) values[i] = static_cast<float>(i);
    values[5] = std::numeric_limits<float>::quiet_NaN();
    values[6] = std::numeric_limits<float>::infinity();
    values[7] = -std::numeric_limits<float>::infinity();
    scene::HeatMap map;
    map.viewport = {0, 0, 400, 300};
    map.origin = {left_px, top_px};
    map.cell_px = cell_px;
    map.gap_px = 2;
    map.rows = map.cols = 4;
    map.values = std::make_shared<const std::vector<float>>(values);
    map.low = 0;
    map.high = 10;
    map.ramp = test_ramp();
    map.gap = gap;
    map.nan = nan_fill;
    map.filled = 9;
    map.hatch = hatch;
    map.hatch_back = hatch_back;
    return map;
}

scene::Scene test_scene() {
    scene::Scene scene;
    scene.canvas = {0, 0, 400, 300};
    scene.background = background;
    scene.grids.push_back(test_map());
    return scene;
}

scene::Label white_text(const char* text, scene::Rect clip = {}) {
    scene::Label label;
    label.text = text;
    label.at = {300, 100};
    label.size_px = 20;
    label.color = ink;
    label.clip = clip;
    return label;
}

Color at(const Image& image, float x, float y) {
    const std::size_t i =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) * 4;
    return {image.rgba[i], image.rgba[i + 1], image.rgba[i + 2], image.rgba[i + 3]};
}

// A point of cell (h, w), away from its middle by fractions of a cell.
Color in_cell(const Image& image, int h, int w, float dh = 0.25f, float dw = 0.25f) {
    return at(image, left_px + cell_px * (static_cast<float>(w) + 0.5f + dw),
              top_px + cell_px * (static_cast<float>(h) + 0.5f + dh));
}

int distance(Color a, Color b) { return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)}); }

int pixels_differing(const Image& a, const Image& b, scene::Rect within) {
    int count = 0;
    for (float y = within.y; y < within.bottom(); ++y)
        for (float x = within.x; x < within.right(); ++x) count += distance(at(a, x, y), at(b, x, y)) > 2;
    return count;
}

// One context for all tests of this file: making one takes longer than all of them.
struct OffscreenRenderer {
    platform::Offscreen picture;
    render::FontSet fonts;
    render::HeatMapPainter painter;

    Image shoot(const scene::Scene& scene, bool with_painter = true) {
        for (int frame = 0; frame < 2; ++frame) {  // the second frame draws from what the first has sent
            painter.begin_frame();
            picture.begin_frame(0.016f);
            ImGui::NewFrame();
            render::paint(*ImGui::GetBackgroundDrawList(), scene, {0, 0}, fonts, with_painter ? &painter : nullptr);
            ImGui::Render();
            picture.end_frame();
        }
        return picture.pixels();
    }
};

class Rendering : public testing::Test {
protected:
    static void SetUpTestSuite() {
        Result<platform::Offscreen> picture = platform::Offscreen::open(400, 300);
        if (!picture) return;
        render::FontSet fonts = render::FontSet::load(1);
        Result<render::HeatMapPainter> painter = render::HeatMapPainter::create();
        ASSERT_TRUE(painter) << painter.error().message;
        renderer().emplace(
            OffscreenRenderer{std::move(picture).value(), std::move(fonts), std::move(painter).value()});
    }
    static void TearDownTestSuite() { renderer().reset(); }
    void SetUp() override {
        if (!renderer()) FAIL() << "no OpenGL 3.3 through EGL: apt-get install libegl1 libgl1-mesa-dri";
    }
    static std::optional<OffscreenRenderer>& renderer() {
        static std::optional<OffscreenRenderer> held;
        return held;
    }
    static Image shoot(const scene::Scene& scene) { return renderer()->shoot(scene); }
};

TEST_F(Rendering, CellsHaveTheColourOfTheRamp) {
    const scene::Scene scene = test_scene();
    const Image image = shoot(scene);
    const scene::HeatMap& map = scene.grids[0];
    for (int i : {0, 1, 2, 3, 4, 8}) {
        const Color wanted = (*map.ramp)[static_cast<std::size_t>(std::lround(i * 25.5))];
        EXPECT_LE(distance(in_cell(image, i / 4, i % 4), wanted), 2) << "cell " << i;
    }
    EXPECT_LE(distance(in_cell(image, 1, 2), (*map.ramp)[255]), 2) << "inf is the high end";
    EXPECT_LE(distance(in_cell(image, 1, 3), (*map.ramp)[0]), 2) << "-inf is the low end";
    EXPECT_EQ(in_cell(image, 1, 1), nan_fill);
    EXPECT_EQ(renderer()->painter.error(), "");
}

TEST_F(Rendering, CellsNotComputedAreHatched) {
    const Image image = shoot(test_scene());
    int lines = 0, back = 0;
    for (float x = 2; x < 38; ++x) {
        const Color color = at(image, left_px + cell_px + x, top_px + 2 * cell_px + 20);
        lines += distance(color, hatch) <= 2;
        back += distance(color, hatch_back) <= 2;
        EXPECT_NE(color.g, 99) << "a colour of the ramp";
    }
    EXPECT_GE(lines, 3);
    EXPECT_GE(back, 3);
    EXPECT_EQ(in_cell(image, 2, 0).g, 99) << "the last cell that is computed";
}

TEST_F(Rendering, GapsLieOnWholePixelsBetweenCells) {
    const Image image = shoot(test_scene());
    const float edge = left_px + cell_px, middle = top_px + cell_px / 2;
    EXPECT_EQ(at(image, edge - 1, middle), gap);
    EXPECT_EQ(at(image, edge, middle), gap);
    EXPECT_EQ(at(image, edge - 2, middle).g, 99);
    EXPECT_EQ(at(image, edge + 1, middle).g, 99);
    EXPECT_EQ(at(image, left_px - 1, middle), background);
}

TEST_F(Rendering, EqualEndsOfTheRangeAreSafe) {
    scene::Scene scene = test_scene();
    scene.grids[0].low = scene.grids[0].high = 3;
    EXPECT_LE(distance(in_cell(shoot(scene), 0, 3), (*scene.grids[0].ramp)[128]), 2);
}

TEST_F(Rendering, TheViewportAndTheCanvasClip) {
    scene::Scene scene = test_scene();
    scene.grids[0].viewport = {left_px + 60, top_px, 60, 70};
    const Image image = shoot(scene);
    EXPECT_EQ(in_cell(image, 0, 0), background);
    EXPECT_EQ(in_cell(image, 1, 3), background);
    EXPECT_EQ(in_cell(image, 0, 2).g, 99);
    EXPECT_EQ(at(image, left_px + 59, top_px + 20), background);
    EXPECT_EQ(at(image, left_px + 60, top_px + 20).g, 99);

    scene::Scene narrow = test_scene();
    narrow.canvas.w = 100;
    EXPECT_EQ(in_cell(shoot(narrow), 0, 0).g, 99);
    EXPECT_NE(in_cell(shoot(narrow), 0, 3).g, 99);
}

TEST_F(Rendering, ChangedValuesAreSeen) {
    scene::Scene scene = test_scene();
    shoot(scene);
    std::vector<float> values = *scene.grids[0].values;
    values[4] = 10;
    scene.grids[0].values = std::make_shared<const std::vector<float>>(values);
    const Image image = shoot(scene);
    EXPECT_LE(distance(in_cell(image, 1, 0), (*scene.grids[0].ramp)[255]), 2);
    EXPECT_LE(distance(in_cell(image, 0, 1), (*scene.grids[0].ramp)[26]), 2);
}

TEST_F(Rendering, ACellFarFromTheOriginIsExact) {
    scene::Scene scene = test_scene();
    scene::HeatMap& map = scene.grids[0];
    map.rows = 1;
    map.cols = 16384;
    std::vector<float> values(16384);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = i % 2 == 0 ? 0.0f : 10.0f;
    map.values = std::make_shared<const std::vector<float>>(values);
    map.filled = map.cols;
    map.gap_px = 0;
    map.cell_px = 3;
    map.origin = {400 - 3.0f * 16384, 0};
    const Image image = shoot(scene);
    for (int column = 16284; column < 16384; ++column)
        for (int pixel = 0; pixel < 3; ++pixel)
            EXPECT_EQ(at(image, static_cast<float>(400 - 3 * (16384 - column) + pixel), 1).r, column % 2 ? 255 : 0);
}

TEST_F(Rendering, AMaximumSmallerThanAPixelIsSeen) {
    scene::Scene scene = test_scene();
    scene::HeatMap& map = scene.grids[0];
    map.rows = map.cols = 1000;
    std::vector<float> values(1'000'000, 0.0f);
    values[543 * 1000 + 321] = 10;
    map.values = std::make_shared<const std::vector<float>>(values);
    map.filled = 1'000'000;
    map.cell_px = 0.2f;
    map.origin = {0, 0};
    const Image image = shoot(scene);
    int seen = 0;
    for (float y = 0; y < 200; ++y)
        for (float x = 0; x < 200; ++x) seen += at(image, x, y).r == 255;
    EXPECT_GE(seen, 1);
    EXPECT_LE(seen, 9);
}

TEST_F(Rendering, AChangeIsSeenWhereCellsAreSmallerThanAPixel) {
    scene::Scene scene = test_scene();
    scene::HeatMap& map = scene.grids[0];
    map.rows = map.cols = 100;
    map.values = std::make_shared<const std::vector<float>>(10'000, 0.0f);
    map.filled = 10'000;
    map.cell_px = 0.5f;
    map.origin = {0, 0};
    shoot(scene);
    std::vector<float> values = *map.values;
    values[41 * 100 + 63] = 10;
    map.values = std::make_shared<const std::vector<float>>(values);
    const Image image = shoot(scene);
    EXPECT_EQ(at(image, 31, 20).r, 255);
    EXPECT_EQ(at(image, 31, 19).r, 0);
    EXPECT_EQ(at(image, 32, 20).r, 0);
}

TEST_F(Rendering, APlaneBeyondTheLimitIsRefusedWithASentence) {
    scene::Scene scene = test_scene();
    scene::HeatMap& map = scene.grids[0];
    map.rows = 1;
    map.cols = 1 << 20;
    map.values = std::make_shared<const std::vector<float>>(1 << 20);
    const Image image = shoot(scene);
    EXPECT_EQ(in_cell(image, 0, 0), background);
    EXPECT_NE(renderer()->painter.error().find("1 x 1048576"), std::string::npos);
}

TEST_F(Rendering, TheSameGridTwiceInAFrame) {
    scene::Scene scene = test_scene();
    scene.grids.push_back(scene.grids[0]);
    scene.grids[1].origin.x += 200;
    scene.grids[1].values = std::make_shared<const std::vector<float>>(16, 10.0f);
    const Image image = shoot(scene);
    EXPECT_LE(distance(in_cell(image, 0, 0), (*scene.grids[0].ramp)[0]), 2);
    EXPECT_LE(distance(in_cell(image, 0, 5), (*scene.grids[0].ramp)[255]), 2);
}

TEST_F(Rendering, BoxesArrowsLabelsAndDiscsLeaveTheirMarks) {
    const Image bare = shoot(test_scene());
    const auto marks = [&](auto add, scene::Rect within) {
        scene::Scene scene = test_scene();
        add(scene);
        return pixels_differing(bare, shoot(scene), within);
    };
    const scene::Label label = white_text("42");
    scene::Box box;
    box.rect = {250, 200, 60, 40};
    box.stroke = ink;
    box.thickness = 2;
    const scene::Arrow arrow{
        .from = {220, 40}, .leave = {273, 27}, .arrive = {327, 27}, .to = {380, 40}, .color = ink};
    const scene::Disc disc{.center = {340, 250}, .radius = 10, .fill = ink, .label = {}, .clip = {}};

    EXPECT_GT(marks([&](auto& s) { s.labels.push_back(label); }, {280, 88, 40, 24}), 40);
    EXPECT_EQ(marks([&](auto& s) { s.boxes.push_back(box); }, {245, 195, 70, 50}), 2 * (62 * 2 + 38 * 2));
    EXPECT_EQ(marks([&](auto& s) { s.boxes.push_back(box); }, {253, 203, 54, 34}), 0);
    EXPECT_GT(marks([&](auto& s) { s.arrows.push_back(arrow); }, {220, 20, 160, 30}), 320);
    EXPECT_GT(marks([&](auto& s) { s.discs.push_back(disc); }, {330, 240, 20, 20}), 300);
}

TEST_F(Rendering, AnItemKeepsToItsClip) {
    const Image bare = shoot(test_scene());
    scene::Scene scene = test_scene();
    scene::Box box;
    box.rect = {250, 200, 60, 40};
    box.fill = ink;
    box.clip = {250, 200, 30, 40};
    scene.boxes.push_back(box);
    scene.labels.push_back(white_text("42", {10, 10, 20, 20}));
    const Image image = shoot(scene);
    EXPECT_EQ(at(image, 270, 220), ink);
    EXPECT_EQ(pixels_differing(bare, image, {280, 0, 120, 300}), 0);
}

TEST_F(Rendering, TheSameSceneGivesTheSameBytes) {
    scene::Scene scene = test_scene();
    scene.labels.push_back(white_text("−∞ 0.25"));
    EXPECT_EQ(shoot(scene), shoot(scene));
}

TEST_F(Rendering, FontsCanBeLoadedAnew) {
    scene::Scene scene = test_scene();
    scene.labels.push_back(white_text("42"));
    const Image before = shoot(scene);
    renderer()->fonts = render::FontSet::load(2);
    renderer()->picture.fonts_changed();
    EXPECT_FLOAT_EQ(renderer()->fonts.pick(scene::Font::Sans, 28).em_px, 28);
    renderer()->fonts = render::FontSet::load(1);
    renderer()->picture.fonts_changed();
    EXPECT_EQ(shoot(scene), before);
    EXPECT_EQ(glGetError(), GLenum{GL_NO_ERROR});
}

TEST_F(Rendering, WithoutAPainterCellsLookTheSame) {
    const Image shader = shoot(test_scene()), plain = renderer()->shoot(test_scene(), false);
    for (int i = 0; i < 9; ++i)
        EXPECT_LE(distance(in_cell(shader, i / 4, i % 4), in_cell(plain, i / 4, i % 4)), 2) << "cell " << i;
}

TEST_F(Rendering, FontsArePickedAtOrBelowTheSizeAskedFor) {
    const render::FontSet& fonts = renderer()->fonts;
    EXPECT_FLOAT_EQ(fonts.pick(scene::Font::Sans, 14).em_px, 14);
    EXPECT_FLOAT_EQ(fonts.pick(scene::Font::Sans, 15.9f).em_px, 14);
    EXPECT_FLOAT_EQ(fonts.pick(scene::Font::Mono, 500).em_px, 40);
    EXPECT_FLOAT_EQ(fonts.pick(scene::Font::Mono, 1).em_px, 8);
    EXPECT_EQ(fonts.ui(), ImGui::GetIO().FontDefault);
}

TEST(BlockMaxima, KeepTheLargestAndNaN) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    scene::HeatMap map;
    map.rows = 3;
    map.cols = 3;
    map.values = std::make_shared<const std::vector<float>>(std::vector<float>{-5, 1, 0, 2, 3, -4, 9, nan, -7});
    std::vector<float> max_pyramid = render::block_maxima(map, 1, {0, 2});
    ASSERT_EQ(max_pyramid.size(), 4u);
    EXPECT_EQ(max_pyramid[0], 3);
    EXPECT_EQ(max_pyramid[1], 0);
    EXPECT_TRUE(std::isnan(max_pyramid[2]));
    EXPECT_EQ(max_pyramid[3], -7);
    map.grid = scene::GridId::GradInput;
    max_pyramid = render::block_maxima(map, 1, {0, 2});
    EXPECT_EQ(max_pyramid[0], -5);
    EXPECT_EQ(max_pyramid[1], -4);
}

struct PngFile : testing::Test {
    ScratchFolder scratch;
    std::filesystem::path path = scratch.path() / "a.png";
    std::vector<std::uint8_t> rgba{255, 0, 0, 255, 0, 255, 0, 128, 0, 0,  255, 0,
                                   1,   2, 3, 4,   5, 6,   7, 8,   9, 10, 11,  12};

    std::string bytes() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

TEST_F(PngFile, ComesBackAsItWasWritten) {
    ASSERT_TRUE(io::write_png(path, 3, 2, rgba, false));
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    ASSERT_TRUE(png_image_begin_read_from_file(&image, path.c_str()));
    EXPECT_EQ(image.width, 3u);
    EXPECT_EQ(image.height, 2u);
    image.format = PNG_FORMAT_RGBA;
    std::vector<std::uint8_t> back(PNG_IMAGE_SIZE(image));
    ASSERT_TRUE(png_image_finish_read(&image, nullptr, back.data(), 0, nullptr));
    EXPECT_EQ(back, rgba);
}

TEST_F(PngFile, IsReplacedOnlyIfThatIsAskedFor) {
    ASSERT_TRUE(io::write_png(path, 3, 2, rgba, false));
    const std::string first = bytes();
    rgba[0] = 7;
    const Result<Done> refused = io::write_png(path, 3, 2, rgba, false);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find(path.string()), std::string::npos);
    EXPECT_EQ(bytes(), first);
    ASSERT_TRUE(io::write_png(path, 3, 2, rgba, true));
    EXPECT_NE(bytes(), first);
    rgba[0] = 255;
    ASSERT_TRUE(io::write_png(path, 3, 2, rgba, true));
    EXPECT_EQ(bytes(), first);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(scratch.path()), {}), 1)
        << "nothing is left beside it";
}

TEST_F(PngFile, AFolderThatIsNotThereIsAnError) {
    const Result<Done> result = io::write_png(scratch.path() / "none" / "a.png", 3, 2, rgba, false);
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find("No such file"), std::string::npos);
}

}  // namespace
}  // namespace poolwalk
