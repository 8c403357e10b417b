#include "core/io/json/json_write.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/number_text.h"

namespace poolwalk::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_line = 110;

// A key, a string, an integer, true, false or null.
std::string simple_text(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

void append_line(std::string& text, const Json& value) {
    if (value.is_number_float()) {
        text += json_number(value.get<double>());
        return;
    }
    if (!value.is_structured()) {
        text += simple_text(value);
        return;
    }
    const char* separator = "";
    text += value.is_array() ? '[' : '{';
    for (const auto& [key, member] : value.items()) {
        text += separator;
        if (value.is_object()) text += simple_text(key) + ": ";
        append_line(text, member);
        separator = ", ";
    }
    text += value.is_array() ? ']' : '}';
}

bool is_plain_array(const Json& value) {
    return value.is_array() && std::ranges::all_of(value, [](const Json& element) { return element.is_primitive(); });
}

// Long enough to be broken for certain; saves making the text of large arrays once a level.
bool is_large(const Json& value) { return value.is_structured() && value.size() > longest_line / 2; }

void append(std::string& text, const Json& value, std::size_t indent) {
    if (!value.is_structured() || is_plain_array(value)) return append_line(text, value);
    if (indent > 0 && !is_large(value) && std::ranges::none_of(value, is_large)) {
        const std::string line = to_line(value);
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
        if (value.is_object()) text += simple_text(key) + ": ";
        append(text, member, indent + 2);
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

std::string number_of(std::int32_t value) { return std::to_string(value); }
std::string number_of(double value) { return json_number(value); }

// In NCHW order whatever the memory's.
template <class T>
void append_values(std::string& text, const Tensor<T>& tensor) {
    const Shape& shape = tensor.shape();
    text += '[';
    for (std::int64_t p = 0; p < shape.planes(); ++p)
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w) {
                if (text.back() != '[') text += ',';
                text += number_of(tensor(p, h, w));
            }
    text += ']';
}

template <class T>
void append_array(std::string& text, const Tensor<T>& tensor) {
    const Shape& s = tensor.shape();
    text += "{\"shape\":" + to_line({s.n, s.c, s.h, s.w}) + ",\"data\":";
    append_values(text, tensor);
    text += '}';
}

}  // namespace

std::string json_number(double value) {
    if (!std::isfinite(value)) return "\"" + plain_text(value) + "\"";
    // "-0" is an integer to most readers, and those have no -0.
    if (value == 0 && std::signbit(value)) return "-0.0";
    const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
    return whole ? std::to_string(static_cast<std::int64_t>(value)) : plain_text(value);
}

double json_value(float value) {
    const auto exact = static_cast<double>(value);
    if (!std::isfinite(value)) return exact;
    const double shortest = leading_number(plain_text(value)).value;
    // Two roundings in a row can end beside the float.
    return static_cast<float>(shortest) == value ? shortest : exact;
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
    append(text, value, 0);
    return text + "\n";
}

std::string to_line(const Json& value) {
    std::string text;
    append_line(text, value);
    return text;
}

void JsonObjectWriter::start(std::string_view key) {
    const bool first = text_.size() == 1;
    if (form_ == Form::Lines) text_ += first ? "\n  " : ",\n  ";
    else if (!first) text_ += ", ";
    text_ += simple_text(key) + ": ";
}

void JsonObjectWriter::add(std::string_view key, const Json& value) {
    start(key);
    append_line(text_, value);
}

void JsonObjectWriter::add_array(std::string_view key, const AnyTensor& tensor) {
    start(key);
    std::visit([&](const auto& t) { append_array(text_, t); }, tensor);
}

void JsonObjectWriter::add_array(std::string_view key, const Tensor<std::int32_t>& tensor) {
    start(key);
    append_array(text_, tensor);
}

void JsonObjectWriter::add_values(std::string_view key, const AnyTensor& tensor) {
    start(key);
    std::visit([&](const auto& t) { append_values(text_, t); }, tensor);
}

void JsonObjectWriter::add_list(std::string_view key, std::int64_t count,
                                const std::function<Json(std::int64_t)>& element) {
    start(key);
    text_ += '[';
    for (std::int64_t i = 0; i < count; ++i) {
        text_ += i == 0 ? "\n    " : ",\n    ";
        append_line(text_, element(i));
    }
    text_ += count > 0 ? "\n  ]" : "]";
}

std::string JsonObjectWriter::finish() {
    text_ += form_ == Form::Lines ? "\n}\n" : "}\n";
    return std::move(text_);
}

}  // namespace poolwalk::io
