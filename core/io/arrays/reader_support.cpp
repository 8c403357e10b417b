#include "core/io/arrays/reader_support.h"

#include <algorithm>
#include <array>

namespace poolwalk::io {

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
        return file_error(name, place,
                          "found an array of " + std::to_string(dimensions.size()) + " dimensions, expected 1 to 4");
    std::array<std::int64_t, 4> nchw{1, 1, 1, 1};
    std::copy(dimensions.begin(), dimensions.end(), nchw.end() - dimensions.size());
    const auto [n, c, h, w] = nchw;
    if (std::string error = size_error(n, c, h, w); !error.empty()) return file_error(name, place, error);
    return Shape{n, c, h, w};
}

bool seems_channels_last(std::span<const std::int64_t> shape) {
    if (shape.size() < 3) return false;
    const std::int64_t last = shape.back(), second = shape[1];
    return (last == 1 || last == 3 || last == 4) && second > last;
}

std::string joined_notes(const Loaded& loaded) {
    std::string text;
    for (const std::string& note : loaded.notes) text += (text.empty() ? "" : "; ") + note;
    return text;
}

std::string rounded_note(std::int64_t count) {
    return count == 1 ? "1 integer is not exact in float64 and was rounded"
                      : std::to_string(count) + " integers are not exact in float64 and were rounded";
}

}  // namespace poolwalk::io
