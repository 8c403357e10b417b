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

AppState asked_forward(Document document = overlapping(), StepBy by = StepBy::Window) {
    AppState state = update(start_state(std::move(document)), SetStepBy{by});
    return update(update(std::move(state), SetPredict{}), StepOn{1});
}

Document of_values(double value, NanRule nan = NanRule::ByTie) {
    Document document = overlapping();
    document.input = AnyTensor(Tensor<double>({1, 1, 4, 4}, std::vector<double>(16, value)));
    document.rules.nan = nan;
    return document;
}

TEST(Quiz, AsksBeforeEveryWindowOfBothHalves) {
    AppState state = asked_forward();
    for (std::int64_t window = 0; window < 18; ++window) {
        ASSERT_TRUE(state.quiz.asking) << window;
        EXPECT_EQ(state.play.done, window) << "the step waits for the answer";
        const Step step = asked_step(state);
        EXPECT_EQ(step.place.phase, window < 9 ? Phase::Forward : Phase::Backward);
        state = update(update(std::move(state), Predict{step.maxima.at(0)}), StepOn{1});
    }
    EXPECT_EQ(state.quiz.right, 18);
    EXPECT_EQ(state.play.done, 18);
}

TEST(Quiz, ForwardTheCellThatWinsIsRight) {
    for (const StepBy by : {StepBy::Window, StepBy::Comparison}) {
        const AppState state = asked_forward(overlapping(), by);
        EXPECT_EQ(scene::question_words(state).lines.at(0), "Which cell of X wins this window?");
        const AppState right = update(state, Predict{Place{1, 1}});
        EXPECT_EQ(right.quiz.right, 1);
        EXPECT_EQ(right.play.done, steps_per_window(plan_of(state))) << "the whole window";
        EXPECT_EQ(scene::answer_words(update(state, Predict{Place{0, 1}})),
                  "No: X(0, 1) = 2 is smaller than the largest, 6.");
        EXPECT_EQ(scene::answer_words(update(state, Predict{Place{3, 3}})), "No: X(3, 3) lies outside the window.");
        EXPECT_EQ(scene::answer_words(update(state, Predict{})), "No: the maximum, 6, is at X(1, 1).");
    }
}

TEST(Quiz, ForwardEveryTiedMaximumIsRight) {
    for (const Place cell : {Place{0, 0}, Place{0, 1}, Place{1, 0}, Place{1, 1}})
        EXPECT_EQ(update(asked_forward(of_values(5)), Predict{cell}).quiz.right, 1);
}

TEST(Quiz, ForwardNaNWinsUnderEveryRule) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(update(asked_forward(of_values(nan)), Predict{Place{0, 1}}).quiz.right, 1);
    EXPECT_EQ(update(asked_forward(of_values(nan)), Predict{}).quiz.right, 0);
    // It equals nothing, which only matters on the way back.
    const AppState unmatched = asked_forward(of_values(nan, NanRule::NoMatch));
    EXPECT_EQ(update(unmatched, Predict{Place{0, 1}}).quiz.right, 1);
    EXPECT_THAT(scene::answer_words(update(unmatched, Predict{})),
                HasSubstr("No: the maximum, nan, is at X(0, 0), X("));
}

TEST(Quiz, ForwardNoCellWinsAWindowOfPaddingAlone) {
    Document document = overlapping();
    document.geometry.pads = {3, 3, 3, 3};
    document.grad_output = test::counted(DType::Float64, output_shape(document), 1);
    const AppState state = asked_forward(document);
    ASSERT_EQ(asked_step(state).cells, 0);
    EXPECT_EQ(update(state, Predict{}).quiz.right, 1);
    EXPECT_EQ(scene::answer_words(update(state, Predict{Place{0, 0}})), "No: X(0, 0) lies outside the window.");
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
        EXPECT_THAT(scene::answer_words(state), testing::StrEq("Right."));
        EXPECT_EQ(scene::score_words(state.quiz), "1 of 1 right");
    }
}

TEST(Quiz, AWrongCellIsToldWhy) {
    AppState state = asked();
    state = update(std::move(state), Predict{Place{0, 0}});
    EXPECT_EQ(state.quiz.right, 0);
    EXPECT_EQ(state.quiz.answered, 1);
    EXPECT_THAT(scene::answer_words(state), HasSubstr("X(0, 0) = 1 is smaller than the largest, 6"));
    state = update(update(std::move(state), StepOn{1}), Predict{Place{3, 3}});
    EXPECT_THAT(scene::answer_words(state), HasSubstr("X(3, 3) lies outside the window"));
    state = update(update(std::move(state), StepOn{1}), Predict{});
    EXPECT_THAT(scene::answer_words(state), HasSubstr("No: it goes to X("));
    EXPECT_EQ(state.quiz.answered, 3);
}

TEST(Quiz, ATiedCellThatTheRulePassesOverIsWrongAndToldSo) {
    AppState state = update(update(start_state(of_values(5)), SetPredict{}), Seek{9});
    state = update(update(std::move(state), StepOn{1}), Predict{Place{1, 1}});
    EXPECT_THAT(scene::answer_words(state), HasSubstr("ties for the maximum, but the tie rule \"First"));
    state = update(std::move(state), SetRules{{TieRule::All, {}, {}}});
    state = update(update(std::move(state), Seek{9}), StepOn{1});
    state = update(std::move(state), Predict{Place{1, 1}});
    EXPECT_EQ(state.quiz.right, 1) << "any cell that receives is right";
}

