// Of a plane with more cells than a screen has pixels, a scene holds what is in sight.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "core/doc/derived/derived.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::scene {
namespace {

constexpr Rect canvas{0, 0, 940, 870};

struct LargeScene : testing::Test {
    AppState state = start_state(
        document_of("large", random_tensor(RandomKind::Distinct, DType::Float32, {1, 2, 700, 900}, 4), {}, {}));
    Derived derived = derive(state.document);
    SceneCache cache;

    Scene seen(const Camera& camera) {
        state = update(std::move(state), SetCamera{camera});
        return build_scene(state, derived, canvas, cache);
    }
};

TEST_F(LargeScene, WholeInSightItHoldsTheLargestOfBlocks) {
    const Scene scene = seen({});
    const HeatMap& x = *scene.find(GridId::Input);
    ASSERT_TRUE(x.part);
    EXPECT_EQ(x.part->level, level_for(x.cell_px));
    EXPECT_GT(x.part->level, 0);
    EXPECT_EQ(x.values->size(), static_cast<std::size_t>(x.part->blocks()));
    const std::int64_t side = std::int64_t{1} << x.part->level;
    for (const Place at : {Place{0, 0}, Place{333, 555}, Place{699, 899}}) {
        double largest = 0;
        for (std::int64_t h = at.h / side * side; h < std::min<std::int64_t>(at.h / side * side + side, 700); ++h)
            for (std::int64_t w = at.w / side * side; w < std::min<std::int64_t>(at.w / side * side + side, 900); ++w)
                largest = std::max(largest, value_at(*state.document.input, 0, h, w));
        EXPECT_EQ(x.value(at.h, at.w), static_cast<float>(largest));
    }
}

TEST_F(LargeScene, NearByItHoldsTheCellsInSight) {
    const Scene scene = seen({60, 0.25, 0.75});
    for (const GridId grid : {GridId::Input, GridId::Output}) {
        const HeatMap& map = *scene.find(grid);
        ASSERT_TRUE(map.part);
        EXPECT_EQ(map.part->level, 0);
        EXPECT_LT(map.values->size(), 3000u);
        // Every cell of which a pixel is in sight is held.
        const AnyTensor& tensor = final_values(state.document, derived, grid);
        int shown = 0;
        for (std::int64_t h = 0; h < map.rows; ++h)
            for (std::int64_t w = 0; w < map.cols; ++w) {
                const Rect cell = map.cell(h, w);
                if (cell.right() <= map.viewport.x || cell.x >= map.viewport.right() ||
                    cell.bottom() <= map.viewport.y || cell.y >= map.viewport.bottom())
                    continue;
                ++shown;
                ASSERT_EQ(map.value(h, w), static_cast<float>(value_at(tensor, 0, h, w)))
                    << symbol_of(grid) << ' ' << h << ' ' << w;
            }
        EXPECT_GT(shown, 50);
    }
}

TEST_F(LargeScene, IndicesOfColumnsHaveRoom) {
    for (const double zoom : {20.0, 30.0, 45.0, 80.0}) {
        const Scene scene = seen({zoom, 0.9, 0.9});
        std::map<float, std::vector<float>> lines;  // of columns: centres by height
        for (const Label& label : scene.labels)
            if (label.role == Role::Index && label.align == Align::Center) lines[label.at.y].push_back(label.at.x);
        for (auto& [y, centres] : lines) {
            std::ranges::sort(centres);
            for (std::size_t i = 1; i < centres.size(); ++i)
                if (const float apart = centres[i] - centres[i - 1]; apart < 300) {
                    EXPECT_GE(apart, 3 * 6.6f) << "three digits, at zoom " << zoom;
                }
        }
    }
}

TEST_F(LargeScene, ThumbnailsHoldBlocksToo) {
    for (const HeatMap& map : seen({}).grids) EXPECT_LT(map.values->size(), 400'000u);
}

TEST_F(LargeScene, TheSameSightKeepsItsPlaceInMemory) {
    const auto first = seen({}).find(GridId::Input)->values;
    state = update(std::move(state), Seek{5});
    EXPECT_EQ(seen({}).find(GridId::Input)->values, first);
    EXPECT_NE(seen({4, 0.5, 0.5}).find(GridId::Input)->values, first);
}

}  // namespace
}  // namespace poolwalk::scene
