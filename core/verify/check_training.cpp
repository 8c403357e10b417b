#include "core/verify/check_training.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/number_text.h"
#include "core/io/json/json_field.h"
#include "core/io/json/network_json.h"
#include "core/network/training.h"

namespace poolwalk::io {
namespace {

struct Bound {
    double rtol = 0, atol = 0;
};

// Compares number by number and keeps the first that differs.
class Comparer {
public:
    Comparer(std::string run, Bound bound) : run_(std::move(run)), bound_(bound) {}

    void compare(const std::string& what, double got, double want) {
        if (!difference_.empty() || std::abs(got - want) <= bound_.atol + bound_.rtol * std::abs(want)) return;
        difference_ = run_ + "." + what + " is " + plain_text(got) + ", expected " + plain_text(want) + ", off by " +
                      number_text(std::abs(got - want), 3);
    }
    void compare(const std::string& what, const std::vector<double>& got, const std::vector<double>& want) {
        if (got.size() != want.size() && difference_.empty()) difference_ = run_ + "." + what + " has another length";
        for (std::size_t i = 0; i < std::min(got.size(), want.size()); ++i)
            compare(what + "[" + std::to_string(i) + "]", got[i], want[i]);
    }
    template <class M>
    void compare_matrix(const std::string& what, const M& got, const M& want) {
        for (std::int64_t r = 0; r < got.rows(); ++r)
            for (std::int64_t c = 0; c < got.cols(); ++c)
                compare(what + "[" + std::to_string(r) + "," + std::to_string(c) + "]", got(r, c), want(r, c));
    }
    const std::string& difference() const { return difference_; }

private:
    std::string run_, difference_;
    Bound bound_;
};

Weights read_weights(const JsonField& run, const char* kernel, const char* dense) {
    return {read_matrix<KernelMatrix>(run[kernel]), read_matrix<DenseVector>(run[dense])};
}

std::string check_run(const JsonField& root, const char* key, NetworkSetup setup, const Bound& bound) {
    const JsonField run = root[key];
    setup.draw = run["draw"].integer(0, max_draw);
    const Weights start = read_weights(run, "w1", "w2"), after = read_weights(run, "w1_after", "w2_after");
    const std::vector<double> before = run["prediction_before"].numbers(), end = run["prediction_after"].numbers(),
                              losses = run["loss"].numbers();
    const std::vector<std::int64_t> epochs = run["loss_epochs"].integers();
    if (losses.size() != epochs.size()) run["loss"].fail_expecting("a loss for each of loss_epochs");
    for (const std::int64_t epoch : epochs)
        if (epoch < 0 || epoch >= setup.epochs)
            run["loss_epochs"].fail_expecting("epochs from 0 to " + std::to_string(setup.epochs - 1));
    if (!root.document_ok()) return {};
    const TrainingRun got = train_with(setup, setup.tie);
    const Weights drawn = start_weights(setup);
    Comparer comparer(key, bound);
    comparer.compare_matrix("w1", drawn.kernel, start.kernel);
    comparer.compare_matrix("w2", drawn.dense, start.dense);
    comparer.compare("prediction_before", got.before, before);
    for (std::size_t i = 0; i < epochs.size(); ++i)
        comparer.compare("loss[" + std::to_string(i) + "]", got.losses[static_cast<std::size_t>(epochs[i])],
                         losses[i]);
    comparer.compare("prediction_after", got.after, end);
    comparer.compare_matrix("w1_after", got.last.kernel, after.kernel);
    comparer.compare_matrix("w2_after", got.last.dense, after.dense);
    return comparer.difference();
}

}  // namespace

bool is_training_case(const nlohmann::json& document) {
    return document.is_object() && document.contains("rng") && document.contains("run") &&
           !document.contains("params");
}

std::string check_training(const nlohmann::json& document, std::string_view name) {
    JsonReader reader(document, name);
    const JsonField root = reader.root();
    NetworkSetup setup = default_setup();
    setup.seed = root["seed"].integer(0, 0xFFFFFFFF);
    setup.samples = {{read_matrix<ImageMatrix>(root["x1"]), {}}, {read_matrix<ImageMatrix>(root["x2"]), {}}};
    const std::vector<double> targets = root["target"].numbers();
    const Bound bound{root["compare"]["rtol"].number(), root["compare"]["atol"].number()};
    std::string difference;
    if (reader.ok() && setup_error(setup).empty()) {
        Comparer comparer("case", bound);
        comparer.compare("target", {target_of(setup, 0), target_of(setup, 1)}, targets);
        difference = comparer.difference();
        for (const char* key : {"run", "second_draw_run"})
            if (difference.empty() && root[key].present()) difference = check_run(root, key, setup, bound);
    }
    if (!reader.ok()) return reader.error().message;
    return difference.empty() ? difference : std::string(name) + ": " + difference;
}

}  // namespace poolwalk::io
