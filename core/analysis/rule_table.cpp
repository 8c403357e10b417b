#include "core/analysis/rule_table.h"

#include <algorithm>
#include <cmath>

namespace poolwalk {
namespace {

AnyTensor grad_input_of(const PoolView& view) {
    return std::visit(
        [&]<class T>(const Tensor<T>& input) -> AnyTensor {
            return max_pool_backward<T>(input, std::get<Tensor<T>>(view.grad_output), view.geometry, view.rules)
                .grad_input;
        },
        view.input);
}

bool same_number(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// Calls visit(plane, h, w) where the arrays differ.
template <class Visit>
void for_each_difference(const AnyTensor& a, const AnyTensor& b, Visit&& visit) {
    const Shape shape = shape_of(a);
    POOLWALK_CHECK(shape == shape_of(b));
    std::visit(
        [&](const auto& left, const auto& right) {
            for (std::int64_t p = 0; p < shape.planes(); ++p)
                for (std::int64_t h = 0; h < shape.h; ++h)
                    for (std::int64_t w = 0; w < shape.w; ++w)
                        if (!same_number(static_cast<double>(left(p, h, w)), static_cast<double>(right(p, h, w))))
                            visit(p, h, w);
        },
        a, b);
}

}  // namespace

std::vector<RuleTile> rule_table(const PoolView& view, const Rules& reference, const Progress& progress) {
    const Judge judge(view);
    const Shape output = output_shape(shape_of(view.input), view.geometry);
    const auto all = static_cast<double>(tie_rules().size() * overlap_rules().size());
    std::vector<RuleTile> tiles;
    for (const TieRow& tie : tie_rules())
        for (const OverlapRow& overlap : overlap_rules()) {
            if (!goes_on(progress, static_cast<double>(tiles.size()) / all)) return {};
            const Rules rules{tie.rule, overlap.rule, view.rules.nan};
            const PoolView ruled{view.input, view.grad_output, view.geometry, rules};
            AnyTensor grad_input = grad_input_of(ruled);
            Judgement judgement = judge.of(grad_input);
            const Budget budget = BudgetTable(ruled, output).total();
            tiles.push_back({rules, std::move(grad_input), budget, std::move(judgement), 0});
        }
    compare_with(tiles, reference);
    return tiles;
}

std::size_t tile_index(const Rules& rules) {
    return static_cast<std::size_t>(rules.tie) * overlap_rules().size() + static_cast<std::size_t>(rules.overlap);
}

void compare_with(std::vector<RuleTile>& tiles, const Rules& reference) {
    const AnyTensor& grad_input = tiles.at(tile_index(reference)).grad_input;
    for (RuleTile& tile : tiles) tile.differs = count_differing(tile.grad_input, grad_input);
}

Tensor<std::uint8_t> differing_cells(const AnyTensor& a, const AnyTensor& b) {
    Tensor<std::uint8_t> differs(shape_of(a));
    for_each_difference(a, b, [&](std::int64_t p, std::int64_t h, std::int64_t w) { differs(p, h, w) = 1; });
    return differs;
}

std::int64_t count_differing(const AnyTensor& a, const AnyTensor& b) {
    std::int64_t count = 0;
    for_each_difference(a, b, [&](std::int64_t, std::int64_t, std::int64_t) { ++count; });
    return count;
}

}  // namespace poolwalk
