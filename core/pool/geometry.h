// Where the windows lie: kernel, stride, padding, dilation and ceil mode, the output size that
// follows, and validate(), which lists everything that is wrong with what a person typed.
// Which cells a window holds is window.h's; what is done with them max_pool's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/pool/tensor.h"

namespace poolwalk {

// One number along the rows and one along the columns, in cells.
struct Pair {
    std::int64_t rows = 1, cols = 1;
    bool operator==(const Pair&) const = default;
};

// Cells of padding on each side.
struct Pads {
    std::int64_t top = 0, left = 0, bottom = 0, right = 0;
    bool operator==(const Pads&) const = default;
};

struct Geometry {
    Pair kernel{2, 2};
    Pair stride{2, 2};
    Pair dilation{1, 1};
    Pads pads{};
    bool ceil_mode = false;
    bool operator==(const Geometry&) const = default;
};

// Bounds of what may be typed; they keep every product of the walk within 64 bits.
inline constexpr std::int64_t max_kernel = 16384;
inline constexpr std::int64_t max_parameter = std::int64_t{1} << 20;

// Number of windows along one axis of `cells` cells; 0 or less when no window fits. Any numbers may
// be asked: the result is held within +-2^62, and is 0 for a stride below 1.
//   floor((cells + begin + end - (dilation * (kernel - 1) + 1)) / stride) + 1
// With ceil_mode the division rounds up, less one if the last window would start at or beyond
// cells + begin. Source: the shape section of PyTorch's MaxPool2d.
std::int64_t output_size(std::int64_t cells, std::int64_t begin, std::int64_t end, std::int64_t kernel,
                         std::int64_t stride, std::int64_t dilation, bool ceil_mode);

// [N, C, OH, OW] for an input of `input`; the geometry must be valid for it.
Shape output_shape(const Shape& input, const Geometry& geometry);

// output_size() spelled out with its numbers: "H_out = ⌊(4+0+0-1·(2-1)-1)/1⌋+1 = 3".
std::string output_formula(const Shape& input, const Geometry& geometry, bool rows);

enum class Field : std::uint8_t { Input, GradOutput, Kernel, Stride, Dilation, Padding };
enum class Severity : std::uint8_t { Error, Note };

struct Problem {
    Field field;
    Severity severity;
    std::string sentence;
    bool operator==(const Problem&) const = default;
};

// Every problem of `geometry` on an input of `input`. Notes (padding that PyTorch would refuse,
// rows that no window reaches) do not stand in the way of computing.
std::vector<Problem> validate(const Shape& input, const Geometry& geometry);

// The same for a grad_output of shape `grad_output`: it may be smaller than the output, and then
// stands for the top-left windows, but never larger, and N and C must be the input's.
std::vector<Problem> validate_grad_output(const Shape& grad_output, const Shape& output);

// The first sentence of severity Error, or empty.
std::string first_error(const std::vector<Problem>& problems);

}  // namespace poolwalk
