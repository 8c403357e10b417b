// Each layer against its definition, and its backward function against differences of its forward one.
#include "core/network/layers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <numeric>

#include "core/network/numpy_random.h"
#include "core/network/pass.h"

namespace poolwalk::test {
namespace {

template <class M>
M random_matrix(NumpyRandom& random) {
    M m;
    for (double& cell : m.cells) cell = random.randn();
    return m;
}

// The gradient of a scalar function by every cell of `at`, by central differences.
template <class M, class F>
M differences(M at, const F& f) {
    constexpr double h = 1e-5;
    M result;
    for (std::size_t i = 0; i < at.cells.size(); ++i) {
        const double before = at.cells[i];
        at.cells[i] = before + h;
        const double right = f(at);
        at.cells[i] = before - h;
        result.cells[i] = (right - f(at)) / (2 * h);
        at.cells[i] = before;
    }
    return result;
}

template <class M>
void expect_near(const M& got, const M& want) {
    EXPECT_THAT(got.cells, testing::Pointwise(testing::DoubleNear(1e-7), want.cells));
}

template <class M>
double paired(const M& a, const M& b) {
    return std::inner_product(a.cells.begin(), a.cells.end(), b.cells.begin(), 0.0);
}

TEST(Layers, ConvolutionTurnsTheKernel) {
    ImageMatrix image;
    image(2, 2) = 1;  // the answer to a single pixel is the kernel itself, not its mirror image
    const KernelMatrix kernel{1, 2, 3, 4, 5, 6, 7, 8, 9};
    EXPECT_EQ(convolve(image, kernel), (FeatureMatrix{1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 0, 0, 0, 0}));
}

TEST(Layers, ConvolutionIsItsDefinition) {
    NumpyRandom random(1);
    const auto image = random_matrix<ImageMatrix>(random);
    const auto kernel = random_matrix<KernelMatrix>(random);
    const FeatureMatrix z = convolve(image, kernel);
    for (int h = 0; h < 4; ++h)
        for (int w = 0; w < 4; ++w) {
            double sum = 0;
            for (int r = 0; r < 3; ++r)
                for (int c = 0; c < 3; ++c) sum += image(h + r, w + c) * kernel(2 - r, 2 - c);
            EXPECT_NEAR(z(h, w), sum, 1e-12);
        }
}

TEST(Layers, GradientsOfTheConvolution) {
    NumpyRandom random(2);
    const auto image = random_matrix<ImageMatrix>(random);
    const auto kernel = random_matrix<KernelMatrix>(random);
    const auto from_above = random_matrix<FeatureMatrix>(random);
    expect_near(convolve_backward_kernel(image, from_above),
                differences(kernel, [&](const KernelMatrix& k) { return paired(convolve(image, k), from_above); }));
    expect_near(convolve_backward_image(kernel, from_above),
                differences(image, [&](const ImageMatrix& x) { return paired(convolve(x, kernel), from_above); }));
}

TEST(Layers, GradientOfRelu) {
    NumpyRandom random(3);
    const auto input = random_matrix<FeatureMatrix>(random);
    const auto from_above = random_matrix<FeatureMatrix>(random);
    expect_near(relu_backward(input, from_above),
                differences(input, [&](const FeatureMatrix& z) { return paired(relu(z), from_above); }));
}

TEST(Layers, ReluPassesNothingAtZeroAndBelow) {
    FeatureMatrix input, above;
    input.cells.fill(-1);
    above.cells.fill(5);
    input(0, 0) = 0;
    input(0, 1) = 1e-300;
    FeatureMatrix want;
    want(0, 1) = 5;
    EXPECT_EQ(relu_backward(input, above), want);
}

TEST(Layers, GradientOfMaxPoolWithoutTiesUnderEveryRule) {
    NumpyRandom random(4);
    const auto input = random_matrix<FeatureMatrix>(random);
    const auto from_above = random_matrix<PooledMatrix>(random);
    for (const TieRow& tie : tie_rules()) {
        const Rules rules{tie.rule, OverlapRule::Accumulate, NanRule::LastNan};
        expect_near(max_pool_backward(input, from_above, rules), differences(input, [&](const FeatureMatrix& a) {
                        return paired(max_pool(a, rules), from_above);
                    }));
    }
}

// What the tie rules do with equal cells, by max_pool's own passes over a tensor.
RC_GTEST_PROP(Layers, MaxPoolIsTheEnginesUnderEveryRule, ()) {
    FeatureMatrix input;
    for (double& v : input.cells) v = *rc::gen::inRange(-2, 3);
    PooledMatrix above;
    for (double& v : above.cells) v = *rc::gen::inRange(-9, 10);
    const Rules rules{
        *rc::gen::elementOf(std::vector{TieRule::First, TieRule::Last, TieRule::All, TieRule::Split,
                                        TieRule::FirstPerRow, TieRule::FirstColumnMajor}),
        *rc::gen::elementOf(std::vector{OverlapRule::Accumulate, OverlapRule::AssignCell, OverlapRule::AssignWindow}),
        NanRule::LastNan};
    const Tensor<double> x = tensor_of(input), dy = tensor_of(above);
    RC_ASSERT(tensor_of(max_pool(input, rules)) == max_pool_forward(x, network_pool, rules).output);
    RC_ASSERT(tensor_of(max_pool_backward(input, above, rules)) ==
              max_pool_backward(x, dy, network_pool, rules).grad_input);
}

TEST(Layers, GradientsOfTheDenseLayer) {
    NumpyRandom random(5);
    const auto input = random_matrix<PooledMatrix>(random);
    const auto weights = random_matrix<DenseVector>(random);
    expect_near(dense_backward_weights(input, 2.5),
                differences(weights, [&](const DenseVector& w) { return 2.5 * dense(input, w); }));
    expect_near(dense_backward_input(weights, 2.5),
                differences(input, [&](const PooledMatrix& p) { return 2.5 * dense(p, weights); }));
}

TEST(Layers, DenseTakesThePooledCellsRowByRow) {
    const PooledMatrix input{1, 2, 3, 4};
    EXPECT_EQ(dense(input, {1000, 100, 10, 1}), 1234);
}

TEST(Layers, SlopesOfTheOutputFunctionsAndOfTheLoss) {
    constexpr double h = 1e-5;
    for (const double z : {-3.0, -0.5, 0.0, 0.25, 4.0}) {
        for (const OutputRow& function : output_functions())
            EXPECT_NEAR(function.slope(z), (function.value(z + h) - function.value(z - h)) / (2 * h), 1e-9)
                << function.name;
        EXPECT_NEAR(squared_error_backward(z, 1.5), (squared_error(z + h, 1.5) - squared_error(z - h, 1.5)) / (2 * h),
                    1e-9);
    }
}

TEST(Layers, OutputFunctionsHoldFarOut) {
    for (const OutputRow& function : output_functions())
        for (const double z : {-1e300, -1e6, 1e6, 1e300}) {
            EXPECT_TRUE(std::isfinite(function.value(z))) << function.name << " " << z;
            EXPECT_GE(function.slope(z), 0);
            EXPECT_LT(function.slope(z), 1e-11);
        }
}

// All layers together, where nothing ties: the gradient of the loss by every weight and every pixel.
TEST(Layers, GradientsOfTheWholePass) {
    for (const OutputFunction output : {OutputFunction::Arctan, OutputFunction::Logistic})
        for (const std::uint32_t seed : {11u, 12u, 13u, 14u}) {
            NumpyRandom random(seed);
            const auto image = random_matrix<ImageMatrix>(random);
            const Weights weights{random_matrix<KernelMatrix>(random), random_matrix<DenseVector>(random)};
            const PassSettings settings{TieRule::First, output, 0.1};
            const NetworkPass pass = pass_through(image, 0.7, weights, settings);
            expect_near(pass.d_kernel, differences(weights.kernel, [&](const KernelMatrix& k) {
                            return pass_through(image, 0.7, {k, weights.dense}, settings).loss;
                        }));
            expect_near(pass.d_dense, differences(weights.dense, [&](const DenseVector& w) {
                            return pass_through(image, 0.7, {weights.kernel, w}, settings).loss;
                        }));
            expect_near(pass.d_image, differences(image, [&](const ImageMatrix& x) {
                            return pass_through(x, 0.7, weights, settings).loss;
                        }));
        }
}

}  // namespace
}  // namespace poolwalk::test