TEST(Quiz, NoCellIsRightWhereNoCellMatches) {
    AppState state = update(update(start_state(of_values(std::nan(""), NanRule::NoMatch)), SetPredict{}), Seek{9});
    state = update(update(std::move(state), StepOn{1}), Predict{});
    EXPECT_EQ(state.quiz.right, 1);
}

TEST(Quiz, ToBeShownIsNoAnswer) {
    AppState state = asked();
    const Place receiver = asked_step(state).contributions[0].cell;
    state = update(std::move(state), Predict{receiver});
    state = update(update(std::move(state), StepOn{1}), StepOn{1});
    EXPECT_EQ(state.play.done, 11);
    EXPECT_EQ(state.quiz.answered, 1);
    EXPECT_EQ(state.quiz.streak, 1);
    EXPECT_THAT(scene::answer_words(state), HasSubstr("Shown"));
}

TEST(Quiz, ThePlayStopsToAskAndGoesOnAfterTheAnswer) {
    AppState state = update(update(start_state(overlapping()), Seek{8}), TogglePlay{});
    state = update(std::move(state), SetPredict{});
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
        EXPECT_EQ(state.quiz.answered, 0) << "nothing was answered";
    }
    const AppState hovered = update(asked(), Hover{CellRef{GridId::Input, 0, {0, 0}}});
    EXPECT_TRUE(hovered.quiz.asking);
}

scene::Scene picture_of(const AppState& state) {
    scene::SceneCache cache;
    return scene::build_scene(state, derive(state.document), {0, 0, 900, 800}, cache);
}

std::ptrdiff_t discs_of(const scene::Scene& scene, std::string_view sign) {
    return std::ranges::count_if(scene.discs, [&](const scene::Disc& d) { return d.label.text == sign; });
}

TEST(Quiz, ThePictureOfAQuestionDoesNotTell) {
    for (AppState state : {asked(), asked_forward()}) {
        const CellRef y{GridId::Output, 0, {0, 0}};
        for (const Mask mask : {Mask::Step, Mask::Wins, Mask::Ties})
            for (const YShows shows : {YShows::Values, YShows::InPlane}) {
                state = update(update(std::move(state), SetMask{mask}), SetYShows{shows});
                ASSERT_TRUE(state.quiz.asking);
                const scene::Scene scene = picture_of(state);
                for (const scene::Box& ring : scene.rings) EXPECT_NE(ring.role, scene::Role::ArgmaxRing);
                for (const scene::Disc& disc : scene.discs) EXPECT_NE(disc.role, scene::Role::Mask);
                EXPECT_EQ(discs_of(scene, "?"), 1);
            }
        EXPECT_THAT(scene::cell_words(state, derive(state.document), y), testing::Not(HasSubstr("from X")));
        EXPECT_EQ(scene::shown_in_y(state), YShows::Values);
    }
}

TEST(Quiz, AGuessIsMarkedUntilTheWalkGoesOn) {
    EXPECT_EQ(discs_of(picture_of(update(asked_forward(), Predict{Place{1, 1}})), "✓"), 1);
    const AppState wrong = update(asked_forward(), Predict{Place{0, 0}});
    EXPECT_EQ(discs_of(picture_of(wrong), "✗"), 1);
    EXPECT_EQ(discs_of(picture_of(update(wrong, Seek{2})), "✗"), 0);
}

TEST(Quiz, AClickOnXOrDXAnswersAndNoOtherPins) {
    const auto clicked = [](const AppState& state, GridId grid) {
        const scene::Hit hit{.cell = CellRef{grid, 0, {0, 0}}};
        return scene::row(Workspace::Walk).click(state, hit, false).command;
    };
    for (const AppState& state : {asked(), asked_forward()}) {
        EXPECT_TRUE(clicked(state, GridId::Input)->is<Predict>());
        EXPECT_FALSE(clicked(state, GridId::Output));
        EXPECT_FALSE(clicked(state, GridId::GradOutput));
    }
    EXPECT_TRUE(clicked(asked(), GridId::GradInput)->is<Predict>());
    EXPECT_FALSE(clicked(asked_forward(), GridId::GradInput)) << "dX does not concern it yet";
}

TEST(Veils, TakeAwayWhatLiesUnderThem) {
    AppState state = update(update(start_state(overlapping()), GoLast{}), HideAnswers{});
    EXPECT_EQ(picture_of(state).find(GridId::Output), nullptr);
    EXPECT_EQ(picture_of(state).find(GridId::GradInput), nullptr);
    EXPECT_TRUE(picture_of(state).arrows.empty()) << "an arrow would point at the answer";
    state = update(std::move(state), HideGrid{GridId::Output, false});
    EXPECT_NE(picture_of(state).find(GridId::Output), nullptr);
    state = update(std::move(state), HideAnswers{false});
    EXPECT_EQ(state.view.hidden_grids, 0);
    EXPECT_FALSE(picture_of(state).arrows.empty());
}

}  // namespace
}  // namespace poolwalk
