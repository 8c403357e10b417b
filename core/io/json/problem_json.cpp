#include "core/io/json/problem_json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>

namespace poolwalk::io {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(Pair pair) { return Json::array({pair.rows, pair.cols}); }

struct Array {
    Shape shape;
    JsonField data;
};

// The array's shape and data once they agree; an error is left with the reader otherwise.
Array read_array(const JsonField& field) {
    Array array{read_shape(field["shape"]), field["data"]};
    const auto& [n, c, h, w] = array.shape;
    if (const std::string error = size_error(n, c, h, w); !error.empty()) field["shape"].fail(error);
    else if (!array.data.is_array()) array.data.fail_expecting("an array of numbers");
    else if (array.data.size() != static_cast<std::size_t>(array.shape.cells()))
        array.data.fail("expected the " + std::to_string(array.shape.cells()) + " values of shape " +
                        to_string(array.shape) + ", found " + std::to_string(array.data.size()));
    return array;
}

bool fits(double value, DType dtype) {
    // Halfway between the largest float and what would follow it; from there on it rounds to inf.
    constexpr double beyond_float = 0x1.ffffffp127;
    return dtype == DType::Float64 || !std::isfinite(value) || std::abs(value) < beyond_float;
}

Pair read_pair(const JsonField& field) {
    const auto numbers = field.integers(2, "two integers");
    return {numbers[0], numbers[1]};
}

Pads read_pads(const JsonField& params) {
    if (const JsonField pads = params["pads"]; pads.present()) {
        const auto sides = pads.integers(4, "four integers (top, left, bottom, right)");
        return {sides[0], sides[1], sides[2], sides[3]};
    }
    const JsonField padding = params["padding"];
    if (!padding.present()) return {};
    const Pair both = read_pair(padding);
    return {both.rows, both.cols, both.rows, both.cols};
}

template <class Row>
auto read_rule(const JsonField& field, std::span<const Row> table) {
    return field.present() ? read_row(field, table).rule : table.front().rule;
}

// Rows within rows, as NumPy's tolist() and people write them; every row as long as its neighbour.
class Rows {
public:
    explicit Rows(const JsonField& field) : field_(field) {}

    AnyTensor read(DType dtype) {
        for (JsonField inner = field_; inner.is_array(); inner = inner.at(0)) {
            sides_.push_back(static_cast<std::int64_t>(inner.size()));
            if (sides_.size() > 4 || inner.size() == 0) break;
        }
        if (sides_.size() > 4) field_.fail("found more than 4 levels of brackets, expected at most N, C, H, W");
        Shape shape{};
        std::int64_t* const into[]{&shape.w, &shape.h, &shape.c, &shape.n};
        for (std::size_t i = 0; i < std::min<std::size_t>(sides_.size(), 4); ++i)
            *into[i] = sides_[sides_.size() - 1 - i];
        const std::string error = size_error(shape.n, shape.c, shape.h, shape.w);
        if (!error.empty()) field_.fail(error);
        if (!field_.document_ok()) return {};
        values_.reserve(static_cast<std::size_t>(shape.cells()));
        read_level(field_, 0, dtype);
        if (!field_.document_ok()) return {};
        return make_tensor(dtype, shape, values_);
    }

private:
    void read_level(const JsonField& field, std::size_t level, DType dtype) {
        if (!field.is_array() || static_cast<std::int64_t>(field.size()) != sides_[level])
            return field.fail_expecting("a row of " + std::to_string(sides_[level]) + ", as long as the others");
        if (level + 1 < sides_.size()) {
            for (std::size_t i = 0; i < field.size() && field.document_ok(); ++i)
                read_level(field.at(i), level + 1, dtype);
            return;
        }
        const std::vector<double> row = field.numbers();
        for (std::size_t i = 0; i < row.size(); ++i)
            if (!fits(row[i], dtype)) field.at(i).fail_expecting("a number that fits float32");
        values_.insert(values_.end(), row.begin(), row.end());
    }

