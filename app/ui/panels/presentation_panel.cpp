// Presentation: what the step does in letters for the last row, in the place of the side panels.
#include <algorithm>

#include "app/ui/panels.h"
#include "app/ui/widgets/panel_parts.h"
#include "app/ui/widgets/sums.h"
#include "app/ui/widgets/widgets.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::ui {
namespace {

constexpr float largest_px = 26, smallest_px = 14;

std::string joined(const std::vector<std::string>& lines, const char* between) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : between) + line;
    return text;
}

// The largest letters in which the words take no more than this height.
float letters_for(const Frame& frame, const std::string& words, scene::Font face, ImVec2 room) {
    const auto height = [&](float size) {
        const render::BakedFont font = frame.fonts.pick(face, frame.px(size));
        return font.font->CalcTextSizeA(font.line_px, 1e6f, room.x, words.c_str()).y;
    };
    float size = largest_px;
    while (size > smallest_px && height(size) > room.y) size -= 2;
    return size;
}

}  // namespace

void draw_presentation_panel(const Frame& frame) {
    const scene::Palette& p = frame.palette();
    const scene::StepWords words = scene::open_workspace(frame.state).words(frame.shown());
    const ImVec2 room = ImGui::GetContentRegionAvail();
    draw_predict_badge(frame);
    {
        const WithFont font(frame, scene::Font::SansBold, 15);
        text(words.backward ? p.backward : p.forward, words.heading);
    }
    ImGui::Dummy({0, frame.px(8)});
    const std::string sentence = joined(words.lines, "\n\n"), sums = joined(words.sums, "\n");
    {
        const WithFont font(frame, scene::Font::Sans,
                            letters_for(frame, sentence, scene::Font::Sans, {room.x, room.y * 0.6f}));
        text(p.text, sentence);
        mark(frame, "talk");
    }
    if (sums.empty()) return;
    ImGui::Dummy({0, frame.px(8)});
    const float high = letters_for(frame, sums, scene::Font::Mono, {room.x, room.y * 0.25f});
    const WithFont font(frame, scene::Font::Mono, letters_for_lines(frame, sums, high, 11, room.x));
    text(p.backward, sums);
}

}  // namespace poolwalk::ui
