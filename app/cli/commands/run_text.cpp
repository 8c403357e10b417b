#include <algorithm>

#include "app/cli/commands/run.h"
#include "app/cli/report.h"
#include "core/base/number_text.h"

namespace poolwalk::cli {
namespace {

template <class T>
std::string number(T value) {
    if constexpr (std::is_integral_v<T>) return std::to_string(value);
    else return plain_text(value);
}

template <class T>
void print_plane(const Tensor<T>& tensor, std::int64_t plane) {
    const Shape& shape = tensor.shape();
    std::size_t width = 0;
    for (std::int64_t h = 0; h < shape.h; ++h)
        for (std::int64_t w = 0; w < shape.w; ++w) width = std::max(width, number(tensor(plane, h, w)).size());
    for (std::int64_t h = 0; h < shape.h; ++h) {
        std::string line;
        for (std::int64_t w = 0; w < shape.w; ++w) {
            const std::string text = number(tensor(plane, h, w));
            line += "  " + std::string(width - text.size(), ' ') + text;
        }
        print(line + "\n");
    }
}

template <class T>
void print_array(std::string_view name, const Tensor<T>& tensor) {
    const Shape& shape = tensor.shape();
    for (std::int64_t p = 0; p < shape.planes(); ++p) {
        print(std::string(name) + "[" + number(p / shape.c) + "," + number(p % shape.c) + "]  " + number(shape.h) +
              " x " + number(shape.w) + "\n");
        print_plane(tensor, p);
    }
}

}  // namespace

void print_as_text(const Derived& derived, const Tensor<std::int32_t>& argmax) {
    std::visit([](const auto& t) { print_array("y", t); }, derived.output);
    print("\n");
    print_array("argmax", argmax);
    print("\n");
    std::visit([](const auto& t) { print_array("dx", t); }, derived.grad_input);
}

}  // namespace poolwalk::cli
