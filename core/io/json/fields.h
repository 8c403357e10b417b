// The pieces that JSON files of problems have in common: shapes, arrays, geometry, rules. Each reads
// one field, complains to the field's reader (json.h) and then answers with a default. Which field
// holds which piece is for case_file.h and the session to say.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/io/json/json.h"
#include "core/pool/geometry.h"
#include "core/pool/rules.h"
#include "core/pool/tensor.h"

namespace poolwalk::io {

DType read_dtype(const JsonField& field);

// [N, C, H, W]: four integers of any size; what is too large is for size_complaint() to say.
Shape read_shape(const JsonField& field);

// {"shape": [N, C, H, W], "data": [...]} in NCHW order, or rows of numbers in brackets, [[1, 2], [3, 4]],
// up to N x C x H x W; held against size_complaint() and the number of values. A number that `dtype` cannot hold is
// refused; "nan", "inf" and "-inf" are numbers.
AnyTensor read_tensor(const JsonField& field, DType dtype);
Tensor<std::int32_t> read_index_tensor(const JsonField& field);

// kernel; stride (absent: the kernel's), dilation, pads or else padding, ceil_mode. validate() has
// still to judge the numbers.
Geometry read_geometry(const JsonField& params);

// The row of `table` that is named so (its `name` or its `text.name`); a complaint lists the names.
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
    field.refuse("one of " + known);
    return table.front();
}

// tie_rule, overlap_rule and nan_rule of `object`; absent ones are PyTorch's, and so is nan_rule "any".
Rules read_rules(const JsonField& object);

}  // namespace poolwalk::io
