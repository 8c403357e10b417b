#include "core/doc/derived/range_table.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <span>

namespace poolwalk {
namespace {

constexpr std::size_t piece_cells = std::size_t{1} << 14;

// Zero times a value is NaN where the value is not finite: nearly always one look at all of them is enough.
template <class T>
bool all_finite(const Eigen::Map<const Eigen::ArrayX<T>>& values) {
    return (values * T{0}).sum() == 0;
}

template <class Piece>
void take_in(double value, Piece& piece) {
    if (std::isnan(value)) piece.has_nan = true;
    if (!std::isfinite(value)) return;
    piece.low = std::min(piece.low, value);
    piece.high = std::max(piece.high, value);
}

template <class Piece>
Piece piece_of(const AnyTensor& tensor, std::size_t number) {
    return std::visit(
        [&]<class T>(const Tensor<T>& t) {
            const auto rest = t.data().subspan(number * piece_cells);
            const auto values = rest.first(std::min(rest.size(), piece_cells));
            const Eigen::Map<const Eigen::ArrayX<T>> array(values.data(), static_cast<Eigen::Index>(values.size()));
            if (all_finite<T>(array))
                return Piece{static_cast<double>(array.minCoeff()), static_cast<double>(array.maxCoeff())};
            Piece piece;
            for (const T value : values) take_in(static_cast<double>(value), piece);
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
                for (std::size_t i = std::max(next, piece_at(h, region.cols.first)); i <= last; ++i)
                    pieces_[i] = piece_of<Piece>(tensor, i);
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
    if (all.low > all.high) return {};
    return {all.low + 0.0, all.high + 0.0};  // a zero without a sign, whichever was met first
}

bool RangeTable::has_nan() const {
    return std::ranges::any_of(pieces_, [](const Piece& piece) { return piece.has_nan; });
}

}  // namespace poolwalk
