#include "core/workspaces/walk/walk_layout.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "core/pool/window.h"

namespace poolwalk::scene {
namespace {

AppState state_of(const Shape& shape, const Geometry& geometry, double scale = 1) {
    AppState state = start_state(document_of("x", make_tensor(DType::Float32, shape, 1.0), geometry, {}));
    state.view.scale = scale;
    return state;
}

TEST(Layout, GridsStandApartWhateverTheyHold) {
    EXPECT_TRUE(rc::check([] {
        const Shape shape{1, *rc::gen::inRange(1, 3), *rc::gen::inRange(1, 40), *rc::gen::inRange(1, 40)};
        Geometry g;
        g.kernel = g.stride = {1, 1};
        g.pads = {*rc::gen::inRange(0, 4), *rc::gen::inRange(0, 4), *rc::gen::inRange(0, 4), *rc::gen::inRange(0, 4)};
        const AppState state = state_of(shape, g, *rc::gen::element(0.75, 1.0, 2.0, 3.0));
        const Rect canvas{0, 0, static_cast<float>(*rc::gen::inRange(100, 2000)),
                          static_cast<float>(*rc::gen::inRange(100, 1500))};
        const WalkLayout layout = walk_layout(state, canvas);
        RC_ASSERT(layout.cell_px > 0);
        for (const GridId a : all_grids)
            for (const GridId b : all_grids) {
                if (a == b) continue;
                const Rect &r = layout.of(a).viewport, &s = layout.of(b).viewport;
                RC_ASSERT(r.right() <= s.x || s.right() <= r.x || r.bottom() <= s.y || s.bottom() <= r.y);
            }
    }));
}

TEST(Layout, XAndDXShareTheirColumns) {
    const WalkLayout layout = walk_layout(
        state_of({1, 1, 5, 6}, {.kernel = {3, 3}, .stride = {2, 2}, .pads = {1, 1, 1, 1}}), {0, 0, 900, 800});
    EXPECT_EQ(layout.of(GridId::Input).origin.x, layout.of(GridId::GradInput).origin.x);
    EXPECT_EQ(layout.of(GridId::Output).origin.x, layout.of(GridId::GradOutput).origin.x);
}

TEST(Layout, TheCellUnderTheMouseIsTheCellDrawnThere) {
    const AppState state = state_of({1, 1, 5, 6}, {});
    const WalkLayout layout = walk_layout(state, {0, 0, 900, 800});
    for (const GridId grid : all_grids) {
        const GridFrame& frame = layout.of(grid);
        for (std::int64_t h = 0; h < frame.rows; ++h)
            for (std::int64_t w = 0; w < frame.cols; ++w)
                EXPECT_EQ(cell_at(state, layout, frame.cell({h, w}, layout.cell_px).center()),
                          (CellRef{grid, 0, {h, w}}));
    }
    EXPECT_FALSE(cell_at(state, layout, {1, 1}).has_value());
}

TEST(Layout, ZoomKeepsThePlaceUnderTheMouse) {
    AppState state = state_of({1, 1, 400, 400}, {});
    const Rect canvas{0, 0, 1000, 800};
    const Vec2 mouse = walk_layout(state, canvas).of(GridId::Input).viewport.center();
    const auto before = cell_at(state, walk_layout(state, canvas), mouse);
    for (int i = 0; i < 14; ++i) state.view.camera = zoomed(state, walk_layout(state, canvas), mouse, 1.3);
    const auto after = cell_at(state, walk_layout(state, canvas), mouse);
    ASSERT_TRUE(before && after);
    EXPECT_LE(std::abs(before->cell.h - after->cell.h), 3);
    EXPECT_LE(std::abs(before->cell.w - after->cell.w), 3);
    EXPECT_TRUE(shows_numbers(walk_layout(state, canvas)));
}

TEST(Layout, TheCameraFollowsAWindowIntoSight) {
    EXPECT_TRUE(rc::check([] {
        Geometry g{.kernel = {3, 2}, .stride = {2, 3}, .pads = {1, 1, 0, 1}};
        AppState state = state_of({1, 1, 300, 200}, g);
        state.view.camera = {*rc::gen::element(8.0, 20.0, 31.0), *rc::gen::inRange(0, 101) / 100.0,
                             *rc::gen::inRange(0, 101) / 100.0};
        const Rect canvas{0, 0, 1000, 800};
        const Shape y = output_shape(state.document);
        const Place window{*rc::gen::inRange<std::int64_t>(0, y.h), *rc::gen::inRange<std::int64_t>(0, y.w)};
        const auto is_in_sight = [&] {
            const WalkLayout layout = walk_layout(state, canvas);
            const GridFrame& x = layout.of(GridId::Input);
            const Place start = slot_place(g, window, 0, 0);
            const Rect from = x.cell(start, layout.cell_px), to = x.cell({start.h + 2, start.w + 1}, layout.cell_px);
            return from.x >= x.viewport.x && from.y >= x.viewport.y && to.right() <= x.viewport.right() &&
                   to.bottom() <= x.viewport.bottom();
        };
        const bool was_in_sight = is_in_sight();
        const Camera before = state.view.camera;
        state.view.camera = following(state, walk_layout(state, canvas), window);
        RC_CLASSIFY(was_in_sight);
        RC_ASSERT(is_in_sight());
        RC_ASSERT(state.view.camera.zoom == before.zoom);
        if (was_in_sight) RC_ASSERT(state.view.camera == before);
    }));
}

TEST(Layout, OnlyWhatTheViewportShowsIsVisible) {
    AppState state = state_of({1, 1, 400, 400}, {});
    state.view.camera = {.zoom = 20, .h = 0.5, .w = 0.5};
    const WalkLayout layout = walk_layout(state, {0, 0, 1000, 800});
    const VisibleCells visible = visible_cells(layout, GridId::Input);
    EXPECT_LT(visible.count(), 3000);
    EXPECT_GT(visible.count(), 10);
}

}  // namespace
}  // namespace poolwalk::scene
