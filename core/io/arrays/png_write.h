// Writes a picture as PNG: the same pixels give the same bytes. Where the pixels come from is the
// caller's matter; reading PNG files is png_read.h's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "core/base/result.h"

namespace poolwalk::io {

// The bytes of the file. rgba as below.
Result<std::string> png_bytes(int width, int height, std::span<const std::uint8_t> rgba);

// rgba [height * width * 4], top row first, alpha not premultiplied. The file appears whole or not at
// all: it is written beside the target and renamed. An existing file is an error unless `overwrite`.
Result<Done> write_png(const std::filesystem::path& path, int width, int height, std::span<const std::uint8_t> rgba,
                       bool overwrite);

}  // namespace poolwalk::io
