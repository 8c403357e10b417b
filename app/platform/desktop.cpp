#include "app/platform/desktop.h"

#include <gio/gio.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

namespace poolwalk::platform {
namespace {

template <auto release>
struct Release {
    template <class Thing>
    void operator()(Thing* thing) const {
        release(thing);
    }
};

// Only a desktop with a settings store of its own: GLib's stand-in, which keeps nothing, answers with defaults.
std::optional<bool> gsettings_animates() {
    GSettingsSchemaSource* const source = g_settings_schema_source_get_default();
    if (!source) return std::nullopt;
    const std::unique_ptr<GSettingsSchema, Release<g_settings_schema_unref>> schema(
        g_settings_schema_source_lookup(source, "org.gnome.desktop.interface", TRUE));
    if (!schema || !g_settings_schema_has_key(schema.get(), "enable-animations")) return std::nullopt;
    const std::unique_ptr<GSettings, Release<g_object_unref>> settings(
        g_settings_new_full(schema.get(), nullptr, nullptr));
    const std::unique_ptr<GVariant, Release<g_variant_unref>> chosen(
        g_settings_get_user_value(settings.get(), "enable-animations"));
    if (!chosen) return std::nullopt;
    return g_variant_get_boolean(chosen.get()) != FALSE;
}

std::optional<bool> gtk_animates(const char* gtk) {
    const char* const chosen = std::getenv("XDG_CONFIG_HOME");
    const std::string folder = chosen && *chosen ? chosen : std::string(g_get_home_dir()) + "/.config";
    const std::string path = folder + "/" + gtk + "/settings.ini";
    const std::unique_ptr<GKeyFile, Release<g_key_file_unref>> file(g_key_file_new());
    if (!g_key_file_load_from_file(file.get(), path.c_str(), G_KEY_FILE_NONE, nullptr)) return std::nullopt;
    GError* error = nullptr;
    const bool animates = g_key_file_get_boolean(file.get(), "Settings", "gtk-enable-animations", &error) != FALSE;
    if (!error) return animates;
    g_error_free(error);
    return std::nullopt;
}

}  // namespace

bool wants_reduced_motion() {
    for (const auto& animates : {gsettings_animates(), gtk_animates("gtk-4.0"), gtk_animates("gtk-3.0")})
        if (animates) return !*animates;
    return false;
}

}  // namespace poolwalk::platform
