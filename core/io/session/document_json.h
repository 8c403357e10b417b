// The parts of a session as JSON objects: document, view, playback; each with its reader. Commands are
// written with the same parts (command_codec.h). A reader complains to its field and answers with a default.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/doc/session_file.h"
#include "core/io/json/json.h"

namespace poolwalk::io {

// An array: rows in brackets, or the name of a .npy file that lies beside the JSON.
struct ArrayPlaces {
    std::string input, grad_output, claim;  // names of files; "": inline
};

nlohmann::ordered_json json_of(const Geometry& geometry);
nlohmann::ordered_json json_of(const Rules& rules);
nlohmann::ordered_json json_of(const Document& document, const ArrayPlaces& places = {});
nlohmann::ordered_json json_of(const CellRef& cell);
nlohmann::ordered_json json_of(const NetworkCell& cell);
nlohmann::ordered_json json_of(const CheckSettings& check);
nlohmann::ordered_json json_of(const Camera& camera);
nlohmann::ordered_json json_of(const View& view);
nlohmann::ordered_json json_of(const Playback& play);
nlohmann::ordered_json json_of(const ClaimedGradient& claim, const std::string& place);

// `folder` is where files named in the JSON lie; "" refuses such names.
AnyTensor read_array(const JsonField& field, DType dtype, const std::filesystem::path& folder);
// `x` and all else like the arguments of a layer; dy absent: 1 everywhere. Held against complaint().
Document read_document(const JsonField& field, const std::filesystem::path& folder);
Place read_place(const JsonField& field);
CellRef read_cell(const JsonField& field);
NetworkCell read_network_cell(const JsonField& field);
Rules read_strict_rules(const JsonField& field);
Geometry read_strict_geometry(const JsonField& field);
CheckSettings read_check(const JsonField& field);
Camera read_camera(const JsonField& field);
GridId read_grid(const JsonField& field);
// Absent fields are as in a fresh window. Whether they fit the document is for the session to say.
View read_view(const JsonField& field);
Playback read_playback(const JsonField& field);
ClaimedGradient read_claim(const JsonField& field, const std::filesystem::path& folder);

}  // namespace poolwalk::io
