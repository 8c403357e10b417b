// Lines for the scene painter: outlines and curves as points, dashes, hatching. Everything is in
// ImGui's coordinates.
#pragma once

#include <vector>

#include "core/scene/scene.h"
#include "imgui.h"

namespace poolwalk::render {

struct Pen {
    ImU32 color = 0;
    float thickness = 1;
    bool dashed = false;
};

ImU32 packed(scene::Color color);

// A rectangle's outline, its stroke lying evenly on both sides of the edges and on whole pixels.
void stroke_rect(ImDrawList& list, const scene::Rect& rect, float radius, const Pen& pen);

// Lines from bottom left to top right, `apart_px` along the edge from one to the next.
struct Hatch {
    ImU32 color = 0;
    float apart_px = 8;
    float thickness = 1;
};
void hatch_rect(ImDrawList& list, const scene::Rect& rect, const Hatch& hatch);

// An arrow whose line ends at the base of its head. `shift` is added to all of its points.
void stroke_arrow(ImDrawList& list, const scene::Arrow& arrow, scene::Vec2 shift);

// The edge of a pixel nearest to x, as the heat-map shader takes it.
float to_pixel_edge(float x);

}  // namespace poolwalk::render
