#include "core/io/arrays/array_reader.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "core/io/arrays/npy_read.h"
#include "core/io/arrays/png_read.h"
#include "core/io/arrays/text_read.h"
#include "core/io/files/file_error.h"
#include "core/io/files/read_file.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;

struct Format {
    std::string_view ending;
    Result<Loaded> (*read)(std::string_view bytes, std::string_view name, const Progress& progress);
    CheckBeginning check_beginning;
};

// Its values are there as they are to be, so that reading the file is most of the time.
Result<Loaded> read_npy_at_once(std::string_view bytes, std::string_view name, const Progress&) {
    return read_npy(bytes, name);
}

constexpr std::array formats{
    Format{".npy", read_npy_at_once, check_npy_beginning}, Format{".png", read_png, check_png_beginning},
    Format{".csv", read_text, check_text_beginning},       Format{".txt", read_text, check_text_beginning},
    Format{".tsv", read_text, check_text_beginning},
};

bool ends_with(std::string_view name, std::string_view ending) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return name.size() >= ending.size() && std::equal(ending.begin(), ending.end(), name.end() - ending.size(),
                                                      [&](char a, char b) { return a == lower(b); });
}

const Format* format_of(std::string_view name) {
    const auto found =
        std::find_if(formats.begin(), formats.end(), [&](const Format& f) { return ends_with(name, f.ending); });
    return found == formats.end() ? nullptr : &*found;
}

Error unknown_ending(std::string_view name) {
    return file_error(name, "",
                      "the ending of the name is of no known format, expected .npy, .png, .csv, .txt or .tsv");
}

}  // namespace

Result<Loaded> read_array_file(const fs::path& path, const Progress& progress) {
    const std::string name = path.string();
    const Format* format = format_of(name);
    if (format == nullptr) {
        std::error_code code;
        if (!fs::is_regular_file(path, code)) {
            Result<std::string> missing = read_file(path);
            if (!missing) return missing.error();
        }
        return unknown_ending(name);
    }
    constexpr double part_of_file = 0.2;
    const Result<std::string> bytes = read_file(
        path, {.check_beginning = format->check_beginning, .progress = piece_of(progress, 0, part_of_file)});
    if (!bytes) return bytes.error();
    return format->read(*bytes, name, piece_of(progress, part_of_file, 1));
}

Result<Loaded> read_array_bytes(std::string_view bytes, std::string_view name) {
    const Format* format = format_of(name);
    if (format == nullptr) return unknown_ending(name);
    return format->read(bytes, name, {});
}

}  // namespace poolwalk::io
