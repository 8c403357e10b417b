// What a frame costs the CPU, from ImGui::NewFrame() to ImGui::Render(), in a picture without a display
// of the window's size: the Walk's picture alone, the whole window, and ImGui's own demo window for scale.
// Drawing what was built (the card's work, here Mesa's) is measured apart, by walk_draw.
#include <benchmark/benchmark.h>

#include "app/gl/gl.h"
#include "tests/bench/frames.h"

namespace poolwalk::bench {
namespace {

// A square X of `side`, all values different, stride 1 under kernel 2, half way through the backward walk.
AppState walked(std::int64_t side) {
    const Geometry geometry{.kernel = {2, 2}, .stride = {1, 1}};
    AppState state = start_state(document_of(
        "bench", random_tensor(RandomKind::Distinct, DType::Float32, {1, 1, side, side}, 7839), geometry, {}));
    const std::int64_t done = step_count(plan_of(state)) * 3 / 4;
    return update(std::move(state), Seek{done});
}

void walk_scene(benchmark::State& state) {
    const AppState app = walked(state.range(0));
    const Derived derived = derive(app.document);
    scene::SceneCache cache;
    time_frames(state, [&](Stage& here) {
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

// In the middle of a step.
AppState moving(std::int64_t side) {
    AppState app = walked(side);
    const std::int64_t done = app.play.done;
    return update(std::move(app), SeekMoment{done, 0.6});
}

void build_moving(benchmark::State& state) {
    const AppState app = moving(state.range(0));
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
    time_frames(state, [&](Stage& here) { session.frame({}, here.fonts, &here.painter); });
}

void moving_frame(benchmark::State& state) {
    Session session(moving(state.range(0)));
    time_frames(state, [&](Stage& here) { session.frame({}, here.fonts, &here.painter); });
}

void imgui_demo_frame(benchmark::State& state) {
    time_frames(state, [](Stage&) { ImGui::ShowDemoWindow(); });
}

// Sending the frame to the card and waiting until it is drawn.
void walk_draw(benchmark::State& state) {
    Stage* here = stage();
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
BENCHMARK(build_moving)->Apply(sizes);
BENCHMARK(build_fresh)->Apply(sizes);
BENCHMARK(walk_scene)->Apply(sizes);
BENCHMARK(walk_frame)->Apply(sizes);
BENCHMARK(moving_frame)->Apply(sizes);
BENCHMARK(imgui_demo_frame)->Unit(benchmark::kMicrosecond);
BENCHMARK(walk_draw)->Apply(sizes)->UseRealTime()->Iterations(20);

}  // namespace
}  // namespace poolwalk::bench
