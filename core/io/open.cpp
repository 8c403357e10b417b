#include "core/io/open.h"

#include "core/io/read.h"

namespace poolwalk::io {

Geometry plain_geometry(const Shape& input) {
    const std::int64_t rows = input.h > 1 ? 2 : 1, cols = input.w > 1 ? 2 : 1;
    Geometry geometry;
    geometry.kernel = geometry.stride = {rows, cols};
    return geometry;
}

Result<Document> document_from(const Case& problem) {
    const std::string wrong = refusal(validate(shape_of(problem.input), problem.geometry));
    if (!wrong.empty()) return Error{problem.id + ": " + wrong};
    Document document = document_of(problem.title.empty() ? problem.id : problem.title, problem.input, problem.geometry,
                                    problem.rules);
    document.network = problem.network;
    if (!problem.grad_output) return document;
    document.grad_output = converted(*problem.grad_output, dtype_of(problem.input));
    const std::string refused = complaint(*document.input, *document.grad_output, document.geometry);
    if (!refused.empty()) return Error{problem.id + ": " + refused};
    return document;
}

Result<Document> open_bytes(std::string_view bytes, const std::string& name) {
    if (name.ends_with(".json")) {
        const auto read = read_case(bytes, name);
        if (!read.ok()) return read.error();
        return document_from(*read);
    }
    auto loaded = read_array_bytes(bytes, name);
    if (!loaded.ok()) return loaded.error();
    const Geometry geometry = plain_geometry(shape_of(loaded->tensor));
    std::string title = std::filesystem::path(name).filename().string();
    return document_of(std::move(title), std::move(loaded).value().tensor, geometry, Rules{});
}

Result<Document> open_file(const std::filesystem::path& path) {
    const auto bytes = read_file(path);
    if (!bytes.ok()) return bytes.error();
    return open_bytes(*bytes, path.string());
}

}  // namespace poolwalk::io
