#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/report.h"
#include "core/base/number_text.h"
#include "core/io/json/json_write.h"
#include "core/network/training.h"

namespace poolwalk::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t every = 50;

struct TrainOptions {
    NetworkSetup setup = default_setup();
    bool json = false;
};

Result<std::int64_t> whole_up_to(std::string_view text, std::int64_t low, std::int64_t high) {
    const auto value = integer_from_text(text);
    if (!value || *value < low || *value > high)
        return Error{"expected a whole number from " + std::to_string(low) + " to " + std::to_string(high)};
    return *value;
}
Result<std::int64_t> parse_seed(std::string_view text) { return whole_up_to(text, 0, 0xFFFFFFFF); }
Result<std::int64_t> parse_draw(std::string_view text) { return whole_up_to(text, 0, max_draw); }
Result<std::int64_t> parse_epochs(std::string_view text) { return whole_up_to(text, 1, max_epochs); }

Result<double> parse_rate(std::string_view text) {
    const auto number = number_from_text(text);
    if (!number || !(*number >= 0 && *number <= 1000)) return Error{"expected a number from 0 to 1000, as 0.1"};
    return *number;
}

// The first epoch and every 50th, counted from 0: 0, 49, 99, and the last.
std::vector<std::int64_t> told_epochs(std::int64_t epochs) {
    std::vector<std::int64_t> told{0};
    for (std::int64_t epoch = every - 1; epoch < epochs; epoch += every) told.push_back(epoch);
    if (told.back() != epochs - 1) told.push_back(epochs - 1);
    return told;
}

std::vector<double> targets_of(const NetworkSetup& setup) {
    std::vector<double> targets;
    for (std::size_t i = 0; i < setup.samples.size(); ++i) targets.push_back(target_of(setup, i));
    return targets;
}

void print_text(const NetworkSetup& setup, const TrainingRun& run) {
    const auto line = [](const char* name, const std::vector<double>& values) {
        std::string text = name;
        for (const double value : values) text += " " + plain_text(value);
        print(text + "\n");
    };
    line("targets", targets_of(setup));
    line("before ", run.before);
    line("after  ", run.after);
    print("epoch loss\n");
    for (const std::int64_t epoch : told_epochs(setup.epochs)) {
        const std::string number = std::to_string(epoch);
        print(std::string(5 - std::min<std::size_t>(5, number.size()), ' ') + number + " " +
              plain_text(run.losses[static_cast<std::size_t>(epoch)]) + "\n");
    }
}

Json weights_json(const Weights& weights) {
    Json kernel = Json::array();
    for (std::int64_t r = 0; r < weights.kernel.rows(); ++r) {
        const auto row = std::span(weights.kernel.cells).subspan(static_cast<std::size_t>(3 * r), 3);
        kernel.push_back(std::vector<double>(row.begin(), row.end()));
    }
    return {{"kernel", kernel}, {"dense", weights.dense.cells}};
}

void print_json(const NetworkSetup& setup, const TrainingRun& run) {
    const std::vector<std::int64_t> epochs = told_epochs(setup.epochs);
    std::vector<double> losses;
    for (const std::int64_t epoch : epochs) losses.push_back(run.losses[static_cast<std::size_t>(epoch)]);
    io::JsonObjectWriter json;
    json.add("seed", setup.seed);
    json.add("draw", setup.draw);
    json.add("epochs", setup.epochs);
    json.add("rate", setup.rate);
    json.add("tie_rule", row(setup.tie).text.name);
    json.add("target", targets_of(setup));
    json.add("weights_before", weights_json(start_weights(setup)));
    json.add("prediction_before", run.before);
    json.add("loss_epochs", epochs);
    json.add("loss", losses);
    json.add("prediction_after", run.after);
    json.add("weights_after", weights_json(run.last));
    print(json.finish());
}

int run_train(const TrainOptions& options) {
    const TrainingRun run = train_with(options.setup, options.setup.tie);
    options.json ? print_json(options.setup, run) : print_text(options.setup, run);
    return exit_done;
}

}  // namespace

Action add_train(CLI::App& app) {
    const auto options = std::make_shared<TrainOptions>();
    NetworkSetup& setup = options->setup;
    add_value(app, {"--seed", "N", "Of NumPy's RandomState (7839)"}, parse_seed, setup.seed);
    add_value(app, {"--draw", "N", "Which set of weights of that stream, from 0 (0)"}, parse_draw, setup.draw);
    add_value(app, {"--epochs", "N", "How often both images are shown (1000)"}, parse_epochs, setup.epochs);
    add_value(app, {"--rate", "R", "Learning rate (0.1)"}, parse_rate, setup.rate);
    add_value(app, {"--ties", "NAME", "One of `poolwalk list ties` (all)"}, parse_tie_rule, setup.tie);
    app.add_flag("--json", options->json, "Print one JSON object");
    return [options] { return run_train(*options); };
}

}  // namespace poolwalk::cli
