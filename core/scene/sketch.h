// Puts the parts that pictures are made of into a Scene: words, rings, arrows, discs, titles, legends, plots, and
// whole arrays with their numbers. All sizes are before scaling, all places in pixels. It knows colours and nothing
// of documents or steps: what a workspace draws with it stands in that workspace's folder.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/scene/placed_grid.h"
#include "core/scene/theme.h"

namespace poolwalk::scene {

struct TextLook {
    float size = 12;
    Color color{};
    Font font = Font::Sans;
    Align align = Align::Left;
    Color halo{0, 0, 0, 0};
    Rect clip{};
};

struct Pen {
    Color color{};
    float thickness = 2, radius = 3;
    bool dashed = false;
    Color fill{0, 0, 0, 0};
    Rect clip{};
};

// The control points of an arrow's curve.
struct Bend {
    Vec2 leave{}, arrive{};
};
// Those of the quadratic curve that is pulled towards `over`.
Bend bend_over(Vec2 from, Vec2 over, Vec2 to);

struct ArrowLook {
    Color color{};
    float thickness = 3, head = 10;
    std::optional<Bend> bend{};  // absent: straight
    bool dashed = false;
    Color casing{0, 0, 0, 0};
};

struct DiscLook {
    float radius_px = 10;  // scaled
    Color fill{}, ink{};
    float text_size = 12;
    Font font = Font::SansBold;
    Rect clip{};
};

// Over an array: its symbol, and below it the first of the subtitles, from long to short, that fits the room.
struct TitleLook {
    Color color{};
    float size = 18, subtitle_size = 12;
    float above = 34, subtitle_above = 14;  // the place
    float room_px = 0;                      // scaled
};

struct ColorScale {
    double low = 0, high = 1;
    std::shared_ptr<const Ramp> ramp{};
};

// A rectangle for curves over x and y.
struct Plot {
    Rect rect{};
    double x_low = 0, x_high = 1, y_low = 0, y_high = 1;
    Vec2 at(double x, double y) const {
        return {rect.x + rect.w * static_cast<float>((x - x_low) / (x_high - x_low)),
                rect.bottom() - rect.h * static_cast<float>((y - y_low) / (y_high - y_low))};
    }
};

// An array with its numbers, all of it.
struct NumberGrid {
    GridId grid = GridId::GradInput;  // for its texture's name, and its colours
    PlacedGrid place{};
    std::function<double(std::int64_t, std::int64_t)> value{};
    ColorScale colors{};
    std::function<bool(std::int64_t, std::int64_t)> ringed{};  // absent: none; ringed in `ring`
    Color ring{};
    bool indices = false;                                          // row and column numbers around it
    bool computed = true;                                          // false: hatched, without numbers
    std::function<bool(std::int64_t, std::int64_t)> on_padding{};  // absent: no cell lies on padding
    std::string padding_text{};                                    // what such a cell prints
    // A number in at most so many digits, 4 down to 1; absent: the fewest that tell the numbers apart.
    std::function<std::string(double, int)> text{};
};

struct Sketch {
    Scene& scene;
    const Palette& palette;
    float scale = 1;

    float px(float unscaled) const { return unscaled * scale; }

    void text(Role role, std::string words, Vec2 at, const TextLook& look) const;
    // A row or column number beside an array.
    void index(std::int64_t number, Vec2 at, Align align) const;
    void ring(Role role, Rect rect, const Pen& pen) const;  // over labels
    void disc(Role role, Vec2 center, std::string words, const DiscLook& look) const;
    void arrow(Role role, Vec2 from, Vec2 to, const ArrowLook& look) const;
    // A cell that no window reaches.
    void unreached(Rect cell, Rect clip = {}) const;
    void title(std::string words, const std::vector<std::string>& subtitles, Vec2 at, const TitleLook& look) const;
    // A colour bar with its two end values below it.
    void legend(Rect bar, const ColorScale& colors) const;
    // Cells in these colours; where they lie and what they hold is the caller's.
    HeatMap cells(GridId grid, const ColorScale& colors) const;
    void curve(const Plot& plot, std::vector<Vec2> points, const Pen& pen) const;
    void grid(const NumberGrid& spec) const;
};

}  // namespace poolwalk::scene
