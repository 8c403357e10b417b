#include <nlohmann/json.hpp>

#include "core/io/json/json_write.h"
#include "core/io/session/command_codec.h"
#include "core/io/session/document_json.h"
#include "core/io/session/lesson_answer_json.h"
#include "core/io/session/lesson_file.h"
#include "tests/fuzz/support.h"

namespace {

using namespace poolwalk;

std::string text_of(const Lesson& lesson) {
    nlohmann::ordered_json json{
        {"poolwalk", "lesson"}, {"version", 1}, {"title", lesson.title}, {"about", lesson.about}};
    json["document"] = io::json_of(lesson.start);
    json["pages"] = nlohmann::ordered_json::array();
    for (const LessonPage& page : lesson.pages) {
        nlohmann::ordered_json one{{"question", page.question}, {"sentence", page.sentence}};
        if (page.answer) one["answer"] = io::json_of(*page.answer);
        one["action"] = nlohmann::ordered_json::array();
        for (const Command& command : page.action) one["action"].push_back(io::json_of(command));
        json["pages"].push_back(std::move(one));
    }
    if (!lesson.learned.empty()) json["learned"] = lesson.learned;
    return io::to_text(json);
}

// Every page is asked, answered wrong where it names a mistake, answered right and shown; there is an end.
void play(const std::shared_ptr<const Lesson>& lesson) {
    AppState state = update(start_state({}), StartLesson{lesson});
    for (std::size_t i = 0; i < 2 * lesson->pages.size() + 3 && running_lesson(state); ++i) {
        if (is_finished(*running_lesson(state))) break;
        const LessonAnswer* asked = open_question(state);
        if (asked && !asked->hints.empty())
            state = update(std::move(state), AnswerLesson{asked->hints.front().reply});
        state = update(std::move(state), asked ? Command(AnswerLesson{asked->right.front()}) : Command(LessonOn{}));
        fuzz::expect(!asked || !open_question(state), "the right answer is taken");
        fuzz::expect_sound(state);
    }
    fuzz::expect_drawn(state);
    fuzz::expect(running_lesson(state) == nullptr || is_finished(*running_lesson(state)),
                 "a lesson comes to its end");
    state = update(std::move(state), LessonBack{});
    fuzz::expect_sound(state);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto lesson = io::read_lesson(fuzz::text_of(data, size), "f.json");
    if (!lesson) {
        fuzz::expect_sentence(lesson.error().message, "f.json: ");
        return 0;
    }
    play(*lesson);
    if (shape_of(*lesson->get()->start.input).cells() > 1 << 12) return 0;
    const std::string text = text_of(**lesson);
    const auto again = io::read_lesson(text, "again.json");
    fuzz::expect(again.ok(), "a lesson that was written can be read",
                 again ? "" : again.error().message + "\n" + text);
    fuzz::expect(identical(again->get()->start, lesson->get()->start), "a lesson keeps its start", text);
    fuzz::expect(text_of(**again) == text, "a lesson is the same after it was written and read", text);
    return 0;
}
