// A jump: the picture before it gives way to the one after.
#include "core/scene/fade.h"

#include <gtest/gtest.h>

namespace poolwalk::scene {
namespace {

Scene picture_of(const std::string& word, float width = 100) {
    Scene scene;
    scene.canvas = {0, 0, width, 100};
    scene.labels.push_back({.role = Role::Value, .text = word, .color = {255, 255, 255, 255}});
    return scene;
}

std::uint8_t strength_of(const Scene& scene, const std::string& word) {
    for (const Label& label : scene.labels)
        if (label.text == word) return label.color.a;
    return 0;
}

TEST(Fade, LeavesAPictureAtRestAsItIs) {
    Fade fade;
    EXPECT_EQ(fade.over(picture_of("a"), 0).labels, picture_of("a").labels);
    EXPECT_EQ(fade.over(picture_of("b"), 0).labels, picture_of("b").labels);
}

TEST(Fade, GoesFromTheOneBeforeTheJumpToTheOneAfter) {
    Fade fade;
    fade.over(picture_of("a"), 0);
    const Scene first = fade.over(picture_of("b"), 1), half = fade.over(picture_of("b"), 0.5f),
                last = fade.over(picture_of("b"), 0);
    EXPECT_EQ(strength_of(first, "a"), 255);
    EXPECT_EQ(strength_of(first, "b"), 0);
    EXPECT_EQ(strength_of(half, "a"), strength_of(half, "b"));
    EXPECT_GT(strength_of(half, "b"), 100);
    EXPECT_EQ(last.labels, picture_of("b").labels);
}

TEST(Fade, BeginsAnewFromWhatIsSeenAtASecondJump) {
    Fade fade;
    fade.over(picture_of("a"), 0);
    fade.over(picture_of("b"), 1);
    fade.over(picture_of("b"), 0.5f);
    const Scene scene = fade.over(picture_of("c"), 1);
    EXPECT_GT(strength_of(scene, "a"), 100);
    EXPECT_GT(strength_of(scene, "b"), 100);
    EXPECT_EQ(strength_of(scene, "c"), 0);
}

TEST(Fade, DoesNotMixPicturesOfTwoSizes) {
    Fade fade;
    fade.over(picture_of("a"), 0);
    EXPECT_EQ(fade.over(picture_of("b", 200), 1).labels, picture_of("b").labels);
}

}  // namespace
}  // namespace poolwalk::scene