    const JsonField& field_;
    std::vector<std::int64_t> sides_;
    std::vector<double> values_;
};

}  // namespace

DType read_dtype(const JsonField& field) {
    for (const DType dtype : {DType::Float32, DType::Float64})
        if (field.is_text() && field.text() == name_of(dtype)) return dtype;
    field.fail_expecting("\"float32\" or \"float64\"");
    return DType::Float64;
}

Shape read_shape(const JsonField& field) {
    const auto sides = field.integers(4, "four integers (N, C, H, W)");
    return {sides[0], sides[1], sides[2], sides[3]};
}

Json json_of(const Shape& s) { return Json::array({s.n, s.c, s.h, s.w}); }

Json json_of(Place place) { return Json::array({place.h, place.w}); }

Place read_place(const JsonField& field) {
    const auto at = field.integers(2, "two integers (row, column)");
    return {at[0], at[1]};
}

AnyTensor read_tensor(const JsonField& field, DType dtype) {
    if (field.is_array()) return Rows(field).read(dtype);
    const Array array = read_array(field);
    if (!array.data.document_ok()) return {};
    const std::vector<double> values = array.data.numbers();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!fits(values[i], dtype)) array.data.at(i).fail_expecting("a number that fits float32");
    if (!array.data.document_ok()) return {};
    return make_tensor(dtype, array.shape, values);
}

Tensor<std::int32_t> read_index_tensor(const JsonField& field) {
    const Array array = read_array(field);
    if (!array.data.document_ok()) return {};
    std::vector<std::int32_t> indices;
    indices.reserve(array.data.size());
    const std::vector<std::int64_t> values = array.data.integers();
    for (std::size_t i = 0; i < values.size(); ++i) {
        // No index and no count reaches beyond the largest plane.
        if (values[i] < -1 || values[i] > max_cells) array.data.at(i).integer(-1, max_cells);
        else indices.push_back(static_cast<std::int32_t>(values[i]));
    }
    if (!array.data.document_ok()) return {};
    return {array.shape, std::move(indices)};
}

Geometry read_geometry(const JsonField& params) {
    Geometry geometry;
    geometry.kernel = read_pair(params["kernel"]);
    const JsonField stride = params["stride"], dilation = params["dilation"], ceil_mode = params["ceil_mode"];
    geometry.stride = stride.present() ? read_pair(stride) : geometry.kernel;
    if (dilation.present()) geometry.dilation = read_pair(dilation);
    geometry.pads = read_pads(params);
    if (ceil_mode.present()) geometry.ceil_mode = ceil_mode.boolean();
    return geometry;
}

Geometry read_strict_geometry(const JsonField& params) {
    params.expect_keys({"kernel", "stride", "padding", "pads", "dilation", "ceil_mode"});
    return read_geometry(params);
}

Json json_of(const Geometry& g) {
    return {{"kernel", json_of(g.kernel)},
            {"stride", json_of(g.stride)},
            {"pads", {g.pads.top, g.pads.left, g.pads.bottom, g.pads.right}},
            {"dilation", json_of(g.dilation)},
            {"ceil_mode", g.ceil_mode}};
}

Rules read_rules(const JsonField& object) {
    const JsonField nan = object["nan_rule"];
    const bool any = nan.is_text() && nan.text() == "any";
    return {read_rule(object["tie_rule"], tie_rules()), read_rule(object["overlap_rule"], overlap_rules()),
            any ? NanRule::LastNan : read_rule(nan, nan_rules())};
}

Rules read_strict_rules(const JsonField& object) {
    object.expect_keys({"tie_rule", "overlap_rule", "nan_rule"});
    return read_rules(object);
}

Json json_of(const Rules& rules) {
    return {{"tie_rule", row(rules.tie).text.name},
            {"overlap_rule", row(rules.overlap).text.name},
            {"nan_rule", row(rules.nan).text.name}};
}

}  // namespace poolwalk::io
