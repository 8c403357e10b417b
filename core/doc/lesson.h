// A lesson: a document to start from, and pages that say something and then do it. Which page a person
// is on is LessonRun (update.h); files are io/session/lesson.h's.
#pragma once

#include <string>
#include <vector>

#include "core/doc/update/command.h"

namespace poolwalk {

struct LessonPage {
    std::string question;  // asked before the sentence answers it; or ""
    std::string sentence;
    std::vector<Command> action;  // done after the sentence was read; may be empty
    double pause_s = 1.5;         // between the two
};

struct Lesson {
    std::string title, about;
    Document start;
    std::vector<LessonPage> pages;
};

}  // namespace poolwalk
