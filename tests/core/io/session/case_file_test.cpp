#include "core/io/session/case_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/io/session/open_file.h"

namespace poolwalk::io {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

json example() {
    return json::parse(R"({
        "schema": 1, "id": "one", "tags": ["ties"], "layout": "NCHW", "dtype": "float32",
        "params": {"kernel": [2, 1], "stride": [1, 3], "pads": [1, 2, 3, 4], "padding": null, "dilation": [2, 1],
                   "ceil_mode": true},
        "tie_rule": "split", "overlap_rule": "assign_cell", "nan_rule": "by_tie",
        "x": {"shape": [1, 1, 2, 2], "data": [1, "nan", "-inf", 0.5]},
        "dy": {"shape": [1, 1, 1, 2], "data": [1, 2]},
        "argmax": {"shape": [1, 1, 1, 2], "data": [-1, 3]},
        "compare": {"y": "exact", "dx": {"rtol": 1e-6, "atol": 2e-6}}})");
}

std::string refusal_of(const json& value) {
    const auto problem = read_case(value.dump(), "f.json");
    return problem ? "taken" : problem.error().message;
}

// `example()` with the value at `pointer` replaced.
std::string refusal_with(const char* pointer, json value) {
    json changed = example();
    changed[json::json_pointer(pointer)] = std::move(value);
    return refusal_of(changed);
}

TEST(CaseFile, ReadsEveryField) {
    const auto problem = read_case(example().dump(), "f.json");
    ASSERT_TRUE(problem) << problem.error().message;
    EXPECT_EQ(problem->id, "one");
    EXPECT_TRUE(problem->has_tag("ties"));
    EXPECT_FALSE(problem->has_tag("tie"));
    EXPECT_EQ(problem->dtype, DType::Float32);
    EXPECT_EQ(problem->geometry, (Geometry{{2, 1}, {1, 3}, {2, 1}, {1, 2, 3, 4}, true}));
    EXPECT_EQ(problem->rules, (Rules{TieRule::Split, OverlapRule::AssignCell, NanRule::ByTie}));
    EXPECT_THAT(values_of(problem->input),
                ElementsAre(1, testing::IsNan(), -std::numeric_limits<double>::infinity(), 0.5));
    EXPECT_EQ(dtype_of(problem->input), DType::Float32);
    EXPECT_EQ(shape_of(*problem->grad_output), (Shape{1, 1, 1, 2}));
    EXPECT_THAT(problem->argmax->data(), ElementsAre(-1, 3));
    EXPECT_EQ(problem->grad_input_tolerance, (Tolerance{1e-6, 2e-6}));
    EXPECT_EQ(problem->output_tolerance, Tolerance{});
    EXPECT_FALSE(problem->output || problem->grad_input || problem->hits || problem->tie_count);
}

TEST(CaseFile, AnExampleNeedsLittle) {
    const auto problem = read_case(R"({"title": "T", "about": "A", "params": {"kernel": [2, 3]},
                                      "x": {"shape": [1, 1, 2, 3], "data": [1, 2, 3, 4, 5, 6]}})",
                                   "dir.d/small.json");
    ASSERT_TRUE(problem) << problem.error().message;
    EXPECT_EQ(problem->id, "dir.d/small");
    EXPECT_EQ(problem->title, "T");
    EXPECT_EQ(problem->about, "A");
    EXPECT_EQ(problem->dtype, DType::Float64);
    EXPECT_EQ(problem->geometry, (Geometry{.kernel = {2, 3}, .stride = {2, 3}}));
    EXPECT_EQ(problem->rules, Rules{});
    EXPECT_FALSE(problem->grad_output);
}

TEST(CaseFile, PadsOrElsePadding) {
    json value = example();
    value["params"].erase("pads");
    value["params"]["padding"] = {1, 2};
    EXPECT_EQ(read_case(value.dump(), "f")->geometry.pads, (Pads{1, 2, 1, 2}));
    value["nan_rule"] = "any";
    EXPECT_EQ(read_case(value.dump(), "f")->rules.nan, NanRule::LastNan);
}

