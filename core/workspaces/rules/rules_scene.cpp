#include "core/workspaces/rules/rules_scene.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/doc/derived/analysis_cache.h"
#include "core/scene/colormap.h"
#include "core/scene/small_grid.h"
#include "core/scene/text_width.h"

namespace poolwalk::scene {
namespace {

struct Sheet {
    const AppState& state;
    const Palette& palette;
    Rect canvas;
    Scene& scene;
    float px(float unscaled) const { return unscaled * static_cast<float>(state.view.scale); }

    void words(Role role, std::string text, Vec2 at, float size, Color color, Font font = Font::Sans,
               Align align = Align::Left, Rect clip = {}) const {
        scene.labels.push_back({.role = role,
                                .text = std::move(text),
                                .at = at,
                                .size_px = px(size),
                                .font = font,
                                .align = align,
                                .color = color,
                                .clip = clip});
    }
};

constexpr float head_px = 104;

// Of the column with the tie rules' names.
float names_px(const AppState& state, Rect canvas) {
    return std::clamp(canvas.w * 0.19f / static_cast<float>(state.view.scale), 124.0f, 176.0f);
}

// The signs that code uses for an overlap rule.
std::string code_of(const OverlapRow& rule) {
    if (rule.adds) return "dX[cell] += ...";
    return rule.clears_window ? "dX[window] = ..." : "dX[cell] = ...";
}

void add_heads(const Sheet& s) {
    const float x = s.canvas.x + s.px(24);
    s.words(Role::Title, "The same X and dY under every rule", {x, s.canvas.y + s.px(26)}, 19, s.palette.text,
            Font::SansBold);
    s.words(Role::Subtitle, "A cell is ringed where the rule disagrees with the reference. Click a card to walk it.",
            {x, s.canvas.y + s.px(52)}, 13, s.palette.dim);
    const auto cards = rule_cards(s.state, s.canvas);
    for (const OverlapRow& rule : overlap_rules()) {
        const Rect& card = cards[tile_index({tie_rules().front().rule, rule.rule, {}})].rect;
        s.words(Role::Title, std::string(rule.text.label), {card.x, card.y - s.px(28)}, 15, s.palette.text,
                Font::SansBold);
        s.words(Role::Subtitle, code_of(rule), {card.x, card.y - s.px(11)}, 12, s.palette.dim, Font::Mono);
    }
    for (const TieRow& rule : tie_rules()) {
        const Rect& card = cards[tile_index({rule.rule, overlap_rules().front().rule, {}})].rect;
        const std::string_view label = rule.text.label;
        const std::size_t bracket = std::min(label.find(" ("), label.size());
        s.words(Role::Title, std::string(label.substr(0, bracket)), {x, card.center().y - s.px(9)}, 15,
                s.palette.text, Font::SansBold);
        std::string_view who = bracket < label.size() ? label.substr(bracket + 2, label.size() - bracket - 3) : "";
        s.words(Role::Subtitle, std::string(who), {x, card.center().y + s.px(11)}, 12, s.palette.dim);
    }
}

Color color_of(const Sheet& s, Verdict verdict) {
    if (verdict == Verdict::NotSaid) return s.palette.dim;
    return weights_exist(verdict) ? s.palette.good : s.palette.bad;
}

std::string sign_of(Verdict verdict) {
    if (verdict == Verdict::NotSaid) return "? ";
    return weights_exist(verdict) ? "✓ " : "✗ ";
}

// A card has three lines and, at its lower edge, "compare"; on a low card they stand closer.
float margin(Rect card, float scale) { return card.h < 90 * scale ? 11 * scale : 17 * scale; }
float first_line(Rect card, float scale) { return card.y + margin(card, scale); }
float line_height(Rect card, float scale) { return std::min(21.5f * scale, (card.h - 2 * margin(card, scale)) / 3); }

void add_facts(const Sheet& s, const RuleCard& card, const RuleTile& tile, float x) {
    const float room = card.rect.right() - x - s.px(4), first = first_line(card.rect, s.px(1)),
                line = line_height(card.rect, s.px(1));
    const Rect clip{x, card.rect.y, room, card.rect.h};
    const auto row = [&](float index, Role role, const std::string& words, float size, Color color, Font font,
                         float em) {
        const float fitted = fitted_px(words, s.px(size), s.px(7), room, em) / s.px(1);
        s.words(role, words, {x, first + index * line}, std::min(fitted, line / s.px(1)), color, font, Align::Left,
                clip);
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
    s.words(Role::Caption, is_reference ? "reference" : "compare", {card.compare.x, card.compare.center().y}, 12,
            is_reference ? s.palette.accent : s.palette.forward, Font::Sans, Align::Left, clip);
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

// A grid that fills the height is no wider than this: what is left goes to the words.
float room_of_grid(float height, const Shape& x) {
    return std::max(height, height * static_cast<float>(x.w) / static_cast<float>(std::max<std::int64_t>(x.h, 1)));
}

Rect grid_room(const Rect& card, const Shape& shape, float scale) {
    const float pad = 7 * scale;
    return {card.x + pad, card.y + pad, std::min(card.w * 0.46f - pad, room_of_grid(card.h - 2 * pad, shape)),
            card.h - 2 * pad};
}

float largest_cell(float scale) { return 34 * scale; }

void add_card(const Sheet& s, const RuleCard& card, const RuleTile& tile, const RuleTile& reference, ValueRange range,
              bool hovered) {
    const Rules &now = s.state.document.rules, &rules = card.rules;
    const bool current = rules.tie == now.tie && rules.overlap == now.overlap;
    s.scene.grounds.push_back({.role = Role::Card,
                               .rect = card.rect,
                               .stroke = current   ? s.palette.accent
                                         : hovered ? s.palette.text
                                                   : s.palette.line,
                               .fill = current || hovered ? s.palette.raised : s.palette.panel,
                               .thickness = s.px(current ? 2.0f : 1.0f),
                               .radius = s.px(6)});
    const Shape& shape = shape_of(tile.grad_input);
    const std::int64_t plane = s.state.view.plane;
    const Rect room = grid_room(card.rect, shape, s.px(1));
    const auto differs = [&](std::int64_t h, std::int64_t w) {
        const double a = value_at(tile.grad_input, plane, h, w), b = value_at(reference.grad_input, plane, h, w);
        return a != b && !(std::isnan(a) && std::isnan(b));
    };
    add_plain_grid(s.scene,
                   {.grid = GridId::GradInput,
                    .room = room,
                    .max_cell_px = largest_cell(s.px(1)),
                    .scale = static_cast<float>(s.state.view.scale),
                    .rows = shape.h,
                    .cols = shape.w,
                    .value = [&](std::int64_t h, std::int64_t w) { return value_at(tile.grad_input, plane, h, w); },
                    .low = range.low,
                    .high = range.high,
                    .ramp = gradient_ramp(s.state.view.theme),
                    .ringed = differs,
                    .ring = s.palette.bad},
                   s.palette);
    add_facts(s, card, tile, room.right() + s.px(8));
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

std::vector<RuleCard> rule_cards(const AppState& state, Rect canvas) {
    const auto scale = static_cast<float>(state.view.scale);
    const auto columns = static_cast<float>(overlap_rules().size()), rows = static_cast<float>(tie_rules().size());
    const float gap = 8 * scale, left = canvas.x + (24 + names_px(state, canvas)) * scale,
                top = canvas.y + head_px * scale;
    const float w = std::min(330 * scale, (canvas.right() - 20 * scale - left - gap * (columns - 1)) / columns);
    const float h = std::min(170 * scale, (canvas.bottom() - 16 * scale - top - gap * (rows - 1)) / rows);
    std::vector<RuleCard> cards;
    for (const TieRow& tie : tie_rules())
        for (const OverlapRow& overlap : overlap_rules()) {
            const auto c = static_cast<float>(overlap.rule), r = static_cast<float>(tie.rule);
            const Rect rect{std::round(left + c * (w + gap)), std::round(top + r * (h + gap)), std::round(w),
                            std::round(h)};
            const float low = margin(rect, scale),
                        x = grid_room(rect, shape_of(*state.document.input), scale).right() + 8 * scale;
            const Rect compare{x, rect.bottom() - low - 10 * scale, 70 * scale, 20 * scale};
            cards.push_back({{tie.rule, overlap.rule, state.document.rules.nan}, rect, compare});
        }
    return cards;
}

std::optional<Place> rule_cell_at(const AppState& state, const RuleCard& card, Vec2 mouse) {
    const Shape& shape = shape_of(*state.document.input);
    const auto scale = static_cast<float>(state.view.scale);
    const PlacedGrid grid = place_grid(grid_room(card.rect, shape, scale), shape.h, shape.w, largest_cell(scale));
    if (!grid.extent().contains(mouse)) return std::nullopt;
    const Place at{static_cast<std::int64_t>((mouse.y - grid.origin.y) / grid.cell_px),
                   static_cast<std::int64_t>((mouse.x - grid.origin.x) / grid.cell_px)};
    return inside(at, shape.h, shape.w) ? std::optional(at) : std::nullopt;
}

Scene build_rules_scene(const AppState& state, const std::vector<RuleTile>& tiles, Rect canvas,
                        const std::optional<Rules>& hovered) {
    Scene scene;
    scene.canvas = canvas;
    const Palette& palette = palette_of(state.view.theme);
    scene.background = palette.canvas;
    const Sheet sheet{state, palette, canvas, scene};
    add_heads(sheet);
    if (shape_of(*state.document.input).cells() > max_cells_for_rules)
        sheet.words(Role::Caption, "X is too large for 18 pictures at once: the limit is 2^20 cells.",
                    {canvas.x + sheet.px(24 + names_px(state, canvas)), canvas.y + sheet.px(140)}, 14, palette.bad);
    if (tiles.empty()) return scene;  // or not there yet
    const ValueRange range = common_range(tiles, state.view.plane);
    const RuleTile& reference = tiles[tile_index(state.view.reference)];
    const auto cards = rule_cards(state, canvas);
    for (std::size_t i = 0; i < tiles.size(); ++i)
        add_card(sheet, cards[i], tiles[i], reference, range, hovered == cards[i].rules);
    return scene;
}

}  // namespace poolwalk::scene
