// JSON as this program writes it: every number reads back to the same bits, "nan", "inf" and "-inf" are strings,
// whole numbers have no point. Reading is json_parse.h's; what the keys mean is for the writers.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/pool/tensor.h"

namespace poolwalk::io {

std::string json_number(double value);

// A number whose text is the shortest that gives the same float again.
double json_value(float value);
inline double json_value(double value) { return value; }

// Rows in brackets: H x W, or C x H x W, or N x C x H x W, whichever is enough.
nlohmann::ordered_json json_rows(const AnyTensor& tensor);

// Arrays as rows of numbers, short objects on one line, and a line end at the end. Bytes that are no UTF-8 are
// replaced.
std::string to_text(const nlohmann::ordered_json& value);
// All of it on one line, without a line end.
std::string to_line(const nlohmann::ordered_json& value);

// An object that is written member by member, each on a line, so that large arrays are never there as a tree.
class JsonObjectWriter {
public:
    enum class Form : std::uint8_t { Lines, OneLine };
    explicit JsonObjectWriter(Form form = Form::Lines) : form_(form) {}

    void add(std::string_view key, const nlohmann::ordered_json& value);
    // {"shape": [N, C, H, W], "data": [...]} in NCHW order, as case files have it; of float32 the exact values.
    void add_array(std::string_view key, const AnyTensor& tensor);
    void add_array(std::string_view key, const Tensor<std::int32_t>& tensor);
    // The data alone.
    void add_values(std::string_view key, const AnyTensor& tensor);
    // An array of `count` elements, a line for each.
    void add_list(std::string_view key, std::int64_t count,
                  const std::function<nlohmann::ordered_json(std::int64_t)>& element);

    // The whole object, with a line end at the end; nothing can be added after it.
    std::string finish();

private:
    void start(std::string_view key);

    Form form_;
    std::string text_ = "{";
};

}  // namespace poolwalk::io
