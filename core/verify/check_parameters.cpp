#include "core/verify/check_parameters.h"

#include <algorithm>
#include <exception>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/number_text.h"
#include "core/io/files/file_error.h"
#include "core/io/json/json_field.h"
#include "core/io/json/json_parse.h"
#include "core/io/json/problem_json.h"
#include "core/pool/geometry.h"

namespace poolwalk::io {
namespace {

// "[1,1,3,3]" at the head of `text`; two or three numbers are H, W or C, H, W.
std::optional<Shape> leading_shape(std::string_view text) {
    std::vector<std::int64_t> sides;
    while (!text.starts_with(']')) {
        text.remove_prefix(1);  // the bracket or a comma
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        const auto side = leading_integer(text);
        text.remove_prefix(side.length);
        if (side.length == 0 || side.out_of_range || !(text.starts_with(',') || text.starts_with(']')))
            return std::nullopt;
        sides.push_back(side.value);
    }
    if (sides.size() < 2 || sides.size() > 4) return std::nullopt;
    sides.insert(sides.begin(), 4 - sides.size(), 1);
    return Shape{sides[0], sides[1], sides[2], sides[3]};
}

std::vector<Shape> shapes_in(std::string_view text) {
    std::vector<Shape> shapes;
    for (std::size_t at = text.find('['); at != text.npos; at = text.find('[', at + 1))
        if (const auto shape = leading_shape(text.substr(at))) shapes.push_back(*shape);
    return shapes;
}

struct GradOutput {
    Shape grad_output, output;
};

// What an entry about dY asks; several when the sentence names no numbers, none if it cannot be told.
std::vector<GradOutput> questions(const JsonField& entry) {
    if (entry["dy_shape"].present() && entry["y_shape"].present())
        return {{read_shape(entry["dy_shape"]), read_shape(entry["y_shape"])}};
    if (!entry["what"].present()) return {};
    const std::string what = entry["what"].text();
    if (const auto shapes = shapes_in(what); shapes.size() >= 2) return {{shapes[0], shapes[1]}};
    if (what.find("batch") == what.npos && what.find("channel") == what.npos) return {};
    return {{{2, 1, 2, 2}, {1, 1, 2, 2}}, {{1, 2, 2, 2}, {1, 1, 2, 2}}};
}

using Answers = std::vector<std::vector<Problem>>;

Answers answers_to(const JsonField& entry) {
    Answers answers;
    if (!entry["params"].present()) {
        for (const auto& [grad_output, output] : questions(entry))
            answers.push_back(validate_grad_output(grad_output, output));
        return answers;
    }
    const Shape input = read_shape(entry["x_shape"]);
    const Geometry geometry = read_geometry(entry["params"]);
    answers.push_back(validate(input, geometry));
    if (entry["dy_shape"].present() && first_error(answers.back()).empty())
        answers.back() = validate_grad_output(read_shape(entry["dy_shape"]), output_shape(input, geometry));
    return answers;
}

bool is_policy_note(const Problem& problem) {
    return problem.severity == Severity::Note &&
           (problem.field == Field::GradOutput || problem.sentence.find("PyTorch") != std::string::npos);
}

// How one answer differs from what is expected of it.
std::string difference_from(const std::vector<Problem>& answer, std::string_view expect) {
    const std::string error = first_error(answer);
    if (expect == "reject") return error.empty() ? "accepted, expected reject" : "";
    if (!error.empty()) return "refused (" + error + "), expected " + std::string(expect);
    if (expect == "policy" && std::ranges::none_of(answer, is_policy_note)) return "accepted without a note";
    return {};
}

std::string check_entry(const nlohmann::json& entry, std::string_view name, std::size_t index) {
    const std::string place = std::string(name) + "[" + std::to_string(index) + "]";
    JsonReader reader(entry, place);
    const JsonField root = reader.root();
    const std::string expect = root["expect"].text();
    const std::string id = root["id"].present() ? root["id"].text() : place;
    if (expect != "reject" && expect != "accept" && expect != "policy")
        root["expect"].fail_expecting("\"reject\", \"accept\" or \"policy\"");
    if (!reader.ok()) return reader.error().message;

    const Answers answers = answers_to(root);
    // A parameter that is no integer at all is an error as it is read.
    if (!reader.ok()) return expect == "reject" ? "" : reader.error().message;
    if (answers.empty()) return printable(id, 200) + ": the entry has neither params nor the shapes of dY and Y";
    for (const auto& answer : answers)
        if (const std::string difference = difference_from(answer, expect); !difference.empty())
            return printable(id, 200) + ": " + difference;
    return {};
}

}  // namespace

Result<std::vector<std::string>> check_parameters(std::string_view json, std::string_view name) {
    try {
        const Result<nlohmann::json> document = parse_json(json, name);
        if (!document) return document.error();
        JsonReader reader(*document, name);
        if (!reader.root().is_array()) reader.root().fail_expecting("an array of parameter sets");
        if (!reader.ok()) return reader.error();
        std::vector<std::string> lines;
        for (std::size_t i = 0; i < document->size(); ++i) lines.push_back(check_entry((*document)[i], name, i));
        return lines;
    } catch (const std::exception& e) {
        return reading_failed(name, e.what());
    }
}

}  // namespace poolwalk::io
