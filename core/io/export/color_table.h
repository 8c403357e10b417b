// At most 256 colours for a film of any number of them: the very colours where they are few enough,
// else those that come nearest. Nothing is dithered, so that letters stay sharp. Used by gif.cpp.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace poolwalk::io {

struct ColorTable {
    std::vector<std::uint32_t> colors;                         // 0xRRGGBB
    std::unordered_map<std::uint32_t, std::uint8_t> index_of;  // of every colour that was counted
};

// `counts`: every colour and how often it occurs. The table has at most `max_colors` rows, at least one.
ColorTable choose_colors(const std::unordered_map<std::uint32_t, std::uint64_t>& counts, std::size_t max_colors);

}  // namespace poolwalk::io
