#include "core/io/export/results_json.h"

#include <functional>
#include <vector>

#include "core/io/json/json_text.h"

namespace poolwalk::io {
namespace {

void add_member(std::string& text, std::string_view key, const std::string& value) {
    text += (text.empty() ? "{\n  " : ",\n  ") + json_text(key) + ": " + value;
}

std::string pair_text(const Pair& pair) {
    const std::int64_t numbers[]{pair.rows, pair.cols};
    return json_integers(numbers);
}

std::string params_text(const Geometry& g) {
    const std::int64_t pads[]{g.pads.top, g.pads.left, g.pads.bottom, g.pads.right};
    return "{\"kernel\": " + pair_text(g.kernel) + ", \"stride\": " + pair_text(g.stride) +
           ", \"pads\": " + json_integers(pads) + ", \"dilation\": " + pair_text(g.dilation) +
           ", \"ceil_mode\": " + (g.ceil_mode ? "true" : "false") + "}";
}

std::string budget_text(const Budget& budget) {
    return "{\"in\": " + json_number(budget.in) + ", \"out\": " + json_number(budget.out) +
           ", \"made\": " + json_number(budget.made) + ", \"overwritten\": " + json_number(budget.overwritten) +
           ", \"dropped_for_nan\": " + json_number(budget.dropped_for_nan) +
           ", \"on_padding\": " + json_number(budget.on_padding) + ", \"rounding\": " + json_number(budget.rounding) +
           ", \"windows\": " + std::to_string(budget.windows) + "}";
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

// A member by its key, and how its value is written.
struct Member {
    std::string_view key;
    std::function<std::string()> value;
};

}  // namespace

Result<std::string> results_json(const Document& document, const Derived& derived, const Progress& progress) {
    const Rules& rules = document.rules;
    const std::vector<Member> members{
        {"schema", [] { return std::string("1"); }},
        {"id", [&] { return json_text(document.title); }},
        {"layout", [] { return json_text("NCHW"); }},
        {"dtype", [&] { return json_text(name_of(dtype_of(*document.input))); }},
        {"params", [&] { return params_text(document.geometry); }},
        {"tie_rule", [&] { return json_text(row(rules.tie).text.name); }},
        {"overlap_rule", [&] { return json_text(row(rules.overlap).text.name); }},
        {"nan_rule", [&] { return json_text(row(rules.nan).text.name); }},
        {"x", [&] { return json_array(*document.input); }},
        {"y", [&] { return json_array(derived.output); }},
        {"argmax", [&] { return json_array(derived.argmax.tensor()); }},
        {"tie_count", [&] { return json_array(tie_counts(document)); }},
        {"dy", [&] { return json_array(*document.grad_output); }},
        {"dx", [&] { return json_array(derived.grad_input); }},
        {"hits", [&] { return json_array(hits(document)); }},
        {"budget", [&] { return budget_text(derived.budget.total()); }},
    };
    std::string text;
    double done = 0;
    for (const Member& member : members) {
        if (!goes_on(progress, done++ / static_cast<double>(members.size()))) return stopped();
        add_member(text, member.key, member.value());
    }
    return text + "\n}\n";
}

}  // namespace poolwalk::io
