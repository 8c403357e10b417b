// Commands that change the document: what each does, what it refuses, and how it is taken back.
#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "tests/core/doc/update/doc_support.h"

namespace poolwalk {
namespace {

using namespace test;
using testing::HasSubstr;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Geometry with_kernel(Geometry geometry, std::int64_t side) {
    geometry.kernel = {side, side};
    return geometry;
}

TEST(SetGeometry, RefitsTheGradientAndIsUndoneExactly) {
    const AppState start = start_state(overlapping());
    const AppState changed = after(start, {SetGeometry{with_kernel(start.document.geometry, 3)}});
    EXPECT_EQ(shape_of(*changed.document.grad_output), (Shape{1, 1, 2, 2}));
    EXPECT_EQ(values_of(*changed.document.grad_output), (std::vector<double>{100, 101, 103, 104}));
    EXPECT_EQ(changed.history.size(), 1u);
    EXPECT_GT(changed.revision, start.revision);
    EXPECT_TRUE(identical(after(changed, {Undo{}}).document, start.document));
    EXPECT_TRUE(identical(after(changed, {Undo{}, Redo{}}).document, changed.document));
}

// Stride 1, 2, 3 and back: the numbers of dY are those that they were.
TEST(SetGeometry, BringsTheGradientBackWithTheSize) {
    const AppState start = start_state(overlapping());
    const auto stride = [](std::int64_t by) { return SetGeometry{{.kernel = {2, 2}, .stride = {by, by}}}; };
    AppState state = after(start, {stride(2), stride(3), stride(1)});
    EXPECT_TRUE(identical(state.document, start.document));
    state = after(start, {stride(2), SetCells{GridId::GradOutput, {{0, {0, 1}, 7}}}, stride(3), stride(1)});
    EXPECT_EQ(values_of(*state.document.grad_output),
              (std::vector<double>{100, 7, 102, 103, 104, 105, 106, 107, 108}));
    state = after(state, {Undo{}, Undo{}, Undo{}, Undo{}});
    EXPECT_TRUE(identical(state.document, start.document));
    state = after(state, {Redo{}, Redo{}, Redo{}, Redo{}});
    EXPECT_EQ(grad_output_at(state, {0, 1}), 7);
    EXPECT_EQ(grad_output_at(state, {2, 2}), 108);
    // And with the size of X.
    state = after(start, {Resize{{1, 1, 3, 2}}, stride(2), Resize{{1, 1, 4, 4}}, stride(1)});
    EXPECT_TRUE(identical(*state.document.grad_output, *start.document.grad_output));
    // Another dY begins anew.
    state = after(start, {stride(2), SetGradOutput{make_tensor(DType::Float64, {1, 1, 2, 2}, 5.0)}, stride(1)});
    EXPECT_EQ(values_of(*state.document.grad_output), (std::vector<double>{5, 5, 1, 5, 5, 1, 1, 1, 1}));
}

TEST(SetGeometry, ThatIsThereAlreadyIsNoChange) {
    const AppState start = start_state(overlapping());
    const AppState same = after(start, {SetGeometry{start.document.geometry}});
    EXPECT_FALSE(same.history.can_undo());
    EXPECT_EQ(same.revision, start.revision);
}

TEST(SetGeometry, ThatIsInvalidIsRefusedWithASentence) {
    const AppState start = after(start_state(overlapping()), {Seek{4}, Pin{CellRef{GridId::Input, 0, {1, 1}}}});
    const std::vector<Geometry> wrong{{.kernel = {5, 2}},   {.kernel = {0, 2}},      {.stride = {0, 1}},
                                      {.dilation = {4, 1}}, {.pads = {-1, 0, 0, 0}}, {.kernel = {max_kernel + 1, 1}}};
    for (const Geometry& geometry : wrong) {
        const AppState refused = after(start, {SetGeometry{geometry}});
        EXPECT_TRUE(identical(refused.document, start.document));
        EXPECT_TRUE(refused.notice.is_error);
        EXPECT_FALSE(refused.notice.sentence.empty());
        EXPECT_EQ(refused.revision, start.revision);
        EXPECT_EQ(refused.play, start.play);
        EXPECT_EQ(refused.view, start.view);
        EXPECT_FALSE(refused.history.can_undo());
    }
}

TEST(SetGeometry, ChangeThatSucceedsClearsTheRefusal) {
    const AppState start = start_state(overlapping());
    const AppState mended = after(start, {SetGeometry{{.kernel = {9, 9}}}, SetGeometry{{.kernel = {2, 2}}}});
    EXPECT_EQ(mended.notice, Notice{});
}

TEST(Drag, IsOneUndoEntryHoweverManySteps) {
    const AppState start = start_state(overlapping());
    AppState state = start;
    for (const std::int64_t side : {3, 4, 3, 1, 3})
        state = update(state, SetGeometry{with_kernel(state.document.geometry, side), true});
    state = after(state, {EndGesture{}});
    EXPECT_EQ(state.history.size(), 1u);
    EXPECT_EQ(state.document.geometry.kernel, (Pair{3, 3}));
    EXPECT_TRUE(identical(after(state, {Undo{}}).document, start.document));
    EXPECT_TRUE(identical(after(state, {Undo{}, Redo{}}).document, state.document));
}

TEST(Drag, UpAndDownAgainLosesNoGradient) {
    const AppState start = start_state(overlapping());
    AppState state = start;
    for (const std::int64_t side : {3, 4, 3, 2})
        state = update(state, SetGeometry{with_kernel(state.document.geometry, side), true});
    EXPECT_TRUE(identical(*state.document.grad_output, *start.document.grad_output));
    // A size between is fitted from where the drag began, not from the smallest on the way.
    state = after(state, {SetGeometry{with_kernel(state.document.geometry, 4), true},
                          SetGeometry{with_kernel(state.document.geometry, 3), true}});
    EXPECT_EQ(values_of(*state.document.grad_output), (std::vector<double>{100, 101, 103, 104}));
}

TEST(Drag, BackToWhereItBeganRestoresASmallerGradient) {
    Document document = overlapping();
    document.grad_output = counted(DType::Float64, {1, 1, 2, 1}, 7);
    const AppState start = start_state(document);
    AppState state = start;
    for (const std::int64_t side : {3, 1, 2})
        state = update(state, SetGeometry{with_kernel(state.document.geometry, side), true});
    EXPECT_TRUE(identical(*state.document.grad_output, *document.grad_output));
}

TEST(Drag, ThatEndsWhereItBeganLeavesNothingToUndo) {
    const AppState start = start_state(overlapping());
    const Geometry at_first = start.document.geometry;
    const AppState state =
        after(start, {SetGeometry{with_kernel(at_first, 3), true}, SetGeometry{at_first, true}, EndGesture{}});
    EXPECT_TRUE(identical(state.document, start.document));
    EXPECT_FALSE(state.history.can_undo());
}

TEST(Drag, AfterTheGestureEndedIsAnotherEntry) {
    AppState state = start_state(overlapping());
    state = after(state, {SetGeometry{with_kernel(state.document.geometry, 3), true}, EndGesture{},
                          SetGeometry{with_kernel(state.document.geometry, 1), true}});
    EXPECT_EQ(state.history.size(), 2u);
    state = after(state, {Undo{}});
    EXPECT_EQ(state.document.geometry.kernel, (Pair{3, 3}));
}

TEST(Drag, IsEndedByAnUndo) {
    AppState state = start_state(overlapping());
    const Geometry at_first = state.document.geometry;
    state = after(state, {SetGeometry{with_kernel(at_first, 3)}, SetGeometry{with_kernel(at_first, 4), true}, Undo{},
                          SetGeometry{with_kernel(at_first, 1), true}});
    EXPECT_EQ(state.history.size(), 2u);
    EXPECT_EQ(after(state, {Undo{}}).document.geometry.kernel, (Pair{3, 3}));
}

TEST(Drag, OverCellsIsOneEntryAndTakenBackInReverse) {
    const AppState start = start_state(overlapping());
    AppState state = start;
    for (const double value : {5.0, nan, -0.0, 8.0})
        state = update(state, SetCells{GridId::Input, {{0, {1, 2}, value}, {0, {1, 2}, value + 1}}, true});
    EXPECT_EQ(state.history.size(), 1u);
    EXPECT_EQ(input_at(state, {1, 2}), 9);
    EXPECT_TRUE(identical(after(state, {Undo{}}).document, start.document));
}

TEST(SetRules, AndTheirCyclesGoThroughEveryRow) {
    AppState state = start_state(overlapping());
    for (std::size_t i = 1; i <= tie_rules().size(); ++i) {
        state = after(state, {CycleTieRule{}});
        EXPECT_EQ(state.document.rules.tie, tie_rules()[i % tie_rules().size()].rule);
    }
    for (std::size_t i = 1; i <= overlap_rules().size(); ++i) {
        state = after(state, {CycleOverlapRule{}});
        EXPECT_EQ(state.document.rules.overlap, overlap_rules()[i % overlap_rules().size()].rule);
    }
    EXPECT_EQ(state.history.size(), tie_rules().size() + overlap_rules().size());
    const Rules rules{TieRule::Split, OverlapRule::AssignCell, NanRule::NoMatch};
    state = after(state, {SetRules{rules}});
    EXPECT_EQ(state.document.rules, rules);
    EXPECT_EQ(after(state, {Undo{}}).document.rules, Rules{});
}

TEST(SetCells, StoresEveryKindOfNumberAndTakesItBack) {
    const AppState start = start_state(overlapping());
    for (const double value : {2.5, nan, -0.0, 1e300, -std::numeric_limits<double>::infinity(), 5e-324}) {
        const AppState changed = after(start, {SetCells{GridId::Input, {{0, {0, 3}, value}}}});
        const double held = input_at(changed, {0, 3});
        EXPECT_TRUE(std::isnan(value) ? std::isnan(held)
                                      : held == value && std::signbit(held) == std::signbit(value));
        EXPECT_TRUE(identical(after(changed, {Undo{}}).document, start.document));
        EXPECT_TRUE(identical(after(changed, {Undo{}, Redo{}}).document, changed.document));
    }
}

TEST(SetCells, TellsZerosApartWhenUndoing) {
    const AppState start = after(start_state(overlapping()), {SetCells{GridId::GradOutput, {{0, {2, 2}, -0.0}}}});
    const AppState changed = after(start, {SetCells{GridId::GradOutput, {{0, {2, 2}, 0.0}}}});
    EXPECT_FALSE(std::signbit(grad_output_at(changed, {2, 2})));
    EXPECT_TRUE(std::signbit(grad_output_at(after(changed, {Undo{}}), {2, 2})));
}

TEST(SetCells, RefusesWhatItsTypeCannotHold) {
    const AppState state = start_state(overlapping(1, DType::Float32));
    for (const double value : {1e39, -1e300}) {
        const AppState refused = after(state, {SetCells{GridId::Input, {{0, {0, 0}, value}}}});
        EXPECT_THAT(refused.notice.sentence, testing::HasSubstr("larger than float32 can hold"));
        EXPECT_TRUE(identical(refused.document, state.document));
    }
    EXPECT_TRUE(std::isinf(input_at(
        after(state, {SetCells{GridId::Input, {{0, {0, 0}, std::numeric_limits<double>::infinity()}}}}), {0, 0})));
}

TEST(SetCells, RoundsToTheTypeOfTheArray) {
    AppState state = start_state(overlapping(1, DType::Float32));
    state = after(state, {SetCells{GridId::Input, {{0, {0, 0}, 0.1}}}});
    EXPECT_EQ(input_at(state, {0, 0}), static_cast<double>(0.1f));
    EXPECT_FALSE(after(state, {SetCells{GridId::Input, {{0, {0, 0}, 0.1}}}}).history.size() > 1);
}

TEST(SetCells, WithTheValueThatIsThereIsNoChange) {
    const AppState start = after(start_state(overlapping()), {SetCells{GridId::Input, {{0, {0, 0}, nan}}}});
    const AppState same = after(start, {SetCells{GridId::Input, {{0, {0, 0}, nan}, {0, {0, 1}, 2}}}});
    EXPECT_EQ(same.history.size(), start.history.size());
    EXPECT_EQ(same.revision, start.revision);
}

TEST(SetCells, LeavesOutCellsThatDoNotExist) {
    const AppState start = start_state(overlapping());
    constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
    const AppState none =
        after(start, {SetCells{GridId::Input, {{1, {0, 0}, 5}, {-1, {0, 0}, 5}, {0, {4, 0}, 5}, {0, {0, far}, 5}}}});
    EXPECT_TRUE(identical(none.document, start.document));
    EXPECT_FALSE(none.history.can_undo());
    const AppState one = after(start, {SetCells{GridId::Input, {{0, {-far, 0}, 5}, {0, {3, 3}, 5}}}});
    EXPECT_EQ(input_at(one, {3, 3}), 5);
}

TEST(SetCells, OfWhatIsComputedIsRefused) {
    const AppState start = start_state(overlapping());
    for (const GridId grid : {GridId::Output, GridId::GradInput}) {
        const AppState refused = after(start, {SetCells{grid, {{0, {0, 0}, 5}}}});
        EXPECT_TRUE(identical(refused.document, start.document));
        EXPECT_TRUE(refused.notice.is_error);
        EXPECT_THAT(refused.notice.sentence, HasSubstr("edit X or dY"));
    }
}

TEST(SetCells, KeepsThePinAndTheSelection) {
    const AppState pinned =
        after(start_state(overlapping()), {Pin{CellRef{GridId::Input, 0, {1, 1}}}, SelectTo{{2, 3}}});
    const AppState changed = after(pinned, {SetCells{GridId::Input, {{0, {1, 1}, 0}}}});
    EXPECT_EQ(selection_of(changed.view), selection_of(pinned.view));
}

TEST(SetInput, MakesTheGradientOnesOrIsRefused) {
    const AppState start = start_state(overlapping());
    const AppState taken = after(start, {SetInput{"new", counted(DType::Float32, {2, 1, 3, 5})}});
    EXPECT_EQ(taken.document.title, "new");
    EXPECT_TRUE(identical(*taken.document.grad_output, make_tensor(DType::Float32, {2, 1, 2, 4}, 1.0)));
    EXPECT_TRUE(identical(after(taken, {Undo{}}).document, start.document));
    const AppState refused = after(start, {SetInput{"small", counted(DType::Float64, {1, 1, 1, 9})}});
    EXPECT_TRUE(identical(refused.document, start.document));
    EXPECT_THAT(refused.notice.sentence, HasSubstr("spans 2 rows"));
    EXPECT_TRUE(after(start, {SetInput{"nothing", AnyTensor{}}}).notice.is_error);
}

TEST(SetGradOutput, TakesTheTypeOfXAndIsRefusedWhenTooLarge) {
    const AppState start = start_state(overlapping());
    const AppState taken = after(start, {SetGradOutput{counted(DType::Float32, {1, 1, 2, 3})}});
    EXPECT_TRUE(identical(*taken.document.grad_output, counted(DType::Float64, {1, 1, 2, 3})));
    for (const Shape& shape : {Shape{1, 1, 4, 3}, Shape{1, 2, 3, 3}, Shape{1, 1, 0, 0}}) {
        const AppState refused = after(start, {SetGradOutput{make_tensor(DType::Float64, shape)}});
        EXPECT_TRUE(identical(refused.document, start.document));
        EXPECT_TRUE(refused.notice.is_error);
    }
}

TEST(Resize, KeepsValuesAtTheirPlace) {
    const AppState start = start_state(overlapping());
    const AppState taken = after(start, {Resize{{1, 2, 3, 5}}});
    EXPECT_EQ(input_at(taken, {2, 3}), 12);
    EXPECT_EQ(input_at(taken, {2, 4}), 0);
    EXPECT_EQ(grad_output_at(taken, {1, 2}), 105);
    EXPECT_EQ(grad_output_at(taken, {1, 3}), 1);
    EXPECT_EQ(grad_output_at(taken, {0, 0}, 1), 1);
    EXPECT_TRUE(identical(after(taken, {Undo{}}).document, start.document));
    EXPECT_FALSE(after(start, {Resize{{1, 1, 4, 4}}}).history.can_undo());
}

TEST(Resize, ToWhatCannotBeIsRefused) {
    const AppState start = start_state(overlapping());
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    for (const Shape& shape : {Shape{0, 1, 4, 4}, Shape{1, 1, 1, 1}, Shape{1, 1, -4, 4}, Shape{1, 1, 1 << 20, 4},
                               Shape{most, most, most, most}, Shape{1 << 20, 1 << 20, 4, 4}}) {
        const AppState refused = after(start, {Resize{shape}});
        EXPECT_TRUE(identical(refused.document, start.document));
        EXPECT_TRUE(refused.notice.is_error) << to_string(shape);
    }
}

TEST(Randomize, KeepsShapeTypeAndGradient) {
    const AppState start = start_state(overlapping(2, DType::Float32));
    for (const RandomKind kind : {RandomKind::Distinct, RandomKind::ManyTies, RandomKind::ReluZeros}) {
        const AppState drawn = after(start, {Randomize{kind, 7}});
        EXPECT_TRUE(identical(*drawn.document.input, random_tensor(kind, DType::Float32, {1, 2, 4, 4}, 7)));
        EXPECT_TRUE(identical(*drawn.document.grad_output, *start.document.grad_output));
        EXPECT_EQ(drawn.history.size(), 1u);
    }
}

TEST(OpenDocument, BeginsAtTheStartWithNothingPinned) {
    const AppState busy = after(
        start_state(overlapping(3)),
        {Seek{40}, ChoosePlane{2}, Pin{CellRef{GridId::Input, 2, {3, 3}}}, SetCamera{{4, 0.2, 0.7}}, TogglePlay{}});
    const AppState opened = after(busy, {OpenDocument{overlapping()}});
    EXPECT_EQ(opened.play.done, 0);
    EXPECT_FALSE(opened.play.playing);
    EXPECT_EQ(opened.view.plane, 0);
    EXPECT_EQ(opened.view.camera, Camera{});
    EXPECT_FALSE(opened.view.pinned);
    EXPECT_TRUE(identical(after(opened, {Undo{}}).document, busy.document));
}

TEST(OpenDocument, ThatIsInvalidChangesNothing) {
    const AppState busy = after(start_state(overlapping()), {Seek{7}, SetCamera{{4, 0.2, 0.7}}});
    Document wrong = overlapping();
    wrong.geometry.kernel = {9, 9};
    const AppState refused = after(busy, {OpenDocument{wrong}});
    EXPECT_TRUE(identical(refused.document, busy.document));
    EXPECT_TRUE(refused.notice.is_error);
    EXPECT_EQ(refused.play, busy.play);
    EXPECT_EQ(refused.view, busy.view);
}

TEST(Undo, WithNothingToTakeBackDoesNothing) {
    const AppState start = start_state(overlapping());
    const AppState same = after(start, {Undo{}, Redo{}});
    EXPECT_TRUE(identical(same.document, start.document));
    EXPECT_EQ(same.revision, start.revision);
}

TEST(Undo, IsForgottenByAnotherChange) {
    const AppState state = after(start_state(overlapping()), {CycleTieRule{}, Undo{}, CycleOverlapRule{}});
    EXPECT_FALSE(state.history.can_redo());
}

TEST(Changes, HoldTheViewWithinTheDocument) {
    const AppState busy =
        after(start_state(overlapping(3)), {GoLast{}, Pin{CellRef{GridId::Input, 2, {3, 3}}}, SelectTo{{0, 0}},
                                            Hover{CellRef{GridId::GradInput, 2, {3, 3}}}});
    const AppState smaller = after(busy, {Resize{{1, 1, 2, 2}}});
    EXPECT_EQ(smaller.view.plane, 0);
    EXPECT_FALSE(smaller.view.pinned);
    EXPECT_FALSE(smaller.view.hover);
    EXPECT_FALSE(smaller.view.selected_to);
    EXPECT_EQ(smaller.play.done, steps_of(smaller));
}

TEST(Changes, PauseThePlay) {
    const std::vector<Command> changes{SetGeometry{{.kernel = {3, 3}, .stride = {1, 1}}},
                                       CycleTieRule{},
                                       CycleOverlapRule{},
                                       SetCells{GridId::Input, {{0, {0, 0}, 9}}},
                                       Randomize{},
                                       Resize{{1, 1, 5, 5}},
                                       SetInput{"x", counted(DType::Float64, {1, 1, 4, 4}, 5)},
                                       Undo{},
                                       OpenDocument{overlapping()}};
    const AppState playing = after(start_state(overlapping()), {CycleTieRule{}, TogglePlay{}});
    ASSERT_TRUE(playing.play.playing);
    for (const Command& command : changes) EXPECT_FALSE(update(playing, command).play.playing) << command.kind();
}

}  // namespace
}  // namespace poolwalk
