#include "core/analysis/tie_groups.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace poolwalk {
namespace {

// Cells of one plane joined into sets (union-find with path halving).
class Sets {
public:
    explicit Sets(std::int64_t cells) : parent_(static_cast<std::size_t>(cells)) {
        std::iota(parent_.begin(), parent_.end(), 0);
    }
    std::int32_t root(std::int32_t cell) {
        while (at(cell) != cell) {
            at(cell) = at(at(cell));
            cell = at(cell);
        }
        return cell;
    }
    void join(std::int32_t a, std::int32_t b) { at(root(a)) = root(b); }

private:
    std::int32_t& at(std::int32_t cell) { return parent_[static_cast<std::size_t>(cell)]; }
    std::vector<std::int32_t> parent_;
};

// The tied windows of one plane as they are met.
struct PlaneTies {
    std::vector<double> amounts;
    std::vector<std::int64_t> starts{0};
    std::vector<std::int32_t> cells;
};

std::int64_t max_windows_of_a_cell(const Geometry& g) {
    const auto along = [](std::int64_t kernel, std::int64_t stride, std::int64_t dilation) {
        return std::min(kernel, (kernel - 1) * dilation / stride + 1);
    };
    return along(g.kernel.rows, g.stride.rows, g.dilation.rows) *
           along(g.kernel.cols, g.stride.cols, g.dilation.cols);
}

template <class T>
class Grouping {
public:
    explicit Grouping(const PoolView& view) : view_(view) {
        facts_.input = shape_of(view.input);
        facts_.dtype = dtype_of(view.input);
        facts_.fixed.resize(static_cast<std::size_t>(facts_.input.cells()));
        facts_.scale.resize(facts_.fixed.size());
        facts_.windows_of_a_cell = max_windows_of_a_cell(view.geometry);
    }

    TieGroups run() {
        for (plane_ = 0; plane_ < facts_.input.planes(); ++plane_) {
            ties_ = {};
            for_each_counted_window<T>(
                view_, plane_,
                [this](Place, double grad_output, const PooledWindow<T>& pooled) { enter(grad_output, pooled); });
            if (!ties_.amounts.empty()) group();
        }
        // Half of the largest number leaves room for rounding.
        const double limit = static_cast<double>(std::numeric_limits<T>::max()) / 2;
        facts_.finite = std::ranges::all_of(facts_.scale, [limit](double sum) { return sum <= limit; });
        return std::move(facts_);
    }

private:
    void enter(double grad_output, const PooledWindow<T>& pooled) {
        facts_.whole = facts_.whole && std::trunc(grad_output) == grad_output;
        facts_.has_negative = facts_.has_negative || grad_output < 0;
        if (std::isnan(pooled.value) && !facts_.nan) facts_.nan = TieGroups::NanWindow{plane_, pooled.maxima};
        for (const Place cell : pooled.maxima) facts_.scale[offset(cell)] += std::abs(grad_output);
        if (pooled.maxima.size() == 1) {
            facts_.fixed[offset(pooled.maxima.front())] += grad_output;
            return;
        }
        ties_.amounts.push_back(grad_output);
        for (const Place cell : pooled.maxima)
            ties_.cells.push_back(static_cast<std::int32_t>(cell.h * facts_.input.w + cell.w));
        ties_.starts.push_back(static_cast<std::int64_t>(ties_.cells.size()));
    }

    // Appends the plane's windows group by group, each in the order of its windows.
    void group() {
        Sets sets(facts_.input.plane_cells());
        const auto begin = [this](std::size_t window) { return static_cast<std::size_t>(ties_.starts[window]); };
        for (std::size_t i = 0; i < ties_.amounts.size(); ++i)
            for (std::size_t k = begin(i) + 1; k < begin(i + 1); ++k)
                sets.join(ties_.cells[k], ties_.cells[begin(i)]);
        std::vector<std::int32_t> roots(ties_.amounts.size());
        for (std::size_t i = 0; i < roots.size(); ++i) roots[i] = sets.root(ties_.cells[begin(i)]);
        std::vector<std::size_t> order(roots.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&roots](std::size_t i) { return roots[i]; });
        for (std::size_t k = 0; k < order.size(); ++k) {
            append(order[k]);
            if (k + 1 == order.size() || roots[order[k + 1]] != roots[order[k]]) close_group();
        }
    }

    void append(std::size_t window) {
        facts_.amounts.push_back(ties_.amounts[window]);
        facts_.cells.insert(facts_.cells.end(), ties_.cells.begin() + ties_.starts[window],
                            ties_.cells.begin() + ties_.starts[window + 1]);
        facts_.starts.push_back(static_cast<std::int64_t>(facts_.cells.size()));
    }

    void close_group() {
        const auto first = facts_.amounts.begin() + facts_.groups.back();
        const auto [low, high] = std::minmax_element(first, facts_.amounts.end());
        facts_.has_mixed_group = facts_.has_mixed_group || (*low < 0 && *high > 0);
        facts_.groups.push_back(static_cast<std::int64_t>(facts_.amounts.size()));
        facts_.planes.push_back(plane_);
    }

    std::size_t offset(Place cell) const {
        return static_cast<std::size_t>((plane_ * facts_.input.h + cell.h) * facts_.input.w + cell.w);
    }

    const PoolView& view_;
    TieGroups facts_;
    PlaneTies ties_;
    std::int64_t plane_ = 0;
};

}  // namespace

TieGroups tie_groups_of(const PoolView& view) {
    return with_dtype(dtype_of(view.input), [&]<class T>(T) { return Grouping<T>(view).run(); });
}

}  // namespace poolwalk
