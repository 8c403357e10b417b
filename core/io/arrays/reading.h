// What the readers of this folder share: the parts of a sentence that refuses, the step from a file's
// dimensions to [N, C, H, W], and the guard that keeps exceptions inside. The readers are in read.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/io/arrays/read.h"
#include "core/pool/tensor.h"

namespace poolwalk::io {

// "name, place: what", or "name: what" when the place is the whole file.
Error refusal(std::string_view name, std::string_view place, std::string_view what);

// As it can be shown on one line: UTF-8 stays, every other byte becomes \xNN; at most `most` characters.
std::string printable(std::string_view text, std::size_t most);
std::string quoted(std::string_view text);

// "a JPEG image" and the like, by the first bytes; empty when they are of no kind known here.
std::string_view known_kind(std::string_view bytes);

// [W] is one row, [H, W], [C, H, W], [N, C, H, W]; refuses other counts and what size_complaint() names.
Result<Shape> shape_of_dimensions(std::span<const std::int64_t> dimensions, std::string_view name,
                                  std::string_view place);

// A large file is looked at before all of it is read: the sentence that its beginning already refuses it
// with, or nothing. `beginning` is at least look_bytes long and less than the file's `file_bytes`.
inline constexpr std::size_t look_bytes = std::size_t{1} << 20;
std::optional<Error> look_at_npy(std::string_view beginning, std::uintmax_t file_bytes, std::string_view name);
std::optional<Error> look_at_text(std::string_view beginning, std::uintmax_t file_bytes, std::string_view name);
std::optional<Error> look_at_png(std::string_view beginning, std::uintmax_t file_bytes, std::string_view name);

// "1 integer is not exact in float64 and was rounded"
std::string rounded_note(std::int64_t count);

template <class Read>
Result<Loaded> guarded(std::string_view name, Read read) {
    try {
        return read();
    } catch (const std::bad_alloc&) {
        return refusal(name, "", "there is not enough memory for this array");
    } catch (const std::exception& e) {
        return refusal(name, "", std::string("reading failed: ") + e.what());
    }
}

}  // namespace poolwalk::io
