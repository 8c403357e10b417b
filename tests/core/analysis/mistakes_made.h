// Every mistake of the table made once more, with loops of its own, and a problem on which it matters.
#pragma once

#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/analysis/diagnose_support.h"

namespace poolwalk::test {
using Values = std::vector<double>;
using Make = std::function<Values(const Puzzle&, const Rules&)>;

inline constexpr Rules pytorch{};
inline constexpr Geometry padded{.kernel = {3, 2}, .stride = {2, 2}, .dilation = {1, 1}, .pads = {1, 1, 1, 1}};
inline constexpr Geometry square{.kernel = {3, 3}, .stride = {2, 2}, .dilation = {1, 1}, .pads = {1, 1, 1, 1}};
inline constexpr Geometry dilated{.kernel = {2, 2}, .stride = {1, 2}, .dilation = {2, 3}};

struct Mistake {
    Make make;
    Geometry geometry = padded;
    Shape x{2, 3, 6, 7};
    double dy_divisor = 1;          // of whole numbers
    bool accumulates_only = false;  // where windows overwrite, another row says the same
};

inline std::size_t flat(const Shape& s, std::int64_t n, std::int64_t c, std::int64_t h, std::int64_t w) {
    return static_cast<std::size_t>(((n * s.c + c) * s.h + h) * s.w + w);
}

// Calls visit(n, c, h, w) in this order.
inline void each(const Shape& s,
                 const std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t)>& visit) {
    for (std::int64_t n = 0; n < s.n; ++n)
        for (std::int64_t c = 0; c < s.c; ++c)
            for (std::int64_t h = 0; h < s.h; ++h)
                for (std::int64_t w = 0; w < s.w; ++w) visit(n, c, h, w);
}

inline Make scaled(double factor) {
    return [factor](const Puzzle& p, const Rules& rules) {
        Values dx = answer(p, rules);
        for (double& value : dx) value *= factor;
        return dx;
    };
}

// The right dX written down in another order of its axes.
inline Make in_order(const std::string& axes) {
    return [axes](const Puzzle& p, const Rules& rules) {
        const Values dx = answer(p, rules);
        const std::map<char, std::int64_t> sides{{'n', p.x.n}, {'c', p.x.c}, {'h', p.x.h}, {'w', p.x.w}};
        Values result;
        each({sides.at(axes[0]), sides.at(axes[1]), sides.at(axes[2]), sides.at(axes[3])},
             [&](auto a, auto b, auto c, auto d) {
                 const std::map<char, std::int64_t> at{{axes[0], a}, {axes[1], b}, {axes[2], c}, {axes[3], d}};
                 result.push_back(dx[flat(p.x, at.at('n'), at.at('c'), at.at('h'), at.at('w'))]);
             });
        return result;
    };
}

inline Values read_as_channels_last(const Puzzle& p, const Rules& rules) {
    const Values dx = answer(p, rules);
    Values result(dx.size());
    std::size_t next = 0;
    for (std::int64_t n = 0; n < p.x.n; ++n)
        for (std::int64_t h = 0; h < p.x.h; ++h)
            for (std::int64_t w = 0; w < p.x.w; ++w)
                for (std::int64_t c = 0; c < p.x.c; ++c) result[flat(p.x, n, c, h, w)] = dx[next++];
    return result;
}

// Where a cell's gradient lands when places are counted in the padded plane.
inline Make counted_in_padding(bool flat_index) {
    return [flat_index](const Puzzle& p, const Rules& rules) {
        const Values dx = answer(p, rules);
        Values result(dx.size(), 0);
        const Pads& pads = p.geometry.pads;
        each(p.x, [&](auto n, auto c, auto h, auto w) {
            std::int64_t to_h = h + pads.top, to_w = w + pads.left;
            if (flat_index) {
                const std::int64_t index = to_h * (p.x.w + pads.left + pads.right) + to_w;
                to_h = index / p.x.w;
                to_w = index % p.x.w;
            }
            if (to_h < p.x.h && to_w < p.x.w) result[flat(p.x, n, c, to_h, to_w)] = dx[flat(p.x, n, c, h, w)];
        });
        return result;
    };
}

inline Make changed(const std::function<void(Puzzle&)>& change) {
    return [change](const Puzzle& p, const Rules& rules) {
        Puzzle other = p;
        change(other);
        return answer(other, rules);
    };
}

inline Make with_geometry(const std::function<void(Geometry&)>& change) {
    return changed([change](Puzzle& p) { change(p.geometry); });
}

