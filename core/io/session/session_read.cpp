#include "core/io/session/session_read.h"

#include <array>
#include <exception>
#include <nlohmann/json.hpp>

#include "core/io/files/file_error.h"
#include "core/io/json/json_field.h"
#include "core/io/json/json_parse.h"
#include "core/io/session/document_json.h"
#include "core/io/session/view_json.h"

namespace poolwalk::io {
namespace {

using nlohmann::json;

// Version 0 had no playback; the steps done stood beside the document, as "step".
void bring_to_1(json& session) {
    if (!session.contains("step") || session.contains("playback")) return;
    session["playback"]["done"] = std::move(session["step"]);
    session.erase("step");
}

// Row v brings a session of version v to version v + 1.
constexpr std::array<void (*)(json&), session_version> upgrades{bring_to_1};

// A view of cells, planes and steps that the document does not have is an error, not bent.
void hold_against_document(const JsonField& root, const SessionFile& session) {
    const Document& document = session.document;
    const auto shape_of_grid = [&](GridId grid) {
        if (is_input_sized(grid)) return shape_of(*document.input);
        return grid == GridId::Output ? output_shape(document) : shape_of(*document.grad_output);
    };
    const auto exists = [&](const CellRef& ref) {
        const Shape shape = shape_of_grid(ref.grid);
        return ref.plane >= 0 && ref.plane < shape.planes() && inside(ref.cell, shape.h, shape.w);
    };
    const View& view = session.view;
    if (root["view"].present()) {
        const JsonField field = root["view"];
        if (field["plane"].present()) field["plane"].integer(0, shape_of(*document.input).planes() - 1);
        if (view.pinned && !exists(*view.pinned)) field["pinned"].fail("there is no such cell");
        if (view.selected_to && !view.pinned)
            field["selected_to"].fail("a selection begins at a pinned cell, and none is pinned");
        else if (view.selected_to && !exists({view.pinned->grid, view.pinned->plane, *view.selected_to}))
            field["selected_to"].fail("there is no such cell");
    }
    const WalkPlan plan{output_shape(document), document.geometry.kernel, session.play.by, session.play.forward_only};
    if (root["playback"].present() && root["playback"]["done"].present())
        root["playback"]["done"].integer(0, step_count(plan));
}

Result<SessionFile> read_upgraded(const json& upgraded, std::string_view name, const std::filesystem::path& folder) {
    JsonReader reader(upgraded, name);
    const JsonField root = reader.root();
    root.expect_keys({"poolwalk", "version", "document", "view", "playback", "predict", "claim", "copy_of"});
    SessionFile session;
    session.document = read_document(root["document"], folder);
    if (root["view"].present()) session.view = read_view(root["view"]);
    if (root["playback"].present()) session.play = read_playback(root["playback"]);
    if (root["predict"].present()) session.quiz = read_quiz(root["predict"]);
    if (root["claim"].present()) session.claim = read_claim(root["claim"], folder);
    if (root["copy_of"].present()) session.copy_of = root["copy_of"].text();
    if (reader.ok()) hold_against_document(root, session);
    if (!reader.ok()) return reader.error();
    return session;
}

}  // namespace

Result<SessionFile> session_of(const json& document, std::string_view name, const std::filesystem::path& folder) {
    try {
        JsonReader reader(document, name);
        const JsonField root = reader.root(), kind = root["poolwalk"];
        if (!(kind.is_text() && kind.text() == "session")) kind.fail_expecting("\"session\"");
        const std::int64_t version = root["version"].integer(0, session_version);
        if (!reader.ok()) return reader.error();
        if (version == session_version) return read_upgraded(document, name, folder);
        json upgraded = document;
        for (auto v = static_cast<std::size_t>(version); v < upgrades.size(); ++v) upgrades[v](upgraded);
        return read_upgraded(upgraded, name, folder);
    } catch (const std::exception& e) {
        return reading_failed(name, e.what());
    }
}

Result<SessionFile> read_session(std::string_view bytes, std::string_view name, const std::filesystem::path& folder) {
    const auto document = parse_json(bytes, name);
    if (!document) return document.error();
    return session_of(*document, name, folder);
}

}  // namespace poolwalk::io
