#include "core/scene/colormap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/scene/theme.h"

namespace poolwalk::scene {

// gtest prints it.
void PrintTo(const Color& c, std::ostream* out) { *out << int{c.r} << ',' << int{c.g} << ',' << int{c.b}; }

namespace {

constexpr std::array all_themes{Theme::Dark, Theme::Light};
constexpr double readable = 4.5;

Color rgb(std::uint32_t value) {
    return {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
            static_cast<std::uint8_t>(value)};
}

// CIE lightness, 0 to 100.
double lightness(Color color) {
    const double y = luminance(color);
    return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
}

// Whether lightness goes one way from `first` to `last`; rounding to 8 bits may hold it back a little.
bool is_monotonic(const Ramp& ramp, std::size_t first, std::size_t last) {
    const double whole = lightness(ramp[last]) - lightness(ramp[first]);
    for (std::size_t i = first; i < last; ++i)
        if ((lightness(ramp[i + 1]) - lightness(ramp[i])) * whole < -0.3 * std::abs(whole)) return false;
    return std::abs(whole) > 30;
}

TEST(Contrast, IsThatOfTheStandard) {
    EXPECT_NEAR(contrast(rgb(0x000000), rgb(0xffffff)), 21, 1e-9);
    EXPECT_NEAR(contrast(rgb(0x777777), rgb(0xffffff)), 4.478, 0.001);
    EXPECT_NEAR(contrast(rgb(0xffffff), rgb(0x777777)), 4.478, 0.001);
    EXPECT_NEAR(luminance(rgb(0xff0000)), 0.2126, 1e-9);
}

TEST(ColourMaps, GoOneWayInLightness) {
    for (std::size_t row = 0; row < colormaps().size(); ++row)
        for (const Theme theme : all_themes) {
            const Ramp& ramp = *ramp_of(row, theme);
            EXPECT_TRUE(is_monotonic(ramp, 0, 255)) << colormaps()[row].name;
            EXPECT_GT(contrast(ramp.front(), ramp.back()), 5) << colormaps()[row].name;
            if (theme == Theme::Dark) {
                EXPECT_GT(luminance(ramp.back()), luminance(ramp.front())) << "on a dark ground high is light";
            }
        }
}

TEST(ColourMaps, BeginAndEndWithTheirFirstAndLastStop) {
    for (std::size_t row = 0; row < colormaps().size(); ++row) {
        const ColormapRow& map = colormaps()[row];
        EXPECT_EQ(ramp_of(row, Theme::Dark)->front(), rgb(map.dark.front()));
        EXPECT_EQ(ramp_of(row, Theme::Dark)->back(), rgb(map.dark.back()));
        EXPECT_EQ(ramp_of(row, Theme::Light)->front(), rgb(map.light.front()));
        EXPECT_EQ(ramp_of(row, Theme::Light)->back(), rgb(map.light.back()));
    }
    EXPECT_EQ(ramp_of(99, Theme::Dark), ramp_of(colormaps().size() - 1, Theme::Dark))
        << "a row that is not there is the last";
}

TEST(GradientRamp, GoesBothWaysFromTheGround) {
    for (const Theme theme : all_themes) {
        const Ramp& ramp = *gradient_ramp(theme);
        EXPECT_TRUE(is_monotonic(ramp, 0, 127));
        EXPECT_TRUE(is_monotonic(ramp, 128, 255));
        EXPECT_LT(contrast(ramp[127], palette_of(theme).canvas), 1.25) << "0 is near the ground";
        EXPECT_GT(int{ramp[0].r}, int{ramp[0].b}) << "orange is negative";
        EXPECT_GT(int{ramp[255].b}, int{ramp[255].r}) << "blue is positive";
    }
}

TEST(ColorAt, IsHeldBetweenItsEnds) {
    const Ramp& ramp = *ramp_of(0, Theme::Dark);
    EXPECT_EQ(color_at(ramp, 1, 1, 5), ramp[0]);
    EXPECT_EQ(color_at(ramp, 5, 1, 5), ramp[255]);
    EXPECT_EQ(color_at(ramp, 3, 1, 5), ramp[128]);
    EXPECT_EQ(color_at(ramp, -100, 1, 5), ramp[0]);
    EXPECT_EQ(color_at(ramp, std::numeric_limits<double>::infinity(), 1, 5), ramp[255]);
    EXPECT_EQ(color_at(ramp, 7, 7, 7), ramp[128]) << "one value alone is in the middle";
}

TEST(ColorAt, TakesTheMiddleForWhatHasNoPlaceAndOverflowsNowhere) {
    const Ramp& ramp = *ramp_of(0, Theme::Dark);
    EXPECT_EQ(color_at(ramp, std::numeric_limits<double>::quiet_NaN(), 0, 1), ramp[128]);
    EXPECT_EQ(color_at(ramp, 1e308, -1e308, 1e308), ramp[255]);
}

TEST(InkOn, IsReadableOnEveryColourOfEveryRamp) {
    for (const Theme theme : all_themes) {
        std::vector<std::shared_ptr<const Ramp>> ramps{gradient_ramp(theme)};
        for (std::size_t row = 0; row < colormaps().size(); ++row) ramps.push_back(ramp_of(row, theme));
        for (const auto& ramp : ramps)
            for (const Color ground : *ramp) EXPECT_GE(contrast(ink_on(ground), ground), readable);
        EXPECT_GE(contrast(ink_on(palette_of(theme).nan), palette_of(theme).nan), readable);
    }
}

TEST(InkOn, IsReadableOnAnyColour) {
    for (std::uint32_t r = 0; r < 256; r += 5)
        for (std::uint32_t g = 0; g < 256; g += 5)
            for (std::uint32_t b = 0; b < 256; b += 5) {
                const Color ground = rgb(r << 16 | g << 8 | b);
                ASSERT_GE(contrast(ink_on(ground), ground), readable) << r << ' ' << g << ' ' << b;
            }
}

TEST(Palette, WordsAreReadableOnTheirGrounds) {
    for (const Theme theme : all_themes) {
        const Palette& p = palette_of(theme);
        for (const Color ground : {p.panel, p.canvas, p.raised, p.code})
            for (const Color ink : {p.text, p.dim, p.forward, p.backward, p.good, p.bad, p.accent})
                EXPECT_GE(contrast(ink, ground), readable)
                    << (theme == Theme::Dark ? "dark: " : "light: ") << testing::PrintToString(ink) << " on "
                    << testing::PrintToString(ground);
        EXPECT_GE(contrast(p.on_accent, p.accent), readable);
        for (const Color fill : {p.forward, p.backward, p.bad})
            EXPECT_GE(contrast(p.canvas, fill), readable) << "text on discs";
    }
}

TEST(Palette, GroundsAreToldApart) {
    for (const Theme theme : all_themes) {
        const Palette& p = palette_of(theme);
        EXPECT_NE(p.canvas, p.panel);
        EXPECT_NE(p.panel, p.raised);
        EXPECT_GT(contrast(p.hatch, p.empty), 1.3) << "the hatch of what is not computed is seen";
    }
}

}  // namespace
}  // namespace poolwalk::scene
