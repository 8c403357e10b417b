// What a lesson is refused for because of its picture: actions that do nothing, answers that are wrong.
#include "core/io/session/lesson_rehearsal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/io/session/lesson_file.h"

namespace poolwalk::io {
namespace {

using testing::HasSubstr;

// Overlap: X is 4 x 4 with 9 at (2, 2) and 6 at (1, 1), dY 3 x 3; a walk of 18 steps.
std::string error_of(const std::string& pages) {
    const auto lesson = read_lesson(
        R"({"poolwalk": "lesson", "title": "t", "example": "overlap", "pages": [)" + pages + "]}", "f.json");
    return lesson ? "" : lesson.error().message;
}

std::string error_of_action(const std::string& action) {
    return error_of(R"({"sentence": "s.", "action": )" + action + "}");
}

// Asked on the first page after `done` steps; the page does `action`.
std::string error_of_answer(const std::string& answer, const std::string& action = R"({"do": "seek", "done": 1})") {
    return error_of(R"({"sentence": "s."}, {"question": "q?", "answer": )" + answer +
                    R"(, "sentence": "s.", "action": )" + action + "}");
}

TEST(Rehearsal, RefusesActionsThatDoNothing) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"do": "set_cells", "grid": "X", "cells": [{"cell": [4, 0], "value": 1}]})", "there is no cell X(4, 0)"},
        {R"({"do": "set_cells", "grid": "X", "cells": [{"plane": 1, "cell": [0, 0], "value": 1}]})", "in plane 1"},
        {R"({"do": "set_cells", "grid": "Y", "cells": [{"cell": [0, 0], "value": 1}]})", "Y and dX are computed"},
        {R"({"do": "set_dy", "dy": [[1, 2], [3, 4]]})", "dY is "},
        {R"({"do": "plane", "plane": 5})", "there is no plane 5"},
        {R"({"do": "step", "steps": -1})", "does not move"},
        {R"({"do": "step_row", "rows": -1})", "does not move"},
        {R"({"do": "undo"})", "nothing to take back"},
        {R"({"do": "redo"})", "nothing to do again"},
        {R"({"do": "swap_held"})", "no document is held"},
        {R"({"do": "move_pin", "rows": 1})", "no pinned cell moves"},
        {R"({"do": "select_to", "cell": [1, 1]})", "no cell is pinned"},
        {R"([{"do": "pin", "grid": "X", "cell": [0, 0]}, {"do": "select_to", "cell": [9, 9]}])", "no such cell"},
        {R"({"do": "speed", "steps_per_s": 1000})", "from 0.25 to 256"},
        {R"({"do": "camera", "zoom": 2, "center": [3, 0]})", "center two numbers from 0 to 1"},
        {R"({"do": "check", "h": 0})", "h is from 1e-12"},
        {R"({"do": "claim", "title": "c", "dx": [[1]]})", "dX is "},
        {R"([{"do": "workspace", "name": "columns"}, {"do": "seek", "done": 99}])", "there is no step 99"},
    };
    for (const auto& [action, part] : cases) EXPECT_THAT(error_of_action(action), HasSubstr(part)) << action;
    for (const char* fine :
         {R"({"do": "rules"})", R"({"do": "pin"})", R"({"do": "first"})", R"({"do": "workspace", "name": "walk"})",
          R"([{"do": "rules", "tie_rule": "all"}, {"do": "undo"}, {"do": "redo"}])", R"({"do": "camera"})",
          R"([{"do": "workspace", "name": "columns"}, {"do": "seek", "done": 30}])"})
        EXPECT_EQ(error_of_action(fine), "") << fine;
}

TEST(Rehearsal, HoldsACellAgainstTheWindowThatThePageWalksTo) {
    EXPECT_EQ(error_of_answer(R"({"grid": "X", "cell": [1, 1]})"), "");
    EXPECT_THAT(
        error_of_answer(R"({"grid": "X", "cell": [0, 0]})"),
        HasSubstr("f.json: pages[1].answer: X(0, 0) is not the maximum in the window that the page ends on, but "
                  "X(1, 1); \"is\": \"any\""));
    EXPECT_THAT(error_of_answer(R"({"grid": "X", "cells": [[1, 1], [0, 0]]})"), HasSubstr("X(0, 0) is not"));
    EXPECT_EQ(error_of_answer(R"({"grid": "X", "cell": [0, 0], "is": "any"})"), "");
    EXPECT_EQ(error_of_answer(R"({"grid": "Y", "cell": [2, 2]})"), "") << "nothing says what it is";
    const char* back = R"({"do": "seek", "done": 14})";
    EXPECT_EQ(error_of_answer(R"({"grid": "dX", "cell": [2, 2]})", back), "");
    EXPECT_EQ(error_of_answer(R"({"grid": "X", "cell": [2, 2]})", back), "");
    EXPECT_THAT(error_of_answer(R"({"grid": "dX", "cell": [1, 1]})", back),
                HasSubstr("dX(1, 1) receives nothing in the window that the page ends on, but dX(2, 2)"));
    EXPECT_THAT(error_of_answer(R"({"grid": "dX", "cell": [1, 1], "is": "receives"})", R"({"do": "first"})"),
                HasSubstr("the page ends on no window"));
    EXPECT_EQ(error_of_answer(R"({"grid": "dX", "cell": [1, 1]})", R"({"do": "first"})"), "");
}

