// From rectangles of cells of a plane to the windows that reach them, and back. A single cell's windows are
// window.h's.
#pragma once

#include "core/pool/pool_view.h"
#include "core/pool/window.h"

namespace poolwalk {

Region whole(const Shape& shape);

// The cells of X that the windows of a region span, and all windows that reach a region of cells; with
// dilation some of what they return is stepped over.
Region cells_of(const PoolView& view, const Region& windows);
Region windows_reaching(const PoolView& view, const Shape& output, const Region& cells);

}  // namespace poolwalk
