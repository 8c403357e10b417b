#include "app/files/settings.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <nlohmann/json.hpp>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/doc/update/update.h"
#include "core/io/files/read_file.h"
#include "core/io/files/save_file.h"
#include "core/io/json/json_field.h"
#include "core/io/json/json_parse.h"
#include "core/io/json/json_write.h"
#include "core/io/json/problem_json.h"
#include "core/io/session/link.h"
#include "core/io/session/view_json.h"
#include "core/scene/colormap.h"

namespace poolwalk {
namespace {

constexpr std::int64_t smallest_side = 320, largest_side = 7680;

constexpr std::array<std::string_view, 3> ground_names{"theme", "white", "transparent"};

ExportLook read_export_look(const io::JsonField& field) {
    ExportLook look;
    const auto ground = std::ranges::find(ground_names, field["ground"].text());
    if (ground == ground_names.end()) field["ground"].fail_expecting("theme, white or transparent");
    else look.ground = static_cast<FigureGround>(ground - ground_names.begin());
    look.is_figure = field["figure"].boolean();
    look.has_marks = field["marks"].boolean();
    look.every = field["every"].integer(1, max_export_every);
    return look;
}

nlohmann::ordered_json json_of(const ExportLook& look) {
    return {{"figure", look.is_figure},
            {"ground", ground_names[static_cast<std::size_t>(look.ground)]},
            {"marks", look.has_marks},
            {"every", look.every}};
}

WindowSettings settings_of(const io::JsonField& root) {
    WindowSettings s;
    const auto if_there = [&](const char* key, auto take) {
        if (const io::JsonField field = root[key]; field.present()) take(field);
    };
    if_there("width", [&](const io::JsonField& f) { s.width = f.integer(smallest_side, largest_side); });
    if_there("height", [&](const io::JsonField& f) { s.height = f.integer(smallest_side / 2, largest_side); });
    if_there("theme", [&](const io::JsonField& f) { s.theme = io::read_row(f, themes()).value; });
    if_there("scale", [&](const io::JsonField& f) {
        s.scale = f.number();
        if (!(*s.scale >= 0.75 && *s.scale <= 3)) f.fail_expecting("a number from 0.75 to 3");
    });
    if_there("colormap", [&](const io::JsonField& f) { s.colormap = io::read_colormap(f); });
    if_there("reduced_motion", [&](const io::JsonField& f) { s.reduced_motion = f.boolean(); });
    if_there("all_settings", [&](const io::JsonField& f) { s.shows_all_settings = f.boolean(); });
    if_there("folds_left", [&](const io::JsonField& f) { s.folds_left = f.boolean(); });
    if_there("folds_right", [&](const io::JsonField& f) { s.folds_right = f.boolean(); });
    if_there("export", [&](const io::JsonField& f) { s.export_look = read_export_look(f); });
    if_there("file", [&](const io::JsonField& f) { s.file = f.text(); });
    if_there("page", [&](const io::JsonField& f) {
        s.page = f.text();
        if (!io::is_link(s.page) || s.page.find('#') != s.page.npos)
            f.fail_expecting("an address that begins with https://, http:// or file://, without #");
    });
    if_there("recent", [&](const io::JsonField& f) { s.recent = f.texts(); });
    if_there("lessons_done", [&](const io::JsonField& f) { s.lessons_done = f.texts(); });
    if (s.recent.size() > max_recent_files) s.recent.resize(max_recent_files);
    return s;
}

// Held by one window at a time, as long as it lives; one that does not let go is not waited for.
class Turn {
public:
    explicit Turn(const std::filesystem::path& folder)
        : folder_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        for (int i = 0; i < 100 && ::flock(folder_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ~Turn() {
        if (folder_ >= 0) ::close(folder_);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    int folder_;
};

bool contains(const std::vector<std::string>& files, const std::string& file) {
    return std::ranges::find(files, file) != files.end();
}

std::vector<std::string> merged_files(const std::vector<std::string>& before, const std::vector<std::string>& now,
                                      const std::vector<std::string>& in_file) {
    if (now == before) return in_file;
    std::vector<std::string> files;
    const auto add = [&](const std::vector<std::string>& more, bool is_old) {
        for (const std::string& file : more)
            if (contains(before, file) == is_old && !contains(files, file)) files.push_back(file);
    };
    add(now, false), add(in_file, false), add(now, true);
    if (files.size() > max_recent_files) files.resize(max_recent_files);
    return files;
}

}  // namespace

WindowSettings merged(const WindowSettings& before, const WindowSettings& now, const WindowSettings& in_file) {
    WindowSettings result = now;
    const auto take = [&](auto member) {
        if (now.*member == before.*member) result.*member = in_file.*member;
    };
    take(&WindowSettings::width), take(&WindowSettings::height), take(&WindowSettings::theme);
    take(&WindowSettings::scale), take(&WindowSettings::colormap), take(&WindowSettings::reduced_motion);
    take(&WindowSettings::file), take(&WindowSettings::page), take(&WindowSettings::shows_all_settings);
    take(&WindowSettings::folds_left), take(&WindowSettings::folds_right);
    take(&WindowSettings::export_look);
    result.recent = merged_files(before.recent, now.recent, in_file.recent);
    for (const std::string& lesson : in_file.lessons_done)
        if (!contains(result.lessons_done, lesson)) result.lessons_done.push_back(lesson);
    return result;
}

Result<Done> merge_settings(const std::filesystem::path& path, const WindowSettings& before,
                            const WindowSettings& now) {
    const Turn turn(path.parent_path());
    const auto in_file = read_settings(path);
    const WindowSettings result = merged(before, now, in_file ? *in_file : before);
    if (in_file && *in_file == result) return Done{};
    return write_settings(path, result);
}

Result<WindowSettings> read_settings(const std::filesystem::path& path) {
    std::error_code code;
    if (!std::filesystem::exists(path, code)) {
        WindowSettings first;
        first.is_first_start = true;
        return first;
    }
    const auto bytes = io::read_json_file(path);
    if (!bytes) return bytes.error();
    const auto json = io::parse_json(*bytes, path.string());
    if (!json) return json.error();
    const std::string name = path.string();
    io::JsonReader reader(*json, name);
    const WindowSettings settings = settings_of(reader.root());
    if (!reader.ok()) return reader.error();
    return settings;
}

Result<Done> write_settings(const std::filesystem::path& path, const WindowSettings& s) {
    nlohmann::ordered_json json{{"width", s.width}, {"height", s.height}};
    for (const auto& theme : themes())
        if (theme.value == s.theme) json["theme"] = theme.name;
    if (s.scale) json["scale"] = *s.scale;
    if (s.colormap < scene::colormaps().size()) json["colormap"] = io::colormap_name(s.colormap);
    json["reduced_motion"] = s.reduced_motion;
    json["all_settings"] = s.shows_all_settings;
    json["folds_left"] = s.folds_left;
    json["folds_right"] = s.folds_right;
    json["export"] = json_of(s.export_look);
    if (!s.file.empty()) json["file"] = s.file;
    if (!s.page.empty()) json["page"] = s.page;
    json["recent"] = s.recent;
    json["lessons_done"] = s.lessons_done;
    return io::save_file(path, {io::to_text(json)}, true);
}

}  // namespace poolwalk
