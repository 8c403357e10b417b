// The contributions to the pinned cell: every window that holds it, what it added, the balance after it.
#include <array>

#include "app/ui/panels.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"

namespace poolwalk::ui {
namespace {

constexpr std::size_t max_rows = 40;
// Cells looked at for a ledger, in every frame.
constexpr std::int64_t max_looks = std::int64_t{1} << 22;

void row(const Frame& frame, const std::array<std::string, 4>& cells, scene::Color color) {
    constexpr std::array columns{0.0f, 72.0f, 204.0f, 268.0f};
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) ImGui::SameLine(frame.px(columns[i]) + ImGui::GetStyle().WindowPadding.x);
        ImGui::TextColored(vec4(color), "%s", cells[i].c_str());
    }
}

void draw_entries(const Frame& frame, const std::vector<LedgerEntry>& ledger, std::int64_t finished) {
    const scene::Palette& p = frame.palette();
    const std::int64_t ow = frame.derived.output_shape.w;
    const WithFont font(frame, scene::Font::Mono, 12);
    row(frame, {"window", "outcome", "added", "balance"}, p.dim);
    for (std::size_t i = 0; i < std::min(ledger.size(), max_rows); ++i) {
        const LedgerEntry& e = ledger[i];
        const bool done = e.window.h * ow + e.window.w < finished;
        const std::string added = !e.has_grad_output ? "no dY" : e.amount != 0 ? short_text(e.amount) : "-";
        row(frame,
            {scene::place_text(e.window), scene::outcome_text(e.outcome), added,
             done ? short_text(e.balance) + (e.overwrote ? " ✗" : "") : "..."},
            done ? p.text : p.dim);
    }
    if (ledger.size() > max_rows)
        rich_text(frame, p.dim, "and " + std::to_string(ledger.size() - max_rows) + " more windows");
}

}  // namespace

void draw_ledger_panel(const Frame& frame) {
    heading(frame, "LEDGER");
    const scene::Palette& p = frame.palette();
    const auto& pinned = frame.state.view.pinned;
    if (!pinned) return rich_text(frame, p.dim, "Click a cell to pin it: its contributions appear here.");
    rich_text(frame, p.text, scene::cell_words(frame.state, frame.derived, *pinned));
    mark(frame, "pinned");
    if (!is_input_sized(pinned->grid)) return;
    const Document& doc = frame.state.document;
    const std::int64_t windows = count_windows_of(doc.geometry, frame.derived.output_shape, pinned->cell);
    if (windows * doc.geometry.kernel.rows * doc.geometry.kernel.cols > max_looks)
        return rich_text(frame, p.dim,
                         std::to_string(windows) + " windows of " + std::to_string(doc.geometry.kernel.rows) + " x " +
                             std::to_string(doc.geometry.kernel.cols) + " cells hold it: too many to list.");
    const auto ledger = ledger_of(view_of(doc), frame.derived.output_shape, pinned->plane, pinned->cell);
    if (ledger.empty()) return rich_text(frame, p.dim, "No window reaches it: its gradient is 0.");
    {
        const WithFont font(frame, scene::Font::Mono, 14);
        rich_text(frame, p.backward, scene::ledger_sum(ledger, pinned->cell, poolwalk::row(doc.rules.overlap)));
        mark(frame, "ledger_sum");
    }
    draw_entries(frame, ledger,
                 windows_done(plan_of(frame.state), Phase::Backward, pinned->plane, frame.state.play.done));
}

}  // namespace poolwalk::ui
