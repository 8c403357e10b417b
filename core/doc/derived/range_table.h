// The range of an array's finite values, kept in pieces, so that after an edit only the pieces around it
// are looked at again.
#pragma once

#include <limits>
#include <vector>

#include "core/pool/region.h"

namespace poolwalk {

// The finite values of an array over all its planes; low == high == 0 when there are none.
struct ValueRange {
    double low = 0, high = 0;
    bool operator==(const ValueRange&) const = default;
};

class RangeTable {
public:
    RangeTable() = default;
    explicit RangeTable(const AnyTensor& tensor);

    // Cells of `region` of a plane have changed.
    void renew(const AnyTensor& tensor, std::int64_t plane, const Region& region);

    ValueRange range() const;
    bool has_nan() const;

private:
    struct Piece {
        double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
        bool has_nan = false;
    };
    std::vector<Piece> pieces_;  // of piece_cells values each, in the order of memory
};

}  // namespace poolwalk
