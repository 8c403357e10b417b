// A Scene is the picture as plain data: grids of coloured cells, boxes, arrows, labels, all in
// pixels of the canvas with the origin at its top left. build_scene() (workspaces.h) makes it;
// the OpenGL painter, picking, the SVG writer and the text dump only read it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/doc/derived/grid_part.h"
#include "core/doc/grid_id.h"
#include "core/pool/window.h"

namespace poolwalk::scene {

struct Vec2 {
    float x = 0, y = 0;
    bool operator==(const Vec2&) const = default;
};

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;
    float right() const { return x + w; }
    float bottom() const { return y + h; }
    Vec2 center() const { return {x + w / 2, y + h / 2}; }
    bool contains(Vec2 p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
    bool operator==(const Rect&) const = default;
};

struct Color {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    bool operator==(const Color&) const = default;
};

using poolwalk::GridId;

// 256 colours from low to high, as a texture row.
using Ramp = std::array<Color, 256>;

// The cells of one plane, drawn as coloured squares by one shader call.
struct HeatMap {
    GridId grid = GridId::Input;
    Rect viewport{};    // nothing is drawn outside it
    Vec2 origin{};      // top left of cell (0, 0); may lie outside the viewport
    float cell_px = 0;  // side of a cell, its gap included
    float gap_px = 0;   // gap between cells, shown in `gap`
    std::int64_t rows = 0, cols = 0;
    std::shared_ptr<const std::vector<float>> values{};  // of the part, row by row
    std::optional<GridPart> part{};                      // absent: all rows * cols cells
    float low = 0, high = 1;                             // values at the ends of the ramp
    std::shared_ptr<const Ramp> ramp{};
    Color gap{}, nan{};           // nan: fill of NaN cells
    std::int64_t filled = 0;      // cells, row by row, that are computed; the others are hatched
    Color hatch{}, hatch_back{};  // how "not computed yet" looks

    Rect cell(std::int64_t h, std::int64_t w) const {
        return {origin.x + static_cast<float>(w) * cell_px, origin.y + static_cast<float>(h) * cell_px, cell_px,
                cell_px};
    }
    GridPart held() const { return part.value_or(GridPart{.rows = rows, .cols = cols}); }
    // Of the cell, or of its block.
    float value(std::int64_t h, std::int64_t w) const {
        const GridPart p = held();
        const std::int64_t row = std::clamp<std::int64_t>((h >> p.level) - p.row, 0, p.rows - 1);
        const std::int64_t col = std::clamp<std::int64_t>((w >> p.level) - p.col, 0, p.cols - 1);
        return (*values)[static_cast<std::size_t>(row * p.cols + col)];
    }
    Rect extent() const {
        return {origin.x, origin.y, static_cast<float>(cols) * cell_px, static_cast<float>(rows) * cell_px};
    }
};

// What an item is for; the text dump and the tests name items by it.
enum class Role : std::uint8_t {
    Title,
    Subtitle,
    Index,
    Value,
    Ring,
    WindowOutline,
    ArgmaxRing,
    TieRing,
    Padding,
    Unreached,
    Link,
    Hover,
    Pin,
    Selection,
    ForwardArrow,
    BackwardArrow,
    Amount,
    Hits,
    NearTie,
    Mask,
    Legend,
    Caption,
    Thumbnail,
    Card,
    Verdict,
    Plot,
    Differs,
    Motion,
    Grip,
    Overview,
    Hidden,
    Answer,
};

enum class Font : std::uint8_t { Sans, SansBold, Mono };
enum class Align : std::uint8_t { Left, Center, Right };

// A text; `at` is the left, middle or right of its vertical middle.
struct Label {
    Role role = Role::Value;
    std::string text;
    Vec2 at{};
    float size_px = 14;
    Font font = Font::Sans;
    Align align = Align::Center;
    Color color{};
    Color halo{0, 0, 0, 0};  // drawn around the letters when its alpha is not 0
    Rect clip{};             // an empty rectangle clips nothing
    bool operator==(const Label&) const = default;
};

// A rectangle with an outline, a fill, or both (alpha 0: neither); hatched if `hatch` is set.
struct Box {
    Role role = Role::WindowOutline;
    Rect rect{};
    Color stroke{0, 0, 0, 0}, fill{0, 0, 0, 0};
    float thickness = 1, radius = 0;
    bool hatch = false;  // diagonal lines in `stroke` over `fill`
    bool dashed = false;
    Rect clip{};
    bool operator==(const Box&) const = default;
};

// A cubic curve with an arrow head at `to`: it sets out towards `leave` and comes in from `arrive`.
struct Arrow {
    Role role = Role::ForwardArrow;
    Vec2 from{}, leave{}, arrive{}, to{};
    Color color{};
    float thickness = 2, head_px = 12;
    bool dashed = false;
    Color casing{0, 0, 0, 0};  // a rim around it where its alpha is not 0, for grounds of any colour
    bool operator==(const Arrow&) const = default;
};

// A small disc with a text in its middle: an amount on an arrow, a count in a corner.
struct Disc {
    Role role = Role::Amount;
    Vec2 center{};
    float radius = 10;
    Color fill{};
    Label label{};
    Rect clip{};
    bool operator==(const Disc&) const = default;
};

// A horizontal colour bar; its end values are labels of role Legend.
struct Bar {
    Rect rect;
    std::shared_ptr<const Ramp> ramp;
};

// A line through points, such as a curve in a plot.
struct Stroke {
    Role role = Role::Plot;
    std::vector<Vec2> points{};
    Color color{};
    float thickness = 2;
    bool dashed = false;  // then a straight line from the first point to the last
    Rect clip{};
    bool operator==(const Stroke&) const = default;
};

// A place that a test finds by its name: "X(1,2)", "plane.3".
struct NamedRect {
    std::string name;
    Rect rect;
};

// Drawn in this order, each list from front to back of the vector.
struct Scene {
    Rect canvas{};
    Color background{};
    std::vector<Box> grounds;  // cards that grids lie on
    std::vector<HeatMap> grids;
    std::vector<Bar> bars;
    std::vector<Box> boxes;
    std::vector<Stroke> strokes;
    std::vector<Arrow> arrows;
    std::vector<Label> labels;
    std::vector<Box> rings;  // outlines that lie over labels
    std::vector<Disc> discs;
    bool keeps_names = false;  // else nobody asks for them, and they cost nothing
    std::vector<NamedRect> names;

    void name_cell(std::string_view grid, Place at, Rect rect) {
        if (keeps_names)
            names.push_back(
                {std::string(grid) + "(" + std::to_string(at.h) + "," + std::to_string(at.w) + ")", rect});
    }
    const HeatMap* find(GridId grid) const {
        for (const HeatMap& map : grids)
            if (map.grid == grid) return &map;
        return nullptr;
    }
};

}  // namespace poolwalk::scene
