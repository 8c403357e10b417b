#include "core/io/session/examples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <set>

#include "core/verify/check_cases.h"
#include "tests/support/paths.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;
using testing::Not;

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

using Values = std::vector<double>;

std::vector<fs::path> files() {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(source_path("assets/examples"))) paths.push_back(entry.path());
    std::ranges::sort(paths);
    return paths;
}

Case case_of(const fs::path& path) {
    std::ifstream file(path);
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    const auto read = read_case(json, path.filename().string());
    EXPECT_TRUE(read.ok()) << path;
    return *read;
}

Case case_named(const std::string& name) {
    for (const fs::path& path : files())
        if (path.extension() == ".json" && case_of(path).id == name) return case_of(path);
    ADD_FAILURE() << "no example is named " << name;
    return {};
}

bool same(const Values& a, const Values& b) {
    return std::ranges::equal(a, b, [](double x, double y) { return x == y || (x != x && y != y); });
}

TEST(Examples, AllLoadAndAgreeWithTheEngine) {
    std::size_t count = 0;
    for (const fs::path& path : files()) {
        ++count;
        if (path.extension() != ".json") continue;
        const Case problem = case_of(path);
        EXPECT_EQ(check_case(problem, problem.id), "") << path;
        const std::string stem = path.stem().string();
        EXPECT_EQ(stem.substr(stem.find('-') + 1), problem.id);
        EXPECT_THAT(problem.title, Not(IsEmpty())) << path;
        EXPECT_THAT(problem.about, Not(IsEmpty())) << path;
        EXPECT_LE(problem.title.size(), 45u) << path;
    }
    EXPECT_EQ(examples().size(), count);
    std::set<std::string> titles;
    for (const Example& example : examples()) {
        EXPECT_TRUE(load_example(example.name).ok()) << example.name;
        titles.insert(example.title);
        EXPECT_THAT(example_groups(), testing::Contains(example.group)) << example.name;
    }
    EXPECT_EQ(titles.size(), count) << "two examples have one title";
}

TEST(Examples, FollowOneAnotherFromTheFirstStepsToThePicture) {
    std::vector<std::string> names;
    for (const Example& example : examples()) names.push_back(example.name);
    ASSERT_GE(names.size(), 40u);
    EXPECT_EQ(names[0], "overlap");
    EXPECT_EQ(names[1], "ties");
    EXPECT_EQ(names[2], "tie-of-three");
    EXPECT_EQ(names.back(), "lighthouse");
    const auto at = [&](const char* name) { return std::ranges::find(names, name) - names.begin(); };
    EXPECT_LT(at("tie-of-three"), at("lone-peak"));
    EXPECT_LT(at("lone-peak"), at("size-ceil"));
    EXPECT_LT(at("size-ceil"), at("nan-places"));
    EXPECT_LT(at("nan-places"), at("seed-000-a"));
    EXPECT_LT(at("seed-004-c"), at("network-dead"));
}

// What an example must come to. What is empty here is not asked.
struct Scenario {
    const char* name;
    Values output, argmax, grad_input;
    TieRule tie = TieRule::First;
    OverlapRule overlap = OverlapRule::Accumulate;
};

