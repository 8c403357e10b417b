// What the Network workspace says, and where its parts lie.
#include "core/workspaces/network/network_sentence.h"

#include <gmock/gmock.h>

#include "core/io/session/examples.h"
#include "tests/core/workspaces/scene_support.h"

namespace poolwalk::scene {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Trained {
    AppState state;
    AnalysisCache analyses;

    NetworkResults& results() { return analyses.network(); }
    const NetworkResults& results() const { return analyses.network(); }
    const NetworkSetup& setup() const { return results().training()->setup; }
    const NetworkMoment& moment() const { return *results().moment(); }
};

Trained shown(const std::string& example, std::int64_t done, std::int64_t epochs = 6) {
    Trained s{start_state(io::load_example(example).value()), {}};
    NetworkSetup setup = network_of(s.state.document);
    setup.epochs = epochs;
    s.state = update(std::move(s.state), SetNetwork{setup});
    s.state = update(std::move(s.state), Seek{done});
    s.results().take(train(setup));
    s.results().follow(s.state);
    return s;
}

TEST(NetworkWords, EveryStepIsSaidWithItsNumbers) {
    for (std::int64_t done = 1; done <= steps_per_image; ++done) {
        const Trained s = shown("network-learns", done);
        const StepWords words = network_words(s.setup(), s.moment());
        EXPECT_THAT(words.heading, Not(IsEmpty()));
        EXPECT_THAT(words.lines, Not(IsEmpty())) << words.heading;
        EXPECT_EQ(words.backward, done > 6) << words.heading;
    }
    EXPECT_THAT(network_words(shown("network-learns", 0).setup(), shown("network-learns", 0).moment()).heading,
                HasSubstr("BEFORE"));
}

TEST(NetworkWords, TheStoryOfTheDeadRunIsToldInItsOrder) {
    const Trained dead = shown("network-dead", 13);
    const auto told = what_images_teach(*dead.results().training(), dead.moment());
    ASSERT_EQ(told.size(), 2u);
    EXPECT_THAT(told[0].sentence, HasSubstr("Image 1 teaches nothing: all 16 values of Z"));
    EXPECT_THAT(told[1].sentence, HasSubstr("Image 2 teaches almost nothing: arctan is flat at z = -105.1"));
    EXPECT_FALSE(has_learned(*dead.results().training()));
    EXPECT_THAT(outcome_words(*dead.results().training()), HasSubstr("after 6 epochs"));
    const Trained learning = shown("network-learns", 13, 300);
    EXPECT_TRUE(has_learned(*learning.results().training()));
    EXPECT_THAT(outcome_words(*learning.results().training()), HasSubstr("In 300 epochs the loss falls from 4."));
}

TEST(NetworkWords, TheDeadReluIsNamedAndCountsAsTheReason) {
    const Trained s = shown("network-dead", 13);
    const auto reasons = zero_reasons(s.setup(), s.moment());
    ASSERT_EQ(reasons.size(), 1u);
    EXPECT_THAT(reasons[0], HasSubstr("Dead ReLU"));
    EXPECT_THAT(reasons[0], HasSubstr("-0.2395"));
    EXPECT_THAT(network_words(s.setup(), s.moment()).lines, Contains(HasSubstr("has taught the network nothing")));
    const auto lessons = what_images_teach(*s.results().training(), s.moment());
    EXPECT_FALSE(lessons[0].learns);
    EXPECT_TRUE(lessons[1].learns);
}

TEST(NetworkWords, ASaturatedOutputAndLosersAreReasons) {
    const Trained s = shown("network-dead", 26);
    const auto reasons = zero_reasons(s.setup(), s.moment());
    EXPECT_THAT(reasons, Contains(HasSubstr("Saturated arctan: at z = -105.1 the slope is only 9.049e-5")));
    EXPECT_THAT(reasons, Contains(HasSubstr("Not the maximum: 12 of 16 cells")));
    EXPECT_THAT(reasons, Contains(HasSubstr("ReLU: in 5 of 16 cells")));
}

TEST(NetworkWords, NoReasonIsGivenBeforeItIsComputed) {
    EXPECT_THAT(zero_reasons(shown("network-dead", 1).setup(), shown("network-dead", 1).moment()), IsEmpty());
    for (const std::string& reason :
         zero_reasons(shown("network-dead", 18).setup(), shown("network-dead", 18).moment()))
        EXPECT_THAT(reason, Not(HasSubstr("Not the maximum")));
}

TEST(NetworkWords, CurvesAreToldApart) {
    EXPECT_THAT(curves_words(*shown("network-dead", 0).results().training()),
                HasSubstr("Every tie rule gives one and the same curve"));
    EXPECT_THAT(curves_words(*shown("network-learns", 0, 500).results().training()),
                HasSubstr("Where rows of an image repeat"));
    EXPECT_THAT(curves_words(*shown("network-ties-part", 0, 200).results().training()),
                HasSubstr("fall into 6 groups"));
}

TEST(NetworkWords, ThePublishedNumbersAreDisownedThereAlone) {
    EXPECT_THAT(published_words(*shown("network-dead", 0).results().training()),
                HasSubstr("The code does not give those numbers"));
    EXPECT_THAT(published_words(*shown("network-learns", 0).results().training()), IsEmpty());
}

TEST(NetworkWords, ACellIsHeldInFull) {
    const Trained s = shown("network-dead", 13);
    EXPECT_THAT(network_cell_words(s.moment(), {NetworkArray::Kernel, {0, 0}}),
                HasSubstr("K(0, 0) = 1.8217784324779946"));
    EXPECT_THAT(network_cell_words(s.moment(), {NetworkArray::DConvolved, {0, 0}}),
                HasSubstr("Z is not above 0 here"));
    EXPECT_THAT(network_cell_words(shown("network-dead", 1).moment(), {NetworkArray::Loss, {0, 0}}),
                HasSubstr("not computed yet"));
}

// Nothing overlaps and nothing leaves the canvas, from the smallest window to the largest scale.
TEST(NetworkLayout, GridsLieApartAndInside) {
    for (const Rect canvas :
         {Rect{0, 0, 612, 668}, Rect{0, 0, 932, 868}, Rect{0, 0, 576, 736}, Rect{0, 0, 1900, 1200}})
        for (const double scale : {0.75, 1.0, 2.0}) {
            AppState state = start_state(io::load_example("network-dead").value());
            state = update(std::move(state), SetScale{scale});
            const NetworkLayout layout = network_layout(state, canvas);
            for (const NetworkArrayRow& a : network_arrays()) {
                const Rect r = layout.of(a.array).extent();
                EXPECT_TRUE(r.x >= 0 && r.y >= 0 && r.right() <= canvas.w && r.bottom() <= canvas.h)
                    << a.name << " " << canvas.w << " " << scale;
                for (const NetworkArrayRow& b : network_arrays()) {
                    if (b.array <= a.array) continue;
                    const Rect o = layout.of(b.array).extent();
                    EXPECT_FALSE(r.x < o.right() && o.x < r.right() && r.y < o.bottom() && o.y < r.bottom())
                        << a.name << " over " << b.name << " " << canvas.w << " " << scale;
                }
                const Place last{a.rows - 1, a.cols - 1};
                EXPECT_EQ(network_cell_at(layout, layout.of(a.array).cell(last.h, last.w).center()),
                          (NetworkCell{a.array, last}))
                    << a.name;
            }
        }
}

TEST(NetworkScene, WhatIsNotComputedIsHatched) {
    const Trained s = shown("network-learns", 3);
    const Scene scene = test::scene_of(s.state, s.analyses, {0, 0, 940, 870});
    std::size_t filled = 0, hatched = 0;
    for (const HeatMap& map : scene.grids) (map.filled == map.rows * map.cols ? filled : hatched) += 1;
    EXPECT_EQ(filled, 6u) << "image, kernel, dense weights, Z, A, P";
    EXPECT_EQ(hatched, 11u);
    EXPECT_EQ(scene.strokes.size(), 7u) << "six curves and the mark of the epoch";
}

TEST(NetworkScene, AStoppedTrainingSaysSo) {
    Trained s = shown("network-learns", 3);
    s.results().take(train(s.setup(), [](double) { return false; }));
    s.state = update(std::move(s.state), GoLast{});
    s.results().follow(s.state);
    EXPECT_FALSE(s.results().moment());
    const Scene scene = test::scene_of(s.state, s.analyses, {0, 0, 940, 870});
    EXPECT_THAT(scene.labels.front().text, HasSubstr("stopped after 0 epochs"));
}

}  // namespace
}  // namespace poolwalk::scene
