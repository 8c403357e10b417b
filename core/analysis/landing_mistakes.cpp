#include "core/analysis/landing_mistakes.h"

namespace poolwalk::mistakes {
namespace {

std::int64_t index_of(const Site& site, std::int64_t plane, Place cell) {
    const Shape& x = site.input;
    return inside(cell, x.h, x.w) ? (plane * x.h + cell.h) * x.w + cell.w : -1;
}

// The slot of the window that lies on the cell.
Place slot_of(const Site& site, Place window, Place cell) {
    const Place start = slot_place(site.geometry, window, 0, 0);
    return {(cell.h - start.h) / site.geometry.dilation.rows, (cell.w - start.w) / site.geometry.dilation.cols};
}

}  // namespace

std::int64_t in_first_image(const Site& site, std::int64_t plane, Place, Place cell) {
    return index_of(site, plane % site.input.c, cell);
}

std::int64_t in_first_channel(const Site& site, std::int64_t plane, Place, Place cell) {
    return index_of(site, plane / site.input.c * site.input.c, cell);
}

std::int64_t in_first_plane(const Site& site, std::int64_t, Place, Place cell) { return index_of(site, 0, cell); }

std::int64_t without_window(const Site& site, std::int64_t plane, Place window, Place cell) {
    return index_of(site, plane, slot_of(site, window, cell));
}

std::int64_t without_stride(const Site& site, std::int64_t plane, Place window, Place cell) {
    const Place slot = slot_of(site, window, cell);
    return index_of(site, plane, {window.h + slot.h, window.w + slot.w});
}

std::int64_t swapped_in_window(const Site& site, std::int64_t plane, Place window, Place cell) {
    const Place slot = slot_of(site, window, cell);
    return index_of(site, plane, slot_place(site.geometry, window, slot.w, slot.h));
}

std::int64_t swapped_windows(const Site& site, std::int64_t plane, Place window, Place cell) {
    const Place slot = slot_of(site, window, cell);
    return index_of(site, plane, slot_place(site.geometry, {window.w, window.h}, slot.h, slot.w));
}

std::int64_t one_further(const Site& site, std::int64_t plane, Place, Place cell) {
    return index_of(site, plane, {cell.h + 1, cell.w + 1});
}

std::int64_t one_before(const Site& site, std::int64_t plane, Place, Place cell) {
    return index_of(site, plane, {cell.h - 1, cell.w - 1});
}

std::int64_t by_width_of_output(const Site& site, std::int64_t plane, Place, Place cell) {
    const std::int64_t flat = cell.h * site.input.w + cell.w;
    return index_of(site, plane, {flat / site.output.w, flat % site.output.w});
}

std::int64_t by_height(const Site& site, std::int64_t plane, Place, Place cell) {
    const std::int64_t flat = cell.h * site.input.w + cell.w;
    return index_of(site, plane, {flat / site.input.h, flat % site.input.h});
}

std::int64_t by_height_of_kernel(const Site& site, std::int64_t plane, Place window, Place cell) {
    const Place slot = slot_of(site, window, cell);
    const std::int64_t flat = slot.h * site.geometry.kernel.cols + slot.w, rows = site.geometry.kernel.rows;
    return index_of(site, plane, slot_place(site.geometry, window, flat / rows, flat % rows));
}

bool joins_planes(Landing landing) {
    return landing == in_first_image || landing == in_first_channel || landing == in_first_plane;
}

}  // namespace poolwalk::mistakes
