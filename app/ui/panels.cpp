#include "app/ui/panels.h"

#include <algorithm>
#include <array>

#include "app/ui/style.h"
#include "app/ui/ui.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

bool is_folded(const View& view, Region region) {
    if (view.presents) return region == Region::Right && view.hides_talk;
    return (region == Region::Left && view.folds_left) || (region == Region::Right && view.folds_right);
}

// In a presentation the picture, one sentence and a thin timeline are all there is; and a panel that would
// tell what a hidden grid holds stands nowhere.
bool is_hidden(const Frame& frame, const Panel& panel) {
    const View& view = frame.state.view;
    const auto& hidden = frame.memory.hidden_panels;
    if (std::ranges::find(hidden, panel.name) != hidden.end()) return true;
    const bool aside =
        panel.region == Region::Left || panel.region == Region::Right || panel.region == Region::Bottom;
    const bool is_presenting = panel.draw == draw_presentation_panel || panel.draw == draw_thin_timeline;
    if (aside && view.presents != is_presenting) return true;
    if (is_folded(view, panel.region)) return true;
    return view.hides_answers() && (panel.draw == draw_code_panel || panel.draw == draw_ledger_panel);
}

constexpr WorkspaceSet everywhere{}, in_walk = in(Workspace::Walk), in_rules = in(Workspace::Rules);
constexpr WorkspaceSet in_check = in(Workspace::Check), in_columns = in(Workspace::Columns);
constexpr WorkspaceSet with_settings = in(Workspace::Walk, Workspace::Columns, Workspace::Check);
constexpr WorkspaceSet with_walk = in(Workspace::Walk, Workspace::Columns);
constexpr WorkspaceSet in_network = in(Workspace::Network);

constexpr std::array table{
    Panel{"menu", Region::Top, everywhere, draw_menu_bar},
    Panel{"lesson", Region::Lesson, everywhere, draw_lesson_panel},
    Panel{"input", Region::Left, with_settings, draw_input_panel},
    Panel{"kernel", Region::Left, with_settings, draw_kernel_panel},
    Panel{"rules", Region::Left, with_settings, draw_rules_panel},
    Panel{"walk", Region::Left, in_walk, draw_walk_panel},
    Panel{"display", Region::Left, with_settings, draw_display_panel},
    Panel{"network", Region::Left, in_network, draw_network_panel},
    Panel{"canvas", Region::Canvas, everywhere, draw_canvas},
    Panel{"talk", Region::Right, with_cells, draw_presentation_panel},
    Panel{"sentence", Region::Right, with_walk, draw_sentence_panel},
    Panel{"code", Region::Right, in_walk, draw_code_panel},
    Panel{"ledger", Region::Right, in_walk, draw_ledger_panel},
    Panel{"columns", Region::Right, in_columns, draw_columns_panel},
    Panel{"tile", Region::Right, in_rules, draw_tile_panel},
    Panel{"diagnose", Region::Right, in_check, draw_diagnose_panel},
    Panel{"check", Region::Right, in_check, draw_check_panel},
    Panel{"network words", Region::Right, in_network, draw_network_words},
    Panel{"network results", Region::Right, in_network, draw_network_results},
    Panel{"timeline", Region::Bottom, with_cells, draw_timeline},
    Panel{"thin timeline", Region::Bottom, with_cells, draw_thin_timeline},
    Panel{"welcome", Region::Over, everywhere, draw_welcome_page},
    Panel{"keys", Region::Over, everywhere, draw_keys_page},
    Panel{"about", Region::Over, everywhere, draw_about_page},
    Panel{"files", Region::Over, everywhere, draw_file_list},
    Panel{"export", Region::Over, everywhere, draw_export_page},
    Panel{"question", Region::Over, everywhere, draw_question_page},
    Panel{"working", Region::Over, everywhere, draw_progress_card},
};

// Does any panel of the open workspace stand in the region? If not, its room goes to the canvas.
bool is_used(const Frame& frame, Region region) {
    if (region == Region::Lesson) return running_lesson(frame.state) != nullptr;
    return std::ranges::any_of(table, [&](const Panel& panel) {
        return panel.region == region && panel.in.holds(frame.state.view.workspace) && !is_hidden(frame, panel);
    });
}

