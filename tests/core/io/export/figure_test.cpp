// Figures: what they leave out, what they stand on, and that they can be painted.
#include "core/io/export/figure.h"
#include "core/io/export/figure_paint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "core/io/session/examples.h"
#include "core/scene/theme.h"

// Fontconfig and what stands on it keep their caches until the process ends.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libfontconfig\nleak:libpango\nleak:libgobject\nleak:libglib\nleak:librsvg\n";
}

namespace poolwalk::io {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using Ground = FigureGround;

constexpr scene::Rect canvas{0, 0, 480, 400};

AppState overlap_at(std::int64_t step) { return update(start_state(load_example("overlap").value()), Seek{step}); }

std::string drawing(const AppState& state, const FigureStyle& style) {
    return figure_svg(state, derive(state.document), canvas, style);
}

std::array<int, 4> pixel_at(const Pixels& pixels, int x, int y) {
    std::array<int, 4> rgba{};
    for (std::size_t i = 0; i < 4; ++i) rgba[i] = pixels.rgba[static_cast<std::size_t>(y * pixels.width + x) * 4 + i];
    return rgba;
}

TEST(Figure, HasNoWordOfTheInterface) {
    const std::string svg = drawing(overlap_at(0), {});
    EXPECT_THAT(svg, HasSubstr(">dY<"));
    EXPECT_THAT(svg, Not(HasSubstr("editable")));
}

TEST(Figure, WithoutMarksShowsTheNumbersAlone) {
    const AppState state = overlap_at(14);
    const std::string with = drawing(state, {}), without = drawing(state, {.has_marks = false});
    EXPECT_THAT(with, HasSubstr("<polygon"));
    EXPECT_THAT(without, Not(HasSubstr("<polygon")));
    EXPECT_LT(without.size(), with.size());
    EXPECT_THAT(without, HasSubstr("gradient at the input, so far"));
}

TEST(Figure, StandsOnTheGroundThatIsAskedFor) {
    AppState state = overlap_at(14);
    state.view.theme = Theme::Light;
    const auto corner = [&](Ground ground) {
        const auto pixels = figure_pixels(drawing(state, {.ground = ground}), 960, 800);
        EXPECT_TRUE(pixels) << pixels.error().message;
        return pixel_at(*pixels, 2, 2);
    };
    const scene::Color theme = scene::palette_of(Theme::Light).canvas;
    EXPECT_EQ(corner(Ground::Theme), (std::array<int, 4>{theme.r, theme.g, theme.b, 255}));
    EXPECT_EQ(corner(Ground::White), (std::array<int, 4>{255, 255, 255, 255}));
    EXPECT_EQ(corner(Ground::Transparent), (std::array<int, 4>{0, 0, 0, 0}));
}

TEST(Figure, IsPaintedAsLargeAsItIsAskedFor) {
    const auto pixels = figure_pixels(drawing(overlap_at(14), {.ground = Ground::Transparent}), 960, 800);
    ASSERT_TRUE(pixels) << pixels.error().message;
    EXPECT_EQ(pixels->width, 960);
    EXPECT_EQ(pixels->rgba.size(), std::size_t{960} * 800 * 4);
    int opaque = 0;
    for (std::size_t i = 3; i < pixels->rgba.size(); i += 4) opaque += pixels->rgba[i] == 255;
    EXPECT_GT(opaque, 100'000) << "the grids";
}

TEST(Figure, IsAPage) {
    const auto pdf = figure_pdf(drawing(overlap_at(14), {}), "Overlap");
    ASSERT_TRUE(pdf) << pdf.error().message;
    EXPECT_THAT(*pdf, StartsWith("%PDF-"));
    EXPECT_THAT(*pdf, EndsWith("%%EOF\n"));
    EXPECT_GT(pdf->size(), 8'000u) << "with its fonts";
}

TEST(Figure, OfWhatIsNoDrawingIsASentence) {
    EXPECT_THAT(figure_pdf("<svg", "x").error().message,
                StartsWith("the drawing cannot be painted, in librsvg's words"));
    EXPECT_FALSE(figure_pixels("", 10, 10));
    EXPECT_FALSE(figure_pixels(drawing(overlap_at(0), {}), 100'000, 10));
}

}  // namespace
}  // namespace poolwalk::io
