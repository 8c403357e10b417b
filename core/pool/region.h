// Rectangles of cells or windows of a plane, and from the ones to the others. A single cell's windows are
// window.h's.
#pragma once

#include "core/pool/pool_view.h"
#include "core/pool/window.h"

namespace poolwalk {

// Rows or columns [first, last) of a plane.
struct Range {
    std::int64_t first = 0, last = 0;
    std::int64_t size() const { return last - first; }
    bool operator==(const Range&) const = default;
};
struct Region {
    Range rows, cols;
    std::int64_t cells() const { return rows.size() * cols.size(); }
    bool holds(Place at) const {
        return at.h >= rows.first && at.h < rows.last && at.w >= cols.first && at.w < cols.last;
    }
    bool operator==(const Region&) const = default;
};
Region whole(const Shape& shape);

// The cells of X that the windows of a region span, and all windows that reach a region of cells; with
// dilation some of what they return is stepped over.
Region cells_of(const PoolView& view, const Region& windows);
Region windows_reaching(const PoolView& view, const Shape& output, const Region& cells);

}  // namespace poolwalk
