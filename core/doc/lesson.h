// A lesson: a document to start from, and pages that ask, say something and show it. Which page a person
// is on is LessonRun (update.h); files are io/session/lesson_file's.
#pragma once

#include <string>
#include <vector>

#include "core/doc/lesson_answer.h"
#include "core/doc/update/command.h"

namespace poolwalk {

struct LessonPage {
    std::string question;                  // or ""
    std::optional<LessonAnswer> answer{};  // without one the page is shown at once
    std::string sentence;
    std::vector<Command> action;  // what the sentence says, done as it appears; may be empty
};

struct Lesson {
    std::string title, about;
    Document start;
    std::vector<LessonPage> pages;
    std::vector<std::string> learned;  // said at the end
    std::string name, next;            // of those inside the program: its own, and the one after it; or ""
};

}  // namespace poolwalk
