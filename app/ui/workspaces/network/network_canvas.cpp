// The picture of the network: numbers are pointed at, chosen, changed; the plot is clicked to go to an epoch.
#include "app/render/scene_painter.h"
#include "app/ui/panels.h"
#include "app/ui/widgets/cell_editor.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"
#include "core/workspaces/network/network_scene.h"
#include "core/workspaces/network/network_sentence.h"

namespace poolwalk::ui {
namespace {

void click(const Frame& frame, const scene::NetworkLayout& layout, scene::Vec2 mouse,
           const std::optional<NetworkCell>& cell) {
    if (!ImGui::IsMouseClicked(0)) return;
    if (frame.memory.editor && !commit_edit(frame)) return;
    const auto& moment = frame.explorer.network().moment();
    if (!cell) {
        const NetworkSetup& setup = network_of(frame.state.document);
        if (const auto epoch = scene::epoch_at(layout, setup.epochs, mouse))
            frame.emit(Seek{(*epoch + 1) * steps_per_epoch(setup)});
        else frame.emit(PinNetwork{});
        return;
    }
    frame.emit(PinNetwork{cell});
    if (!ImGui::IsMouseDoubleClicked(0) || !can_edit(*cell) || !moment) return;
    begin_edit(frame, *cell, exact_text(value_at(moment->pass, *cell, moment->updated())), true);
}

// Cells by name, for tests: "K(1,2)".
void mark_cells(const Frame& frame, const scene::NetworkLayout& layout, ImVec2 origin) {
    for (const NetworkArrayRow& array : network_arrays())
        for (std::int64_t h = 0; h < array.rows; ++h)
            for (std::int64_t w = 0; w < array.cols; ++w) {
                const scene::Rect r = layout.of(array.array).cell(h, w);
                mark_rect(frame, std::string(array.symbol) + "(" + std::to_string(h) + "," + std::to_string(w) + ")",
                          {origin.x + r.x, origin.y + r.y}, {origin.x + r.right(), origin.y + r.bottom()});
            }
    const scene::Rect& plot = layout.plot;
    mark_rect(frame, "loss_plot", {origin.x + plot.x, origin.y + plot.y},
              {origin.x + plot.right(), origin.y + plot.bottom()});
}

}  // namespace

void draw_network_canvas(const Frame& frame) {
    const ImVec2 origin = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
    const scene::Rect canvas{0, 0, size.x, size.y};
    ImGui::InvisibleButton("network canvas", size);
    mark(frame, "canvas");
    const scene::NetworkLayout layout = scene::network_layout(frame.state, canvas);
    const ImVec2 m = ImGui::GetIO().MousePos;
    const scene::Vec2 mouse{m.x - origin.x, m.y - origin.y};
    const bool over = ImGui::IsItemHovered();
    frame.memory.hovered_number = over ? scene::network_cell_at(layout, mouse) : std::nullopt;
    const auto& cell = frame.memory.hovered_number;
    if (over) click(frame, layout, mouse, cell);
    const NetworkResults& results = frame.explorer.network();
    const scene::Scene scene = scene::build_network_scene(frame.state, results, canvas, cell);
    render::paint(*ImGui::GetWindowDrawList(), scene, {origin.x, origin.y}, frame.fonts, frame.painter);
    mark_cells(frame, layout, origin);
    if (frame.memory.editor) {
        if (const auto* edited = std::get_if<NetworkCell>(&frame.memory.editor->cell))
            draw_cell_editor(frame, layout.of(edited->array).cell(edited->cell.h, edited->cell.w), origin);
        return;
    }
    if (!cell || !results.moment()) return;
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(scene::network_cell_words(*results.moment(), *cell).c_str());
    ImGui::EndTooltip();
}

}  // namespace poolwalk::ui
