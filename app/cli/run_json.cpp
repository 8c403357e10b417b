#include "app/cli/json_text.h"
#include "app/cli/report.h"
#include "app/cli/run.h"

namespace poolwalk::cli {
namespace {

// The first member has no comma before it.
void print_member(std::string_view key, const std::string& value, bool first = false) {
    print(std::string(first ? "" : ",\n") + "  " + json_text(key) + ": " + value);
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

void print_as_json(const Document& document, const Derived& derived) {
    const Rules& rules = document.rules;
    print("{\n");
    print_member("schema", "1", true);
    print_member("id", json_text(document.title));
    print_member("layout", json_text("NCHW"));
    print_member("dtype", json_text(name_of(dtype_of(*document.input))));
    print_member("params", params_text(document.geometry));
    print_member("tie_rule", json_text(row(rules.tie).text.name));
    print_member("overlap_rule", json_text(row(rules.overlap).text.name));
    print_member("nan_rule", json_text(row(rules.nan).text.name));
    print_member("x", json_array(*document.input));
    print_member("y", json_array(derived.output));
    print_member("argmax", json_array(derived.argmax));
    print_member("tie_count", json_array(derived.tie_count));
    print_member("dy", json_array(*document.grad_output));
    print_member("dx", json_array(derived.grad_input));
    print_member("hits", json_array(derived.hits));
    print_member("budget", budget_text(derived.budget.total()));
    print("\n}\n");
}

}  // namespace poolwalk::cli
