// The four arrays that a person sees: X and Y, dX and dY.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace poolwalk {

enum class GridId : std::uint8_t { Input, Output, GradInput, GradOutput };
inline constexpr std::array all_grids{GridId::Input, GridId::Output, GridId::GradInput, GridId::GradOutput};

constexpr std::string_view symbol_of(GridId grid) {
    constexpr std::array<std::string_view, 4> symbols{"X", "Y", "dX", "dY"};
    return symbols[static_cast<std::size_t>(grid)];
}

// X and dY can be edited; Y and dX follow from them.
constexpr bool is_editable(GridId grid) { return grid == GridId::Input || grid == GridId::GradOutput; }
constexpr bool is_input_sized(GridId grid) { return grid == GridId::Input || grid == GridId::GradInput; }

constexpr bool is_gradient(GridId grid) { return grid == GridId::GradInput || grid == GridId::GradOutput; }

}  // namespace poolwalk
