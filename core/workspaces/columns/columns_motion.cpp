#include "core/workspaces/columns/columns_motion.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/colormap.h"
#include "core/scene/motion.h"
#include "core/scene/text_width.h"
#include "core/workspaces/columns/columns_scene.h"
#include "core/workspaces/columns/columns_sketch.h"

namespace poolwalk::scene {
namespace {

constexpr float leaves = 0.3f, lands = 0.8f;
constexpr std::int64_t max_flights = 64;  // of a column with more entries the step moves none

struct Flight {
    Rect from{}, to{};
    double value = 0;
    bool gradient = false;
};

// One cell with its number, on the way.
void add_flight(const ColumnsSketch& s, const Flight& flight, float t) {
    const float seen = eased(t, leaves - 0.1f, leaves) * (1 - eased(t, lands, 0.95f));
    if (seen <= 0) return;
    const Rect rect = between(flight.from, flight.to, eased(t, leaves, lands));
    const ColorScale colors = colors_of(s.shown, flight.gradient);
    const Color ground =
        std::isnan(flight.value) ? s.palette.nan : color_at(*colors.ramp, flight.value, colors.low, colors.high);
    s.draw.scene.rings.push_back(thinned(Box{.role = Role::Motion,
                                             .rect = shrunk(rect, 1),
                                             .stroke = s.palette.accent,
                                             .fill = ground,
                                             .thickness = s.px(1.5f),
                                             .radius = s.px(3)},
                                         seen));
    const std::string text = number_text(flight.value, 3);
    const float size = fitted_px(text, rect.h * 0.36f, rect.h * 0.18f, rect.w * 0.9f, 0.6f);
    if (size < 7) return;
    s.draw.scene.discs.push_back(thinned(Disc{.role = Role::Motion,
                                              .center = rect.center(),
                                              .radius = 0,
                                              .label = {.role = Role::Motion,
                                                        .text = text,
                                                        .at = rect.center(),
                                                        .size_px = size,
                                                        .font = Font::Mono,
                                                        .color = ink_on(ground)}},
                                         seen));
}

void add_flights(const ColumnsSketch& s, const ColumnsStep& step, const std::function<void(const Flight&)>& fly) {
    const ColumnsLayout& l = s.layout;
    const ColumnPlace place = place_of_column(l.plan, step.column);
    if (place.plane != l.plane || !l.columns.holds(step.column) || l.plan.rows() > max_flights) return;
    const PooledColumn& look = s.look_at(step.column);
    for (std::int64_t i = l.rows.first; i < l.rows.end(); ++i) {
        const MatrixEntry at{i, step.column};
        const bool receives = std::ranges::find(look.receivers, i) != look.receivers.end();
        if (on_padding(l.plan, at)) continue;
        const Place cell = slot_of(l.plan, at);
        switch (step.phase) {
            case ColumnsPhase::Gather:
                if (l.input.holds(cell) && l.shows(Band::Columns))
                    fly({l.input.cell(cell), l.entry(Band::Columns, at), entry_at(s.view, l.plan, at)});
                break;
            case ColumnsPhase::Argmax:
                if (i == look.argmax && l.shows(Band::Columns) && l.shows(Band::Output))
                    fly({l.entry(Band::Columns, at), l.entry(Band::Output, at), look.maximum});
                break;
            case ColumnsPhase::Scatter:
                if (receives && look.grad_output && l.shows(Band::GradOutput) && l.shows(Band::GradColumns))
                    fly({l.entry(Band::GradOutput, at), l.entry(Band::GradColumns, at), look.grad_entry(i), true});
                break;
            case ColumnsPhase::Col2im:
                if (look.grad_entry(i) != 0 && l.grad_input.holds(cell) && l.shows(Band::GradColumns))
                    fly({l.entry(Band::GradColumns, at), l.grad_input.cell(cell), look.grad_entry(i), true});
                break;
        }
    }
}

}  // namespace

void draw_columns_between(Scene& scene, const StepEnds& ends, const ColumnsLayout& from, const ColumnsLayout& to,
                          SceneCache& cache) {
    Scene before, after;
    before.keeps_names = after.keeps_names = scene.keeps_names;
    draw_columns(before, ends.before, from, cache);
    draw_columns(after, ends.after, to, cache);
    const bool is_scrolled = from.columns != to.columns || from.rows != to.rows || from.input.rows != to.input.rows ||
                             from.input.cols != to.input.cols;
    if (is_scrolled) return add_scene_between(scene, before, after, ends.t);
    add_scene_between(scene, before, after, ends.t,
                      {.out_from = 0.7f, .out_by = 0.85f, .in_from = lands, .in_by = 1, .cells_at = lands});
    const ColumnsSketch sketch{sketch_of(scene, ends.after.state),
                               ends.after,
                               to,
                               view_of(ends.after.state.document, ends.after.derived),
                               current_columns_step(ends.after.state),
                               cache};
    if (sketch.step)
        add_flights(sketch, *sketch.step, [&](const Flight& flight) { add_flight(sketch, flight, ends.t); });
}

}  // namespace poolwalk::scene
