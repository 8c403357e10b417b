#include "app/ui/widgets/rich_text.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"
#include "core/doc/glossary.h"

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
    // What it lights up could answer an open question.
    if (!is_over || open_question(frame.state) || frame.state.quiz.asking) return;
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (frame.state.view.hover != cell || frame.memory.pointing.hit.cell != cell) frame.emit(Hover{cell});
    if (ImGui::IsMouseClicked(0)) frame.emit(Pin{cell});
}

// Terms of one text that are dotted already.
using Dotted = std::vector<const GlossaryTerm*>;

void draw_term(const Frame& frame, const NamedTerm& named, ImVec2 at, float width) {
    const float height = ImGui::GetTextLineHeight(), dot = std::max(1.0f, frame.px(1.2f));
    const ImVec2 min = at, max{at.x + width, at.y + height};
    const bool is_over = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(min, max);
    const scene::Palette& p = frame.palette();
    for (float x = min.x; x + dot <= max.x; x += frame.px(4))
        ImGui::GetWindowDrawList()->AddRectFilled({x, max.y - dot}, {x + dot, max.y},
                                                  packed(is_over ? p.text : p.dim));
    const std::string_view forms = named.term->forms;
    mark_rect(frame, "term." + std::string(forms.substr(0, forms.find('|'))), min, max);
    if (is_over) show_tooltip(frame, named.term->sentence, "glossary");
}

void draw_line(const Frame& frame, scene::Color color, const std::string& line, Dotted& dotted) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto width = [&](std::size_t from, std::size_t to) {
        return ImGui::CalcTextSize(line.data() + from, line.data() + to).x;
    };
    for (const NamedCell& named : cells_named_in(line))
        draw_chip(frame, named, {at.x + width(0, named.begin), at.y}, width(named.begin, named.end));
    {
        const WithInk ink(color);
        ImGui::TextUnformatted(line.c_str());
    }
    const ImVec2 text_at = ImGui::GetItemRectMin();
    for (const NamedTerm& named : terms_in(line)) {
        if (std::ranges::find(dotted, named.term) != dotted.end()) continue;
        dotted.push_back(named.term);
        draw_term(frame, named, {text_at.x + width(0, named.begin), text_at.y}, width(named.begin, named.end));
    }
}

// What is asked as a whole is not broken.
std::string with_fixed_spaces(const std::string& words) {
    std::vector<std::pair<std::size_t, std::size_t>> whole;
    for (const NamedCell& named : cells_named_in(words)) whole.emplace_back(named.begin, named.end);
    for (const NamedTerm& named : terms_in(words)) whole.emplace_back(named.begin, named.end);
    std::ranges::sort(whole);
    std::string fixed;
    std::size_t at = 0;
    for (const auto& [begin, end] : whole) {
        fixed += words.substr(at, begin - at);
        for (std::size_t i = begin; i < end; ++i)
            if (words[i] == ' ') fixed += fixed_space;
            else fixed += words[i];
        at = end;
    }
    return fixed + words.substr(at);
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

void rich_line(const Frame& frame, scene::Color color, const std::string& words) {
    Dotted dotted;
    draw_line(frame, color, words, dotted);
}

float rich_text_height(const std::string& words, float width) {
    return ImGui::CalcTextSize(broken_between_words(with_fixed_spaces(words), width).c_str()).y;
}

void rich_text(const Frame& frame, scene::Color color, const std::string& words) {
    rich_text_within(frame, color, words, ImGui::GetContentRegionAvail().x);
}

void rich_text_within(const Frame& frame, scene::Color color, const std::string& words, float width) {
    const std::string broken = broken_between_words(with_fixed_spaces(words), width);
    Dotted dotted;
    ImGui::BeginGroup();
    for (std::size_t from = 0; from <= broken.size();) {
        const std::size_t to = std::min(broken.find('\n', from), broken.size());
        // Lines of one text stand closer than texts do.
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ImGui::GetStyle().ItemSpacing.x, 0});
        draw_line(frame, color, broken.substr(from, to - from), dotted);
        ImGui::PopStyleVar();
        from = to + 1;
    }
    ImGui::EndGroup();
}

}  // namespace poolwalk::ui
