// Stories of files that change under the window, and of what is said of a file or a clipboard that was read.
#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/app/files/state_folder_support.h"
#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class WatchingStory : public StateFolderTest {
protected:
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name) + ".part") << text;
        fs::rename(path(name) + ".part", path(name));
    }
    // Until the window says so, within 5 s.
    static void expect_told(Driver& d, const std::string& words) {
        for (int i = 0; i < 5000 && d.state().notice.sentence.find(words) == std::string::npos;
             ++i, std::this_thread::sleep_for(std::chrono::milliseconds(1)))
            d.session.work();
        EXPECT_THAT(d.state().notice.sentence, HasSubstr(words));
    }
};

TEST_F(WatchingStory, AFileIsReadAgainFromTheMenuOn) {
    write("x.csv", "1,2,3\n4,5,6\n7,8,9\n");
    Driver d;
    d.session.run(OpenFile{path("x.csv")});
    d.press(Key::Right);
    d.menu("File", "watch");
    EXPECT_TRUE(d.state().origin.is_watched);
    write("x.csv", "0,2,3\n4,5,6\n7,8,9\n");
    expect_told(d, "x.csv was read again");
    EXPECT_EQ(value_at(*d.state().document.input, 0, 0, 0), 0);
    EXPECT_EQ(d.state().play.done, 1);
    write("x.csv", "0,2,3\n4,5\n");
    expect_told(d, "line 2");
    EXPECT_TRUE(d.state().notice.is_error);
    d.menu("File", "watch");
    EXPECT_FALSE(d.state().origin.is_watched);
}

TEST_F(WatchingStory, AnotherFileEndsIt) {
    write("x.csv", "1,2\n3,4\n");
    write("y.csv", "5,6\n7,8\n");
    Driver d;
    d.session.run(OpenFile{path("x.csv")});
    d.session.run(WatchFile{});
    d.session.run(OpenFile{path("y.csv")});
    EXPECT_FALSE(d.state().origin.is_watched);
}

TEST_F(WatchingStory, WhatAReaderHasDoneIsSaid) {
    write("x.csv", "1,5;2\n3;4,25\n");
    Driver d;
    d.session.run(OpenFile{path("x.csv")});
    EXPECT_EQ(d.state().notice.sentence, "a comma is the decimal point");
    d.clipboard = "# mine\n1,2\n3,4\n";
    d.ctrl(Key::V);
    EXPECT_EQ(d.state().notice.sentence, "comments were skipped");
}

TEST_F(WatchingStory, PastedChannelsThatComeLastAreAskedAbout) {
    Driver d;
    d.clipboard =
        "[[[[1,2,3],[4,5,6],[7,8,9],[1,2,3]],[[1,2,3],[4,5,6],[7,8,9],[1,2,3]],"
        "[[1,2,3],[4,5,6],[7,8,9],[1,2,3]],[[1,2,3],[4,5,6],[7,8,9],[1,2,3]]]]";
    d.ctrl(Key::V);
    ASSERT_TRUE(d.state().question);
    EXPECT_EQ(d.state().question->kind, QuestionKind::Layout);
    d.press(Key::Enter);
    EXPECT_EQ(shape_of(*d.state().document.input), (Shape{1, 3, 4, 4}));
}

}  // namespace
}  // namespace poolwalk::test
