// What the readers of arrays share: what they return, the step from a file's dimensions to [N, C, H, W], and the
// guard that keeps exceptions inside. Which reader takes which file is array_reader.h's to say.
#pragma once

#include <cstdint>
#include <exception>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/io/files/file_error.h"
#include "core/pool/tensor.h"

namespace poolwalk::io {

struct Loaded {
    AnyTensor tensor;                 // [N, C, H, W]; 1-d is one row, 2-d H x W, 3-d C x H x W
    std::vector<std::int64_t> shape;  // as the file has it
    std::vector<std::string> notes;   // what was changed on the way: alpha dropped, integers rounded
};

// An array whose last axis is as short as channels are, and whose second is longer. A picture has its own order.
bool seems_channels_last(std::span<const std::int64_t> shape);
// All notes in one sentence.
std::string joined_notes(const Loaded& loaded);

// "a JPEG image" and the like, by the first bytes; empty when they are of no kind known here.
std::string_view known_kind(std::string_view bytes);

// [W] is one row, [H, W], [C, H, W], [N, C, H, W]; an error for other counts and beyond the limits of an array.
Result<Shape> shape_of_dimensions(std::span<const std::int64_t> dimensions, std::string_view name,
                                  std::string_view place);

// "1 integer is not exact in float64 and was rounded"
std::string rounded_note(std::int64_t count);

template <class Read>
Result<Loaded> guarded(std::string_view name, Read read) {
    try {
        return read();
    } catch (const std::bad_alloc&) {
        return file_error(name, "", "there is not enough memory for this array");
    } catch (const std::exception& e) {
        return reading_failed(name, e.what());
    }
}

}  // namespace poolwalk::io
