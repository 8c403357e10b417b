// The three rules that published code disagrees on: who receives gradient among tied cells (tie
// rule), what happens where windows overlap (overlap rule), and what a NaN does (NaN rule).
// Each is a table of rows; a row says what the rule does in a few facts, and max_pool, walk,
// listing and every menu read those facts. A new rule is an enumerator, a row, and a case file.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace poolwalk {

enum class TieRule : std::uint8_t { First, Last, All, Split, FirstPerRow, FirstColumnMajor };
enum class OverlapRule : std::uint8_t { Accumulate, AssignCell, AssignWindow };
enum class NanRule : std::uint8_t { LastNan, ByTie, NoMatch };

struct Rules {
    TieRule tie = TieRule::First;
    OverlapRule overlap = OverlapRule::Accumulate;
    NanRule nan = NanRule::LastNan;
    bool operator==(const Rules&) const = default;
};

// What every row has: `name` for files and the command line, `label` for the screen, `help` in one
// line, and `who` does it this way.
struct RuleText {
    std::string_view name, label, help, who;
};

// The order in which the slots of a window are scanned.
enum class Scan : std::uint8_t { RowByRow, ColumnByColumn };
// What a `break` after the first hit leaves: nothing, the rest of the scanned line, the window.
enum class Break : std::uint8_t { Never, Line, Window };

struct TieRow {
    TieRule rule;
    RuleText text;
    Scan scan = Scan::RowByRow;
    Break leaves = Break::Never;
    bool only_last = false;  // a later hit replaces an earlier one (`>=`)
    bool shares = false;     // each receiver gets grad_output / number of receivers
};

struct OverlapRow {
    OverlapRule rule;
    RuleText text;
    bool adds = false;           // dX += instead of dX =
    bool clears_window = false;  // all cells of the window become 0 first
};

struct NanRow {
    NanRule rule;
    RuleText text;
    bool matches = true;          // a NaN cell counts as equal to a NaN maximum
    bool last_for_first = false;  // with TieRule::First the last NaN wins (PyTorch's loop)
};

std::span<const TieRow> tie_rules();
std::span<const OverlapRow> overlap_rules();
std::span<const NanRow> nan_rules();

const TieRow& row(TieRule rule);
const OverlapRow& row(OverlapRule rule);
const NanRow& row(NanRule rule);

// The tie rule as it acts in one window: where the maximum is NaN, PyTorch's First becomes Last.
TieRule tie_in_window(const Rules& rules, bool maximum_is_nan);

// The row of that name in one of the three tables.
template <class Row>
const Row* find_rule(std::span<const Row> table, std::string_view name) {
    for (const Row& candidate : table)
        if (candidate.text.name == name) return &candidate;
    return nullptr;
}

}  // namespace poolwalk
