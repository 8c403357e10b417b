// Where the cards of the Rules workspace lie: a row for each tie rule, a column for each overlap rule.
#pragma once

#include <optional>
#include <vector>

#include "core/doc/update/update.h"
#include "core/scene/placed_grid.h"

namespace poolwalk::scene {

struct RuleCard {
    Rules rules{};
    Rect rect{};
    Rect compare{};    // the word "compare" in it: makes the card the reference
    Rect grid_room{};  // of dX
    PlacedGrid grid{};
};

struct RulesLayout {
    Rect canvas{};
    float cards_left = 0;           // right of the tie rules' names
    std::vector<RuleCard> cards{};  // in the order of the tables
};

RulesLayout rules_layout(const AppState& state, Rect canvas);

// Between a card's edge and its words.
float card_margin(Rect card, float scale);

}  // namespace poolwalk::scene
