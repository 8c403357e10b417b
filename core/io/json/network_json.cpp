#include "core/io/json/network_json.h"

#include <nlohmann/json.hpp>

#include "core/io/json/problem_json.h"

namespace poolwalk::io {
namespace {

std::vector<NetworkSample> read_samples(const JsonField& field) {
    std::vector<NetworkSample> samples;
    if (!field.is_array() || field.size() < 1 || field.size() > max_samples) {
        field.fail_expecting("1 to " + std::to_string(max_samples) + " samples");
        return samples;
    }
    for (std::size_t i = 0; i < field.size(); ++i) {
        NetworkSample sample{read_matrix<ImageMatrix>(field.at(i)["image"]), {}};
        if (const JsonField target = field.at(i)["target"]; target.present()) sample.target = target.number();
        samples.push_back(sample);
    }
    return samples;
}

Weights read_start(const JsonField& network) {
    const std::vector<double> dense = network["dense"].numbers();
    Weights start{read_matrix<KernelMatrix>(network["kernel"]), {}};
    if (dense.size() == start.dense.cells.size()) std::ranges::copy(dense, start.dense.cells.begin());
    else network["dense"].fail_expecting("four numbers");
    return start;
}

template <class Matrix>
nlohmann::ordered_json rows_of(const Matrix& matrix) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (std::int64_t r = 0; r < matrix.rows(); ++r) {
        nlohmann::ordered_json row = nlohmann::ordered_json::array();
        for (std::int64_t c = 0; c < matrix.cols(); ++c) row.push_back(matrix(r, c));
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

nlohmann::ordered_json network_json(const NetworkSetup& setup) {
    nlohmann::ordered_json json{{"seed", setup.seed},
                                {"draw", setup.draw},
                                {"kernel_scale", setup.kernel_scale},
                                {"dense_scale", setup.dense_scale},
                                {"rate", setup.rate},
                                {"epochs", setup.epochs},
                                {"tie_rule", row(setup.tie).text.name},
                                {"output", row(setup.output).name},
                                {"samples", nlohmann::ordered_json::array()}};
    for (const NetworkSample& sample : setup.samples) {
        nlohmann::ordered_json one{{"image", rows_of(sample.image)}};
        if (sample.target) one["target"] = *sample.target;
        json["samples"].push_back(std::move(one));
    }
    if (!setup.start) return json;
    json["kernel"] = rows_of(setup.start->kernel);
    json["dense"] = setup.start->dense.cells;
    return json;
}

NetworkSetup read_network(const JsonField& field) {
    NetworkSetup setup = default_setup();
    const auto number = [&](const char* key, double& into) {
        if (field[key].present()) into = field[key].number();
    };
    const auto whole = [&](const char* key, std::int64_t& into) {
        if (field[key].present()) into = field[key].integer();
    };
    whole("seed", setup.seed);
    whole("draw", setup.draw);
    whole("epochs", setup.epochs);
    number("kernel_scale", setup.kernel_scale);
    number("dense_scale", setup.dense_scale);
    number("rate", setup.rate);
    if (field["tie_rule"].present()) setup.tie = read_rules(field).tie;
    if (field["output"].present()) setup.output = read_row(field["output"], output_functions()).function;
    if (field["samples"].present()) setup.samples = read_samples(field["samples"]);
    if (field["kernel"].present() || field["dense"].present()) setup.start = read_start(field);
    if (const std::string error = setup_error(setup); field.document_ok() && !error.empty()) field.fail(error);
    return setup;
}

NetworkSetup read_strict_network(const JsonField& field) {
    field.expect_keys({"do", "seed", "draw", "kernel_scale", "dense_scale", "rate", "epochs", "tie_rule", "output",
                       "samples", "kernel", "dense"});
    return read_network(field);
}

}  // namespace poolwalk::io
