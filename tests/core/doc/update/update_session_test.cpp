// Unsaved work, and the questions that stand before losing it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/doc/update/doc_support.h"

namespace poolwalk {
namespace {

using namespace test;
using testing::ElementsAre;

const Command edit = SetCells{GridId::Input, {{0, {0, 0}, 77}}};

template <class R>
bool asks_for(const AppState& state) {
    return state.requests.size() == 1 && std::holds_alternative<R>(state.requests.front());
}

TEST(UnsavedWork, IsWhatAPersonChanged) {
    AppState s = start_state(overlapping());
    EXPECT_FALSE(has_unsaved_work(s));
    s = after(
        s, {Seek{5}, SetTheme{Theme::Light}, Pin{CellRef{GridId::Input, 0, {1, 1}}}, SetWorkspace{Workspace::Check}});
    EXPECT_FALSE(has_unsaved_work(s)) << "how it is looked at is not the document";
    s = after(s, {edit});
    EXPECT_TRUE(has_unsaved_work(s));
    EXPECT_FALSE(has_unsaved_work(after(s, {OpenDocument{overlapping(2)}})));
    EXPECT_TRUE(has_unsaved_work(after(s, {OpenDocument{overlapping(2)}, Undo{}}))) << "it came back";
    EXPECT_TRUE(has_unsaved_work(after(s, {OpenDocument{.document = overlapping(2), .is_work = true}}))) << "pasted";
    EXPECT_FALSE(has_unsaved_work(after(s, {Saved{"f.json", s.revision}})));
    EXPECT_TRUE(has_unsaved_work(after(s, {Saved{"f.json", s.revision}, edit, Undo{}, SetRules{{TieRule::Last}}})));
}

TEST(UnsavedWork, IsNoneOnceUndone) {
    const AppState edited = after(start_state(overlapping()), {edit});
    EXPECT_FALSE(has_unsaved_work(after(edited, {Undo{}})));
    EXPECT_TRUE(has_unsaved_work(after(edited, {Undo{}, Redo{}})));
    const AppState saved = after(edited, {Saved{"f.json", edited.history.content()}});
    EXPECT_TRUE(has_unsaved_work(after(saved, {Undo{}}))) << "the file holds the edit";
    EXPECT_FALSE(has_unsaved_work(after(saved, {Undo{}, Redo{}})));
    EXPECT_TRUE(has_unsaved_work(after(saved, {Undo{}, edit}))) << "as good as the same, but told apart by nothing";
    const AppState dragged = after(edited, {Undo{}, SetGeometry{{.kernel = {3, 3}, .stride = {1, 1}}, true},
                                            SetGeometry{{.kernel = {2, 2}, .stride = {1, 1}}, true}, EndGesture{}});
    EXPECT_FALSE(has_unsaved_work(dragged)) << "back where the drag began";
}

TEST(LeftWork, IsAskedAboutAtTheEnd) {
    const AppState opened = after(start_state(overlapping()), {edit, OpenDocument{overlapping(2), "x.npy"}});
    EXPECT_FALSE(has_unsaved_work(opened));
    const AppState asked = after(opened, {Quit{}});
    ASSERT_TRUE(asked.question);
    EXPECT_EQ(asked.question->kind, QuestionKind::Left);
    EXPECT_EQ(asked.question->about, "overlapping");
    EXPECT_TRUE(asked.requests.empty());
    EXPECT_TRUE(asks_for<Quit>(after(asked, {Answer{Reply::No}})));
    EXPECT_TRUE(after(asked, {Answer{Reply::Cancel}}).requests.empty());
    const AppState back = after(asked, {Answer{Reply::Yes}});
    EXPECT_TRUE(back.requests.empty());
    EXPECT_EQ(input_at(back, {0, 0}), 77);
    EXPECT_EQ(shape_of(*back.document.input).c, 1);
    EXPECT_TRUE(has_unsaved_work(back));
    EXPECT_EQ(after(back, {Quit{}}).question->kind, QuestionKind::Unsaved);

    // Below what is unsaved itself, one after the other.
    const AppState both = after(opened, {edit, Quit{}});
    EXPECT_EQ(both.question->kind, QuestionKind::Unsaved);
    EXPECT_EQ(after(both, {Answer{Reply::No}}).question->kind, QuestionKind::Left);
    const AppState saving = after(both, {Answer{Reply::Yes}});
    const AppState saved = after(saving, {Saved{"f.json", saving.history.content()}});
    ASSERT_TRUE(saved.question);
    EXPECT_EQ(saved.question->kind, QuestionKind::Left);
    EXPECT_TRUE(saved.requests.empty());
    const AppState third = after(opened, {OpenDocument{overlapping(3)}, SetRules{{TieRule::Last}}, Undo{}, Quit{}});
    EXPECT_EQ(after(third, {Answer{Reply::Yes}}).document.title, "overlapping");
    EXPECT_EQ(input_at(after(third, {Answer{Reply::Yes}}), {0, 0}), 77) << "however far back";
}

TEST(LeftWork, IsNotWhatIsKeptOrWasDiscarded) {
    AppState s = after(start_state(overlapping()), {edit});
    s = after(s, {Saved{"/f.json", s.history.content()}, OpenDocument{overlapping(2)}, Quit{}});
    EXPECT_TRUE(asks_for<Quit>(s)) << "it was saved";

    const AppState asked =
        after(start_state(overlapping()), {Saved{"/f.json", 1}, edit, OpenExample{"ties"}, Answer{Reply::No}});
    ASSERT_TRUE(asks_for<OpenExample>(asked));
    AppState opened = after(asked, {OpenDocument{overlapping(2)}});
    opened.requests.clear();
    EXPECT_TRUE(asks_for<Quit>(after(opened, {Quit{}}))) << "it was discarded";
    EXPECT_TRUE(has_unsaved_work(after(opened, {Undo{}}))) << "and yet brought back";

    s = after(start_state(overlapping()), {OpenDocument{overlapping(2)}, Undo{}, edit, Quit{}});
    EXPECT_EQ(s.question->kind, QuestionKind::Unsaved);
}

TEST(LeftWork, IsNotWhatWasTriedInALesson) {
    const auto lesson = std::make_shared<Lesson>();
    lesson->start = overlapping();
    lesson->pages.resize(2);
    lesson->pages[0].sentence = lesson->pages[1].sentence = "look";
    AppState s = after(start_state(overlapping(2)), {StartLesson{lesson}, edit, LessonOn{}});
    EXPECT_TRUE(identical(s.document, lesson->start));
    EXPECT_TRUE(asks_for<Quit>(after(s, {Quit{}})));
    s = after(start_state(overlapping(2)), {edit, StartLesson{lesson}, edit, LessonOn{}, Quit{}});
    ASSERT_TRUE(s.question) << "but what was there before is";
    EXPECT_EQ(shape_of(*after(s, {Answer{Reply::Yes}}).document.input).c, 2);
}

// Else Save would write one document over the file of another.
TEST(Undoing, AnOpeningBringsBackWhereTheDocumentCameFrom) {
    AppState s = after(start_state(overlapping()), {Saved{"/a.json", 1}});
    const Origin a = s.origin;
    s = after(s, {OpenSession{.session = {.document = overlapping(2)}, .file = "/b.json", .stamp = {1, 2, 3}}});
    const Origin b = s.origin;
    EXPECT_EQ(b.stamp, (FileStamp{1, 2, 3}));
    s = after(s, {Undo{}});
    EXPECT_EQ(s.origin, a);
    EXPECT_FALSE(has_unsaved_work(s));
    EXPECT_EQ(after(s, {Redo{}}).origin, b);
    s = after(s, {edit, Save{}});
    ASSERT_TRUE(asks_for<SaveAs>(s));
    EXPECT_EQ(std::get<SaveAs>(s.requests.front()).path, "/a.json");
    EXPECT_FALSE(std::get<SaveAs>(s.requests.front()).overwrite) << "not if it has changed since";
}

TEST(Quitting, AsksOnlyAboutUnsavedWork) {
    AppState s = start_state(overlapping());
    EXPECT_TRUE(asks_for<Quit>(update(s, Quit{})));
    s = after(s, {edit, Quit{}});
    ASSERT_TRUE(s.question);
    EXPECT_EQ(s.question->kind, QuestionKind::Unsaved);
    EXPECT_TRUE(s.requests.empty());

    EXPECT_TRUE(asks_for<Quit>(after(s, {Answer{Reply::No}})));
    const AppState cancelled = after(s, {Answer{Reply::Cancel}});
    EXPECT_TRUE(cancelled.requests.empty());
    EXPECT_FALSE(cancelled.question);

    AppState saving = after(s, {Answer{Reply::Yes}});
    EXPECT_TRUE(saving.requests.empty());
    EXPECT_TRUE(saving.view.show_files) << "it has no name yet";
    EXPECT_EQ(saving.view.files_for, FilesFor::Save);
    EXPECT_TRUE(asks_for<Quit>(after(saving, {Saved{"f.json", saving.revision}})));
    const AppState changed =
        after(saving, {SetCells{GridId::Input, {{0, {0, 0}, 78}}}, Saved{"f.json", saving.revision}});
    EXPECT_TRUE(changed.requests.empty()) << "what was changed while it was saved is not lost";
    EXPECT_FALSE(changed.after_saving);
    const AppState closed = after(saving, {ShowFiles{.show = false}, Saved{"f.json", saving.revision}});
    EXPECT_TRUE(closed.requests.empty()) << "the list was closed: nothing follows a later save";
    const AppState failed = after(saving, {Tell{"no room", true}, Saved{"f.json", saving.revision}});
    EXPECT_TRUE(failed.requests.empty());
}

TEST(Saving, AsksForANameTheFirstTimeOnly) {
    AppState s = after(start_state(overlapping()), {edit, Save{}});
    EXPECT_TRUE(s.requests.empty());
    EXPECT_TRUE(s.view.show_files);
    s = after(s, {Saved{"/home/a/f.json", s.revision}});
    EXPECT_FALSE(s.view.show_files);
    EXPECT_EQ(s.origin.file, "/home/a/f.json");
    s = after(s, {edit, Save{}});
    ASSERT_TRUE(asks_for<SaveAs>(s));
    EXPECT_EQ(std::get<SaveAs>(s.requests.front()).path, "/home/a/f.json");
    s.requests.clear();
    s = after(s, {ChooseName{}});
    EXPECT_EQ(s.view.folder, "/home/a");
    s = after(s, {OpenDocument{overlapping(), "/home/b/x.npy"}, Save{}});
    EXPECT_TRUE(s.requests.empty()) << "an array is never written over";
    EXPECT_EQ(s.view.folder, "/home/b");
}

TEST(Opening, AsksWhenASessionHasChanges) {
    const AppState scratch = after(start_state(overlapping()), {edit, OpenExample{"ties"}});
    EXPECT_TRUE(asks_for<OpenExample>(scratch)) << "undo brings it back";
    AppState s = after(start_state(overlapping()), {Saved{"/f.json", 1}, edit, OpenExample{"ties"}});
    ASSERT_TRUE(s.question);
    EXPECT_TRUE(s.requests.empty());
    s = after(s, {Answer{Reply::Yes}});
    ASSERT_TRUE(asks_for<SaveAs>(s));
    s.requests.clear();
    EXPECT_TRUE(asks_for<OpenExample>(after(s, {Saved{"/f.json", s.revision}})));
}

TEST(Questions, OfOtherKindsAskForWhatTheyAreAbout) {
    const AppState overwrite =
        after(start_state(overlapping()), {Ask{{.kind = QuestionKind::Overwrite, .path = "/f.json"}}});
    AppState s = after(overwrite, {Answer{Reply::Yes}});
    ASSERT_TRUE(asks_for<SaveAs>(s));
    EXPECT_TRUE(std::get<SaveAs>(s.requests.front()).overwrite);
    EXPECT_TRUE(after(overwrite, {Answer{Reply::No}}).requests.empty());
    const AppState recover =
        after(start_state(overlapping()), {Ask{{.kind = QuestionKind::Recover, .path = "/a.json"}}});
    EXPECT_TRUE(asks_for<OpenAutosave>(after(recover, {Answer{Reply::Yes}})));
    EXPECT_TRUE(asks_for<DropAutosave>(after(recover, {Answer{Reply::No}})));
    EXPECT_TRUE(after(recover, {Answer{Reply::Cancel}}).requests.empty());
    EXPECT_TRUE(after(start_state(overlapping()), {Answer{Reply::Yes}}).requests.empty()) << "nobody asked";
}

TEST(Recent, AreTheNewestTenOnceEach) {
    AppState s = start_state(overlapping());
    for (const char* file : {"a", "b", "a", ""}) s = after(s, {OpenDocument{overlapping(), file}});
    EXPECT_THAT(s.recent, ElementsAre("a", "b"));
    s = after(s, {Saved{"b", 1}});
    EXPECT_THAT(s.recent, ElementsAre("b", "a"));
    for (int i = 0; i < 20; ++i) s = after(s, {OpenDocument{overlapping(), std::to_string(i)}});
    EXPECT_EQ(s.recent.size(), max_recent_files);
    EXPECT_EQ(s.recent.front(), "19");
}

// --- Watched files ---

ReadAgain array_again(std::int64_t side, double value) {
    AnyTensor x = make_tensor(DType::Float64, {1, 1, side, side}, value);
    const Geometry plain = plain_geometry(shape_of(x));
    return {.document = document_of("x.npy", std::move(x), plain, {}), .is_array = true, .stamp = {7, 8, 9}};
}

TEST(WatchFile, NeedsAFile) {
    AppState s = after(start_state(overlapping()), {WatchFile{}});
    EXPECT_FALSE(s.origin.is_watched);
    EXPECT_TRUE(s.notice.is_error);
    s = after(s, {OpenDocument{overlapping(), "/x.npy"}, WatchFile{}});
    EXPECT_TRUE(s.origin.is_watched);
    EXPECT_FALSE(after(s, {WatchFile{false}}).origin.is_watched);
    EXPECT_FALSE(after(s, {OpenDocument{overlapping(), "/y.npy"}}).origin.is_watched) << "another file";
    EXPECT_TRUE(after(s, {SetClaim{"dx.npy", *overlapping().input, "/dx.npy"}, WatchFile{}}).origin.is_watched);
}

TEST(ReadAgain, OfAnArrayKeepsLayerStepAndView) {
    const Geometry wide{.kernel = {3, 3}, .stride = {1, 1}};
    AppState s =
        after(start_state(overlapping()), {OpenDocument{.document = overlapping(), .file = "/x.npy"},
                                           SetGeometry{wide}, SetRules{{TieRule::Last}}, Seek{3},
                                           Pin{CellRef{GridId::Input, 0, {1, 1}}}, SetWorkspace{Workspace::Check}});
    const std::int64_t side = shape_of(*s.document.input).h;
    const AppState again = after(s, {array_again(side, 4)});
    EXPECT_EQ(input_at(again, {0, 0}), 4);
    EXPECT_EQ(again.document.geometry, wide);
    EXPECT_EQ(again.document.rules.tie, TieRule::Last);
    EXPECT_EQ(again.play.done, 3);
    EXPECT_EQ(again.view.workspace, Workspace::Check);
    EXPECT_TRUE(again.view.pinned);
    EXPECT_TRUE(identical(*again.document.grad_output, *s.document.grad_output));
    EXPECT_EQ(again.origin.stamp, (FileStamp{7, 8, 9}));
    EXPECT_EQ(again.origin.file, "/x.npy");
    EXPECT_THAT(again.notice.sentence, testing::HasSubstr("x.npy was read again; Ctrl+Z brings back"));
    EXPECT_EQ(input_at(after(again, {Undo{}}), {0, 0}), input_at(s, {0, 0}));

    const AppState small = after(s, {array_again(2, 4)});
    EXPECT_EQ(small.document.geometry.kernel, (Pair{2, 2})) << "a window that does not fit gives way";
}

TEST(ReadAgain, LeavesNoUnsavedWorkWhereThereWasNone) {
    const AppState opened = after(start_state(overlapping()), {OpenDocument{overlapping(), "/x.npy"}});
    const AppState again = after(opened, {array_again(6, 4)});
    EXPECT_FALSE(has_unsaved_work(again));
    EXPECT_EQ(again.notice.sentence, "x.npy was read again");
    EXPECT_TRUE(has_unsaved_work(after(opened, {edit, array_again(6, 4)}))) << "the layer may be a person's";
}

TEST(ReadAgain, TakesTheGradientOfTheFileWhereItFits) {
    ReadAgain again = array_again(6, 4);
    again.grad_output = make_tensor(DType::Float64, {1, 1, 3, 3}, 5);
    const AppState opened = after(start_state(overlapping()), {OpenDocument{*again.document, "/x.npz"},
                                                               SetGeometry{{.kernel = {2, 2}, .stride = {2, 2}}}});
    EXPECT_EQ(value_at(*after(opened, {again}).document.grad_output, 0, 2, 2), 5);
    again.grad_output = make_tensor(DType::Float64, {1, 1, 2, 2}, 5);
    EXPECT_EQ(value_at(*after(opened, {again}).document.grad_output, 0, 1, 1), 1) << "of another shape";
}

TEST(ReadAgain, OfWhatMakesNoDocumentChangesNothing) {
    ReadAgain again = array_again(6, 4);
    again.document->grad_output = make_tensor(DType::Float64, {1, 1, 9, 9}, 5);
    const AppState before = start_state(overlapping()), refused = after(before, {again});
    EXPECT_TRUE(refused.notice.is_error);
    EXPECT_TRUE(identical(refused.document, before.document));
}

TEST(ReadAgain, OfAClaimBringsItAlone) {
    const AppState before =
        after(start_state(overlapping()), {SetClaim{"dx.npy", *overlapping().input, "/d/dx.npy"}});
    const AppState again = after(
        before,
        {ReadAgain{.claim = ClaimedGradient{"dx.npy", make_tensor(DType::Float64, {1, 1, 1, 1}, 2.0), "/d/dx.npy"}}});
    EXPECT_EQ(value_at(*again.claim->grad_input, 0, 0, 0), 2);
    EXPECT_EQ(again.revision, before.revision);
    EXPECT_EQ(again.notice.sentence, "dx.npy was read again");
}

// --- Which axis is which ---

TEST(Layout, IsAskedAboutOnceWhereTheChannelsSeemToComeLast) {
    const AnyTensor x = make_tensor(DType::Float64, {2, 8, 8, 3}, 1.0);
    const OpenDocument open{
        .document = document_of("x.npy", x, plain_geometry(shape_of(x)), {}), .file = "/x.npy", .may_be_nhwc = true};
    const AppState asked = after(start_state(overlapping()), {open});
    ASSERT_TRUE(asked.question);
    EXPECT_EQ(asked.question->kind, QuestionKind::Layout);
    const AppState kept = after(asked, {Answer{Reply::Cancel}});
    EXPECT_EQ(shape_of(*kept.document.input), (Shape{2, 8, 8, 3}));
    EXPECT_FALSE(kept.question);
    const AppState turned = after(asked, {Answer{Reply::Yes}});
    EXPECT_EQ(shape_of(*turned.document.input), (Shape{2, 3, 8, 8}));
    EXPECT_EQ(turned.document.layout, AxisOrder::NHWC);
    EXPECT_EQ(shape_of(*after(turned, {Undo{}}).document.input), (Shape{2, 8, 8, 3}));
    EXPECT_EQ(after(turned, {Undo{}}).document.layout, AxisOrder::NCHW);
}

TEST(OpenDocument, SaysWhatWasChangedOnTheWay) {
    const AppState s = after(start_state(overlapping()),
                             {OpenDocument{.document = overlapping(), .file = "/x.csv", .note = "2 rounded"}});
    EXPECT_EQ(s.notice.sentence, "2 rounded");
    EXPECT_FALSE(s.notice.is_error);
}

}  // namespace
}  // namespace poolwalk
