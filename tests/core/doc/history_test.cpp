// Entries of undo: what they merge, what they hold, how many are kept.
#include "core/doc/history.h"

#include <gtest/gtest.h>

#include "tests/core/doc/update/doc_support.h"

namespace poolwalk {
namespace {

using namespace test;

Change cell_changed(double before, double after) { return CellsChanged{GridId::Input, {{0, {0, 0}, before, after}}}; }

Settings settings_of(const Document& document) {
    return {document.geometry, document.rules, document.method, document.grad_output};
}

SettingsChanged rule_changed(const Document& document, TieRule tie) {
    Settings after = settings_of(document);
    after.rules.tie = tie;
    return {settings_of(document), after};
}

TEST(History, BeginsEmpty) {
    const History history;
    EXPECT_FALSE(history.can_undo());
    EXPECT_FALSE(history.can_redo());
    EXPECT_EQ(history.gesture_start(), nullptr);
}

TEST(History, MergesAGestureOfOneKindOnly) {
    const Document document = overlapping();
    History history;
    history.record(cell_changed(1, 2), true);
    history.record(cell_changed(2, 3), true);
    EXPECT_EQ(history.size(), 1u);
    history.record(rule_changed(document, TieRule::Last), true);
    EXPECT_EQ(history.size(), 2u);
    history.record(CellsChanged{GridId::GradOutput, {{0, {0, 0}, 1, 2}}}, true);
    history.record(cell_changed(3, 4), true);
    EXPECT_EQ(history.size(), 4u) << "cells of X and of dY are not one gesture";
    history.record(DocumentReplaced{document}, true);
    history.record(DocumentReplaced{document}, true);
    EXPECT_EQ(history.size(), 6u) << "documents are never merged";
}

TEST(History, KnowsWhereTheOpenGestureBegan) {
    const Document document = overlapping();
    History history;
    history.record(rule_changed(document, TieRule::Last), false);
    EXPECT_EQ(history.gesture_start(), nullptr);
    history.record(rule_changed(document, TieRule::All), true);
    ASSERT_NE(history.gesture_start(), nullptr);
    EXPECT_EQ(history.gesture_start()->rules, document.rules);
    history.end_gesture();
    EXPECT_EQ(history.gesture_start(), nullptr);
    history.record(cell_changed(1, 2), true);
    EXPECT_EQ(history.gesture_start(), nullptr);
}

TEST(History, ForgetsWhatWasTakenBackWhenSomethingElseIsDone) {
    Document document = overlapping();
    History history;
    Change first = cell_changed(1, 2);
    carry_out(first, document);
    history.record(first, false);
    history.undo(document);
    EXPECT_TRUE(history.can_redo());
    history.record(cell_changed(1, 5), false);
    EXPECT_FALSE(history.can_redo());
}

TEST(History, TakesBackTheSameCellChangedTwice) {
    Document document = overlapping();
    Change twice = CellsChanged{GridId::Input, {{0, {0, 0}, 1, 2}, {0, {0, 0}, 2, 3}}};
    carry_out(twice, document);
    EXPECT_EQ(value_at(*document.input, 0, 0, 0), 3);
    take_back(twice, document);
    EXPECT_TRUE(identical(document, overlapping()));
}

TEST(History, KeepsTheLastThousandEntries) {
    Document document = overlapping();
    History history;
    const auto count = static_cast<int>(History::limit) + 10;
    for (int i = 0; i < count; ++i) {
        Change change = cell_changed(i + 1, i + 2);
        carry_out(change, document);
        history.record(change, false);
    }
    EXPECT_EQ(history.size(), History::limit);
    while (history.can_undo()) history.undo(document);
    EXPECT_EQ(value_at(*document.input, 0, 0, 0), 11);
    while (history.can_redo()) history.redo(document);
    EXPECT_EQ(value_at(*document.input, 0, 0, 0), count + 1);
}

TEST(History, KeepsOfAReplacementOnlyTheDocumentThatIsNotShown) {
    Document document = overlapping();
    const Document other = document_of("other", make_tensor(DType::Float64, {1, 1, 3, 3}, 7), {}, {});
    History history;
    Change replaced = DocumentReplaced{other};
    carry_out(replaced, document);
    history.record(std::move(replaced), false);
    EXPECT_TRUE(identical(document, other));
    Change edit = cell_changed(7, 8);
    carry_out(edit, document);
    history.record(edit, false);
    EXPECT_TRUE(history.undoes_few_cells(1));
    EXPECT_FALSE(history.undoes_few_cells(0));
    EXPECT_NE(history.undo(document), nullptr);
    EXPECT_TRUE(history.redoes_few_cells(1));
    EXPECT_EQ(history.undo(document), nullptr) << "not an edit of cells";
    EXPECT_FALSE(history.redoes_few_cells(1));
    EXPECT_TRUE(identical(document, overlapping()));
    history.redo(document);
    EXPECT_TRUE(identical(document, other));
    history.redo(document);
    EXPECT_EQ(value_at(*document.input, 0, 0, 0), 8);
}

TEST(History, DoesNotTouchTensorsThatOthersHold) {
    Document document = overlapping();
    const Document before = document;
    Change edit = cell_changed(1, 99);
    carry_out(edit, document);
    EXPECT_EQ(value_at(*before.input, 0, 0, 0), 1);
    EXPECT_TRUE(document.grad_output.same_memory(before.grad_output)) << "what is not edited is not copied";
}

}  // namespace
}  // namespace poolwalk
