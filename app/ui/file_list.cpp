// A small list of files to open: the folders, and what the readers know by its ending.
#include <array>
#include <cstring>

#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace poolwalk::ui {
namespace {

void open_path(const Frame& frame, const std::string& path) {
    if (frame.state.view.files_for == FilesFor::Claim) frame.emit(OpenClaim{path});
    else frame.emit(OpenFile{path});
}

void path_field(const Frame& frame) {
    std::array<char, 4096> buffer{};
    const std::string& shown = frame.memory.typed_path;
    std::memcpy(buffer.data(), shown.data(), std::min(shown.size(), buffer.size() - 1));
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - frame.px(90));
    const bool entered = ImGui::InputTextWithHint("##path", "or type a path", buffer.data(), buffer.size(),
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    mark(frame, "path");
    frame.memory.typed_path = buffer.data();
    ImGui::SameLine();
    const bool pressed = ImGui::Button("Open##path", {frame.px(80), 0});
    mark(frame, "path_open");
    if ((entered || pressed) && !frame.memory.typed_path.empty()) open_path(frame, frame.memory.typed_path);
}

void draw_entries(const Frame& frame) {
    ImGui::BeginChild("entries", {0, -ImGui::GetFrameHeightWithSpacing() - frame.px(4)}, true);
    if (frame.folder.empty()) text(frame.palette().dim, "There is no .npy, .csv, .txt, .png or .json file here.");
    for (const FolderEntry& entry : frame.folder) {
        const std::string label = entry.is_folder ? entry.name + "/" : entry.name;
        const WithInk ink(entry.is_folder ? frame.palette().forward : frame.palette().text);
        if (ImGui::Selectable((label + "##entry").c_str())) {
            if (entry.is_folder) frame.emit(ShowFiles{true, entry.path, frame.state.view.files_for});
            else open_path(frame, entry.path);
        }
        mark(frame, "file/" + entry.name);
    }
    ImGui::EndChild();
}

}  // namespace

void draw_file_list(const Frame& frame) {
    if (!frame.state.view.show_files) return;
    begin_page(frame, "file list", {640, 520});
    {
        const WithFont font(frame, scene::Font::SansBold, 20);
        ImGui::TextUnformatted(frame.state.view.files_for == FilesFor::Claim ? "Open a dX to diagnose" : "Open");
    }
    mark(frame, "file_list");
    ImGui::SameLine(ImGui::GetWindowWidth() - frame.px(86));
    if (ImGui::Button("Close##files", {frame.px(70), 0})) frame.emit(ShowFiles{.show = false});
    mark(frame, "files_close");
    text(frame.palette().dim, frame.state.view.folder);
    draw_entries(frame);
    path_field(frame);
    ImGui::End();
}

}  // namespace poolwalk::ui
