// Stories of a class: a lesson from the menu, by Space, with trying out in between, left and come back to.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "core/io/session/lesson_file.h"
#include "tests/app/ui/driver.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;

TEST(LessonStory, FromTheMenuToTheEndBySpace) {
    for (const io::LessonEntry& lesson : io::lessons()) {
        Driver d;
        d.menu("Lessons", "lesson/" + lesson.name);
        ASSERT_TRUE(d.shows("lesson")) << lesson.name;
        int spaces = 0;
        while (!is_finished(*d.state().lesson) && ++spaces < 60) {
            d.press(Key::Space);
            for (int i = 0; i < 60 && d.state().play.playing; ++i) d.tick(1);
            EXPECT_TRUE(d.shows("lesson_question") || d.shows("lesson_sentence"));
            EXPECT_EQ(d.state().notice, Notice{}) << lesson.name;
        }
        EXPECT_TRUE(is_finished(*d.state().lesson)) << lesson.name;
        EXPECT_FALSE(has_unsaved_work(d.state()));
    }
}

TEST(LessonStory, SpaceIsTheLessonsWhileItRuns) {
    Driver d;
    d.press(Key::Space);
    EXPECT_TRUE(d.state().play.playing);
    d.menu("Lessons", "lesson/overlap-adds");
    d.press(Key::Space);
    EXPECT_EQ(d.state().lesson->stage, LessonStage::Done);
    EXPECT_EQ(d.state().play.done, 5);
    EXPECT_FALSE(d.state().play.playing);
    d.click("play");
    EXPECT_TRUE(d.state().play.playing) << "the button still plays";
    d.ctrl(Key::L);
    EXPECT_FALSE(d.shows("lesson"));
    d.press(Key::Space);
    EXPECT_FALSE(d.state().play.playing) << "Space is the walk's again";
}

TEST(LessonStory, TheAnswerComesAfterTheQuestion) {
    Driver d;
    d.menu("Lessons", "lesson/overlap-adds");
    d.press(Key::Space);
    d.press(Key::PageDown);
    EXPECT_TRUE(d.shows("lesson_question"));
    EXPECT_FALSE(d.shows("lesson_sentence"));
    const scene::Rect canvas = d.rect("canvas");
    d.press(Key::Space);
    EXPECT_TRUE(d.shows("lesson_sentence"));
    EXPECT_EQ(d.rect("canvas"), canvas) << "nothing moves when the answer comes";
    EXPECT_FALSE(d.state().view.pinned);
    d.tick(1);
    d.tick(1);
    EXPECT_TRUE(d.state().view.pinned) << "then it acts by itself";
}

TEST(LessonStory, AnythingCanBeDoneInBetween) {
    Driver d;
    d.menu("Lessons", "lesson/ties-six-answers");
    for (int i = 0; i < 5; ++i) d.press(Key::Space);
    d.press(Key::T);
    d.click("kernel.more");
    d.click("X(1,1)");
    d.type("9");
    d.press(Key::Enter);
    d.ctrl(Key::D4);
    for (int i = 0; i < 3; ++i) d.press(Key::Space);
    EXPECT_EQ(d.state().view.workspace, Workspace::Walk);
    EXPECT_EQ(d.state().document.title, "Ties and overlap");
    EXPECT_EQ(d.state().document.geometry.kernel, (Pair{2, 2}));
    EXPECT_EQ(d.state().play.done, 10);
}

TEST(LessonStory, LeftAndComeBackToByTheMenu) {
    Driver d;
    d.menu("Lessons", "lesson/overlap-adds");
    for (int i = 0; i < 4; ++i) d.press(Key::Space);
    const std::size_t page = d.state().lesson->page;
    EXPECT_GT(page, 0u);
    d.click("lesson_leave");
    EXPECT_FALSE(d.shows("lesson"));
    d.choose("example", "Ties and overlap");
    d.menu("Lessons", "lesson_return");
    EXPECT_TRUE(d.shows("lesson"));
    EXPECT_EQ(d.state().lesson->page, page);
    EXPECT_EQ(d.state().document.title, "Overlap, no ties");
    d.click("lesson_back");
    EXPECT_LE(d.state().lesson->page, page);
    d.press({.key = Key::Space, .shift = true});
    EXPECT_EQ(d.state().lesson->page, page - 1);
}

TEST(LessonStory, FitsASmallWindowAndALargeScale) {
    Driver d(example("overlap"), {1280, 800});
    d.menu("Lessons", "lesson/nan-and-minus-infinity");
    d.session.run(SetScale{2});
    for (int i = 0; i < 3; ++i) d.press(Key::Space);
    d.frames(3);
    for (const char* name : {"lesson_on", "lesson_back", "lesson_leave", "lesson_question"}) {
        const scene::Rect r = d.rect(name);
        EXPECT_GE(r.x, 0) << name;
        EXPECT_LE(r.right(), 1280) << name;
        EXPECT_LE(r.bottom(), d.rect("canvas").y + 1) << name;
    }
    EXPECT_GE(d.rect("lesson_question").y, d.rect("lesson_back").bottom())
        << "narrow: the words stand below the buttons";
    d.session.run(SetScale{1});
    d.frames(3);
    EXPECT_LE(d.rect("lesson_question").right(), d.rect("lesson_back").x) << "wide: beside them";
}

TEST(LessonStory, OfAFileWrittenByHand) {
    const auto path = std::filesystem::temp_directory_path() / "poolwalk-by-hand.json";
    std::ofstream(path) << R"({"poolwalk": "lesson", "title": "Mine", "example": "overlap", "pages": [
        {"sentence": "One."}, {"sentence": "Two.", "action": {"do": "play_to", "done": 3}}]})";
    Driver d;
    d.session.run(OpenFile{path.string()});
    d.frames(2);
    EXPECT_TRUE(d.shows("lesson"));
    EXPECT_EQ(d.state().recent.front(), path.string());
    d.press(Key::Space);
    d.press(Key::Space);
    for (int i = 0; i < 10; ++i) d.tick(1);
    EXPECT_EQ(d.state().play.done, 3);
    std::ofstream(path)
        << R"({"poolwalk": "lesson", "title": "Mine", "example": "overlap", "pages": [{"sentence": 1}]})";
    d.session.run(OpenFile{path.string()});
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("pages[0].sentence: expected a string, found 1"));
    EXPECT_EQ(d.state().play.done, 3) << "nothing changed";
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace poolwalk::test
