#include "core/methods/methods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "core/io/session/examples.h"
#include "core/methods/method_requirements.h"
#include "tests/core/pool/walk_problem.h"
#include "tests/support/paths.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

const MethodRow& method(std::string_view name) {
    const MethodRow* found = find_method(name);
    POOLWALK_CHECK(found != nullptr);
    return *found;
}

WalkProblem example_of(const MethodRow& row) {
    const auto document = io::load_example(row.example);
    EXPECT_TRUE(document.ok()) << row.name << ": " << row.example;
    return {*document->input, *document->grad_output, document->geometry, rules_under(row, document->rules)};
}

struct Setting {
    const char* name;
    Shape input;
    Geometry geometry;
    std::vector<double> palette;
    DType dtype = DType::Float64;
};

// Something for every method: with and without overlap, ties, rectangles, padding, dilation, ceil.
const std::vector<Setting>& settings() {
    static const std::vector<Setting> all{
        {"ties", {1, 1, 4, 4}, {}, {1, 2, 2}},
        {"planes", {2, 3, 4, 6}, {}, {0, 0.1, -2, 0.1}},
        {"float32", {2, 1, 6, 4}, {}, {0.1, 0.7, 0.7}, DType::Float32},
        {"a row and a column left over", {1, 2, 5, 7}, {}, {1, 2, 3}},
        {"overlap", {1, 2, 4, 4}, {.kernel = {2, 2}, .stride = {1, 1}}, {1, 2, 2, 3}},
        {"overlap in float32", {1, 1, 5, 5}, {.kernel = {3, 3}, .stride = {2, 2}}, {0.1, 0.7}, DType::Float32},
        {"window 3", {1, 1, 6, 6}, {.kernel = {3, 3}, .stride = {3, 3}}, {1, 1, 4}},
        {"rectangles", {1, 2, 5, 6}, {.kernel = {2, 3}, .stride = {1, 2}}, {1, 2, 3}},
        {"padding", {1, 2, 4, 5}, {.kernel = {3, 3}, .stride = {2, 2}, .pads = {1, 1, 1, 1}}, {-1, -2, -2}},
        {"padding on one side", {1, 1, 4, 4}, {.kernel = {3, 3}, .stride = {1, 1}, .pads = {0, 1, 2, 1}}, {-1, -2}},
        {"dilation", {1, 1, 6, 5}, {.kernel = {2, 3}, .stride = {1, 1}, .dilation = {2, 2}}, {1, 2, 2}},
        {"ceil", {1, 2, 5, 4}, {.kernel = {2, 2}, .stride = {2, 3}, .ceil_mode = true}, {1, 2, 2}},
        {"NaN", {1, 2, 4, 4}, {}, {1, nan, 2}},
        {"NaN and overlap", {1, 1, 4, 4}, {.kernel = {2, 2}, .stride = {1, 1}}, {1, nan, 2}},
        {"-inf", {1, 1, 4, 4}, {}, {-inf, -inf, 1}},
    };
    return all;
}

WalkProblem problem_of(const Setting& setting, const Rules& rules) {
    std::mt19937_64 random(11);
    const auto drawn = [&random](std::int64_t count, const std::vector<double>& palette) {
        std::vector<double> values(static_cast<std::size_t>(count));
        for (double& value : values) value = palette[random() % palette.size()];
        return values;
    };
    const Shape grad = output_shape(setting.input, setting.geometry);
    return {make_tensor(setting.dtype, setting.input, drawn(setting.input.cells(), setting.palette)),
            make_tensor(setting.dtype, grad, drawn(grad.cells(), {1, 2, 3, 0.1, -5, 0.7})), setting.geometry, rules};
}

json texts(const AnyTensor& tensor) {
    json list = json::array();
    for (const double value : values_of(tensor)) list.push_back(python_number(value));
    return list;
}

template <class T>
std::pair<AnyTensor, AnyTensor> engine_on(const WalkProblem& p) {
    const auto& input = std::get<Tensor<T>>(p.input);
    return {max_pool_forward<T>(input, p.geometry, p.rules).output,
            max_pool_backward<T>(input, std::get<Tensor<T>>(p.grad_output), p.geometry, p.rules).grad_input};
}

