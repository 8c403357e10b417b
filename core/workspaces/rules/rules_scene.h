// The Rules workspace as a picture: a card for every tie rule and overlap rule, all on the same X and
// dY. What is worked out stands in doc/derived/analysis_cache.h; a card that is clicked becomes the document's rules.
#pragma once

#include <optional>

#include "core/doc/derived/analysis_cache.h"
#include "core/doc/derived/derived.h"
#include "core/scene/scene.h"

namespace poolwalk::scene {

struct RuleCard {
    Rules rules;
    Rect rect;
    Rect compare;  // the words "compare" in it: makes the card the reference
};

// One card a tile, in the order of the tables.
std::vector<RuleCard> rule_cards(const AppState& state, Rect canvas);

// `hovered`: the card under the mouse.
Scene build_rules_scene(const AppState& state, const std::vector<RuleTile>& tiles, Rect canvas,
                        const std::optional<Rules>& hovered);

// "subgradient", and what was made and lost: the words of a card and of the panel beside.
std::string made_and_lost(const Budget& budget, bool in_words = true);

// The cell of the card's dX under the mouse.
std::optional<Place> rule_cell_at(const AppState& state, const RuleCard& card, Vec2 mouse);

}  // namespace poolwalk::scene
