#include "core/workspaces/walk/scene_cache.h"

namespace poolwalk::scene {

YShows shown_in_y(const AppState& state) {
    return open_question(state) || state.quiz.asking ? YShows::Values : state.view.y_shows;
}

SceneCache::Key SceneCache::key_of(const AppState& state, GridId grid) {
    // X and dY do not change along the walk.
    const std::int64_t done = is_editable(grid) ? 0 : state.play.done;
    return {state.revision, state.view.plane, done, state.play.by, state.play.forward_only};
}

namespace {

// What is in sight of a plane that is too large to be held whole.
std::optional<GridPart> part_in_sight(const Derived& derived, const WalkLayout& layout, GridId grid) {
    const GridFrame& frame = layout.of(grid);
    if (frame.rows * frame.cols <= max_whole_cells) return std::nullopt;
    const VisibleCells visible = visible_cells(layout, grid);
    GridPart part{.level = std::min(level_for(layout.cell_px), derived.max_pyramid_of(grid).levels())};
    // A block more at either end: the card rounds in its own way.
    const auto along = [&](std::int64_t first, std::int64_t last, std::int64_t cells, std::int64_t& from,
                           std::int64_t& count) {
        const std::int64_t blocks = ((cells - 1) >> part.level) + 1;
        from = std::clamp<std::int64_t>((first >> part.level) - 1, 0, blocks - 1);
        count = std::clamp<std::int64_t>(((last - 1) >> part.level) + 2 - from, 1, blocks - from);
    };
    along(visible.first.h, visible.last.h, frame.rows, part.row, part.rows);
    along(visible.first.w, visible.last.w, frame.cols, part.col, part.cols);
    return part;
}

}  // namespace

const GridState& SceneCache::grid(const AppState& state, const Derived& derived, const WalkLayout& layout,
                                  GridId grid) {
    auto& held = grids_[static_cast<std::size_t>(grid)];
    Grid &last = held[0], &other = held[1];  // clang 14 captures no structured binding
    Key key = key_of(state, grid);
    key.part = part_in_sight(derived, layout, grid);
    const auto is_held = [&] { return last.state.values && last.key == key; };
    if (is_held()) return last.state;
    std::swap(last, other);
    if (is_held()) return last.state;
    GridState next =
        grid_state(state.document, derived, plan_of(state), state.play.done, state.view.plane, grid, key.part);
    // The same values keep their place in memory, so that they are not sent to the card again.
    for (const Grid& before : held)
        if (before.state.values && *before.state.values == *next.values) next.values = before.state.values;
    last = {key, std::move(next)};
    return last.state;
}

const std::vector<Label>& SceneCache::numbers(const AppState& state, const WalkLayout& layout, GridId grid,
                                              const std::function<void(std::vector<Label>&)>& make) {
    auto& [last, other] = numbers_[static_cast<std::size_t>(grid)];
    const NumbersKey key{key_of(state, grid), layout.of(grid),     layout.cell_px,   layout.scale,
                         state.view.theme,    state.view.colormap, shown_in_y(state)};
    if (last.key != key) std::swap(last, other);
    if (last.key == key) return last.labels;
    last.key = key;
    last.labels.clear();
    make(last.labels);
    return last.labels;
}

const PooledColumn& SceneCache::column(const AppState& state, const ColumnsPlan& plan, std::int64_t column) {
    // More than are ever in sight: of tied columns each row is held.
    constexpr std::size_t max_columns = 512, max_rows = std::size_t{1} << 21;
    if (columns_revision_ != state.revision || columns_.size() >= max_columns || rows_in_columns_ >= max_rows) {
        columns_.clear();
        rows_in_columns_ = 0;
    }
    columns_revision_ = state.revision;
    const auto [found, fresh] = columns_.try_emplace(column);
    if (fresh) {
        found->second = pool_column(view_of(state.document), plan, column);
        rows_in_columns_ += found->second.maxima.size() + found->second.receivers.size();
    }
    return found->second;
}

const GridState& SceneCache::thumbnail(const AppState& state, const Derived& derived, std::int64_t plane,
                                       float cell_px) {
    if (thumbnails_revision_ != state.revision) thumbnails_.clear();
    thumbnails_revision_ = state.revision;
    const Shape& shape = shape_of(*state.document.input);
    const int level = std::min(level_for(cell_px), derived.max_pyramid_of(GridId::Input).levels());
    GridState& held = thumbnails_[{plane, level}];
    if (held.values) return held;
    const std::int64_t side = std::int64_t{1} << level;
    std::optional<GridPart> part;
    if (level > 0)
        part = GridPart{.level = level, .rows = (shape.h + side - 1) / side, .cols = (shape.w + side - 1) / side};
    return held = grid_state(state.document, derived, plan_of(state), 0, plane, GridId::Input, part);
}

}  // namespace poolwalk::scene
