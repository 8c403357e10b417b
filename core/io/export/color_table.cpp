#include "core/io/export/color_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace poolwalk::io {
namespace {

struct Entry {
    std::array<int, 3> channel{};
    std::uint32_t color = 0;
    double count = 0;
};

// Colours that will become one: where their mean lies, and by how much they differ from it.
struct Group {
    std::span<Entry> entries;
    std::array<double, 3> mean{};
    double error = 0;        // sum over the pixels of the squared distance to the mean
    std::size_t widest = 0;  // the channel with most of it
};

Group group_of(std::span<Entry> entries) {
    Group group{.entries = entries};
    std::array<double, 3> sum{}, spread{};
    double count = 0;
    for (const Entry& entry : entries) {
        count += entry.count;
        for (std::size_t i = 0; i < 3; ++i) sum[i] += entry.count * entry.channel[i];
    }
    for (std::size_t i = 0; i < 3; ++i) group.mean[i] = sum[i] / count;
    for (const Entry& entry : entries)
        for (std::size_t i = 0; i < 3; ++i) {
            const double off = entry.channel[i] - group.mean[i];
            spread[i] += entry.count * off * off;
        }
    group.widest = static_cast<std::size_t>(std::ranges::max_element(spread) - spread.begin());
    group.error = entries.size() < 2 ? 0 : spread[0] + spread[1] + spread[2];
    return group;
}

// The colour itself that most of the pixels have, so that plain grounds stay as they are; else the mean.
std::uint32_t color_of(const Group& group) {
    double count = 0;
    const Entry* commonest = &group.entries.front();
    for (const Entry& entry : group.entries) {
        count += entry.count;
        if (entry.count > commonest->count) commonest = &entry;
    }
    if (2 * commonest->count >= count) return commonest->color;
    std::uint32_t color = 0;
    for (const double mean : group.mean) color = color << 8 | static_cast<std::uint32_t>(std::lround(mean));
    return color;
}

std::vector<Group> groups_of(std::vector<Entry>& entries, std::size_t max_colors) {
    std::vector<Group> groups{group_of(entries)};
    while (groups.size() < max_colors) {
        const auto worst = std::ranges::max_element(groups, {}, &Group::error);
        if (worst->error == 0) break;
        const Group whole = *worst;
        const auto below = [&](const Entry& e) { return e.channel[whole.widest] <= whole.mean[whole.widest]; };
        const auto above = std::partition(whole.entries.begin(), whole.entries.end(), below);
        const auto size = static_cast<std::size_t>(above - whole.entries.begin());
        *worst = group_of(whole.entries.first(size));
        groups.push_back(group_of(whole.entries.subspan(size)));
    }
    return groups;
}

int distance(std::uint32_t a, std::uint32_t b) {
    int sum = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        const int off = static_cast<int>(a >> shift & 255) - static_cast<int>(b >> shift & 255);
        sum += off * off;
    }
    return sum;
}

std::uint8_t nearest(const std::vector<std::uint32_t>& table, std::uint32_t color) {
    std::size_t best = 0;
    int least = distance(table[0], color);
    for (std::size_t i = 1; i < table.size() && least > 0; ++i)
        if (const int here = distance(table[i], color); here < least) {
            least = here;
            best = i;
        }
    return static_cast<std::uint8_t>(best);
}

}  // namespace

ColorTable choose_colors(const std::unordered_map<std::uint32_t, std::uint64_t>& counts, std::size_t max_colors) {
    std::vector<Entry> entries;
    entries.reserve(counts.size());
    for (const auto& [color, count] : counts)
        entries.push_back(
            {{static_cast<int>(color >> 16), static_cast<int>(color >> 8 & 255), static_cast<int>(color & 255)},
             color,
             static_cast<double>(count)});
    // The map's order is nobody's promise; the same film must give the same file.
    std::ranges::sort(entries, {}, &Entry::color);
    ColorTable table;
    if (entries.size() <= max_colors) {
        for (const Entry& entry : entries) table.colors.push_back(entry.color);
        if (table.colors.empty()) table.colors.push_back(0);
    } else {
        for (const Group& group : groups_of(entries, max_colors)) table.colors.push_back(color_of(group));
        std::ranges::sort(table.colors);
        table.colors.erase(std::unique(table.colors.begin(), table.colors.end()), table.colors.end());
    }
    for (const Entry& entry : entries) table.index_of[entry.color] = nearest(table.colors, entry.color);
    return table;
}

}  // namespace poolwalk::io
