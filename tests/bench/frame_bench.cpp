// What a frame costs the CPU, from ImGui::NewFrame() to ImGui::Render(), in a picture without a display
// of the window's size: the Walk's picture alone, the whole window, and ImGui's own demo window for scale.
// Drawing what was built (the card's work, here Mesa's) is measured apart, by walk_draw.
#include <benchmark/benchmark.h>

#include <cfloat>
#include <memory>

#include "app/gl/gl.h"
#include "app/platform/offscreen.h"
#include "app/render/scene_painter.h"
#include "app/session.h"

namespace poolwalk {
namespace {

constexpr int width = 1600, height = 1000;
constexpr scene::Rect canvas{0, 0, 932, 868};  // what the panels leave of it
constexpr scene::Vec2 canvas_at{302, 36};

// One context for all of them.
struct Studio {
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
Studio* studio() {
    static const std::unique_ptr<Studio> held = [] {
        Result<platform::Offscreen> picture = platform::Offscreen::open(width, height);
        if (!picture) return std::unique_ptr<Studio>();
        auto painter = render::HeatMapPainter::create();
        if (!painter) return std::unique_ptr<Studio>();
        render::FontSet fonts = render::FontSet::load(1);
        platform::Offscreen surface = std::move(picture).value();
        surface.fonts_changed();
        ui::apply_style(Theme::Dark, 1);
        return std::make_unique<Studio>(
            Studio{std::move(surface), std::move(painter).value(), std::move(fonts)});
    }();
    return held.get();
}

// A square X of `side`, all values different, stride 1 under kernel 2, half way through the backward walk.
AppState walked(std::int64_t side) {
    const Geometry geometry{.kernel = {2, 2}, .stride = {1, 1}};
    AppState state = start_state(document_of(
        "bench", random_tensor(RandomKind::Distinct, DType::Float32, {1, 1, side, side}, 7839), geometry, {}));
    const std::int64_t done = step_count(plan_of(state)) * 3 / 4;
    return update(std::move(state), Seek{done});
}

// Runs `frame` a few times before it is timed: caches, and the sizes that ImGui learns by drawing.
template <class Frame>
void time_frames(benchmark::State& state, Frame frame) {
    Studio* here = studio();
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

void walk_scene(benchmark::State& state) {
    const AppState app = walked(state.range(0));
    const Derived derived = derive(app.document);
    scene::SceneCache cache;
    time_frames(state, [&](Studio& here) {
        here.painter.begin_frame();
        const scene::Scene built = scene::build_scene(app, derived, canvas, cache);
        render::paint(*ImGui::GetBackgroundDrawList(), built, canvas_at, here.fonts, &here.painter);
    });
}

void build_only(benchmark::State& state) {
    const AppState app = walked(state.range(0));
    const Derived derived = derive(app.document);
    scene::SceneCache cache;
    for (auto _ : state) benchmark::DoNotOptimize(scene::build_scene(app, derived, canvas, cache));
}

// After a step: what it changed is made anew.
void build_fresh(benchmark::State& state) {
    AppState app = walked(state.range(0));
    const Derived derived = derive(app.document);
    scene::SceneCache cache;
    for (auto _ : state) {
        app.play.done ^= 1;
        benchmark::DoNotOptimize(scene::build_scene(app, derived, canvas, cache));
    }
}

void walk_frame(benchmark::State& state) {
    Session session(walked(state.range(0)));
    time_frames(state, [&](Studio& here) { session.frame({}, here.fonts, &here.painter); });
}

void imgui_demo_frame(benchmark::State& state) {
    time_frames(state, [](Studio&) { ImGui::ShowDemoWindow(); });
}

// Sending the frame to the card and waiting until it is drawn.
void walk_draw(benchmark::State& state) {
    Studio* here = studio();
    if (!here) return state.SkipWithError("no OpenGL 3.3 through EGL here");
    Session session(walked(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        here->begin();
        session.frame({}, here->fonts, &here->painter);
        ImGui::Render();
        state.ResumeTiming();
        here->picture.end_frame();
        glFinish();
    }
}

void sizes(benchmark::internal::Benchmark* bench) {
    for (const int side : {4, 8, 64, 512}) bench->Arg(side);
    bench->Unit(benchmark::kMicrosecond);
}

BENCHMARK(build_only)->Apply(sizes);
BENCHMARK(build_fresh)->Apply(sizes);
BENCHMARK(walk_scene)->Apply(sizes);
BENCHMARK(walk_frame)->Apply(sizes);
BENCHMARK(imgui_demo_frame)->Unit(benchmark::kMicrosecond);
BENCHMARK(walk_draw)->Apply(sizes)->UseRealTime()->Iterations(20);

}  // namespace
}  // namespace poolwalk
