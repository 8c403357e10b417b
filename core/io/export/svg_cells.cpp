#include "core/io/export/svg_cells.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/check.h"
#include "core/io/arrays/png_write.h"
#include "core/io/export/svg.h"
#include "core/scene/colormap.h"

namespace poolwalk::io::svg {
namespace {

using scene::Color;
using scene::HeatMap;
using scene::Rect;

constexpr std::int64_t longest_image_side = 2048;

// Rows [top, bottom) and columns [left, right) that the viewport shows some of.
struct Part {
    std::int64_t top = 0, left = 0, bottom = 0, right = 0;
    std::int64_t rows() const { return bottom - top; }
    std::int64_t cols() const { return right - left; }
};

Part visible(const HeatMap& map) {
    const auto first = [&](float start, float origin, std::int64_t cells) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor((start - origin) / map.cell_px)), 0,
                                        cells);
    };
    const auto last = [&](float end, float origin, std::int64_t cells) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil((end - origin) / map.cell_px)), 0, cells);
    };
    return {first(map.viewport.y, map.origin.y, map.rows), first(map.viewport.x, map.origin.x, map.cols),
            last(map.viewport.bottom(), map.origin.y, map.rows), last(map.viewport.right(), map.origin.x, map.cols)};
}

Color color_of(const HeatMap& map, float value) {
    if (std::isnan(value)) return map.nan;
    return scene::color_at(*map.ramp, value, map.low, map.high);
}

Rect extent_of(const HeatMap& map, const Part& part) {
    const Rect first = map.cell(part.top, part.left);
    return {first.x, first.y, map.cell_px * static_cast<float>(part.cols()),
            map.cell_px * static_cast<float>(part.rows())};
}

void add_rectangles(Sheet& sheet, const HeatMap& map, const Part& part) {
    const Rect all = extent_of(map, part);
    sheet.add("<g" + sheet.clip(map.viewport, all) + " shape-rendering=\"crispEdges\">");
    sheet.add("<rect" + place(all) + paint("fill", map.gap) + "/>");
    for (std::int64_t h = part.top; h < part.bottom; ++h)
        for (std::int64_t w = part.left; w < part.right; ++w) {
            Rect cell = map.cell(h, w);
            if (map.cell_px >= 4 * map.gap_px + 2)
                cell = {cell.x + map.gap_px / 2, cell.y + map.gap_px / 2, cell.w - map.gap_px, cell.h - map.gap_px};
            const bool computed = h * map.cols + w < map.filled;
            const std::string fill = computed ? paint("fill", color_of(map, map.value(h, w)))
                                              : sheet.fill(Hatch{map.hatch, map.hatch_back});
            sheet.add("<rect" + place(cell) + fill + "/>");
        }
    sheet.add("</g>");
}

// The largest number of a block of cells: an average would hide the maxima.
float largest_of(const HeatMap& map, const Part& block) {
    float largest = std::numeric_limits<float>::quiet_NaN();
    for (std::int64_t h = block.top; h < block.bottom; ++h)
        for (std::int64_t w = block.left; w < block.right; ++w)
            if (const float value = map.value(h, w); !(value <= largest) && !std::isnan(value)) largest = value;
    return largest;
}

// What is not computed yet lies in the last rows, and in a part of the row above them.
void add_pending(Sheet& sheet, const HeatMap& map, const Part& part) {
    const std::int64_t row = map.filled / map.cols, col = map.filled % map.cols;
    const auto add = [&](Part pending) {
        pending = {std::max(pending.top, part.top), std::max(pending.left, part.left),
                   std::min(pending.bottom, part.bottom), std::min(pending.right, part.right)};
        if (pending.rows() <= 0 || pending.cols() <= 0) return;
        const Rect rect = extent_of(map, pending);
        sheet.add("<rect" + place(rect) + sheet.fill(Hatch{map.hatch, map.hatch_back}) +
                  sheet.clip(map.viewport, rect) + "/>");
    };
    add({row, col, row + 1, map.cols});
    add({row + 1, 0, map.rows, map.cols});
}

void add_image(Sheet& sheet, const HeatMap& map, const Part& part) {
    const std::int64_t step = (std::max(part.rows(), part.cols()) + longest_image_side - 1) / longest_image_side;
    const std::int64_t height = (part.rows() + step - 1) / step, width = (part.cols() + step - 1) / step;
    std::vector<std::uint8_t> rgba;
    rgba.reserve(static_cast<std::size_t>(height * width * 4));
    for (std::int64_t y = 0; y < height; ++y)
        for (std::int64_t x = 0; x < width; ++x) {
            const std::int64_t top = part.top + y * step, left = part.left + x * step;
            const Part block{top, left, std::min(top + step, part.bottom), std::min(left + step, part.right)};
            const Color color = color_of(map, largest_of(map, block));
            rgba.insert(rgba.end(), {color.r, color.g, color.b, color.a});
        }
    const auto png = png_bytes(static_cast<int>(width), static_cast<int>(height), rgba);
    POOLWALK_CHECK(png.ok());
    const Rect whole = extent_of(map, {0, 0, height * step, width * step}), start = extent_of(map, part);
    const Rect all{start.x, start.y, whole.w, whole.h};
    // The last blocks may reach beyond the grid; the clip cuts them.
    const Rect shown{std::max(map.viewport.x, start.x), std::max(map.viewport.y, start.y),
                     std::min(map.viewport.right(), start.right()) - std::max(map.viewport.x, start.x),
                     std::min(map.viewport.bottom(), start.bottom()) - std::max(map.viewport.y, start.y)};
    sheet.add(
        "<g" + sheet.clip(shown, all) + "><image" + place(all) +
        " preserveAspectRatio=\"none\" style=\"image-rendering: pixelated\" xlink:href=\"data:image/png;base64," +
        base64(*png) + "\"/></g>");
    add_pending(sheet, map, part);
}

}  // namespace

void add_cells(Sheet& sheet, const HeatMap& map) {
    if (!map.values || !map.ramp || map.cell_px <= 0) return;
    const Part part = visible(map);
    if (part.rows() <= 0 || part.cols() <= 0) return;
    if (part.rows() * part.cols() <= max_svg_cells) add_rectangles(sheet, map, part);
    else add_image(sheet, map, part);
}

}  // namespace poolwalk::io::svg
