// Lessons: every shipped one is played to its end, right, wrong and by Show, back and forth; and a lesson that a
// person writes plays or is refused in one sentence.
#include "core/io/session/lesson_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <numeric>
#include <set>

#include "core/doc/derived/derived.h"
#include "core/doc/update/update.h"
#include "tests/support/paths.h"

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

TEST(Lessons, AreThirteenAndSayWhatTheyAre) {
    const auto all = lessons();
    ASSERT_EQ(all.size(), 13u);
    std::set<std::string> titles;
    for (const LessonEntry& entry : all) {
        titles.insert(entry.title);
        EXPECT_FALSE(entry.about.empty());
        EXPECT_TRUE(load_lesson(entry.name)) << entry.name;
    }
    EXPECT_EQ(titles.size(), all.size());
    EXPECT_EQ(all.front().name, "why-pool");
    EXPECT_THAT(load_lesson("nothing").error().message, HasSubstr("there are why-pool, one-value, "));
}

TEST(Lessons, AreShortSentencesWithQuestions) {
    for (const LessonEntry& entry : lessons()) {
        const auto lesson = *load_lesson(entry.name);
        EXPECT_GE(lesson->pages.size(), 6u) << entry.name;
        EXPECT_LE(lesson->pages.size(), 14u) << entry.name;
        EXPECT_EQ(lesson->learned.size(), max_learned) << entry.name;
        int questions = 0;
        for (const LessonPage& page : lesson->pages) {
            EXPECT_LE(page.sentence.size(), 130u) << page.sentence;
            EXPECT_THAT(page.sentence, testing::EndsWith("."));
            EXPECT_EQ(page.question.empty(), !page.answer) << "every question can be answered: " << page.question;
            if (page.question.empty()) continue;
            ++questions;
            EXPECT_LE(page.question.size(), 110u) << page.question;
            EXPECT_THAT(page.question, testing::EndsWith("?"));
            EXPECT_TRUE(!page.answer->hint.empty() || page.answer->is_choice()) << page.question;
            EXPECT_TRUE(!page.answer->is_choice() || page.answer->hints.size() + 1 == page.answer->options.size())
                << "a hint for each wrong option: " << page.question;
        }
        EXPECT_GE(questions, 3) << entry.name;
    }
}

TEST(Lessons, FollowEachOther) {
    const auto all = lessons();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto lesson = *load_lesson(all[i].name);
        EXPECT_EQ(lesson->name, all[i].name);
        EXPECT_EQ(lesson->next, i + 1 < all.size() ? all[i + 1].name : "");
    }
}

// How a question is dealt with: by the right reply, by every reply that has a hint before that, or by Show.
enum class Way : std::uint8_t { Right, WrongFirst, Shown };

AppState pressed(AppState state, Way way) {
    const LessonAnswer* asked = open_question(state);
    if (!asked || way == Way::Shown) return update(std::move(state), LessonOn{});
    const std::size_t wrong = way == Way::WrongFirst ? asked->hints.size() : 0;
    for (std::size_t i = 0; i < wrong; ++i) {
        state = update(std::move(state), AnswerLesson{asked->hints[i].reply});
        EXPECT_EQ(state.lesson->wrong.size(), i + 1);
        EXPECT_EQ(hint_for(*asked, state.lesson->wrong.back()), asked->hints[i].sentence);
    }
    EXPECT_EQ(open_question(state), asked) << "no hinted reply is right";
    return update(std::move(state), AnswerLesson{asked->right.front()});
}