struct Place2 {
    ImVec2 at, size;
};

constexpr float top_px = 36, upper_edge_px = 4, bottom_px = 96, thin_bottom_px = 34, left_px = 302, right_px = 366;

Place2 place_of(const Frame& frame, Region region) {
    const ImVec2 all = ImGui::GetIO().DisplaySize;
    const bool presents = frame.state.view.presents;
    const float menu = frame.px(top_px), above = presents ? 0 : menu, top = above + lesson_height(frame),
                bottom = is_used(frame, Region::Bottom) ? frame.px(presents ? thin_bottom_px : bottom_px) : 0;
    // On a narrow window the side panels give way to the canvas, up to a third of the width each.
    const float left = is_used(frame, Region::Left) ? std::min(frame.px(left_px), all.x * 0.25f) : 0;
    // Where there is nothing on the left the canvas holds more.
    const float share = presents   ? 0.26f
                        : left > 0 ? 0.31f
                                   : 0.28f,
                right = is_used(frame, Region::Right) ? std::min(frame.px(right_px), all.x * share) : 0;
    const float height = std::max(1.0f, all.y - top - bottom);
    switch (region) {
        case Region::Top: return {{0, 0}, {all.x, menu}};
        case Region::Lesson: return {{0, above}, {all.x, top - above}};
        case Region::Left: return {{0, top}, {left, height}};
        case Region::Canvas: return {{left, top}, {std::max(1.0f, all.x - left - right), height}};
        case Region::Right: return {{all.x - right, top}, {right, height}};
        case Region::Bottom: return {{0, all.y - bottom}, {all.x, bottom}};
        case Region::Over: break;
    }
    return {{0, 0}, all};
}

ImGuiWindowFlags flags_of(Region region) {
    ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                             ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                             ImGuiWindowFlags_NoNavInputs;
    if (region == Region::Top) flags |= ImGuiWindowFlags_MenuBar;
    if (region == Region::Left || region == Region::Right) flags &= ~ImGuiWindowFlags_NoScrollbar;
    else flags |= ImGuiWindowFlags_NoScrollWithMouse;
    return flags;
}

// Thin lines between the regions, in each one's own window, so that menus lie over them.
void draw_edges(const Frame& frame, Region region, const Place2& place) {
    if (region == Region::Top || region == Region::Lesson) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 corner(place.at.x + place.size.x, place.at.y + place.size.y);
    const ImU32 ink = packed(frame.palette().line);
    list.PushClipRect(place.at, corner);
    list.AddLine(place.at, {corner.x, place.at.y}, ink);
    if (region == Region::Canvas || region == Region::Right) list.AddLine(place.at, {place.at.x, corner.y}, ink);
    list.PopClipRect();
}

void draw_panels(const Frame& frame, Region region) {
    for (const Panel& panel : table)
        if (panel.region == region && panel.in.holds(frame.state.view.workspace) && !is_hidden(frame, panel))
            panel.draw(frame);
}

// A presentation's menus come when the mouse is at the upper edge, and with what has gone wrong; they lie over the
// picture, which stays where it is.
bool shows_menus(const Frame& frame) {
    bool& shows = frame.memory.shows_menus_over;
    const float y = ImGui::GetIO().MousePos.y, reach = frame.px(shows ? top_px : upper_edge_px);
    shows = (y >= 0 && y < reach) || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
    return shows || !frame.state.view.presents || frame.state.notice.is_error;
}

