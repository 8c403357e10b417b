// Commands of every kind with arguments as hostile as can be typed, scripted or read from a file:
// planes and cells out of range, NaN and infinite scales, the limits of 64 bits, huge shapes.
#pragma once

#include <cmath>
#include <limits>
#include <random>

#include "core/doc/update/update.h"

namespace poolwalk::test {

class CommandSource {
public:
    explicit CommandSource(std::uint64_t seed) : random_(seed) {}

    // Every kind of command is as likely.
    Command any() { return of_kind(random_() % kinds_of_command); }
    Command of_kind(std::size_t kind);

    std::int64_t whole() {
        return one_of<std::int64_t>(
            {0, 1, 2, 3, 4, 5, 7, 40, -1, -2, most, -most - 1, most - 1, std::int64_t{1} << 40});
    }
    double real() {
        return one_of<double>({0, -0.0, 1, 2, 2.5, -3, 0.1, 1e-300, 1e300, nan, infinity, -infinity, 4});
    }

private:
    static constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    static constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                            infinity = std::numeric_limits<double>::infinity();

    template <class T>
    T one_of(std::initializer_list<T> values) {
        return values.begin()[random_() % values.size()];
    }
    bool chance(int in) { return random_() % static_cast<std::uint64_t>(in) == 0; }
    template <class T>
    T row(std::size_t rows) {
        return static_cast<T>(random_() % rows);
    }

    std::int64_t small() { return chance(8) ? whole() : static_cast<std::int64_t>(random_() % 5); }
    Place place() { return {small(), small()}; }
    GridId grid() { return row<GridId>(4); }
    std::optional<CellRef> cell() {
        return chance(8) ? std::nullopt : std::optional(CellRef{grid(), small() % 3, place()});
    }
    Geometry geometry();
    Shape shape();
    AnyTensor tensor();
    Document document();
    SessionFile session();
    LessonReply reply();
    LessonAnswer answer();
    std::shared_ptr<const Lesson> lesson();
    NetworkSetup network();
    NetworkCell network_cell() { return {row<NetworkArray>(network_arrays().size()), place()}; }
    Rules rules() {
        return {row<TieRule>(tie_rules().size()), row<OverlapRule>(overlap_rules().size()),
                row<NanRule>(nan_rules().size())};
    }
    // Each knows some kinds and leaves the others to the next.
    Command document_command(std::size_t kind);
    Command walk_command(std::size_t kind);
    Command view_command(std::size_t kind);

    std::mt19937_64 random_;
};

}  // namespace poolwalk::test
