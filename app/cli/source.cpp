#include "app/cli/source.h"

#include <cstdio>
#include <filesystem>

#include "core/io/arrays/array_reader.h"
#include "core/io/arrays/jpeg_read.h"
#include "core/io/arrays/npy_read.h"
#include "core/io/arrays/npz_read.h"
#include "core/io/arrays/png_read.h"
#include "core/io/arrays/reader_support.h"
#include "core/io/arrays/text_read.h"
#include "core/io/files/file_error.h"
#include "core/io/files/file_name.h"
#include "core/io/files/read_file.h"
#include "core/io/session/examples.h"
#include "core/io/session/lesson_file.h"
#include "core/io/session/link.h"
#include "core/io/session/open_file.h"
#include "core/methods/methods.h"

namespace poolwalk::cli {
namespace {

constexpr std::string_view first_example = "overlap";

std::vector<std::int64_t> sides_of(const Shape& shape) { return {shape.n, shape.c, shape.h, shape.w}; }

Source source_of(const Document& document) {
    return {.title = document.title,
            .input = *document.input,
            .grad_output = *document.grad_output,
            .geometry = document.geometry,
            .rules = document.rules,
            .method = document.method,
            .shape = sides_of(shape_of(*document.input)),
            .notes = {},
            .network = document.network};
}

Source source_of(const std::shared_ptr<const Lesson>& lesson) {
    Source source = source_of(lesson->start);
    source.lesson = lesson;
    return source;
}

Source source_of(const io::Case& problem) {
    return Source{.title = problem.title.empty() ? problem.id : problem.title,
                  .input = problem.input,
                  .grad_output = problem.grad_output,
                  .geometry = problem.geometry,
                  .rules = problem.rules,
                  .method = problem.method.empty() ? std::string(methods().front().name) : problem.method,
                  .shape = sides_of(shape_of(problem.input)),
                  .notes = {},
                  .network = problem.network};
}

// [N, H, W, C] or [H, W, C], read as it is stored and turned into NCHW.
AnyTensor channels_last(const io::Loaded& loaded) {
    const auto& d = loaded.shape;
    const Shape shape = d.size() == 4 ? Shape{d[0], d[3], d[1], d[2]} : Shape{1, d[2], d[0], d[1]};
    return std::visit(
        [&]<class T>(const Tensor<T>& t) -> AnyTensor { return from_channels_last<T>(shape, t.data()); },
        loaded.tensor);
}

AnyTensor in_nchw(const io::Loaded& loaded, AxisOrder layout) {
    return layout == AxisOrder::NHWC && loaded.shape.size() > 2 ? channels_last(loaded) : loaded.tensor;
}

Source source_of(io::Loaded&& loaded, const std::string& file, AxisOrder layout) {
    const bool turn = layout == AxisOrder::NHWC && loaded.shape.size() > 2 && !io::is_picture(file);
    return Source{.title = std::filesystem::path(file).filename().string(),
                  .input = turn ? channels_last(loaded) : std::move(loaded.tensor),
                  .grad_output = std::nullopt,
                  .geometry = std::nullopt,
                  .rules = {},
                  .method = std::string(methods().front().name),
                  .shape = loaded.shape,
                  .notes = loaded.notes,
                  .is_array = !io::is_picture(file)};
}

// What comes through a pipe has no name whose ending would tell its kind: its first bytes do.
Result<io::Contents> read_standard_input() {
    const std::string name = "standard input";
    std::string bytes;
    std::vector<char> piece(std::size_t{1} << 16);
    while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), stdin)) {
        bytes.append(piece.data(), got);
        if (bytes.size() > io::max_file_bytes) return io::file_error(name, "", "it is too large: the limit is 1 GiB");
    }
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first != bytes.npos && bytes[first] == '{') return io::contents_of(bytes, name + ".json", ".");
    auto loaded = bytes.starts_with("\x93NUMPY")      ? io::read_npy(bytes, name)
                  : bytes.starts_with("\x89PNG")      ? io::read_png(bytes, name)
                  : bytes.starts_with("\xff\xd8\xff") ? io::read_jpeg(bytes, name)
                  : bytes.starts_with("PK")           ? io::read_npz(bytes, name, {})
                                                      : io::read_text(bytes, name);
    if (!loaded) return loaded.error();
    return io::Contents(std::move(loaded).value());
}

