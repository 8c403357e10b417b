#include "core/io/export/array_files.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/io/export/grid_text.h"

namespace poolwalk::io {
namespace {

std::string text_of(std::int32_t value) { return std::to_string(value); }
std::string text_of(float value) { return plain_text(value); }
std::string text_of(double value) { return plain_text(value); }

template <class T>
Result<std::string> rows_of(const Tensor<T>& tensor, const Progress& progress) {
    const Shape& shape = tensor.shape();
    std::string text;
    for (std::int64_t p = 0; p < shape.planes(); ++p)
        for (std::int64_t h = 0; h < shape.h; ++h) {
            const double done = static_cast<double>(p * shape.h + h) / static_cast<double>(shape.planes() * shape.h);
            if (!goes_on(progress, done)) return stopped();
            for (std::int64_t w = 0; w < shape.w; ++w) {
                if (w > 0) text += ',';
                text += text_of(tensor(p, h, w));
            }
            text += '\n';
        }
    return text;
}

void add_matrices(std::string& text, std::string_view symbol, const AnyTensor& tensor) {
    const Shape& shape = shape_of(tensor);
    for (std::int64_t p = 0; p < shape.planes(); ++p) {
        std::string name(symbol);
        if (shape.planes() > 1) name += "_{" + std::to_string(p / shape.c) + "," + std::to_string(p % shape.c) + "}";
        text += "\\[ " + name + " = " + latex_matrix(grid_of(tensor, p)) + " \\]\n";
    }
}

}  // namespace

std::optional<NamedArray> find_array(std::string_view name, const Document& document, const Derived& derived) {
    if (name == "x") return &*document.input;
    if (name == "y") return &derived.output;
    if (name == "dy") return &*document.grad_output;
    if (name == "dx") return &derived.grad_input;
    if (name == "argmax") return derived.argmax.tensor();
    return std::nullopt;
}

Tensor<std::int32_t> argmax_in(ArgmaxForm form, AxisOrder order, const Argmax& argmax, const Shape& input) {
    Tensor<std::int32_t> indices = argmax.tensor();
    if (form == ArgmaxForm::Plane) return indices;
    const Shape& output = indices.shape();
    for (std::int64_t p = 0; p < output.planes(); ++p)
        for (std::int64_t h = 0; h < output.h; ++h)
            for (std::int64_t w = 0; w < output.w; ++w) {
                std::int32_t& index = indices(p, h, w);
                if (index < 0) continue;
                const std::int64_t cells = input.plane_cells(), n = p / input.c, c = p % input.c;
                const std::int64_t in_array =
                    order == AxisOrder::NCHW ? p * cells + index : (n * cells + index) * input.c + c;
                index = static_cast<std::int32_t>(in_array);
            }
    return indices;
}

Result<std::string> csv_text(const NamedArray& array, const Progress& progress) {
    if (const auto* indices = std::get_if<Tensor<std::int32_t>>(&array)) return rows_of(*indices, progress);
    return std::visit([&](const auto& t) { return rows_of(t, progress); }, *std::get<const AnyTensor*>(array));
}

std::string latex_text(const Document& document, const Derived& derived) {
    std::string text = "% The input, its maxima, the gradient from above and the gradient at the input.\n";
    add_matrices(text, "X", *document.input);
    add_matrices(text, "Y", derived.output);
    add_matrices(text, "\\mathrm{d}Y", *document.grad_output);
    add_matrices(text, "\\mathrm{d}X", derived.grad_input);
    return text;
}

}  // namespace poolwalk::io
