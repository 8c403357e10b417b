#include "core/network/training.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace poolwalk {
namespace {

// What every pass of a training has in common.
struct Course {
    explicit Course(const NetworkSetup& of) : setup(of) {
        for (std::size_t i = 0; i < of.samples.size(); ++i) targets.push_back(target_of(of, i));
    }
    NetworkPass pass(std::size_t sample, const Weights& weights, TieRule tie) const {
        return pass_through(setup.samples[sample].image, targets[sample], weights, {tie, setup.output, setup.rate});
    }

    const NetworkSetup& setup;
    std::vector<double> targets;
};

// Changes `weights`; returns the loss.
double learn_epoch(const Course& course, TieRule tie, Weights& weights) {
    double loss = 0;
    for (std::size_t i = 0; i < course.setup.samples.size(); ++i) {
        const NetworkPass pass = course.pass(i, weights, tie);
        loss += pass.loss;
        weights = pass.updated;
    }
    return loss;
}

bool coincide(const std::vector<double>& a, const std::vector<double>& b, double rtol) {
    return std::ranges::equal(a, b, [rtol](double x, double y) {
        return x == y || std::abs(x - y) <= rtol * std::max(std::abs(x), std::abs(y)) ||
               (std::isnan(x) && std::isnan(y));
    });
}

}  // namespace

std::vector<double> predictions(const NetworkSetup& setup, const Weights& weights) {
    std::vector<double> values;
    for (const NetworkSample& sample : setup.samples) {
        const PooledMatrix pooled = max_pool(relu(convolve(sample.image, weights.kernel)), rules_of(setup.tie));
        values.push_back(row(setup.output).value(dense(pooled, weights.dense)));
    }
    return values;
}

Training train(const NetworkSetup& setup, const Progress& progress) {
    const Weights start = start_weights(setup);
    Training training{.setup = setup, .runs = {}, .weights = {start}};
    for (const TieRow& rule : tie_rules())
        training.runs.push_back({rule.rule, {}, predictions(setup, start), {}, start});
    const Course course(training.setup);
    const auto part = [&] { return static_cast<double>(training.epochs_done) / static_cast<double>(setup.epochs); };
    while (training.epochs_done < setup.epochs && goes_on(progress, part())) {
        for (TrainingRun& run : training.runs) run.losses.push_back(learn_epoch(course, run.tie, run.last));
        training.weights.push_back(training.own().last);
        ++training.epochs_done;
    }
    for (TrainingRun& run : training.runs) run.after = predictions(setup, run.last);
    return training;
}

TrainingRun train_with(const NetworkSetup& setup, TieRule tie) {
    const Weights start = start_weights(setup);
    TrainingRun run{tie, {}, predictions(setup, start), {}, start};
    const Course course(setup);
    run.losses.reserve(static_cast<std::size_t>(setup.epochs));
    for (std::int64_t epoch = 0; epoch < setup.epochs; ++epoch)
        run.losses.push_back(learn_epoch(course, tie, run.last));
    run.after = predictions(setup, run.last);
    return run;
}

NetworkPass pass_at(const Training& training, const NetworkPlace& place) {
    POOLWALK_CHECK(place.epoch >= 0 && place.epoch < static_cast<std::int64_t>(training.weights.size()));
    const Course course(training.setup);
    Weights weights = training.weights[static_cast<std::size_t>(place.epoch)];
    const auto sample = static_cast<std::size_t>(place.sample);
    for (std::size_t i = 0; i < sample; ++i) weights = course.pass(i, weights, training.setup.tie).updated;
    return course.pass(sample, weights, training.setup.tie);
}

std::vector<std::vector<TieRule>> curves_that_coincide(const Training& training, double rtol) {
    std::vector<std::vector<TieRule>> groups;
    for (const TrainingRun& run : training.runs) {
        const auto alike = [&](const std::vector<TieRule>& group) {
            return coincide(training.runs[static_cast<std::size_t>(group.front())].losses, run.losses, rtol);
        };
        if (const auto group = std::ranges::find_if(groups, alike); group != groups.end()) group->push_back(run.tie);
        else groups.push_back({run.tie});
    }
    return groups;
}

}  // namespace poolwalk
