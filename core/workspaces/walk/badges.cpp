#include "core/workspaces/walk/badges.h"

#include <algorithm>

namespace poolwalk::scene {
namespace {

constexpr float inset_px = 1.5f, smallest_px = 1.5f, smallest_with_text_px = 5.5f;

}  // namespace

void add_badge(const WalkSketch& s, const Badge& badge, Place cell, Vec2 digits, std::string text) {
    const Rect rect = s.cell_rect(badge.grid, cell);
    // A corner is off the digits once one side of it is.
    const float room = std::max(rect.w / 2 - digits.x, rect.h / 2 - digits.y) - 2 * inset_px;
    const float radius = std::min(std::max(s.px(8.5f), rect.w * 0.1f), room / 2);
    if (radius < smallest_px) return;
    const bool has_text = radius >= smallest_with_text_px;
    const float drawn = has_text ? radius : std::min(radius, s.px(3)), from_edge = drawn + inset_px;
    const Vec2 center{badge.corner == Corner::TopLeft ? rect.x + from_edge : rect.right() - from_edge,
                      badge.corner == Corner::BottomRight ? rect.bottom() - from_edge : rect.y + from_edge};
    s.draw.disc(badge.role, center, has_text ? std::move(text) : "",
                {.radius_px = drawn,
                 .fill = badge.fill,
                 .ink = badge.ink,
                 .text_size = drawn * 1.4f / s.draw.scale,
                 .clip = s.frame(badge.grid).viewport});
}

}  // namespace poolwalk::scene
