// The one way a file is written: beside its target and then renamed, so that it appears whole or not
// at all. What the bytes mean is for the writers (npy_write.h and others).
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string_view>

#include "core/base/progress.h"

namespace poolwalk::io {

// The parts one after the other. An existing file is an error unless `overwrite`; it keeps its mode and its owner,
// and a link to it stays one. What is stopped leaves nothing.
Result<Done> save_file(const std::filesystem::path& path, std::initializer_list<std::string_view> parts,
                       bool overwrite, const Progress& progress = {});

// Why save_file would not even begin: there is a file and not `overwrite`, or what is there is a folder, a device, or
// a file that is not to be written. For those who have work to do before they save.
Result<Done> check_target(const std::filesystem::path& path, bool overwrite);

}  // namespace poolwalk::io
