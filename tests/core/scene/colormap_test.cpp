#include "core/scene/colormap.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/scene/theme.h"

namespace poolwalk::scene {
namespace {

TEST(Colormap, LightnessGoesOneWayInEveryMapAndTheme) {
    for (std::size_t row = 0; row < colormaps().size(); ++row)
        for (const Theme theme : {Theme::Dark, Theme::Light}) {
            const Ramp& ramp = *ramp_of(row, theme);
            const bool rises = luminance(ramp.back()) > luminance(ramp.front());
            for (std::size_t i = 1; i < ramp.size(); ++i) {
                const double step = luminance(ramp[i]) - luminance(ramp[i - 1]);
                EXPECT_GE(rises ? step : -step, -0.004) << colormaps()[row].name << " at " << i;
            }
            EXPECT_GT(contrast(ramp.front(), ramp.back()), 5) << colormaps()[row].name;
        }
}

TEST(Colormap, EndsAreTheTablesOwn) {
    const Ramp& viridis = *ramp_of(2, Theme::Dark);
    EXPECT_EQ(colormaps()[2].name, "viridis");
    EXPECT_EQ(viridis.front(), (Color{0x44, 0x01, 0x54}));
    EXPECT_EQ(viridis.back(), (Color{0xfd, 0xe7, 0x25}));
}

TEST(Colormap, InkReadsOnEveryColour) {
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
        for (std::size_t row = 0; row < colormaps().size(); ++row)
            for (const Color ground : *ramp_of(row, theme)) EXPECT_GE(contrast(ink_on(ground), ground), 4.5);
        for (const Color ground : *gradient_ramp(theme)) EXPECT_GE(contrast(ink_on(ground), ground), 4.5);
    }
}

TEST(Palette, WordsReadOnTheirGrounds) {
    for (const Theme theme : {Theme::Dark, Theme::Light}) {
        const Palette& p = palette_of(theme);
        for (const Color ground : {p.panel, p.canvas, p.raised, p.code})
            for (const Color ink : {p.text, p.dim, p.forward, p.backward, p.good, p.bad, p.accent})
                EXPECT_GE(contrast(ink, ground), 4.5)
                    << (theme == Theme::Dark ? "dark" : "light") << " #" << std::hex << int{ink.r} << int{ink.g} << int{ink.b}
                    << " on #" << int{ground.r} << int{ground.g} << int{ground.b};
        EXPECT_GE(contrast(p.on_accent, p.accent), 4.5);
        EXPECT_GE(contrast(p.canvas, p.backward), 4.5) << "amounts on their disc";
    }
}

TEST(Colormap, ValuesAreClampedAndNothingOverflows) {
    const Ramp& ramp = *ramp_of(0, Theme::Dark);
    EXPECT_EQ(color_at(ramp, -5, 0, 1), ramp.front());
    EXPECT_EQ(color_at(ramp, 5, 0, 1), ramp.back());
    EXPECT_EQ(color_at(ramp, INFINITY, 0, 1), ramp.back());
    EXPECT_EQ(color_at(ramp, 1e308, -1e308, 1e308), ramp.back());
    EXPECT_EQ(color_at(ramp, 3, 3, 3), ramp[128]);
    EXPECT_EQ(color_at(ramp, NAN, 0, 1), ramp[128]);
}

}  // namespace
}  // namespace poolwalk::scene
