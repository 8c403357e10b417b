#include "app/files/settings.h"

#include <nlohmann/json.hpp>
#include <system_error>

#include "core/doc/update/update.h"
#include "core/io/files/read_file.h"
#include "core/io/files/save_file.h"
#include "core/io/json/json_field.h"
#include "core/io/json/json_parse.h"
#include "core/io/json/json_write.h"
#include "core/io/json/problem_json.h"
#include "core/io/session/view_json.h"
#include "core/scene/colormap.h"

namespace poolwalk {
namespace {

constexpr std::int64_t smallest_side = 320, largest_side = 7680;

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
    if_there("file", [&](const io::JsonField& f) { s.file = f.text(); });
    if_there("recent", [&](const io::JsonField& f) { s.recent = f.texts(); });
    if_there("lessons_done", [&](const io::JsonField& f) { s.lessons_done = f.texts(); });
    if (s.recent.size() > max_recent_files) s.recent.resize(max_recent_files);
    return s;
}

}  // namespace

Result<WindowSettings> read_settings(const std::filesystem::path& path) {
    std::error_code code;
    if (!std::filesystem::exists(path, code)) return WindowSettings{.is_first_start = true};
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
    if (!s.file.empty()) json["file"] = s.file;
    json["recent"] = s.recent;
    json["lessons_done"] = s.lessons_done;
    return io::save_file(path, {io::to_text(json)}, true);
}

}  // namespace poolwalk
