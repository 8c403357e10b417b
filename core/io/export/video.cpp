#include "core/io/export/video.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/io/files/file_error.h"
#include "core/io/files/file_name.h"
#include "core/io/files/read_file.h"
#include "core/io/files/save_file.h"
#include "core/io/files/unfinished.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// Nothing taken and nothing written for so long: it is not waited for any more.
constexpr std::chrono::minutes patience{2};
constexpr int look_every_ms = 100;
constexpr int shortest_picture = 4;  // centiseconds: 25 pictures a second

// One of the pictures that a video shows at an even pace.
int pace_of(const Film& film) {
    int pace = 0;
    for (const Change& change : film.changes()) pace = std::gcd(pace, change.centiseconds);
    return std::max(pace, shortest_picture);
}

std::vector<std::string> words_for(const Film& film, const fs::path& to, int pace) {
    std::vector<std::string> words{"ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s",
                                   std::to_string(film.width()) + "x" + std::to_string(film.height()), "-r",
                                   "100/" + std::to_string(pace), "-i", "pipe:0", "-an",
                                   // Colours are kept for four pixels together.
                                   "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p"};
    const bool is_webm = has_ending(to.string(), ".webm");
    const auto more = is_webm ? std::vector<std::string>{"-c:v", "libvpx-vp9", "-crf", "24",      "-b:v",
                                                         "0",    "-cpu-used",  "4",    "-row-mt", "1"}
                              : std::vector<std::string>{"-c:v",    "libx264",  "-crf",      "16",
                                                         "-preset", "veryfast", "-movflags", "+faststart"};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(to.string());
    return words;
}

// The running program: pictures go in by a socket, which says when it is gone instead of ending us.
class Encoder {
public:
    Encoder(std::vector<std::string> words, const fs::path& said) {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return;
        ours_ = ends[0];
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_adddup2(&files, ends[1], 0);
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(&files, 2, said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        if (::posix_spawnp(&process_, "ffmpeg", &files, &attributes, arguments.data(), environ) != 0) process_ = -1;
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&files);
        ::close(ends[1]);
    }
    ~Encoder() {
        close_input();
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    bool is_running() const { return process_ > 0; }

    // False if it takes no more, or `progress` says stop.
    bool take(const std::vector<unsigned char>& bytes, const Progress& progress, double part) {
        std::size_t sent = 0;
        auto last = Clock::now();
        while (sent < bytes.size()) {
            if (!goes_on(progress, part) || Clock::now() - last > patience) return false;
            pollfd ready{ours_, POLLOUT, 0};
            if (::poll(&ready, 1, look_every_ms) <= 0) continue;
            const ssize_t now = ::send(ours_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (now < 0 && errno != EAGAIN && errno != EINTR) return false;
            if (now > 0) sent += static_cast<std::size_t>(now), last = Clock::now();
        }
        return true;
    }

    // After the last picture; whether it has come to its end, and well. `out` grows while it works.
    bool finish(const fs::path& out, const Progress& progress) {
        close_input();
        auto last = Clock::now();
        std::uintmax_t bytes = 0;
        for (;;) {
            int status = 0;
            if (::waitpid(process_, &status, WNOHANG) == process_) {
                process_ = -1;
                return WIFEXITED(status) && WEXITSTATUS(status) == 0;
            }
            std::error_code code;
            if (const auto now = fs::file_size(out, code); !code && now != std::exchange(bytes, now))
                last = Clock::now();
            if (!goes_on(progress, 1) || Clock::now() - last > patience) return false;
            ::poll(nullptr, 0, look_every_ms);
        }
    }

private:
    void close_input() {
        if (ours_ >= 0) ::close(std::exchange(ours_, -1));
    }

    int ours_ = -1;
    pid_t process_ = -1;
};

// Each picture as often as its time holds the pace; false if the encoder takes no more.
bool send_pictures(const Film& film, int pace, Encoder& encoder, const Progress& progress) {
    std::vector<unsigned char> rgb(static_cast<std::size_t>(film.width()) * static_cast<std::size_t>(film.height()) *
                                   3);
    double sent = 0;
    for (const Change& change : film.changes()) {
        std::size_t next = 0;
        for (int y = change.y; y < change.y + change.height; ++y)
            for (int x = change.x; x < change.x + change.width; ++x) {
                const std::uint32_t pixel = change.pixels[next++];
                if (pixel == Change::same) continue;
                const std::size_t at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(film.width()) +
                                        static_cast<std::size_t>(x)) *
                                       3;
                rgb[at] = static_cast<unsigned char>(pixel >> 16);
                rgb[at + 1] = static_cast<unsigned char>(pixel >> 8);
                rgb[at + 2] = static_cast<unsigned char>(pixel);
            }
        const double part = sent++ / static_cast<double>(film.changes().size());
        for (int times = std::max(1, (change.centiseconds + pace / 2) / pace); times > 0; --times)
            if (!encoder.take(rgb, progress, part)) return false;
    }
    return true;
}

// A folder of our own, which goes with all that is in it.
class Workshop {
public:
    Workshop() {
        std::error_code code;
        std::string name = (fs::temp_directory_path(code) / "poolwalk-video-").string() + std::string(6, 'X');
        if (!code && ::mkdtemp(name.data()) != nullptr) folder_ = name;
    }
    ~Workshop() {
        std::error_code code;
        if (!folder_.empty()) fs::remove_all(folder_, code);
    }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;
    const fs::path& folder() const { return folder_; }

private:
    fs::path folder_;
};

// The last line of what ffmpeg said.
std::string words_in(const fs::path& said) {
    const auto text = read_file(said, {.max_bytes = std::uintmax_t{1} << 20});
    if (!text || text->empty()) return "it ended without a word";
    const std::string whole = text->substr(0, text->find_last_not_of('\n') + 1);
    return "in its words " + io::quoted(whole.substr(whole.rfind('\n') + 1));
}

}  // namespace

