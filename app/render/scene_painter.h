// Paints a Scene through an ImGui draw list, in the order of scene.h. The cells of the grids go to
// heatmap_painter.h, everything else is lines, shapes and text here.
#pragma once

#include "app/render/fonts.h"
#include "app/render/heatmap_painter.h"
#include "core/scene/scene.h"
#include "imgui.h"

namespace poolwalk::render {

// `canvas_origin` is where the scene's (0, 0) lies, in ImGui's coordinates. Nothing is drawn outside
// of scene.canvas. Without a painter the cells are drawn one by one, at most 10,000 a grid.
void paint(ImDrawList& list, const scene::Scene& scene, scene::Vec2 canvas_origin, const FontSet& fonts,
           HeatMapPainter* heat_maps);

}  // namespace poolwalk::render
