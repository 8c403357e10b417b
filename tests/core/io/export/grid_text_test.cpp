#include "core/io/export/grid_text.h"
#include "core/io/arrays/text_read.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

namespace poolwalk::io {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

const NumberGrid odd{.rows = 2, .cols = 3, .values = {1, -2.5, 1e-7, nan, inf, -inf}};

TEST(GridText, ByTabsIsWhatItAlwaysWas) {
    EXPECT_EQ(grid_text(odd, CopyAs::Tabs), "1.0\t-2.5\t1e-07\nnan\tinf\t-inf\n");
    EXPECT_EQ(CopyCells{}.format, CopyAs::Tabs);
}

TEST(GridText, AsNumPyKeepsTypeAndNan) {
    EXPECT_EQ(grid_text(odd, CopyAs::Numpy), "np.array([[1., -2.5, 1e-07],\n          [np.nan, np.inf, -np.inf]])\n");
    EXPECT_EQ(grid_text({.rows = 1, .cols = 2, .values = {0.1f, -0.0}, .dtype = DType::Float32}, CopyAs::Numpy),
              "np.array([[0.1, -0.]], dtype=np.float32)\n");
}

TEST(GridText, AsLatexIsAnArrayOfAnyWidth) {
    EXPECT_EQ(grid_text(odd, CopyAs::Latex),
              "\\left[\\begin{array}{rrr}\n  1 & -2.5 & 10^{-7} \\\\\n  \\mathrm{NaN} & \\infty & "
              "-\\infty\n\\end{array}\\right]\n");
    EXPECT_EQ(latex_matrix({.rows = 1, .cols = 3, .values = {-1e30, 2.5e-8, 12345678}}),
              "\\left[\\begin{array}{rrr}\n  -10^{30} & 2.5 \\cdot 10^{-8} & 12345678\n\\end{array}\\right]");
}

// Tabs are what a paste takes; brackets without np.array around them too.
TEST(GridText, ByTabsReadsBackAsItself) {
    const auto read = read_text(grid_text(odd, CopyAs::Tabs), "copied");
    ASSERT_TRUE(read);
    const AnyTensor want = make_tensor(DType::Float64, {1, 1, 2, 3}, odd.values);
    EXPECT_TRUE(identical(read->tensor, want));
}

TEST(GridText, TakesOnePlaneOfAnArray) {
    const NumberGrid grid = grid_of(make_tensor(DType::Float32, {1, 2, 1, 2}, {1, 2, 3, 4}), 1);
    EXPECT_EQ(grid.values, (std::vector<double>{3, 4}));
    EXPECT_EQ(grid.dtype, DType::Float32);
}

}  // namespace
}  // namespace poolwalk::io
