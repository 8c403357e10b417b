#include "core/io/export/worksheet.h"

#include "core/pool/rules.h"

namespace poolwalk::io {
namespace {

std::string pair_words(Pair pair) { return std::to_string(pair.rows) + " x " + std::to_string(pair.cols); }

std::string padding_words(const Pads& pads) {
    if (pads.top == pads.bottom && pads.left == pads.right && pads.top == pads.left) return std::to_string(pads.top);
    return "top " + std::to_string(pads.top) + ", left " + std::to_string(pads.left) + ", bottom " +
           std::to_string(pads.bottom) + ", right " + std::to_string(pads.right);
}

std::string layer_words(const Geometry& g) {
    std::string text = "Kernel " + pair_words(g.kernel) + ", stride " + pair_words(g.stride);
    if (g.pads != Pads{}) text += ", padding " + padding_words(g.pads) + " (-inf)";
    if (g.dilation != Pair{1, 1}) text += ", dilation " + pair_words(g.dilation);
    return text + (g.ceil_mode ? ", size rounded up." : ".");
}

std::string rule_words(const Rules& rules) {
    return "Ties: " + std::string(row(rules.tie).text.help) +
           ". Overlap: " + std::string(row(rules.overlap).text.help) + ".";
}

AppState state_of_sheet(AppState state, bool is_solved) {
    state.view.workspace = Workspace::Walk;
    state.view.theme = Theme::Light;
    state.view.hidden_grids = 0;
    state.view.mask = Mask::None;
    state.view.y_shows = YShows::Values;
    state.view.pinned.reset();
    state.view.selected_to.reset();
    state.view.camera = {};
    state.quiz = {};
    state.lesson.reset();
    state.play.forward_only = false;
    const std::int64_t done = is_solved ? step_count(plan_of(state)) : 0;
    return update(std::move(state), Seek{done});
}

}  // namespace

std::string worksheet_svg(const AppState& state, const Derived& derived, const scene::Rect& canvas, bool is_solved) {
    const Document& document = state.document;
    const FigureStyle style{.ground = FigureGround::White,
                            .has_marks = false,
                            .is_blank = true,
                            .heading = {is_solved ? "Max pooling: solution" : "Max pooling: fill in Y, then dX",
                                        layer_words(document.geometry), rule_words(document.rules)}};
    return figure_svg(state_of_sheet(state, is_solved), derived, canvas, style);
}

}  // namespace poolwalk::io
