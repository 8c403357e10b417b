#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

constexpr std::size_t max_name_characters = 4096, max_quote_characters = 24;

bool is_continuation(unsigned char c) { return (c & 0xC0) == 0x80; }

// Bytes of the UTF-8 character that `text` begins with, 0 for a broken or invisible one.
std::size_t character_length(std::string_view text) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = at(0);
    if (first < 0x80) return first >= 0x20 && first != 0x7F ? 1 : 0;
    if (first < 0xC2 || first > 0xF4) return 0;
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!is_continuation(at(i))) return 0;
    const unsigned char second = at(1);
    // C1 controls, overlong forms, surrogates, and beyond U+10FFFF.
    const bool broken = (first == 0xC2 && second < 0xA0) || (first == 0xE0 && second < 0xA0) ||
                        (first == 0xED && second > 0x9F) || (first == 0xF0 && second < 0x90) ||
                        (first == 0xF4 && second > 0x8F);
    return broken ? 0 : length;
}

}  // namespace

std::string printable(std::string_view text, std::size_t max_characters) {
    constexpr char digits[] = "0123456789abcdef";
    std::string shown;
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == max_characters) return shown + "...";
        const std::size_t length = character_length(text);
        if (length > 0) {
            shown += text.substr(0, length);
        } else {
            const auto byte = static_cast<unsigned char>(text.front());
            shown += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
        }
        text.remove_prefix(length > 0 ? length : 1);
    }
    return shown;
}

std::string quoted(std::string_view text) {
    const char mark = text.find('"') == std::string_view::npos ? '"' : '\'';
    return mark + printable(text, max_quote_characters) + mark;
}

Error file_error(std::string_view name, std::string_view place, std::string_view what) {
    std::string message = printable(name, max_name_characters);
    if (!place.empty()) message.append(", ").append(place);
    return Error{message.append(": ").append(what)};
}

Error reading_failed(std::string_view name, std::string_view why) {
    return file_error(name, "", "reading failed: " + std::string(why));
}

}  // namespace poolwalk::io
