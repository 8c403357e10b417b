#include "core/verify/check_cases.h"
#include "core/io/files/read_file.h"
#include "core/verify/check_paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/verify/check_parameters.h"
#include "tests/support/paths.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const fs::path cases = source_path("tests/cases");

Case given(const std::string& file) {
    const auto text = read_file(cases / file);
    EXPECT_TRUE(text) << text.error().message;
    auto problem = read_case(*text, file);
    EXPECT_TRUE(problem) << problem.error().message;
    return std::move(problem).value();
}

class CheckFolder : public testing::Test {
protected:
    void put(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
    void take(const std::string& name) { fs::copy_file(cases / name, folder_ / name); }
    ScratchFolder scratch_;
    fs::path folder_ = scratch_.path();
};

TEST(Check, EveryGivenCasePasses) {
    const CheckReport report = check_paths({cases});
    EXPECT_THAT(report.lines, IsEmpty());
    EXPECT_EQ(report.passed, 98);
    EXPECT_EQ(report.failed, 0);
}

TEST(Check, EveryParameterSetIsAnsweredRightly) {
    const CheckReport report = check_paths({cases / "errors.json"});
    EXPECT_THAT(report.lines, IsEmpty());
    EXPECT_EQ(report.passed, 15);
}

TEST(Check, OneCellThatDiffersIsNamed) {
    const Case right = given("pub-001-basic-2x2.json");
    EXPECT_EQ(check_case(right, right.id), "");
    Case y = right, dx = right, argmax = right, ties = right, hits = right;
    set_value(*y.output, 0, 1, 0, -7.5);
    EXPECT_EQ(check_case(y, y.id), "pub-001-basic-2x2: y[0,0,1,0] is 1, expected -7.5");
    set_value(*dx.grad_input, 0, 0, 2, 2.5);
    EXPECT_EQ(check_case(dx, dx.id), "pub-001-basic-2x2: dx[0,0,0,2] is 2, expected 2.5");
    (*argmax.argmax)(0, 1, 1) = 9;
    EXPECT_EQ(check_case(argmax, argmax.id), "pub-001-basic-2x2: argmax[0,0,1,1] is 10, expected 9");
    (*ties.tie_count)(0, 0, 0) = 0;
    EXPECT_EQ(check_case(ties, ties.id), "pub-001-basic-2x2: tie_count[0,0,0,0] is 1, expected 0");
    (*hits.hits)(0, 3, 3) = 1;
    EXPECT_EQ(check_case(hits, hits.id), "pub-001-basic-2x2: hits[0,0,3,3] is 0, expected 1");
}

TEST(Check, AnotherShapeIsNamed) {
    Case problem = given("pub-001-basic-2x2.json");
    problem.output = make_tensor(problem.dtype, {1, 1, 2, 3});
    EXPECT_EQ(check_case(problem, problem.id), "pub-001-basic-2x2: y has shape 1x1x2x2, expected 1x1x2x3");
}

TEST(Check, WrongParametersAreRefusedInOneLine) {
    Case problem = given("pub-001-basic-2x2.json");
    problem.geometry.stride.rows = 0;
    EXPECT_THAT(check_case(problem, problem.id), StartsWith("pub-001-basic-2x2: refused: stride is 0 x 2"));
    problem = given("pub-001-basic-2x2.json");
    problem.grad_output = make_tensor(problem.dtype, {1, 1, 3, 3});
    EXPECT_THAT(check_case(problem, problem.id), HasSubstr("dY has more windows"));
}

TEST(Check, NanEqualsNanAndNothingElse) {
    Case problem = given("pub-038-nan-several.json");
    EXPECT_EQ(check_case(problem, problem.id), "");
    std::vector<double> y = values_of(*problem.output);
    const auto nan = std::find_if(y.begin(), y.end(), [](double v) { return std::isnan(v); });
    ASSERT_NE(nan, y.end());
    *nan = 1;
    problem.output = make_tensor(problem.dtype, shape_of(*problem.output), y);
    EXPECT_THAT(check_case(problem, problem.id), HasSubstr("is nan, expected 1"));
}

TEST(Check, SignsOfZerosCountWhereTheTagSaysSo) {
    auto problem =
        read_case(R"({"id": "z", "params": {"kernel": [1, 1]}, "x": {"shape": [1, 1, 1, 1], "data": [-0.0]},
                                "y": {"shape": [1, 1, 1, 1], "data": [0]}})",
                  "z")
            .value();
    EXPECT_EQ(check_case(problem, problem.id), "");
    problem.tags = {"signed_zero"};
    EXPECT_EQ(check_case(problem, problem.id), "z: y[0,0,0,0] is -0, expected 0");
}

