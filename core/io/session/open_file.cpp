#include "core/io/session/open_file.h"

#include <nlohmann/json.hpp>
#include <system_error>

#include "core/io/arrays/text_read.h"
#include "core/io/files/file_error.h"
#include "core/io/files/file_name.h"
#include "core/io/files/file_stamp.h"
#include "core/io/files/follow_link.h"
#include "core/io/files/read_file.h"
#include "core/io/json/json_parse.h"
#include "core/io/session/lesson_file.h"
#include "core/io/session/link.h"
#include "core/io/session/session_read.h"

namespace poolwalk::io {
namespace {

template <class... F>
struct Visit : F... {
    using F::operator()...;
};
template <class... F>
Visit(F...) -> Visit<F...>;

}  // namespace

Result<Document> document_from(const Case& problem) {
    std::string error = first_error(validate(shape_of(problem.input), problem.geometry));
    if (!error.empty()) return file_error(problem.id, "", error);
    Document document = document_of(problem.title.empty() ? problem.id : problem.title, problem.input,
                                    problem.geometry, problem.rules);
    if (!problem.method.empty()) document.method = problem.method;
    document.network = problem.network;
    if (!problem.grad_output) return document;
    document.grad_output = converted(*problem.grad_output, dtype_of(problem.input));
    error = document_error(*document.input, *document.grad_output, document.geometry);
    if (!error.empty()) return file_error(problem.id, "", error);
    return document;
}

namespace {

bool is_json(const std::string& name) { return has_ending(name, ".json"); }

// Cases have no such key.
std::string kind_of(const nlohmann::json& json) {
    if (!json.is_object()) return {};
    const auto kind = json.find("poolwalk");
    return kind != json.end() && kind->is_string() ? kind->get<std::string>()
                                                   : std::string(kind == json.end() ? "" : "?");
}

template <class T>
Result<Contents> contents(Result<T> result) {
    if (!result) return result.error();
    return Contents(std::move(result).value());
}

Result<Contents> json_contents(std::string_view bytes, const std::string& name, const std::filesystem::path& folder) {
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first != bytes.npos && bytes[first] == '[') return contents(read_text(bytes, name));
    const auto json = parse_json(bytes, name);
    if (!json) return json.error();
    const std::string kind = kind_of(*json);
    if (kind.empty()) return contents(case_of(*json, name));
    if (kind == "lesson") return contents(lesson_of(*json, name));
    if (kind == "session") return contents(session_of(*json, name, folder));
    return file_error(name, "", "poolwalk: expected \"session\" or \"lesson\", found " + io::quoted(kind));
}

Result<Document> document_of(Contents&& contents, const std::string& name) {
    return std::visit(
        Visit{
            [&](Loaded& loaded) -> Result<Document> {
                const Geometry geometry = plain_geometry(shape_of(loaded.tensor));
                return poolwalk::document_of(std::filesystem::path(name).filename().string(),
                                             std::move(loaded.tensor), geometry, Rules{});
            },
            [](const Case& problem) { return document_from(problem); },
            [](const SessionFile& session) -> Result<Document> { return session.document; },
            [](const std::shared_ptr<const Lesson>& lesson) -> Result<Document> { return lesson->start; },
        },
        contents);
}

}  // namespace

Result<Contents> contents_of(std::string_view bytes, const std::string& name, const std::filesystem::path& folder) {
    return is_json(name) ? json_contents(bytes, name, folder) : contents(read_array_bytes(bytes, name));
}

Result<Contents> read_contents(const std::filesystem::path& path, const Progress& progress) {
    if (is_link(path.string())) return contents(read_link(path.string()));
    if (!is_json(path.string())) return contents(read_array_file(path, progress));
    const auto bytes = read_json_file(path);
    if (!bytes) return bytes.error();
    const std::filesystem::path folder = follow_link(path).parent_path();
    return contents_of(*bytes, path.string(), folder.empty() ? "." : folder);
}

std::string whole_path(const std::filesystem::path& path) {
    std::error_code code;
    const std::filesystem::path whole = std::filesystem::absolute(path, code);
    return (code ? path : whole.lexically_normal()).string();
}

namespace {

void add_note(std::string& notes, const std::string& note) { notes += (notes.empty() ? "" : "; ") + note; }

// dY and dX in the archive of X.
Result<Done> take_companions(OpenDocument& open, const std::filesystem::path& path) {
    const auto dy = read_companion(path, "dy");
    if (!dy) return dy.error();
    Document& document = open.document;
    if (*dy) open.grad_output = converted((*dy)->tensor, dtype_of(*document.input));
    if (*dy && document_error(*document.input, *open.grad_output, document.geometry).empty())
        document.grad_output = *open.grad_output;
    else if (*dy)
        add_note(open.note, "dy is " + to_string(shape_of((*dy)->tensor)) + ", and Y of a 2 x 2 window " +
                                to_string(output_shape(document)) + ": dY is 1 everywhere");
    const auto dx = read_companion(path, "dx");
    if (!dx) return dx.error();
    if (*dx) open.claim = ClaimedGradient{path.filename().string(), (*dx)->tensor, whole_path(path)};
    return Done{};
}

Result<OpenDocument> array_to_open(Loaded loaded, const std::filesystem::path& path) {
    const std::string note = joined_notes(loaded);
    const bool may_be_nhwc = seems_channels_last(loaded.shape) && !is_picture(path.string());
    auto document = document_of(Contents(std::move(loaded)), path.string());
    if (!document) return document.error();
    OpenDocument open{.document = std::move(document).value(),
                      .file = whole_path(path),
                      .note = note,
                      .is_array = true,
                      .may_be_nhwc = may_be_nhwc};
    const auto taken = take_companions(open, path);
    if (!taken) return taken.error();
    return open;
}

}  // namespace

Result<Command> command_to_open(const std::filesystem::path& path, const Progress& progress) {
    const FileStamp stamp = stamp_of(path);  // before it is read, so that no change is missed
    auto contents = read_contents(path, progress);
    if (!contents) return contents.error();
    const std::string file = is_link(path.string()) ? "" : whole_path(path);
    if (const auto* session = std::get_if<SessionFile>(&*contents))
        return Command(OpenSession{.session = *session, .file = file, .stamp = stamp});
    if (const auto* lesson = std::get_if<std::shared_ptr<const Lesson>>(&*contents))
        return Command(StartLesson{*lesson, file});
    if (auto* loaded = std::get_if<Loaded>(&*contents)) {
        const auto opened = array_to_open(std::move(*loaded), path);
        if (!opened) return opened.error();
        OpenDocument open = *opened;
        open.stamp = stamp;
        return Command(std::move(open));
    }
    const auto document = document_of(std::move(contents).value(), path.string());
    if (!document) return document.error();
    return Command(OpenDocument{.document = *document, .file = file, .stamp = stamp});
}

Result<Document> open_bytes(std::string_view bytes, const std::string& name) {
    auto contents = contents_of(bytes, name, {});
    if (!contents) return contents.error();
    return document_of(std::move(contents).value(), name);
}

Result<Document> open_file(const std::filesystem::path& path) {
    auto contents = read_contents(path);
    if (!contents) return contents.error();
    return document_of(std::move(contents).value(), path.string());
}

}  // namespace poolwalk::io
