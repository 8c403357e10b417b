#include "core/io/arrays/reading.h"

#include <algorithm>
#include <array>

namespace poolwalk::io {
namespace {

constexpr std::size_t name_characters = 4096;
constexpr std::size_t quote_characters = 24;

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

std::string printable(std::string_view text, std::size_t most) {
    constexpr char digits[] = "0123456789abcdef";
    std::string shown;
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == most) return shown + "...";
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
    return mark + printable(text, quote_characters) + mark;
}

Error refusal(std::string_view name, std::string_view place, std::string_view what) {
    std::string message = printable(name, name_characters);
    if (!place.empty()) message.append(", ").append(place);
    return Error{message.append(": ").append(what)};
}

std::string_view known_kind(std::string_view bytes) {
    struct Kind {
        std::string_view start, words;
    };
    using namespace std::string_view_literals;
    static constexpr std::array kinds{
        Kind{"\x89PNG\r\n\x1a\n"sv, "a PNG image"}, Kind{"\x89PNG"sv, "a PNG image damaged by a copy in text mode"},
        Kind{"\x93NUMPY"sv, "a NumPy .npy array"},  Kind{"PK\x03\x04"sv, "a zip archive, as .npz is"},
        Kind{"\xff\xd8\xff"sv, "a JPEG image"},     Kind{"GIF8"sv, "a GIF image"},
        Kind{"RIFF"sv, "a RIFF file, as WebP is"},  Kind{"\x1f\x8b"sv, "a gzip file"},
        Kind{"%PDF"sv, "a PDF document"},
    };
    for (const Kind& kind : kinds)
        if (bytes.starts_with(kind.start)) return kind.words;
    // Two letters alone could begin a title; the four reserved bytes tell.
    if (bytes.starts_with("BM") && bytes.substr(0, 10).ends_with("\0\0\0\0"sv)) return "a BMP image";
    return {};
}

Result<Shape> shape_of_dimensions(std::span<const std::int64_t> dimensions, std::string_view name,
                                  std::string_view place) {
    if (dimensions.empty() || dimensions.size() > 4)
        return refusal(name, place,
                       "found an array of " + std::to_string(dimensions.size()) + " dimensions, expected 1 to 4");
    std::array<std::int64_t, 4> nchw{1, 1, 1, 1};
    std::copy(dimensions.begin(), dimensions.end(), nchw.end() - dimensions.size());
    const auto [n, c, h, w] = nchw;
    if (std::string complaint = size_complaint(n, c, h, w); !complaint.empty())
        return refusal(name, place, complaint);
    return Shape{n, c, h, w};
}

std::string rounded_note(std::int64_t count) {
    return count == 1 ? "1 integer is not exact in float64 and was rounded"
                      : std::to_string(count) + " integers are not exact in float64 and were rounded";
}

}  // namespace poolwalk::io
