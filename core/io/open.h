// A file as a Document: what the window, the command line and the list of examples open. Arrays
// (.npy, .csv, .png) become X with a plain 2 x 2 window; a .json is a case file with all it says.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/doc/document.h"
#include "core/io/case_file.h"

namespace poolwalk::io {

Result<Document> open_file(const std::filesystem::path& path);
Result<Document> open_bytes(std::string_view bytes, const std::string& name);

// Geometry that fits any input: kernel and stride 2, or 1 along an axis of one cell.
Geometry plain_geometry(const Shape& input);

Result<Document> document_from(const Case& problem);

}  // namespace poolwalk::io
