// An image of 4096 x 4096 float32 under kernel 2, stride 2: what a frame, an edit and a scrub cost the CPU, and
// a start until the first picture, with the memory it takes. Beside each stands a plain copy of the bytes of X.
#include <benchmark/benchmark.h>

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "core/io/arrays/npy_write.h"
#include "tests/bench/frames.h"

extern char** environ;

namespace poolwalk::bench {
namespace {

constexpr std::int64_t side = 4096, cells = side * side;

const AnyTensor& image() {
    static const AnyTensor held = [] {
        Tensor<float> tensor(Shape{1, 1, side, side});
        std::mt19937 random(7839);
        for (float& value : tensor.data()) value = static_cast<float>(random() >> 8) / 1000;
        return tensor;
    }();
    return held;
}

// Three quarters of the walk done; `zoom` 1 shows everything, `near` cells just large enough for numbers.
constexpr double near = 300;
AppState walked(double zoom) {
    AppState state = start_state(document_of("large", image(), {.kernel = {2, 2}, .stride = {2, 2}}, {}));
    state = update(std::move(state), SetCamera{{zoom, 0.5, 0.5}});
    const std::int64_t step = step_count(plan_of(state)) * 3 / 4;
    return update(std::move(state), Seek{step});
}

// The session with its first picture behind it.
struct Open {
    Session session;
    explicit Open(double zoom) : session(walked(zoom), 1e9) {}
};

// Of a large screen: there are 1,500 numbers in it at `near_there`.
constexpr scene::Rect large_canvas{0, 0, 1340, 1250};
constexpr double near_there = 205;

std::size_t numbers(Session& session) {
    scene::SceneCache cache;
    const scene::Scene scene = scene::build_scene(session.state(), session.derived(), large_canvas, cache);
    return static_cast<std::size_t>(std::ranges::count(scene.labels, scene::Role::Value, &scene::Label::role));
}

void large_scene(benchmark::State& state) {
    Open open(static_cast<double>(state.range(0)));
    scene::SceneCache cache;
    const Derived& derived = open.session.derived();
    time_frames(state, [&](Stage& here) {
        here.painter.begin_frame();
        const scene::Scene built = scene::build_scene(open.session.state(), derived, large_canvas, cache);
        render::paint(*ImGui::GetBackgroundDrawList(), built, canvas_at, here.fonts, &here.painter);
    });
    state.counters["numbers"] = static_cast<double>(numbers(open.session));
}

void large_frame(benchmark::State& state) {
    Open open(static_cast<double>(state.range(0)));
    time_frames(state, [&](Stage& here) { open.session.frame({}, here.fonts, &here.painter); });
}

// One cell in sight gets another value, and the picture follows.
void large_edit(benchmark::State& state) {
    Open open(static_cast<double>(state.range(0)));
    double value = 0;
    time_frames(state, [&](Stage& here) {
        open.session.run(SetCells{GridId::Input, {{0, {side / 2, side / 2}, value += 1}}});
        open.session.frame({}, here.fonts, &here.painter);
    });
}

// The maximum of all, so that the ranges change too.
void large_edit_of_the_range(benchmark::State& state) {
    Open open(1);
    double value = 1e9;
    time_frames(state, [&](Stage& here) {
        open.session.run(SetCells{GridId::Input, {{0, {side / 3, side / 5}, value = -value}}});
        open.session.frame({}, here.fonts, &here.painter);
    });
}

void large_scrub(benchmark::State& state) {
    Open open(static_cast<double>(state.range(0)));
    std::mt19937_64 random(1);
    const auto steps = static_cast<std::uint64_t>(step_count(plan_of(open.session.state())));
    time_frames(state, [&](Stage& here) {
        open.session.run(Seek{static_cast<std::int64_t>(random() % steps)});
        open.session.frame({}, here.fonts, &here.painter);
    });
}

void large_derive(benchmark::State& state) {
    const Document document = walked(1).document;
    for (auto _ : state) benchmark::DoNotOptimize(derive(document));
}

void copy_of_the_bytes(benchmark::State& state) {
    const auto from = std::get<Tensor<float>>(image()).data();
    std::vector<float> to(from.size());
    for (auto _ : state) {
        std::memcpy(to.data(), from.data(), from.size_bytes());
        benchmark::ClobberMemory();
    }
}

struct Run {
    double seconds = 0;
    std::int64_t peak_bytes = 0;
    bool done = false;
};

// `poolwalk shot ... --out`, from the start of the process to its end.
Run shot_of(const std::vector<std::string>& what) {
    std::vector<std::string> words{POOLWALK_BINARY, "shot"};
    words.insert(words.end(), what.begin(), what.end());
    const auto picture = std::filesystem::temp_directory_path() / "poolwalk_bench.png";
    for (const std::string& word : {std::string("--out"), picture.string(), std::string("--force")})
        words.push_back(word);
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const auto start = std::chrono::steady_clock::now();
    pid_t child = 0;
    if (::posix_spawn(&child, argv[0], nullptr, nullptr, argv.data(), environ) != 0) return {};
    int status = 0;
    rusage used{};
    if (::wait4(child, &status, 0, &used) != child) return {};
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::error_code ignored;
    std::filesystem::remove(picture, ignored);
    return {took.count(), used.ru_maxrss * 1024, status == 0};
}

// A process, its OpenGL, the file, everything that follows from it, and the picture; a small document's
// start stands beside it, and its memory is taken off.
void first_picture(benchmark::State& state) {
    const auto file = std::filesystem::temp_directory_path() / "poolwalk_bench.npy";
    if (!io::write_npy(file, image(), {}, true)) return state.SkipWithError("the array cannot be written");
    Run small, large;
    for (auto _ : state) {
        small = shot_of({"--example", "overlap"});
        large = shot_of({file.string()});
        state.SetIterationTime(large.seconds);
    }
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    if (!small.done || !large.done) return state.SkipWithError("no picture: is there OpenGL 3.3 through EGL?");
    state.counters["small_document_ms"] = 1e3 * small.seconds;
    state.counters["bytes_a_cell"] = static_cast<double>(large.peak_bytes - small.peak_bytes) / cells;
    state.counters["peak_MiB"] = static_cast<double>(large.peak_bytes) / (1 << 20);
}

void zooms(benchmark::internal::Benchmark* bench) {
    bench->ArgName("zoom")->Arg(1)->Arg(8)->Arg(static_cast<int>(near))->Unit(benchmark::kMicrosecond);
}

// First of all benchmarks: a child's peak counts that of this process when it was started.
BENCHMARK(first_picture)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(5);
BENCHMARK(large_scene)
    ->ArgName("zoom")
    ->Arg(1)
    ->Arg(8)
    ->Arg(static_cast<int>(near_there))
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(large_frame)->Apply(zooms);
BENCHMARK(large_edit)->Apply(zooms);
BENCHMARK(large_edit_of_the_range)->Unit(benchmark::kMicrosecond);
BENCHMARK(large_scrub)->Apply(zooms);
BENCHMARK(large_derive)->Unit(benchmark::kMillisecond);
BENCHMARK(copy_of_the_bytes)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace poolwalk::bench
