// JSON as this program writes it: arrays as rows of numbers, short objects on one line, so that a
// person and Python's json both read it. Reading is json.h's; what the keys mean is for the writers.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/pool/tensor.h"

namespace poolwalk::io {

// Every number reads back to the same bits; nan, inf and -inf are strings, whole numbers have no point.
nlohmann::ordered_json json_value(double value);
// Of float32 the shortest text that gives the same float again.
nlohmann::ordered_json json_value(float value);

// Rows in brackets: H x W, or C x H x W, or N x C x H x W, whichever is enough.
nlohmann::ordered_json json_rows(const AnyTensor& tensor);

// With a line end at the end. Bytes that are no UTF-8 are replaced.
std::string to_text(const nlohmann::ordered_json& value);

}  // namespace poolwalk::io
