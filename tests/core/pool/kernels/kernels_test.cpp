// The kernels against the readable engine, bit for bit: every kernel that takes a problem, in every
// instruction set of this machine, both types, one thread and three.
#include "core/pool/kernels/kernels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <bit>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "core/io/session/case_file.h"
#include "core/pool/argmax.h"
#include "core/pool/kernels/table.h"
#include "core/pool/max_pool.h"
#include "tests/core/pool/random_problem.h"
#include "tests/support/paths.h"

namespace poolwalk {
namespace {

using test::operator<<;
using kernels::Call;

#ifdef __SANITIZE_ADDRESS__
constexpr int tests = 150;  // each is some fifty times slower
#else
constexpr int tests = 1000;
#endif

template <class T>
struct Problem {
    Geometry geometry;
    Shape grad_shape;
    Tensor<T> input, grad_output;
};

template <class T>
bool same_bits(T a, T b) {
    if constexpr (std::is_floating_point_v<T>) {
        if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
        return a == b && std::signbit(a) == std::signbit(b);
    }
    return a == b;
}

// Where `got` differs from `want`; empty if they agree.
template <class T>
std::string difference(const char* array, const Tensor<T>& got, const Tensor<T>& want) {
    if (got.shape() != want.shape()) return array + std::string(" is ") + to_string(got.shape());
    for (std::int64_t p = 0; p < got.shape().planes(); ++p)
        for (std::int64_t h = 0; h < got.shape().h; ++h)
            for (std::int64_t w = 0; w < got.shape().w; ++w) {
                if (same_bits(got(p, h, w), want(p, h, w))) continue;
                std::ostringstream text;
                text << array << " of plane " << p << " at " << h << "," << w << " is " << got(p, h, w)
                     << ", expected " << want(p, h, w);
                return text.str();
            }
    return {};
}

// Memory between two guards, which nothing may write.
template <class T>
class Guarded {
public:
    Guarded(std::int64_t count, T filling) : held_(static_cast<std::size_t>(count) + 2 * guard, guarding) {
        std::ranges::fill(values(), filling);
    }
    std::span<T> values() { return std::span(held_).subspan(guard, held_.size() - 2 * guard); }
    bool is_whole() const {
        const auto untouched = [](T value) { return value == guarding; };
        return std::ranges::all_of(std::span(held_).first(guard), untouched) &&
               std::ranges::all_of(std::span(held_).last(guard), untouched);
    }

private:
    static constexpr std::size_t guard = 160;
    static constexpr T guarding{99};
    std::vector<T> held_;
};

std::vector<kernels::Range> two_parts(const kernels::Plan& plan, kernels::Split split) {
    const std::int64_t units = plan.planes * (split == kernels::Split::Planes ? 1 : plan.output.rows);
    std::vector<kernels::Range> ranges{{units / 2, units}};
    if (units > 1) ranges.push_back({0, units / 2});
    return ranges;
}

// `argmax` is filled, for the kernels of the way back.
template <class T>
std::string wrong_in(const kernels::Kernel<kernels::ForwardFunction<T>>& kernel, const kernels::Plan& plan,
                     const Problem<T>& problem, const Forward<T>& want, Argmax& argmax) {
    Guarded<T> output(want.output.shape().cells(), T(77));
    Guarded<std::byte> places(std::ssize(argmax.bytes()), std::byte{0x55});
    for (const kernels::Range part : two_parts(plan, kernel.split))
        kernel.run(plan, problem.input.data().data(), output.values().data(), places.values().data(), part);
    if (!output.is_whole() || !places.is_whole()) return "writes over what is not its own";
    std::ranges::copy(places.values(), argmax.bytes().begin());
    const Tensor<T> got(want.output.shape(), std::vector<T>(output.values().begin(), output.values().end()));
    const std::string text = difference("output", got, want.output);
    return text.empty() ? difference("argmax", argmax.tensor(), want.argmax) : text;
}

template <class T>
std::string wrong_in(const kernels::Kernel<kernels::BackwardFunction<T>>& kernel, const kernels::Plan& plan,
                     const Problem<T>& problem, const Tensor<T>& want, const Argmax& argmax) {
    Guarded<T> grad_input(want.shape().cells(), T(77));
    for (const kernels::Range part : two_parts(plan, kernel.split))
        kernel.run(plan, problem.grad_output.data().data(), argmax.bytes().data(), grad_input.values().data(), part);
    if (!grad_input.is_whole()) return "writes over what is not its own";
    const auto values = grad_input.values();
    return difference("grad_input", Tensor<T>(want.shape(), std::vector<T>(values.begin(), values.end())), want);
}

// Every kernel that takes the problem, not only the first; each may write only its own memory, and is run as two
// threads would: the second part of it first, as nothing of it may be written over.
template <class T>
std::string every_kernel(const Problem<T>& problem, const Forward<T>& forward, const Tensor<T>& grad_input) {
    const Call call{.input = problem.input.shape(), .geometry = problem.geometry, .grad_output = problem.grad_shape};
    kernels::Plan plan = kernels::plan_of(call);
    Argmax argmax(problem.input.shape(), problem.geometry);
    const auto run_all = [&](auto table, const auto& want, const char* way) {
        for (const auto& kernel : table) {
            if (!kernel.unfit_reason(plan).empty()) continue;
            if (const std::string text = wrong_in(kernel, plan, problem, want, argmax); !text.empty())
                return std::string(kernel.name) + way + text;
        }
        return std::string();
    };
    for (const bool streams : {false, true}) {
        plan.streams = streams;
        std::string text = run_all(kernels::forward_kernels<T>(), forward, " forward: ");
        if (text.empty()) text = run_all(kernels::backward_kernels<T>(), grad_input, " backward: ");
        if (!text.empty()) return text;
    }
    return {};
}

// Restores the best instruction set when a test ends.
struct EveryInstructionSet {
    std::vector<std::string_view> names = kernels::instruction_sets();
    ~EveryInstructionSet() { kernels::cap_instruction_set(names.front()); }
};

template <class T>
std::string wrong_somewhere(const Problem<T>& problem) {
    const auto forward = max_pool_forward(problem.input, problem.geometry, {});
    const auto backward = max_pool_backward(problem.input, problem.grad_output, problem.geometry, {});
    const EveryInstructionSet sets;
    for (const std::string_view name : sets.names) {
        kernels::cap_instruction_set(name);
        if (const std::string text = every_kernel(problem, forward, backward.grad_input); !text.empty())
            return std::string(name) + ", " + text;
    }
    return {};
}

template <class T>
std::string described(const Problem<T>& problem) {
    std::ostringstream text;
    text << problem.geometry << "; X " << to_string(problem.input.shape()) << ", dY "
         << to_string(problem.grad_shape);
    if (problem.input.shape().cells() <= 200)
        for (const T value : problem.input.data()) text << ' ' << value;
    return text.str();
}

template <class T>
void small_property() {
    const auto drawn = test::draw_problem<T>(test::every_kind_of_number<T>(), test::gradients<T>());
    const Problem<T> problem{drawn.geometry, drawn.grad_shape, Tensor<T>(drawn.input_shape, drawn.input),
                             Tensor<T>(drawn.grad_shape, drawn.grad_output)};
    if (const std::string wrong = wrong_somewhere(problem); !wrong.empty())
        RC_FAIL(wrong + "\n" + described(problem));
}

TEST(Kernels, EqualTheEngineOnSmallFloat32) { EXPECT_TRUE(test::holds(tests, small_property<float>)); }
TEST(Kernels, EqualTheEngineOnSmallFloat64) { EXPECT_TRUE(test::holds(tests, small_property<double>)); }

// Rows of several vectors with ends of every length, many channels, large kernels. Filled by a plain
// generator from one drawn seed: thousands of drawn values would take longer than pooling them.
template <class T>
void large_property() {
    Geometry g = test::draw_geometry();
    if (test::draw(0, 2) > 0) g.dilation = {1, 1};
    if (test::draw(0, 1) == 0) g.kernel = test::draw_pair(1, 9);
    if (test::draw(0, 1) == 0) g.stride = g.kernel;
    if (test::draw(0, 3) == 0) g.stride = {1, 1};
    if (test::draw(0, 1) == 0) g.pads = {};
    const bool planes = test::draw(0, 1) == 0;
    const Shape shape{test::draw(1, 2), planes ? test::draw(1, 5) : test::draw(1, 40),
                      test::draw(1, planes ? 40 : 12), test::draw(1, planes ? 90 : 12)};
    RC_PRE(first_error(validate(shape, g)).empty());
    std::mt19937 random(static_cast<unsigned>(test::draw(0, 1 << 30)));
    const auto fill = [&](Tensor<T>& tensor, const std::vector<std::vector<T>>& palettes) {
        const auto& palette = palettes[random() % palettes.size()];
        const bool varied = random() % 2 == 0;
        for (T& value : tensor.data())
            value = varied && random() % 16 != 0
                        ? static_cast<T>(static_cast<std::int32_t>(random() % 2001) - 1000) / 8
                        : palette[random() % palette.size()];
    };
    Problem<T> problem{g, output_shape(shape, g), Tensor<T>(shape), {}};
    problem.grad_output = Tensor<T>(problem.grad_shape);
    fill(problem.input, test::every_kind_of_number<T>());
    fill(problem.grad_output, test::gradients<T>());
    if (const std::string wrong = wrong_somewhere(problem); !wrong.empty())
        RC_FAIL(wrong + "\n" + described(problem));
}

TEST(Kernels, EqualTheEngineOnLargeFloat32) { EXPECT_TRUE(test::holds(tests / 2, large_property<float>)); }
TEST(Kernels, EqualTheEngineOnLargeFloat64) { EXPECT_TRUE(test::holds(tests / 2, large_property<double>)); }

TEST(Kernels, EqualTheEngineOnEveryCase) {
    int compared = 0;
    for (const auto& entry : std::filesystem::directory_iterator(source_path("tests/cases"))) {
        std::ifstream file(entry.path());
        std::stringstream text;
        text << file.rdbuf();
        const auto read = io::read_case(text.str(), entry.path().filename().string());
        if (!read) continue;  // the list of cases and the erroneous ones
        std::visit(
            [&]<class T>(const Tensor<T>& input) {
                const auto* given = read->grad_output ? std::get_if<Tensor<T>>(&*read->grad_output) : nullptr;
                const Shape output = output_shape(input.shape(), read->geometry);
                Problem<T> problem{read->geometry, given ? given->shape() : output, input, Tensor<T>(output, T(1))};
                if (given) problem.grad_output = *given;
                EXPECT_EQ(wrong_somewhere(problem), "") << entry.path();
                ++compared;
            },
            read->input);
    }
    EXPECT_GT(compared, 50);
}

Tensor<float> noise(Shape shape) {
    std::mt19937 random(7);
    Tensor<float> tensor(shape);
    for (float& value : tensor.data()) value = static_cast<float>(random() % 1000);
    return tensor;
}

// Through the front door.
struct Pooled {
    Tensor<float> output, grad_input;
    Tensor<std::int32_t> argmax;
};
Pooled pooled(const Tensor<float>& input, const Geometry& geometry, int threads) {
    const Call call{.input = input.shape(), .geometry = geometry, .threads = threads};
    Argmax argmax(input.shape(), geometry);
    Pooled result{Tensor<float>(argmax.shape()), Tensor<float>(input.shape()), {}};
    kernels::forward<float>(call, input.data(), result.output.data(), argmax.bytes());
    kernels::backward<float>(call, noise(argmax.shape()).data(), argmax.bytes(), result.grad_input.data());
    result.argmax = argmax.tensor();
    return result;
}

// Large enough that threads and streaming stores are used through the front door.
TEST(Kernels, ThreadsShareTheWorkAndGiveTheSame) {
    const std::vector<Geometry> geometries = {{},
                                              {.kernel = {3, 3}, .stride = {1, 1}, .pads = {1, 1, 1, 1}},
                                              {.kernel = {3, 3}, .stride = {2, 2}},
                                              {.kernel = {9, 9}, .stride = {1, 1}, .pads = {4, 4, 4, 4}},
                                              {.kernel = {5, 5}, .stride = {5, 5}},
                                              {.kernel = {3, 3}, .stride = {100, 100}},
                                              {.kernel = {17, 16}, .stride = {3, 3}}};
    for (const Geometry& geometry : geometries) {
        const Tensor<float> input = noise({1, 11, 501, 599});
        const Pooled one = pooled(input, geometry, 1), three = pooled(input, geometry, 3);
        EXPECT_EQ(one.output, three.output);
        EXPECT_EQ(one.argmax, three.argmax);
        EXPECT_EQ(one.grad_input, three.grad_input);
    }
}

// Origins that 32 bits do not hold.
TEST(Kernels, EqualTheEngineWhereWindowsLieFarOutside) {
    constexpr std::int64_t far = 262'144;
    const Geometry beyond{.kernel = {1, 1}, .stride = {far, 128}, .pads = {far, 0, 0, 0}};
    const Shape wide{1, 1, 1, 16'384}, output = output_shape(wide, beyond);
    ASSERT_EQ(output.h, 2);
    const Problem<float> problem{beyond, output, noise(wide), noise(output)};
    EXPECT_EQ(wrong_somewhere(problem), "");
}

// Rows that end at every place of a vector, alone and one after the other.
TEST(Kernels, EqualTheEngineOnRowsOfEveryLength) {
    const Geometry geometries[] = {{},
                                   {.kernel = {3, 3}, .stride = {1, 1}, .pads = {1, 1, 1, 1}},
                                   {.kernel = {3, 3}, .stride = {2, 2}, .pads = {1, 1, 1, 1}},
                                   {.kernel = {3, 3}, .stride = {3, 3}},
                                   {.kernel = {2, 5}, .stride = {5, 4}}};
    for (std::int64_t cols = 5; cols <= 700; ++cols) {
        const Geometry& geometry = geometries[cols % 5];
        const Shape shape{1, 2, 6, cols};
        const Problem<float> problem{geometry, output_shape(shape, geometry), noise(shape),
                                     noise(output_shape(shape, geometry))};
        ASSERT_EQ(wrong_somewhere(problem), "") << to_string(shape);
    }
}

// Places counted by rows, and those that 16 bits do not hold.
TEST(Kernels, EqualTheEngineOnLargePlanes) {
    const Geometry geometries[] = {{},
                                   {.kernel = {3, 3}, .stride = {1, 1}, .pads = {1, 1, 1, 1}},
                                   {.kernel = {3, 2}, .stride = {2, 2}, .dilation = {2, 3}, .pads = {3, 0, 0, 0}},
                                   {.kernel = {230, 2}, .stride = {3, 2}},
                                   {.kernel = {2, 2}, .stride = {40, 2}, .pads = {2, 2, 2, 2}}};
    for (const Geometry& geometry : geometries)
        for (const Shape& shape : {Shape{1, 2, 257, 256}, Shape{1, 1, 301, 300}}) {
            const Problem<float> problem{geometry, output_shape(shape, geometry), noise(shape),
                                         noise(output_shape(shape, geometry))};
            EXPECT_EQ(wrong_somewhere(problem), "") << described(problem);
        }
}

// A band of rows is taken again where it holds a NaN, the others are not. Of long rows a band is one.
TEST(Kernels, EqualTheEngineWhereNanIsSparse) {
    const Geometry geometries[] = {{},
                                   {.kernel = {3, 3}, .stride = {1, 1}, .pads = {1, 1, 1, 1}},
                                   {.kernel = {5, 5}, .stride = {3, 3}},
                                   {.kernel = {2, 3}, .stride = {4, 20}}};
    for (const Geometry& geometry : geometries)
        for (const Shape& shape : {Shape{1, 2, 90, 131}, Shape{1, 1, 100, 700}}) {
            Problem<float> problem{geometry, output_shape(shape, geometry), noise(shape),
                                   noise(output_shape(shape, geometry))};
            std::mt19937 random(3);
            for (int i = 0; i < 5; ++i)
                problem.input.data()[random() % problem.input.data().size()] =
                    std::numeric_limits<float>::quiet_NaN();
            EXPECT_EQ(wrong_somewhere(problem), "") << described(problem);
        }
}

TEST(Kernels, KeepPlacesInAsFewBitsAsThePlaneNeeds) {
    const auto format = [](const Shape& shape, const Geometry& geometry) {
        const kernels::PlaceFormat places = kernels::place_format(shape, geometry);
        return std::pair{places.bytes, places.by_row};
    };
    EXPECT_EQ(format({1, 1, 255, 257}, {}), std::pair(2, false));
    EXPECT_EQ(format({1, 1, 256, 256}, {}), std::pair(2, true));
    EXPECT_EQ(format({1, 1, 4096, 4096}, {.kernel = {15, 15}}), std::pair(2, true));
    EXPECT_EQ(format({1, 1, 4096, 4096}, {.kernel = {16, 1}}), std::pair(4, false));
    EXPECT_EQ(format({1, 1, 4096, 4096}, {.kernel = {2, 2}, .dilation = {15, 1}}), std::pair(4, false));
}

TEST(Kernels, SayWhyTheyAreUnfit) {
    const auto choices = kernels::forward_choices({.input = {1, 3, 28, 28}, .geometry = {}});
    ASSERT_GE(choices.size(), 3u);
    EXPECT_EQ(choices[0].unfit_reason, "there are many windows");
    EXPECT_EQ(choices.back().unfit_reason, "");
    for (const auto& choice : choices) EXPECT_NE(choice.wins, "");
}

TEST(Kernels, ComputeTheFrameworksPairOfRules) {
    EXPECT_TRUE(kernels::computes({}));
    EXPECT_FALSE(kernels::computes({.tie = TieRule::All}));
    EXPECT_FALSE(kernels::computes({.overlap = OverlapRule::AssignCell}));
}

TEST(Kernels, KnowTheInstructionSetsOfThisMachine) {
    const EveryInstructionSet sets;
    ASSERT_FALSE(sets.names.empty());
    EXPECT_EQ(sets.names.back(), "plain");
    EXPECT_FALSE(kernels::cap_instruction_set("abacus"));
}

}  // namespace
}  // namespace poolwalk
