// Going through a lesson: what each Space does, what time does, and that the lesson goes on whatever a
// person does in between.
#include <gtest/gtest.h>

#include "tests/core/doc/update/doc_support.h"

namespace poolwalk {
namespace {

using namespace test;

// Three pages over 18 steps: one that only says, one that asks and walks to 4, one that edits.
AppState begun() {
    auto lesson = std::make_shared<Lesson>();
    lesson->title = "Three pages";
    lesson->start = overlapping();
    lesson->pages = {{"", "First.", {}, 1.5},
                     {"Second?", "Second.", {PlayTo{4}}, 1.5},
                     {"", "Third.", {SetCells{GridId::Input, {{0, {0, 0}, 99}}}, Seek{1}}, 1.5}};
    return update(start_state(overlapping()), StartLesson{lesson});
}

LessonRun run(std::size_t page, LessonStage stage, const AppState& of, bool waits = false) {
    return {.lesson = of.lesson->lesson, .page = page, .stage = stage, .waits = waits};
}

TEST(Lesson, ShowsTheQuestionThenTheSentenceThenActs) {
    AppState s = begun();
    EXPECT_EQ(*s.lesson, run(0, LessonStage::Sentence, s));
    s = update(s, LessonOn{});
    EXPECT_EQ(*s.lesson, run(1, LessonStage::Question, s));
    EXPECT_FALSE(time_to_next_tick(s)) << "a question waits for an answer";
    s = update(s, LessonOn{});
    EXPECT_EQ(*s.lesson, run(1, LessonStage::Sentence, s, true));
    EXPECT_EQ(s.play.done, 0) << "text, then a pause";
    s = update(s, LessonOn{});
    EXPECT_EQ(*s.lesson, run(1, LessonStage::Done, s));
    EXPECT_TRUE(s.play.playing);
    s = update(s, LessonOn{});
    EXPECT_EQ(s.lesson->page, 2u);
    EXPECT_EQ(s.play.done, 4) << "the movement is at its end when the next page begins";
    EXPECT_FALSE(s.play.playing);
    s = after(s, {LessonOn{}});
    EXPECT_TRUE(is_finished(*s.lesson));
    EXPECT_EQ(input_at(s, {0, 0}), 99);
    EXPECT_EQ(s.play.done, 1);
}

TEST(Lesson, ActsByItselfAfterThePause) {
    AppState s = after(begun(), {LessonOn{}, LessonOn{}});
    ASSERT_TRUE(time_to_next_tick(s));
    EXPECT_DOUBLE_EQ(*time_to_next_tick(s), 1.5);
    s = after(s, {Tick{0.8}});
    EXPECT_EQ(s.lesson->stage, LessonStage::Sentence);
    s = after(s, {Tick{0.8}});
    EXPECT_EQ(s.lesson->stage, LessonStage::Done);
    EXPECT_TRUE(s.play.playing);
    for (int i = 0; i < 20; ++i) s = after(s, {Tick{0.5}});
    EXPECT_EQ(s.play.done, 4);
    EXPECT_FALSE(time_to_next_tick(s)) << "it stops where the page says";
}

TEST(Lesson, DoesNotRunOverWhatIsDoneByHand) {
    AppState s = after(begun(), {LessonOn{}, LessonOn{}, StepOn{1}});
    EXPECT_FALSE(s.lesson->waits);
    for (int i = 0; i < 5; ++i) s = after(s, {Tick{1}});
    EXPECT_EQ(s.play.done, 1);
    EXPECT_EQ(s.lesson->stage, LessonStage::Sentence);
    s = after(s, {LessonOn{}});
    EXPECT_EQ(s.play.stop_at, 4);
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
        for (int i = 0; i < 5; ++i) {
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
    AppState s = after(begun(), {LessonOn{}, LessonOn{}, LessonOn{}, LessonBack{}});
    EXPECT_EQ(*s.lesson, run(1, LessonStage::Question, s));
    EXPECT_EQ(s.play.done, 0);
    s = after(s, {LessonBack{}});
    EXPECT_EQ(*s.lesson, run(0, LessonStage::Sentence, s));
    s = after(s, {LessonBack{}, LessonBack{}});
    EXPECT_EQ(s.lesson->page, 0u);
}

TEST(Lesson, IsLeftAndComeBackTo) {
    AppState s = after(begun(), {LessonOn{}, LessonOn{}, LeaveLesson{}});
    EXPECT_EQ(running_lesson(s), nullptr);
    EXPECT_FALSE(time_to_next_tick(s));
    s = after(s, {LessonOn{}, Tick{5}});
    EXPECT_EQ(s.lesson->page, 1u) << "it goes on for nobody";
    s = after(s, {OpenDocument{overlapping(3)}, ReturnToLesson{}});
    EXPECT_EQ(*s.lesson, run(1, LessonStage::Question, s));
    EXPECT_EQ(shape_of(*s.document.input).c, 1);
    s = after(s, {OpenDocument{overlapping(3)}});
    EXPECT_EQ(running_lesson(s), nullptr) << "another document is another matter";
}

TEST(Lesson, ArrivesAtOnceUnderReducedMotion) {
    const AppState s = after(begun(), {SetReducedMotion{}, LessonOn{}, LessonOn{}, LessonOn{}});
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
    lesson->pages = {{"", "Predict.", {SetPredict{}, Seek{9}}, 1.5}, {"", "Go on.", {}, 1.5}};
    AppState s = after(start_state(overlapping()), {StartLesson{lesson}, LessonOn{}, StepOn{1}});
    ASSERT_TRUE(s.quiz.asking);
    s = update(s, Predict{});
    EXPECT_EQ(s.quiz.asked, 1);
    s = update(s, LessonOn{});
    EXPECT_TRUE(s.quiz.on);
    EXPECT_EQ(s.quiz.asked, 1);
}

}  // namespace
}  // namespace poolwalk