// The first line of one half of the listing in the program, counted from 1, and how many there are.
json half_in(const std::string& program, const std::vector<CodeLine>& lines) {
    std::string block;
    for (const CodeLine& line : lines) block += "\n" + line.text;
    const std::size_t at = program.find(block + "\n");
    EXPECT_NE(at, std::string::npos) << program;
    return {std::count(program.begin(), program.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 2, lines.size()};
}

json steps_of(const MethodRow& row, const WalkProblem& problem, const Listing& listing) {
    const WalkPlan plan = problem.plan(StepBy::Window);
    const Shape shape = shape_of(problem.input);
    json steps = json::array();
    for (std::int64_t index = 0; index < step_count(plan); ++index) {
        const Step step = step_at(problem.view(), plan, index);
        const bool forward = step.place.phase == Phase::Forward;
        const std::size_t line = line_of(problem.view(), listing, plan, step);
        EXPECT_LT(line, (forward ? listing.forward : listing.backward).size()) << row.name;
        json watches = json::array();
        for (const Watch& watch : watches_of(row, problem.view(), plan, step))
            watches.push_back({watch.expression, watch.value});
        steps.push_back(
            {{"half", forward ? 0 : 1},
             {"line", line},
             {"place",
              {step.place.plane / shape.c, step.place.plane % shape.c, step.place.window.h, step.place.window.w}},
             {"paid_for", forward || step.grad_output.has_value()},
             {"watches", watches}});
    }
    return steps;
}

json problem_json(const MethodRow& row, const std::string& name, const WalkProblem& problem) {
    const DType dtype = dtype_of(problem.input);
    const auto [y, dx] = dtype == DType::Float32 ? engine_on<float>(problem) : engine_on<double>(problem);
    const std::string program = program_text(row, problem.view(), problem.output());
    json result{{"name", std::string(row.name) + ", " + name},
                {"dtype", name_of(dtype)},
                {"program", program},
                {"y", texts(y)},
                {"dx", texts(dx)},
                {"halves", json::array()},
                {"steps", json::array()}};
    if (!row.rules) return result;  // listing_test.cpp follows its steps
    const Listing listing = listing_of(row, problem.rules, false, dtype);
    result["halves"] = {half_in(program, listing.forward), half_in(program, listing.backward)};
    result["steps"] = steps_of(row, problem, listing);
    return result;
}

// The same program with an X of integers: dX as grad_input_of_integers() says.
json integer_json(const MethodRow& row, const WalkProblem& problem, const AnyTensor& grad_input) {
    json result = problem_json(row, "integers", problem);
    std::string program = result["program"];
    program.replace(program.find("np.float64"), 10, "np.int64");
    result["program"] = program;
    result["dx"] = texts(grad_input);
    result["steps"] = json::array();
    return result;
}

std::string python() {
    for (const std::string candidate : {"python3", "/usr/bin/python3"})
        if (std::system((candidate + " -c 'import numpy' 2>/dev/null").c_str()) == 0) return candidate;
    return {};
}

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Methods, RunAndPrintWhatTheEngineHas) {
    const std::string interpreter = python();
    ASSERT_FALSE(interpreter.empty())
        << "python3 with NumPy is missing; install it with:  apt-get install python3-numpy";
    json problems = json::array();
    for (const MethodRow& row : methods()) {
        const WalkProblem example = example_of(row);
        EXPECT_THAT(method_error(row, example.view()), IsEmpty()) << row.name;
        problems.push_back(problem_json(row, "its example", example));
        int more = 0;
        for (const Setting& setting : settings()) {
            const WalkProblem problem = problem_of(setting, rules_under(row, {}));
            if (!method_error(row, problem.view()).empty()) continue;
            problems.push_back(problem_json(row, setting.name, problem));
            ++more;
            const auto cut = grad_input_of_integers(row, problem.view());
            if (cut && dtype_of(problem.input) == DType::Float64)
                problems.push_back(integer_json(row, problem, *cut));
        }
        EXPECT_GE(more, 3) << row.name;
        for (const io::Example& shipped : io::examples()) {
            const auto document = io::load_example(shipped.name);
            if (shape_of(*document->input).cells() > 64) continue;  // the trace is slow
            const WalkProblem problem{*document->input, *document->grad_output, document->geometry,
                                      rules_under(row, document->rules)};
            if (method_error(row, problem.view()).empty())
                problems.push_back(problem_json(row, shipped.name, problem));
        }
    }
    const ScratchFolder scratch;
    const std::string path = scratch.path() / "methods.json", report = path + ".report";
    std::ofstream(path) << problems.dump();
    const std::string command = interpreter + " " + source_path("tests/core/methods/methods_run.py").string() + " " +
                                path + " > " + report + " 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << text_of(report);
    EXPECT_THAT(text_of(report), HasSubstr(std::to_string(problems.size()) + " programs, 0 failed"));
}

