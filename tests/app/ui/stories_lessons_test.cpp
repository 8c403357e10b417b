// Stories of a class: a lesson from the menu, answered right and wrong, with trying out in between, left and come
// back to.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "core/base/number_text.h"
#include "core/io/session/lesson_file.h"
#include "tests/app/ui/driver.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::test {
namespace {

using testing::HasSubstr;

// As a person would: a click on the cell or option, or the number and Enter.
void give(Driver& d, const LessonReply& reply) {
    if (const auto* cell = std::get_if<CellRef>(&reply)) {
        d.click(std::string(symbol_of(cell->grid)) + "(" + std::to_string(cell->cell.h) + "," +
                std::to_string(cell->cell.w) + ")");
    } else if (const auto* option = std::get_if<ChosenOption>(&reply)) {
        d.click("option." + std::to_string(option->row));
    } else {
        d.click("reply");
        d.type(plain_text(std::get<double>(reply)));
        d.press(Key::Enter);
    }
}

void let_it_play(Driver& d) {
    for (int i = 0; i < 60 && d.state().play.playing; ++i) d.tick(1);
    d.frames(2);
}

// Answers what is open, and goes on to the next question or the end.
void answer_and_go_on(Driver& d) {
    if (const LessonAnswer* asked = open_question(d.state())) give(d, asked->right.front());
    let_it_play(d);
    EXPECT_TRUE(d.shows("lesson_sentence"));
    d.press(Key::Space);
    let_it_play(d);
}

TEST(LessonStory, FromTheMenuToTheEndByTheRightAnswers) {
    for (const io::LessonEntry& lesson : io::lessons()) {
        Driver d;
        d.menu("Lessons", "lesson/" + lesson.name);
        ASSERT_TRUE(d.shows("lesson")) << lesson.name;
        for (int pages = 0; !is_finished(*d.state().lesson) && pages < 20; ++pages) {
            answer_and_go_on(d);
            EXPECT_EQ(d.state().notice, Notice{}) << lesson.name;
        }
        EXPECT_TRUE(is_finished(*d.state().lesson)) << lesson.name;
        EXPECT_TRUE(d.shows("lesson_score") && d.shows("lesson_learned"));
        const LessonScore score = score_of(*d.state().lesson);
        EXPECT_EQ(score.right, score.questions) << lesson.name;
        EXPECT_EQ(d.state().lessons_done, std::vector{lesson.name});
        EXPECT_FALSE(has_unsaved_work(d.state()));
    }
}

TEST(LessonStory, ByWrongAnswersAndShow) {
    for (const io::LessonEntry& lesson : io::lessons()) {
        Driver d;
        d.menu("Lessons", "lesson/" + lesson.name);
        for (int presses = 0; !is_finished(*d.state().lesson) && presses < 60; ++presses) {
            const LessonAnswer* asked = open_question(d.state());
            for (std::size_t i = 0; asked && i < asked->hints.size(); ++i) {
                const scene::Rect canvas = d.rect("canvas");
                give(d, asked->hints[i].reply);
                EXPECT_EQ(d.state().lesson->wrong.size(), i + 1) << lesson.name;
                EXPECT_TRUE(d.shows("lesson_hint"));
                EXPECT_EQ(d.rect("canvas"), canvas) << "nothing moves when the hint comes";
            }
            if (asked && asked->is_number())
                for (const double other : {1234.0, 4321.0}) give(d, other);
            if (asked && asked->hints.size() == 1 && asked->is_choice()) give(d, asked->hints[0].reply);
            if (open_question(d.state()) && !offers_answer(*d.state().lesson)) give(d, asked->right.front());
            else if (asked) d.click("lesson_on");
            let_it_play(d);
            ASSERT_FALSE(open_question(d.state())) << lesson.name;
            d.press(Key::Space);
            let_it_play(d);
        }
        EXPECT_TRUE(is_finished(*d.state().lesson)) << lesson.name;
    }
}

TEST(LessonStory, ANumberIsTypedAsTheAnswerAndNotIntoACell) {
    Driver d;
    d.menu("Lessons", "lesson/overlap-adds");
    while (!open_question(d.state()) || !open_question(d.state())->is_number()) {
        const LessonAnswer* asked = open_question(d.state());
        d.session.run(asked ? Command(AnswerLesson{asked->right.front()}) : Command(LessonOn{}));
        d.frames(1);
    }
    d.session.run(Pin{CellRef{GridId::Input, 0, {1, 1}}});
    d.frames(1);
    const Document before = d.state().document;
    d.type("-99");
    EXPECT_EQ(d.memory().reply.text, "-99");
    EXPECT_FALSE(d.memory().editor);
    d.press(Key::Backspace);
    EXPECT_EQ(d.memory().reply.text, "-9");
    d.press(Key::Enter);
    d.frames(1);
    EXPECT_TRUE(d.shows("lesson_hint"));
    EXPECT_TRUE(identical(d.state().document, before));
    d.double_click("X(0,0)");
    EXPECT_FALSE(d.memory().editor) << "no cell is edited while the question is open";
    d.type(short_text(std::get<double>(open_question(d.state())->right.front())));
    d.press(Key::Enter);
    d.frames(1);
    EXPECT_EQ(open_question(d.state()), nullptr);
    EXPECT_TRUE(d.state().lesson->right);
}

TEST(LessonStory, AnOpenQuestionIsNotPassedBySpace) {
    Driver d;
    d.menu("Lessons", "lesson/one-value");
    d.press(Key::Space);
    ASSERT_NE(open_question(d.state()), nullptr);
    d.press(Key::Space);
    d.press(Key::PageDown);
    d.click("lesson_on");
    EXPECT_NE(open_question(d.state()), nullptr);
    EXPECT_FALSE(d.state().play.playing) << "nor does the walk begin behind it";
    EXPECT_EQ(d.state().notice, Notice{}) << "the lesson itself says what it waits for";
    d.click("X(0,0)");
    EXPECT_EQ(d.state().notice, Notice{});
    EXPECT_TRUE(d.shows("lesson_hint"));
    d.click("X(0,0)");
    EXPECT_FALSE(offers_answer(*d.state().lesson)) << "the same cell twice is one wrong answer";
    d.click("X(3,3)");
    d.click("lesson_on");
    EXPECT_EQ(d.state().lesson->stage, LessonStage::Shown);
    EXPECT_EQ(d.state().play.done, 1);
}

TEST(LessonStory, WithAClickerAQuestionIsShownAtOnce) {
    Driver d;
    d.menu("Lessons", "lesson/one-value");
    d.press(Key::F11);
    d.press(Key::PageDown);
    d.press(Key::PageDown);
    EXPECT_EQ(d.state().lesson->stage, LessonStage::Shown);
    EXPECT_EQ(d.state().lesson->replies[1], FirstReply::None) << "and is no answer";
}

TEST(LessonStory, NothingElseAnswersAnOpenQuestion) {
    Driver d;
    d.menu("Lessons", "lesson/overlap-adds");
    EXPECT_TRUE(d.shows("sentence") && d.shows("code"));
    const scene::Rect canvas = d.rect("canvas");
    d.press(Key::Space);
    ASSERT_NE(open_question(d.state()), nullptr);
    for (const char* name : {"sentence", "code", "pinned", "watch", "sums"}) EXPECT_FALSE(d.shows(name)) << name;
    EXPECT_TRUE(d.shows("kept_back"));
    EXPECT_EQ(d.rect("canvas").x, canvas.x);
    EXPECT_EQ(d.rect("canvas").w, canvas.w) << "they keep their room";
    d.hover("X(1,1)");
    EXPECT_FALSE(d.shows("cell_words"));
    EXPECT_FALSE(d.state().view.hover) << "its windows do not light up";
    d.click("X(1,1)");
    EXPECT_FALSE(d.state().view.pinned);
    give(d, 4.0);
    EXPECT_TRUE(d.state().view.pinned) << "the sentence and the picture come in the same press";
    EXPECT_TRUE(d.shows("lesson_sentence") && d.shows("sentence") && d.shows("pinned"));
}

TEST(LessonStory, ANumberIsTypedAndMayBeNone) {
    Driver d;
    d.menu("Lessons", "lesson/overlap-adds");
    d.press(Key::Space);
    d.click("reply");
    d.type("four");
    d.press(Key::Enter);
    EXPECT_TRUE(d.state().lesson->wrong.empty()) << "that was no answer";
    EXPECT_TRUE(d.shows("lesson_hint"));
    EXPECT_EQ(d.memory().reply.text, "four");
    d.click("reply");
    for (int i = 0; i < 4; ++i) d.press(Key::Backspace);
    d.type("9");
    d.click("reply_give");
    EXPECT_EQ(d.state().lesson->wrong, std::vector<LessonReply>{9.0});
    EXPECT_EQ(d.memory().reply.text, "");
}

TEST(LessonStory, SpaceGoesOnInTheFrameAfterTheReply) {
    Driver d;
    d.menu("Lessons", "lesson/overlap-adds");
    d.press(Key::Space);
    d.click("reply");
    d.type_at_once("4", {Key::Enter, Key::Space});
    EXPECT_EQ(d.state().lesson->page, 2u);
}

TEST(LessonStory, TheEndLeadsToTheNextLesson) {
    Driver d;
    d.menu("Lessons", "lesson/one-value");
    while (!is_finished(*d.state().lesson)) answer_and_go_on(d);
    d.click("lesson_on");
    ASSERT_NE(running_lesson(d.state()), nullptr);
    EXPECT_EQ(d.state().lesson->lesson->name, "where-the-gradient-goes");
    EXPECT_EQ(d.state().lesson->page, 0u);
    EXPECT_EQ(d.state().lessons_done, std::vector<std::string>{"one-value"});
}

TEST(LessonStory, SpaceIsTheLessonsWhileItRuns) {
    Driver d;
    d.press(Key::Space);
    EXPECT_TRUE(d.state().play.playing);
    d.menu("Lessons", "lesson/overlap-adds");
    EXPECT_EQ(d.state().lesson->stage, LessonStage::Shown);
    EXPECT_EQ(d.state().play.done, 5);
    EXPECT_FALSE(d.state().play.playing);
    d.click("play");
    EXPECT_TRUE(d.state().play.playing) << "the button still plays";
    d.ctrl(Key::L);
    EXPECT_FALSE(d.shows("lesson"));
    d.press(Key::Space);
    EXPECT_FALSE(d.state().play.playing) << "Space is the walk's again";
}

TEST(LessonStory, AnythingCanBeDoneInBetween) {
    Driver d;
    d.menu("Lessons", "lesson/ties-six-answers");
    for (int i = 0; i < 4; ++i) answer_and_go_on(d);
    d.press(Key::T);
    d.click("kernel.more");
    d.ctrl(Key::D4);
    d.ctrl(Key::D1);
    ASSERT_NE(open_question(d.state()), nullptr);
    give(d, CellRef{GridId::GradInput, 0, {1, 0}});
    EXPECT_EQ(d.state().view.workspace, Workspace::Walk);
    EXPECT_EQ(d.state().document.title, "Ties and overlap");
    EXPECT_EQ(d.state().document.geometry.kernel, (Pair{2, 2}));
    EXPECT_EQ(d.state().play.done, 10);
}

TEST(LessonStory, LeftAndComeBackToByTheMenu) {
    Driver d;
    d.menu("Lessons", "lesson/overlap-adds");
    for (int i = 0; i < 2; ++i) answer_and_go_on(d);
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
    EXPECT_EQ(d.state().lesson->page, page - 1);
    d.press({.key = Key::Space, .shift = true});
    EXPECT_EQ(d.state().lesson->page, page - 2);
}

TEST(LessonStory, FitsASmallWindowAndALargeScale) {
    Driver d(example("overlap"), {1280, 800});
    d.menu("Lessons", "lesson/nan-and-minus-infinity");
    d.session.run(SetScale{2});
    d.press(Key::Space);
    d.frames(3);
    for (const char* name : {"lesson_on", "lesson_back", "lesson_leave", "lesson_question", "reply_click"}) {
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
    const ScratchFolder scratch;
    const auto path = scratch.path() / "by-hand.json";
    std::ofstream(path) << R"({"poolwalk": "lesson", "title": "Mine", "example": "overlap", "pages": [
        {"sentence": "One."}, {"sentence": "Two.", "action": {"do": "play_to", "done": 3}}]})";
    Driver d;
    d.session.run(OpenFile{path.string()});
    d.frames(2);
    EXPECT_TRUE(d.shows("lesson"));
    EXPECT_EQ(d.state().recent.front(), path.string());
    d.press(Key::Space);
    for (int i = 0; i < 10; ++i) d.tick(1);
    EXPECT_EQ(d.state().play.done, 3);
    std::ofstream(path)
        << R"({"poolwalk": "lesson", "title": "Mine", "example": "overlap", "pages": [{"sentence": 1}]})";
    d.session.run(OpenFile{path.string()});
    EXPECT_THAT(d.state().notice.sentence, HasSubstr("pages[0].sentence: expected a string, found 1"));
    EXPECT_EQ(d.state().play.done, 3) << "nothing changed";
}

// What the timeline, the menu bar and the settings know would answer it.
TEST(LessonStory, NothingBesideThePictureAnswersAnOpenQuestion) {
    Driver d(example("ties"));
    d.frames(2);
    ASSERT_TRUE(d.shows("tie_mark") && d.shows("adds_mark"));
    ASSERT_TRUE(d.shows("status"));
    auto lesson = std::make_shared<Lesson>();
    lesson->start = d.state().document;
    lesson->pages = {
        {.question = "Which windows are tied?",
         .answer = LessonAnswer{.right = {ChosenOption{0}}, .options = {"One", "All"}, .hints = {}, .hint = {}},
         .sentence = "One.",
         .action = {}}};
    d.session.run(StartLesson{lesson});
    d.frames(2);
    ASSERT_TRUE(open_question(d.state()));
    for (const char* name : {"tie_mark", "adds_mark", "idle.ties", "idle.nan"}) EXPECT_FALSE(d.shows(name)) << name;
    EXPECT_FALSE(d.shows("status")) << "it says whether windows overlap";
    d.click("option.0");
    d.frames(2);
    EXPECT_TRUE(d.shows("tie_mark") && d.shows("adds_mark"));
}

}  // namespace
}  // namespace poolwalk::test
