#include "core/io/files/read_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

#include "core/base/large_memory.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_target_characters = 4096;

Error too_large(std::string_view name, std::uintmax_t max_bytes) {
    const bool gibi = max_bytes >= std::uintmax_t{1} << 30;
    const std::string limit = std::to_string(max_bytes >> (gibi ? 30 : 20)) + (gibi ? " GiB" : " MiB");
    return file_error(name, "",
                      "the file is too large: the limit is " + limit + " (" + std::to_string(max_bytes) + " bytes)");
}

Error missing(const fs::path& path, std::string_view name) {
    std::error_code is_no_link;
    const fs::path target = fs::read_symlink(path, is_no_link);
    return file_error(name, "",
                      is_no_link ? "there is no such file"
                                 : "this is a link to " + printable(target.string(), max_target_characters) +
                                       ", which is not there");
}

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

// Reads to the end whatever the size was said to be: a file can grow, and some say 0.
Result<std::string> read_open_file(std::FILE* file, std::uintmax_t expected_bytes, std::string_view name,
                                   const ReadOptions& options) {
    std::string bytes;
    // One more, so that the end is met without growing.
    bytes.reserve(std::min(static_cast<std::size_t>(expected_bytes) + 1, beginning_bytes));
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + std::min(beginning_bytes, std::max<std::size_t>(bytes.capacity() - before, 1)));
        const std::size_t got = std::fread(bytes.data() + before, 1, bytes.size() - before, file);
        bytes.resize(before + got);
        if (bytes.size() > options.max_bytes) return too_large(name, options.max_bytes);
        if (got == 0) break;
        if (!goes_on(options.progress,
                     static_cast<double>(bytes.size()) /
                         static_cast<double>(std::max<std::uintmax_t>(expected_bytes, bytes.size()))))
            return stopped();
        if (before > 0 || bytes.size() < beginning_bytes || bytes.size() >= expected_bytes) continue;
        if (options.check_beginning != nullptr)
            if (std::optional<Error> error = options.check_beginning(bytes, expected_bytes, name)) return *error;
        reserve_large(bytes, static_cast<std::size_t>(expected_bytes) + 1);
    }
    if (std::ferror(file)) return file_error(name, "", "the file cannot be read to its end");
    return bytes;
}

Result<std::string> read_path(const fs::path& path, std::string_view name, const ReadOptions& options) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (status.type() == fs::file_type::not_found) return missing(path, name);
    if (code) return file_error(name, "", "the file cannot be read: " + code.message());
    if (fs::is_directory(status)) return file_error(name, "", "this is a folder, expected a file");
    // A pipe or a device could wait for ever or never end.
    if (!fs::is_regular_file(status)) return file_error(name, "", "this is not an ordinary file");
    const std::uintmax_t size = fs::file_size(path, code);
    if (code) return file_error(name, "", "the file cannot be read: " + code.message());
    if (size > options.max_bytes) return too_large(name, options.max_bytes);

    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.string().c_str(), "rb"));
    if (!file) return file_error(name, "", std::string("the file cannot be read: ") + std::strerror(errno));
    return read_open_file(file.get(), size, name, options);
}

}  // namespace

Result<std::string> read_file(const fs::path& path, const ReadOptions& options) {
    const std::string name = path.string();
    try {
        return read_path(path, name, options);
    } catch (const std::exception&) {
        return file_error(name, "", "there is not enough memory to read the file");
    }
}

Result<std::string> read_json_file(const fs::path& path) { return read_file(path, {.max_bytes = max_json_bytes}); }

}  // namespace poolwalk::io
