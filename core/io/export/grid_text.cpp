#include "core/io/export/grid_text.h"

#include <cmath>

#include "core/methods/listing.h"

namespace poolwalk::io {
namespace {

// As in a program that has imported NumPy as np.
std::string numpy_number(double value, DType dtype) {
    const std::string text = python_number(value, dtype);
    if (std::isnan(value)) return "np.nan";
    if (std::isinf(value)) return value > 0 ? "np.inf" : "-np.inf";
    return text.ends_with(".0") ? text.substr(0, text.size() - 1) : text;
}

// 1e-07 is 10^{-7}, and 2.5e+30 is 2.5 \cdot 10^{30}.
std::string latex_number(double value, DType dtype) {
    if (std::isnan(value)) return "\\mathrm{NaN}";
    if (std::isinf(value)) return value > 0 ? "\\infty" : "-\\infty";
    std::string text = python_number(value, dtype);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    const std::size_t e = text.find('e');
    if (e == std::string::npos) return text;
    std::string mantissa = text.substr(0, e), power = "10^{" + std::to_string(std::stoi(text.substr(e + 1))) + "}";
    if (mantissa == "1") return power;
    return mantissa == "-1" ? "-" + power : mantissa + " \\cdot " + power;
}

// The numbers of each row joined by `between`, the rows by `rows`.
template <class Number>
std::string joined(const NumberGrid& grid, std::string_view between, std::string_view rows, const Number& number) {
    std::string text;
    auto value = grid.values.begin();
    for (std::int64_t h = 0; h < grid.rows; ++h)
        for (std::int64_t w = 0; w < grid.cols; ++w) {
            if (w > 0) text += between;
            else if (h > 0) text += rows;
            text += number(*value++, grid.dtype);
        }
    return text;
}

std::string numpy_literal(const NumberGrid& grid) {
    const std::string rows = joined(grid, ", ", "],\n          [", numpy_number);
    return "np.array([[" + rows + "]]" + (grid.dtype == DType::Float32 ? ", dtype=np.float32" : "") + ")\n";
}

}  // namespace

NumberGrid grid_of(const AnyTensor& tensor, std::int64_t plane) {
    const Shape& shape = shape_of(tensor);
    NumberGrid grid{.rows = shape.h, .cols = shape.w, .dtype = dtype_of(tensor)};
    grid.values.reserve(static_cast<std::size_t>(shape.plane_cells()));
    for (std::int64_t h = 0; h < shape.h; ++h)
        for (std::int64_t w = 0; w < shape.w; ++w) grid.values.push_back(value_at(tensor, plane, h, w));
    return grid;
}

std::string grid_text(const NumberGrid& grid, CopyAs format) {
    switch (format) {
        case CopyAs::Numpy: return numpy_literal(grid);
        case CopyAs::Latex: return latex_matrix(grid) + "\n";
        case CopyAs::Tabs: break;
    }
    return joined(grid, "\t", "\n", python_number) + "\n";
}

std::string latex_matrix(const NumberGrid& grid) {
    const std::string columns(static_cast<std::size_t>(grid.cols), 'r');
    return "\\left[\\begin{array}{" + columns + "}\n  " + joined(grid, " & ", " \\\\\n  ", latex_number) +
           "\n\\end{array}\\right]";
}

}  // namespace poolwalk::io
