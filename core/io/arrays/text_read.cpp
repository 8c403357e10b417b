#include "core/io/arrays/text_read.h"

#include <limits>
#include <string>

#include "core/io/arrays/text_brackets.h"
#include "core/io/arrays/text_frame.h"
#include "core/io/arrays/text_prompts.h"
#include "core/io/arrays/text_rows.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

// The array that the frame has found, and what follows it.
Result<Loaded> read_array(const TextFile& file, TextFrame& frame) {
    BracketReader reader(file, frame.facts());
    bool is_wrapped = frame.is_inside_brackets();
    Result<std::size_t> end = reader.read(frame.at());
    while (end) {
        frame.go_on_behind(*end);
        const Result<TextFrame::Found> found = frame.next();
        if (!found) return found.error();
        if (*found == TextFrame::Found::End) return loaded_from(file, reader.numbers(), frame.facts());
        is_wrapped |= frame.is_inside_brackets();
        if (is_wrapped || !reader.can_read_row(frame.at()))
            return text_error(file, frame.at(),
                              "found a second array, expected nothing after the array: give one of them at a time");
        end = reader.read_row(frame.at());
    }
    return end.error();
}

Result<Loaded> read_framed(const TextFile& file) {
    TextFrame frame(file);
    const Result<TextFrame::Found> found = frame.next();
    if (!found) return found.error();
    if (*found == TextFrame::Found::Array) return read_array(file, frame);
    if (*found == TextFrame::Found::End && frame.lone_number())
        return text_error(file, *frame.lone_number(), "found a single number, expected an array");
    return read_rows(file);
}

Result<Loaded> read(std::string_view bytes, std::string_view name, const Progress& progress,
                    std::size_t* error_at = nullptr) {
    const auto refused = [&](const std::string& what) {
        if (error_at != nullptr) *error_at = 0;
        return file_error(name, "", what);
    };
    if (const std::string_view kind = known_kind(bytes); !kind.empty())
        return refused("found " + std::string(kind) + ", expected text with rows of numbers");
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"))
        return refused("found text in UTF-16, expected UTF-8 or ASCII");
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    const std::optional<std::string> output = without_prompts(bytes);
    return read_framed({output ? *output : bytes, name, error_at, progress});
}

}  // namespace

std::optional<Error> check_text_beginning(std::string_view beginning, std::uintmax_t, std::string_view name) {
    if (beginning.find_first_not_of(" \t\r\n") == beginning.npos)
        return file_error(
            name, "",
            "found no number in the first " + std::to_string(beginning.size()) + " bytes, which is the limit");
    // Near its end the beginning may have an error only because it is cut there.
    const std::size_t end = beginning.size() - 2 * max_word_characters;
    // So may an error of the text as a whole, which has no place.
    std::size_t error_at = std::numeric_limits<std::size_t>::max();
    const Result<Loaded> loaded = guarded(name, [&] { return read(beginning, name, {}, &error_at); });
    return loaded || error_at >= end ? std::nullopt : std::optional(loaded.error());
}

Result<Loaded> read_text(std::string_view bytes, std::string_view name, const Progress& progress) {
    return guarded(name, [&] { return read(bytes, name, progress); });
}

}  // namespace poolwalk::io
