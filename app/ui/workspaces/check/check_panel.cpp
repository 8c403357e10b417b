// The numerical check in numbers: the step h, the three differences of the nudged cell beside what is
// exact, the relative error of the whole grid, and the published check that checks nothing.
#include <array>
#include <cmath>

#include "app/ui/panels.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"
#include "core/workspaces/check/check_scene.h"

namespace poolwalk::ui {
namespace {

void line(const Frame& frame, const char* name, const std::string& value, scene::Color color) {
    ImGui::TextColored(vec4(frame.palette().dim), "%s", name);
    ImGui::SameLine(frame.px(150) + ImGui::GetStyle().WindowPadding.x);
    ImGui::TextColored(vec4(color), "%s", value.c_str());
}

void choose_step(const Frame& frame) {
    CheckSettings check = frame.state.view.check;
    field_label(frame, "Step h");
    float exponent = static_cast<float>(std::log10(check.h));
    if (ImGui::SliderFloat("##h", &exponent, -12, 0, number_text(check.h, 2).c_str(), ImGuiSliderFlags_NoInput)) {
        check.h = std::pow(10.0, static_cast<double>(std::round(exponent * 2) / 2));
        frame.emit(SetCheck{check});
    }
    mark(frame, "check_h");
    constexpr std::array rows{ComboRow{"float32", "as most networks compute"},
                              ComboRow{"float64", "as gradient checks should"}};
    field_label(frame, "Arithmetic");
    const int chosen = combo(frame, "check_arithmetic", rows, static_cast<std::size_t>(check.arithmetic));
    if (chosen >= 0) {
        check.arithmetic = static_cast<DType>(chosen);
        frame.emit(SetCheck{check});
    }
}

void draw_cell(const Frame& frame) {
    const scene::Palette& p = frame.palette();
    const Nudge nudge = scene::nudge_of(frame.state);
    const PoolView view = view_of(frame.state.document);
    const Differences d = differences(LossLine(view, nudge), frame.state.view.check.h);
    const OneSided exact = one_sided(view, frame.derived.output_shape, nudge.plane, nudge.cell);
    const double dx = value_at(frame.derived.grad_input, nudge.plane, nudge.cell.h, nudge.cell.w);
    heading(frame, ("CELL X" + scene::place_text(nudge.cell)).c_str());
    const WithFont font(frame, scene::Font::Mono, 13);
    line(frame, "left difference", short_text(d.left), p.bad);
    line(frame, "right difference", short_text(d.right), p.accent);
    line(frame, "central difference", short_text(d.central), p.backward);
    line(frame, "exact, left", short_text(exact.left), p.text);
    line(frame, "exact, right", short_text(exact.right), p.text);
    line(frame, "dX, these rules", short_text(dx), p.text);
    mark(frame, "check_dx");
    const WithFont words(frame, scene::Font::Sans, 14);
    if (exact.left == exact.right) rich_text(frame, p.dim, "Both sides agree: the loss is smooth here.");
    else {
        const bool within = within_reach(exact, dx, dtype_of(view.input));
        rich_text(frame, within ? p.dim : p.bad,
                  std::string("A tie: the loss has a corner, and dX lies ") + (within ? "between" : "outside") +
                      " its two slopes.");
        rich_text(frame, p.dim,
                  "The central difference is the mean of the two slopes: (" + short_text(exact.left) + " + " +
                      short_text(exact.right) + ") / 2 = " + short_text((exact.left + exact.right) / 2) + ".");
    }
}

void corner_row(const Frame& frame, std::array<std::string, 4> cells, scene::Color color) {
    constexpr std::array columns{0.0f, 74.0f, 166.0f, 274.0f};
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) ImGui::SameLine(frame.px(columns[i]) + ImGui::GetStyle().WindowPadding.x);
        ImGui::TextColored(vec4(color), "%s", cells[i].c_str());
    }
}

// Every cell at a tie: the interval between its slopes, exact and measured, and where dX stands.
void draw_corners(const Frame& frame, const CheckResults& check) {
    constexpr std::size_t max_rows = 8;
    const scene::Palette& p = frame.palette();
    const DType dtype = dtype_of(*frame.state.document.input);
    const auto interval = [](double a, double b) { return "[" + number_text(a, 3) + ", " + number_text(b, 3) + "]"; };
    std::size_t rows = 0;
    const WithFont font(frame, scene::Font::Mono, 12);
    for (const Corner& corner : check.corners) {
        if (corner.plane != frame.state.view.plane) continue;
        if (rows == 0) {
            heading(frame, "AT TIES: BETWEEN THE TWO SLOPES");
            corner_row(frame, {"cell", "exact", "measured", "dX"}, p.dim);
        }
        if (++rows > max_rows) break;
        const double dx = value_at(frame.derived.grad_input, corner.plane, corner.cell.h, corner.cell.w);
        const bool within = within_reach(corner.exact, dx, dtype);
        corner_row(frame,
                   {"X" + scene::place_text(corner.cell), interval(corner.exact.left, corner.exact.right),
                    interval(corner.left, corner.right), number_text(dx, 3) + (within ? " in" : " outside")},
                   within ? p.text : p.bad);
    }
    if (rows > max_rows) rich_text(frame, p.dim, "and more");
    if (rows > 0) mark(frame, "corners");
}

void draw_grid(const Frame& frame, const CheckResults& check) {
    const scene::Palette& p = frame.palette();
    heading(frame, "ALL CELLS");
    const bool close = check.relative_error < 1e-6;
    {
        const WithFont font(frame, scene::Font::Mono, 13);
        rich_text(frame, close ? p.good : p.text,
                  "||a-b|| / (||a||+||b||) = " + number_text(check.relative_error, 3));
    }
    mark(frame, "check_error");
    rich_text(frame, weights_exist(check.judgement.verdict) ? p.good : p.bad,
              "dX: " + std::string(label_of(check.judgement.verdict)));
    rich_text(frame, p.dim, check.judgement.sentence);
    heading(frame, "THE CHECK THAT CHECKS NOTHING");
    rich_text(frame, p.text, check.notebook.sentence);
    mark(frame, "check_notebook");
}

}  // namespace

void draw_check_panel(const Frame& frame) {
    heading(frame, "NUMERICAL GRADIENT");
    choose_step(frame);
    if (!frame.analyses.check()) return;
    draw_cell(frame);
    draw_corners(frame, *frame.analyses.check());
    draw_grid(frame, *frame.analyses.check());
}

}  // namespace poolwalk::ui
