// Commands that go through a lesson: a page asks, and shows what it says when it was answered.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "core/doc/lesson_answer.h"

namespace poolwalk {

struct Lesson;  // core/doc/lesson.h

struct StartLesson {
    std::shared_ptr<const Lesson> lesson;
    std::string file{};
};
// To what comes next; an open question is shown without a reply.
struct LessonOn {};
struct LessonBack {};
// To the open question.
struct AnswerLesson {
    LessonReply reply{};
};
struct LeaveLesson {};
// To the page that was left.
struct ReturnToLesson {};

using LessonCommand = std::variant<StartLesson, LessonOn, LessonBack, AnswerLesson, LeaveLesson, ReturnToLesson>;

}  // namespace poolwalk