TEST(Methods, AreRowsThatDiffer) {
    std::set<std::string_view> names, labels;
    std::set<std::string> listings;
    for (const MethodRow& row : methods()) {
        names.insert(row.name);
        labels.insert(row.label);
        EXPECT_EQ(find_method(row.name), &row);
        EXPECT_THAT(std::string(row.help), Not(IsEmpty())) << row.name;
        EXPECT_THAT(std::string(row.source), Not(IsEmpty())) << row.name;
        EXPECT_THAT(std::string(row.evidence), Not(IsEmpty())) << row.name;
        std::string code;
        for (const auto& half : {row.code.forward, row.code.backward})
            for (const MethodLine& line : half) code.append(line.text).append("\n");
        listings.insert(code);
    }
    EXPECT_EQ(names.size(), methods().size());
    EXPECT_EQ(labels.size(), methods().size());
    EXPECT_EQ(listings.size(), methods().size());
    EXPECT_EQ(methods().front().name, "rules");
    EXPECT_EQ(find_method("none"), nullptr);
}

TEST(Methods, FitTheirPanel) {
    for (const MethodRow& row : methods())
        for (const auto& half : {row.code.forward, row.code.backward})
            for (const MethodLine& line : half) EXPECT_LE(line.text.size(), 46u) << line.text;
}

TEST(Methods, HaveALineForEveryComparison) {
    for (const MethodRow& row : methods()) {
        const WalkProblem problem = example_of(row);
        const WalkPlan plan = problem.plan(StepBy::Comparison);
        const Listing listing = listing_of(row, problem.rules, false, dtype_of(problem.input));
        for (std::int64_t index = 0; index < step_count(plan); ++index) {
            const Step step = step_at(problem.view(), plan, index);
            const auto& half = step.place.phase == Phase::Forward ? listing.forward : listing.backward;
            EXPECT_LT(line_of(problem.view(), listing, plan, step), half.size()) << row.name;
        }
    }
}

TEST(Methods, SayWhyTheyCannotRun) {
    const Shape four{1, 1, 4, 4}, five{1, 1, 5, 5};
    const Geometry overlap{.kernel = {2, 2}, .stride = {1, 1}}, padded{.kernel = {2, 2}, .pads = {1, 1, 1, 1}},
        dilated{.dilation = {2, 2}}, ceil{.ceil_mode = true}, wide{.kernel = {1, 2}, .stride = {1, 2}},
        threes{.kernel = {3, 3}, .stride = {3, 3}}, steps{.kernel = {2, 2}, .stride = {1, 2}};
    const auto why = [](const char* name, const Shape& input, const Geometry& geometry) {
        return method_error(method(name), input, geometry);
    };
    EXPECT_EQ(why("window_mask", four, overlap),
              "this method needs stride = kernel; here the stride is 1 and the kernel 2");
    EXPECT_EQ(why("repeat_mask", {1, 1, 6, 6}, threes),
              "this method needs kernel 2 and stride 2; here the stride is 3 and the kernel 3");
    EXPECT_THAT(why("strided_mask", four, overlap), HasSubstr("kernel 2 and stride 2"));
    EXPECT_EQ(why("im2col", five, {}),
              "this method needs windows that end where X ends; here (5 - 2) / 2 is not whole along the rows");
    EXPECT_THAT(why("repeat_mask", {1, 1, 4, 5}, {}), HasSubstr("not whole along the columns"));
    EXPECT_THAT(why("tf_reduce_max", five, {}), HasSubstr("end where X ends"));
    EXPECT_THAT(why("loops_break", four, wide), HasSubstr("a square kernel; here the kernel is 1 x 2"));
    EXPECT_THAT(why("strided_loop", four, steps),
                HasSubstr("one stride for rows and columns; here the stride is 1 x 2"));
    EXPECT_THAT(why("convnetjs", four, steps), HasSubstr("one stride"));
    for (const char* name : {"loops_break", "window_argmax", "im2col", "strided_loop", "strided_mask"})
        EXPECT_THAT(why(name, four, padded), HasSubstr("no padding; here the padding is 1, 1, 1, 1")) << name;
    for (const char* name : {"loops_break", "tensorflow", "jax", "caffe", "convnetjs", "theano"})
        EXPECT_THAT(why(name, four, dilated), HasSubstr("no dilation; here the dilation is 2")) << name;
    for (const char* name : {"loops_break", "tensorflow", "jax", "convnetjs", "tfjs"}) {
        EXPECT_THAT(why(name, five, ceil), HasSubstr("ceil mode adds windows")) << name;
        EXPECT_THAT(why(name, four, ceil), IsEmpty()) << name;
    }
    EXPECT_THAT(why("pytorch", four, {.kernel = {2, 2}, .pads = {2, 2, 2, 2}}), HasSubstr("at most half"));
    EXPECT_THAT(why("pytorch", four, {.kernel = {3, 3}, .pads = {0, 0, 1, 1}}), HasSubstr("opposite sides"));
    EXPECT_THAT(why("convnetjs", four, {.kernel = {3, 3}, .pads = {1, 0, 1, 0}}), HasSubstr("on all sides"));
    EXPECT_THAT(why("caffe", four, {.kernel = {2, 2}, .pads = {2, 2, 2, 2}}), HasSubstr("covers only padding"));
    EXPECT_THAT(why("tinygrad", four, {.kernel = {2, 2}, .pads = {2, 0, 1, 2}}), IsEmpty());
    EXPECT_THAT(why("rules", four, {.kernel = {9, 9}}), HasSubstr("there is no output"));
    EXPECT_THAT(why("rules", four, {.kernel = {2, 3}, .stride = {1, 3}, .pads = {2, 1, 0, 5}}), IsEmpty());
}

