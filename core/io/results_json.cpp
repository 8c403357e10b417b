#include "core/io/results_json.h"

#include "core/io/json_text.h"

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

}  // namespace

std::string results_json(const Document& document, const Derived& derived) {
    const Rules& rules = document.rules;
    std::string text;
    add_member(text, "schema", "1");
    add_member(text, "id", json_text(document.title));
    add_member(text, "layout", json_text("NCHW"));
    add_member(text, "dtype", json_text(name_of(dtype_of(*document.input))));
    add_member(text, "params", params_text(document.geometry));
    add_member(text, "tie_rule", json_text(row(rules.tie).text.name));
    add_member(text, "overlap_rule", json_text(row(rules.overlap).text.name));
    add_member(text, "nan_rule", json_text(row(rules.nan).text.name));
    add_member(text, "x", json_array(*document.input));
    add_member(text, "y", json_array(derived.output));
    add_member(text, "argmax", json_array(derived.argmax));
    add_member(text, "tie_count", json_array(derived.tie_count));
    add_member(text, "dy", json_array(*document.grad_output));
    add_member(text, "dx", json_array(derived.grad_input));
    add_member(text, "hits", json_array(derived.hits));
    add_member(text, "budget", budget_text(derived.budget.total()));
    return text + "\n}\n";
}

}  // namespace poolwalk::io