TEST(Check, TolerancesAreRelativeAndAbsolute) {
    auto problem = read_case(R"({"id": "t", "params": {"kernel": [1, 1]}, "x": {"shape": [1, 1, 1, 1], "data": [100]},
                                "y": {"shape": [1, 1, 1, 1], "data": [101]}})",
                             "t")
                       .value();
    EXPECT_NE(check_case(problem, problem.id), "");
    problem.output_tolerance = {.rtol = 0.01, .atol = 0};
    EXPECT_EQ(check_case(problem, problem.id), "");
    problem.output_tolerance = {.rtol = 0.009, .atol = 0};
    EXPECT_NE(check_case(problem, problem.id), "");
    problem.output_tolerance = {.rtol = 0, .atol = 1};
    EXPECT_EQ(check_case(problem, problem.id), "");
    set_value(*problem.output, 0, 0, 0, std::numeric_limits<double>::infinity());
    problem.output_tolerance = {.rtol = 1, .atol = 1};
    EXPECT_EQ(check_case(problem, problem.id), "t: y[0,0,0,0] is 100, expected inf");
}

TEST_F(CheckFolder, AnAlteredCaseFailsAndTheOthersPass) {
    take("pub-002-basic-2x2-f64.json");
    json altered = json::parse(*read_file(cases / "pub-001-basic-2x2.json"));
    altered["dx"]["data"][15] = 1;
    put("altered.json", altered.dump());
    put("broken.json", "{\"x\": [1,}");
    put("notes.json", "{\"items\": []}");
    take("errors.json");
    const CheckReport report = check_paths({folder_});
    EXPECT_EQ(report.passed, 1);
    EXPECT_EQ(report.failed, 2);
    EXPECT_EQ(report.skipped, 1);
    EXPECT_THAT(report.lines, ElementsAre("notes.json: skipped: no case, which has x and params",
                                          "altered.json: dx[0,0,3,3] is 0, expected 1",
                                          StartsWith("broken.json: line 1, column 10: ")));
}

TEST_F(CheckFolder, TheIndexSaysWhichFilesAreCases) {
    take("pub-001-basic-2x2.json");
    take("pub-002-basic-2x2-f64.json");
    put("index.json", R"({"count": 2, "cases": [{"file": "pub-001-basic-2x2.json"}, {"file": "gone.json"}]})");
    CheckReport report = check_paths({folder_});
    EXPECT_EQ(report.passed, 1);
    EXPECT_THAT(report.lines, ElementsAre(HasSubstr("gone.json")));
    for (const char* index : {R"({"cases": [{"file": "../pub-001-basic-2x2.json"}]})", R"({"cases": 3})", "[]", "{",
                              R"({"count": 3, "cases": [{"file": "pub-001-basic-2x2.json"}]})"}) {
        put("index.json", index);
        report = check_paths({folder_});
        EXPECT_EQ(report.passed, 0) << index;
        EXPECT_THAT(report.lines, ElementsAre(StartsWith("index.json: "))) << index;
    }
}

TEST_F(CheckFolder, NothingToCheckIsAFailure) {
    EXPECT_EQ(check_paths({folder_}).failed, 1);
    EXPECT_EQ(check_paths({folder_ / "missing.json"}).failed, 1);
    EXPECT_EQ(check_paths({cases / "index.json"}).failed, 1);
}

TEST_F(CheckFolder, WrongAnswersInErrorsAreCounted) {
    take("pub-001-basic-2x2.json");
    json entries = json::parse(*read_file(cases / "errors.json"));
    entries[0]["expect"] = "accept";
    put("errors.json", entries.dump());
    EXPECT_THAT(check_paths({folder_}).lines, ElementsAre(StartsWith("err-p01: refused (kernel is 0 x 2")));
    EXPECT_EQ(check_paths({folder_}).passed, 1);
    EXPECT_EQ(check_paths({folder_}).failed, 1);
    EXPECT_EQ(check_paths({folder_ / "errors.json"}).passed, 14);
}