TEST(Lessons, PlayToTheirEnd) {
    for (const LessonEntry& entry : lessons())
        for (const Way way : {Way::Right, Way::WrongFirst, Way::Shown}) {
            AppState state = begun(entry.name);
            const std::size_t pages = state.lesson->lesson->pages.size();
            std::vector<AppState> after{state};
            for (int presses = 0; presses < 100 && !is_finished(*state.lesson); ++presses) {
                const std::size_t page = state.lesson->page;
                state = pressed(std::move(state), way);
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
            const LessonScore score = score_of(*state.lesson);
            EXPECT_EQ(score.right == score.questions, way == Way::Right) << entry.name;
            EXPECT_EQ(state.lessons_done, std::vector{entry.name});
            // One more changes nothing.
            const AppState end = state;
            state = update(std::move(state), LessonOn{});
            EXPECT_TRUE(same_place(state, end)) << entry.name;
            EXPECT_EQ(state.lesson->stage, LessonStage::End) << entry.name;
            // Back page by page: each comes to what it came to before.
            for (std::size_t page = pages - 1; page-- > 0;) {
                while (state.lesson->page > page) state = update(std::move(state), LessonBack{});
                AppState again = state;
                while (again.lesson->stage != LessonStage::Shown) again = pressed(std::move(again), way);
                settle(again);
                EXPECT_TRUE(same_place(again, after[page])) << entry.name << ", page " << page + 1;
            }
        }
}

// Page `page`, counted from 1, when its movement is at its end.
AppState at(std::string_view name, std::size_t page) {
    AppState state = begun(name);
    while (state.lesson->page + 1 < page || state.lesson->stage != LessonStage::Shown)
        state = update(std::move(state), LessonOn{});
    settle(state);
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

std::int64_t cells_without_window(const AppState& state) {
    const Shape x = shape_of(*state.document.input);
    std::int64_t count = 0;
    for (std::int64_t h = 0; h < x.h; ++h)
        for (std::int64_t w = 0; w < x.w; ++w)
            count += windows_of(state.document.geometry, output_shape(state.document), {h, w}).size() == 0;
    return count;
}

// Of the loss, the sum of dY times Y, when the cell moves by a thousandth either way.
double central_difference(const AppState& state, Place cell) {
    const auto loss = [&](double by) {
        Document document = state.document;
        set_value(document.input.edit(), 0, cell.h, cell.w, value_at(*document.input, 0, cell.h, cell.w) + by);
        const std::vector<double> y = values_of(derive(document).output), dy = values_of(*document.grad_output);
        return std::inner_product(y.begin(), y.end(), dy.begin(), 0.0);
    };
    return (loss(0.001) - loss(-0.001)) / 0.002;
}

// The numbers that the sentences name are the engine's, beyond those that the rehearsal compares.
TEST(Lessons, SayTheTruth) {
    EXPECT_EQ(derive(at("why-pool", 2).document).output_shape, (Shape{1, 1, 24, 32}));
    EXPECT_EQ(derive(at("why-pool", 4).document).output_shape, (Shape{1, 1, 12, 16}));
    EXPECT_EQ(values_of(derive(at("where-the-gradient-goes", 1).document).output), (std::vector<double>{6, 5, 8, 9}));
    EXPECT_EQ(sum_of_dx(at("where-the-gradient-goes", 6)), 11);
    EXPECT_EQ(sum_of_dx(at("overlap-adds", 8)), 6);
    EXPECT_EQ(dx_at(at("overlap-adds", 10), {2, 2}), 45);
    EXPECT_EQ(sum_of_dx(at("ties-six-answers", 7)), 29);
    EXPECT_EQ(sum_of_dx(at("ties-six-answers", 10)), 28);
    for (const std::size_t page : {4u, 5u, 9u, 12u})
        EXPECT_NEAR(sum_of_dx(at("ties-six-answers", page)), 17, 1e-12) << page;
    EXPECT_EQ(dx_at(at("nan-and-minus-infinity", 6), {1, 0}, 2), 1);
    EXPECT_EQ(dx_at(at("nan-and-minus-infinity", 7), {1, 0}, 2), 0);
    EXPECT_EQ(dx_at(at("nan-and-minus-infinity", 8), {0, 0}, 2), 1);
    EXPECT_EQ(sum_of_dx(at("nan-and-minus-infinity", 13)), 4);
    for (const std::size_t page : {2u, 3u, 4u}) EXPECT_EQ(sum_of_dx(at("written-five-ways", page)), 10) << page;
    EXPECT_EQ(sum_of_dx(at("written-five-ways", 5)), 13);
    EXPECT_EQ(sum_of_dx(at("written-five-ways", 6)), 13);
    EXPECT_EQ(sum_of_dx(at("written-five-ways", 7)), 10);
    EXPECT_EQ(dx_at(at("the-check-that-checks-nothing", 6), {2, 2}), 2);
    EXPECT_EQ(sum_of_dx(at("why-it-did-not-learn", 5)), 4);
    EXPECT_EQ(cells_without_window(at("padding-and-ceil-mode", 2)), 5);
    EXPECT_EQ(derive(at("padding-and-ceil-mode", 3).document).output_shape, (Shape{1, 1, 2, 2}));
    EXPECT_EQ(cells_without_window(at("same-and-valid", 2)), 9);
    for (const std::size_t page : {4u, 6u})
        EXPECT_EQ(derive(at("same-and-valid", page).document).output_shape, (Shape{1, 1, 3, 3})) << page;
    EXPECT_EQ(derive(at("same-and-valid", 8).document).output_shape, (Shape{1, 1, 5, 5}));
    EXPECT_EQ(dx_at(at("im2col-and-col2im", 7), {2, 2}), 9);
    EXPECT_NEAR(central_difference(at("the-corner-at-a-tie", 4), {0, 1}), 1, 1e-9);
    EXPECT_NEAR(central_difference(at("the-corner-at-a-tie", 6), {1, 1}), 1, 1e-9);
    EXPECT_NEAR(dx_at(at("the-corner-at-a-tie", 6), {1, 1}), 2.0 / 3, 1e-12);
}

constexpr const char* ten_lines = R"({
  "poolwalk": "lesson", "title": "My first lesson",
  "document": {"params": {"kernel": [2, 2]}, "x": [[1, 3], [4, 2]]},
  "pages": [
    {"sentence": "One window holds all of X."},
    {"question": "Which cell is its maximum?", "answer": {"grid": "X", "cell": [1, 0], "hint": "Look for a 4."},
     "sentence": "The 4.", "action": {"do": "seek", "done": 1}},
    {"sentence": "Its gradient goes back.", "action": [{"do": "last"}, {"do": "pin", "grid": "dX", "cell": [1, 0]}]}
  ], "learned": ["A window keeps its maximum."]
})";

