// Stories of keeping work: saving, opening again, and the questions before something is lost.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "core/io/arrays/array_reader.h"
#include "core/io/files/read_file.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"
#include "tests/app/files/state_folder_support.h"
#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SavingTest : public StateFolderTest {
protected:
    Result<SessionFile> read(const std::string& name) const {
        return io::read_session(io::read_file(folder / name).value(), name, folder);
    }
    static void edit(Driver& d, const char* value) {
        d.click("X(1,1)");
        d.type(value);
        d.press(Key::Enter);
    }
    // Ctrl+S in this folder under a name.
    void save_as(Driver& d, const std::string& name) const {
        d.session.run(ShowFiles{true, folder.string(), FilesFor::Save});
        d.frames(2);
        d.click("path");
        d.ctrl(Key::A);
        d.type(name);
        d.press(Key::Enter);
    }
};

const KeyPress ctrl_shift_s{.key = Key::S, .ctrl = true, .shift = true};

TEST_F(SavingTest, SavesAndOpensAgain) {
    Driver d;
    edit(d, "77");
    d.press(Key::Right);
    d.choose("colours", "Viridis");
    d.ctrl(Key::S);
    EXPECT_TRUE(d.shows("file_list"));
    EXPECT_EQ(d.memory().typed_path, "overlap-no-ties.json") << "a name is proposed";
    d.session.run(ShowFiles{.show = false});
    save_as(d, "mine");
    EXPECT_FALSE(d.shows("file_list"));
    EXPECT_FALSE(has_unsaved_work(d.state()));
    EXPECT_EQ(d.state().origin.file, path("mine.json"));
    EXPECT_EQ(d.state().notice.sentence, "saved mine.json");

    Driver again(example("ties"));
    again.session.run(OpenFile{path("mine.json")});
    EXPECT_TRUE(identical(again.state().document, d.state().document));
    EXPECT_EQ(again.state().play.done, 1);
    EXPECT_EQ(again.state().view.colormap, d.state().view.colormap);
    edit(again, "5");
    again.ctrl(Key::S);
    EXPECT_FALSE(again.shows("file_list")) << "it has its file";
    EXPECT_EQ(value_at(*read("mine.json")->document.input, 0, 1, 1), 5);
}

// The program was busy while a whole path and Return were typed.
TEST_F(SavingTest, TakesKeysThatWereTypedWhileItWasBusy) {
    Driver d;
    edit(d, "77");
    d.session.run(ShowFiles{true, folder.string(), FilesFor::Save});
    d.frames(2);
    d.click("path");
    d.ctrl(Key::A);
    d.type_at_once("typed-ahead", {Key::Enter});
    EXPECT_FALSE(d.shows("file_list"));
    EXPECT_EQ(d.state().origin.file, path("typed-ahead.json"));
}

TEST_F(SavingTest, AsksBeforeItWritesOverAnother) {
    std::ofstream(path("other.json")) << "{}";
    Driver d;
    edit(d, "5");
    save_as(d, "other.json");
    EXPECT_TRUE(d.shows("question"));
    EXPECT_EQ(*io::read_file(path("other.json")), "{}");
    d.press(Key::Escape);
    EXPECT_FALSE(d.shows("question"));
    EXPECT_TRUE(d.shows("file_list")) << "another name can be given";
    d.click("path_open");
    d.click("answer_yes");
    EXPECT_TRUE(read("other.json"));
    EXPECT_FALSE(has_unsaved_work(d.state()));
    d.frames(2);
    EXPECT_FALSE(d.shows("file_list"));
}

TEST_F(SavingTest, SaysWhyItCouldNotSave) {
    Driver d;
    edit(d, "5");
    d.session.run(SaveAs{"/proc/nowhere/x.json"});
    EXPECT_TRUE(d.state().notice.is_error);
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("cannot be written"));
    d.session.run(SaveAs{folder.string()});
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("this is a folder"));
    EXPECT_TRUE(has_unsaved_work(d.state()));
}

TEST_F(SavingTest, QuitsAtOnceWithoutChanges) {
    Driver d;
    d.press(Key::Right);
    d.ctrl(Key::Q);
    EXPECT_TRUE(d.session.wants_to_quit());
}

