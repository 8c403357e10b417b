// Lessons: every shipped one is played to its end, by Space and by time, back and forth; and a lesson that
// a person writes plays or is refused in one sentence.
#include "core/io/session/lesson_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"

namespace poolwalk::io {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

AppState begun(std::string_view name) {
    const auto lesson = load_lesson(name);
    EXPECT_TRUE(lesson) << lesson.error().message;
    return update(start_state(lesson->get()->start), StartLesson{*lesson});
}

void settle(AppState& state) {
    for (int i = 0; i < 2000 && time_to_next_tick(state); ++i) state = update(std::move(state), Tick{0.5});
    EXPECT_FALSE(time_to_next_tick(state)) << "something moves for ever";
}

bool same_place(const AppState& a, const AppState& b) {
    return identical(a.document, b.document) && a.view == b.view && a.play == b.play;
}

TEST(Lessons, AreTheEightAndSayWhatTheyAre) {
    const auto all = lessons();
    ASSERT_EQ(all.size(), 8u);
    std::set<std::string> titles;
    for (const LessonEntry& entry : all) {
        titles.insert(entry.title);
        EXPECT_FALSE(entry.about.empty());
        EXPECT_TRUE(load_lesson(entry.name)) << entry.name;
    }
    EXPECT_EQ(titles.size(), all.size());
    EXPECT_EQ(all.front().name, "one-value");
    EXPECT_THAT(load_lesson("nothing").error().message, HasSubstr("there are one-value, "));
}

TEST(Lessons, AreShortSentencesWithQuestions) {
    for (const LessonEntry& entry : lessons()) {
        const auto lesson = *load_lesson(entry.name);
        EXPECT_GE(lesson->pages.size(), 8u) << entry.name;
        EXPECT_LE(lesson->pages.size(), 12u) << entry.name;
        int questions = 0;
        for (const LessonPage& page : lesson->pages) {
            EXPECT_LE(page.sentence.size(), 125u) << page.sentence;
            EXPECT_THAT(page.sentence, testing::EndsWith("."));
            if (page.question.empty()) continue;
            ++questions;
            EXPECT_LE(page.question.size(), 110u) << page.question;
            EXPECT_THAT(page.question, testing::EndsWith("?"));
        }
        EXPECT_GE(questions, 2) << entry.name;
    }
}

TEST(Lessons, PlayToTheirEnd) {
    for (const LessonEntry& entry : lessons()) {
        AppState state = begun(entry.name);
        const std::size_t pages = state.lesson->lesson->pages.size();
        std::vector<AppState> after{state};
        for (int spaces = 0; spaces < 100 && !is_finished(*state.lesson); ++spaces) {
            const std::size_t page = state.lesson->page;
            state = update(std::move(state), LessonOn{});
            EXPECT_EQ(state.notice, Notice{}) << entry.name << ", page " << state.lesson->page + 1;
            EXPECT_LE(state.lesson->page, page + 1);
            settle(state);
            EXPECT_EQ(document_error(*state.document.input, *state.document.grad_output, state.document.geometry),
                      "");
            EXPECT_FALSE(has_unsaved_work(state)) << "a lesson is nobody's unsaved work";
            if (after.size() <= state.lesson->page) after.resize(state.lesson->page + 1, state);
            after[state.lesson->page] = state;
        }
        EXPECT_TRUE(is_finished(*state.lesson)) << entry.name;
        EXPECT_EQ(state.lesson->page + 1, pages) << entry.name;
        // One more changes nothing.
        const AppState end = state;
        state = update(std::move(state), LessonOn{});
        EXPECT_TRUE(same_place(state, end)) << entry.name;
        EXPECT_EQ(*state.lesson, *end.lesson) << entry.name;
        // Back page by page, each of them done once more: it comes to what it came to before.
        for (std::size_t page = pages - 1; page-- > 0;) {
            while (state.lesson->page > page) state = update(std::move(state), LessonBack{});
            AppState again = state;
            while (!is_finished(*again.lesson) && again.lesson->page == page) {
                const AppState before = again;
                again = update(std::move(again), LessonOn{});
                settle(again);
                if (again.lesson->page > page) again = before;
                if (again.lesson->stage == before.lesson->stage) break;
            }
            EXPECT_TRUE(same_place(again, after[page])) << entry.name << ", page " << page + 1;
        }
    }
}

// After page `page`, counted from 1, has said and done everything.
AppState at(std::string_view name, std::size_t page) {
    AppState state = begun(name);
    for (int i = 0; i < 100; ++i) {
        AppState next = update(state, LessonOn{});
        settle(next);
        if (next.lesson->page >= page || *next.lesson == *state.lesson) return state;
        state = std::move(next);
    }
    return state;
}

double dx_at(const AppState& state, Place cell, std::int64_t plane = 0) {
    return value_at(derive(state.document).grad_input, plane, cell.h, cell.w);
}
double sum_of_dx(const AppState& state) {
    double sum = 0;
    for (const double value : values_of(derive(state.document).grad_input)) sum += value;
    return sum;
}

// The numbers that the sentences name are the engine's.
TEST(Lessons, SayTheTruth) {
    EXPECT_EQ(at("one-value", 3).play.by, StepBy::Comparison);
    EXPECT_EQ(value_at(derive(at("one-value", 9).document).output, 0, 0, 1), 6);
    EXPECT_EQ(values_of(derive(at("where-the-gradient-goes", 1).document).output), (std::vector<double>{6, 5, 8, 9}));
    EXPECT_EQ(dx_at(at("where-the-gradient-goes", 4), {1, 1}), 3);
    EXPECT_EQ(sum_of_dx(at("where-the-gradient-goes", 8)), 11);
    EXPECT_EQ(dx_at(at("where-the-gradient-goes", 9), {0, 0}), 3);
    EXPECT_EQ(at("overlap-adds", 5).play.done, 15);
    EXPECT_EQ(dx_at(at("overlap-adds", 6), {2, 2}), 9);
    EXPECT_EQ(dx_at(at("overlap-adds", 7), {2, 2}), 2);
    EXPECT_EQ(sum_of_dx(at("overlap-adds", 8)), 6);
    EXPECT_EQ(dx_at(at("overlap-adds", 9), {2, 2}), 45);
    EXPECT_EQ(sum_of_dx(at("ties-six-answers", 5)), 29);
    EXPECT_EQ(sum_of_dx(at("ties-six-answers", 7)), 28);
    for (const std::size_t page : {3u, 4u, 6u, 8u})
        EXPECT_NEAR(sum_of_dx(at("ties-six-answers", page)), 17, 1e-12) << page;
    EXPECT_EQ(at("ties-six-answers", 9).view.workspace, Workspace::Rules);
    EXPECT_EQ(dx_at(at("nan-and-minus-infinity", 4), {1, 0}, 2), 1);
    EXPECT_EQ(dx_at(at("nan-and-minus-infinity", 5), {1, 0}, 2), 0);
    EXPECT_EQ(dx_at(at("nan-and-minus-infinity", 6), {0, 0}, 2), 1);
    EXPECT_EQ(dx_at(at("nan-and-minus-infinity", 9), {0, 1}), 4);
    EXPECT_EQ(sum_of_dx(at("nan-and-minus-infinity", 10)), 4);
    for (const std::size_t page : {2u, 3u, 4u}) EXPECT_EQ(sum_of_dx(at("written-five-ways", page)), 10) << page;
    EXPECT_EQ(sum_of_dx(at("written-five-ways", 5)), 13);
    EXPECT_EQ(sum_of_dx(at("written-five-ways", 6)), 13);
    EXPECT_EQ(sum_of_dx(at("written-five-ways", 7)), 17);
    EXPECT_EQ(sum_of_dx(at("written-five-ways", 8)), 10);
    EXPECT_EQ(dx_at(at("the-check-that-checks-nothing", 3), {2, 2}), 9);
    EXPECT_EQ(dx_at(at("the-check-that-checks-nothing", 7), {2, 2}), 2);
    EXPECT_EQ(dx_at(at("why-it-did-not-learn", 4), {0, 0}), 1);
    EXPECT_EQ(dx_at(at("why-it-did-not-learn", 5), {1, 1}), 0.25);
    EXPECT_EQ(sum_of_dx(at("why-it-did-not-learn", 6)), 4);
    EXPECT_EQ(dx_at(at("why-it-did-not-learn", 9), {1, 0}), 1);
}

constexpr const char* ten_lines = R"({
  "poolwalk": "lesson",
  "title": "My first lesson",
  "document": {"params": {"kernel": [2, 2]}, "x": [[1, 3], [4, 2]]},
  "pages": [
    {"sentence": "One window holds all of X."},
    {"question": "What is its maximum?", "sentence": "4.", "action": {"do": "seek", "done": 1}},
    {"sentence": "Its gradient goes back.", "action": [{"do": "last"}, {"do": "pin", "grid": "dX", "cell": [1, 0]}]}
  ]
})";

