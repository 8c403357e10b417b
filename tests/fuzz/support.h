// What the fuzz targets share: a promise that stops the run when it is broken, what a refusal has to
// look like, and the promises that hold for every array, document and state, however it came to be.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/base/result.h"
#include "core/doc/update/update.h"
#include "core/io/arrays/array_reader.h"

namespace poolwalk::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// Says what was promised and what was found, and stops; libFuzzer then keeps the input.
void expect(bool holds, std::string_view promise, std::string_view found = {});

// One sentence on one line, of bytes that a terminal can show, that begins with `beginning`.
void expect_sentence(std::string_view sentence, std::string_view beginning);

// A folder of this process for what is written and read again; gone when the process ends.
const std::filesystem::path& folder();

// Within the limits, with as many cells as its shape says, and the same from .npy and from text.
void expect_sound(const io::Loaded& loaded);

// The same values and type come back from a .npy file.
void expect_kept_by_npy(const AnyTensor& tensor);

// Little enough to be derived and drawn for each input.
bool is_small(const Document& document);

// What holds after every command.
void expect_sound(const AppState& state);

// The same; and of a small document everything is derived, and the open view is drawn.
void expect_drawn(const AppState& state);

}  // namespace poolwalk::fuzz
