#include "core/scene/flashes.h"

#include <algorithm>
#include <cstring>

#include "core/scene/rects.h"

namespace poolwalk::scene {
namespace {

constexpr std::int64_t max_cells = 4000;  // of a larger array none flashes
constexpr float smallest_cell_px = 4;

bool same_bits(float a, float b) { return std::memcmp(&a, &b, sizeof a) == 0; }

}  // namespace

void Flashes::follow(const Scene& scene, std::uint64_t revision) {
    const bool is_new = revision != revision_;
    if (is_new) changed_.clear();
    for (std::size_t g = 0; is_new && g < std::min(scene.grids.size(), before_.size()); ++g) {
        const HeatMap& now = scene.grids[g];
        const Cells& then = before_[g];
        const bool is_same = then.origin == now.origin && then.rows == now.rows && then.cols == now.cols &&
                             then.part == now.part && then.cell_px == now.cell_px;
        if (!is_same || now.part || now.rows * now.cols > max_cells || now.cell_px < smallest_cell_px) continue;
        if (then.values == now.values || !then.values || !now.values || then.values->size() != now.values->size())
            continue;
        for (std::int64_t i = 0; i < now.filled; ++i)
            if (const auto at = static_cast<std::size_t>(i); !same_bits((*then.values)[at], (*now.values)[at]))
                changed_.push_back(overlap(now.cell(i / now.cols, i % now.cols), now.viewport));
    }
    revision_ = revision;
    before_.clear();
    for (const HeatMap& map : scene.grids)
        before_.push_back({map.origin, map.rows, map.cols, map.part, map.cell_px, map.values});
}

void Flashes::add(Scene& scene, Color color, float part) const {
    if (part <= 0) return;
    const auto alpha = [&](float most) { return static_cast<std::uint8_t>(most * part); };
    for (const Rect& cell : changed_)
        scene.rings.push_back({.role = Role::Motion,
                               .rect = shrunk(cell, 1),
                               .stroke = faded(color, alpha(255)),
                               .fill = faded(color, alpha(90)),
                               .thickness = 2,
                               .radius = 3});
}

}  // namespace poolwalk::scene
