// Brand, menus made from the table of actions, workspace tabs, and what is worth knowing now.
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::ui {
namespace {

void menu_entry(const Frame& frame, const Action& act) {
    const std::string keys = keys_text(act);
    const bool checked = act.checked && act.checked(frame.state);
    if (ImGui::MenuItem(std::string(act.label).c_str(), keys.c_str(), checked, is_enabled(act, frame.state)))
        frame.emit(act.command(frame.state));
    mark(frame, "menu/" + std::string(act.name));
    tooltip(frame, act.help);
}

void example_group(const Frame& frame, const std::string& group) {
    const bool open = ImGui::BeginMenu(group.c_str());
    mark(frame, "menu/examples/" + group);
    if (!open) return;
    close_on_escape(frame);
    for (const io::Example& example : frame.examples) {
        if (example.group != group) continue;
        if (ImGui::MenuItem(example.title.c_str())) frame.emit(OpenExample{example.name});
        mark(frame, "menu/example/" + example.name);
        tooltip(frame, example.about);
    }
    ImGui::EndMenu();
}

void example_menu(const Frame& frame) {
    const bool open = ImGui::BeginMenu("Examples");
    mark(frame, "menu/examples");
    if (!open) return;
    for (const std::string_view group : io::example_groups()) example_group(frame, std::string(group));
    ImGui::EndMenu();
}

void recent_menu(const Frame& frame) {
    const bool open = ImGui::BeginMenu("Recent", !frame.state.recent.empty());
    mark(frame, "menu/recent");
    if (!open) return;
    close_on_escape(frame);
    for (std::size_t i = 0; i < frame.state.recent.size(); ++i) {
        const std::string& path = frame.state.recent[i];
        const std::string name = path.substr(path.rfind('/') + 1) + "##" + std::to_string(i);
        if (ImGui::MenuItem(name.c_str())) frame.emit(OpenFile{path});
        mark(frame, "menu/recent/" + std::to_string(i));
        tooltip(frame, path);
    }
    ImGui::EndMenu();
}

void lesson_entries(const Frame& frame) {
    const LessonRun* run = running_lesson(frame.state);
    for (std::size_t i = 0; i < frame.lessons.size(); ++i) {
        const io::LessonEntry& lesson = frame.lessons[i];
        const bool done = std::ranges::find(frame.state.lessons_done, lesson.name) != frame.state.lessons_done.end();
        const std::string label = std::to_string(i + 1) + "  " + lesson.title + (done ? "  ✓" : "");
        if (ImGui::MenuItem(label.c_str(), nullptr, run && run->lesson->title == lesson.title))
            frame.emit(OpenLesson{lesson.name});
        mark(frame, "menu/lesson/" + lesson.name);
        tooltip(frame, lesson.about);
    }
    ImGui::Separator();
}

// Hovering opens the menu beside an open one; the click that follows would close it again.
void follow_menu(const Frame& frame, const std::string& title, bool open) {
    UiMemory& memory = frame.memory;
    const bool was_open = memory.open_menu == title;
    if (open && !was_open) {
        memory.open_menu = title;
        memory.menu_by_hover = !ImGui::IsMouseDown(0);
    }
    if (open || !was_open) return;
    const bool is_over = ImGui::IsMouseHoveringRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), false);
    const bool is_clicked = is_over && (ImGui::IsMouseDown(0) || ImGui::IsMouseReleased(0));
    if (std::exchange(memory.menu_by_hover, false) && is_clicked) ImGui::OpenPopup(title.c_str());
    else memory.open_menu.clear();
}

void menu(const Frame& frame, Menu which) {
    const std::string title(title_of(which));
    const bool open = ImGui::BeginMenu(title.c_str());
    mark(frame, "menu/" + title);
    follow_menu(frame, title, open);
    if (!open) return;
    close_on_escape(frame);
    if (which == Menu::Lessons) lesson_entries(frame);
    for (const Action& act : actions())
        if (act.menu == which) menu_entry(frame, act);
    if (which == Menu::File) {
        ImGui::Separator();
        recent_menu(frame);
        example_menu(frame);
    }
    ImGui::EndMenu();
}

// All of an error that has no room beside the tabs, until a click somewhere.
void draw_whole_error(const Frame& frame, ImVec2 right_top) {
    std::string& read = frame.memory.error_read;
    const std::string& sentence = frame.state.notice.sentence;
    if (read == sentence) return;
    ImGui::SetNextWindowPos(right_top, ImGuiCond_Always, {1, 0});
    ImGui::PushStyleColor(ImGuiCol_Border, vec4(frame.palette().bad));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(12), frame.px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, frame.px(1.5f));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, frame.px(6));
    ImGui::Begin("error", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor();
    {
        const WithInk ink(frame.palette().bad);
        const float room = std::min(frame.px(440), right_top.x - frame.px(32));
        ImGui::TextUnformatted(broken_between_words(sentence, room).c_str());
    }
    const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    mark_rect(frame, "error", at, {at.x + size.x, at.y + size.y});
    ImGui::End();
    if (ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1)) read = sentence;
}

