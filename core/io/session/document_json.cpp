#include "core/io/session/document_json.h"

#include <nlohmann/json.hpp>

#include "core/io/arrays/array_reader.h"
#include "core/io/json/json_write.h"
#include "core/io/json/network_json.h"
#include "core/io/json/problem_json.h"

namespace poolwalk::io {
namespace {

using Json = nlohmann::ordered_json;

Json array_json(const AnyTensor& tensor, const std::string& place) {
    return place.empty() ? json_rows(tensor) : Json(place);
}

// A plain name, so that a session never reads beyond its folder.
bool is_plain_npy(const std::string& name) {
    return name.find('/') == name.npos && name.find('\0') == name.npos && name.size() > 4 && name.ends_with(".npy") &&
           !name.starts_with('.');
}

}  // namespace

Json json_of(const Document& document, const ArrayPlaces& places) {
    Json json{{"title", document.title},
              {"dtype", name_of(dtype_of(*document.input))},
              {"params", json_of(document.geometry)}};
    json.update(json_of(document.rules));
    json["method"] = document.method;
    json["x"] = array_json(*document.input, places.input);
    json["dy"] = array_json(*document.grad_output, places.grad_output);
    if (shape_of(*document.kept_grad_output).cells() > 0)
        json["kept_dy"] = array_json(*document.kept_grad_output, places.kept);
    if (document.network) json["network"] = network_json(*document.network);
    if (document.layout == AxisOrder::NHWC) json["layout"] = "nhwc";
    return json;
}

namespace {

// A method whose rules are others would show code that does something else.
std::string read_method(const JsonField& field, const Rules& rules) {
    const std::string name = field.text();
    const bool known = find_method(name) != nullptr;
    if (!known) field.fail_expecting("the name of a method (`poolwalk list methods`)");
    else if (method_under(name, rules) != name) field.fail_expecting("a method with these rules");
    return known ? name : std::string(methods().front().name);
}

}  // namespace

AxisOrder read_layout(const JsonField& field) {
    const bool is_nhwc = field.is_text() && field.text() == "nhwc";
    if (!is_nhwc && !(field.is_text() && field.text() == "nchw")) field.fail_expecting("\"nchw\" or \"nhwc\"");
    return is_nhwc ? AxisOrder::NHWC : AxisOrder::NCHW;
}

AnyTensor read_array(const JsonField& field, DType dtype, const std::filesystem::path& folder) {
    if (!field.is_text() || folder.empty()) return read_tensor(field, dtype);
    const std::string name = field.text();
    if (!is_plain_npy(name)) {
        field.fail_expecting("rows of numbers, or the name of a .npy file in the same folder");
        return {};
    }
    const auto loaded = read_array_file(folder / name);
    if (!loaded) {
        field.fail(loaded.error().message);
        return {};
    }
    if (dtype_of(loaded->tensor) != dtype) {
        field.fail(name + " holds " + std::string(name_of(dtype_of(loaded->tensor))) + ", expected " +
                   std::string(name_of(dtype)));
        return {};
    }
    return loaded->tensor;
}

Document read_document(const JsonField& field, const std::filesystem::path& folder) {
    field.expect_keys({"title", "dtype", "params", "tie_rule", "overlap_rule", "nan_rule", "method", "x", "dy",
                       "kept_dy", "network", "layout"});
    const JsonField title = field["title"], dtype_field = field["dtype"], dy = field["dy"], kept = field["kept_dy"];
    const DType dtype = dtype_field.present() ? read_dtype(dtype_field) : DType::Float64;
    Document document;
    if (title.present()) document.title = title.text();
    document.geometry = read_strict_geometry(field["params"]);
    document.rules = read_rules(field);
    if (const JsonField method = field["method"]; method.present())
        document.method = read_method(method, document.rules);
    if (const JsonField network = field["network"]; network.present())
        document.network = read_strict_network(network);
    if (const JsonField layout = field["layout"]; layout.present()) document.layout = read_layout(layout);
    document.input = read_array(field["x"], dtype, folder);
    if (dy.present()) document.grad_output = read_array(dy, dtype, folder);
    if (kept.present()) document.kept_grad_output = read_array(kept, dtype, folder);
    if (!field.document_ok()) return {};
    if (const std::string error = first_error(validate(shape_of(*document.input), document.geometry));
        !error.empty()) {
        field.fail(error);
        return {};
    }
    if (!dy.present()) document.grad_output = make_tensor(dtype, output_shape(document), 1.0);
    const std::string error = document_error(*document.input, *document.grad_output, document.geometry);
    if (!error.empty()) field.fail(error);
    return field.document_ok() ? document : Document{};
}

Json json_of(const ClaimedGradient& claim, const std::string& place) {
    return {{"title", claim.title},
            {"dtype", name_of(dtype_of(*claim.grad_input))},
            {"dx", array_json(*claim.grad_input, place)}};
}

ClaimedGradient read_claim(const JsonField& field, const std::filesystem::path& folder) {
    field.expect_keys({"title", "dtype", "dx"});
    const JsonField title = field["title"], dtype = field["dtype"];
    ClaimedGradient claim;
    if (title.present()) claim.title = title.text();
    claim.grad_input = read_array(field["dx"], dtype.present() ? read_dtype(dtype) : DType::Float64, folder);
    return claim;
}

}  // namespace poolwalk::io
