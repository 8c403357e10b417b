// Beside the picture of the Columns workspace: the step in words, the write-up's own code with the line
// that the phase runs, whether the sizes fit, and how much memory grew.
#include "app/ui/panels.h"
#include "app/ui/widgets/panel_parts.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/widgets.h"
#include "core/methods/columns_listing.h"
#include "core/methods/method_requirements.h"
#include "core/methods/methods.h"
#include "core/workspaces/columns/columns_sentence.h"

namespace poolwalk::ui {
namespace {

const MethodRow& method() { return *find_method("im2col"); }

void draw_method_code(const Frame& frame) {
    const Document& doc = frame.state.document;
    const Listing listing = listing_of(method(), doc.rules, frame.derived.input_has_nan, dtype_of(*doc.input));
    const auto step = current_columns_step(frame.state);
    heading(frame, "THE CODE BEING RUN");
    if (!step) return draw_code(frame, listing.forward, {});
    const PhaseLines lines = lines_of(step->phase, listing);
    draw_code(frame, row(step->phase).backward ? listing.backward : listing.forward, {lines.first, lines.last});
    draw_watches(frame, watches_of(view_of(doc, frame.derived), columns_plan_of(frame.state), *step, *frame.step));
}

// Where the picture, which follows the settings, and the write-up's code part.
void draw_differences(const Frame& frame) {
    const Document& doc = frame.state.document;
    const Rules& own = *method().rules;
    std::string other;
    if (doc.rules.tie != own.tie) other += row(doc.rules.tie).text.label;
    if (doc.rules.overlap != own.overlap)
        other += (other.empty() ? "" : ", ") + std::string(row(doc.rules.overlap).text.label);
    if (doc.rules.nan != own.nan && frame.derived.input_has_nan)
        other += (other.empty() ? "" : ", ") + std::string(row(doc.rules.nan).text.label);
    if (other.empty()) return;
    rich_text(frame, frame.palette().dim,
              "The write-up's code takes the first maximum and adds. The picture follows the rules set here: " +
                  other + ".");
    mark(frame, "columns_rules");
}

void draw_memory(const Frame& frame) {
    heading(frame, "MEMORY");
    const auto words = scene::growth_words(frame.state);
    for (std::size_t i = 0; i < words.size(); ++i)
        rich_text(frame, i + 1 == words.size() ? frame.palette().text : frame.palette().dim, words[i]);
    mark(frame, "columns_memory");
}

void draw_fit(const Frame& frame) {
    heading(frame, "DO THE SIZES FIT?");
    const scene::Palette& p = frame.palette();
    const ColumnsPlan plan = columns_plan_of(frame.state);
    const std::string error = fit_error(plan);
    if (error.empty()) rich_text(frame, p.good, "✓ (H - K) mod S = 0 and (W - K) mod S = 0");
    else rich_text(frame, p.bad, "✗ " + error);
    mark(frame, error.empty() ? "columns_fit" : "columns_refused");
    // What else it does not know: padding, dilation, a kernel that is not square.
    const Geometry& g = plan.geometry;
    const bool knows = g.pads == Pads{} && g.dilation == Pair{1, 1} && g.kernel.rows == g.kernel.cols &&
                       g.stride.rows == g.stride.cols && !g.ceil_mode;
    const std::string other = method_error(method(), plan.input, g);
    if (!other.empty() && (error.empty() || !knows))
        rich_text(frame, p.dim, "The write-up's code would not run as it is: " + other + ".");
}

}  // namespace

void draw_columns_panel(const Frame& frame) {
    draw_method_code(frame);
    const WithFont font(frame, scene::Font::Sans, 14);
    draw_differences(frame);
    draw_fit(frame);
    draw_memory(frame);
}

}  // namespace poolwalk::ui
