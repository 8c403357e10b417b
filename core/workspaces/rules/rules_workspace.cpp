#include "core/workspaces/rules/rules_workspace.h"

#include "core/base/number_text.h"
#include "core/workspaces/rules/rules_scene.h"
#include "core/workspaces/walk/walk_workspace.h"

namespace poolwalk::scene {
namespace {

Hit hit(const Shown&, const AnyLayout& layout, Vec2 mouse) {
    for (const RuleCard& card : std::get<RulesLayout>(layout).cards)
        if (card.rect.contains(mouse))
            return {.card = card.rules,
                    .card_cell = card.grid.cell_at(mouse),
                    .is_compare = card.compare.contains(mouse),
                    .is_button = true};
    return {};
}

// The exact value of the cell, and the reference's.
std::string hit_words(const Shown& shown, const Hit& hit) {
    const auto& tiles = shown.analyses.tiles();
    if (!hit.card_cell || tiles.empty()) return {};
    const auto value = [&](const Rules& rules) {
        return exact_text(value_at(tiles[tile_index(rules)].grad_input, shown.state.view.plane, hit.card_cell->h,
                                   hit.card_cell->w));
    };
    return "dX" + place_text(*hit.card_cell) + " = " + value(*hit.card) + ", in the reference " +
           value(shown.state.view.reference);
}

Clicked click(const AppState&, const Hit& hit, bool) {
    if (!hit.card) return {};
    return {hit.is_compare ? Command(SetReference{*hit.card}) : Command(WalkTile{*hit.card})};
}

}  // namespace

const WorkspaceRow rules_workspace{
    .workspace = Workspace::Rules,
    .has_steps = false,
    .lay_out = [](const Shown& s, Rect canvas) -> AnyLayout { return rules_layout(s.state, canvas); },
    .draw = [](Scene& scene, const Shown& s, const AnyLayout& l,
               SceneCache&) { draw_rules(scene, s, std::get<RulesLayout>(l)); },
    .hit = hit,
    .hit_words = hit_words,
    .click = click,
    .pinned = pinned_of_arrays,
    .unpin = unpin_from_arrays,
    .status = [](const AppState& s) { return walk_workspace.status(s); },
};

}  // namespace poolwalk::scene
