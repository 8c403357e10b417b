#include "core/workspaces/check/check_workspace.h"

#include "core/base/number_text.h"
#include "core/workspaces/check/check_scene.h"
#include "core/workspaces/walk/walk_workspace.h"

namespace poolwalk::scene {
namespace {

Hit hit(const Shown& shown, const AnyLayout& layout, Vec2 mouse) {
    const auto cell = check_cell_at(shown.state, std::get<CheckLayout>(layout), mouse);
    return {.cell = cell, .is_button = cell.has_value()};
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
           exact_text(check->central(plane, h, w));
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
