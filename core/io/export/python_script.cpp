#include "core/io/export/python_script.h"

#include "core/base/check.h"
#include "core/methods/method_requirements.h"

namespace poolwalk::io {
namespace {

std::string pair_text(std::int64_t rows, std::int64_t cols) {
    return "(" + std::to_string(rows) + ", " + std::to_string(cols) + ")";
}

// What the program's arrays are called, and how they become N, C, H, W.
struct Names {
    std::string x, y, dy, dx;
};

std::string torch_part(const Document& document, const Names& names) {
    const Shape x = shape_of(*document.input), y = output_shape(document);
    const auto sides = [](const Shape& s) {
        return "(" + std::to_string(s.n) + ", " + std::to_string(s.c) + ", " + std::to_string(s.h) + ", " +
               std::to_string(s.w) + ")";
    };
    const Geometry& g = document.geometry;
    return "\ntry:\n    import torch\nexcept ImportError:\n    torch = None  # the numbers above are NumPy's alone\n"
           "if torch:\n"
           "    x = torch.tensor(" +
           names.x + ".reshape" + sides(x) +
           ", requires_grad=True)\n"
           "    y = torch.nn.functional.max_pool2d(\n"
           "        x, kernel_size=" +
           pair_text(g.kernel.rows, g.kernel.cols) + ", stride=" + pair_text(g.stride.rows, g.stride.cols) +
           ", padding=" + pair_text(g.pads.top, g.pads.left) +
           ",\n        dilation=" + pair_text(g.dilation.rows, g.dilation.cols) +
           ", ceil_mode=" + (g.ceil_mode ? "True" : "False") +
           ")\n"
           "    y.backward(torch.tensor(" +
           names.dy + ".reshape" + sides(y) +
           "))\n"
           "    torch_y = y.detach().numpy().reshape(" +
           names.y +
           ".shape)\n"
           "    torch_dx = x.grad.numpy().reshape(" +
           names.dx +
           ".shape)\n"
           "    print(\"PyTorch \" + torch.__version__)\n"
           "    print(torch_y)\n    print(torch_dx)\n"
           "    np.testing.assert_array_equal(torch_y, " +
           names.y +
           ")\n"
           "    np.testing.assert_allclose(torch_dx, " +
           names.dx + ", rtol=1e-6)\n";
}

}  // namespace

bool is_of_pytorch(const Document& document) {
    const MethodRow* const pytorch = find_method("pytorch");
    POOLWALK_CHECK(pytorch && pytorch->rules);
    return document.rules == *pytorch->rules && method_error(*pytorch, view_of(document)).empty();
}

std::string script_text(const Document& document) {
    const PoolView view = view_of(document);
    const MethodRow& method = method_of(document);
    const bool own_code = method.rules && method_error(method, view).empty();
    const Shape output = output_shape(document);
    std::string program = own_code ? program_text(method, view, output) : program_text(view, output);
    // The arrays of a method lie as the method has them; only those that lie as PyTorch's do are handed on.
    if (!is_of_pytorch(document) || (own_code && method.layout != AxisOrder::NCHW)) return program;
    const Names names = own_code ? Names{"X", "Y", "dY", "dX"} : Names{"X_all", "Y_all", "dY_all", "dX_all"};
    return program + torch_part(document, names);
}

}  // namespace poolwalk::io
