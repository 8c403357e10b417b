// JSON as it is printed: the schema of case files, where an array is {"shape", "data"} in NCHW order
// and "nan", "inf" and "-inf" are strings. Every number reads back to the same bits.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/pool/tensor.h"

namespace poolwalk::io {

std::string json_number(double value);
std::string json_text(std::string_view text);
std::string json_integers(std::span<const std::int64_t> values);

// "[1,2,3]"; of float32 the exact value.
std::string json_values(const AnyTensor& tensor);
std::string json_array(const AnyTensor& tensor);
std::string json_array(const Tensor<std::int32_t>& tensor);

}  // namespace poolwalk::io