// The reference lays down only windows that fit: room behind the plane lets the others run over its edge.
inline Make with_stride(std::int64_t rows, std::int64_t cols) {
    return with_geometry([=](Geometry& g) {
        g.stride = {g.stride.rows + rows, g.stride.cols + cols};
        g.pads.bottom = g.pads.right = 40;
    });
}

inline Make with_dy(const std::function<Place(const Shape&, Place)>& from) {
    return changed([from](Puzzle& p) {
        const Values old = p.grad_output;
        each(p.dy, [&](auto n, auto c, auto h, auto w) {
            const Place place = from(p.dy, {h, w});
            p.grad_output[flat(p.dy, n, c, h, w)] = old[flat(p.dy, n, c, place.h, place.w)];
        });
    });
}

inline Values zeros_around(const Puzzle& p, const Rules& rules) {
    Puzzle wide = p;
    const Pads pads = std::exchange(wide.geometry.pads, Pads{});
    wide.x = {p.x.n, p.x.c, p.x.h + pads.top + pads.bottom, p.x.w + pads.left + pads.right};
    wide.input.assign(static_cast<std::size_t>(wide.x.cells()), 0);
    each(p.x, [&](auto n, auto c, auto h, auto w) {
        wide.input[flat(wide.x, n, c, h + pads.top, w + pads.left)] = p.input[flat(p.x, n, c, h, w)];
    });
    const Values dx = answer(wide, rules);
    Values result(p.input.size());
    each(p.x, [&](auto n, auto c, auto h, auto w) {
        result[flat(p.x, n, c, h, w)] = dx[flat(wide.x, n, c, h + pads.top, w + pads.left)];
    });
    return result;
}

// Where one contribution goes: the cell it belongs into, with its slot in its window.
struct Spot {
    std::int64_t n, c, h, w, row, column, oh, ow;
};

// The backward pass once more, each contribution of `share` times dY moved by `move`.
inline Values spread(
    const Puzzle& p, const Rules& rules, const std::function<void(Spot&)>& move,
    const std::function<std::vector<std::int64_t>(const std::vector<reference::Slot<double>>&)>& receiving,
    double share) {
    Values dx(p.input.size(), 0);
    each(p.dy, [&](auto n, auto c, auto oh, auto ow) {
        const auto start = p.input.begin() + static_cast<std::ptrdiff_t>(flat(p.x, n, c, 0, 0));
        const Values plane(start, start + p.x.plane_cells());
        const auto window = reference::gather(plane, p.x.h, p.x.w, p.geometry, oh, ow);
        const auto cell_of = [&](std::int64_t cell) -> double* {
            for (const auto& slot : window) {
                if (slot.cell != cell) continue;
                Spot spot{n, c, cell / p.x.w, cell % p.x.w, slot.row, slot.column, oh, ow};
                move(spot);
                if (!inside({spot.h, spot.w}, p.x.h, p.x.w)) return nullptr;
                return &dx[flat(p.x, spot.n, spot.c, spot.h, spot.w)];
            }
            return nullptr;
        };
        if (rules.overlap == OverlapRule::AssignWindow)
            for (const auto& slot : window)
                if (double* at = slot.cell ? cell_of(*slot.cell) : nullptr) *at = 0;
        const auto cells = receiving(window);
        const double dy = p.grad_output[flat(p.dy, n, c, oh, ow)] * share;
        const double part = rules.tie == TieRule::Split && share == 1 ? dy / static_cast<double>(cells.size()) : dy;
        for (const std::int64_t cell : cells)
            if (double* at = cell_of(cell)) *at = rules.overlap == OverlapRule::Accumulate ? *at + part : part;
    });
    return dx;
}

inline Make landed(const std::function<void(const Puzzle&, Spot&)>& move) {
    return [move](const Puzzle& p, const Rules& rules) {
        return spread(
            p, rules, [&](Spot& spot) { move(p, spot); },
            [&](const auto& window) { return reference::judge(window, rules).receiving; }, 1);
    };
}

// Without a look at the values of X: all cells of the window, or its first.
inline Make given_to(bool all, bool is_average) {
    return [=](const Puzzle& p, Rules rules) {
        rules.tie = TieRule::All;
        const double size = static_cast<double>(p.geometry.kernel.rows * p.geometry.kernel.cols);
        return spread(
            p, rules, [](Spot&) {},
            [&](const auto& window) {
                std::vector<std::int64_t> cells;
                for (const auto& slot : window)
                    if (slot.cell && (all || cells.empty())) cells.push_back(*slot.cell);
                return cells;
            },
            is_average ? 1 / size : 1);
    };
}