// A handle at the canvas's edge: a click folds the panels beside it, or brings them back.
void draw_fold(const Frame& frame, Side side) {
    const View& view = frame.state.view;
    const bool is_left = side == Side::Left, folded = is_left ? view.folds_left : view.folds_right;
    const Region region = is_left ? Region::Left : Region::Right;
    if (view.presents || (!folded && !is_used(frame, region))) return;
    const Place2 canvas = place_of(frame, Region::Canvas);
    const ImVec2 size{frame.px(14), frame.px(46)};
    ImGui::SetNextWindowPos({is_left ? canvas.at.x : canvas.at.x + canvas.size.x - size.x,
                             std::floor(canvas.at.y + (canvas.size.y - size.y) / 2)});
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, 0});
    ImGui::Begin(is_left ? "fold left" : "fold right", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNavInputs);
    if (ImGui::Button(is_left == folded ? ">" : "<", size)) frame.emit(FoldPanels{side, !folded});
    mark(frame, is_left ? "fold_left" : "fold_right");
    tooltip(frame, folded ? "show the panels" : "fold the panels away");
    ImGui::End();
    ImGui::PopStyleVar(3);
}

// How it is left, in the first seconds of a presentation.
void draw_leave_hint(const Frame& frame) {
    if (!(frame.state.play.leave_hint_s > 0)) return;
    const WithFont font(frame, scene::Font::Sans, 16);
    const char* words = "Esc leaves the presentation · Tab hides the text · menus at the upper edge";
    const ImVec2 text_size = ImGui::CalcTextSize(words), pad{frame.px(16), frame.px(9)};
    const ImVec2 all = ImGui::GetIO().DisplaySize;
    const ImVec2 at{std::floor((all.x - text_size.x) / 2), frame.px(18)};
    const ImVec2 from{at.x - pad.x, at.y - pad.y}, to{at.x + text_size.x + pad.x, at.y + text_size.y + pad.y};
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    list.AddRectFilled(from, to, packed(frame.palette().text), frame.px(8));
    list.AddText(at, packed(frame.palette().panel), words);
    mark_rect(frame, "leave_hint", from, to);
}

void draw_region(const Frame& frame, Region region, const char* name) {
    if (!is_used(frame, region)) return;
    const Place2 place = place_of(frame, region);
    ImGui::SetNextWindowPos(place.at);
    ImGui::SetNextWindowSize(place.size);
    const bool bare = region == Region::Canvas || region == Region::Top;
    if (bare) ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    // The menu bar is as high as its padding makes it.
    const float pad =
        region == Region::Top ? (place.size.y - ImGui::GetFontSize()) / 2 : ImGui::GetStyle().FramePadding.y;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ImGui::GetStyle().FramePadding.x, pad});
    const bool lies_over = region == Region::Top && frame.state.view.presents;
    const auto flags = lies_over ? flags_of(region) & ~ImGuiWindowFlags_NoBringToFrontOnFocus : flags_of(region);
    ImGui::Begin(lies_over ? "menus over" : name, nullptr, flags);
    // What tells about the step could answer an open question; its room stays.
    if (region == Region::Right && open_question(frame.state)) draw_kept_back(frame);
    else draw_panels(frame, region);
    draw_edges(frame, region, place);
    ImGui::End();
    ImGui::PopStyleVar();
    if (bare) ImGui::PopStyleVar();
}

}  // namespace

std::span<const Panel> panels() { return table; }

void draw(const Frame& frame) {
    frame.memory.widgets.clear();
    if (const ImVec2 mouse = ImGui::GetIO().MousePos; ImGui::IsMouseClicked(0))
        frame.memory.done_at = scene::Vec2{mouse.x, mouse.y};
    if (!frame.has_picture) return draw_progress_card(frame);
    if (shows_menus(frame)) draw_region(frame, Region::Top, "top");
    draw_region(frame, Region::Lesson, "lesson");
    draw_region(frame, Region::Left, "left");
    draw_region(frame, Region::Canvas, "canvas");
    draw_region(frame, Region::Right, "right");
    draw_region(frame, Region::Bottom, "bottom");
    if (!frame.state.view.has_page() && !frame.state.question) {
        draw_fold(frame, Side::Left);
        draw_fold(frame, Side::Right);
    }
    draw_leave_hint(frame);
    for (const Panel& panel : table)
        if (panel.region == Region::Over && panel.in.holds(frame.state.view.workspace)) panel.draw(frame);
    frame.memory.closes_popups = false;
}

}  // namespace poolwalk::ui
