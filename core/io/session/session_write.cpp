#include "core/io/session/session_write.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <system_error>
#include <vector>

#include "core/base/number_text.h"
#include "core/io/arrays/npy_write.h"
#include "core/io/files/follow_link.h"
#include "core/io/files/save_file.h"
#include "core/io/files/unfinished.h"
#include "core/io/json/json_write.h"
#include "core/io/session/document_json.h"
#include "core/io/session/session_read.h"
#include "core/io/session/view_json.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t hash_digits = 16;
constexpr std::string_view array_kinds[]{"x", "dy", "kept", "claim"};

// FNV-1a over 8 bytes at a time. The name of an array only has to differ from that of another content.
std::uint64_t hash_of(const AnyTensor& tensor) {
    std::uint64_t hash = 0xcbf29ce484222325;
    const auto take = [&](std::uint64_t word) { hash = (hash ^ word) * 0x100000001b3, hash ^= hash >> 29; };
    const Shape& s = shape_of(tensor);
    for (const std::int64_t side : {s.n, s.c, s.h, s.w}) take(static_cast<std::uint64_t>(side));
    std::visit(
        [&](const auto& t) {
            take(sizeof t.data()[0]);
            for (const auto& value : t.data()) {
                std::uint64_t word = 0;
                std::memcpy(&word, &value, sizeof value);
                take(word);
            }
        },
        tensor);
    return hash;
}

std::string hexadecimal(std::uint64_t number) {
    std::string text(hash_digits, '0');
    for (std::size_t i = hash_digits; i-- > 0; number >>= 4) text[i] = "0123456789abcdef"[number & 15];
    return text;
}

fs::path folder_of(const fs::path& path) { return path.parent_path().empty() ? fs::path(".") : path.parent_path(); }

// "a.json" -> "a."
std::string beginning_of(const fs::path& path) { return path.stem().string() + "."; }

// Is `name` what an array of this session is called?
bool is_array_name(std::string_view name, std::string_view beginning) {
    if (!name.starts_with(beginning)) return false;
    name.remove_prefix(beginning.size());
    for (const std::string_view kind : array_kinds) {
        const std::string head = std::string(kind) + "-";
        if (!name.starts_with(head) || name.size() != head.size() + hash_digits + 4 || !name.ends_with(".npy"))
            continue;
        const std::string_view digits = name.substr(head.size(), hash_digits);
        return digits.find_first_not_of("0123456789abcdef") == digits.npos;
    }
    return false;
}

// "NAME.PID-0.part", left by a save that was killed; empty if it is none, or its process lives.
std::string_view dead_part_of(std::string_view name) {
    if (!name.ends_with(".part")) return {};
    const std::string_view rest = name.substr(0, name.size() - 5);
    const std::size_t dot = rest.rfind('.'), dash = rest.rfind('-');
    if (dot == rest.npos || dash == rest.npos || dash < dot) return {};
    const auto pid = integer_from_text(rest.substr(dot + 1, dash - dot - 1));
    if (!pid || *pid <= 0 || *pid > std::numeric_limits<pid_t>::max()) return {};
    return ::kill(static_cast<pid_t>(*pid), 0) != 0 && errno == ESRCH ? rest.substr(0, dot) : std::string_view{};
}

// What earlier saves left and this session does not use.
void remove_unused(const fs::path& path, const std::vector<std::string>& used) {
    const std::string beginning = beginning_of(path), own = path.filename().string();
    std::vector<fs::path> unused;
    std::error_code error;
    for (fs::directory_iterator it(folder_of(path), error), end; !error && it != end; it.increment(error)) {
        const std::string name = it->path().filename().string();
        const std::string_view part = dead_part_of(name);
        const bool is_unused = is_array_name(name, beginning) && std::ranges::find(used, name) == used.end();
        if (is_unused || (!part.empty() && (part == own || is_array_name(part, beginning))))
            unused.push_back(it->path());
    }
    for (const fs::path& file : unused) fs::remove(file, error);
}

