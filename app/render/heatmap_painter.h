// Draws scene::HeatMap with one shader call each, from a texture of the values and one of the ramp.
// Textures stay between frames; only rows whose values changed are sent again. What else a Scene
// holds is drawn by scene_painter.h.
#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/scene/scene.h"
#include "imgui.h"

namespace poolwalk::render {

class HeatMapPainter {
public:
    // Needs a current OpenGL 3.3 context, which must outlive the painter.
    static Result<HeatMapPainter> create();
    HeatMapPainter(HeatMapPainter&&) noexcept;
    HeatMapPainter& operator=(HeatMapPainter&&) noexcept;
    ~HeatMapPainter();

    // Once a frame, before the first add(): forgets what the last frame drew, which must be rendered
    // by then, and frees textures that were not used in it.
    void begin_frame();

    // Adds a callback to the list that draws the map when the frame is rendered. Any number of maps
    // a frame, also several of one GridId.
    void add(ImDrawList& list, const scene::HeatMap& map, scene::Vec2 canvas_origin);

    // What draws, as OpenGL names it, with its version.
    const std::string& renderer() const;

    // Why a map of this frame is not drawn, as one sentence; empty if all are.
    std::string error() const;

private:
    struct State;
    explicit HeatMapPainter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace poolwalk::render
