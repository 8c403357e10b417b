// Mistakes in the place where a contribution lands: indices that lack a part, are taken apart wrongly or swapped, as
// Landing (known_mistakes.h). The rows that use them are known_mistakes.cpp's.
#pragma once

#include "core/analysis/known_mistakes.h"

namespace poolwalk::mistakes {

std::int64_t in_first_image(const Site& site, std::int64_t plane, Place window, Place cell);
std::int64_t in_first_channel(const Site& site, std::int64_t plane, Place window, Place cell);
std::int64_t in_first_plane(const Site& site, std::int64_t plane, Place window, Place cell);
std::int64_t without_window(const Site& site, std::int64_t plane, Place window, Place cell);
std::int64_t without_stride(const Site& site, std::int64_t plane, Place window, Place cell);
std::int64_t swapped_in_window(const Site& site, std::int64_t plane, Place window, Place cell);
std::int64_t swapped_windows(const Site& site, std::int64_t plane, Place window, Place cell);
std::int64_t one_further(const Site& site, std::int64_t plane, Place window, Place cell);
std::int64_t one_before(const Site& site, std::int64_t plane, Place window, Place cell);
std::int64_t by_width_of_output(const Site& site, std::int64_t plane, Place window, Place cell);
std::int64_t by_height(const Site& site, std::int64_t plane, Place window, Place cell);
std::int64_t by_height_of_kernel(const Site& site, std::int64_t plane, Place window, Place cell);

// Whether it moves contributions from plane to plane.
bool joins_planes(Landing landing);

}  // namespace poolwalk::mistakes
