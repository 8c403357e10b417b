#include "core/io/files/save_file.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/files/file_error.h"
#include "core/io/files/follow_link.h"
#include "core/io/files/unfinished.h"

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

// What is to be replaced: the file that stands there, if any.
struct Target {
    std::filesystem::path path;  // no link
    std::optional<struct stat> existing{};
};

Result<Target> target_of(const std::filesystem::path& path, bool overwrite) {
    Target target{follow_link(path)};
    struct stat found {};
    if (::lstat(target.path.c_str(), &found) != 0) {
        if (errno == ENOENT) return target;
        return failed(path, std::strerror(errno));
    }
    if (S_ISDIR(found.st_mode)) return file_error(path.string(), "", "this is a folder, expected the name of a file");
    if (!overwrite) return failed(path, "it exists already");
    if (S_ISLNK(found.st_mode)) return failed(path, std::strerror(ELOOP));
    if (!S_ISREG(found.st_mode)) return failed(path, "what is there is not an ordinary file");
    // A folder that may be written lets a file be replaced that may not.
    if (::faccessat(AT_FDCWD, target.path.c_str(), W_OK, AT_EACCESS) != 0)
        return failed(path, errno == EACCES ? "the file there is read-only" : std::strerror(errno));
    target.existing = found;
    return target;
}

// The owner first: it takes away special bits of the mode. False, with errno, if another owner's file would become
// one's own.
bool take_over(int file, const struct stat& existing) {
    if (::fchown(file, existing.st_uid, existing.st_gid) != 0) {
        struct stat own {};
        if (::fstat(file, &own) != 0) return false;
        if (own.st_uid != existing.st_uid || own.st_gid != existing.st_gid) return errno = EPERM, false;
    }
    return ::fchmod(file, existing.st_mode & 07777) == 0;
}

// Its name is the target's with an ending; where that would be too long, the beginning of it.
std::filesystem::path name_beside(const std::filesystem::path& target, int i) {
    constexpr std::size_t max_name = 200;
    return target.parent_path() / (target.filename().string().substr(0, max_name) + "." + std::to_string(::getpid()) +
                                   "-" + std::to_string(i) + ".part");
}

class Temporary {
public:
    explicit Temporary(const Target& target) {
        const mode_t mode = target.existing ? target.existing->st_mode & 0777 : 0666;
        for (int i = 0; i < 100 && file_ < 0; ++i) {
            path_ = name_beside(target.path, i);
            unfinished_.emplace(path_);
            file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
            error_ = file_ < 0 ? errno : 0;
            if (file_ < 0) unfinished_.reset();  // another's, if any
            if (file_ < 0 && error_ != EEXIST) break;
        }
        exists_ = file_ >= 0;
        if (target.existing && exists_ && !take_over(file_, *target.existing)) error_ = errno;
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() {
        close();
        if (exists_) ::unlink(path_.c_str());
    }

    int error() const { return error_; }  // an errno, or 0
    int file() const { return file_; }
    // To be looked at for errors that only show at the end.
    bool close() { return file_ < 0 || ::close(std::exchange(file_, -1)) == 0; }
    // link() fails for an existing target without a gap in time.
    bool put_in_place(const std::filesystem::path& target, bool overwrite) {
        if (!overwrite) {
            if (::link(path_.c_str(), target.c_str()) == 0) return true;
            // File systems without links; that the target is new was looked at before.
            if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS && errno != EMLINK) return false;
        }
        exists_ = ::rename(path_.c_str(), target.c_str()) != 0;
        return !exists_;
    }

private:
    std::filesystem::path path_;
    std::optional<Unfinished> unfinished_;
    int file_ = -1, error_ = 0;
    bool exists_ = false;
};

// 0, or an errno; nothing if it was stopped.
std::optional<int> write_beside(const Target& target, std::initializer_list<std::string_view> parts, bool overwrite,
                                const Progress& progress) {
    Temporary temporary(target);
    if (temporary.error() != 0) return temporary.error();
    const Wrote wrote = write_parts(temporary.file(), parts, progress);
    if (wrote == Wrote::Stopped) return std::nullopt;
    if (wrote == Wrote::Failed || !temporary.close() || !temporary.put_in_place(target.path, overwrite)) return errno;
    return 0;
}

}  // namespace

Result<Done> check_target(const std::filesystem::path& path, bool overwrite) {
    const auto target = target_of(path, overwrite);
    if (!target) return target.error();
    return Done{};
}

Result<Done> save_file(const std::filesystem::path& path, std::initializer_list<std::string_view> parts,
                       bool overwrite, const Progress& progress) {
    const auto target = target_of(path, overwrite);
    if (!target) return target.error();
    const std::optional<int> reason = write_beside(*target, parts, overwrite, progress);
    if (!reason) return file_error(path.string(), "", stopped().message);
    if (*reason == 0) return Done{};
    if (*reason == EEXIST) return failed(path, "it exists already");
    if (*reason == EPERM && target->existing)
        return failed(path, "the owner or the group of the file there could not be kept");
    return failed(path, std::strerror(*reason));
}

}  // namespace poolwalk::io
