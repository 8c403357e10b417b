#include "core/io/arrays/read.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <system_error>

#include "core/base/large_memory.h"
#include "core/io/arrays/reading.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;

struct Format {
    std::string_view ending;
    Result<Loaded> (*read)(std::string_view bytes, std::string_view name, const Progress& progress);
    std::optional<Error> (*look)(std::string_view beginning, std::uintmax_t file_bytes, std::string_view name);
};

// Its values are there as they are to be, so that reading the file is most of the time.
Result<Loaded> read_npy_at_once(std::string_view bytes, std::string_view name, const Progress&) {
    return read_npy(bytes, name);
}

constexpr std::array formats{
    Format{".npy", read_npy_at_once, look_at_npy}, Format{".png", read_png, look_at_png},
    Format{".csv", read_text, look_at_text},       Format{".txt", read_text, look_at_text},
    Format{".tsv", read_text, look_at_text},
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
    return refusal(name, "", "the ending of the name is of no known format, expected .npy, .png, .csv, .txt or .tsv");
}

Error too_large(std::string_view name, std::uintmax_t max_bytes) {
    const bool gibi = max_bytes >= std::uintmax_t{1} << 30;
    const std::string limit = std::to_string(max_bytes >> (gibi ? 30 : 20)) + (gibi ? " GiB" : " MiB");
    return refusal(name, "",
                   "the file is too large: the limit is " + limit + " (" + std::to_string(max_bytes) + " bytes)");
}

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

// What is read: of which format, and no more than so many bytes.
struct Wanted {
    const Format* format = nullptr;
    std::uintmax_t max_bytes = max_file_bytes;
    Progress progress{};
};

// Reads to the end whatever the size was said to be: a file can grow, and some say 0.
Result<std::string> read_open_file(std::FILE* file, std::uintmax_t expected_bytes, std::string_view name,
                                   const Wanted& wanted) {
    std::string bytes;
    // One more, so that the end is met without growing.
    bytes.reserve(std::min(static_cast<std::size_t>(expected_bytes) + 1, look_bytes));
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + std::min(look_bytes, std::max<std::size_t>(bytes.capacity() - before, 1)));
        const std::size_t got = std::fread(bytes.data() + before, 1, bytes.size() - before, file);
        bytes.resize(before + got);
        if (bytes.size() > wanted.max_bytes) return too_large(name, wanted.max_bytes);
        if (got == 0) break;
        if (!goes_on(wanted.progress,
                     static_cast<double>(bytes.size()) /
                         static_cast<double>(std::max<std::uintmax_t>(expected_bytes, bytes.size()))))
            return stopped();
        if (before > 0 || bytes.size() < look_bytes || bytes.size() >= expected_bytes) continue;
        if (wanted.format != nullptr)
            if (std::optional<Error> error = wanted.format->look(bytes, expected_bytes, name)) return *error;
        reserve_large(bytes, static_cast<std::size_t>(expected_bytes) + 1);
    }
    if (std::ferror(file)) return refusal(name, "", "the file cannot be read to its end");
    return bytes;
}

Result<std::string> read_path(const fs::path& path, std::string_view name, const Wanted& wanted) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (status.type() == fs::file_type::not_found) return refusal(name, "", "there is no such file");
    if (code) return refusal(name, "", "the file cannot be read: " + code.message());
    if (fs::is_directory(status)) return refusal(name, "", "this is a folder, expected a file");
    // A pipe or a device could wait for ever or never end.
    if (!fs::is_regular_file(status)) return refusal(name, "", "this is not an ordinary file");
    const std::uintmax_t size = fs::file_size(path, code);
    if (code) return refusal(name, "", "the file cannot be read: " + code.message());
    if (size > wanted.max_bytes) return too_large(name, wanted.max_bytes);

    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.string().c_str(), "rb"));
    if (!file) return refusal(name, "", std::string("the file cannot be read: ") + std::strerror(errno));
    return read_open_file(file.get(), size, name, wanted);
}

Result<std::string> read_whole(const fs::path& path, const Wanted& wanted) {
    const std::string name = path.string();
    try {
        return read_path(path, name, wanted);
    } catch (const std::exception&) {
        return refusal(name, "", "there is not enough memory to read the file");
    }
}

}  // namespace

Result<std::string> read_file(const fs::path& path) { return read_whole(path, {}); }

Result<std::string> read_json_file(const fs::path& path) { return read_whole(path, {.max_bytes = max_json_bytes}); }

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
    const auto of_file = [&](double part) { return goes_on(progress, part_of_file * part); };
    const auto of_values = [&](double part) { return goes_on(progress, part_of_file + (1 - part_of_file) * part); };
    const Result<std::string> bytes = read_whole(path, {.format = format, .progress = of_file});
    if (!bytes) return bytes.error();
    return format->read(*bytes, name, of_values);
}

Result<Loaded> read_array_bytes(std::string_view bytes, std::string_view name) {
    const Format* format = format_of(name);
    if (format == nullptr) return unknown_ending(name);
    return format->read(bytes, name, {});
}

}  // namespace poolwalk::io
