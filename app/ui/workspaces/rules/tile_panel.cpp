// One combination of rules in words: what it does, its sum, whether it is a gradient and why, who does
// it this way. Of the card under the mouse, else of the document's own rules.
#include <algorithm>
#include <array>

#include "app/ui/panels.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"
#include "core/pool/ledger/made_and_lost.h"
#include "core/workspaces/rules/rules_scene.h"

namespace poolwalk::ui {
namespace {

constexpr std::size_t max_rows = 8;

void draw_budget(const Frame& frame, const Budget& budget) {
    const scene::Palette& p = frame.palette();
    {
        const WithFont font(frame, scene::Font::Mono, 14);
        rich_text(frame, p.text, "in   Σ dY = " + short_text(budget.in));
        rich_text(frame, p.text, "out  Σ dX = " + short_text(budget.out));
    }
    const std::vector<std::string> reasons = scene::budget_reasons(budget);
    if (reasons.empty()) rich_text(frame, p.good, "✓ nothing made, nothing lost");
    for (const std::string& reason : reasons) rich_text(frame, p.bad, "✗ " + reason);
}

// " (0, 1) +3, (1, 1) +4 and 2 more"
std::string places(const std::vector<AmountAt>& amounts, const char* sign) {
    constexpr std::size_t most = 5;
    std::string list;
    for (std::size_t i = 0; i < std::min(most, amounts.size()); ++i)
        list += (i > 0 ? ", " : " ") + scene::place_text(amounts[i].at) + " " + sign + short_text(amounts[i].amount);
    if (amounts.size() > most) list += " and " + std::to_string(amounts.size() - most) + " more";
    return list;
}

void draw_where(const Frame& frame, const Rules& rules) {
    const Document& doc = frame.state.document;
    if (shape_of(*doc.input).cells() > max_cells_for_check) return;
    const PoolView view{*doc.input, *doc.grad_output, doc.geometry, rules};
    const MadeAndLost found = made_and_lost(view, frame.derived.output_shape, frame.state.view.plane);
    const scene::Palette& p = frame.palette();
    if (!found.made.empty()) rich_text(frame, p.dim, "made in windows" + places(found.made, "+"));
    if (!found.lost.empty()) rich_text(frame, p.dim, "lost at cells" + places(found.lost, "-"));
    mark(frame, "made_and_lost");
}

void draw_verdict(const Frame& frame, const Judgement& judgement) {
    const scene::Palette& p = frame.palette();
    heading(frame, "IS IT A GRADIENT?");
    const bool said = judgement.verdict != Verdict::NotSaid;
    {
        const WithFont font(frame, scene::Font::SansBold, 14);
        text(!said                              ? p.dim
             : weights_exist(judgement.verdict) ? p.good
                                                : p.bad,
             std::string(label_of(judgement.verdict)));
    }
    rich_text(frame, p.text, judgement.sentence);
    if (!judgement.reason.empty()) rich_text(frame, p.dim, judgement.reason);
    mark(frame, "verdict");
}

void table_row(const Frame& frame, std::array<std::string, 5> cells, scene::Color color) {
    // On a narrow panel the columns stand closer; a sign stands for the last one's words.
    constexpr std::array columns{0.0f, 82.0f, 142.0f, 202.0f, 262.0f};
    const bool narrow = ImGui::GetContentRegionAvail().x < frame.px(330);
    const float shrink = narrow ? std::min(1.0f, ImGui::GetContentRegionAvail().x / frame.px(300)) : 1;
    if (narrow && !cells[4].empty()) cells[4] = cells[4] == "in range" ? "✓" : "✗";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) ImGui::SameLine(frame.px(columns[i]) * shrink + ImGui::GetStyle().WindowPadding.x);
        ImGui::TextColored(vec4(color), "%s", cells[i].c_str());
    }
}

// The cells of tied windows: nudged down and up, and what this dX says of them.
void draw_sides(const Frame& frame, const RuleTile& tile) {
    const PoolView view = view_of(frame.state.document);
    const Shape& shape = shape_of(view.input);
    const std::int64_t plane = frame.state.view.plane;
    if (shape.cells() > max_cells_for_check) return;
    const std::vector<OneSided> sides = one_sided_of_plane(view, plane);
    const scene::Palette& p = frame.palette();
    const WithFont font(frame, scene::Font::Mono, 12);
    std::size_t rows = 0;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (sides[i].left == sides[i].right) continue;
        if (rows == 0) table_row(frame, {"cell", "left", "right", "dX", ""}, p.dim);
        if (++rows > max_rows) break;
        const Place at{static_cast<std::int64_t>(i) / shape.w, static_cast<std::int64_t>(i) % shape.w};
        const double dx = value_at(tile.grad_input, plane, at.h, at.w);
        const bool within = within_reach(sides[i], dx, dtype_of(view.input));
        table_row(frame,
                  {"X" + scene::place_text(at), short_text(sides[i].left), short_text(sides[i].right),
                   number_text(dx, 4), within ? "in range" : "outside"},
                  within ? p.text : p.bad);
    }
    if (rows > max_rows) rich_text(frame, p.dim, "and more");
    if (rows > 0) {
        const WithFont words(frame, scene::Font::Sans, 13);
        rich_text(
            frame, p.dim,
            "Each cell alone may lie in its range, and yet the tied cells of a window share only one dY: that is "
            "checked window by window.");
    }
}

}  // namespace

void draw_tile_panel(const Frame& frame) {
    if (frame.analyses.tiles().empty()) return;
    const Rules rules = frame.memory.pointing.hit.card.value_or(frame.state.document.rules);
    const RuleTile& tile = frame.analyses.tiles()[tile_index(rules)];
    const scene::Palette& p = frame.palette();
    const RuleText &tie = row(rules.tie).text, &overlap = row(rules.overlap).text;
    {
        const WithFont font(frame, scene::Font::SansBold, 14);
        rich_text(frame, p.backward, std::string(tie.label) + " · " + std::string(overlap.label));
    }
    mark(frame, "tile_heading");
    {
        const WithFont font(frame, scene::Font::Sans, 15);
        rich_text(frame, p.text, "Of tied cells, " + std::string(tie.help) + ".");
        rich_text(frame, p.text, "Where windows overlap, " + std::string(overlap.help) + ".");
    }
    draw_budget(frame, tile.budget);
    draw_where(frame, tile.rules);
    rich_text(frame, p.dim,
              std::to_string(tile.differs) + (tile.differs == 1 ? " cell differs" : " cells differ") +
                  " from the reference");
    draw_verdict(frame, tile.judgement);
    draw_sides(frame, tile);
    heading(frame, "WHO DOES THIS");
    rich_text(frame, p.text, "Ties: " + std::string(tie.who) + ".");
    rich_text(frame, p.text, "Overlap: " + std::string(overlap.who) + ".");
}

}  // namespace poolwalk::ui
