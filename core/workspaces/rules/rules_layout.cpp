#include "core/workspaces/rules/rules_layout.h"

#include <algorithm>
#include <cmath>

namespace poolwalk::scene {
namespace {

constexpr float head_px = 104;

// Of the column with the tie rules' names.
float names_px(const AppState& state, Rect canvas) {
    return std::clamp(canvas.w * 0.19f / static_cast<float>(state.view.scale), 124.0f, 176.0f);
}

// A grid that fills the height is no wider than this: what is left goes to the words.
float room_of_grid(float height, const Shape& x) {
    return std::max(height, height * static_cast<float>(x.w) / static_cast<float>(std::max<std::int64_t>(x.h, 1)));
}

Rect grid_room(const Rect& card, const Shape& shape, float scale) {
    const float pad = 7 * scale;
    return {card.x + pad, card.y + pad, std::min(card.w * 0.5f - pad, room_of_grid(card.h - 2 * pad, shape)),
            card.h - 2 * pad};
}

}  // namespace

float card_margin(Rect card, float scale) { return card.h < 90 * scale ? 11 * scale : 17 * scale; }

RulesLayout rules_layout(const AppState& state, Rect canvas) {
    const auto scale = static_cast<float>(state.view.scale);
    const Shape& x = shape_of(*state.document.input);
    const auto columns = static_cast<float>(overlap_rules().size()), rows = static_cast<float>(tie_rules().size());
    const float gap = 8 * scale, left = canvas.x + (24 + names_px(state, canvas)) * scale,
                top = canvas.y + head_px * scale;
    const float w = (canvas.right() - 20 * scale - left - gap * (columns - 1)) / columns;
    const float h = (canvas.bottom() - 16 * scale - top - gap * (rows - 1)) / rows;
    RulesLayout layout{canvas, left, {}};
    for (const TieRow& tie : tie_rules())
        for (const OverlapRow& overlap : overlap_rules()) {
            const auto c = static_cast<float>(overlap.rule), r = static_cast<float>(tie.rule);
            RuleCard card{.rules = {tie.rule, overlap.rule, state.document.rules.nan}};
            card.rect = {std::round(left + c * (w + gap)), std::round(top + r * (h + gap)), std::round(w),
                         std::round(h)};
            card.grid_room = grid_room(card.rect, x, scale);
            card.grid = place_grid(card.grid_room, x.h, x.w);
            card.compare = {card.grid_room.right() + 8 * scale,
                            card.rect.bottom() - card_margin(card.rect, scale) - 10 * scale, 70 * scale, 20 * scale};
            layout.cards.push_back(card);
        }
    return layout;
}

}  // namespace poolwalk::scene