inline Make with_planes(bool of_dy, bool of_image) {
    return changed([=](Puzzle& p) {
        const Shape& shape = of_dy ? p.dy : p.x;
        Values& values = of_dy ? p.grad_output : p.input;
        each(shape, [&](auto n, auto c, auto h, auto w) {
            values[flat(shape, n, c, h, w)] = values[flat(shape, of_image ? 0 : n, of_image ? c : 0, h, w)];
        });
    });
}

// dY of fewer windows.
inline Make without_last(std::int64_t rows, std::int64_t cols, bool ceil_mode = false) {
    return changed([=](Puzzle& p) {
        const Shape less{p.dy.n, p.dy.c, p.dy.h - rows, p.dy.w - cols};
        Values kept;
        each(less, [&](auto n, auto c, auto h, auto w) { kept.push_back(p.grad_output[flat(p.dy, n, c, h, w)]); });
        p.dy = less;
        p.grad_output = kept;
        p.geometry.ceil_mode = ceil_mode;
    });
}

inline Make each_value(const std::function<double(double)>& of) {
    return [of](const Puzzle& p, const Rules& rules) {
        Values dx = answer(p, rules);
        for (double& value : dx) value = of(value);
        return dx;
    };
}

// All windows one row and one column further, over an X whose first row and column nobody sees.
inline Values begun_late(const Puzzle& p, const Rules& rules) {
    Puzzle less = p;
    less.x = {p.x.n, p.x.c, p.x.h - 1, p.x.w - 1};
    less.input.clear();
    each(less.x,
         [&](auto n, auto c, auto h, auto w) { less.input.push_back(p.input[flat(p.x, n, c, h + 1, w + 1)]); });
    less.geometry.pads.bottom = less.geometry.pads.right = 40;
    const Values dx = answer(less, rules);
    Values result(p.input.size(), 0);
    each(less.x, [&](auto n, auto c, auto h, auto w) {
        result[flat(p.x, n, c, h + 1, w + 1)] = dx[flat(less.x, n, c, h, w)];
    });
    return result;
}

