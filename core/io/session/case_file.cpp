#include "core/io/session/case_file.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <nlohmann/json.hpp>

#include "core/io/files/file_error.h"
#include "core/io/json/json_field.h"
#include "core/io/json/json_parse.h"
#include "core/io/json/network_json.h"
#include "core/io/json/problem_json.h"
#include "core/methods/methods.h"
#include "core/network/pass.h"

namespace poolwalk::io {
namespace {

// "exact" or {"rtol": r, "atol": a}
Tolerance read_tolerance(const JsonField& field) {
    Tolerance tolerance;
    if (!field.present() || (field.is_text() && field.text() == "exact")) return tolerance;
    if (!field.is_object()) field.fail_expecting("\"exact\" or an object of rtol and atol");
    const auto part = [&](const char* key) {
        const JsonField number = field[key];
        const double value = number.present() ? number.number() : 0;
        if (!std::isfinite(value) || value < 0) number.fail_expecting("a number of at least 0");
        return value;
    };
    return {.rtol = part("rtol"), .atol = part("atol")};
}

void read_header(const JsonField& root, Case& problem) {
    const JsonField schema = root["schema"], layout = root["layout"], tags = root["tags"], dtype = root["dtype"];
    if (schema.present() && schema.integer() != 1) schema.fail_expecting("1, the only schema known");
    if (layout.present() && !(layout.is_text() && layout.text() == "NCHW")) layout.fail_expecting("\"NCHW\"");
    const auto text = [&](const char* key) { return root[key].present() ? root[key].text() : std::string(); };
    problem.id = text("id");
    problem.title = text("title");
    problem.about = text("about");
    problem.group = text("group");
    if (tags.present()) problem.tags = tags.texts();
    if (dtype.present()) problem.dtype = read_dtype(dtype);
}

// A method with other rules than the file's would show code that does something else. Of NaN it has its own rule.
void read_method(const JsonField& field, Case& problem) {
    if (!field.present()) return;
    const std::string name = field.text();
    const MethodRow* method = find_method(name);
    if (!method) return field.fail_expecting("the name of a method (`poolwalk list methods`)");
    const Rules rules = rules_under(*method, problem.rules);
    if (rules.tie != problem.rules.tie || rules.overlap != problem.rules.overlap)
        return field.fail_expecting("a method with this file's tie_rule and overlap_rule");
    problem.rules = rules;
    problem.method = name;
}

void read_arrays(const JsonField& root, Case& problem) {
    problem.input = read_tensor(root["x"], problem.dtype);
    const auto tensor = [&](const char* key, std::optional<AnyTensor>& into) {
        if (root[key].present()) into = read_tensor(root[key], problem.dtype);
    };
    const auto indices = [&](const char* key, std::optional<Tensor<std::int32_t>>& into) {
        if (root[key].present()) into = read_index_tensor(root[key]);
    };
    tensor("dy", problem.grad_output);
    tensor("y", problem.output);
    tensor("dx", problem.grad_input);
    indices("argmax", problem.argmax);
    indices("tie_count", problem.tie_count);
    indices("hits", problem.hits);
    if (!problem.grad_output && (problem.grad_input || problem.hits))
        root["dy"].fail("missing, though dx or hits are expected");
}

void read_comparison(const JsonField& compare, Case& problem) {
    if (!compare.present()) return;
    problem.output_tolerance = read_tolerance(compare["y"]);
    problem.grad_input_tolerance = read_tolerance(compare["dx"]);
    if (read_tolerance(compare["argmax"]) != Tolerance{}) compare["argmax"].fail_expecting("\"exact\"");
}

// What max pooling gets in the network's first pass, so that the other workspaces have it to walk.
void take_pooling_of(const NetworkSetup& setup, Case& problem) {
    const NetworkPass pass = pass_through(setup.samples.front().image, target_of(setup, 0), start_weights(setup),
                                          {setup.tie, setup.output, setup.rate});
    problem.input = tensor_of(pass.rectified);
    problem.grad_output = tensor_of(pass.d_pooled);
    problem.geometry = network_pool;
    problem.rules = rules_of(setup.tie);
}

}  // namespace

bool Case::has_tag(std::string_view tag) const { return std::ranges::find(tags, tag) != tags.end(); }

Result<Case> case_of(const nlohmann::json& document, std::string_view name) {
    try {
        JsonReader reader(document, name);
        const JsonField root = reader.root();
        Case problem;
        read_header(root, problem);
        if (problem.id.empty()) problem.id = name.substr(0, name.rfind('.'));
        if (root["network"].is_object()) problem.network = read_network(root["network"]);
        if (problem.network && !root["x"].present()) {
            if (reader.ok()) take_pooling_of(*problem.network, problem);
        } else {
            problem.geometry = read_geometry(root["params"]);
            problem.rules = read_rules(root);
            read_method(root["method"], problem);
            read_arrays(root, problem);
        }
        read_comparison(root["compare"], problem);
        if (!reader.ok()) return reader.error();
        return problem;
    } catch (const std::exception& e) {
        return reading_failed(name, e.what());
    }
}

Result<Case> read_case(std::string_view json, std::string_view name) {
    const Result<nlohmann::json> document = parse_json(json, name);
    return document ? case_of(*document, name) : Result<Case>(document.error());
}

}  // namespace poolwalk::io
