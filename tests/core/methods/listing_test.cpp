#include "core/methods/listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "tests/core/pool/walk_problem.h"
#include "tests/support/paths.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::test {
namespace {

using nlohmann::json;

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

// A geometry and an input that tell the listings' corners apart.
struct Setting {
    const char* name;
    Shape input;
    Geometry geometry;
    std::vector<double> palette;
    Pair missing{0, 0};  // rows and columns that dY has less than Y
    DType dtype = DType::Float64;
};

const std::vector<Setting>& settings() {
    static const std::vector<Setting> all{
        {"ties", {1, 1, 4, 4}, {.kernel = {2, 2}, .stride = {1, 1}}, {1, 2, 2, 3}},
        {"two planes, distinct",
         {2, 1, 3, 4},
         {.kernel = {2, 2}, .stride = {1, 2}},
         {0.1, -2, 3.5, 4, 5, 6.25, 1e-7}},
        {"NaN", {1, 2, 3, 4}, {.kernel = {2, 3}, .stride = {1, 1}}, {1, 2, nan}},
        {"NaN, -inf and padding",
         {1, 1, 3, 4},
         {.kernel = {3, 2}, .stride = {2, 1}, .pads = {1, 1, 2, 1}},
         {nan, -inf, 1, 1}},
        {"windows of padding",
         {1, 1, 2, 2},
         {.kernel = {2, 2}, .stride = {1, 2}, .pads = {2, 2, 2, 2}},
         {-1, -1, -inf}},
        {"a row of padding only", {1, 1, 2, 3}, {.kernel = {1, 2}, .stride = {1, 3}, .pads = {1, 2, 1, 0}}, {0, nan}},
        {"dilation",
         {1, 1, 5, 5},
         {.kernel = {2, 3}, .stride = {2, 1}, .dilation = {2, 2}, .pads = {1, 0, 1, 1}},
         {1, 2, 3}},
        {"dilation and NaN",
         {1, 1, 4, 5},
         {.kernel = {3, 2}, .stride = {1, 2}, .dilation = {1, 3}, .pads = {1, 1, 0, 0}},
         {1, 2, nan}},
        {"dY smaller", {1, 2, 4, 4}, {.kernel = {2, 2}, .stride = {1, 1}}, {1, 2, nan}, {1, 2}},
        {"ceil", {1, 1, 4, 4}, {.kernel = {3, 3}, .stride = {2, 2}, .ceil_mode = true}, {7, 7, 8}},
        {"float32", {1, 1, 4, 4}, {.kernel = {2, 2}, .stride = {1, 1}}, {0.1, 0.1, 0.7}, {0, 0}, DType::Float32},
        {"float32 and NaN", {1, 1, 3, 4}, {.kernel = {2, 3}, .stride = {1, 1}}, {0.1, nan}, {0, 0}, DType::Float32},
    };
    return all;
}

WalkProblem problem_of(const Setting& setting, const Rules& rules) {
    std::mt19937_64 random(7);
    const auto drawn = [&random](std::int64_t count, const std::vector<double>& palette) {
        std::vector<double> values(static_cast<std::size_t>(count));
        for (double& value : values) value = palette[random() % palette.size()];
        return values;
    };
    Shape grad = output_shape(setting.input, setting.geometry);
    grad.h -= setting.missing.rows;
    grad.w -= setting.missing.cols;
    return {make_tensor(setting.dtype, setting.input, drawn(setting.input.cells(), setting.palette)),
            make_tensor(setting.dtype, grad, drawn(grad.cells(), {1, 2, 3, 0.1, -5})), setting.geometry, rules};
}

bool has_nan(const AnyTensor& tensor) {
    for (const double value : values_of(tensor))
        if (std::isnan(value)) return true;
    return false;
}

// Where in the trace a step's line is to be found: in which window, on which cell, and which run of it.
json step_json(const WalkProblem& problem, const WalkPlan& plan, const Listing& listing, const Step& step) {
    const PoolView view = problem.view();
    const StepPlace& place = step.place;
    const bool forward = place.phase == Phase::Forward, by_slot = plan.by == StepBy::Comparison;
    const std::size_t line = line_of(view, listing, plan, step);
    const Line kind = (forward ? listing.forward : listing.backward)[line].line;
    json i = place.window.h, j = place.window.w, r = nullptr, c = nullptr;
    std::string pick = by_slot ? "one" : "last";
    if (kind == Line::NextRow) i = j = nullptr, pick = "last";
    else if (kind == Line::NextWindow) j = nullptr, pick = "last";
    else if (by_slot && step.event == SlotEvent::Skipped) {
        pick = "left";
        if (row(problem.rules.tie).leaves == Break::Line) r = step.slot.cell.h;
    } else if (by_slot && step.slot.inside) {
        r = step.slot.cell.h;
        c = step.slot.cell.w;
    } else if (by_slot && step.contributions.empty()) {
        pick = "passed";
    }
    json watches = json::array();
    for (const Watch& watch : watches_of(view, plan, step)) watches.push_back({watch.expression, watch.value});
    return {forward ? 0 : 1, place.plane, line, i, j, r, c, pick, watches};
}

template <class T>
void add_arrays(const WalkProblem& p, json& into) {
    const auto& input = std::get<Tensor<T>>(p.input);
    const auto& grad_output = std::get<Tensor<T>>(p.grad_output);
    const auto texts = [](const Tensor<T>& tensor) {
        json list = json::array();
        for (const T value : tensor.data()) list.push_back(python_number(static_cast<double>(value)));
        return list;
    };
    into["y"] = texts(max_pool_forward<T>(input, p.geometry, p.rules).output);
    into["dx"] = texts(max_pool_backward<T>(input, grad_output, p.geometry, p.rules).grad_input);
}

json problem_json(const std::string& name, const WalkProblem& problem) {
    const DType dtype = dtype_of(problem.input);
    const Listing listing = listing_of(problem.rules, has_nan(problem.input), dtype);
    json result{
        {"name", name}, {"dtype", name_of(dtype)}, {"program", program_text(problem.view(), problem.output())}};
    if (dtype == DType::Float32) add_arrays<float>(problem, result);
    else add_arrays<double>(problem, result);
    for (const StepBy by : both_ways()) {
        const WalkPlan plan = problem.plan(by);
        json steps = json::array();
        for (std::int64_t index = 0; index < step_count(plan); ++index)
            steps.push_back(step_json(problem, plan, listing, step_at(problem.view(), plan, index)));
        result["walks"].push_back({{"by", by == StepBy::Window ? "window" : "comparison"}, {"steps", steps}});
    }
    return result;
}

// The first of the usual interpreters that has NumPy.
std::string python() {
    for (const std::string candidate : {"python3", "/usr/bin/python3"})
        if (std::system((candidate + " -c 'import numpy' 2>/dev/null").c_str()) == 0) return candidate;
    return {};
}

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Listing, RunsAsTheWalkSaysUnderEveryRule) {
    const std::string interpreter = python();
    ASSERT_FALSE(interpreter.empty())
        << "python3 with NumPy is missing; install it with:  apt-get install python3-numpy";
    json problems = json::array();
    for (const Rules& rules : all_rules())
        for (const Setting& setting : settings()) {
            std::ostringstream name;
            name << setting.name << ": " << rules;
            problems.push_back(problem_json(name.str(), problem_of(setting, rules)));
        }
    const ScratchFolder scratch;
    const std::string path = scratch.path() / "listing.json", report = path + ".report";
    std::ofstream(path) << problems.dump();
    const std::string command = interpreter + " " + source_path("tests/core/methods/listing_trace.py").string() +
                                " " + path + " > " + report + " 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << text_of(report);
    EXPECT_THAT(text_of(report), testing::HasSubstr(std::to_string(problems.size()) + " programs"));
}

