// Training the small network of the published run: 1000 epochs under one tie rule, and under all six as
// the Network workspace does. numpy_training.py times the NumPy loop on the same data.
#include <benchmark/benchmark.h>

#include "core/network/training.h"

namespace poolwalk {
namespace {

void train_1000(benchmark::State& state) {
    NetworkSetup setup = default_setup();
    setup.draw = state.range(0);
    for (auto _ : state) benchmark::DoNotOptimize(train_with(setup, setup.tie));
}
BENCHMARK(train_1000)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void train_1000_all_rules(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(train(default_setup()));
}
BENCHMARK(train_1000_all_rules)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace poolwalk
