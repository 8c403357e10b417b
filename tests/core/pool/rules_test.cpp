#include "core/pool/rules.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <tuple>

namespace poolwalk {
namespace {

template <class Row>
void table_is_sound(std::span<const Row> table) {
    std::set<std::string_view> names, labels;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const Row& entry = table[i];
        EXPECT_EQ(static_cast<std::size_t>(entry.rule), i) << entry.text.name;
        EXPECT_EQ(&row(entry.rule), &entry);
        EXPECT_EQ(find_rule(table, entry.text.name), &entry);
        EXPECT_TRUE(names.insert(entry.text.name).second) << entry.text.name << " appears twice";
        EXPECT_TRUE(labels.insert(entry.text.label).second) << entry.text.label << " appears twice";
        EXPECT_EQ(entry.text.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos);
        EXPECT_FALSE(entry.text.help.empty());
        EXPECT_FALSE(entry.text.who.empty());
    }
    for (const char* wrong : {"", "First", "first ", "any", "nonsense"}) EXPECT_EQ(find_rule(table, wrong), nullptr);
}

TEST(Rules, TablesAreInOrderWithNamesOfTheirOwn) {
    table_is_sound(tie_rules());
    table_is_sound(overlap_rules());
    table_is_sound(nan_rules());
}

// The names are in files that people keep: they do not change.
TEST(Rules, NamesOfTheCaseFiles) {
    const auto names = [](const auto& table) {
        std::string all;
        for (const auto& entry : table) all.append(entry.text.name).append(" ");
        return all;
    };
    EXPECT_EQ(names(tie_rules()), "first last all split first_per_row first_column_major ");
    EXPECT_EQ(names(overlap_rules()), "accumulate assign_cell assign_window ");
    EXPECT_EQ(names(nan_rules()), "last_nan by_tie no_match ");
}

// Two rules of the same facts would be one rule under two names.
TEST(Rules, NoTwoRowsSayTheSame) {
    std::set<std::tuple<Scan, Break, bool, bool>> ties;
    for (const TieRow& tie : tie_rules()) ties.insert({tie.scan, tie.leaves, tie.only_last, tie.shares});
    EXPECT_EQ(ties.size(), tie_rules().size());
    std::set<std::tuple<bool, bool>> overlaps, nans;
    for (const OverlapRow& overlap : overlap_rules()) overlaps.insert({overlap.adds, overlap.clears_window});
    for (const NanRow& nan : nan_rules()) nans.insert({nan.matches, nan.last_for_first});
    EXPECT_EQ(overlaps.size(), overlap_rules().size());
    EXPECT_EQ(nans.size(), nan_rules().size());
}

TEST(Rules, PyTorchIsTheDefault) {
    EXPECT_EQ(Rules{}, (Rules{TieRule::First, OverlapRule::Accumulate, NanRule::LastNan}));
}

}  // namespace
}  // namespace poolwalk
