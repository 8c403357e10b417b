// The cards of the Rules workspace: pointed at, clicked to walk, or made the reference.
#include "app/render/scene_painter.h"
#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"
#include "core/workspaces/rules/rules_scene.h"

namespace poolwalk::ui {
namespace {

// The exact value of the cell under the mouse, and the reference's.
void say_cell(const Frame& frame, const scene::RuleCard& card, scene::Vec2 mouse) {
    const auto at = scene::rule_cell_at(frame.state, card, mouse);
    const auto& tiles = frame.explorer.tiles();
    if (!at || tiles.empty()) return;
    const auto value = [&](const Rules& rules) {
        return exact_text(value_at(tiles[tile_index(rules)].grad_input, frame.state.view.plane, at->h, at->w));
    };
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(("dX" + scene::place_text(*at) + " = " + value(card.rules) + ", in the reference " +
                            value(frame.state.view.reference))
                               .c_str());
    ImGui::EndTooltip();
}

}  // namespace

void draw_rules_canvas(const Frame& frame) {
    const ImVec2 origin = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
    const scene::Rect canvas{0, 0, size.x, size.y};
    ImGui::InvisibleButton("rules canvas", size);
    mark(frame, "rules_canvas");
    const bool over = ImGui::IsItemHovered();
    const ImVec2 m = ImGui::GetIO().MousePos;
    const scene::Vec2 mouse{m.x - origin.x, m.y - origin.y};
    frame.memory.hovered_card.reset();
    for (const scene::RuleCard& card : scene::rule_cards(frame.state, canvas)) {
        const std::string name = "card." + std::string(row(card.rules.tie).text.name) + "." +
                                 std::string(row(card.rules.overlap).text.name);
        mark_rect(frame, name, {origin.x + card.rect.x, origin.y + card.rect.y},
                  {origin.x + card.rect.right(), origin.y + card.rect.bottom()});
        mark_rect(frame, name + ".compare", {origin.x + card.compare.x, origin.y + card.compare.y},
                  {origin.x + card.compare.right(), origin.y + card.compare.bottom()});
        if (!over || !card.rect.contains(mouse)) continue;
        frame.memory.hovered_card = card.rules;
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        say_cell(frame, card, mouse);
        if (!ImGui::IsMouseClicked(0)) continue;
        if (card.compare.contains(mouse)) frame.emit(SetReference{card.rules});
        else frame.emit(WalkTile{card.rules});
    }
    const scene::Scene scene =
        scene::build_rules_scene(frame.state, frame.explorer.tiles(), canvas, frame.memory.hovered_card);
    render::paint(*ImGui::GetWindowDrawList(), scene, {origin.x, origin.y}, frame.fonts, frame.painter);
}

}  // namespace poolwalk::ui
