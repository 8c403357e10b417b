#include "core/workspaces/walk/walk_sentence.h"

#include <gmock/gmock.h>

#include <limits>

#include "tests/core/workspaces/scene_support.h"

namespace poolwalk::scene {
namespace {

using namespace test;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

AppState state_of(const Shape& shape, const std::vector<double>& x, const Geometry& geometry,
                  const Rules& rules = {}) {
    return start_state(document_of("t", make_tensor(DType::Float64, shape, x), geometry, rules));
}

TEST(Words, BeforeTheFirstStepSayWhatWillBe) {
    const StepWords before = words(example("overlap"));
    EXPECT_EQ(before.heading, "BEFORE THE FIRST STEP");
    EXPECT_THAT(before.lines, Contains(HasSubstr("9 windows slide over X")));
    EXPECT_FALSE(before.backward);
    EXPECT_THAT(said(with(example("overlap"), {SetForwardOnly{true}})), Not(HasSubstr("dY")));
}

TEST(Words, OfAForwardStepNameCellsAndValue) {
    const StepWords forward = words(example("overlap", 5));
    EXPECT_EQ(forward.heading, "FORWARD · WINDOW (1, 1)");
    EXPECT_THAT(forward.lines, ElementsAre("The window covers rows 1–2, columns 1–2.",
                                           "The maximum is 9, at X(2, 2).", "So Y(1, 1) = 9."));
    EXPECT_THAT(forward.sums, IsEmpty());
}

TEST(Words, OfABackwardStepNameTheSum) {
    const StepWords first = words(example("overlap", 14));
    EXPECT_TRUE(first.backward);
    EXPECT_EQ(first.heading, "BACKWARD · WINDOW (1, 1)");
    EXPECT_THAT(first.lines,
                Contains("So dY(1, 1) = 4 flows to X(2, 2) alone; the other cells of the window get 0."));
    EXPECT_THAT(first.sums, ElementsAre("dX(2, 2) ← 0 + 4 = 4"));
    EXPECT_EQ(first.after, "3 later windows reach this cell");
    EXPECT_THAT(words(example("overlap", 15)).sums, ElementsAre("dX(2, 2) ← 4 + 2 = 6"));
    EXPECT_EQ(words(example("overlap", 18)).after, "no later window reaches this cell");
}

TEST(Words, OfTiesNameAllOfThemAndTheRule) {
    const AppState forward = example("ties", 1);
    EXPECT_THAT(said(forward), HasSubstr("The maximum, 7, occurs twice: X(0, 1) and X(1, 0)."));
    EXPECT_THAT(said(forward), Not(HasSubstr("Rule "))) << "which of them does not matter yet";
    const auto backward = [](TieRule tie) { return with(example("ties"), {SetRules{{tie, {}, {}}}, Seek{10}}); };
    EXPECT_THAT(said(backward(TieRule::First)), HasSubstr("flows to X(0, 1) alone"));
    EXPECT_THAT(said(backward(TieRule::All)),
                HasSubstr("So all of dY(0, 0) = 2 flows to each of X(0, 1) and X(1, 0)."));
    EXPECT_THAT(said(backward(TieRule::Split)), HasSubstr("So dY(0, 0) = 2 is shared by X(0, 1) and X(1, 0)."));
    EXPECT_THAT(words(backward(TieRule::Split)).sums, ElementsAre("dX(0, 1) ← 0 + 1 = 1", "dX(1, 0) ← 0 + 1 = 1"));
}

TEST(Words, OfALongListOfTiesAreCutShort) {
    const AppState state = with(state_of({1, 1, 3, 3}, std::vector<double>(9, 5), {.kernel = {3, 3}}), {Seek{1}});
    EXPECT_THAT(said(state), HasSubstr("occurs 9 times: X(0, 0), X(0, 1), X(0, 2), X(1, 0) and 5 more."));
}

TEST(Words, OfNotANumberSayWhoBeatsAll) {
    const AppState one = state_of({1, 1, 2, 2}, {1, nan, 3, 2}, {.kernel = {2, 2}});
    EXPECT_THAT(said(with(one, {Seek{1}})), HasSubstr("NaN beats every number: X(0, 1) is NaN."));
    EXPECT_THAT(said(with(one, {Seek{1}})), HasSubstr("So Y(0, 0) = nan."));
    const AppState two = state_of({1, 1, 2, 2}, {1, nan, 3, nan}, {.kernel = {2, 2}});
    EXPECT_THAT(said(with(two, {Seek{1}})), HasSubstr("X(0, 1) and X(1, 1) are NaN."));
    EXPECT_THAT(said(with(two, {Seek{2}})), HasSubstr("flows to X(1, 1) alone")) << "PyTorch: the last NaN";
    const AppState none = with(two, {SetRules{{{}, {}, NanRule::NoMatch}}, Seek{2}});
    EXPECT_THAT(said(none), HasSubstr("NaN equals nothing: no cell matches."));
    EXPECT_THAT(said(none), HasSubstr("So dY(0, 0) = 1 goes nowhere."));
}

TEST(Words, OfPaddingSayThatItNeverWins) {
    const AppState state =
        state_of({1, 1, 2, 2}, {-1, -2, -3, -4}, {.kernel = {2, 2}, .stride = {1, 1}, .pads = {1, 1, 1, 1}});
    EXPECT_THAT(said(with(state, {Seek{1}})),
                HasSubstr("rows -1–0, columns -1–0; part of it is padding, which never wins."));
    EXPECT_THAT(said(with(state, {Seek{1}})), HasSubstr("The maximum is -1, at X(0, 0)."));
    EXPECT_THAT(said(with(state, {Seek{5}})), Not(HasSubstr("padding")));
}

TEST(Words, OfAWindowWithoutACellSaySo) {
    const AppState state = state_of({1, 1, 1, 1}, {7}, {.kernel = {1, 1}, .stride = {1, 1}, .pads = {1, 0, 0, 0}});
    EXPECT_THAT(said(with(state, {Seek{1}})),
                HasSubstr("No cell of X lies in it, so Y is -∞ and there is no argmax."));
    EXPECT_THAT(said(with(state, {Seek{3}})), HasSubstr("goes nowhere"));
}

TEST(Words, OfInfinitiesAreNumbers) {
    const AppState state = with(state_of({1, 1, 1, 2}, {-infinity, -infinity}, {.kernel = {1, 2}}), {Seek{1}});
    EXPECT_THAT(said(state), HasSubstr("The maximum, -∞, occurs twice"));
}

TEST(Words, OfASmallerGradientSayThatThereIsNoneToGive) {
    AppState state = update(example("overlap"), SetGradOutput{make_tensor(DType::Float64, {1, 1, 2, 2}, 1.0)});
    EXPECT_THAT(said(with(state, {Seek{12}})),
                HasSubstr("dY is smaller than Y, so no gradient arrives at this window."));
    EXPECT_THAT(words(with(state, {Seek{12}})).sums, IsEmpty());
}

TEST(Words, OfOverwritingNameWhatIsLost) {
    const AppState state = with(example("overlap"), {SetRules{{{}, OverlapRule::AssignCell, {}}}, Seek{15}});
    EXPECT_THAT(words(state).sums, ElementsAre("dX(2, 2) ← 2"));
    EXPECT_THAT(said(state), HasSubstr("The value that was there, 4, is overwritten and lost."));
}

TEST(Words, OfPlanesNameThePlane) {
    const AppState state = with(example("overlap"), {Resize{{2, 3, 4, 4}}, Seek{9 * 5 + 1}});
    EXPECT_THAT(words(state).heading, HasSubstr("N 1 C 2"));
}

TEST(Words, OfComparisonsFollowTheRunningMaximum) {
    const AppState start = with(example("overlap"), {SetStepBy{StepBy::Comparison}});
    const auto at = [&](std::int64_t done) { return said(with(start, {Seek{done}})); };
    EXPECT_THAT(at(1), HasSubstr("SLOT 1 OF 4"));
    EXPECT_THAT(at(1), HasSubstr("X(0, 0) = 1 is the largest so far: keep it."));
    EXPECT_THAT(at(3), HasSubstr("X(1, 0) = 4 is the largest so far: keep it."));
    EXPECT_THAT(at(4), HasSubstr("The window is done: Y(0, 0) = 6."));
    EXPECT_THAT(at(6), HasSubstr("X(0, 2) = 2 does not beat 3 at X(0, 1)."));
    EXPECT_THAT(at(37), HasSubstr("X(0, 0) = 1 is not Y(0, 0) = 6."));
    EXPECT_THAT(at(40), HasSubstr("X(1, 1) = 6 equals Y(0, 0) = 6."));
    const AppState ties = with(example("ties"), {SetStepBy{StepBy::Comparison}});
    EXPECT_THAT(said(with(ties, {Seek{3}})), HasSubstr("equals the largest so far, at X(0, 1)"));
    EXPECT_THAT(said(with(ties, {Seek{40}})), HasSubstr("`break` has left the loop"));
}

TEST(Words, OfEveryStepOfAnyStateAreThere) {
    AnyState any(8);
    for (int i = 0; i < 400; ++i) {
        AppState state = any.draw(8);
        if (i % 2 == 0) state = update(std::move(state), SetStepBy{StepBy::Comparison});
        const Rules rules{tie_rules()[static_cast<std::size_t>(any.from(0, 5))].rule,
                          overlap_rules()[static_cast<std::size_t>(any.from(0, 2))].rule,
                          nan_rules()[static_cast<std::size_t>(any.from(0, 2))].rule};
        state = with(state, {SetRules{rules}, SetCells{GridId::Input, {{0, {0, 0}, i % 3 == 0 ? nan : 9}}},
                             Seek{any.from(1, step_count(plan_of(state)))}});
        const StepWords w = words(state);
        EXPECT_FALSE(w.heading.empty());
        ASSERT_FALSE(w.lines.empty());
        for (const std::string& line : w.lines) {
            EXPECT_TRUE(line.ends_with('.')) << line;
            EXPECT_EQ(line.find("  "), std::string::npos) << line;
        }
    }
}

TEST(CellWords, SayWhatACellHoldsAndWhereItGoes) {
    const auto said_of = [](const AppState& state, GridId grid, Place at) {
        return cell_words(state, derive(state.document), {grid, 0, at});
    };
    const AppState start = example("overlap"), end = example("overlap", 18);
    EXPECT_EQ(said_of(start, GridId::Input, {1, 1}), "X(1, 1) = 6 · in 4 windows");
    EXPECT_EQ(said_of(start, GridId::Input, {0, 0}), "X(0, 0) = 1 · in 1 window");
    EXPECT_EQ(said_of(start, GridId::Output, {1, 1}), "Y(1, 1) · not computed yet");
    EXPECT_EQ(said_of(end, GridId::Output, {1, 1}), "Y(1, 1) = 9 · from X(2, 2)");
    EXPECT_EQ(said_of(start, GridId::GradInput, {2, 2}), "dX(2, 2) · not computed yet");
    EXPECT_THAT(said_of(end, GridId::GradInput, {2, 2}), HasSubstr("dX(2, 2) = 9"));
    EXPECT_EQ(said_of(start, GridId::GradOutput, {1, 1}), "dY(1, 1) = 4");
    EXPECT_THAT(said_of(example("ties", 1), GridId::Output, {0, 0}), HasSubstr("2 cells tie"));
}

TEST(CellWords, ShowEveryDigit) {
    const AppState state = state_of({1, 1, 1, 1}, {0.1 + 0.2}, {.kernel = {1, 1}});
    EXPECT_THAT(cell_words(state, derive(state.document), {GridId::Input, 0, {0, 0}}),
                HasSubstr("0.30000000000000004"));
}

TEST(LedgerSum, AddsWhatTheWindowsContributed) {
    const AppState state = example("overlap");
    const auto sum = [](const Document& doc, Place cell) {
        return ledger_sum(ledger_of(view_of(doc), output_shape(doc), 0, cell), cell, row(doc.rules.overlap));
    };
    EXPECT_EQ(sum(state.document, {2, 2}), "dX(2, 2) = 4 + 2 + 1 + 2 = 9");
    EXPECT_EQ(sum(state.document, {0, 0}), "dX(0, 0) = 0");
    EXPECT_EQ(sum(state.document, {3, 3}), "dX(3, 3) = 0");
    EXPECT_EQ(sum(state.document, {1, 2}), "dX(1, 2) = 1");
    const Document assigned = with(state, {SetRules{{{}, OverlapRule::AssignCell, {}}}}).document;
    EXPECT_EQ(sum(assigned, {2, 2}), "dX(2, 2) = 4, then 2, then 1, then 2; left: 2");
}

TEST(BudgetReasons, NameWhatMadeAndWhatLost) {
    const auto reasons = [](const AppState& state) { return budget_reasons(derive(state.document).budget.total()); };
    EXPECT_THAT(reasons(example("overlap")), IsEmpty());
    EXPECT_THAT(reasons(with(example("ties"), {SetRules{{TieRule::All, {}, {}}}})),
                Contains(HasSubstr("made by ties")));
    EXPECT_THAT(reasons(with(example("overlap"), {SetRules{{{}, OverlapRule::AssignCell, {}}}})),
                Contains(HasSubstr("lost by overwriting")));
    const AppState none = state_of({1, 1, 2, 2}, {1, nan, 3, 2}, {.kernel = {2, 2}}, {{}, {}, NanRule::NoMatch});
    EXPECT_THAT(reasons(none), ElementsAre("-1 dropped for NaN"));
    const AppState padded = state_of({1, 1, 1, 1}, {7}, {.kernel = {1, 1}, .stride = {1, 1}, .pads = {1, 0, 0, 0}});
    EXPECT_THAT(reasons(padded), ElementsAre("-1 landed on padding"));
}

}  // namespace
}  // namespace poolwalk::scene
