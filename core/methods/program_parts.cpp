#include "core/methods/program_parts.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/methods/listing.h"

namespace poolwalk::program {
namespace {

std::string array_text(const std::vector<double>& values, DType dtype) {
    std::string text = "np.array([";
    for (const double value : values) text += python_number(value, dtype) + ", ";
    return text + "], np." + std::string(name_of(dtype)) + ")";
}

std::string reshaped(std::initializer_list<std::int64_t> sides) {
    std::string text;
    for (const std::int64_t side : sides) text += (text.empty() ? "" : ", ") + std::to_string(side);
    return ".reshape(" + text + ")";
}

std::vector<double> in_order(const AnyTensor& tensor, AxisOrder order) {
    if (order == AxisOrder::NCHW) return values_of(tensor);
    return std::visit(
        [](const auto& t) {
            const auto values = to_channels_last(t);
            return std::vector<double>(values.begin(), values.end());
        },
        tensor);
}

}  // namespace

std::string array_of_planes(const AnyTensor& tensor) {
    const Shape s = shape_of(tensor);
    return array_text(values_of(tensor), dtype_of(tensor)) + reshaped({s.n * s.c, s.h, s.w});
}

std::string array_of(const AnyTensor& tensor, AxisOrder order) {
    const Shape s = shape_of(tensor);
    const std::string array = array_text(in_order(tensor, order), dtype_of(tensor));
    return array + (order == AxisOrder::NCHW ? reshaped({s.n, s.c, s.h, s.w}) : reshaped({s.n, s.h, s.w, s.c}));
}

std::string sizes(const PoolView& view, const Shape& output) {
    const Geometry& g = view.geometry;
    const Shape x = shape_of(view.input), dy = shape_of(view.grad_output);
    std::string text;
    const auto pair = [&text](const char* names, std::int64_t rows, std::int64_t cols) {
        text += std::string(names) + " = " + std::to_string(rows) + ", " + std::to_string(cols) + "\n";
    };
    pair("H, W", x.h, x.w);
    pair("H_out, W_out", output.h, output.w);
    pair("H_dY, W_dY", dy.h, dy.w);
    pair("KH, KW", g.kernel.rows, g.kernel.cols);
    pair("SH, SW", g.stride.rows, g.stride.cols);
    pair("DH, DW", g.dilation.rows, g.dilation.cols);
    pair("PT, PL", g.pads.top, g.pads.left);
    return text;
}

bool any_nan(const AnyTensor& tensor) {
    return std::visit(
        [](const auto& t) { return std::ranges::any_of(t.data(), [](auto v) { return std::isnan(v); }); }, tensor);
}

const std::string_view helpers = R"(
def cells(i, j):
    for line in rows(i, j):
        yield from line

def rows(i, j):
    for r in range(i*SH - PT, i*SH - PT + DH*KH, DH):
        if 0 <= r < H:
            yield [(r, c) for c in range(j*SW - PL, j*SW - PL + DW*KW, DW) if 0 <= c < W]

def by_column(i, j):
    return sorted(cells(i, j), key=lambda cell: (cell[1], cell[0]))

def same(a, b):
    return a == b or (isnan(a) and isnan(b))

def beats(a, b):
    return a > b or (isnan(a) and not isnan(b))
)";

const std::string_view print_options = "np.set_printoptions(threshold=inf, floatmode=\"unique\")\n";

}  // namespace poolwalk::program
