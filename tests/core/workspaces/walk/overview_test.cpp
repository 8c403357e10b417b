// What stands on a zoomed Walk: the button Fit, and the map of a large X.
#include "core/workspaces/walk/overview.h"

#include <gtest/gtest.h>

#include "tests/core/workspaces/scene_support.h"

namespace poolwalk::scene {
namespace {

constexpr Rect canvas{0, 0, 900, 700};

AppState zoomed_on(const Shape& shape, double zoom) {
    AppState state = start_state(document_of("x", make_tensor(DType::Float32, shape, 1.0), {}, {}));
    return update(std::move(state), SetCamera{{zoom, 0.5, 0.5}});
}

TEST(Overview, IsThereOnceTheWalkIsZoomed) {
    const auto of = [](const Shape& shape, double zoom) {
        const AppState state = zoomed_on(shape, zoom);
        return overview_of(state, walk_layout(state, canvas));
    };
    EXPECT_FALSE(of({1, 1, 100, 100}, 1));
    EXPECT_EQ(of({1, 1, 4, 4}, 2)->map.w, 0) << "every number is in sight at zoom 1";
    EXPECT_GT(of({1, 1, 100, 100}, 2)->map.w, 100);
    EXPECT_EQ(of({1, 1, 4096, 16}, 8)->map.w, 1) << "as wide as a picture that can be seen";
}

TEST(Overview, LooksWhereItIsClicked) {
    const AppState state = zoomed_on({1, 1, 100, 200}, 4);
    const WalkLayout layout = walk_layout(state, canvas);
    const Overview overview = *overview_of(state, layout);
    EXPECT_EQ(camera_at(state, layout, overview.fit.center()), Camera{});
    const Camera middle = *camera_at(state, layout, overview.map.center());
    EXPECT_EQ(middle.zoom, 4);
    EXPECT_NEAR(middle.h, 0.5, 1e-6);
    EXPECT_NEAR(middle.w, 0.5, 1e-6);
    EXPECT_FALSE(camera_at(state, layout, {canvas.right() - 1, canvas.bottom() - 1}));
}

TEST(Overview, RingsThePartInSight) {
    const AppState state = zoomed_on({1, 1, 400, 400}, 8);
    const Overview overview = *overview_of(state, walk_layout(state, canvas));
    const Scene scene = poolwalk::test::scene_of(state, {}, canvas);
    std::vector<Rect> rings;
    for (const Box& ring : scene.rings)
        if (ring.role == Role::Overview) rings.push_back(ring.rect);
    ASSERT_EQ(rings.size(), 2);
    const Rect& part = rings[1];
    EXPECT_NEAR(part.center().x, overview.map.center().x, 1);
    EXPECT_LT(part.w, overview.map.w / 3);
    for (const Label& label : scene.labels) EXPECT_FALSE(overview.map.contains(label.at)) << label.text;
}

}  // namespace
}  // namespace poolwalk::scene
