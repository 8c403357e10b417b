#include "core/pool/region.h"

#include <algorithm>

namespace poolwalk {

Region whole(const Shape& shape) { return {{0, shape.h}, {0, shape.w}}; }

Region cells_of(const PoolView& view, const Region& windows) {
    const Geometry& g = view.geometry;
    const Shape& shape = shape_of(view.input);
    const auto along = [](Range w, std::int64_t pad, std::int64_t stride, std::int64_t span, std::int64_t cells) {
        return Range{std::clamp<std::int64_t>(w.first * stride - pad, 0, cells),
                     std::clamp<std::int64_t>((w.last - 1) * stride - pad + span, 0, cells)};
    };
    return {along(windows.rows, g.pads.top, g.stride.rows, g.dilation.rows * (g.kernel.rows - 1) + 1, shape.h),
            along(windows.cols, g.pads.left, g.stride.cols, g.dilation.cols * (g.kernel.cols - 1) + 1, shape.w)};
}

Region windows_reaching(const PoolView& view, const Shape& output, const Region& cells) {
    const Geometry& g = view.geometry;
    const auto along = [](Range c, std::int64_t pad, std::int64_t stride, std::int64_t span, std::int64_t windows) {
        const std::int64_t first = std::max<std::int64_t>(c.first + pad - (span - 1), 0);
        const std::int64_t last = c.size() <= 0 ? 0 : (c.last - 1 + pad) / stride + 1;
        const Range found{(first + stride - 1) / stride, std::min(last, windows)};
        return found.size() > 0 ? found : Range{};
    };
    return {along(cells.rows, g.pads.top, g.stride.rows, g.dilation.rows * (g.kernel.rows - 1) + 1, output.h),
            along(cells.cols, g.pads.left, g.stride.cols, g.dilation.cols * (g.kernel.cols - 1) + 1, output.w)};
}

}  // namespace poolwalk
