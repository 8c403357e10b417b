// The arrays of a pass as a person sees them on the page: name, size, when they are computed, and the
// number in each cell. One table, so that the picture, the words and the editing agree.
#pragma once

#include <span>
#include <string_view>

#include "core/network/pass.h"

namespace poolwalk {

enum class NetworkArray : std::uint8_t {
    Image,
    Convolved,
    Rectified,
    Pooled,
    Sum,
    Prediction,
    Loss,
    DImage,
    DConvolved,
    DRectified,
    DPooled,
    DSum,
    DPrediction,
    Kernel,
    DKernel,
    Dense,
    DDense,
};

struct NetworkArrayRow {
    NetworkArray array;
    std::string_view name, symbol, help;
    std::int64_t rows = 1, cols = 1;
    bool gradient = false, editable = false;
    NetworkStep made_by = NetworkStep::Convolve;  // of the image and the weights: there from the start
    bool given = false;
};
std::span<const NetworkArrayRow> network_arrays();
const NetworkArrayRow& row(NetworkArray array);

struct NetworkCell {
    NetworkArray array = NetworkArray::Image;
    Place cell;
    bool operator==(const NetworkCell&) const = default;
};

// The weights are those before the update, or with `updated` those after it. The four dense weights
// stand 2 x 2, each at the place of its pooled cell.
double value_at(const NetworkPass& pass, const NetworkCell& cell, bool updated = false);

// The setup with another number in a cell of image `sample`, or in the weights: then training starts
// from `shown`, the weights on the page, with that number among them.
NetworkSetup with_cell(NetworkSetup setup, std::size_t sample, const Weights& shown, const NetworkCell& cell,
                       double value);

}  // namespace poolwalk
