#include "core/io/files/read_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>

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

Error cannot_be_read(const fs::path& path, std::string_view name, int error) {
    if (error == ENOENT || error == ENOTDIR) return missing(path, name);
    return file_error(name, "", std::string("the file cannot be read: ") + std::strerror(error));
}

// What can be read to its end: a pipe or a device could wait for ever or never end.
std::optional<Error> error_of(const struct stat& found, std::string_view name) {
    if (S_ISDIR(found.st_mode)) return file_error(name, "", "this is a folder, expected a file");
    if (!S_ISREG(found.st_mode)) return file_error(name, "", "this is not an ordinary file");
    return std::nullopt;
}

Result<std::string> read_path(const fs::path& path, std::string_view name, const ReadOptions& options) {
    // Before it is opened, which alone can do something to a device, and once it is, as it may be another by then.
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return cannot_be_read(path, name, errno);
    if (const auto error = error_of(found, name)) return *error;
    const int opened = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    const std::unique_ptr<std::FILE, CloseFile> file(opened < 0 ? nullptr : ::fdopen(opened, "rb"));
    if (!file || ::fstat(opened, &found) != 0) return cannot_be_read(path, name, errno);
    if (const auto error = error_of(found, name)) return *error;
    const auto size = static_cast<std::uintmax_t>(found.st_size);
    if (size > options.max_bytes) return too_large(name, options.max_bytes);
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