TEST_F(SavingTest, AsksBeforeItClosesOverChanges) {
    Driver d;
    edit(d, "5");
    d.ctrl(Key::Q);
    EXPECT_FALSE(d.session.wants_to_quit());
    ASSERT_TRUE(d.shows("question"));
    d.press(Key::Right);
    d.press(Key::T);
    EXPECT_EQ(d.state().play.done, 0) << "nothing else is heard meanwhile";
    d.click_at({d.rect("question").x - 250, 500});
    EXPECT_TRUE(d.shows("question")) << "nor clicked";
    d.press(Key::Escape);
    EXPECT_FALSE(d.shows("question"));
    EXPECT_FALSE(d.session.wants_to_quit());
    d.ctrl(Key::Q);
    d.press(Key::D);
    EXPECT_TRUE(d.session.wants_to_quit());
}

TEST_F(SavingTest, SavesThenCloses) {
    Driver d;
    edit(d, "5");
    d.ctrl(Key::Q);
    d.press(Key::Enter);
    EXPECT_TRUE(d.shows("file_list"));
    EXPECT_FALSE(d.session.wants_to_quit());
    d.session.run(ShowFiles{true, folder.string(), FilesFor::Save});
    d.frames(2);
    d.click("path_open");
    EXPECT_TRUE(d.session.wants_to_quit());
    EXPECT_TRUE(read("overlap-no-ties.json"));
}

TEST_F(SavingTest, AsksBeforeAnotherFileReplacesChanges) {
    Driver d;
    edit(d, "5");
    d.session.run(OpenExample{"ties"});
    EXPECT_EQ(d.state().document.title, "Ties and overlap") << "undo brings the changes back, and that is said";
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("Ctrl+Z"));
    d.ctrl(Key::Z);
    EXPECT_TRUE(has_unsaved_work(d.state()));
    save_as(d, "kept");
    edit(d, "6");
    d.session.run(OpenExample{"ties"});
    d.frames(2);
    ASSERT_TRUE(d.shows("question"));
    d.click("answer_yes");
    EXPECT_EQ(d.state().document.title, "Ties and overlap");
    EXPECT_EQ(value_at(*read("kept.json")->document.input, 0, 1, 1), 6);
}

TEST_F(SavingTest, BringsBackWhatWasChangedBeforeAnotherFileWasOpened) {
    std::ofstream(path("dropped.csv")) << "1,2\n3,4\n";
    Driver d;
    edit(d, "5");
    d.session.run(OpenFile{path("dropped.csv")});
    EXPECT_EQ(d.state().document.title, "dropped.csv");
    d.ctrl(Key::Q);
    EXPECT_FALSE(d.session.wants_to_quit());
    ASSERT_TRUE(d.shows("question"));
    d.press(Key::Enter);
    EXPECT_FALSE(d.session.wants_to_quit());
    EXPECT_EQ(value_at(*d.state().document.input, 0, 1, 1), 5);
    d.session.run(OpenFile{path("dropped.csv")});
    d.ctrl(Key::Q);
    d.press(Key::D);
    EXPECT_TRUE(d.session.wants_to_quit());
}

TEST_F(SavingTest, AsksBeforeItWritesOverWhatAnotherProgramWrote) {
    Driver d;
    save_as(d, "mine");
    edit(d, "5");
    d.ctrl(Key::S);
    EXPECT_FALSE(d.shows("question")) << "it is as this program left it";
    std::ofstream(path("mine.json"), std::ios::app) << "\n";
    edit(d, "6");
    d.ctrl(Key::S);
    d.frames(2);
    ASSERT_TRUE(d.shows("question"));
    ASSERT_TRUE(d.state().question);
    EXPECT_EQ(d.state().question->about, "was changed by another program");
    EXPECT_TRUE(has_unsaved_work(d.state()));
    EXPECT_EQ(value_at(*read("mine.json")->document.input, 0, 1, 1), 5);
    d.press(Key::Escape);
    EXPECT_TRUE(has_unsaved_work(d.state()));
    d.ctrl(Key::S);
    d.press(Key::Enter);
    EXPECT_EQ(value_at(*read("mine.json")->document.input, 0, 1, 1), 6);
    EXPECT_FALSE(has_unsaved_work(d.state()));
    // Another program's file in its place, of the same length and the same time.
    const auto time = fs::last_write_time(path("mine.json"));
    fs::copy_file(path("mine.json"), path("other.json"));
    fs::last_write_time(path("other.json"), time);
    fs::rename(path("other.json"), path("mine.json"));
    edit(d, "7");
    d.ctrl(Key::S);
    d.frames(2);
    EXPECT_TRUE(d.shows("question"));
    d.press(Key::Escape);
    fs::remove(path("mine.json"));
    d.ctrl(Key::S);
    EXPECT_FALSE(d.shows("question")) << "nobody's file is written over";
    EXPECT_EQ(value_at(*read("mine.json")->document.input, 0, 1, 1), 7);

    Driver opened;
    opened.session.run(OpenFile{path("mine.json")});
    edit(opened, "8");
    std::ofstream(path("mine.json"), std::ios::app) << "\n";
    opened.ctrl(Key::S);
    opened.frames(2);
    EXPECT_TRUE(opened.shows("question")) << "one that was only read knows its file, too";
}