TEST(CaseFile, RefusalsNameTheKey) {
    EXPECT_EQ(refusal_with("/params/kernel", "3"), "f.json: params.kernel: expected two integers, found \"3\"");
    EXPECT_THAT(refusal_with("/schema", 2), HasSubstr("schema: expected 1"));
    EXPECT_THAT(refusal_with("/layout", "NHWC"), HasSubstr("layout: expected \"NCHW\", found \"NHWC\""));
    EXPECT_THAT(refusal_with("/dtype", "float16"), HasSubstr("dtype: expected \"float32\" or \"float64\""));
    EXPECT_EQ(refusal_with("/tie_rule", "frist"),
              "f.json: tie_rule: expected one of first, last, all, split, first_per_row, first_column_major, found "
              "\"frist\"");
    EXPECT_THAT(refusal_with("/overlap_rule", 1), HasSubstr("accumulate, assign_cell, assign_window, found 1"));
    EXPECT_THAT(refusal_with("/nan_rule", "none"), HasSubstr("last_nan, by_tie, no_match"));
    EXPECT_THAT(refusal_with("/params/pads", {1, 2, 3}), HasSubstr("params.pads: expected four integers"));
    EXPECT_THAT(refusal_with("/params/stride/1", 1.0), HasSubstr("params.stride: expected two integers"));
    EXPECT_THAT(refusal_with("/params/stride/1", 9223372036854775808u), HasSubstr("params.stride"));
    EXPECT_THAT(refusal_with("/params/ceil_mode", 1), HasSubstr("params.ceil_mode: expected true or false"));
    EXPECT_THAT(refusal_with("/tags", "ties"), HasSubstr("tags: expected an array of strings"));
    EXPECT_THAT(refusal_with("/compare/dx", "close"), HasSubstr("compare.dx"));
    EXPECT_THAT(refusal_with("/compare/dx/rtol", -1), HasSubstr("compare.dx.rtol"));
    EXPECT_THAT(refusal_with("/compare/dx/atol", "nan"), HasSubstr("compare.dx.atol"));
    EXPECT_THAT(refusal_of(json::array()), HasSubstr("expected an object"));
}

TEST(CaseFile, ArraysAgreeWithTheirShapes) {
    EXPECT_EQ(refusal_with("/x/data", {1, 2, 3}), "f.json: x.data: expected the 4 values of shape 1x1x2x2, found 3");
    EXPECT_THAT(refusal_with("/x/data/2", "one"), HasSubstr("x.data[2]: expected a number"));
    EXPECT_THAT(refusal_with("/x/data", "1234"), HasSubstr("x.data: expected an array"));
    EXPECT_THAT(refusal_with("/x/shape", {2, 2}), HasSubstr("x.shape: expected four integers"));
    EXPECT_THAT(refusal_with("/x/shape", {1, 0, 2, 2}), HasSubstr("x.shape: the array is empty"));
    EXPECT_THAT(refusal_with("/x/shape", {1, -1, -2, 2}), HasSubstr("x.shape: the array is empty"));
    EXPECT_THAT(refusal_with("/x/shape", {1, 1, 1, 16385}), HasSubstr("x.shape: 1 x 16385 is too large"));
    // 2^62 * 4 cells would wrap to 0.
    EXPECT_THAT(refusal_with("/x/shape", {std::int64_t{1} << 62, 4, 1, 1}),
                HasSubstr("x.shape: the array is too large"));
    EXPECT_THAT(refusal_with("/argmax/data/0", -2), HasSubstr("argmax.data[0]: expected an integer from -1"));
    EXPECT_THAT(refusal_with("/argmax/data/0", 4294967296), HasSubstr("argmax.data[0]"));
    EXPECT_THAT(refusal_with("/argmax/data/1", 0.5), HasSubstr("argmax.data[1]: expected a 64-bit integer"));
    EXPECT_THAT(refusal_with("/x", nullptr), HasSubstr("x: expected an object, found nothing"));
}

TEST(CaseFile, NumbersFitTheirType) {
    EXPECT_EQ(refusal_with("/x/data/0", 3.4028234663852886e38), "taken");
    EXPECT_THAT(refusal_with("/x/data/0", 3.5e38), HasSubstr("x.data[0]: expected a number that fits float32"));
    json value = example();
    value["dtype"] = "float64";
    value["x"]["data"][0] = 3.5e38;
    EXPECT_EQ(refusal_of(value), "taken");
}

TEST(CaseFile, IsRefusedOnOneLineWhateverItIsCalled) {
    json problem = example();
    problem["id"] = "one\ntwo";
    problem["params"] = {{"kernel", {3, 3}}};
    const auto document = document_from(*read_case(problem.dump(), "f.json"));
    ASSERT_FALSE(document);
    EXPECT_THAT(document.error().message, testing::StartsWith("one\\x0atwo: "));
}

TEST(CaseFile, ExpectedGradientsNeedAGradient) {
    json value = example();
    value.erase("dy");
    EXPECT_EQ(refusal_of(value), "taken");
    value["hits"] = {{"shape", {1, 1, 2, 2}}, {"data", {0, 0, 0, 1}}};
    EXPECT_THAT(refusal_of(value), HasSubstr("dy: missing"));
}

}  // namespace
}  // namespace poolwalk::io
