#include "app/ui/widgets/widgets.h"

#include "app/ui/widgets/rich_text.h"

#include <algorithm>
#include <cmath>

namespace poolwalk::ui {
namespace {

constexpr float label_column = 88;

std::string hidden(std::string_view name) { return "##" + std::string(name); }

// A small triangle at the right end of the combo drawn last.
void draw_combo_sign(const Frame& frame) {
    const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    const float x = b.x - frame.px(13), y = (a.y + b.y) / 2 - frame.px(1), r = frame.px(3.5f);
    ImGui::GetWindowDrawList()->AddTriangleFilled({x - r, y - r / 2}, {x + r, y - r / 2}, {x, y + r},
                                                  packed(frame.palette().dim));
}

// Draws one number box; `values` is written by ImGui.
Edit number_box(const Frame& frame, const std::string& name, std::int64_t& value, const NumberWords& words) {
    ImGui::DragScalar(hidden(name).c_str(), ImGuiDataType_S64, &value, 0.05f, nullptr, nullptr, words.format);
    mark(frame, name);
    tooltip(frame, words.help);
    const bool typing = ImGui::IsItemActive() && ImGui::GetIO().WantTextInput;
    if (ImGui::IsItemDeactivatedAfterEdit()) return Edit::Ended;
    if (ImGui::IsItemActive() && ImGui::IsItemEdited()) return typing ? Edit::Typed : Edit::Dragging;
    return Edit::None;
}

}  // namespace

std::string shortened(std::string_view words, float room) {
    std::string text(words);
    if (ImGui::CalcTextSize(text.c_str()).x <= room) return text;
    while (!text.empty() && ImGui::CalcTextSize((text + "...").c_str()).x > room) {
        do text.pop_back();
        while (!text.empty() && (text.back() & 0xC0) == 0x80);  // never half a letter
    }
    return text + "...";
}

void mark_rect(const Frame& frame, std::string_view name, ImVec2 min, ImVec2 max) {
    if (!frame.memory.keeps_names) return;
    frame.memory.widgets.insert_or_assign(std::string(name), scene::Rect{min.x, min.y, max.x - min.x, max.y - min.y});
}

void mark(const Frame& frame, std::string_view name) {
    mark_rect(frame, name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

void begin_page(const Frame& frame, const char* name, ImVec2 unscaled) {
    const ImVec2 all = ImGui::GetIO().DisplaySize;
    const ImVec2 size{std::min(frame.px(unscaled.x), all.x * 0.96f), std::min(frame.px(unscaled.y), all.y * 0.92f)};
    ImGui::SetNextWindowPos({std::floor((all.x - size.x) / 2), std::floor((all.y - size.y) / 2)});
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, frame.px(1.5f));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, frame.px(6));
    ImGui::PushStyleColor(ImGuiCol_Border, vec4(frame.palette().dim));
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

void progress_bar(const Frame& frame, double part, float width, const std::string& words) {
    // The words lie on the bar and beside it.
    scene::Color bar = frame.palette().accent;
    bar.a = 100;
    ImGui::PushStyleColor(ImGuiCol_PlotHistogram, vec4(bar));
    ImGui::ProgressBar(static_cast<float>(part), {width, 0}, words.c_str());
    ImGui::PopStyleColor();
}

void heading(const Frame& frame, const char* words) {
    ImGui::Dummy({0, frame.px(1)});
    const WithFont font(frame, scene::Font::SansBold, 12);
    rich_line(frame, frame.palette().dim, words);
}

void field_label(const Frame& frame, const char* words) {
    ImGui::AlignTextToFramePadding();
    rich_line(frame, frame.palette().text, words);
    ImGui::SameLine(frame.px(label_column) + ImGui::GetStyle().WindowPadding.x);
    ImGui::SetNextItemWidth(-1);
}

// ImGui would also break a line behind a point or a comma, in the middle of 2.574.
std::string broken_between_words(const std::string& words, float room_px) {
    if (ImGui::CalcTextSize(words.c_str()).x <= room_px) return words;
    std::string all, line;
    for (std::size_t at = 0; at <= words.size();) {
        const std::size_t end = std::min(words.find_first_of(" \n", at), words.size());
        const std::string word = words.substr(at, end - at), longer = line.empty() ? word : line + " " + word;
        if (!line.empty() && ImGui::CalcTextSize(longer.c_str()).x > room_px) {
            all += line + "\n";
            line = word;
        } else {
            line = longer;
        }
        if (end == words.size() || words[end] == '\n') {
            all += line + (end == words.size() ? "" : "\n");
            line.clear();
        }
        at = end + 1;
    }
    return all;
}

void text(scene::Color color, const std::string& words) {
    const WithInk ink(color);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(broken_between_words(words, ImGui::GetContentRegionAvail().x).c_str());
    ImGui::PopTextWrapPos();
}

void draw_kept_back(const Frame& frame) {
    text(frame.palette().dim, "Hidden until the question is answered.");
    mark(frame, "kept_back");
}

void tooltip(const Frame& frame, std::string_view words) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (frame.memory.done_at == scene::Vec2{mouse.x, mouse.y}) return;
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled) && !words.empty()) show_tooltip(frame, words);
}