TEST(Lessons, OfTenLinesPlay) {
    ASSERT_LE(std::ranges::count(std::string_view(ten_lines), '\n') + 1, 10);
    const auto lesson = read_lesson(ten_lines, "mine.json");
    ASSERT_TRUE(lesson) << lesson.error().message;
    AppState state = update(start_state((*lesson)->start), StartLesson{*lesson});
    for (int i = 0; i < 10 && !is_finished(*state.lesson); ++i) {
        state = update(std::move(state), LessonOn{});
        settle(state);
    }
    EXPECT_EQ(state.play.done, 2);
    EXPECT_EQ(state.view.pinned, (CellRef{GridId::GradInput, 0, {1, 0}}));
}

TEST(Lessons, AreRefusedWithThePlace) {
    const auto refused = [](std::string_view from, const std::string& to, const char* part) {
        std::string text = ten_lines;
        const std::size_t at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        const auto lesson = read_lesson(text.replace(at, from.size(), to), "mine.json");
        ASSERT_FALSE(lesson) << to;
        EXPECT_THAT(lesson.error().message, StartsWith("mine.json: "));
        EXPECT_THAT(lesson.error().message, HasSubstr(part));
    };
    refused("\"lesson\"", "\"session\"", "poolwalk: expected \"lesson\", found \"session\"");
    refused("\"title\": \"My first lesson\",", "", "title: expected a string, found nothing");
    refused("\"title\"", "\"titel\"", "the key \"titel\" is not known here");
    refused("\"title\"", "\"version\": 2, \"title\"", "version: expected an integer from 1 to 1, found 2");
    refused("\"document\"", "\"example\": \"overlap\", \"document\"", "found both example and document");
    refused("{\"params\": {\"kernel\": [2, 2]}, \"x\": [[1, 3], [4, 2]]}",
            "{\"params\": {\"kernel\": [3, 3]}, \"x\": [[1, 3], [4, 2]]}", "document: ");
    refused("\"document\": {\"params\": {\"kernel\": [2, 2]}, \"x\": [[1, 3], [4, 2]]}", "\"example\": \"nowhere\"",
            "example: no example is named");
    refused("\"pages\"", "\"pages\": [], \"old\"", "the key \"old\" is not known here");
    refused("{\"sentence\": \"One window holds all of X.\"}", "{}",
            "pages[0].sentence: expected a string, found nothing");
    refused("{\"sentence\": \"One window holds all of X.\"}", "{\"sentence\": \"\"}",
            "pages[0].sentence: expected a sentence");
    refused("{\"sentence\": \"One window holds all of X.\"}", "{\"sentence\": \"Wait.\", \"pause\": 61}",
            "pages[0].pause: expected a number of seconds from 0 to 60");
    refused("\"seek\"", "\"seak\"", "pages[1].action.do: expected one of seek, ");
    refused("\"done\": 1", "\"done\": 5", "pages[1].action: there is no step 5, the walk has 0 to 2");
    refused("[1, 0]", "[2, 0]", "pages[2].action[1]: there is no such cell");
    refused("{\"do\": \"last\"}", "{\"do\": \"window\", \"kernel\": [3, 3]}", "pages[2].action[0]: ");
    refused("{\"do\": \"seek\", \"done\": 1}", "7", "pages[1].action: expected a command like");
    refused("{\"do\": \"last\"}", "{\"do\": \"open_example\", \"name\": \"none\"}",
            "pages[2].action[0].name: no example is named");
    refused("{\"do\": \"last\"}", R"({"do": "resize", "shape": [1, 1, 16384, 4096]})",
            "pages[2].action[0]: X or Y would be too large for a lesson: the limit is 65536 cells");
    refused("{\"do\": \"last\"}", R"({"do": "resize", "shape": [1, 1, 4611686018427387904, 4]})",
            "the limit is 65536 cells");
    refused("{\"do\": \"last\"}", R"({"do": "window", "kernel": [1, 1], "padding": [200, 200]})",
            "the limit is 65536 cells");
    refused("{\"params\": {\"kernel\": [2, 2]}", R"({"params": {"kernel": [1, 1], "padding": [200, 200]})",
            "pages: X or Y would be too large");
    // What is quoted from the file stays on the line.
    refused("{\"do\": \"last\"}", R"({"do": "open_example", "name": "a\nb"})",
            R"(no example is named "a\x0ab"; there are)");
    refused("{\"do\": \"last\"}", R"({"do": "method", "name": "a\nb"})",
            "pages[2].action[0]: there is no method of this name");
}

TEST(Lessons, HaveAtMostAThousandPagesAndActions) {
    const auto lesson_of = [](std::size_t pages, std::size_t actions) {
        std::string text =
            R"({"poolwalk": "lesson", "title": "long", "document": {"params": {"kernel": [1, 1]}, "x": [[1]]}, )"
            R"("pages": [)";
        for (std::size_t i = 0; i < pages; ++i) text += std::string(i == 0 ? "" : ",") + R"({"sentence": "One."})";
        text += R"(,{"sentence": "All.", "action": [)";
        for (std::size_t i = 0; i < actions; ++i) text += std::string(i == 0 ? "" : ",") + R"({"do": "next_mask"})";
        const auto lesson = read_lesson(text + "]}]}", "f.json");
        return lesson ? std::string("taken") : lesson.error().message;
    };
    EXPECT_EQ(lesson_of(999, 1000), "taken");
    EXPECT_EQ(lesson_of(1000, 0), "f.json: pages: found 1001 pages, the limit is 1000");
    EXPECT_EQ(lesson_of(1, 1001), "f.json: pages[1]: found more actions in all the pages than the limit of 1000");
}

}  // namespace
}  // namespace poolwalk::io
