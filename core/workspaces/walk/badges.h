// Small discs in the corners of cells: how often a cell was written, that it is tied, its place in a mask. They keep
// off the digits: with less room a badge shrinks, then becomes a dot without its text.
#pragma once

#include "core/workspaces/walk/walk_sketch.h"

namespace poolwalk::scene {

enum class Corner : std::uint8_t { TopLeft, TopRight, BottomRight };

struct Badge {
    Role role = Role::Hits;
    GridId grid = GridId::Input;
    Corner corner = Corner::TopRight;
    Color fill{}, ink{};
};

// `digits` is half_of_digits() of the badge's grid.
void add_badge(const WalkSketch& sketch, const Badge& badge, Place cell, Vec2 digits, std::string text);

}  // namespace poolwalk::scene
