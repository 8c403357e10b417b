#include "core/scene/theme.h"

namespace poolwalk::scene {
namespace {

constexpr Color rgb(std::uint32_t value) {
    return {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
            static_cast<std::uint8_t>(value)};
}

constexpr Palette dark{
    .canvas = rgb(0x111418),
    .panel = rgb(0x1a1e25),
    .raised = rgb(0x232831),
    .line = rgb(0x2e343f),
    .text = rgb(0xe7eaf0),
    .dim = rgb(0x98a1b0),
    .accent = rgb(0xffb454),
    .on_accent = rgb(0x16120a),
    .forward = rgb(0x45b8a9),
    .backward = rgb(0xc290f7),
    .good = rgb(0x5fcf85),
    .bad = rgb(0xff7a9f),
    .empty = rgb(0x14181e),
    .hatch = rgb(0x39414d),
    .nan = rgb(0x5b2147),
    .code = rgb(0x0d1014),
};

constexpr Palette light{
    .canvas = rgb(0xf4f6f8),
    .panel = rgb(0xffffff),
    .raised = rgb(0xecf0f5),
    .line = rgb(0xd5dbe4),
    .text = rgb(0x1b2330),
    .dim = rgb(0x586273),
    .accent = rgb(0xa45400),
    .on_accent = rgb(0xffffff),
    .forward = rgb(0x0f7767),
    .backward = rgb(0x7a3bc0),
    .good = rgb(0x1b7339),
    .bad = rgb(0xbb2457),
    .empty = rgb(0xf0f2f5),
    .hatch = rgb(0xbcc4cf),
    .nan = rgb(0xf3c6de),
    .code = rgb(0xf7f8fa),
};

}  // namespace

const Palette& palette_of(Theme theme) { return theme == Theme::Dark ? dark : light; }

}  // namespace poolwalk::scene