inline const std::map<std::string, Mistake>& mistakes() {
    const auto replaces_grad_output_by_output = [](Puzzle& p) {
        p.grad_output = reference::pool<double>({p.input, p.grad_output, p.x, p.dy}, p.geometry, pytorch).y;
    };
    static const std::map<std::string, Mistake> all{
        {"zero", {scaled(0)}},
        {"negated", {scaled(-1)}},
        {"window_mean", {scaled(1.0 / 6)}},
        {"output_mean", {scaled(1.0 / (2 * 3 * 3 * 4))}},
        {"doubled", {scaled(2)}},
        {"transposed", {in_order("ncwh")}},
        {"channels_last", {in_order("nhwc")}},
        {"channels_first", {read_as_channels_last}},
        {"channels_moved", {in_order("nwch"), square, {2, 6, 6, 6}}},
        {"batch_channels", {in_order("cnhw"), padded, {3, 3, 6, 7}}},
        {"padded_place", {counted_in_padding(false)}},
        {"padded_index", {counted_in_padding(true)}},
        {"ones", {changed([](Puzzle& p) { std::ranges::fill(p.grad_output, 1); })}},
        {"pays_output", {changed(replaces_grad_output_by_output)}},
        {"zero_padding", {zeros_around}},
        {"no_padding", {with_geometry([](Geometry& g) {
             g.pads = {0, 0, 40, 40};
         })}},
        {"no_dilation",
         {with_geometry([](Geometry& g) {
              g.dilation = {1, 1};
          }),
          dilated}},
        {"kernel_swapped", {with_geometry([](Geometry& g) {
             g.kernel = {2, 3};
             g.pads.right = 2;
         })}},
        {"stride_plus", {with_stride(1, 1)}},
        {"stride_plus_rows", {with_stride(1, 0)}},
        {"stride_plus_cols", {with_stride(0, 1)}},
        {"stride_minus", {with_stride(-1, -1)}},
        {"stride_minus_rows", {with_stride(-1, 0)}},
        {"stride_minus_cols", {with_stride(0, -1)}},
        {"dy_transposed",
         {with_dy([](const Shape&, Place at) {
              return Place{at.w, at.h};
          }),
          square,
          {2, 3, 6, 6}}},
        {"dy_upside_down", {with_dy([](const Shape& s, Place at) {
             return Place{s.h - 1 - at.h, at.w};
         })}},
        {"dy_mirrored", {with_dy([](const Shape& s, Place at) {
             return Place{at.h, s.w - 1 - at.w};
         })}},
        {"dy_rotated", {with_dy([](const Shape& s, Place at) {
             return Place{s.h - 1 - at.h, s.w - 1 - at.w};
         })}},
        {"batch_mean", {scaled(1.0 / 2)}},
        {"plane_mean", {scaled(1.0 / (3 * 4))}},
        {"whole", {each_value([](double value) { return std::trunc(value); }), padded, {2, 3, 6, 7}, 7}},
        {"rounded", {each_value([](double value) { return std::nearbyint(value); }), padded, {2, 3, 6, 7}, 7}},
        {"dy_whole",
         {changed([](Puzzle& p) {
              for (double& value : p.grad_output) value = std::trunc(value);
          }),
          padded,
          {2, 3, 6, 7},
          7,
          true}},
        {"dy_first_image", {with_planes(true, true)}},
        {"dy_first_channel", {with_planes(true, false)}},
        {"argmax_first_image", {with_planes(false, true)}},
        {"argmax_first_channel", {with_planes(false, false)}},
        {"dy_times_x", {changed([](Puzzle& p) {
             const Values y = reference::pool<double>({p.input, p.grad_output, p.x, p.dy}, p.geometry, pytorch).y;
             for (std::size_t i = 0; i < y.size(); ++i) p.grad_output[i] *= y[i];
         })}},
        {"into_first_image", {landed([](const Puzzle&, Spot& at) { at.n = 0; })}},
        {"into_first_channel", {landed([](const Puzzle&, Spot& at) { at.c = 0; })}},
        {"into_first_plane", {landed([](const Puzzle&, Spot& at) { at.n = at.c = 0; })}},
        {"no_window_offset", {landed([](const Puzzle&, Spot& at) { at.h = at.row, at.w = at.column; })}},
        {"no_stride_in_offset",
         {landed([](const Puzzle&, Spot& at) { at.h = at.oh + at.row, at.w = at.ow + at.column; })}},
        {"window_place_swapped", {landed([](const Puzzle&, Spot& at) {
             at.h += at.column - at.row;
             at.w += at.row - at.column;
         })}},
        {"window_number_swapped", {landed([](const Puzzle& p, Spot& at) {
             at.h += (at.ow - at.oh) * p.geometry.stride.rows;
             at.w += (at.oh - at.ow) * p.geometry.stride.cols;
         })}},
        {"one_further",
         {landed([](const Puzzle&, Spot& at) { ++at.h, ++at.w; }), {.kernel = {3, 2}, .stride = {2, 2}}}},
        {"one_before", {landed([](const Puzzle&, Spot& at) { --at.h, --at.w; })}},
        {"width_of_output", {landed([](const Puzzle& p, Spot& at) {
             const std::int64_t index = at.h * p.x.w + at.w;
             at.h = index / p.dy.w, at.w = index % p.dy.w;
         })}},
        {"height_for_width", {landed([](const Puzzle& p, Spot& at) {
             const std::int64_t index = at.h * p.x.w + at.w;
             at.h = index / p.x.h, at.w = index % p.x.h;
         })}},
        {"kernel_height_for_width", {landed([](const Puzzle& p, Spot& at) {
             const std::int64_t index = at.row * p.geometry.kernel.cols + at.column;
             at.h += index / p.geometry.kernel.rows - at.row;
             at.w += index % p.geometry.kernel.rows - at.column;
         })}},
        {"last_row", {without_last(1, 0)}},
        {"last_column", {without_last(0, 1)}},
        {"last_row_and_column", {without_last(1, 1)}},
        {"ceil_mode", {without_last(1, 1), {.kernel = {2, 2}, .stride = {2, 2}, .ceil_mode = true}, {2, 3, 7, 5}}},
        {"stride_ignored",
         {with_geometry([](Geometry& g) {
              g.stride = {1, 1};
          }),
          {.kernel = {2, 2}, .stride = {3, 3}},
          {2, 3, 9, 9}}},
        {"stride_is_kernel",
         {with_geometry([](Geometry& g) {
              g.stride = g.kernel;
              g.pads.bottom = g.pads.right = 40;
          }),
          {.kernel = {3, 3}, .stride = {1, 1}},
          {2, 3, 9, 9}}},
        {"windows_early", {with_geometry([](Geometry& g) {
             ++g.pads.top;
             ++g.pads.left;
         })}},
        {"windows_late", {begun_late, {.kernel = {2, 3}, .stride = {2, 1}}}},
        {"average", {given_to(true, true)}},
        {"every_cell", {given_to(true, false)}},
        {"first_cell", {given_to(false, false)}},
        {"minimum", {changed([](Puzzle& p) {
             for (double& value : p.input) value = -value;
         })}},
    };
    return all;
}

}  // namespace poolwalk::test
