// The one way a file is written: beside its target and then renamed, so that it appears whole or not
// at all. What the bytes mean is for the writers (npy_write.h and others).
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string_view>

#include "core/base/result.h"

namespace poolwalk::io {

// The parts one after the other. An existing file is refused unless `overwrite`.
Result<Done> save_file(const std::filesystem::path& path, std::initializer_list<std::string_view> parts,
                       bool overwrite);

}  // namespace poolwalk::io
