// The pieces that JSON files of problems have in common, read and written: shapes, places, arrays, geometry, rules. A
// reader takes one field, leaves an error with the field's reader (json_field.h) and then returns a default. Which
// field holds which piece is for session/case_file.h and session/document_json.h to say.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>

#include "core/io/json/json_field.h"
#include "core/pool/geometry.h"
#include "core/pool/rules.h"
#include "core/pool/tensor.h"
#include "core/pool/window.h"

namespace poolwalk::io {

DType read_dtype(const JsonField& field);

// [N, C, H, W]: four integers of any size; what is too large is for size_error() to say.
Shape read_shape(const JsonField& field);
nlohmann::ordered_json json_of(const Shape& shape);

// {"shape": [N, C, H, W], "data": [...]} in NCHW order, or rows of numbers in brackets, [[1, 2], [3, 4]],
// up to N x C x H x W; held against size_error() and the number of values. A number that `dtype` cannot hold is
// an error; "nan", "inf" and "-inf" are numbers.
AnyTensor read_tensor(const JsonField& field, DType dtype);
Tensor<std::int32_t> read_index_tensor(const JsonField& field);

// [row, column]
nlohmann::ordered_json json_of(Place place);
Place read_place(const JsonField& field);

// kernel; stride (absent: the kernel's), dilation, pads or else padding, ceil_mode. validate() has
// still to judge the numbers.
Geometry read_geometry(const JsonField& params);
// The same, and no other keys.
Geometry read_strict_geometry(const JsonField& params);
nlohmann::ordered_json json_of(const Geometry& geometry);

// The row of `table` that is named so (its `name` or its `text.name`); an error lists the names.
template <class Row>
const Row& read_row(const JsonField& field, std::span<const Row> table) {
    const auto name = [](const Row& row) -> std::string_view {
        if constexpr (requires { row.text; }) return row.text.name;
        else return row.name;
    };
    std::string known;
    for (const Row& row : table) {
        if (field.is_text() && field.text() == name(row)) return row;
        known.append(known.empty() ? "" : ", ").append(name(row));
    }
    field.fail_expecting("one of " + known);
    return table.front();
}

// tie_rule, overlap_rule and nan_rule of `object`; absent ones are PyTorch's, and so is nan_rule "any".
Rules read_rules(const JsonField& object);
// The same, and no other keys.
Rules read_strict_rules(const JsonField& object);
nlohmann::ordered_json json_of(const Rules& rules);

}  // namespace poolwalk::io
