// Which windows have a maximum that occurs more than once, all windows of a plane in one pass whose time does not
// depend on the kernel's size. How often it occurs in one window is walk.h's to say.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/progress.h"
#include "core/pool/pool_view.h"

namespace poolwalk {

// A byte a window of plane `plane`, row by row, 1 where tie_count_at() is more than 1; empty if it was told to stop.
std::vector<std::uint8_t> tied_windows(const PoolView& view, std::int64_t plane, const Progress& progress = {});

}  // namespace poolwalk
