// Parameter sets to reject or accept (tests/cases/errors.json), held against validate() and
// validate_grad_output(). Cases with numbers to compare are check_cases.h's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace poolwalk::io {

// For each entry of the array an empty string, or how its answer differs from `expect`:
// "reject" wants an error, "accept" none, "policy" none but a note (PyTorch would refuse it, or dY
// stands for the top-left windows). Entries without params give two shapes, dY's and Y's, in
// `dy_shape` and `y_shape` or else within the sentence `what`.
Result<std::vector<std::string>> check_parameters(std::string_view json, std::string_view name);

}  // namespace poolwalk::io