TEST(Methods, SayOnWhichNumbersTheirCodePartsFromTheRules) {
    const auto why = [](const char* name, const std::vector<double>& x, double dy = 1, Pads pads = {}) {
        WalkProblem problem{make_tensor(DType::Float64, {1, 1, 2, 2}, x), {}, {.pads = pads}, {}};
        problem.grad_output = make_tensor(DType::Float64, problem.output(), dy);
        return method_error(method(name), problem.view());
    };
    for (const char* name : {"tensorflow", "jax", "caffe", "convnetjs", "tfjs", "tinygrad", "tf_reduce_max"})
        EXPECT_THAT(why(name, {1, nan, 2, 3}), HasSubstr("X holds a NaN")) << name;
    for (const char* name : {"rules", "loops_break", "window_argmax", "window_mask", "im2col", "pytorch", "theano"})
        EXPECT_THAT(why(name, {1, nan, 2, 3}), IsEmpty()) << name;
    for (const char* name : {"caffe", "convnetjs", "tfjs"})
        EXPECT_THAT(why(name, {1, -inf, 2, 3}), HasSubstr("running maximum starts")) << name;
    EXPECT_THAT(why("convnetjs", {1, -1e5, 2, 3}), HasSubstr("-99999.0"));
    EXPECT_THAT(why("tinygrad", {-inf, -inf, 2, 3}, 1, {1, 1, 1, 1}), HasSubstr("leak into the padding"));
    EXPECT_THAT(why("tinygrad", {-inf, -inf, 2, 3}), IsEmpty());
    EXPECT_THAT(why("window_mask", {1, 2, 3, 4}, inf), HasSubstr("0 * inf"));
    EXPECT_THAT(why("window_argmax", {1, 2, 3, 4}, inf), IsEmpty());
}

TEST(Methods, NeedAllOfDyUnlessTheyLoopOverIt) {
    const WalkProblem p{
        make_tensor(DType::Float64, {1, 1, 4, 4}, 1), make_tensor(DType::Float64, {1, 1, 1, 2}, 1), {}, {}};
    EXPECT_THAT(method_error(method("im2col"), p.view()), HasSubstr("here dY is 1x1x1x2 and Y is 1x1x2x2"));
    EXPECT_THAT(method_error(method("loops_break"), p.view()), IsEmpty());
    EXPECT_THAT(method_error(method("rules"), p.view()), IsEmpty());
}

TEST(Methods, CutFractionsOfIntegersAsTheWriteUpDoes) {
    const auto document = io::load_example("seed-000-d");
    ASSERT_TRUE(document.ok());
    const PoolView view = view_of(*document);
    const auto cut = grad_input_of_integers(method("loops_break"), view);
    ASSERT_TRUE(cut);
    std::ifstream file(source_path("tests/cases/seed-000-d.json"));
    EXPECT_EQ(values_of(*cut), json::parse(file)["seed_bug_dx"]["data"].get<std::vector<double>>());
    EXPECT_FALSE(grad_input_of_integers(method("pytorch"), view));
    EXPECT_FALSE(grad_input_of_integers(method("strided_loop"), view));
}

TEST(Methods, ListTheirDemands) {
    EXPECT_EQ(requirements_text(method("rules")), "");
    EXPECT_EQ(requirements_text(method("strided_mask")),
              "kernel 2 and stride 2, no padding, no dilation, sizes rounded down, dY for every window");
}

}  // namespace
}  // namespace poolwalk::test
