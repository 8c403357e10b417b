// One picture without a display for all benchmarks that draw, and frames timed on it.
#pragma once

#include <benchmark/benchmark.h>

#include <cfloat>
#include <memory>

#include "app/platform/offscreen.h"
#include "app/render/scene_painter.h"
#include "app/session/session.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::bench {

inline constexpr int width = 1600, height = 1000;
inline constexpr scene::Rect canvas{0, 0, 932, 868};  // what the panels leave of it
inline constexpr scene::Vec2 canvas_at{302, 36};

struct Stage {
    platform::Offscreen picture;
    render::HeatMapPainter painter;
    render::FontSet fonts;

    void begin() {
        picture.begin_frame(1.0f / 60);
        ImGui::GetIO().MousePos = {-FLT_MAX, -FLT_MAX};
        ImGui::NewFrame();
    }
};

// Null without OpenGL.
inline Stage* stage() {
    static const std::unique_ptr<Stage> held = [] {
        Result<platform::Offscreen> picture = platform::Offscreen::open(width, height);
        if (!picture) return std::unique_ptr<Stage>();
        auto painter = render::HeatMapPainter::create();
        if (!painter) return std::unique_ptr<Stage>();
        render::FontSet fonts = render::FontSet::load(1);
        platform::Offscreen surface = std::move(picture).value();
        surface.fonts_changed();
        ui::apply_style(Theme::Dark, 1);
        return std::make_unique<Stage>(Stage{std::move(surface), std::move(painter).value(), std::move(fonts)});
    }();
    return held.get();
}

// Runs `frame` a few times before it is timed: caches, and the sizes that ImGui learns by drawing.
template <class Frame>
void time_frames(benchmark::State& state, Frame frame) {
    Stage* here = stage();
    if (!here) return state.SkipWithError("no OpenGL 3.3 through EGL here");
    for (int i = 0; i < 3; ++i) {
        here->begin();
        frame(*here);
        ImGui::Render();
        here->picture.end_frame();
    }
    for (auto _ : state) {
        here->begin();
        frame(*here);
        ImGui::Render();
    }
    state.counters["vertices"] = static_cast<double>(ImGui::GetDrawData()->TotalVtxCount);
}

}  // namespace poolwalk::bench
