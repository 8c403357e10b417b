#include "core/io/json/json_write.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace poolwalk::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_line = 110;

std::string in_line(const Json& value) {
    const auto join = [](std::string& text, const std::string& next) {
        text.append(text.size() > 1 ? ", " : "").append(next);
    };
    if (value.is_array()) {
        std::string text = "[";
        for (const Json& element : value) join(text, in_line(element));
        return text + "]";
    }
    if (value.is_object()) {
        std::string text = "{";
        for (const auto& [key, member] : value.items()) join(text, Json(key).dump() + ": " + in_line(member));
        return text + "}";
    }
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_plain_array(const Json& value) {
    return value.is_array() && std::ranges::all_of(value, [](const Json& element) { return element.is_primitive(); });
}

// Long enough to be broken for certain; saves making the text of large arrays once a level.
bool is_large(const Json& value) { return value.is_structured() && value.size() > longest_line / 2; }

void write(std::string& text, const Json& value, std::size_t indent) {
    if (!value.is_structured() || is_plain_array(value)) {
        text += in_line(value);
        return;
    }
    if (indent > 0 && !is_large(value) && std::ranges::none_of(value, is_large)) {
        const std::string line = in_line(value);
        if (line.size() + indent <= longest_line) {
            text += line;
            return;
        }
    }
    const std::string blanks(indent + 2, ' ');
    const char* separator = "\n";
    text += value.is_array() ? '[' : '{';
    for (const auto& [key, member] : value.items()) {
        text += separator + blanks;
        if (value.is_object()) text += Json(key).dump(-1, ' ', false, Json::error_handler_t::replace) + ": ";
        write(text, member, indent + 2);
        separator = ",\n";
    }
    text += "\n" + std::string(indent, ' ') + (value.is_array() ? ']' : '}');
}

template <class T>
Json rows_of(const Tensor<T>& tensor, std::int64_t plane) {
    const Shape& s = tensor.shape();
    Json rows = Json::array();
    for (std::int64_t h = 0; h < s.h; ++h) {
        Json row = Json::array();
        for (std::int64_t w = 0; w < s.w; ++w) row.push_back(json_value(tensor(plane, h, w)));
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

Json json_value(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
    // "-0" is an integer to most readers, and those have no -0.
    if (whole && !(value == 0 && std::signbit(value))) return static_cast<std::int64_t>(value);
    return value;
}

Json json_value(float value) {
    const auto exact = static_cast<double>(value);
    if (!std::isfinite(value)) return json_value(exact);
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    double shortest = 0;
    std::from_chars(digits, end, shortest);
    // Two roundings in a row can end beside the float.
    return json_value(static_cast<float>(shortest) == value ? shortest : exact);
}

Json json_rows(const AnyTensor& tensor) {
    return std::visit(
        [](const auto& t) {
            const Shape& s = t.shape();
            if (s.planes() == 1) return rows_of(t, 0);
            Json images = Json::array();
            for (std::int64_t n = 0; n < s.n; ++n) {
                Json planes = Json::array();
                for (std::int64_t c = 0; c < s.c; ++c) planes.push_back(rows_of(t, n * s.c + c));
                images.push_back(std::move(planes));
            }
            return s.n == 1 ? Json(images[0]) : images;
        },
        tensor);
}

std::string to_text(const Json& value) {
    std::string text;
    write(text, value, 0);
    return text + "\n";
}

}  // namespace poolwalk::io
