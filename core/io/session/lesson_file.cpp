#include "core/io/session/lesson_file.h"

#include <exception>
#include <nlohmann/json.hpp>

#include "core/doc/update/update.h"
#include "core/io/files/file_error.h"
#include "core/io/json/json_parse.h"
#include "core/io/session/command_codec.h"
#include "core/io/session/document_json.h"
#include "core/io/session/examples.h"
#include "core/io/session/lesson_answer_json.h"
#include "core/io/session/lesson_rehearsal.h"
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
    field.expect_keys({"question", "answer", "sentence", "action"});
    LessonPage page;
    if (field["question"].present()) page.question = field["question"].text();
    page.sentence = field["sentence"].text();
    if (page.sentence.empty()) field["sentence"].fail_expecting("a sentence");
    if (field["answer"].present()) page.answer = read_lesson_answer(field["answer"]);
    if (page.answer && page.question.empty()) field["question"].fail("missing; an answer needs a question");
    const JsonField action = field["action"];
    if (action.is_object()) page.action.push_back(read_action(action));
    else if (action.present() && !action.is_array())
        action.fail_expecting("a command like {\"do\": \"seek\", \"done\": 4}, or an array of them");
    for (std::size_t i = 0; action.is_array() && i < action.size() && action.document_ok(); ++i)
        page.action.push_back(read_action(action.at(i)));
    return page;
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

std::vector<std::string> read_learned(const JsonField& field) {
    const std::vector<std::string> lines = field.texts();
    if (lines.size() > max_learned)
        field.fail("found " + std::to_string(lines.size()) + " lines, the limit is " + std::to_string(max_learned));
    return lines;
}

}  // namespace

Result<std::shared_ptr<const Lesson>> lesson_of(const nlohmann::json& json, std::string_view name) {
    try {
        JsonReader reader(json, name);
        const JsonField root = reader.root(), kind = root["poolwalk"];
        if (!(kind.is_text() && kind.text() == "lesson")) kind.fail_expecting("\"lesson\"");
        root.expect_keys({"poolwalk", "version", "title", "about", "example", "document", "pages", "learned"});
        if (root["version"].present()) root["version"].integer(1, lesson_version);
        auto lesson = std::make_shared<Lesson>();
        lesson->title = root["title"].text();
        if (root["about"].present()) lesson->about = root["about"].text();
        lesson->start = read_start(root);
        lesson->pages = read_pages(root["pages"]);
        if (root["learned"].present()) lesson->learned = read_learned(root["learned"]);
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
    const std::span<const embedded::File> files = embedded::lessons();
    for (std::size_t i = 0; i < files.size(); ++i) {
        known += (known.empty() ? "" : ", ") + std::string(name_of(files[i]));
        if (name_of(files[i]) != name) continue;
        const auto read = read_lesson(files[i].contents, files[i].name);
        if (!read) return read.error();
        auto lesson = std::make_shared<Lesson>(**read);
        lesson->name = name;
        if (i + 1 < files.size()) lesson->next = name_of(files[i + 1]);
        return std::shared_ptr<const Lesson>(std::move(lesson));
    }
    return Error{"no lesson is named " + io::quoted(name) + "; there are " + known};
}

}  // namespace poolwalk::io