// dY in the file of X.
Result<Source> with_companion(Source source, const std::string& file, AxisOrder layout) {
    const auto companion = io::read_companion(file, "dy");
    if (!companion) return companion.error();
    if (*companion) source.grad_output = in_nchw(**companion, layout);
    return source;
}

Result<io::Contents> read_array(const std::string& file, std::string_view usual) {
    auto loaded = io::read_array_file(file, {}, usual);
    if (!loaded) return loaded.error();
    return io::Contents(std::move(loaded).value());
}

Result<Source> read_file_source(const std::string& file, AxisOrder layout, std::string_view usual) {
    const bool is_archive = io::has_ending(file.substr(0, file.rfind(':')), ".npz");
    auto read = file == "-" ? read_standard_input() : is_archive ? read_array(file, usual) : io::read_contents(file);
    if (!read) return read.error();
    io::Contents contents = std::move(read).value();
    if (auto* loaded = std::get_if<io::Loaded>(&contents)) {
        Source source = source_of(std::move(*loaded), file, layout);
        return usual == "x" ? with_companion(std::move(source), file, layout) : source;
    }
    if (const auto* problem = std::get_if<io::Case>(&contents)) return source_of(*problem);
    if (auto* session = std::get_if<SessionFile>(&contents)) {
        Source source = source_of(session->document);
        source.session = std::move(*session);
        return source;
    }
    return source_of(std::get<std::shared_ptr<const Lesson>>(contents));
}

std::string example_of(const Where& where) {
    if (where.method) return std::string(find_method(*where.method)->example);
    return where.example ? *where.example : std::string(first_example);
}

}  // namespace

std::string name_of(const Where& where) {
    if (where.method) return "method " + *where.method;
    if (where.lesson) return "lesson " + *where.lesson;
    if (where.file) return io::is_link(*where.file) ? "link" : *where.file;
    return "example " + example_of(where);
}

bool Source::seems_channels_last() const { return is_array && io::seems_channels_last(shape); }

Result<Source> read_source(const Where& where, AxisOrder layout, std::string_view usual) {
    if (where.file) return read_file_source(*where.file, layout, usual);
    if (where.lesson) {
        const auto lesson = io::load_lesson(*where.lesson);
        return lesson ? Result<Source>(source_of(*lesson)) : lesson.error();
    }
    const auto document = io::load_example(example_of(where));
    if (!document) return document.error();
    Source source = source_of(*document);
    if (!where.method) return source;
    const MethodRow& method = *find_method(*where.method);
    source.title = std::string(method.label) + ": " + source.title;
    source.rules = rules_under(method, source.rules);
    source.method = method.name;
    return source;
}

Result<Document> document_of(Source source, const Where& where) {
    const Geometry geometry = source.geometry ? *source.geometry : plain_geometry(shape_of(source.input));
    const std::string name = name_of(where);
    std::string wrong = first_error(validate(shape_of(source.input), geometry));
    if (!wrong.empty()) return io::file_error(name, "", wrong);
    Document document = poolwalk::document_of(source.title, std::move(source.input), geometry, source.rules);
    document.method = source.method;
    document.network = source.network;
    if (!source.grad_output) return document;
    wrong = document_error(*document.input, *source.grad_output, geometry);
    if (!wrong.empty()) return io::file_error(name, "", wrong);
    document.grad_output = *source.grad_output;
    return document;
}

}  // namespace poolwalk::cli
