// The kernels beside their peers and beside the stream of the same bytes, in one process and in turn:
//   poolwalk_kernel_bench [--rows all|table|growth] [--only TEXT] [--cpu NAME] [--csv FILE] [--seconds S]
// Prints medians as ratios: how many times longer a peer takes, and how many times the stream we take.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>

#include "core/pool/kernels/kernels.h"
#include "tests/bench/kernels/contenders.h"

namespace poolwalk::bench {
namespace {

struct Row {
    std::string name;
    Shape input;
    Geometry geometry;
};

Geometry square(std::int64_t kernel, std::int64_t stride, std::int64_t padding = 0) {
    return {.kernel = {kernel, kernel}, .stride = {stride, stride}, .pads = {padding, padding, padding, padding}};
}

const Row table[] = {
    {"128x3x28x28 k2 s2", {128, 3, 28, 28}, square(2, 2)},
    {"128x6x30x12 k3 s3", {128, 6, 30, 12}, square(3, 3)},
    {"1x16x100x200 k5 s5", {1, 16, 100, 200}, square(5, 5)},
    {"32x64x112x112 k3 s2 p1", {32, 64, 112, 112}, square(3, 2, 1)},
    {"16x64x224x224 k2 s2", {16, 64, 224, 224}, square(2, 2)},
    {"32x192x28x28 k3 s1 p1", {32, 192, 28, 28}, square(3, 1, 1)},
    {"32x64x55x55 k3 s2", {32, 64, 55, 55}, square(3, 2)},
    {"8x512x20x20 k5 s1 p2", {8, 512, 20, 20}, square(5, 1, 2)},
    {"8x512x20x20 k13 s1 p6", {8, 512, 20, 20}, square(13, 1, 6)},
    {"1x1x4096x4096 k2 s2", {1, 1, 4096, 4096}, square(2, 2)},
    {"1x1x4x4 k2 s1", {1, 1, 4, 4}, square(2, 1)},
};

std::vector<Row> growth() {
    std::vector<Row> rows;
    for (const std::int64_t k : {3, 5, 7, 9, 13, 15, 21, 31})
        rows.push_back({"4x32x64x64 k" + std::to_string(k) + " s1", {4, 32, 64, 64}, square(k, 1, k / 2)});
    for (const std::int64_t side : {16, 64, 256, 1024, 4096})
        for (const Geometry& g : {square(2, 2), square(3, 1, 1)})
            rows.push_back({"1x1x" + std::to_string(side) + "x" + std::to_string(side) + " k" +
                                std::to_string(g.kernel.rows) + " s" + std::to_string(g.stride.rows),
                            {1, 1, side, side},
                            g});
    return rows;
}

// Of one thread the time that the processor gave it, which other programs do not lengthen; of several the time on
// the wall.
double now(int threads) {
    timespec time{};
    clock_gettime(threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double seconds_of(const std::function<void()>& work, int times, int threads) {
    const double start = now(threads);
    for (int i = 0; i < times; ++i) work();
    return (now(threads) - start) / times;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// One way, forward or backward.
struct Way {
    double seconds = 0;
    double ratio = 1;  // to the first contender's
};
struct Times {
    std::string name;
    Way forward, backward;
};

// Batches take turns, and it is the batches of one turn that are compared, so that what the machine does meanwhile
// meets all alike; then medians.
std::vector<Way> measured(const std::vector<std::function<void()>>& works, double seconds, int threads) {
    std::vector<int> times;
    double turn = 0;
    for (const auto& work : works) {
        work();
        const double once = std::min(seconds_of(work, 1, threads), seconds_of(work, 1, threads));
        times.push_back(std::clamp(static_cast<int>(1e-3 / once), 1, 100000));
        turn += once * times.back();
    }
    const int turns = std::clamp(static_cast<int>(seconds / turn), 7, 301);
    std::vector<std::vector<double>> taken(works.size()), ratios(works.size());
    for (int i = 0; i < turns; ++i)
        for (std::size_t k = 0; k < works.size(); ++k) {
            taken[k].push_back(seconds_of(works[k], times[k], threads));
            ratios[k].push_back(taken[k].back() / taken.front().back());
        }
    std::vector<Way> ways;
    for (std::size_t k = 0; k < works.size(); ++k) ways.push_back({median(taken[k]), median(ratios[k])});
    return ways;
}

std::vector<Times> measured(const std::vector<Contender>& contenders, double seconds, int threads) {
    std::vector<std::function<void()>> forward, backward;
    for (const Contender& contender : contenders) {
        forward.push_back(contender.forward);
        backward.push_back(contender.backward);
    }
    const std::vector<Way> there = measured(forward, seconds, threads), back = measured(backward, seconds, threads);
    std::vector<Times> result;
    for (std::size_t k = 0; k < contenders.size(); ++k) result.push_back({contenders[k].name, there[k], back[k]});
    return result;
}

struct Options {
    std::string rows = "all", only, cpu, csv = "kernels.csv";
    double seconds = 0.4;  // of measuring a row, each way
};

std::string kernel_names(const Problem& problem) {
    const kernels::Call call{.input = problem.input, .geometry = problem.geometry};
    std::string names;
    for (const auto& choices : {kernels::forward_choices(call), kernels::backward_choices(call)}) {
        const auto chosen =
            std::ranges::find_if(choices, [](const auto& choice) { return choice.unfit_reason.empty(); });
        names += (names.empty() ? "" : ", ") + std::string(chosen->name);
    }
    return names;
}

// The readable engine looks at every window through vectors; it is measured where that takes under a second.
constexpr std::int64_t engine_steps = 3'000'000;

// A peer is ahead that is faster by more than what runs differ by. What oneDNN does in its own layout is another
// problem.
constexpr double ahead = 1.03;
constexpr std::string_view own_layout = "oneDNN own layout";
struct Ahead {
    std::string row;
    int threads;
    std::string peer, way;
    double ratio;
};

void summarize(const std::vector<Ahead>& ahead_of_us) {
    if (ahead_of_us.empty()) std::printf("no peer ahead\n");
    else std::printf("peers ahead:");
    for (const Ahead& one : ahead_of_us)
        std::printf("%s %s %d %s, %s %.2f", &one == ahead_of_us.data() ? "" : ";", one.row.c_str(), one.threads,
                    one.way.c_str(), one.peer.c_str(), one.ratio);
    if (!ahead_of_us.empty()) std::printf("\n");
}

void run_row(const Row& row, int threads, const Options& options, std::FILE* csv, std::vector<Ahead>& ahead_of_us) {
    const Problem problem{row.input, row.geometry, threads};
    std::vector<Contender> contenders{ours(problem), plain(problem), stream(problem, false), stream(problem, true)};
    for (auto contender : {torch_out(problem), onednn(problem, false), onednn(problem, true)})
        if (contender) contenders.push_back(std::move(*contender));
    const std::int64_t steps =
        output_shape(row.input, row.geometry).cells() * row.geometry.kernel.rows * row.geometry.kernel.cols;
    if (steps < engine_steps && threads == 1) contenders.push_back(engine(problem));
    const std::vector<Times> times = measured(contenders, options.seconds, threads);
    const Times& us = times.front();
    const auto above_the_floor = [](const Way& through, const Way& past) {
        return 1 / std::min(through.ratio, past.ratio);
    };
    std::printf("%-24s %d  %10.2f %10.2f | floor %5.2f %5.2f |", row.name.c_str(), threads, us.forward.seconds * 1e6,
                us.backward.seconds * 1e6, above_the_floor(times[2].forward, times[3].forward),
                above_the_floor(times[2].backward, times[3].backward));
    for (const Times& t : times) {
        const double pair = (t.forward.seconds + t.backward.seconds) / (us.forward.seconds + us.backward.seconds);
        std::fprintf(csv, "%s,%d,%s,%.4f,%.4f,%.4f,%.4f,%.4f\n", row.name.c_str(), threads, t.name.c_str(),
                     t.forward.seconds * 1e6, t.backward.seconds * 1e6, t.forward.ratio, t.backward.ratio, pair);
        if (&t == &us || t.name.starts_with("stream")) continue;
        std::printf(" %s %.2f %.2f %.2f |", t.name.c_str(), t.forward.ratio, t.backward.ratio, pair);
        if (t.name != own_layout)
            for (const auto& [way, ratio] : {std::pair{"forward", t.forward.ratio}, {"backward", t.backward.ratio}})
                if (ratio < 1 / ahead) ahead_of_us.push_back({row.name, threads, t.name, way, ratio});
    }
    std::printf(" %s\n", kernel_names(problem).c_str());
    std::fflush(stdout);
}

Options options_of(int count, char** arguments) {
    Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string name = arguments[i], value = arguments[i + 1];
        if (name == "--rows") options.rows = value;
        if (name == "--only") options.only = value;
        if (name == "--cpu") options.cpu = value;
        if (name == "--csv") options.csv = value;
        if (name == "--seconds") options.seconds = std::atof(value.c_str());
    }
    return options;
}

// What PyTorch and oneDNN call our instruction sets. They ask the environment at their first call.
struct PeersSet {
    std::string_view ours;
    const char *torch, *onednn;
};
constexpr PeersSet peers_sets[] = {{"avx512", "avx512", "AVX512_CORE"},
                                   {"avx2", "avx2", "AVX2"},
                                   {"sse4", "default", "SSE41"},
                                   {"plain", "default", "SSE41"}};

void cap_peers(std::string_view name) {
    for (const PeersSet& set : peers_sets) {
        if (set.ours != name) continue;
        setenv("ATEN_CPU_CAPABILITY", set.torch, 0);
        setenv("ONEDNN_MAX_CPU_ISA", set.onednn, 0);
    }
}

int run(int count, char** arguments) {
    const Options options = options_of(count, arguments);
    cap_peers(options.cpu);
    if (!options.cpu.empty() && !kernels::cap_instruction_set(options.cpu)) {
        std::fprintf(stderr, "--cpu is %s; this machine has:", options.cpu.c_str());
        for (const std::string_view name : kernels::instruction_sets())
            std::fprintf(stderr, " %s", std::string(name).c_str());
        std::fprintf(stderr, "\n");
        return 2;
    }
    std::FILE* csv = std::fopen(options.csv.c_str(), "w");
    if (csv == nullptr) return std::perror(options.csv.c_str()), 1;
    std::fprintf(csv, "problem,threads,contender,forward_us,backward_us,forward_ratio,backward_ratio,pair_ratio\n");
    const Problem small{{1, 16, 8, 8}, square(2, 2)};
    if (!torch_out(small)) std::printf("PyTorch is not measured: libtorch-dev was not found at configuration.\n");
    if (!onednn(small, false)) std::printf("oneDNN is not measured: libdnnl-dev was not found at configuration.\n");
    std::printf(
        "float32, random normal values. Microseconds forward and backward; our time by that of a stream of the same\n"
        "bytes; then each peer's time by ours: forward, backward, both.\n");
    std::vector<Row> rows;
    if (options.rows != "growth") rows.insert(rows.end(), std::begin(table), std::end(table));
    if (options.rows != "table") {
        const std::vector<Row> more = growth();
        rows.insert(rows.end(), more.begin(), more.end());
    }
    std::vector<Ahead> ahead_of_us;
    for (const int threads : {1, 2})
        for (const Row& row : rows) {
            const std::string key = row.name + " " + std::to_string(threads);
            if (key.find(options.only) != std::string::npos) run_row(row, threads, options, csv, ahead_of_us);
        }
    std::fclose(csv);
    summarize(ahead_of_us);
    return 0;
}

}  // namespace
}  // namespace poolwalk::bench

int main(int count, char** arguments) {
    // Threads of OpenMP that wait by spinning would take the time of whoever is measured next, and the policy is
    // read before main().
    if (std::getenv("OMP_WAIT_POLICY") == nullptr) {
        setenv("OMP_WAIT_POLICY", "passive", 1);
        execv("/proc/self/exe", arguments);
    }
    return poolwalk::bench::run(count, arguments);
}
