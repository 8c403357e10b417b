// Going through a lesson: what each press and each reply does, and that the lesson goes on whatever a person does in
// between.
#include <gtest/gtest.h>

#include "tests/core/doc/update/doc_support.h"

namespace poolwalk {
namespace {

using namespace test;

LessonAnswer number(double value) {
    return {.right = {value}, .options = {}, .hints = {{2.0, "Two is too few."}}, .hint = "Count again."};
}

std::shared_ptr<Lesson> three_pages() {
    auto lesson = std::make_shared<Lesson>();
    lesson->title = "Three pages";
    lesson->name = "three-pages";
    lesson->start = overlapping();
    lesson->pages = {
        {.question = "", .sentence = "First.", .action = {}},
        {.question = "Second?", .answer = number(4), .sentence = "Second.", .action = {PlayTo{4}}},
        {.question = "", .sentence = "Third.", .action = {SetCells{GridId::Input, {{0, {0, 0}, 99}}}, Seek{1}}}};
    return lesson;
}

// Over 18 steps: one page that only says, one that asks and walks to 4, one that edits.
AppState begun() { return update(start_state(overlapping()), StartLesson{three_pages()}); }

void expect_at(const AppState& s, std::size_t page, LessonStage stage) {
    ASSERT_NE(running_lesson(s), nullptr);
    EXPECT_EQ(s.lesson->page, page);
    EXPECT_EQ(s.lesson->stage, stage);
}

TEST(Lesson, SaysAndShowsInOnePress) {
    AppState s = begun();
    expect_at(s, 0, LessonStage::Shown);
    s = update(s, LessonOn{});
    expect_at(s, 1, LessonStage::Question);
    EXPECT_EQ(s.play.done, 0) << "the picture waits for the answer";
    EXPECT_FALSE(time_to_next_tick(s));
    s = update(s, AnswerLesson{4.0});
    expect_at(s, 1, LessonStage::Shown);
    EXPECT_TRUE(s.play.playing);
    s = update(s, LessonOn{});
    expect_at(s, 2, LessonStage::Shown);
    EXPECT_EQ(input_at(s, {0, 0}), 99);
    EXPECT_EQ(s.play.done, 1);
    s = update(s, LessonOn{});
    expect_at(s, 2, LessonStage::End);
    EXPECT_TRUE(is_finished(*s.lesson));
    const AppState end = s;
    s = update(s, LessonOn{});
    EXPECT_EQ(*s.lesson, *end.lesson) << "one more changes nothing";
}

TEST(Lesson, TellsRightFromWrong) {
    AppState s = after(begun(), {LessonOn{}, AnswerLesson{2.0}});
    expect_at(s, 1, LessonStage::Question);
    ASSERT_EQ(s.lesson->wrong.size(), 1u);
    EXPECT_EQ(hint_for(*open_question(s), s.lesson->wrong.back()), "Two is too few.");
    EXPECT_FALSE(offers_answer(*s.lesson));
    s = update(s, AnswerLesson{2.0});
    EXPECT_EQ(s.lesson->wrong.size(), 1u) << "the same once more is no second one";
    s = update(s, AnswerLesson{3.0});
    EXPECT_EQ(hint_for(*open_question(s), s.lesson->wrong.back()), "Count again.");
    EXPECT_TRUE(offers_answer(*s.lesson));
    s = update(s, AnswerLesson{4.0 + 1e-12});
    expect_at(s, 1, LessonStage::Shown);
    EXPECT_EQ(s.lesson->right, LessonReply(4.0 + 1e-12));
    EXPECT_EQ(score_of(*s.lesson).right, 0u) << "the first reply counts";
    EXPECT_EQ(score_of(*s.lesson).questions, 1u);
    EXPECT_EQ(s.lesson->wrong.size(), 2u) << "still marked";
}

TEST(Lesson, CountsTheFirstReplyOnly) {
    AppState s = after(begun(), {LessonOn{}, AnswerLesson{4.0}, LessonBack{}, AnswerLesson{2.0}});
    expect_at(s, 1, LessonStage::Question);
    EXPECT_EQ(score_of(*s.lesson).right, 1u);
    s = after(begun(), {LessonOn{}, LessonOn{}});
    expect_at(s, 1, LessonStage::Shown);
    EXPECT_EQ(score_of(*s.lesson).right, 0u) << "to have it shown is no answer";
    EXPECT_EQ(s.lesson->replies[1], FirstReply::None);
    EXPECT_FALSE(s.lesson->right);
}

TEST(Lesson, TakesNoReplyOfAnotherKind) {
    AppState s = after(begun(), {AnswerLesson{4.0}});
    expect_at(s, 0, LessonStage::Shown);
    const AppState asked = update(s, LessonOn{});
    for (const LessonReply& reply : std::vector<LessonReply>{CellRef{}, ChosenOption{}}) {
        s = update(asked, AnswerLesson{reply});
        EXPECT_EQ(*s.lesson, *asked.lesson);
    }
    auto lesson = std::make_shared<Lesson>(*asked.lesson->lesson);
    lesson->pages[1].answer =
        LessonAnswer{.right = {ChosenOption{1}}, .options = {"a", "b"}, .hints = {}, .hint = {}};
    const AppState chooses = after(start_state(overlapping()), {StartLesson{lesson}, LessonOn{}});
    EXPECT_EQ(*update(chooses, AnswerLesson{ChosenOption{2}}).lesson, *chooses.lesson) << "there are two";
    expect_at(update(chooses, AnswerLesson{ChosenOption{1}}), 1, LessonStage::Shown);
    lesson = std::make_shared<Lesson>(*lesson);
    const CellRef right{GridId::GradInput, 0, {1, 1}};
    lesson->pages[1].answer = LessonAnswer{.right = {right}, .options = {}, .hints = {}, .hint = {}};
    const AppState clicks = after(start_state(overlapping()), {StartLesson{lesson}, LessonOn{}});
    EXPECT_EQ(*update(clicks, AnswerLesson{CellRef{GridId::Input, 0, {1, 1}}}).lesson, *clicks.lesson)
        << "it is a cell of dX that is asked for";
    EXPECT_EQ(update(clicks, AnswerLesson{CellRef{GridId::GradInput, 0, {1, 2}}}).lesson->wrong.size(), 1u);
    expect_at(update(clicks, AnswerLesson{right}), 1, LessonStage::Shown);
}

TEST(Lesson, KeepsTheLastWrongRepliesOnly) {
    AppState s = after(begun(), {LessonOn{}});
    for (int i = 0; i < 100; ++i) s = update(std::move(s), AnswerLesson{10.0 + i});
    EXPECT_EQ(s.lesson->wrong.size(), 16u);
    EXPECT_EQ(s.lesson->wrong.back(), LessonReply(109.0));
}

TEST(Lesson, IsDoneAtItsEndAndOnlyOnce) {
    AppState s = after(begun(), {LessonOn{}, LessonOn{}, LessonOn{}});
    EXPECT_TRUE(s.lessons_done.empty());
    s = after(s, {LessonOn{}, LessonBack{}, LessonOn{}});
    EXPECT_EQ(s.lessons_done, std::vector<std::string>{"three-pages"});
    auto of_a_file = three_pages();
    of_a_file->name = "";
    s = after(start_state(overlapping()), {StartLesson{of_a_file}, LessonOn{}, LessonOn{}, LessonOn{}, LessonOn{}});
    EXPECT_TRUE(is_finished(*s.lesson));
    EXPECT_TRUE(s.lessons_done.empty());
}

TEST(Lesson, GoesOnWhateverWasDoneInBetween) {
    const std::vector<Command> mischief{SetRules{{TieRule::Last, OverlapRule::AssignCell, NanRule::ByTie}},
                                        Resize{{1, 2, 5, 5}},
                                        GoLast{},
                                        SetWorkspace{Workspace::Check},
                                        SetStepBy{StepBy::Comparison},
                                        Undo{}};
    for (const Command& mess : mischief) {
        AppState tidy = begun(), messy = begun();
        for (int i = 0; i < 3; ++i) {
            tidy = after(tidy, {LessonOn{}});
            messy = after(messy, {mess, LessonOn{}});
        }
        EXPECT_TRUE(identical(messy.document, tidy.document)) << mess.kind();
        EXPECT_EQ(messy.view, tidy.view) << mess.kind();
        EXPECT_EQ(messy.play, tidy.play) << mess.kind();
        EXPECT_EQ(messy.lesson->page, tidy.lesson->page) << mess.kind();
        EXPECT_EQ(messy.lesson->stage, tidy.lesson->stage) << mess.kind();
        EXPECT_FALSE(has_unsaved_work(messy));
    }
}

TEST(Lesson, WhatItReplacedComesBackByUndo) {
    AppState s = after(begun(), {SetCells{GridId::Input, {{0, {1, 1}, -5}}}, LessonOn{}});
    EXPECT_EQ(input_at(s, {1, 1}), 6);
    s = after(s, {Undo{}});
    EXPECT_EQ(input_at(s, {1, 1}), -5);
    EXPECT_TRUE(has_unsaved_work(s));
}

TEST(Lesson, GoesBackToTheBeginningOfThePageThenToThePageBefore) {
    AppState s = after(begun(), {LessonOn{}, AnswerLesson{2.0}, LessonOn{}, LessonBack{}});
    expect_at(s, 1, LessonStage::Question);
    EXPECT_TRUE(s.lesson->wrong.empty());
    EXPECT_EQ(s.play.done, 0);
    s = after(s, {LessonBack{}});
    expect_at(s, 0, LessonStage::Shown);
    s = after(s, {LessonBack{}, LessonBack{}});
    EXPECT_EQ(s.lesson->page, 0u);
    s = after(s, {LessonOn{}, LessonOn{}, LessonOn{}, LessonOn{}, LessonBack{}});
    expect_at(s, 2, LessonStage::Shown);
}

TEST(Lesson, IsLeftAndComeBackTo) {
    AppState s = after(begun(), {LessonOn{}, LeaveLesson{}});
    EXPECT_EQ(running_lesson(s), nullptr);
    EXPECT_EQ(open_question(s), nullptr);
    s = after(s, {LessonOn{}, AnswerLesson{4.0}});
    EXPECT_EQ(s.lesson->page, 1u) << "it goes on for nobody";
    s = after(s, {OpenDocument{overlapping(3)}, ReturnToLesson{}});
    expect_at(s, 1, LessonStage::Question);
    EXPECT_EQ(shape_of(*s.document.input).c, 1);
    s = after(s, {OpenDocument{overlapping(3)}});
    EXPECT_EQ(running_lesson(s), nullptr) << "another document is another matter";
}

TEST(Lesson, ArrivesAtOnceUnderReducedMotion) {
    const AppState s = after(begun(), {SetReducedMotion{}, LessonOn{}, AnswerLesson{4.0}});
    EXPECT_EQ(s.play.done, 4);
    EXPECT_FALSE(s.play.playing);
}

TEST(PlayTo, StopsThereAndOnlyOnce) {
    AppState s = after(start_state(overlapping()), {PlayTo{3}});
    EXPECT_TRUE(s.play.playing);
    for (int i = 0; i < 10; ++i) s = after(s, {Tick{0.7}});
    EXPECT_EQ(s.play.done, 3);
    s = after(s, {TogglePlay{}});
    for (int i = 0; i < 60; ++i) s = after(s, {Tick{0.7}});
    EXPECT_EQ(s.play.done, 18);
    EXPECT_EQ(after(s, {PlayTo{2}}).play.done, 2) << "backwards it jumps";
    EXPECT_EQ(after(s, {GoFirst{}, PlayTo{1000}}).play.stop_at, 1000);
}

// The question of a walk is no question of the lesson's: an answer to it would look for a step that is not there.
TEST(Lesson, BeginsWithoutAQuestionAndWithoutPredict) {
    AppState asking = after(begun(), {LeaveLesson{}, SetPredict{}, Seek{8}, StepOn{5}});
    ASSERT_TRUE(asking.quiz.asking);
    AppState s = update(asking, StartLesson{asking.lesson->lesson});
    EXPECT_EQ(s.quiz, Quiz{});
    s = update(update(asking, Seek{17}), StepOn{1});
    ASSERT_TRUE(s.quiz.asking);
    for (int presses = 0; presses < 8; ++presses) {
        s = update(s, presses == 0 ? Command(ReturnToLesson{}) : Command(LessonOn{}));
        EXPECT_FALSE(s.quiz.asking) << presses;
        s = after(s, {Tick{0.9}, StepOn{1}});
    }
}

// A lesson that asks keeps the score from page to page.
TEST(Lesson, KeepsTheScoreOfTheQuestionsItAsks) {
    auto lesson = std::make_shared<Lesson>();
    lesson->start = overlapping();
    lesson->pages = {{.question = "", .sentence = "Predict.", .action = {SetPredict{}, Seek{9}}},
                     {.question = "", .sentence = "Go on.", .action = {}}};
    AppState s = after(start_state(overlapping()), {StartLesson{lesson}, StepOn{1}});
    ASSERT_TRUE(s.quiz.asking);
    s = update(s, Predict{});
    EXPECT_EQ(s.quiz.answered, 1);
    s = update(s, LessonOn{});
    EXPECT_TRUE(s.quiz.on);
    EXPECT_EQ(s.quiz.answered, 1);
}

}  // namespace
}  // namespace poolwalk