void show_tooltip(const Frame& frame, std::string_view words, std::string_view name) {
    const WithFont font(frame, scene::Font::Sans, 14);
    const WithInk ink(frame.palette().text);
    ImGui::PushStyleColor(ImGuiCol_Border, vec4(frame.palette().line));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(10), frame.px(7)});
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(frame.px(320));
    ImGui::TextUnformatted(words.data(), words.data() + words.size());
    ImGui::PopTextWrapPos();
    if (!name.empty()) mark(frame, name);
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
}

void close_on_escape(const Frame& frame) {
    if (frame.memory.closes_popups) ImGui::CloseCurrentPopup();
}

bool action_button(const Frame& frame, std::string_view action_name, const char* label, ImVec2 size) {
    const Action& act = action(action_name);
    ImGui::BeginDisabled(!is_enabled(act, frame.state));
    const bool pressed = ImGui::Button((label + hidden(action_name)).c_str(), size);
    ImGui::EndDisabled();
    mark(frame, action_name);
    const std::string keys = keys_text(act);
    tooltip(frame, std::string(act.label) + ": " + std::string(act.help) + (keys.empty() ? "" : " (" + keys + ")"));
    if (pressed) frame.emit(act.command(frame.state));
    return pressed;
}

bool link(const Frame& frame, const char* name, const char* label) {
    const WithInk ink(frame.palette().forward);
    ImGui::TextUnformatted(label);
    mark(frame, name);
    if (!ImGui::IsItemHovered()) return false;
    const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    ImGui::GetWindowDrawList()->AddLine({a.x, b.y}, b, packed(frame.palette().forward));
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    return ImGui::IsMouseClicked(0);
}

int combo(const Frame& frame, const char* name, std::span<const ComboRow> rows, std::size_t current) {
    int chosen = -1;
    const float room = ImGui::CalcItemWidth() - frame.px(25);
    const std::string shown = shortened(current < rows.size() ? rows[current].label : "", room);
    const bool open = ImGui::BeginCombo(hidden(name).c_str(), shown.c_str(),
                                        ImGuiComboFlags_HeightLarge | ImGuiComboFlags_NoArrowButton);
    if (!open) {
        mark(frame, name);
        draw_combo_sign(frame);
    }
    if (!open) {
        if (current < rows.size()) tooltip(frame, rows[current].help);
        return chosen;
    }
    close_on_escape(frame);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].heading.empty()) heading(frame, std::string(rows[i].heading).c_str());
        const std::string row(rows[i].label);
        if (ImGui::Selectable((row + "##" + std::to_string(i)).c_str(), i == current)) chosen = static_cast<int>(i);
        mark(frame, std::string(name) + "/" + row);
        tooltip(frame, rows[i].help);
        if (i == current && ImGui::IsWindowAppearing()) ImGui::SetScrollHereY();
    }
    ImGui::EndCombo();
    return chosen;
}

Edit numbers(const Frame& frame, const char* name, std::span<std::int64_t> values, bool wrong,
             std::span<const NumberWords> words) {
    const float gap = frame.px(4);
    const float width = (ImGui::GetContentRegionAvail().x - gap * static_cast<float>(values.size() - 1)) /
                        static_cast<float>(values.size());
    Edit result = Edit::None;
    if (wrong) ImGui::PushStyleColor(ImGuiCol_Border, vec4(frame.palette().bad));
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) ImGui::SameLine(0, gap);
        ImGui::SetNextItemWidth(width);
        const WithFont font(frame, scene::Font::Mono, 14);
        result = std::max(result, number_box(frame, std::string(name) + "." + std::to_string(i), values[i],
                                             i < words.size() ? words[i] : NumberWords{}));
    }
    if (wrong) ImGui::PopStyleColor();
    return result;
}

}  // namespace poolwalk::ui
