// The dX that was given to be diagnosed stands beside that of the rules, its wrong cells ringed.
#include "core/workspaces/check/check_scene.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/io/session/examples.h"
#include "tests/core/workspaces/scene_support.h"

namespace poolwalk {
namespace {

struct Checked {
    AppState state;
    Derived derived;
    AnalysisCache analyses;

    explicit Checked(const AnyTensor& claim)
        : state(update(update(start_state(*io::load_example("overlap")), SetWorkspace{Workspace::Check}),
                       SetClaim{"mine", claim})),
          derived(derive(state.document)) {
        analyses.follow(state, derived.grad_input);
    }
    scene::Shown shown() const { return {state, derived, analyses, no_step, no_pointing}; }
    std::vector<scene::Box> rings() const {
        std::vector<scene::Box> found;
        for (const scene::Box& ring : test::scene_of(state, analyses, {0, 0, 900, 800}).rings)
            if (ring.role == scene::Role::Ring) found.push_back(ring);
        return found;
    }
    std::optional<Step> no_step{};
    scene::Pointing no_pointing{};
};

AnyTensor right_answer() { return derive(*io::load_example("overlap")).grad_input; }

AnyTensor with_cell(AnyTensor tensor, Place at, double value) {
    std::visit([&](auto& t) { t(0, at.h, at.w) = static_cast<std::remove_reference_t<decltype(t(0, 0, 0))>>(value); },
               tensor);
    return tensor;
}

TEST(AGivenGradient, IsRingedWhereItDiffers) {
    const Checked wrong(with_cell(with_cell(right_answer(), {2, 2}, 4), {0, 0}, NAN));
    EXPECT_TRUE(scene::shows_claim(wrong.shown()));
    EXPECT_TRUE(scene::claim_differs(wrong.shown(), {2, 2}));
    EXPECT_TRUE(scene::claim_differs(wrong.shown(), {0, 0}));
    EXPECT_FALSE(scene::claim_differs(wrong.shown(), {1, 1}));
    EXPECT_EQ(wrong.rings().size(), 2);
    EXPECT_TRUE(Checked(right_answer()).rings().empty());
}

TEST(AGivenGradient, OfAnotherShapeIsNotDrawn) {
    const Checked other(make_tensor(DType::Float64, {1, 1, 3, 3}, 1.0));
    EXPECT_FALSE(scene::shows_claim(other.shown()));
    EXPECT_TRUE(other.rings().empty());
}

TEST(AGivenGradient, IsSaidBesideTheWindowsThatMakeTheRightOne) {
    const Checked wrong(with_cell(right_answer(), {2, 2}, 4));
    const scene::Shown shown = wrong.shown();
    const auto& row = scene::row(Workspace::Check);
    const scene::Hit hit{.cell = CellRef{GridId::GradInput, 0, {2, 2}}};
    const std::string words = row.hit_words(shown, hit);
    EXPECT_NE(words.find("your dX(2, 2) = 4"), std::string::npos) << words;
    EXPECT_NE(words.find("window (1, 1) adds"), std::string::npos) << words;
}

}  // namespace
}  // namespace poolwalk