TEST_F(SavingTest, SavesUnderAnotherName) {
    Driver d;
    save_as(d, "one");
    edit(d, "5");
    d.press(ctrl_shift_s);
    EXPECT_TRUE(d.shows("file_list"));
    EXPECT_EQ(d.state().view.folder, folder.string());
    d.ctrl(Key::A);
    d.type("two");
    d.press(Key::Enter);
    EXPECT_EQ(d.state().origin.file, path("two.json"));
    EXPECT_NE(value_at(*read("one.json")->document.input, 0, 1, 1), 5);
    EXPECT_EQ(value_at(*read("two.json")->document.input, 0, 1, 1), 5);
    EXPECT_THAT(d.state().recent, ElementsAre(path("two.json"), path("one.json")));
    d.click("menu/File");
    d.click("menu/recent");
    d.click("menu/recent/1");
    EXPECT_EQ(d.state().origin.file, path("one.json"));
}

TEST_F(SavingTest, RefusesABrokenSessionWhole) {
    Driver d;
    save_as(d, "s");
    std::string text = *io::read_file(path("s.json"));
    text.replace(text.find("\"tie_rule\""), 10, "\"tie_rune\"");
    std::ofstream(path("bent.json")) << text;
    const AppState before = d.state();
    d.session.run(OpenFile{path("bent.json")});
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("document: the key \"tie_rune\" is not known here"));
    EXPECT_TRUE(identical(d.state().document, before.document));
    EXPECT_EQ(d.state().view, before.view);
    EXPECT_EQ(d.state().origin, before.origin);
}

TEST_F(SavingTest, ALinkIsCopiedAndPasted) {
    Driver d;
    d.session.use({.page_address = "https://somewhere.org/poolwalk.html"});
    d.press(Key::Right);
    edit(d, "42");
    d.menu("File", "copy_link");
    EXPECT_EQ(d.state().notice.sentence, "copied");
    EXPECT_THAT(d.clipboard, testing::StartsWith("https://somewhere.org/poolwalk.html#s="));

    Driver other(example("ties"));
    other.clipboard = d.clipboard + "\n";
    other.ctrl(Key::V);
    EXPECT_TRUE(identical(other.state().document, d.state().document));
    EXPECT_EQ(other.state().play.done, 1);
    EXPECT_EQ(other.state().origin.file, "");
    EXPECT_FALSE(has_unsaved_work(other.state()));
    edit(other, "7");
    other.clipboard = "#s=AAAA";
    other.ctrl(Key::V);
    EXPECT_TRUE(other.shows("question")) << "the edit would be lost";
}

TEST_F(SavingTest, ALinkWithoutAPageSaysWhereItBelongs) {
    Driver d;
    d.menu("File", "copy_link");
    EXPECT_THAT(d.clipboard, testing::StartsWith("#s="));
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("it opens where it is pasted"));
    d.session.run(SetInput{"large", AnyTensor(Tensor<float>(Shape{1, 1, 80, 80}))});
    d.clipboard = "held before";
    d.menu("File", "copy_link");
    EXPECT_EQ(d.clipboard, "held before");
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("a link holds arrays of up to 4096 cells"));
}

}  // namespace
}  // namespace poolwalk::test
