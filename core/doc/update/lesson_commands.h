// Commands that go through a lesson: a page shows its question, then its sentence, then acts.
#pragma once

#include <memory>
#include <string>
#include <variant>

namespace poolwalk {

struct Lesson;  // core/doc/lesson.h

struct StartLesson {
    std::shared_ptr<const Lesson> lesson;
    std::string file{};
};
struct LessonOn {};
struct LessonBack {};
struct LeaveLesson {};
// To the page that was left.
struct ReturnToLesson {};

using LessonCommand = std::variant<StartLesson, LessonOn, LessonBack, LeaveLesson, ReturnToLesson>;

}  // namespace poolwalk
