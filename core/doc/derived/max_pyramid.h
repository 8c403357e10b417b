// What stands for a block of cells where cells are smaller than pixels: the largest value in it, of gradients
// the one farthest from 0, and NaN if there is one. Averages would hide exactly the maxima that pooling
// keeps. Blocks of 2 x 2, 4 x 4, ... cells are kept of every plane that is large.
#pragma once

#include <vector>

#include "core/base/progress.h"
#include "core/doc/derived/grid_part.h"
#include "core/pool/region.h"

namespace poolwalk {

// Planes up to this size are drawn cell by cell and need no blocks.
inline constexpr std::int64_t max_whole_cells = std::int64_t{1} << 16;

class MaxPyramid {
public:
    enum class Of : std::uint8_t { Largest, FarthestFromZero };

    MaxPyramid() = default;
    // Unfinished if told to stop.
    explicit MaxPyramid(const AnyTensor& tensor, Of of, const Progress& progress = {});

    // Cells of `region` of a plane have changed.
    void renew(const AnyTensor& tensor, std::int64_t plane, const Region& region);

    int levels() const { return static_cast<int>(levels_.size()); }
    // Blocks of level 1 to levels(): a row of them, from its first.
    const float* row(int level, std::int64_t plane, std::int64_t row) const {
        const Level& at = levels_[static_cast<std::size_t>(level - 1)];
        return at.values.data() + (plane * at.rows + row) * at.cols;
    }

    // Of two values of one block: what stands for both. `held` is the one that was met first.
    static float of_both(Of of, float held, float value);

private:
    struct Level {
        std::int64_t rows = 0, cols = 0;
        std::vector<float> values;  // [planes, rows, cols]
    };
    template <Of of>
    void renew_as(const AnyTensor& tensor, std::int64_t plane, Region region);

    Of of_ = Of::Largest;
    std::vector<Level> levels_;
};

}  // namespace poolwalk
