// Entries of undo: what they merge, what they hold, how many are kept.
#include "core/doc/history.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/core/doc/update/doc_support.h"

namespace poolwalk {
namespace {

using namespace test;

// Where the documents of these tests come from.
Origin origin;

Change cell_changed(double before, double after) { return CellsChanged{GridId::Input, {{0, {0, 0}, before, after}}}; }

Settings settings_of(const Document& document) {
    return {document.geometry, document.rules, document.method, document.grad_output, document.kept_grad_output};
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
    history.undo(document, origin);
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
    while (history.can_undo()) history.undo(document, origin);
    EXPECT_EQ(value_at(*document.input, 0, 0, 0), 11);
    while (history.can_redo()) history.redo(document, origin);
    EXPECT_EQ(value_at(*document.input, 0, 0, 0), count + 1);
}

TEST(History, KeepsNoMoreBytesThanItsLimit) {
    const std::int64_t side = 1024;
    const auto bytes = static_cast<std::size_t>(side * side) * sizeof(double);
    Document document = overlapping();
    History history;
    const std::size_t count = History::limit_bytes / bytes + 10;
    for (std::size_t i = 0; i < count; ++i) {
        Change replaced = DocumentReplaced{document_of("large", make_tensor(DType::Float64, {1, 1, side, side}, 1),
                                                       {.kernel = {512, 512}, .stride = {512, 512}}, {})};
        carry_out(replaced, document);
        history.record(std::move(replaced), false);
    }
    EXPECT_LE(history.size(), History::limit_bytes / bytes);
    EXPECT_GE(history.size(), History::limit_bytes / bytes - 1) << "and not fewer than need be";
    for (int i = 0; i < 50; ++i) history.record(cell_changed(i, i + 1), false);
    EXPECT_GT(history.size(), 50u) << "what is small goes on top";
    std::vector<CellEdit> all(History::limit_bytes / sizeof(CellEdit) + 1, CellEdit{0, {0, 0}, 1, 2});
    history.record(CellsChanged{GridId::Input, std::move(all)}, false);
    EXPECT_EQ(history.size(), 1u) << "the newest can always be undone";
}

TEST(History, KnowsAContentAgainThatUndoBroughtBack) {
    Document document = overlapping();
    History history;
    const std::uint64_t first = history.content();
    history.record(cell_changed(1, 2), false);
    const std::uint64_t second = history.content();
    EXPECT_NE(second, first);
    history.undo(document, origin);
    EXPECT_EQ(history.content(), first);
    history.redo(document, origin);
    EXPECT_EQ(history.content(), second);
    history.undo(document, origin);
    history.record(cell_changed(1, 3), false);
    EXPECT_NE(history.content(), second) << "another change";
    EXPECT_EQ(history.without_entries().content(), history.content());
    // A gesture that comes back to where it began.
    const std::uint64_t before = history.content();
    history.record(rule_changed(document, TieRule::Last), true);
    EXPECT_NE(history.content(), before);
    history.record(rule_changed(document, document.rules.tie), true);
    history.end_gesture();
    EXPECT_EQ(history.content(), before);
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
    EXPECT_NE(history.undo(document, origin), nullptr);
    EXPECT_TRUE(history.redoes_few_cells(1));
    EXPECT_EQ(history.undo(document, origin), nullptr) << "not an edit of cells";
    EXPECT_FALSE(history.redoes_few_cells(1));
    EXPECT_TRUE(identical(document, overlapping()));
    history.redo(document, origin);
    EXPECT_TRUE(identical(document, other));
    history.redo(document, origin);
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