TEST(Rehearsal, HoldsANumberAgainstItsCell) {
    EXPECT_EQ(error_of_answer(R"({"value": 6, "of": {"grid": "Y", "cell": [0, 0]}})"), "");
    EXPECT_THAT(error_of_answer(R"({"value": 5, "of": {"grid": "Y", "cell": [0, 0]}})"),
                HasSubstr("pages[1].answer: Y(0, 0) holds 6 after the page, not 5"));
    EXPECT_THAT(error_of_answer(R"({"value": 6, "of": {"grid": "Y", "cell": [0, 1]}})"),
                HasSubstr("Y(0, 1) holds no number yet after the page"));
    EXPECT_THAT(error_of_answer(R"({"value": 6, "of": {"grid": "Y", "cell": [3, 0]}})"),
                HasSubstr("there is no cell Y(3, 0)"));
    EXPECT_EQ(
        error_of_answer(R"({"value": 4, "of": {"grid": "dX", "cell": [2, 2]}})", R"({"do": "seek", "done": 14})"),
        "");
    EXPECT_THAT(
        error_of_answer(R"({"value": 9, "of": {"grid": "dX", "cell": [2, 2]}})", R"({"do": "seek", "done": 14})"),
        HasSubstr("dX(2, 2) holds 4 after the page, not 9"))
        << "as it stands then, not at the end";
    EXPECT_EQ(error_of_answer(R"({"value": 12345})"), "") << "a number that no cell holds";
}

TEST(Rehearsal, WantsCellsThatCanBeClicked) {
    EXPECT_THAT(error_of_answer(R"({"grid": "X", "cell": [4, 4]})"), HasSubstr("there is no cell X(4, 4)"));
    EXPECT_THAT(error_of_answer(R"({"grid": "X", "cell": [1, 1], "hints": [{"cell": [7, 0], "hint": "h"}]})"),
                HasSubstr("there is no cell X(7, 0)"));
    EXPECT_THAT(error_of_answer(R"({"grid": "X", "plane": 1, "cell": [1, 1]})"), HasSubstr("there is no cell"));
    const auto in = [](const char* workspace, const char* grid) {
        return error_of(std::string(R"({"sentence": "s.", "action": {"do": "workspace", "name": ")") + workspace +
                        R"("}}, {"question": "q?", "answer": {"grid": ")" + grid +
                        R"(", "cell": [1, 1], "is": "any"}, "sentence": "s."})");
    };
    EXPECT_THAT(in("rules", "X"), HasSubstr("this workspace does not show the cells of X"));
    EXPECT_THAT(in("check", "Y"), HasSubstr("this workspace does not show the cells of Y"));
    EXPECT_EQ(in("check", "dX"), "");
    EXPECT_EQ(in("columns", "X"), "");
    const char* planes = R"({"poolwalk": "lesson", "title": "t", "example": "nan-places", "pages": [
        {"question": "q?", "answer": {"grid": "X", "plane": 2, "cell": [0, 0], "is": "any"}, "sentence": "s."}]})";
    EXPECT_THAT(read_lesson(planes, "f.json").error().message, HasSubstr("plane 2 is not on the screen, but 0"));
}

TEST(LessonAnswers, AreReadStrictly) {
    const std::pair<const char*, const char*> cases[] = {
        {"7", "expected an object like"},
        {"{}", "grid: "},
        {R"({"grid": "X"})", R"(expected either "cell")"},
        {R"({"grid": "X", "cell": [1, 1], "cells": [[1, 1]]})", R"(expected either "cell")"},
        {R"({"grid": "X", "cells": []})", "cells: expected an array of cells"},
        {R"({"grid": "X", "cell": [1, 1], "is": "large"})", "is: expected one of maximum, receives, any"},
        {R"({"value": "six"})", "value: "},
        {R"({"value": 6, "of": {"cell": [0, 0]}})", "of.grid"},
        {R"({"value": 6, "hints": [{"value": 6, "hint": "h"}]})", "hints[0]: this is the right answer"},
        {R"({"value": 6, "hints": [{"value": 5}]})", "hints[0].hint"},
        {R"({"value": 6, "hints": [{"value": 5, "hint": ""}]})", "hints[0].hint: expected a sentence"},
        {R"({"value": 6, "hints": {"value": 5}})", "hints: expected an array"},
        {R"({"value": 6, "cell": [1, 1]})", R"(the key "cell" is not known here)"},
        {R"({"options": ["a", "b"], "choice": "c"})", "choice: none of the options says this"},
        {R"({"options": ["a"], "choice": "a"})", "options: expected 2 to 6 strings"},
        {R"({"options": ["a", "a"], "choice": "a"})", "options[1]: it is there twice"},
        {R"({"options": ["a", ""], "choice": "a"})", "options[1]: expected some words"},
        {R"({"options": ["a", "b"], "choice": "a", "hints": [{"choice": "c", "hint": "h"}]})", "none of the options"},
    };
    for (const auto& [answer, part] : cases) {
        const std::string error = error_of_answer(answer);
        EXPECT_THAT(error, testing::StartsWith("f.json: pages[1].answer")) << answer;
        EXPECT_THAT(error, HasSubstr(part)) << answer;
    }
    EXPECT_THAT(error_of(R"({"answer": {"value": 1}, "sentence": "s."})"),
                HasSubstr("pages[0].question: missing; an answer needs a question"));
    EXPECT_EQ(error_of_answer(R"({"value": "nan"})"), "");
}

}  // namespace
}  // namespace poolwalk::io
