#include "app/ui/widgets/cell_chips.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"

namespace poolwalk::ui {
namespace {

constexpr std::string_view fixed_space = "\u00A0";  // a chip is not broken

// A whole number at the beginning of `words`, which is cut off.
std::optional<std::int64_t> take_number(std::string_view& words) {
    const auto number = leading_integer(words);
    if (number.length == 0 || number.out_of_range || number.value < 0) return std::nullopt;
    words.remove_prefix(number.length);
    return number.value;
}

bool take(std::string_view& words, std::string_view what) {
    if (!words.starts_with(what)) return false;
    words.remove_prefix(what.size());
    return true;
}

std::optional<NamedCell> cell_at(std::string_view words) {
    for (const GridId grid : all_grids) {
        std::string_view rest = words;
        if (!take(rest, symbol_of(grid)) || !take(rest, "(")) continue;
        const auto h = take_number(rest);
        if (!h || !take(rest, ",") || !(take(rest, " ") || take(rest, fixed_space))) continue;
        const auto w = take_number(rest);
        if (w && take(rest, ")")) return NamedCell{grid, {*h, *w}, 0, words.size() - rest.size()};
    }
    return std::nullopt;
}

void draw_chip(const Frame& frame, const NamedCell& named, ImVec2 at, float width) {
    const Shape shape = shape_of_grid(frame.state.document, named.grid);
    if (!inside(named.cell, shape.h, shape.w)) return;
    const CellRef cell{named.grid, frame.state.view.plane, named.cell};
    const ImVec2 min{at.x - frame.px(2), at.y}, max{at.x + width + frame.px(2), at.y + ImGui::GetTextLineHeight()};
    const bool is_over = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(min, max);
    const scene::Palette& p = frame.palette();
    const bool is_lit = is_over || frame.state.view.hover == cell;
    ImGui::GetWindowDrawList()->AddRectFilled(min, max, packed(is_lit ? p.line : p.raised), frame.px(4));
    ImGui::GetWindowDrawList()->AddLine({min.x + frame.px(3), max.y - 1}, {max.x - frame.px(3), max.y - 1},
                                        packed(is_gradient(named.grid) ? p.backward : p.forward), frame.px(1.5f));
    mark_rect(frame,
              "chip." + std::string(symbol_of(named.grid)) + "(" + std::to_string(named.cell.h) + "," +
                  std::to_string(named.cell.w) + ")",
              min, max);
    if (!is_over) return;
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (frame.state.view.hover != cell || frame.memory.pointing.hit.cell != cell) frame.emit(Hover{cell});
    if (ImGui::IsMouseClicked(0)) frame.emit(Pin{cell});
}

void draw_line(const Frame& frame, scene::Color color, const std::string& line) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto width = [&](std::size_t from, std::size_t to) {
        return ImGui::CalcTextSize(line.data() + from, line.data() + to).x;
    };
    for (const NamedCell& named : cells_named_in(line))
        draw_chip(frame, named, {at.x + width(0, named.begin), at.y}, width(named.begin, named.end));
    const WithInk ink(color);
    ImGui::TextUnformatted(line.c_str());
}

}  // namespace

std::vector<NamedCell> cells_named_in(const std::string& words) {
    std::vector<NamedCell> found;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && std::isalnum(static_cast<unsigned char>(words[i - 1]))) continue;
        const auto named = cell_at(std::string_view(words).substr(i));
        if (!named) continue;
        found.push_back({named->grid, named->cell, i, i + named->end});
        i += named->end - 1;
    }
    return found;
}

void text_with_cells(const Frame& frame, scene::Color color, const std::string& words) {
    std::string fixed;
    std::size_t at = 0;
    for (const NamedCell& named : cells_named_in(words)) {
        fixed += words.substr(at, named.begin - at);
        for (std::size_t i = named.begin; i < named.end; ++i)
            if (words[i] == ' ') fixed += fixed_space;
            else fixed += words[i];
        at = named.end;
    }
    fixed += words.substr(at);
    const std::string broken = broken_between_words(fixed, ImGui::GetContentRegionAvail().x);
    for (std::size_t from = 0; from <= broken.size();) {
        const std::size_t to = std::min(broken.find('\n', from), broken.size());
        // Lines of one text stand closer than texts do.
        const float below = to == broken.size() ? ImGui::GetStyle().ItemSpacing.y : 0;
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, below});
        draw_line(frame, color, broken.substr(from, to - from));
        ImGui::PopStyleVar();
        from = to + 1;
    }
}

}  // namespace poolwalk::ui
