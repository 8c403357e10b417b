// The Rules workspace as a picture: a card for every tie rule and overlap rule, all on the same X and
// dY. What is worked out stands in doc/derived/analysis_cache.h, where it lies in rules_layout.h.
#pragma once

#include "core/workspaces/rules/rules_layout.h"
#include "core/workspaces/shown.h"

namespace poolwalk::scene {

void draw_rules(Scene& scene, const Shown& shown, const RulesLayout& layout);

// "+3 made -2 lost": what a rule made and lost, with or without the words.
std::string made_and_lost(const Budget& budget, bool in_words = true);

}  // namespace poolwalk::scene
