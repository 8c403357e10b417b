#include "core/pool/ledger/ledger.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace poolwalk {
namespace {

struct Fixture {
    AnyTensor input, grad_output;
    Geometry geometry;
    Rules rules;

    PoolView view() const { return {input, grad_output, geometry, rules}; }
    Shape output() const { return output_shape(shape_of(input), geometry); }
};

// Few different values, so that there are ties; some are NaN. dY may be smaller than Y.
Fixture random_fixture(unsigned seed) {
    std::mt19937 random(seed);
    const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    Fixture f;
    f.geometry.kernel = {pick(1, 3), pick(1, 3)};
    f.geometry.stride = {pick(1, 3), pick(1, 2)};
    f.geometry.dilation = {pick(1, 2), 1};
    f.geometry.pads = {pick(0, 2), pick(0, 1), pick(0, 1), pick(0, 2)};
    f.geometry.ceil_mode = pick(0, 1) == 1;
    const Shape shape{pick(1, 2), pick(1, 2), pick(5, 7), pick(3, 7)};
    std::vector<double> values;
    for (std::int64_t i = 0; i < shape.cells(); ++i)
        values.push_back(pick(0, 9) == 0 ? std::numeric_limits<double>::quiet_NaN() : pick(0, 3));
    const DType dtype = pick(0, 1) == 1 ? DType::Float32 : DType::Float64;
    f.input = make_tensor(dtype, shape, values);
    Shape windows = f.output();
    if (windows.h > 1 && pick(0, 2) == 0) --windows.h;
    values.clear();
    for (std::int64_t i = 0; i < windows.cells(); ++i) values.push_back(0.1 * pick(-3, 3));
    f.grad_output = make_tensor(dtype, windows, values);
    f.rules = {tie_rules()[static_cast<std::size_t>(pick(0, 5))].rule,
               overlap_rules()[static_cast<std::size_t>(pick(0, 2))].rule,
               nan_rules()[static_cast<std::size_t>(pick(0, 2))].rule};
    return f;
}

TEST(AllLedgers, AreTheLedgersOfEachCell) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        const Fixture f = random_fixture(seed);
        const Shape shape = shape_of(f.input), output = f.output();
        std::int64_t entries = 0;
        for (std::int64_t p = 0; p < shape.planes(); ++p) {
            const auto all = ledgers_of(f.view(), output, p);
            ASSERT_EQ(static_cast<std::int64_t>(all.size()), shape.plane_cells());
            for (std::int64_t i = 0; i < shape.plane_cells(); ++i) {
                const Place cell{i / shape.w, i % shape.w};
                const auto& ledger = all[static_cast<std::size_t>(i)];
                ASSERT_EQ(ledger, ledger_of(f.view(), output, p, cell)) << "seed " << seed << ", cell " << i;
                entries += static_cast<std::int64_t>(ledger.size());
            }
        }
        EXPECT_EQ(entries, ledger_entries(shape, output, f.geometry)) << "seed " << seed;
    }
}

TEST(AllLedgers, CountsTheEntriesOfTheLargestProblemWithin64Bits) {
    Geometry geometry;
    geometry.kernel = {4096, 4096};
    geometry.stride = {1, 1};
    const Shape shape{1, 1, 8192, 8192};
    EXPECT_EQ(ledger_entries(shape, output_shape(shape, geometry), geometry),
              std::int64_t{4097} * 4097 * 4096 * 4096);
}

}  // namespace
}  // namespace poolwalk
