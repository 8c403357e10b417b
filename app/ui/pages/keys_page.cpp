// The page of all keys (F1), made from the table of actions.
#include <algorithm>

#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

void draw_group(const Frame& frame, Menu which, const char* title) {
    heading(frame, title);
    for (const Action& act : actions()) {
        const std::string keys = keys_text(act);
        if (act.menu != which || keys.empty()) continue;
        {
            const WithFont font(frame, scene::Font::Mono, 13);
            ImGui::TextColored(vec4(frame.palette().accent), "%s", keys.c_str());
        }
        ImGui::SameLine(std::min(frame.px(196), ImGui::GetColumnWidth() * 0.5f));
        ImGui::TextUnformatted(act.label.data(), act.label.data() + act.label.size());
        tooltip(frame, act.help);
    }
}

void draw_mouse(const Frame& frame) {
    heading(frame, "MOUSE");
    for (const char* line :
         {"hover a cell: its windows light up", "click: pin it, its ledger opens", "double click X or dY: edit",
          "digits, -, ., n or i on a pinned cell: edit", "right click: what can be done with a cell",
          "drag the window: walk to another", "drag its corner: the kernel", "drag the dashed window: the stride",
          "drag a pinned cell's handle: its value", "drag or Shift+click: select cells", "wheel: zoom to the cursor",
          "right drag: move the picture", "drop a file: open it"})
        ImGui::BulletText("%s", line);
}

}  // namespace

void draw_keys_page(const Frame& frame) {
    if (!frame.state.view.show_keys) return;
    begin_page(frame, "keys page", {1280, 740});
    {
        const WithFont font(frame, scene::Font::SansBold, 20);
        ImGui::TextUnformatted("All keys");
    }
    mark(frame, "keys_page");
    ImGui::SameLine(ImGui::GetWindowWidth() - frame.px(86));
    if (ImGui::Button("Close##keys", {frame.px(70), 0})) frame.emit(ShowKeys{false});
    mark(frame, "keys_close");
    ImGui::BeginChild("rows");  // scrolls where the window is too low for all
    const bool is_wide = ImGui::GetContentRegionAvail().x > frame.px(1100);
    ImGui::Columns(is_wide ? 3 : 2, "keys", false);
    draw_group(frame, Menu::Walk, "WALK");
    draw_group(frame, Menu::File, "FILE");
    draw_group(frame, Menu::Edit, "EDIT");
    ImGui::NextColumn();
    draw_group(frame, Menu::View, "VIEW");
    draw_group(frame, Menu::Lessons, "LESSONS");
    draw_group(frame, Menu::Help, "HELP");
    if (is_wide) ImGui::NextColumn();
    draw_group(frame, Menu::None, "CELLS, WORKSPACES, ANSWERS");
    draw_mouse(frame);
    ImGui::Columns(1);
    ImGui::EndChild();
    ImGui::End();
}

}  // namespace poolwalk::ui
