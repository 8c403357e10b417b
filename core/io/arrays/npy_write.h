// Writes tensors as .npy files of version 1.0, little-endian, in C order. Reading them is npy_read.h's.
#pragma once

#include <filesystem>

#include "core/base/progress.h"
#include "core/pool/tensor.h"

namespace poolwalk::io {

// The dimensions of the file: with rank 4 they are N x C x H x W or N x H x W x C, with 3 N is left out, with 2 also
// C; what is left out must be 1.
struct NpyForm {
    std::size_t rank = 4;
    AxisOrder order = AxisOrder::NCHW;
};

// Appears whole or not at all; an existing file is an error unless `overwrite`.
Result<Done> write_npy(const std::filesystem::path& path, const AnyTensor& tensor, NpyForm form, bool overwrite,
                       const Progress& progress = {});
// As int64, which is what argmax is in PyTorch.
Result<Done> write_npy(const std::filesystem::path& path, const Tensor<std::int32_t>& tensor, NpyForm form,
                       bool overwrite, const Progress& progress = {});

}  // namespace poolwalk::io
