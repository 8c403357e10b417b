// How wide words are, roughly: core draws no letters, but has to leave room for them. An average of the
// house fonts, a little generous; the exact widths are known where the letters are drawn.
#pragma once

#include <algorithm>
#include <string_view>

namespace poolwalk::scene {

// Letters of UTF-8, not bytes.
inline std::size_t letters_in(std::string_view words) {
    return static_cast<std::size_t>(std::ranges::count_if(words, [](char c) { return (c & 0xC0) != 0x80; }));
}

inline constexpr float letter_em = 0.53f, bold_letter_em = 0.58f;

inline bool fits(std::string_view words, float size_px, float room_px, float em = letter_em) {
    return static_cast<float>(letters_in(words)) * em * size_px <= room_px;
}

// The size, no larger than wished and no smaller than the smallest, at which the words fit the room.
inline float fitted_px(std::string_view words, float wished_px, float smallest_px, float room_px,
                       float em = letter_em) {
    const auto letters = static_cast<float>(std::max<std::size_t>(letters_in(words), 1));
    return std::clamp(room_px / (letters * em), smallest_px, wished_px);
}

}  // namespace poolwalk::scene
