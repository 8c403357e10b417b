#include "core/io/session/lesson_file.h"

#include <exception>
#include <nlohmann/json.hpp>

#include "core/doc/update/update.h"
#include "core/io/files/file_error.h"
#include "core/io/json/json_parse.h"
#include "core/io/session/command_codec.h"
#include "core/io/session/document_json.h"
#include "core/io/session/examples.h"
#include "embedded/lessons.h"

namespace poolwalk::io {
namespace {

Document read_example(const JsonField& field) {
    const auto document = load_example(field.text());
    if (document) return *document;
    field.fail(document.error().message);
    return {};
}

Document read_start(const JsonField& root) {
    const JsonField example = root["example"], document = root["document"];
    if (example.present() && document.present())
        example.fail("found both example and document, expected one of them");
    if (example.present()) return read_example(example);
    if (!document.present())
        document.fail("missing; a lesson starts from a document, or from an example by its name");
    return read_document(document, {});
}

// The examples of a lesson are part of it from the beginning: a page needs nothing from outside.
Command read_action(const JsonField& field) {
    Command command = read_command(field);
    if (command.is<OpenExample>() && field.document_ok()) return OpenDocument{read_example(field["name"])};
    return command;
}

LessonPage read_page(const JsonField& field) {
    field.expect_keys({"question", "sentence", "action", "pause"});
    LessonPage page;
    if (field["question"].present()) page.question = field["question"].text();
    page.sentence = field["sentence"].text();
    if (page.sentence.empty()) field["sentence"].fail_expecting("a sentence");
    if (field["pause"].present()) page.pause_s = field["pause"].number();
    if (!(page.pause_s >= 0 && page.pause_s <= 60)) field["pause"].fail_expecting("a number of seconds from 0 to 60");
    const JsonField action = field["action"];
    if (action.is_object()) page.action.push_back(read_action(action));
    else if (action.present() && !action.is_array())
        action.fail_expecting("a command like {\"do\": \"seek\", \"done\": 4}, or an array of them");
    for (std::size_t i = 0; action.is_array() && i < action.size() && action.document_ok(); ++i)
        page.action.push_back(read_action(action.at(i)));
    return page;
}

// What the command did not reach, or empty.
std::string what_is_missing(const Command& command, const AppState& after) {
    if (after.notice.is_error) return after.notice.sentence;
    const auto count = step_count(plan_of(after));
    const auto beyond = [&](std::int64_t done) {
        return done < 0 || done > count
                   ? "there is no step " + std::to_string(done) + ", the walk has 0 to " + std::to_string(count)
                   : std::string();
    };
    if (const auto* seek = command.as<Seek>()) return beyond(seek->done);
    if (const auto* play = command.as<PlayTo>()) return beyond(play->done);
    if (const auto* pin = command.as<Pin>(); pin && pin->cell != after.view.pinned) return "there is no such cell";
    return {};
}

// Compared before they are multiplied: a command may name any numbers.
bool is_beyond(const Shape& shape) {
    return !size_error(shape.n, shape.c, shape.h, shape.w).empty() || shape.cells() > max_lesson_cells;
}

// What the arrays would be, or are, beyond the limit; or empty.
std::string too_large(const Document& document, const Command* next) {
    Shape input = shape_of(*document.input);
    Geometry geometry = document.geometry;
    if (const auto* resize = next ? next->as<Resize>() : nullptr) input = resize->shape;
    if (const auto* window = next ? next->as<SetGeometry>() : nullptr) geometry = window->geometry;
    // Any other error is update's to say.
    if (next && !first_error(validate(input, geometry)).empty() &&
        size_error(input.n, input.c, input.h, input.w).empty())
        return {};
    if (!is_beyond(input) && !is_beyond(output_shape(input, geometry))) return {};
    return "X or Y would be too large for a lesson: the limit is " + std::to_string(max_lesson_cells) + " cells";
}

void rehearse(const Lesson& lesson, const JsonField& pages) {
    AppState state = start_state(lesson.start);
    if (const std::string error = too_large(state.document, nullptr); !error.empty()) return pages.fail(error);
    for (std::size_t i = 0; i < lesson.pages.size(); ++i) {
        const JsonField action = pages.at(i)["action"];
        for (std::size_t k = 0; k < lesson.pages[i].action.size(); ++k) {
            const Command& command = lesson.pages[i].action[k];
            state.notice = {};
            std::string error = too_large(state.document, &command);
            if (error.empty()) {
                state = update(std::move(state), command);
                error = what_is_missing(command, state);
            }
            if (error.empty()) error = too_large(state.document, nullptr);
            if (!error.empty()) return (action.is_array() ? action.at(k) : action).fail(error);
            if (!state.play.playing) continue;
            const std::int64_t rest = state.play.stop_at.value_or(step_count(plan_of(state)));
            state = update(std::move(state), Seek{rest});
        }
    }
}

// At least one page, and no more actions than are played quickly.
std::vector<LessonPage> read_pages(const JsonField& field) {
    std::vector<LessonPage> pages;
    if (field.size() == 0 || !field.is_array()) field.fail_expecting("an array of at least one page");
    if (field.size() > max_lesson_pages)
        field.fail("found " + std::to_string(field.size()) + " pages, the limit is " +
                   std::to_string(max_lesson_pages));
    std::size_t actions = 0;
    for (std::size_t i = 0; field.document_ok() && i < field.size(); ++i) {
        pages.push_back(read_page(field.at(i)));
        actions += pages.back().action.size();
        if (actions > max_lesson_actions)
            field.at(i).fail("found more actions in all the pages than the limit of " +
                             std::to_string(max_lesson_actions));
    }
    return pages;
}

}  // namespace

Result<std::shared_ptr<const Lesson>> lesson_of(const nlohmann::json& json, std::string_view name) {
    try {
        JsonReader reader(json, name);
        const JsonField root = reader.root(), kind = root["poolwalk"];
        if (!(kind.is_text() && kind.text() == "lesson")) kind.fail_expecting("\"lesson\"");
        root.expect_keys({"poolwalk", "version", "title", "about", "example", "document", "pages"});
        if (root["version"].present()) root["version"].integer(1, lesson_version);
        auto lesson = std::make_shared<Lesson>();
        lesson->title = root["title"].text();
        if (root["about"].present()) lesson->about = root["about"].text();
        lesson->start = read_start(root);
        lesson->pages = read_pages(root["pages"]);
        if (reader.ok()) rehearse(*lesson, root["pages"]);
        if (!reader.ok()) return reader.error();
        return std::shared_ptr<const Lesson>(std::move(lesson));
    } catch (const std::exception& e) {
        return reading_failed(name, e.what());
    }
}

Result<std::shared_ptr<const Lesson>> read_lesson(std::string_view bytes, std::string_view name) {
    const auto json = parse_json(bytes, name);
    if (!json) return json.error();
    return lesson_of(*json, name);
}

namespace {

// "1-one-value.json" -> "one-value"
std::string_view name_of(const embedded::File& file) {
    const std::size_t dash = file.name.find('-'), dot = file.name.rfind('.');
    return file.name.substr(dash + 1, dot - dash - 1);
}

}  // namespace

std::vector<LessonEntry> lessons() {
    std::vector<LessonEntry> list;
    for (const embedded::File& file : embedded::lessons()) {
        const auto json = parse_json(file.contents, file.name);
        POOLWALK_CHECK(json.ok());
        list.push_back({std::string(name_of(file)), json->value("title", ""), json->value("about", "")});
    }
    return list;
}

Result<std::shared_ptr<const Lesson>> load_lesson(std::string_view name) {
    std::string known;
    for (const embedded::File& file : embedded::lessons()) {
        if (name_of(file) == name) return read_lesson(file.contents, file.name);
        known += (known.empty() ? "" : ", ") + std::string(name_of(file));
    }
    return Error{"no lesson is named " + io::quoted(name) + "; there are " + known};
}

}  // namespace poolwalk::io
