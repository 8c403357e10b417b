#include "core/io/export/results_json.h"

#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/io/json/json_write.h"
#include "core/io/json/problem_json.h"

namespace poolwalk::io {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Budget& budget) {
    return {{"in", budget.in},
            {"out", budget.out},
            {"made", budget.made},
            {"overwritten", budget.overwritten},
            {"dropped_for_nan", budget.dropped_for_nan},
            {"on_padding", budget.on_padding},
            {"rounding", budget.rounding},
            {"windows", budget.windows}};
}

Tensor<std::int32_t> tie_counts(const Document& document) {
    return std::visit(
        [&](const auto& input) { return max_pool_forward(input, document.geometry, document.rules).tie_count; },
        *document.input);
}

Tensor<std::int32_t> hits(const Document& document) {
    return std::visit(
        [&]<class T>(const Tensor<T>& input) {
            return max_pool_backward(input, std::get<Tensor<T>>(*document.grad_output), document.geometry,
                                     document.rules)
                .hits;
        },
        *document.input);
}

void add_problem(JsonObjectWriter& json, const Document& document) {
    json.add("schema", 1);
    json.add("id", document.title);
    json.add("layout", "NCHW");
    json.add("dtype", name_of(dtype_of(*document.input)));
    json.add("params", io::json_of(document.geometry));
    const Json rules = io::json_of(document.rules);
    for (const auto& [key, name] : rules.items()) json.add(key, name);
}

}  // namespace

Result<std::string> results_json(const Document& document, const Derived& derived, const Progress& progress) {
    JsonObjectWriter json;
    add_problem(json, document);
    const std::function<void()> arrays[]{
        [&] { json.add_array("x", *document.input); },
        [&] { json.add_array("y", derived.output); },
        [&] { json.add_array("argmax", derived.argmax.tensor()); },
        [&] { json.add_array("tie_count", tie_counts(document)); },
        [&] { json.add_array("dy", *document.grad_output); },
        [&] { json.add_array("dx", derived.grad_input); },
        [&] { json.add_array("hits", hits(document)); },
    };
    double done = 0;
    for (const auto& add : arrays) {
        if (!goes_on(progress, done++ / static_cast<double>(std::size(arrays)))) return stopped();
        add();
    }
    json.add("budget", json_of(derived.budget.total()));
    return json.finish();
}

}  // namespace poolwalk::io
