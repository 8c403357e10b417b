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

}  // namespace
}  // namespace poolwalk
