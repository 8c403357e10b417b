#include "core/workspaces/rules/rules_scene.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/colormap.h"
#include "core/scene/text_width.h"

namespace poolwalk::scene {
namespace {

constexpr float usual_line_px = 21.5f, largest_letters = 1.6f;

struct Cards {
    Sketch draw;
    const AppState& state;
    const RulesLayout& layout;
    const Palette& palette = draw.palette;
    float px(float unscaled) const { return draw.px(unscaled); }
};

// The signs that code uses for an overlap rule.
std::string code_of(const OverlapRow& rule) {
    if (rule.adds) return "dX[cell] += ...";
    return rule.clears_window ? "dX[window] = ..." : "dX[cell] = ...";
}

void add_heads(const Cards& s) {
    const Rect& canvas = s.layout.canvas;
    const float x = canvas.x + s.px(24);
    s.draw.text(Role::Title, "The same X and dY under every rule", {x, canvas.y + s.px(26)},
                {.size = 19, .color = s.palette.text, .font = Font::SansBold});
    s.draw.text(Role::Subtitle,
                "A cell is ringed where the rule disagrees with the reference. Click a card to walk it.",
                {x, canvas.y + s.px(52)}, {.size = 13, .color = s.palette.dim});
    const auto& cards = s.layout.cards;
    for (const OverlapRow& rule : overlap_rules()) {
        const Rect& card = cards[tile_index({tie_rules().front().rule, rule.rule, {}})].rect;
        s.draw.text(Role::Title, std::string(rule.text.label), {card.x, card.y - s.px(28)},
                    {.size = 15, .color = s.palette.text, .font = Font::SansBold});
        s.draw.text(Role::Subtitle, code_of(rule), {card.x, card.y - s.px(11)},
                    {.color = s.palette.dim, .font = Font::Mono});
    }
    for (const TieRow& rule : tie_rules()) {
        const Rect& card = cards[tile_index({rule.rule, overlap_rules().front().rule, {}})].rect;
        const std::string_view label = rule.text.label;
        const std::size_t bracket = std::min(label.find(" ("), label.size());
        s.draw.text(Role::Title, std::string(label.substr(0, bracket)), {x, card.center().y - s.px(9)},
                    {.size = 15, .color = s.palette.text, .font = Font::SansBold});
        std::string_view who = bracket < label.size() ? label.substr(bracket + 2, label.size() - bracket - 3) : "";
        s.draw.text(Role::Subtitle, std::string(who), {x, card.center().y + s.px(11)}, {.color = s.palette.dim});
    }
}

Color color_of(const Cards& s, Verdict verdict) {
    if (verdict == Verdict::NotSaid) return s.palette.dim;
    return weights_exist(verdict) ? s.palette.good : s.palette.bad;
}

std::string sign_of(Verdict verdict) {
    if (verdict == Verdict::NotSaid) return "? ";
    return weights_exist(verdict) ? "✓ " : "✗ ";
}

// A card has three lines and, at its lower edge, "compare"; on a low card they stand closer, on a high one their
// letters are larger.
float first_line(Rect card, float scale) { return card.y + card_margin(card, scale); }
float line_height(Rect card, float scale) {
    return std::clamp((card.h - 2 * card_margin(card, scale)) / 3, 1.0f, usual_line_px * scale * largest_letters);
}

void add_facts(const Cards& s, const RuleCard& card, const RuleTile& tile, float x) {
    const float room = card.rect.right() - x - s.px(4), first = first_line(card.rect, s.px(1)),
                line = line_height(card.rect, s.px(1)), letters = std::max(1.0f, line / s.px(usual_line_px));
    const Rect clip{x, card.rect.y, room, card.rect.h};
    const auto row = [&](float index, Role role, const std::string& words, float size, Color color, Font font,
                         float em) {
        const float fitted = fitted_px(words, s.px(size * letters), s.px(7), room, em) / s.px(1);
        s.draw.text(role, words, {x, first + index * line},
                    {.size = std::min(fitted, line / s.px(1)), .color = color, .font = font, .clip = clip});
    };
    row(0, Role::Verdict, "Σ dX  " + short_text(tile.budget.out), 13, s.palette.text, Font::Mono, 0.62f);
    std::string verdict = sign_of(tile.judgement.verdict) + std::string(label_of(tile.judgement.verdict));
    if (!fits(verdict, s.px(11), room, 0.6f) && tile.judgement.verdict == Verdict::NotAGradient)
        verdict = sign_of(tile.judgement.verdict) + "no gradient";
    row(1, Role::Verdict, verdict, 13, color_of(s, tile.judgement.verdict), Font::SansBold, 0.62f);
    const std::string full = made_and_lost(tile.budget);
    row(2, Role::Verdict, fits(full, s.px(12), room, 0.55f) ? full : made_and_lost(tile.budget, false), 12,
        s.palette.dim, Font::Sans, 0.64f);
    const bool is_reference =
        tile.rules.tie == s.state.view.reference.tie && tile.rules.overlap == s.state.view.reference.overlap;
    s.draw.text(Role::Caption, is_reference ? "reference" : "compare", {card.compare.x, card.compare.center().y},
                {.size = 12 * letters, .color = is_reference ? s.palette.accent : s.palette.forward, .clip = clip});
}

ValueRange common_range(const std::vector<RuleTile>& tiles, std::int64_t plane) {
    double reach = 0;
    for (const RuleTile& tile : tiles) {
        const Shape& shape = shape_of(tile.grad_input);
        for (std::int64_t h = 0; h < shape.h; ++h)
            for (std::int64_t w = 0; w < shape.w; ++w) {
                const double v = std::abs(value_at(tile.grad_input, plane, h, w));
                if (std::isfinite(v)) reach = std::max(reach, v);
            }
    }
    return {-reach, reach};
}

void add_card(const Cards& s, const RuleCard& card, const RuleTile& tile, const RuleTile& reference, ValueRange range,
              bool hovered) {
    const Rules &now = s.state.document.rules, &rules = card.rules;
    const bool current = rules.tie == now.tie && rules.overlap == now.overlap;
    s.draw.scene.grounds.push_back({.role = Role::Card,
                                    .rect = card.rect,
                                    .stroke = current   ? s.palette.accent
                                              : hovered ? s.palette.text
                                                        : s.palette.line,
                                    .fill = current || hovered ? s.palette.raised : s.palette.panel,
                                    .thickness = s.px(current ? 2.0f : 1.0f),
                                    .radius = s.px(6)});
    const std::int64_t plane = s.state.view.plane;
    const auto differs = [&](std::int64_t h, std::int64_t w) {
        const double a = value_at(tile.grad_input, plane, h, w), b = value_at(reference.grad_input, plane, h, w);
        return a != b && !(std::isnan(a) && std::isnan(b));
    };
    s.draw.grid({.grid = GridId::GradInput,
                 .place = card.grid,
                 .value = [&](std::int64_t h, std::int64_t w) { return value_at(tile.grad_input, plane, h, w); },
                 .colors = {range.low, range.high, gradient_ramp(s.state.view.theme)},
                 .ringed = differs,
                 .ring = s.palette.bad});
    add_facts(s, card, tile, card.grid_room.right() + s.px(8));
}

// "card.first.accumulate", and the word "compare" on it.
void name_card(Scene& scene, const RuleCard& card) {
    if (!scene.keeps_names) return;
    const std::string name =
        "card." + std::string(row(card.rules.tie).text.name) + "." + std::string(row(card.rules.overlap).text.name);
    scene.names.push_back({name, card.rect});
    scene.names.push_back({name + ".compare", card.compare});
}

}  // namespace

std::string made_and_lost(const Budget& budget, bool in_words) {
    std::string text;
    const auto add = [&](double amount, const char* sign, const std::string& word) {
        if (amount != 0)
            text += (text.empty() ? "" : " ") + std::string(sign) + short_text(amount) + (in_words ? " " + word : "");
    };
    add(budget.made, "+", "made");
    add(budget.overwritten, "-", "lost");
    add(budget.dropped_for_nan, "-", "dropped for NaN");
    add(budget.on_padding, "-", "on padding");
    return text;
}

void draw_rules(Scene& scene, const Shown& shown, const RulesLayout& layout) {
    const AppState& state = shown.state;
    const Cards cards{sketch_of(scene, state), state, layout};
    add_heads(cards);
    if (shape_of(*state.document.input).cells() > max_cells_for_rules)
        cards.draw.text(Role::Caption,
                        "X is too large for " + std::to_string(layout.cards.size()) +
                            " pictures at once: the limit is 2^20 cells.",
                        {layout.cards_left, layout.canvas.y + cards.px(140)},
                        {.size = 14, .color = cards.palette.bad});
    for (const RuleCard& card : layout.cards) name_card(scene, card);
    const std::vector<RuleTile>& tiles = shown.analyses.tiles();
    if (tiles.empty()) return;  // or not there yet
    const ValueRange range = common_range(tiles, state.view.plane);
    const RuleTile& reference = tiles[tile_index(state.view.reference)];
    for (std::size_t i = 0; i < tiles.size(); ++i)
        add_card(cards, layout.cards[i], tiles[i], reference, range,
                 shown.pointing.hit.card == layout.cards[i].rules);
}

}  // namespace poolwalk::scene
