#include "core/io/arrays/text_read.h"

#include "core/io/arrays/text_brackets.h"
#include "core/io/arrays/text_rows.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

Result<Loaded> read(std::string_view bytes, std::string_view name, const Progress& progress,
                    std::size_t* error_at = nullptr) {
    if (const std::string_view kind = known_kind(bytes); !kind.empty())
        return file_error(name, "", "found " + std::string(kind) + ", expected text with rows of numbers");
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"))
        return file_error(name, "", "found text in UTF-16, expected UTF-8 or ASCII");
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    const TextFile file{bytes, name, error_at, progress};
    return begins_with_bracket(bytes) ? read_brackets(file) : read_rows(file);
}

}  // namespace

std::optional<Error> check_text_beginning(std::string_view beginning, std::uintmax_t, std::string_view name) {
    if (beginning.find_first_not_of(" \t\r\n") == beginning.npos)
        return file_error(
            name, "",
            "found no number in the first " + std::to_string(beginning.size()) + " bytes, which is the limit");
    // Near its end the beginning may have an error only because it is cut there.
    const std::size_t end = beginning.size() - 2 * max_word_characters;
    std::size_t error_at = 0;
    const Result<Loaded> loaded = guarded(name, [&] { return read(beginning, name, {}, &error_at); });
    return loaded || error_at >= end ? std::nullopt : std::optional(loaded.error());
}

Result<Loaded> read_text(std::string_view bytes, std::string_view name, const Progress& progress) {
    return guarded(name, [&] { return read(bytes, name, progress); });
}

}  // namespace poolwalk::io
