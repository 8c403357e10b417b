// The arrays that can be exported by name, and the text files that hold them: CSV of one, LaTeX of all.
// The binary file is npy_write.h's; which file is chosen by which name, exporters.h's.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/progress.h"
#include "core/doc/derived/derived.h"

namespace poolwalk::io {

inline constexpr std::array<std::string_view, 5> array_names{"x", "y", "dy", "dx", "argmax"};

// Refers to the document or to what follows from it; the argmax is written out for it.
using NamedArray = std::variant<const AnyTensor*, Tensor<std::int32_t>>;
// Absent if no array has the name.
std::optional<NamedArray> find_array(std::string_view name, const Document& document, const Derived& derived);

// Where the indices of an argmax count from: each from its plane, as PyTorch's; or from the whole array in the order
// of its axes, as those of ONNX (NCHW) and of TensorFlow with include_batch_in_index (NHWC).
enum class ArgmaxForm : std::uint8_t { Plane, Array };
// [N, C, OH, OW]; -1 for a window without a cell. `input` is X's shape.
Tensor<std::int32_t> argmax_in(ArgmaxForm form, AxisOrder order, const Argmax& argmax, const Shape& input);

// Rows of numbers parted by commas, plane below plane. Each number reads back as itself.
Result<std::string> csv_text(const NamedArray& array, const Progress& progress);

// X, Y, dY and dX as matrices to be pasted into a paper.
std::string latex_text(const Document& document, const Derived& derived);

}  // namespace poolwalk::io
