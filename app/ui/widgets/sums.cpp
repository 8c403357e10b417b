#include "app/ui/widgets/sums.h"

#include <algorithm>

#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

// The lines below the sums: what else comes, or how many sums are not shown.
std::string closing_words(const scene::StepWords& words, std::size_t shown) {
    if (words.sums.size() > shown) return "and " + std::to_string(words.sums.size() - shown) + " more";
    return words.sums.size() == 1 ? words.after : std::string();
}

}  // namespace

float letters_for_lines(const Frame& frame, const std::string& lines, float largest, float smallest, float room_px) {
    const auto width = [&](float size) {
        const render::BakedFont font = frame.fonts.pick(scene::Font::Mono, frame.px(size));
        return font.font->CalcTextSizeA(font.line_px, 1e6f, 0, lines.c_str()).x;
    };
    float size = largest;
    while (size > smallest && width(size) > room_px) --size;
    return size;
}

void draw_sums(const Frame& frame, const scene::StepWords& words) {
    constexpr std::size_t max_sums = 6;
    const scene::Palette& p = frame.palette();
    std::string sums;
    const std::size_t shown = std::min(words.sums.size(), max_sums);
    for (std::size_t i = 0; i < shown; ++i) sums += (i == 0 ? "" : "\n") + words.sums[i];
    const std::string closing = closing_words(words, shown);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, pad = frame.px(12);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.ChannelsSplit(2);  // the box is drawn behind words whose height is known only afterwards
    list.ChannelsSetCurrent(1);
    ImGui::SetCursorScreenPos({start.x + pad, start.y + pad});
    ImGui::BeginGroup();
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width - 2 * pad);
    {
        const WithFont font(frame, scene::Font::Mono, letters_for_lines(frame, sums, 16, 11, width - 2 * pad));
        const WithInk ink(p.backward);
        ImGui::TextUnformatted(sums.c_str());
    }
    if (!closing.empty()) {
        const WithFont font(frame, scene::Font::Sans, 13);
        const WithInk ink(p.dim);
        ImGui::TextUnformatted(closing.c_str());
    }
    ImGui::PopTextWrapPos();
    ImGui::EndGroup();
    const ImVec2 end{start.x + width, ImGui::GetItemRectMax().y + pad};
    list.ChannelsSetCurrent(0);
    list.AddRectFilled(start, end, packed(p.raised), frame.px(6));
    list.AddRect(start, end, packed(p.line), frame.px(6));
    list.ChannelsMerge();
    ImGui::SetCursorScreenPos({start.x, end.y});
    ImGui::Dummy({0, 0});
    mark_rect(frame, "sums", start, end);
}

}  // namespace poolwalk::ui
