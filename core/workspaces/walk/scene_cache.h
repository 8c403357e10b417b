// What a picture keeps from the one before: the values in sight, the labels of their numbers, thumbnails, columns. It
// only saves work; a picture made with an empty cache is the same.
#pragma once

#include <array>
#include <functional>
#include <map>

#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"
#include "core/scene/scene.h"
#include "core/workspaces/walk/walk_layout.h"

namespace poolwalk::scene {

// What Y's cells print: where they come from only as long as that answers no open question.
YShows shown_in_y(const AppState& state);

// Values, numbers and thumbnails as they were last drawn; made anew when what they show has changed. Of a
// large plane only what is in sight is held.
class SceneCache {
public:
    // The values of a grid, and the labels of its numbers, which `make` fills in where none are kept. Those of two
    // moments are, so that a step on its way (walk_motion.h) makes them once.
    const GridState& grid(const AppState& state, const Derived& derived, const WalkLayout& layout, GridId grid);
    // Of X, with cells of `cell_px`.
    const GridState& thumbnail(const AppState& state, const Derived& derived, std::int64_t plane, float cell_px);
    // Until the next call.
    const PooledColumn& column(const AppState& state, const ColumnsPlan& plan, std::int64_t column);
    const std::vector<Label>& numbers(const AppState& state, const WalkLayout& layout, GridId grid,
                                      const std::function<void(std::vector<Label>&)>& make);

private:
    struct Key {
        std::uint64_t revision = 0;
        std::int64_t plane = 0, done = 0;
        StepBy by = StepBy::Window;
        bool forward_only = false;
        std::optional<GridPart> part{};
        bool operator==(const Key&) const = default;
    };
    struct NumbersKey {
        Key values;
        GridFrame frame;
        float cell_px = 0, scale = 0;
        Theme theme = Theme::Dark;
        std::uint8_t colormap = 0;
        YShows y_shows = YShows::Values;
        bool operator==(const NumbersKey&) const = default;
    };
    static Key key_of(const AppState& state, GridId grid);

    struct Grid {
        Key key;
        GridState state;
    };
    std::array<std::array<Grid, 2>, 4> grids_;  // by GridId, the ones asked for last first
    struct Numbers {
        std::optional<NumbersKey> key;
        std::vector<Label> labels;
    };
    std::array<std::array<Numbers, 2>, 4> numbers_;  // by GridId, the ones asked for last first
    std::uint64_t thumbnails_revision_ = 0;
    std::map<std::pair<std::int64_t, int>, GridState> thumbnails_;  // by plane and level
    std::uint64_t columns_revision_ = 0;
    std::map<std::int64_t, PooledColumn> columns_;
    std::size_t rows_in_columns_ = 0;
};

}  // namespace poolwalk::scene
