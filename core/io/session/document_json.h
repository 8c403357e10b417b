// A document as JSON and back, and the gradient that is claimed for it. Its pieces are problem_json.h's; view and
// playback are view_json.h's. A reader leaves an error with its field and returns a default.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/doc/session_file.h"
#include "core/io/json/json_field.h"

namespace poolwalk::io {

// An array: rows in brackets, or the name of a .npy file that lies beside the JSON.
struct ArrayPlaces {
    std::string input, grad_output, kept;  // names of files; "": inline
};

nlohmann::ordered_json json_of(const Document& document, const ArrayPlaces& places = {});
// `x` and all else like the arguments of a layer; dy absent: 1 everywhere. X, dY and the geometry fit each other.
// `folder` is where files named in the JSON lie; with "" there are none.
Document read_document(const JsonField& field, const std::filesystem::path& folder);

// "nchw" or "nhwc"
AxisOrder read_layout(const JsonField& field);

nlohmann::ordered_json json_of(const ClaimedGradient& claim, const std::string& place);
ClaimedGradient read_claim(const JsonField& field, const std::filesystem::path& folder);

}  // namespace poolwalk::io
