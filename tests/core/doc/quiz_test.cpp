#include "core/doc/quiz.h"

#include <gmock/gmock.h>

#include "core/workspaces/walk/quiz_sentence.h"
#include "core/workspaces/workspaces.h"
#include "tests/core/doc/update/doc_support.h"

namespace poolwalk {
namespace {

using test::overlapping;
using testing::HasSubstr;

// X 4 x 4 of distinct numbers growing to the right and down, kernel 2, stride 1: nine windows.
AppState asked(StepBy by = StepBy::Window) {
    AppState state = update(start_state(overlapping()), SetStepBy{by});
    state = update(std::move(state), SetPredict{});
    const std::int64_t forward = 9 * steps_per_window(plan_of(state));
    state = update(std::move(state), Seek{forward});
    return update(std::move(state), StepOn{1});
}

TEST(Quiz, AsksBeforeABackwardWindowAndNotBeforeAForwardOne) {
    AppState state = update(update(start_state(overlapping()), SetPredict{}), StepOn{1});
    EXPECT_EQ(state.play.done, 1);
    EXPECT_FALSE(state.quiz.asking);
    state = asked();
    EXPECT_TRUE(state.quiz.asking);
    EXPECT_EQ(state.play.done, 9) << "the step waits for the answer";
}

TEST(Quiz, ARightCellCountsAndTheStepIsDone) {
    for (const StepBy by : {StepBy::Window, StepBy::Comparison}) {
        AppState state = asked(by);
        const std::int64_t before = state.play.done;
        const Step step = asked_step(state);
        ASSERT_EQ(step.contributions.size(), 1u);
        state = update(std::move(state), Predict{step.contributions[0].cell});
        EXPECT_EQ(state.quiz.right, 1);
        EXPECT_EQ(state.quiz.streak, 1);
        EXPECT_EQ(state.play.done, before + steps_per_window(plan_of(state))) << "the whole window";
        EXPECT_THAT(scene::answer_words(state), HasSubstr("Right. (1 of 1 right, 1 in a row)"));
    }
}

TEST(Quiz, AWrongCellIsToldWhy) {
    AppState state = asked();
    state = update(std::move(state), Predict{Place{0, 0}});
    EXPECT_EQ(state.quiz.right, 0);
    EXPECT_EQ(state.quiz.asked, 1);
    EXPECT_THAT(scene::answer_words(state), HasSubstr("X(0, 0) = 1 is smaller than the largest, 6"));
    state = update(update(std::move(state), StepOn{1}), Predict{Place{3, 3}});
    EXPECT_THAT(scene::answer_words(state), HasSubstr("X(3, 3) lies outside the window"));
    state = update(update(std::move(state), StepOn{1}), Predict{});
    EXPECT_THAT(scene::answer_words(state), HasSubstr("No: it goes to X("));
    EXPECT_EQ(state.quiz.asked, 3);
}

TEST(Quiz, ATiedCellThatTheRulePassesOverIsWrongAndToldSo) {
    Document document = overlapping();
    document.input = AnyTensor(Tensor<double>({1, 1, 4, 4}, std::vector<double>(16, 5)));
    AppState state = update(update(start_state(document), SetPredict{}), Seek{9});
    state = update(update(std::move(state), StepOn{1}), Predict{Place{1, 1}});
    EXPECT_THAT(scene::answer_words(state), HasSubstr("ties for the maximum, but the tie rule \"First"));
    state = update(std::move(state), SetRules{{TieRule::All, {}, {}}});
    state = update(update(std::move(state), Seek{9}), StepOn{1});
    state = update(std::move(state), Predict{Place{1, 1}});
    EXPECT_EQ(state.quiz.right, 1) << "any cell that receives is right";
}

TEST(Quiz, NowhereIsRightWhereNoCellMatches) {
    Document document = overlapping();
    document.input = AnyTensor(Tensor<double>({1, 1, 4, 4}, std::vector<double>(16, std::nan(""))));
    document.rules.nan = NanRule::NoMatch;
    AppState state = update(update(start_state(document), SetPredict{}), Seek{9});
    state = update(update(std::move(state), StepOn{1}), Predict{});
    EXPECT_EQ(state.quiz.right, 1);
}

TEST(Quiz, AskingToBeShownEndsTheStreak) {
    AppState state = asked();
    const Place receiver = asked_step(state).contributions[0].cell;
    state = update(std::move(state), Predict{receiver});
    state = update(update(std::move(state), StepOn{1}), StepOn{1});
    EXPECT_EQ(state.play.done, 11);
    EXPECT_EQ(state.quiz.asked, 2);
    EXPECT_EQ(state.quiz.streak, 0);
    EXPECT_THAT(scene::answer_words(state), HasSubstr("Shown."));
}

TEST(Quiz, ThePlayStopsToAskAndGoesOnAfterTheAnswer) {
    AppState state = update(update(start_state(overlapping()), SetPredict{}), Seek{8});
    state = update(std::move(state), TogglePlay{});
    for (int i = 0; i < 5 && !state.quiz.asking; ++i) state = update(std::move(state), Tick{1});
    EXPECT_TRUE(state.quiz.asking);
    EXPECT_FALSE(state.play.playing);
    EXPECT_EQ(state.play.done, 9);
    state = update(std::move(state), Predict{});
    EXPECT_TRUE(state.play.playing);
}

TEST(Quiz, MovingElsewhereTakesTheQuestionAway) {
    for (const Command& command :
         {Command(Seek{3}), Command(GoLast{}), Command(StepOn{-1}), Command(SetWorkspace{Workspace::Rules}),
          Command(SetRules{{TieRule::Last, {}, {}}}), Command(SetPredict{false})}) {
        const AppState state = update(asked(), command);
        EXPECT_FALSE(state.quiz.asking);
        EXPECT_EQ(state.quiz.asked, 0) << "nothing was answered";
    }
    const AppState hovered = update(asked(), Hover{CellRef{GridId::Input, 0, {0, 0}}});
    EXPECT_TRUE(hovered.quiz.asking);
}

TEST(Quiz, ThePictureOfAQuestionDoesNotTell) {
    const AppState state = asked();
    scene::SceneCache cache;
    const scene::Scene scene = scene::build_scene(state, derive(state.document), {0, 0, 900, 800}, cache);
    for (const scene::Box& ring : scene.rings) EXPECT_NE(ring.role, scene::Role::ArgmaxRing);
    EXPECT_EQ(std::ranges::count_if(scene.discs, [](const scene::Disc& d) { return d.label.text == "?"; }), 1);
}

TEST(Veils, TakeAwayWhatLiesUnderThem) {
    AppState state = update(update(start_state(overlapping()), GoLast{}), HideAnswers{});
    const auto scene_of = [](const AppState& s) {
        scene::SceneCache cache;
        return scene::build_scene(s, derive(s.document), {0, 0, 900, 800}, cache);
    };
    EXPECT_EQ(scene_of(state).find(GridId::Output), nullptr);
    EXPECT_EQ(scene_of(state).find(GridId::GradInput), nullptr);
    EXPECT_TRUE(scene_of(state).arrows.empty()) << "an arrow would point at the answer";
    state = update(std::move(state), HideGrid{GridId::Output, false});
    EXPECT_NE(scene_of(state).find(GridId::Output), nullptr);
    state = update(std::move(state), HideAnswers{false});
    EXPECT_EQ(state.view.hidden_grids, 0);
    EXPECT_FALSE(scene_of(state).arrows.empty());
}

}  // namespace
}  // namespace poolwalk
