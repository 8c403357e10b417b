// The one way a file is written: beside its target and then renamed, so that it appears whole or not
// at all. What the bytes mean is for the writers (npy_write.h and others).
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string_view>

#include "core/base/progress.h"

namespace poolwalk::io {

// The parts one after the other. An existing file is an error unless `overwrite`; what is stopped leaves nothing.
Result<Done> save_file(const std::filesystem::path& path, std::initializer_list<std::string_view> parts,
                       bool overwrite, const Progress& progress = {});

}  // namespace poolwalk::io
