#include "core/scene/dump.h"
#include "core/workspaces/walk/thumbnails.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/core/workspaces/scene_support.h"

namespace poolwalk::scene {
namespace {

using namespace test;

constexpr Rect canvas{0, 0, 932, 868};

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

bool holds(const Rect& outer, const Rect& inner) {
    constexpr float slack = 0.01f;
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack && inner.right() <= outer.right() + slack &&
           inner.bottom() <= outer.bottom() + slack;
}

// X of 40 x 40, zoomed in until it does not fit.
AppState zoomed_in(double zoom = 8) {
    return with(example("overlap"), {Resize{{1, 1, 40, 40}}, SetCamera{{zoom, 0.5, 0.5}}});
}

TEST(Layout, CentresAllFourGridsWithCellsOfOneSize) {
    const WalkLayout layout = walk_layout(example("overlap"), canvas);
    EXPECT_EQ(layout.cell_px, std::floor(layout.cell_px));
    EXPECT_TRUE(shows_numbers(layout));
    for (const GridId grid : all_grids) {
        const GridFrame& frame = layout.of(grid);
        EXPECT_TRUE(holds(frame.viewport, frame.cell({0, 0}, layout.cell_px)));
        EXPECT_TRUE(holds(frame.viewport, frame.cell({frame.rows - 1, frame.cols - 1}, layout.cell_px)));
    }
}

TEST(Layout, DataFlowsRightAndGradientBelowFlowsBack) {
    const WalkLayout layout = walk_layout(example("overlap"), canvas);
    EXPECT_LT(layout.of(GridId::Input).viewport.right(), layout.of(GridId::Output).viewport.x);
    EXPECT_LT(layout.of(GridId::Input).viewport.bottom(), layout.of(GridId::GradInput).viewport.y);
    EXPECT_LT(layout.of(GridId::GradInput).viewport.right(), layout.of(GridId::GradOutput).viewport.x);
}

TEST(Layout, LaysXAndItsGradientBelowEachOtherOrInARow) {
    AnyState any(1);
    for (int i = 0; i < 300; ++i) {
        const AppState state = any.draw();
        const WalkLayout layout = walk_layout(state, {0, 0, any.real(500, 2000), any.real(500, 1400)});
        const GridFrame &x = layout.of(GridId::Input), &dx = layout.of(GridId::GradInput);
        const bool in_a_row = x.viewport.y == dx.viewport.y;
        EXPECT_EQ(in_a_row ? x.origin.y : x.origin.x, in_a_row ? dx.origin.y : dx.origin.x);
        EXPECT_NEAR(x.origin.y - x.viewport.y, dx.origin.y - dx.viewport.y, 1);
        EXPECT_EQ(x.rows, dx.rows);
        const GridFrame &y = layout.of(GridId::Output), &dy = layout.of(GridId::GradOutput);
        if (y.cols == dy.cols && !in_a_row) {
            EXPECT_EQ(y.origin.x, dy.origin.x);
        }
    }
}

TEST(Layout, NeverLetsGridsOverlap) {
    AnyState any(2);
    for (int i = 0; i < 1000; ++i) {
        const AppState state = any.draw(i % 10 == 0 ? 400 : 40);
        const WalkLayout layout =
            walk_layout(state, {any.real(0, 50), any.real(0, 50), any.real(1, 2500), any.real(1, 1500)});
        ASSERT_GT(layout.cell_px, 0);
        for (const GridId a : all_grids) {
            ASSERT_GT(layout.of(a).viewport.w, 0);
            ASSERT_GT(layout.of(a).viewport.h, 0);
            for (const GridId b : all_grids)
                if (a < b) {
                    ASSERT_FALSE(overlap(layout.of(a).viewport, layout.of(b).viewport)) << i;
                }
            if (layout.strip.w > 0) {
                ASSERT_FALSE(overlap(layout.strip, layout.of(a).viewport)) << i;
            }
        }
    }
}

TEST(Layout, StaysOnACanvasOfFairSize) {
    AnyState any(3);
    for (int i = 0; i < 500; ++i) {
        const AppState state = any.draw();
        const auto scale = static_cast<float>(state.view.scale);
        const Rect room{any.real(0, 50), any.real(0, 50), any.real(320, 900) * scale, any.real(400, 700) * scale};
        const WalkLayout layout = walk_layout(state, room);
        for (const GridId grid : all_grids) EXPECT_TRUE(holds(room, layout.of(grid).viewport)) << i;
        for (const Thumbnail& thumb : thumbnails(state, layout.strip)) EXPECT_TRUE(holds(room, thumb.rect)) << i;
    }
}

TEST(VisibleCells, AreThoseThatTheViewportTouches) {
    AnyState any(4);
    for (int i = 0; i < 300; ++i) {
        const AppState state = any.draw(20);
        const WalkLayout layout = walk_layout(state, {0, 0, any.real(300, 1500), any.real(300, 1000)});
        for (const GridId grid : all_grids) {
            const GridFrame& frame = layout.of(grid);
            const VisibleCells visible = visible_cells(layout, grid);
            for (std::int64_t h = 0; h < frame.rows; ++h)
                for (std::int64_t w = 0; w < frame.cols; ++w) {
                    Rect inner = frame.cell({h, w}, layout.cell_px);
                    inner = {inner.x + 0.01f, inner.y + 0.01f, inner.w - 0.02f, inner.h - 0.02f};
                    const bool listed =
                        h >= visible.first.h && h < visible.last.h && w >= visible.first.w && w < visible.last.w;
                    if (overlap(inner, frame.viewport)) {
                        EXPECT_TRUE(listed) << h << ' ' << w;
                    }
                }
            EXPECT_GE(visible.first.h, 0);
            EXPECT_LE(visible.last.w, frame.cols);
            EXPECT_GE(visible.count(), 0);
        }
    }
}

TEST(CellAt, IsTheInverseOfTheCellsPlace) {
    AnyState any(5);
    int found = 0;
    for (int i = 0; i < 300; ++i) {
        const AppState state = any.draw(15);
        const WalkLayout layout = walk_layout(state, {0, 0, any.real(400, 1500), any.real(400, 1000)});
        for (const GridId grid : all_grids) {
            const GridFrame& frame = layout.of(grid);
            const VisibleCells visible = visible_cells(layout, grid);
            for (std::int64_t h = visible.first.h; h < visible.last.h; ++h)
                for (std::int64_t w = visible.first.w; w < visible.last.w; ++w) {
                    const Vec2 middle = frame.cell({h, w}, layout.cell_px).center();
                    if (!frame.viewport.contains(middle)) continue;
                    EXPECT_EQ(cell_at(state, layout, middle), (CellRef{grid, state.view.plane, {h, w}}));
                    ++found;
                }
        }
    }
    EXPECT_GT(found, 10000);
}

TEST(CellAt, IsNothingBesideTheGrids) {
    const AppState state = example("overlap");
    const WalkLayout layout = walk_layout(state, canvas);
    for (const Vec2 beside : {Vec2{1, 1}, Vec2{-50, 100}, Vec2{canvas.w - 1, canvas.h - 1}, Vec2{1e9f, -1e9f}})
        EXPECT_FALSE(cell_at(state, layout, beside));
    EXPECT_FALSE(thumbnail_at(state, layout.strip, {100, 20})) << "one plane needs no strip";
}

TEST(Thumbnails, AreFoundWhereTheyLie) {
    const AppState state = with(example("overlap"), {Resize{{2, 3, 4, 4}}});
    const WalkLayout layout = walk_layout(state, canvas);
    const auto all = thumbnails(state, layout.strip);
    ASSERT_EQ(all.size(), 6u);
    for (const Thumbnail& thumb : all) EXPECT_EQ(thumbnail_at(state, layout.strip, thumb.rect.center()), thumb.plane);
}

TEST(Thumbnails, OfManyPlanesKeepTheChosenOneInSight) {
    const AppState start = with(example("overlap"), {Resize{{1, 300, 4, 4}}});
    for (const std::int64_t plane : {0, 1, 150, 299}) {
        const AppState state = update(start, ChoosePlane{plane});
        const auto shown = thumbnails(state, walk_layout(state, canvas).strip);
        EXPECT_LT(shown.size(), 40u);
        EXPECT_LE(shown.front().plane, plane);
        EXPECT_GE(shown.back().plane, plane);
    }
}

// The mouse in the middle part of a viewport, where no edge of the grid holds the picture back.
TEST(Zoomed, KeepsTheCellUnderTheMouse) {
    AnyState any(6);
    for (int i = 0; i < 300; ++i) {
        AppState state = with(
            example("overlap"),
            {Resize{{1, 1, 200, 200}}, SetCamera{{any.real(6, 40), any.real(0.4f, 0.6f), any.real(0.4f, 0.6f)}}});
        const WalkLayout before = walk_layout(state, canvas);
        const GridFrame& frame = before.of(i % 2 == 0 ? GridId::Input : GridId::GradInput);
        const Vec2 mouse{frame.viewport.x + frame.viewport.w * any.real(0.1f, 0.9f),
                         frame.viewport.y + frame.viewport.h * any.real(0.1f, 0.9f)};
        const Vec2 at{(mouse.x - frame.origin.x) / before.cell_px, (mouse.y - frame.origin.y) / before.cell_px};
        state = update(state, SetCamera{zoomed(state, before, mouse, any.real(0.8f, 1.6f))});
        const WalkLayout after = walk_layout(state, canvas);
        const GridFrame& then = after.of(i % 2 == 0 ? GridId::Input : GridId::GradInput);
        // To the pixel: cells begin at whole ones.
        EXPECT_NEAR(then.origin.x + at.x * after.cell_px, mouse.x, 1.1) << i;
        EXPECT_NEAR(then.origin.y + at.y * after.cell_px, mouse.y, 1.1) << i;
    }
}

TEST(Zoomed, OutToTheEndIsFit) {
    const AppState state = zoomed_in();
    const Camera out = zoomed(state, walk_layout(state, canvas), {200, 200}, 1e-6);
    EXPECT_EQ(update(state, SetCamera{out}).view.camera, Camera{});
}

TEST(Zoomed, InHasAnEnd) {
    AppState state = zoomed_in();
    for (int i = 0; i < 50; ++i)
        state = update(state, SetCamera{zoomed(state, walk_layout(state, canvas), {200, 200}, 3)});
    EXPECT_LE(walk_layout(state, canvas).cell_px, 161);
}

TEST(Dragged, MovesThePictureWithTheMouse) {
    const AppState state = zoomed_in();
    const WalkLayout before = walk_layout(state, canvas);
    const Vec2 from = before.of(GridId::Input).viewport.center(), to{from.x + 37, from.y - 22};
    const WalkLayout after = walk_layout(update(state, SetCamera{dragged(state, before, from, to)}), canvas);
    for (const GridId grid : {GridId::Input, GridId::GradInput}) {
        EXPECT_NEAR(after.of(grid).origin.x - before.of(grid).origin.x, 37, 1.1);
        EXPECT_NEAR(after.of(grid).origin.y - before.of(grid).origin.y, -22, 1.1);
    }
}

TEST(Zoom, ShowsTheSamePlaceInAllFourGrids) {
    const AppState state = with(example("overlap"), {SetGeometry{{.kernel = {2, 2}, .stride = {2, 2}}},
                                                     Resize{{1, 1, 200, 200}}, SetCamera{{30, 0.4, 0.6}}});
    const WalkLayout layout = walk_layout(state, canvas);
    const auto middle = [&](GridId grid) { return cell_at(state, layout, layout.of(grid).viewport.center())->cell; };
    const Place x = middle(GridId::Input), y = middle(GridId::Output);
    EXPECT_NEAR(static_cast<double>(x.h), 80, 1);
    EXPECT_NEAR(static_cast<double>(x.w), 120, 1);
    EXPECT_NEAR(static_cast<double>(y.h), 40, 1);
    EXPECT_NEAR(static_cast<double>(y.w), 60, 1);
}

// Numbers, boxes and rings of a grid are cut at its viewport.
TEST(Scene, DrawsNothingOfAGridOutsideItsViewport) {
    AnyState any(7);
    for (int i = 0; i < 100; ++i) {
        const AppState state = any.draw();
        const Rect room{0, 0, any.real(400, 1500), any.real(400, 1000)};
        const WalkLayout layout = walk_layout(state, room);
        SceneCache cache;
        const Scene scene = build_scene(state, derive(state.document), room, cache);
        const auto is_viewport = [&](const Rect& clip) {
            return std::ranges::any_of(all_grids, [&](GridId grid) { return layout.of(grid).viewport == clip; });
        };
        // The stroke of a ring around a cell at the edge may reach a little beyond it.
        const float beyond = 5 * layout.scale;
        const auto is_near_viewport = [&](const Rect& clip) {
            return std::ranges::any_of(all_grids, [&](GridId grid) {
                const Rect& v = layout.of(grid).viewport;
                return holds({v.x - beyond, v.y - beyond, v.w + 2 * beyond, v.h + 2 * beyond}, clip);
            });
        };
        for (const Label& label : scene.labels)
            if (label.role == Role::Value || label.role == Role::Padding || label.role == Role::NearTie) {
                EXPECT_TRUE(is_viewport(label.clip));
            }
        for (const Box& box : scene.boxes)
            if (box.role == Role::Padding || box.role == Role::Unreached) {
                EXPECT_TRUE(is_viewport(box.clip));
            }
        for (const Box& ring : scene.rings)
            if (ring.role != Role::Thumbnail && ring.role != Role::Overview) {
                EXPECT_TRUE(is_near_viewport(ring.clip));
            }
        for (const HeatMap& map : scene.grids) EXPECT_TRUE(map.rows > 0 && map.cols > 0 && map.values);
    }
}

TEST(Scene, IsTheSameWithAUsedCache) {
    AnyState any(9);
    SceneCache cache;
    for (std::uint64_t i = 0; i < 100; ++i) {
        AppState state = any.draw(10);
        state.revision = 100 + i;  // as within one program
        const Derived derived = derive(state.document);
        SceneCache fresh;
        const std::string once = dump(build_scene(state, derived, canvas, fresh));
        EXPECT_EQ(dump(build_scene(state, derived, canvas, cache)), once);
        EXPECT_EQ(dump(build_scene(state, derived, canvas, cache)), once);
        const AppState back = update(state, StepOn{-1});
        SceneCache another;
        EXPECT_EQ(dump(build_scene(back, derived, canvas, cache)), dump(build_scene(back, derived, canvas, another)));
    }
}

}  // namespace
}  // namespace poolwalk::scene