TEST(Listing, FitsItsPanel) {
    for (const Rules& rules : all_rules())
        for (const bool with_nan : {false, true})
            for (const DType dtype : {DType::Float32, DType::Float64}) {
                const Listing listing = listing_of(rules, with_nan, dtype);
                for (const auto* half : {&listing.forward, &listing.backward})
                    for (const CodeLine& line : *half) EXPECT_LE(line.text.size(), 46u) << line.text;
            }
}

TEST(Listing, OfTheUsualRulesIsPlain) {
    const Listing listing = listing_of({}, false);
    std::string text;
    for (const auto* half : {&listing.forward, &listing.backward})
        for (const CodeLine& line : *half) text += line.text + "\n";
    EXPECT_EQ(text, R"(for i in range(H_out):
  for j in range(W_out):
    best = None
    for r, c in cells(i, j):
      if not best or X[r, c] > X[best]:
        best = r, c
    Y[i, j] = X[best] if best else -inf
for i in range(H_dY):
  for j in range(W_dY):
    for r, c in cells(i, j):
      if X[r, c] == Y[i, j]:
        dX[r, c] += dY[i, j]
        break
)");
}

TEST(Listing, WritesNumbersAsPythonReadsThem) {
    EXPECT_EQ(python_number(0.1), "0.1");
    EXPECT_EQ(python_number(3), "3.0");
    EXPECT_EQ(python_number(-0.0), "-0.0");
    EXPECT_EQ(python_number(1e300), "1e+300");
    EXPECT_EQ(python_number(nan), "nan");
    EXPECT_EQ(python_number(-inf), "-inf");
    EXPECT_EQ(python_number(0.1f), "0.10000000149011612");
    EXPECT_EQ(python_number(0.1f, DType::Float32), "0.1");
}

}  // namespace
}  // namespace poolwalk::test
