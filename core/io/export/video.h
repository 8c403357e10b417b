// A film as .mp4 or .webm, encoded by ffmpeg, which is started as a program of its own where it is installed. What a
// film is, film.h says.
#pragma once

#include <filesystem>

#include "core/base/progress.h"
#include "core/io/export/film.h"

namespace poolwalk::io {

// The codec follows from the ending. The file appears whole or not at all.
Result<Done> write_video(const Film& film, const std::filesystem::path& path, bool overwrite,
                         const Progress& progress);

// Why no video can be written here, with the line that mends it; empty if one can.
std::string no_video();

}  // namespace poolwalk::io
