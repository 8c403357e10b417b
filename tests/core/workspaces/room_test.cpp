// Digits come first: at every size, in every workspace, nothing lies over them; and cells are as large as can be.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/scene/motion.h"
#include "core/scene/rects.h"
#include "core/scene/text_width.h"
#include "core/workspaces/workspaces.h"
#include "tests/core/workspaces/scene_support.h"

namespace poolwalk::scene {
namespace {

using namespace test;

struct Window {
    double width, height;
};
constexpr std::array windows{Window{1024, 768}, Window{1440, 900}, Window{1920, 1080}, Window{3840, 2160}};

// What the panels leave of the window.
Rect canvas_of(const Window& window, double scale) {
    return {0, 0, static_cast<float>(window.width - 560 * scale), static_cast<float>(window.height - 220 * scale)};
}

Rect box_of(const Label& label) {
    const float half_w = 0.29f * label.size_px * static_cast<float>(letters_in(label.text)),
                half_h = 0.36f * label.size_px;
    const float middle = label.at.x + (label.align == Align::Left    ? half_w
                                       : label.align == Align::Right ? -half_w
                                                                     : 0);
    return {middle - half_w, label.at.y - half_h, 2 * half_w, 2 * half_h};
}

bool covers(const Rect& a, const Rect& b) {
    const Rect both = overlap(a, b);
    return both.w > 1 && both.h > 1;
}

bool covers(const Disc& disc, const Rect& rect) {
    const float x = std::clamp(disc.center.x, rect.x, rect.right()),
                y = std::clamp(disc.center.y, rect.y, rect.bottom());
    return std::hypot(x - disc.center.x, y - disc.center.y) < disc.radius - 1;
}

// The head of an arrow as its two sides' points and its middle.
bool has_head_in(const Arrow& arrow, const Rect& rect) {
    const float dx = arrow.to.x - arrow.arrive.x, dy = arrow.to.y - arrow.arrive.y, length = std::hypot(dx, dy);
    if (length == 0) return false;
    const float x = dx / length * arrow.head_px, y = dy / length * arrow.head_px;
    for (const Vec2 at :
         {arrow.to, Vec2{arrow.to.x - x / 2, arrow.to.y - y / 2}, Vec2{arrow.to.x - x, arrow.to.y - y}})
        if (shrunk(rect, 1).contains(at)) return true;
    return false;
}

bool runs_through(const Arrow& arrow, const Rect& rect) {
    constexpr int points = 120;
    if (!covers(shrunk(bounds_of(arrow), -2), rect)) return false;
    for (int i = 0; i <= points; ++i)
        if (rect.contains(point_on(arrow, static_cast<float>(i) / points))) return true;
    return false;
}

std::string fault_of(const Scene& scene) {
    for (const Label& digits : scene.labels) {
        if (digits.role != Role::Value) continue;
        const Rect box = box_of(digits);
        for (const Disc& disc : scene.discs)
            if (covers(disc, box)) return "a disc \"" + disc.label.text + "\" lies over " + digits.text;
        for (const Arrow& arrow : scene.arrows)
            if (has_head_in(arrow, box) || runs_through(arrow, box)) return "an arrow runs through " + digits.text;
        for (const Label& label : scene.labels)
            if (label.role != Role::Value && covers(box_of(label), box))
                return "\"" + label.text + "\" lies over " + digits.text;
    }
    return {};
}

AppState in_window(AppState state, const Window& window) {
    return update(std::move(state), FitScale{window.width, window.height});
}

Scene drawn(const AppState& state, const Derived& derived, const Window& window, SceneCache& cache) {
    return build_scene(state, derived, canvas_of(window, state.view.scale), cache);
}

class RoomIn : public testing::TestWithParam<Workspace> {};

TEST_P(RoomIn, NothingLiesOverDigits) {
    for (const io::Example& each : io::examples()) {
        const auto document = io::load_example(each.name);
        ASSERT_TRUE(document.ok());
        if (shape_of(*document->input).cells() > 400) continue;
        for (const Window& window : windows) {
            AppState state = in_window(start_state(*document), window);
            const Derived derived = derive(state.document);
            SceneCache cache;
            state = update(std::move(state), SetWorkspace{GetParam()});
            if (state.view.workspace != GetParam()) continue;
            const bool has_steps = open_workspace(state).timeline != nullptr;
            const std::int64_t steps = has_steps ? track_of(state).count : 0;
            const bool every_one = steps <= 64 && GetParam() == Workspace::Walk;
            for (std::int64_t done = 0; done <= steps;
                 done += every_one ? 1 : steps / (GetParam() == Workspace::Network ? 2 : 8) + 1) {
                if (has_steps) state = update(std::move(state), Seek{done});
                EXPECT_EQ(fault_of(drawn(state, derived, window, cache)), "")
                    << each.name << ", step " << done << ", " << window.width << " x " << window.height;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(EachWorkspace, RoomIn,
                         testing::Values(Workspace::Walk, Workspace::Rules, Workspace::Columns, Workspace::Check,
                                         Workspace::Network),
                         [](const auto& of) {
                             return std::string(workspaces()[static_cast<std::size_t>(of.param)].name);
                         });

TEST(Room, DigitsAreLargeWhereCellsAre) {
    for (const io::Example& each : io::examples())
        for (const Window& window : windows) {
            AppState state = in_window(example(each.name), window);
            state = update(std::move(state), SetWorkspace{Workspace::Walk});
            const Derived derived = derive(state.document);
            SceneCache cache;
            const Scene scene = drawn(state, derived, window, cache);
            const float cell_px = scene.find(GridId::Input)->cell_px;
            if (cell_px < 24) continue;
            // The numbers of one array have one size, at which the longest fits.
            std::map<float, std::size_t> longest;
            for (const Label& label : scene.labels)
                if (label.role == Role::Value)
                    longest[label.size_px] = std::max(longest[label.size_px], letters_in(label.text));
            for (const auto& [size_px, letters] : longest)
                EXPECT_GE(size_px, std::min(14.0f, 1.45f * cell_px / static_cast<float>(letters))) << each.name;
        }
}

TEST(Room, FourGridsFillTheCanvasInOneDirection) {
    for (const io::Example& each : io::examples())
        for (const Window& window : windows) {
            const AppState state = update(in_window(example(each.name), window), SetWorkspace{Workspace::Walk});
            const Rect canvas = canvas_of(window, state.view.scale);
            const WalkLayout layout = walk_layout(state, canvas);
            float wide = 0, high = 0;
            for (const GridId grid : all_grids) {
                const GridFrame& frame = layout.of(grid);
                const PaddingRing ring = is_input_sized(grid) ? layout.ring : PaddingRing{};
                const auto part = [&](std::int64_t cells, float room_px) {
                    return static_cast<float>(cells) * layout.cell_px / room_px;
                };
                wide = std::max(wide, part(frame.cols + ring.left + ring.right, frame.viewport.w));
                high = std::max(high, part(frame.rows + ring.top + ring.bottom, frame.viewport.h));
            }
            EXPECT_GT(std::max(wide, high), 0.75f) << each.name << ", " << window.width << " x " << window.height;
        }
}

TEST(Room, AChangeOfTheStrideDoesNotMoveX) {
    const AppState one = in_window(example("overlap"), windows[1]);
    Geometry g = one.document.geometry;
    g.stride = {2, 2};
    const AppState two = update(one, SetGeometry{g});
    const Rect canvas = canvas_of(windows[1], 1);
    EXPECT_EQ(walk_layout(one, canvas).of(GridId::Input), walk_layout(two, canvas).of(GridId::Input));
}

}  // namespace
}  // namespace poolwalk::scene