TEST(Lessons, OfTenLinesPlay) {
    ASSERT_LE(std::ranges::count(std::string_view(ten_lines), '\n') + 1, 10);
    const auto lesson = read_lesson(ten_lines, "mine.json");
    ASSERT_TRUE(lesson) << lesson.error().message;
    AppState state = update(start_state((*lesson)->start), StartLesson{*lesson});
    for (int i = 0; i < 10 && !is_finished(*state.lesson); ++i) {
        state = pressed(std::move(state), Way::Right);
        settle(state);
    }
    EXPECT_EQ(state.play.done, 2);
    EXPECT_EQ(state.view.pinned, (CellRef{GridId::GradInput, 0, {1, 0}}));
    EXPECT_EQ(score_of(*state.lesson).right, 1u);
}

// The lesson of assets/README.md is this one.
TEST(Lessons, OfTenLinesAreThoseOfTheReadme) {
    std::ifstream file(source_path("assets/README.md"));
    const std::string readme{std::istreambuf_iterator<char>(file), {}};
    EXPECT_THAT(readme, HasSubstr(ten_lines));
}

TEST(Lessons, AreRefusedWithThePlace) {
    const auto refused = [](std::string_view from, const std::string& to, const char* part) {
        std::string text = ten_lines;
        const std::size_t at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        const auto lesson = read_lesson(text.replace(at, from.size(), to), "mine.json");
        ASSERT_FALSE(lesson) << from << " -> " << to;
        EXPECT_THAT(lesson.error().message, StartsWith("mine.json: "));
        EXPECT_THAT(lesson.error().message, HasSubstr(part));
    };
    refused("\"lesson\"", "\"session\"", "poolwalk: expected \"lesson\", found \"session\"");
    refused(" \"title\": \"My first lesson\",", "", "title: expected a string, found nothing");
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
    refused("{\"sentence\": \"One window holds all of X.\"}", "{\"sentence\": \"Wait.\", \"pause\": 1}",
            "pages[0]: the key \"pause\" is not known here");
    refused("[\"A window keeps its maximum.\"]", R"(["1", "2", "3", "4"])", "learned: found 4 lines, the limit is 3");
    refused("\"seek\"", "\"seak\"", "pages[1].action.do: expected one of seek, ");
    refused("\"done\": 1", "\"done\": 5", "pages[1].action: there is no step 5, the walk has 0 to 2");
    refused("\"dX\", \"cell\": [1, 0]", "\"dX\", \"cell\": [2, 0]", "pages[2].action[1]: there is no such cell");
    refused("\"X\", \"cell\": [1, 0]", "\"X\", \"cell\": [2, 0]", "pages[1].answer: there is no cell X(2, 0)");
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