std::vector<std::string> answers(const char* text) {
    const auto lines = check_parameters(text, "e.json");
    return lines ? *lines : std::vector<std::string>{lines.error().message};
}

TEST(CheckParameters, ShapesAreReadFromTheSentence) {
    EXPECT_THAT(
        answers(R"([
        {"id": "a", "what": "dy of shape [1, 1,4,2] where y is [1,1,3,3] (In [10]) ", "expect": "reject"},
        {"id": "b", "what": "dy [1,1,4,2], y [1,1,3,3]", "expect": "policy"},
        {"id": "c", "what": "dy [1,1,3,3], y [1,1,3,3]", "expect": "accept"},
        {"id": "d", "what": "dy [1,1,3,3], y [1,1,3,3]", "expect": "policy"},
        {"id": "e", "what": "dy [2,1,3,3], y [1,1,3,3]", "expect": "reject"},
        {"id": "f", "dy_shape": [1,1,2,3], "y_shape": [1,1,3,3], "expect": "policy"},
        {"id": "g", "what": "another channel count", "expect": "accept"},
        {"id": "h", "what": "nothing to go by", "expect": "reject"},
        {"id": "i", "expect": "perhaps"}])"),
        ElementsAre("", StartsWith("b: refused (dY is 1x1x4x2"), "", "d: accepted without a note", "", "",
                    StartsWith("g: refused"), StartsWith("h: the entry has neither"), HasSubstr("[8]: expect: ")));
}

TEST(CheckParameters, ParametersThatCannotBeReadAreRejected) {
    EXPECT_THAT(answers(R"([
        {"id": "a", "x_shape": [1,1,4,4], "params": {"kernel": [1e30, 2]}, "expect": "reject"},
        {"id": "b", "x_shape": [1,1,4,4], "params": {"kernel": "2"}, "expect": "accept"},
        {"id": "c", "x_shape": [1,1,4,4], "params": {"kernel": [2, 2]}, "expect": "reject"},
        {"id": "d", "x_shape": [1,1,4,4], "params": {"kernel": [2, 2]}, "expect": "policy"},
        {"id": "e", "x_shape": [1,1,4,4], "params": {"kernel": [2, 2]}, "dy_shape": [1,1,3,3],
         "expect": "reject"}])"),
                ElementsAre("", HasSubstr("params.kernel"), "c: accepted, expected reject",
                            "d: accepted without a note", ""));
    EXPECT_THAT(answers("{}"), ElementsAre("e.json: expected an array of parameter sets, found an object"));
    EXPECT_THAT(answers("[1, []]"), ElementsAre(HasSubstr("e.json[0]"), HasSubstr("e.json[1]")));
}

TEST_F(CheckFolder, RunsATrainingAndNamesWhatDiffers) {
    const fs::path training = cases / "seed-002-training.json";
    EXPECT_EQ(check_paths({training}).passed, 1);
    const std::string text = read_file(training).value();
    const auto damaged = [&](const std::string& from, const std::string& to) {
        std::string changed = text;
        changed.replace(changed.find(from), from.size(), to);
        return changed;
    };
    const auto complaint_on = [&](const std::string& changed) {
        std::ofstream(folder_ / "x-training.json") << changed;
        const CheckReport report = check_paths({folder_ / "x-training.json"});
        EXPECT_EQ(report.failed, 1);
        return report.lines.empty() ? "" : report.lines.front();
    };
    EXPECT_THAT(complaint_on(damaged("1.1789304719977378", "1.1789305719977378")), HasSubstr("run.loss[20] is"));
    EXPECT_THAT(complaint_on(damaged("7839,", "7840,")), HasSubstr("run.w1[0,0] is"));
    EXPECT_THAT(complaint_on(damaged("\"loss_epochs\"", "\"other_epochs\"")), HasSubstr("loss_epochs"));
    // In a folder it is run too, and counted when it differs.
    std::ofstream(folder_ / "index.json") << R"({"cases": []})";
    EXPECT_EQ(check_paths({folder_}).failed, 1);
}

}  // namespace
}  // namespace poolwalk::io