std::string no_video() {
    const char* path = std::getenv("PATH");
    std::string_view folders = path ? path : "";
    while (!folders.empty()) {
        const std::size_t colon = folders.find(':');
        if (::access((fs::path(folders.substr(0, colon)) / "ffmpeg").c_str(), X_OK) == 0) return {};
        folders.remove_prefix(colon == folders.npos ? folders.size() : colon + 1);
    }
    return "a video is encoded by ffmpeg, which is not installed (`apt-get install ffmpeg`); a .gif needs nothing";
}

Result<Done> write_video(const Film& film, const fs::path& path, bool overwrite, const Progress& progress) {
    const std::string name = path.string();
    if (const std::string why = no_video(); !why.empty()) return file_error(name, "", why);
    const Workshop workshop;
    if (workshop.folder().empty()) return file_error(name, "", "no folder for temporary files can be made");
    const fs::path made = workshop.folder() / (has_ending(name, ".webm") ? "video.webm" : "video.mp4"),
                   said = workshop.folder() / "said";
    const Unfinished folder(workshop.folder()), video(made), words(said);
    const int pace = pace_of(film);
    Encoder encoder(words_for(film, made, pace), said);
    if (!encoder.is_running()) return file_error(name, "", "ffmpeg cannot be started");
    const bool is_whole = send_pictures(film, pace, encoder, piece_of(progress, 0, 0.9));
    const bool is_done = encoder.finish(made, progress) && is_whole;
    if (!goes_on(progress, 0.95)) return file_error(name, "", stopped().message);
    if (!is_done) return file_error(name, "", "ffmpeg has not written it: " + words_in(said));
    const auto bytes = read_file(made);
    if (!bytes) return bytes.error();
    return save_file(path, {*bytes}, overwrite, piece_of(progress, 0.95, 1));
}

}  // namespace poolwalk::io