void draw_status(const Frame& frame, float tabs_end) {
    const Notice& notice = frame.state.notice;
    if (notice.sentence.empty()) frame.memory.error_read.clear();
    const WithFont font(frame, scene::Font::Sans, 13);
    const float right = ImGui::GetIO().DisplaySize.x - frame.px(16), room = right - tabs_end - frame.px(16);
    const std::string& told = notice.sentence.empty() ? frame.fonts.missing_letters() : notice.sentence;
    std::string words = told;
    // That windows overlap may be what a question asks.
    if (told.empty() && !open_question(frame.state)) words = scene::open_workspace(frame.state).status(frame.state);
    // What is only good to know is told as far as it fits in whole words.
    if (told.empty() && ImGui::CalcTextSize(words.c_str()).x > room)
        words.resize(std::min(words.find(':'), words.size()));
    if (told.empty() && ImGui::CalcTextSize(words.c_str()).x > room) return;
    const float width = ImGui::CalcTextSize(words.c_str()).x;
    const ImVec2 at{std::max(tabs_end + frame.px(16), right - width),
                    std::floor((frame.px(36) - ImGui::GetTextLineHeight()) / 2)};
    const bool is_cut = width > right - at.x;
    if (is_cut && notice.is_error) draw_whole_error(frame, {right, frame.px(40)});
    if (right - at.x < frame.px(40)) return;
    ImGui::GetWindowDrawList()->AddText(at, packed(notice.is_error ? frame.palette().bad : frame.palette().dim),
                                        shortened(words, right - at.x).c_str());
    const ImVec2 end{right, frame.px(30)};
    mark_rect(frame, "status", at, end);
    // A sentence that is longer than its place is read in full under the mouse.
    if (is_cut && ImGui::IsMouseHoveringRect(at, end)) show_tooltip(frame, words);
}

// One tab for each workspace; its action has its name.
float draw_tabs(const Frame& frame) {
    const float height = frame.px(26), gap = frame.px(6), window = ImGui::GetIO().DisplaySize.x;
    const float room =
        (window - ImGui::GetCursorPosX() - frame.px(24)) / static_cast<float>(workspaces().size()) - gap;
    const float width = std::clamp(room, frame.px(44), frame.px(96));
    const float all = (width + gap) * static_cast<float>(workspaces().size());
    float x = std::max(ImGui::GetCursorPosX() + frame.px(8), (window - all) / 2);
    const scene::Palette& p = frame.palette();
    for (const auto& space : workspaces()) {
        const bool current = space.value == frame.state.view.workspace;
        const WithFont font(frame, current ? scene::Font::SansBold : scene::Font::Sans, 14);
        const WithInk ink(current ? p.text : p.dim);
        ImGui::PushStyleColor(ImGuiCol_Button, vec4(current ? p.raised : p.panel));
        ImGui::PushStyleColor(ImGuiCol_Border, vec4(current ? p.line : p.panel));
        ImGui::SetCursorPos({x, (frame.px(36) - height) / 2});
        const Action& act = action(space.name);
        if (ImGui::Button((std::string(space.label) + "##" + std::string(space.name)).c_str(), {width, height}))
            frame.emit(act.command(frame.state));
        mark(frame, space.name);
        ImGui::PopStyleColor(2);
        tooltip(frame, std::string(space.help) + " (" + keys_text(act) + ")");
        x += width + gap;
    }
    return x;
}

}  // namespace

void draw_menu_bar(const Frame& frame) {
    if (!ImGui::BeginMenuBar()) return;
    ImGui::SetCursorPosX(frame.px(16));
    {
        const WithFont font(frame, scene::Font::SansBold, 16);
        const WithInk ink(frame.palette().accent);
        ImGui::TextUnformatted("Poolwalk");
    }
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + frame.px(6));
    const bool narrow = ImGui::GetIO().DisplaySize.x < frame.px(1000);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(narrow ? 10 : 22), frame.px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.px(10), frame.px(8)});
    for (const Menu which : {Menu::File, Menu::Edit, Menu::Walk, Menu::View, Menu::Lessons, Menu::Help})
        menu(frame, which);
    ImGui::PopStyleVar(2);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {frame.px(2), frame.px(4)});
    draw_status(frame, draw_tabs(frame));
    ImGui::PopStyleVar();
    ImGui::EndMenuBar();
}

}  // namespace poolwalk::ui