// Numbers that PyTorch gave when it was run, unless a rule is named that PyTorch does not have.
std::vector<Scenario> scenarios() {
    using enum TieRule;
    using enum OverlapRule;
    const auto peak = [](double paid) {
        Values values(25, 0);
        values[12] = paid;
        return values;
    };
    const double third = 1.0 / 3;
    Values stem(24, 0);
    stem[7] = 4, stem[11] = 1, stem[23] = 1;
    return {
        {"tie-of-three", {2}, {1}, {0, 1, 0, 0}},
        {"tie-of-three", {2}, {}, {0, 0, 0, 1}, Last},
        {"tie-of-three", {2}, {}, {0, 1, 1, 1}, All},
        {"tie-of-three-split", {2}, {}, {0, third, third, third}, Split},
        {"dead-relu", {0}, {0}, {1, 0, 0, 0}},
        {"dead-relu", {0}, {}, {.25, .25, .25, .25}, Split},
        {"dead-relu", {0}, {}, {1, 1, 1, 1}, All},
        {"lone-peak", Values(9, 9), Values(9, 12), peak(45)},
        {"lone-peak", Values(9, 9), {}, peak(9), First, AssignCell},
        {"lone-peak-strided", Values(4, 9), Values(4, 12), peak(10)},
        {"lone-peak-strided", Values(4, 9), {}, peak(4), First, AssignCell},
        {"windows-on-edges", {88, 88, 12, 88, 88, 24}, {7, 7, 11, 7, 7, 23}, stem},
        {"row-last-write", {5, 3, 2, 5}, {0, 1, 3, 4}, {1, 1, 0, 1, 1}},
        {"row-unpool", {9, 9, 1}, {2, 2, 6}, {0, 0, 2, 0, 0, 0, 1, 0}},
        {"row-unpool", {9, 9, 1}, {}, {0, 0, 1, 0, 0, 0, 1, 0}, First, AssignCell},
        {"row-shared-four", {4, 4}, {2, 2}, {0, 0, 0.7 + 0.9, 0, 0}},
        {"shared-centre", {5, 5, 8, 6}, {4, 4, 6, 7}, {0, 0, 0, 0, -1.4 + 0.8, 0, 0.2, 0.3, 0}},
        {"nan-places", {nan, nan, nan, nan}, {0, 1, 2, 3}, {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}},
        {"all-minus-inf", {-inf}, {0}, {1, 0, 0, 0}},
        {"minus-inf-padded", {-inf, -inf, -inf, -inf}, {0, 1, 2, 3}, {1, 1, 1, 1}},
        {"negative-padded", {-1, -1, -1, -1}, {1, 1, 1, 1}, {0, 4, 0, 0}},
        {"size-floor", {5}, {4}, {0, 0, 0, 0, 1, 0, 0, 0, 0}},
        {"size-ceil", {5, 6, 8, 9}, {4, 5, 7, 8}, {0, 0, 0, 0, 1, 1, 0, 1, 1}},
        {"gaps", {1, 3, 7, 9}, {0, 2, 6, 8}, {1, 0, 1, 0, 0, 0, 1, 0, 1}},
        {"dilated", {9}, {8}, {0, 0, 0, 0, 0, 0, 0, 0, 1}},
        {"near-tie", {1.0002}, {1}, {0, 1, 0, 0}},
        {"row-first", {5}, {1}, {0, 1, 0, 0}},
        {"column-first", {5}, {2}, {0, 0, 1, 0}, FirstColumnMajor},
    };
}

TEST(Examples, ComeToWhatIsKnownOfThem) {
    for (const Scenario& scenario : scenarios()) {
        const Case problem = case_named(scenario.name);
        const auto& input = std::get<Tensor<double>>(problem.input);
        const Rules rules{scenario.tie, scenario.overlap, problem.rules.nan};
        const auto forward = max_pool_forward<double>(input, problem.geometry, rules);
        const auto backward =
            max_pool_backward<double>(input, std::get<Tensor<double>>(*problem.grad_output), problem.geometry, rules);
        const Values argmax(forward.argmax.data().begin(), forward.argmax.data().end());
        EXPECT_TRUE(same(values_of(forward.output), scenario.output)) << scenario.name;
        EXPECT_TRUE(scenario.argmax.empty() || argmax == scenario.argmax) << scenario.name;
        EXPECT_TRUE(same(values_of(backward.grad_input), scenario.grad_input)) << scenario.name;
    }
}

// The three numbers of one thread, added in two orders.
TEST(Examples, AddInTheOrderOfTheWindows) {
    const float a = -0.00055786536540836f, b = 0.00075417151674628f, c = -0.00029314149287529f;
    const Values narrow = values_of(*case_named("sum-order-float32").grad_input);
    EXPECT_EQ(static_cast<float>(narrow[12]), (c + a) + b);
    EXPECT_EQ(static_cast<float>(narrow[25 + 12]), (a + b) + c);
    EXPECT_FLOAT_EQ(static_cast<float>(narrow[12]), -9.683531e-05f);
    EXPECT_FLOAT_EQ(static_cast<float>(narrow[25 + 12]), -9.683534e-05f);
    EXPECT_NE(narrow[12], narrow[25 + 12]);
    const Values wide = values_of(*case_named("sum-order-float64").grad_input);
    EXPECT_LT(std::abs(wide[12] - wide[25 + 12]), 1e-18);
}

}  // namespace
}  // namespace poolwalk::io