// The arrays that stand beside a session while it is being written. Those that were not there before go again
// unless keep() is called.
class Beside {
public:
    explicit Beside(fs::path session) : session_(std::move(session)) {}
    Beside(const Beside&) = delete;
    ~Beside() {
        std::error_code error;
        for (const Fresh& fresh : fresh_) fs::remove(fresh.file, error);
    }

    // Writes the array if it is large; the name that the session is to hold, or "".
    Result<std::string> put(std::string_view kind, const AnyTensor& tensor, const Progress& progress) {
        if (shape_of(tensor).cells() <= inline_cells) return std::string();
        const std::string name =
            beginning_of(session_) + std::string(kind) + "-" + hexadecimal(hash_of(tensor)) + ".npy";
        const fs::path file = session_.parent_path() / name;
        std::error_code error;
        if (!fs::exists(file, error)) fresh_.push_back({file, Unfinished(file)});
        const auto done = write_npy(file, tensor, {}, true, progress);
        if (!done) return done.error();
        return name;
    }
    void keep() { fresh_.clear(); }

private:
    struct Fresh {
        fs::path file;
        Unfinished unfinished;
    };
    fs::path session_;
    std::vector<Fresh> fresh_;
};

bool has_claim(const SessionFile& session) {
    return session.claim && shape_of(*session.claim->grad_input).cells() > 0;
}

}  // namespace

nlohmann::ordered_json json_of(const SessionFile& session, const ArrayPlaces& places, const std::string& claim) {
    nlohmann::ordered_json json{{"poolwalk", "session"}, {"version", session_version}};
    if (!session.copy_of.empty()) json["copy_of"] = session.copy_of;
    json["document"] = json_of(session.document, places);
    json["view"] = json_of(session.view);
    json["playback"] = json_of(session.play);
    if (session.quiz.on) json["predict"] = json_of(session.quiz);
    if (has_claim(session)) json["claim"] = json_of(*session.claim, claim);
    return json;
}

Result<Done> write_session(const fs::path& given, const SessionFile& session, bool overwrite,
                           const Progress& progress) {
    // Before anything is written beside it.
    if (const auto free = check_target(given, overwrite); !free) return free;
    const fs::path path = follow_link(given);
    Beside beside(path);
    const auto input = beside.put("x", *session.document.input, piece_of(progress, 0, 0.6));
    if (!input) return input.error();
    const auto grad_output = beside.put("dy", *session.document.grad_output, piece_of(progress, 0.6, 0.8));
    if (!grad_output) return grad_output.error();
    const auto kept = beside.put("kept", *session.document.kept_grad_output, piece_of(progress, 0.8, 0.8));
    if (!kept) return kept.error();
    const auto claim = has_claim(session)
                           ? beside.put("claim", *session.claim->grad_input, piece_of(progress, 0.8, 1))
                           : Result<std::string>(std::string());
    if (!claim) return claim.error();

    const nlohmann::ordered_json json = json_of(session, {*input, *grad_output, *kept}, *claim);
    auto done = save_file(path, {to_text(json)}, overwrite, piece_of(progress, 1, 1));
    if (!done) return done;
    beside.keep();
    remove_unused(path, {*input, *grad_output, *kept, *claim});
    return done;
}

std::uintmax_t bytes_to_read(const fs::path& given) {
    const fs::path path = follow_link(given);
    const auto size_of = [](const fs::path& file) {
        std::error_code error;
        const std::uintmax_t bytes = fs::file_size(file, error);
        return error ? 0 : bytes;
    };
    std::uintmax_t bytes = size_of(path);
    if (path.extension() != ".json") return bytes;
    std::error_code error;
    for (fs::directory_iterator it(folder_of(path), error), end; !error && it != end; it.increment(error))
        if (is_array_name(it->path().filename().string(), beginning_of(path))) bytes += size_of(it->path());
    return bytes;
}

void remove_session(const fs::path& path) {
    std::error_code code;
    fs::remove(path, code);
    remove_unused(path, {});
}

}  // namespace poolwalk::io
