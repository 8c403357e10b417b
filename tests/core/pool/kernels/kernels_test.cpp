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

// Every kernel that takes the problem, not only the first; each may write only its own memory, and is run as two
// threads would: the second part of it first, as nothing of it may be written over.
template <class T>
std::string every_kernel(const Problem<T>& problem, const Forward<T>& forward, const Tensor<T>& grad_input) {
    const Tensor<T>&input = problem.input, &grad_output = problem.grad_output;
    const Shape shape = forward.output.shape();
    const Call call{.input = input.shape(), .geometry = problem.geometry, .grad_output = problem.grad_shape};
    const kernels::Plan plan = kernels::plan_of(call);
    Argmax argmax(input.shape(), problem.geometry);
    const std::span<std::byte> slots = argmax.slots();
    const auto parts = [&](kernels::Split split) {
        const std::int64_t units = plan.images * (split == kernels::Split::Images       ? 1
                                                  : split == kernels::Split::OutputRows ? plan.output.rows
                                                                                        : plan.input.rows);
        std::vector<kernels::Range> ranges{{units / 2, units}};
        if (units > 1) ranges.push_back({0, units / 2});
        return ranges;
    };
    for (const bool streams : {false, true}) {
        kernels::Plan told = plan;
        told.streams = streams;
        for (const auto& kernel : kernels::forward_kernels<T>()) {
            if (!kernel.unfit_reason(told, sizeof(T)).empty()) continue;
            Tensor<T> output(shape, T(77));
            std::ranges::fill(slots, std::byte{0x55});
            for (const kernels::Range part : parts(kernel.split))
                kernel.run(told, input.data().data(), output.data().data(),
                           reinterpret_cast<std::uint8_t*>(slots.data()), part);
            for (const std::string& text : {difference("output", output, forward.output),
                                            difference("argmax", argmax.tensor(), forward.argmax)})
                if (!text.empty()) return std::string(kernel.name) + " forward: " + text;
        }
        for (const auto& kernel : kernels::backward_kernels<T>()) {
            if (!kernel.unfit_reason(told, sizeof(T)).empty()) continue;
            Tensor<T> got(input.shape(), T(77));
            for (const kernels::Range part : parts(kernel.split))
                kernel.run(told, grad_output.data().data(), reinterpret_cast<const std::uint8_t*>(slots.data()),
                           got.data().data(), part);
            if (const std::string text = difference("grad_input", got, grad_input); !text.empty())
                return std::string(kernel.name) + " backward: " + text;
        }
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
    kernels::forward<float>(call, input.data(), result.output.data(), argmax.slots());
    kernels::backward<float>(call, noise(argmax.shape()).data(), argmax.slots(), result.grad_input.data());
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

// The row of a slot is found by a multiplication.
TEST(Kernels, EqualTheEngineForEverySlotOfAByte) {
    for (std::int64_t cols = 1; cols <= 255; ++cols) {
        const Geometry geometry{.kernel = {255 / cols, cols}, .stride = {1, 1}};
        const Shape shape{1, 5, geometry.kernel.rows + 6, cols + 6};
        const Problem<float> problem{geometry, output_shape(shape, geometry), noise(shape),
                                     noise(output_shape(shape, geometry))};
        EXPECT_EQ(wrong_somewhere(problem), "") << "a kernel of " << cols << " columns";
    }
}

TEST(Kernels, EqualTheEngineOnLongRowsOfWindows) {
    const Geometry geometry{.kernel = {3, 3}, .stride = {1, 1}, .pads = {1, 1, 1, 1}};
    for (const std::int64_t cols : {255, 256, 257, 700}) {
        const Shape shape{2, 9, 4, cols};
        const Problem<float> problem{geometry, shape, noise(shape), noise(shape)};
        EXPECT_EQ(wrong_somewhere(problem), "") << to_string(shape);
    }
}

TEST(Kernels, SlotsTakeAsFewBytesAsTheKernelNeeds) {
    EXPECT_EQ(kernels::slot_bytes({.kernel = {15, 15}}), 1);
    EXPECT_EQ(kernels::slot_bytes({.kernel = {16, 16}}), 2);
    EXPECT_EQ(kernels::slot_bytes({.kernel = {16384, 4}}), 4);
}

TEST(Kernels, SayWhyTheyAreUnfit) {
    const auto choices = kernels::forward_choices({.input = {1, 3, 28, 28}, .geometry = {}}, DType::Float32);
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
