#include "core/doc/range_table.h"

#include <algorithm>
#include <span>

namespace poolwalk {
namespace {

constexpr std::size_t piece_cells = std::size_t{1} << 14;

// Comparisons alone, so that a compiler can take many values at a time: NaN fails each of them.
template <class T>
void look_at(std::span<const T> values, T& low, T& high, bool& has_nan) {
    constexpr T inf = std::numeric_limits<T>::infinity();
    low = inf;
    high = -inf;
    unsigned nans = 0;
    for (const T value : values) {
        low = value < low && value > -inf ? value : low;
        high = value > high && value < inf ? value : high;
        nans |= static_cast<unsigned>(value != value);
    }
    has_nan = nans != 0;
}

template <class Piece>
Piece piece_of(const AnyTensor& tensor, std::size_t number) {
    return std::visit(
        [&]<class T>(const Tensor<T>& t) {
            const auto values = t.data().subspan(number * piece_cells);
            T low, high;
            Piece piece;
            look_at<T>(values.first(std::min(values.size(), piece_cells)), low, high, piece.has_nan);
            if (low <= high) piece.low = static_cast<double>(low), piece.high = static_cast<double>(high);
            return piece;
        },
        tensor);
}

}  // namespace

RangeTable::RangeTable(const AnyTensor& tensor) {
    const auto cells = static_cast<std::size_t>(shape_of(tensor).cells());
    pieces_.resize((cells + piece_cells - 1) / piece_cells);
    for (std::size_t i = 0; i < pieces_.size(); ++i) pieces_[i] = piece_of<Piece>(tensor, i);
}

void RangeTable::renew(const AnyTensor& tensor, std::int64_t plane, const Region& region) {
    if (region.cells() <= 0) return;
    std::visit(
        [&](const auto& t) {
            const auto piece_at = [&](std::int64_t h, std::int64_t w) {
                return static_cast<std::size_t>(&t(plane, h, w) - t.data().data()) / piece_cells;
            };
            std::size_t next = 0;
            for (std::int64_t h = region.rows.first; h < region.rows.last; ++h) {
                const std::size_t last = piece_at(h, region.cols.last - 1);
                for (std::size_t i = std::max(next, piece_at(h, region.cols.first)); i <= last; ++i) pieces_[i] = piece_of<Piece>(tensor, i);
                next = last + 1;
            }
        },
        tensor);
}

ValueRange RangeTable::range() const {
    Piece all;
    for (const Piece& piece : pieces_) {
        all.low = std::min(all.low, piece.low);
        all.high = std::max(all.high, piece.high);
    }
    return all.low > all.high ? ValueRange{} : ValueRange{all.low, all.high};
}

bool RangeTable::has_nan() const {
    return std::ranges::any_of(pieces_, [](const Piece& piece) { return piece.has_nan; });
}

}  // namespace poolwalk
