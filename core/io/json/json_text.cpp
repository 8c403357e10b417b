#include "core/io/json/json_text.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace poolwalk::io {
namespace {

template <class Number>
void append(std::string& text, Number value) {
    char digits[64];
    const auto written = std::to_chars(digits, digits + sizeof digits, value);
    text.append(digits, written.ptr);
}

void append(std::string& text, double value) {
    if (std::isnan(value)) text += "\"nan\"";
    else if (std::isinf(value)) text += value > 0 ? "\"inf\"" : "\"-inf\"";
    // "-0" is an integer to most readers, and those have no -0.
    else if (value == 0 && std::signbit(value)) text += "-0.0";
    else append<double>(text, value);
}

void append(std::string& text, float value) { append(text, static_cast<double>(value)); }

// In NCHW order whatever the memory's.
template <class T>
std::string values_text(const Tensor<T>& tensor) {
    const Shape& shape = tensor.shape();
    std::string text = "[";
    for (std::int64_t p = 0; p < shape.planes(); ++p)
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w) {
                if (text.size() > 1) text += ",";
                append(text, tensor(p, h, w));
            }
    return text + "]";
}

std::string array_text(const Shape& shape, const std::string& values) {
    const std::int64_t sides[]{shape.n, shape.c, shape.h, shape.w};
    return "{\"shape\":" + json_integers(sides) + ",\"data\":" + values + "}";
}

}  // namespace

std::string json_number(double value) {
    std::string text;
    append(text, value);
    return text;
}

std::string json_text(std::string_view text) {
    using nlohmann::json;
    return json(std::string(text)).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string json_integers(std::span<const std::int64_t> values) {
    std::string text = "[";
    for (const std::int64_t value : values) {
        if (text.size() > 1) text += ", ";
        append(text, value);
    }
    return text + "]";
}

std::string json_values(const AnyTensor& tensor) {
    return std::visit([](const auto& t) { return values_text(t); }, tensor);
}

std::string json_array(const AnyTensor& tensor) { return array_text(shape_of(tensor), json_values(tensor)); }

std::string json_array(const Tensor<std::int32_t>& tensor) { return array_text(tensor.shape(), values_text(tensor)); }

}  // namespace poolwalk::io
