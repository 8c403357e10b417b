#include "core/workspaces/check/check_workspace.h"

#include "core/base/number_text.h"
#include "core/pool/ledger/ledger.h"
#include "core/workspaces/check/check_scene.h"
#include "core/workspaces/walk/walk_workspace.h"

namespace poolwalk::scene {
namespace {

constexpr std::size_t max_named_windows = 6;

Hit hit(const Shown& shown, const AnyLayout& layout, Vec2 mouse) {
    const auto cell = check_cell_at(shown.state, std::get<CheckLayout>(layout), mouse);
    return {.cell = cell, .is_button = cell.has_value()};
}

// Your dX beside the windows that make it, where it is another.
std::string claim_words(const Shown& shown, Place cell) {
    if (!shows_claim(shown)) return {};
    const AppState& state = shown.state;
    const std::int64_t plane = state.view.plane;
    std::string words = "\nyour dX" + place_text(cell) + " = " +
                        exact_text(value_at(*state.claim->grad_input, plane, cell.h, cell.w));
    if (!claim_differs(shown, cell)) return words;
    std::size_t named = 0;
    for (const LedgerEntry& entry : ledger_of(view_of(state.document), shown.derived.output_shape, plane, cell)) {
        if (entry.amount == 0 && !entry.overwrote) continue;
        if (++named > max_named_windows) return words + "\n...";
        words += "\n  window " + place_text(entry.window) + (entry.overwrote ? " sets it to " : " adds ") +
                 exact_text(entry.amount);
    }
    return named > 0 ? words : words + "\n  no window chooses this cell";
}

// The exact values of the cell.
std::string hit_words(const Shown& shown, const Hit& hit) {
    const auto& check = shown.analyses.check();
    if (!hit.cell || !check) return {};
    const auto& [h, w] = hit.cell->cell;
    const std::int64_t plane = hit.cell->plane;
    const std::string at = place_text(hit.cell->cell);
    return "X" + at + " = " + exact_text(value_at(*shown.state.document.input, plane, h, w)) + "\ndX" + at + " = " +
           exact_text(value_at(shown.derived.grad_input, plane, h, w)) + "\ncentral difference " +
           exact_text(check->central(plane, h, w)) + claim_words(shown, hit.cell->cell);
}

Clicked click(const AppState&, const Hit& hit, bool) {
    if (!hit.cell) return {};
    return {Pin{hit.cell}};
}

Rect place_of(const AnyLayout& layout, const AnyCell& cell) {
    const auto* ref = std::get_if<CellRef>(&cell);
    if (!ref || !is_input_sized(ref->grid)) return {};
    return std::get<CheckLayout>(layout).grids[ref->grid == GridId::Input ? 0 : 1].cell(ref->cell.h, ref->cell.w);
}

}  // namespace

const WorkspaceRow check_workspace{
    .workspace = Workspace::Check,
    .has_steps = false,
    .lay_out = [](const Shown& s, Rect canvas) -> AnyLayout { return check_layout(s.state, canvas); },
    .draw = [](Scene& scene, const Shown& s, const AnyLayout& l,
               SceneCache&) { draw_check(scene, s, std::get<CheckLayout>(l)); },
    .hit = hit,
    .hit_words = hit_words,
    .click = click,
    .pinned = pinned_of_arrays,
    .unpin = unpin_from_arrays,
    .place_of = place_of,
    .status = [](const AppState& s) { return walk_workspace.status(s); },
    .budget = [](const AppState&, const Derived& derived) { return derived.budget.total(); },
};

}  // namespace poolwalk::scene
