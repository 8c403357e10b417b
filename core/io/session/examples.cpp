#include "core/io/session/examples.h"

#include <algorithm>
#include <array>

#include "core/io/files/file_error.h"
#include "core/io/session/case_file.h"
#include "core/io/session/open_file.h"
#include "embedded/examples.h"

namespace poolwalk::io {
namespace {

// "10-seed-000-a.json" -> "seed-000-a"
std::string_view name_of(const embedded::File& file) {
    const std::size_t dash = file.name.find('-'), dot = file.name.rfind('.');
    return file.name.substr(dash + 1, dot - dash - 1);
}

bool is_case(const embedded::File& file) { return file.name.ends_with(".json"); }

Example example_of(const embedded::File& file) {
    const std::string name(name_of(file));
    if (is_case(file))
        if (const auto read = read_case(file.contents, name); read.ok())
            return {name, read->title, read->about, read->group, read->network.has_value()};
    return {name, "Picture: " + name, "a small picture, pooled 2 by 2", "Pictures", false};
}

Result<Document> opened(const embedded::File& file) {
    auto document = open_bytes(file.contents, std::string(file.name));
    if (!document.ok()) return document.error();
    Document named = *document;
    named.title = example_of(file).title;
    return named;
}

}  // namespace

std::span<const std::string_view> example_groups() {
    static constexpr std::array<std::string_view, 8> groups{
        "Start here",       "Ties",           "Overlap",  "Edges and padding",
        "NaN and infinity", "Published code", "Networks", "Pictures"};
    return groups;
}

std::vector<Example> examples() {
    std::vector<Example> list;
    for (const embedded::File& file : embedded::examples()) list.push_back(example_of(file));
    const auto place = [](const Example& example) { return std::ranges::find(example_groups(), example.group); };
    std::ranges::stable_sort(list, [&](const Example& a, const Example& b) { return place(a) < place(b); });
    return list;
}

Result<Document> load_example(std::string_view name) {
    std::string known;
    for (const embedded::File& file : embedded::examples()) {
        if (name_of(file) == name) return opened(file);
        known += (known.empty() ? "" : ", ") + std::string(name_of(file));
    }
    return Error{"no example is named " + quoted(name) + "; there are " + known};
}

}  // namespace poolwalk::io
