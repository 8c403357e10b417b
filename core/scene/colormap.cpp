#include "core/scene/colormap.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace poolwalk::scene {
namespace {

constexpr std::array<std::uint32_t, 6> ocean_dark{0x1d3a56, 0x28587f, 0x2f7598, 0x56a0b3, 0x8cc7c3, 0xc2e8d5};
constexpr std::array<std::uint32_t, 6> ocean_light{0xdcecf4, 0xb3d6e6, 0x7fb4d4, 0x4f8fc0, 0x2f6ea3, 0x1b5488};
constexpr std::array<std::uint32_t, 9> viridis{0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c,
                                               0x28ae80, 0x5ec962, 0xaddc30, 0xfde725};
constexpr std::array<std::uint32_t, 10> cividis{0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173,
                                                0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838};
constexpr std::array<std::uint32_t, 2> grey_dark{0x22262b, 0xf2f2f2};
constexpr std::array<std::uint32_t, 2> grey_light{0xf0f0f0, 0x2a2a2a};
constexpr std::array<std::uint32_t, 5> gradient_dark{0xf3a35c, 0x9c5a22, 0x1b2027, 0x2c6da3, 0x8fd0f5};
constexpr std::array<std::uint32_t, 5> gradient_light{0xa8500c, 0xe39a5b, 0xeef1f5, 0x86b8de, 0x1b5488};

constexpr std::array<ColormapRow, 4> table{{
    {"ocean", "Ocean", "navy to pale green; dark blue for high values in the light theme", ocean_dark, ocean_light},
    {"cividis", "Cividis", "blue to yellow, alike for every kind of colour sight", cividis, cividis},
    {"viridis", "Viridis", "purple to yellow", viridis, viridis},
    {"grey", "Grey", "for print and for black-and-white projectors", grey_dark, grey_light},
}};

Color color_of(std::uint32_t rgb) {
    return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
            static_cast<std::uint8_t>(rgb)};
}

std::uint8_t mixed(std::uint8_t a, std::uint8_t b, double t) {
    return static_cast<std::uint8_t>(std::lround(a + (b - a) * t));
}

std::shared_ptr<const Ramp> ramp_from(std::span<const std::uint32_t> stops) {
    auto ramp = std::make_shared<Ramp>();
    for (std::size_t i = 0; i < ramp->size(); ++i) {
        const double at = static_cast<double>(i) / 255 * static_cast<double>(stops.size() - 1);
        const auto left = std::min(static_cast<std::size_t>(at), stops.size() - 2);
        const double t = at - static_cast<double>(left);
        const Color a = color_of(stops[left]), b = color_of(stops[left + 1]);
        (*ramp)[i] = {mixed(a.r, b.r, t), mixed(a.g, b.g, t), mixed(a.b, b.b, t)};
    }
    return ramp;
}

// Light of a channel of sRGB, 0 to 1; in a table, for each number of a picture asks for it.
double linear(std::uint8_t channel) {
    static const auto light_of = [] {
        std::array<double, 256> light{};
        for (std::size_t i = 0; i < light.size(); ++i) {
            const double c = static_cast<double>(i) / 255;
            light[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        }
        return light;
    }();
    return light_of[channel];
}

}  // namespace

std::span<const ColormapRow> colormaps() { return table; }

std::shared_ptr<const Ramp> ramp_of(std::size_t row, Theme theme) {
    static const auto ramps = [] {
        std::array<std::array<std::shared_ptr<const Ramp>, 2>, table.size()> all;
        for (std::size_t i = 0; i < table.size(); ++i) all[i] = {ramp_from(table[i].dark), ramp_from(table[i].light)};
        return all;
    }();
    return ramps[std::min(row, table.size() - 1)][static_cast<std::size_t>(theme)];
}

std::shared_ptr<const Ramp> gradient_ramp(Theme theme) {
    static const std::array ramps{ramp_from(gradient_dark), ramp_from(gradient_light)};
    return ramps[static_cast<std::size_t>(theme)];
}

Color color_at(const Ramp& ramp, double value, double low, double high) {
    // Halved first: the whole range of double would overflow.
    const double t = high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5;
    if (std::isnan(t)) return ramp[ramp.size() / 2];
    return ramp[static_cast<std::size_t>(std::lround(std::clamp(t, 0.0, 1.0) * 255))];
}

double luminance(Color color) {
    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

double contrast(Color a, Color b) {
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Color ink_on(Color ground) {
    constexpr Color black{0, 0, 0}, white{255, 255, 255};
    return contrast(white, ground) >= contrast(black, ground) ? white : black;
}

}  // namespace poolwalk::scene
