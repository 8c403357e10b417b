// What the pictures do with rectangles and colours: grown, joined, cut, made paler.
#pragma once

#include <algorithm>

#include "core/scene/scene.h"

namespace poolwalk::scene {

inline Color faded(Color color, std::uint8_t alpha) {
    color.a = alpha;
    return color;
}

inline Rect shrunk(Rect rect, float by) { return {rect.x + by, rect.y + by, rect.w - 2 * by, rect.h - 2 * by}; }

inline Rect joined(Rect a, Rect b) {
    const float x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

// What both cover; empty if they do not meet.
inline Rect overlap(Rect a, Rect b) {
    const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::max(0.0f, std::min(a.right(), b.right()) - x),
            std::max(0.0f, std::min(a.bottom(), b.bottom()) - y)};
}

}  // namespace poolwalk::scene
