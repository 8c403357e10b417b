#include "core/analysis/result_mistakes.h"

#include <cmath>

namespace poolwalk::mistakes {
namespace {

// A flat index taken apart along four sides, the last one running fastest.
struct Digits {
    std::int64_t a, b, c, d;
};

Digits digits_of(std::int64_t index, const Shape& sides) {
    const std::int64_t d = index % sides.w, c = index / sides.w % sides.h, b = index / sides.w / sides.h % sides.c;
    return {index / sides.w / sides.h / sides.c, b, c, d};
}

std::int64_t index_in(const Shape& sides, const Digits& at) {
    return ((at.a * sides.c + at.b) * sides.h + at.c) * sides.w + at.d;
}

// The cell of X at (h, w) of the padded plane, -1 on padding.
std::int64_t at_padded(const Site& site, const Digits& plane, Place padded) {
    const Place at{padded.h - site.geometry.pads.top, padded.w - site.geometry.pads.left};
    return inside(at, site.input.h, site.input.w) ? index_in(site.input, {plane.a, plane.b, at.h, at.w}) : -1;
}

}  // namespace

Shape turned(const Shape& x) { return {x.n, x.c, x.w, x.h}; }
Shape channels_last(const Shape& x) { return {x.n, x.h, x.w, x.c}; }
// A file N x C x H x W taken for N x H x W x C and turned into NCHW.
Shape channels_moved(const Shape& x) { return {x.n, x.w, x.c, x.h}; }
Shape batch_swapped(const Shape& x) { return {x.c, x.n, x.h, x.w}; }

std::int64_t from_turned(const Site& site, std::int64_t index) {
    const auto [n, c, w, h] = digits_of(index, turned(site.input));
    return index_in(site.input, {n, c, h, w});
}

std::int64_t from_channels_last(const Site& site, std::int64_t index) {
    const auto [n, h, w, c] = digits_of(index, channels_last(site.input));
    return index_in(site.input, {n, c, h, w});
}

std::int64_t to_channels_last(const Site& site, std::int64_t index) {
    const auto [n, c, h, w] = digits_of(index, site.input);
    return index_in(channels_last(site.input), {n, h, w, c});
}

std::int64_t from_channels_moved(const Site& site, std::int64_t index) {
    const auto [n, w, c, h] = digits_of(index, channels_moved(site.input));
    return index_in(site.input, {n, c, h, w});
}

std::int64_t from_batch_swapped(const Site& site, std::int64_t index) {
    const auto [c, n, h, w] = digits_of(index, batch_swapped(site.input));
    return index_in(site.input, {n, c, h, w});
}

std::int64_t from_padded_place(const Site& site, std::int64_t index) {
    const Digits at = digits_of(index, site.input);
    return at_padded(site, at, {at.c, at.d});
}

std::int64_t from_padded_index(const Site& site, std::int64_t index) {
    const Digits at = digits_of(index, site.input);
    const std::int64_t in_plane = at.c * site.input.w + at.d;
    const std::int64_t width = site.input.w + site.geometry.pads.left + site.geometry.pads.right;
    return at_padded(site, at, {in_plane / width, in_plane % width});
}

std::int64_t from_nowhere(const Site&, std::int64_t) { return -1; }

double window_size(const Site& site) {
    return static_cast<double>(site.geometry.kernel.rows * site.geometry.kernel.cols);
}
double outputs(const Site& site) { return static_cast<double>(site.output.cells()); }
double minus_one(const Site&) { return -1; }
double half(const Site&) { return 0.5; }
double images(const Site& site) { return static_cast<double>(site.input.n); }
double plane_outputs(const Site& site) { return static_cast<double>(site.output.plane_cells()); }

double cut(double value) { return std::trunc(value); }
double rounded(double value) { return std::nearbyint(value); }

}  // namespace poolwalk::mistakes
