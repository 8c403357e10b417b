#include "core/io/files/save_file.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

Error failed(const std::filesystem::path& path, std::string_view why) {
    return file_error(path.string(), "", "the file cannot be written: " + std::string(why));
}

// After so many bytes it is asked whether they are still wanted.
constexpr std::size_t piece = std::size_t{1} << 22;

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count == 0) errno = EIO;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

enum class Wrote : std::uint8_t { All, Failed, Stopped };

Wrote write_parts(int file, std::initializer_list<std::string_view> parts, const Progress& progress) {
    std::size_t all = 0, done = 0;
    for (const std::string_view part : parts) all += part.size();
    for (const std::string_view part : parts)
        for (std::size_t at = 0; at < part.size(); at += piece) {
            if (!goes_on(progress, static_cast<double>(done) / static_cast<double>(all))) return Wrote::Stopped;
            const std::string_view bytes = part.substr(at, piece);
            if (!write_all(file, bytes)) return Wrote::Failed;
            done += bytes.size();
        }
    return Wrote::All;
}

struct Temporary {
    std::string path;
    int file = -1;  // with errno if it is negative
};

Temporary open_beside(const std::string& target) {
    Temporary made;
    for (int i = 0; i < 100 && made.file < 0; ++i) {
        made.path = target + "." + std::to_string(::getpid()) + "-" + std::to_string(i) + ".part";
        made.file = ::open(made.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (made.file < 0 && errno != EEXIST) break;
    }
    return made;
}

// link() fails for an existing target without a gap in time.
bool put_in_place(const std::string& temporary, const std::string& target, bool overwrite) {
    if (!overwrite) {
        if (::link(temporary.c_str(), target.c_str()) == 0) return ::unlink(temporary.c_str()) == 0;
        // File systems without links; that the target is new was looked at before.
        if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS) return false;
    }
    return ::rename(temporary.c_str(), target.c_str()) == 0;
}

}  // namespace

Result<Done> save_file(const std::filesystem::path& path, std::initializer_list<std::string_view> parts,
                       bool overwrite, const Progress& progress) {
    std::error_code code;
    if (!overwrite && std::filesystem::exists(path, code)) return failed(path, "it exists already");
    const Temporary temporary = open_beside(path.string());
    if (temporary.file < 0) return failed(path, std::strerror(errno));
    const Wrote wrote = write_parts(temporary.file, parts, progress);
    int reason = wrote == Wrote::Failed ? errno : 0;
    if (::close(temporary.file) != 0 && reason == 0) reason = errno;
    if (wrote == Wrote::All && reason == 0 && !put_in_place(temporary.path, path.string(), overwrite)) reason = errno;
    if (wrote == Wrote::All && reason == 0) return Done{};
    ::unlink(temporary.path.c_str());
    if (wrote == Wrote::Stopped) return file_error(path.string(), "", stopped().message);
    return failed(path, reason == EEXIST ? "it exists already" : std::strerror(reason));
}

}  // namespace poolwalk::io
