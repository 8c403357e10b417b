// A small list of files, to open one or to save under a name: the folders, and what the readers know by
// its ending.
#include <array>
#include <cstring>
#include <utility>

#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

// What is the same but for its words, and what is done with the path.
struct Purpose {
    FilesFor files_for;
    const char *title, *hint, *button;
    Command (*command)(std::string path);
};

constexpr std::array purposes{
    Purpose{FilesFor::Document, "Open", "or type a path", "Open",
            [](std::string path) -> Command { return OpenFile{std::move(path)}; }},
    Purpose{FilesFor::Claim, "Open a dX to diagnose", "or type a path", "Open",
            [](std::string path) -> Command { return OpenClaim{std::move(path)}; }},
    Purpose{FilesFor::Save, "Save as", "a name for the session", "Save",
            [](std::string path) -> Command { return SaveAs{std::move(path)}; }},
};

const Purpose& purpose_of(const Frame& frame) {
    return purposes[static_cast<std::size_t>(frame.state.view.files_for)];
}

bool is_saving(const Frame& frame) { return frame.state.view.files_for == FilesFor::Save; }

// "Ties and overlap" -> "ties-and-overlap"
std::string proposed_name(const AppState& state) {
    if (state.origin.is_session && !state.origin.file.empty())
        return state.origin.file.substr(state.origin.file.rfind('/') + 1);
    std::string name;
    for (const char c : state.document.title) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
        if (plain) name += c;
        else if (c >= 'A' && c <= 'Z') name += static_cast<char>(c - 'A' + 'a');
        else if (!name.empty() && name.back() != '-') name += '-';
    }
    while (!name.empty() && (name.back() == '-' || name.back() == '.')) name.pop_back();
    return (name.empty() ? "session" : name) + ".json";
}

// A name to save under lies in the folder that is shown.
std::string chosen_path(const Frame& frame) {
    const std::string& typed = frame.memory.typed_path;
    return is_saving(frame) && !typed.starts_with('/') ? frame.state.view.folder + "/" + typed : typed;
}

void path_field(const Frame& frame) {
    std::string& typed = frame.memory.typed_path;
    const bool opens = !std::exchange(frame.memory.files_open, true);
    const bool fill_in = is_saving(frame) && !frame.memory.names_a_file;
    if (fill_in) typed = proposed_name(frame.state);
    if (frame.memory.names_a_file && !is_saving(frame)) typed.clear();
    frame.memory.names_a_file = is_saving(frame);
    std::array<char, 4096> buffer{};
    std::memcpy(buffer.data(), typed.data(), std::min(typed.size(), buffer.size() - 1));
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - frame.px(90));
    if (opens || fill_in) ImGui::SetKeyboardFocusHere();
    const bool entered =
        ImGui::InputTextWithHint("##path", purpose_of(frame).hint, buffer.data(), buffer.size(),
                                 ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    mark(frame, "path");
    typed = buffer.data();
    ImGui::SameLine();
    const bool pressed = ImGui::Button((std::string(purpose_of(frame).button) + "##path").c_str(), {frame.px(80), 0});
    mark(frame, "path_open");
    if ((entered || pressed) && !typed.empty()) frame.emit(purpose_of(frame).command(chosen_path(frame)));
}

void choose_entry(const Frame& frame, const FolderEntry& entry) {
    if (entry.is_folder) return frame.emit(ShowFiles{true, entry.path, frame.state.view.files_for});
    if (is_saving(frame)) frame.memory.typed_path = entry.name;
    else frame.emit(purpose_of(frame).command(entry.path));
}

void draw_entries(const Frame& frame) {
    ImGui::BeginChild("entries", {0, -ImGui::GetFrameHeightWithSpacing() - frame.px(4)}, true);
    if (frame.folder.empty())
        text(frame.palette().dim, "There is no .npy, .npz, .csv, .txt, .png, .jpg or .json file here.");
    for (const FolderEntry& entry : frame.folder) {
        const std::string label = entry.is_folder ? entry.name + "/" : entry.name;
        const WithInk ink(entry.is_folder ? frame.palette().forward : frame.palette().text);
        if (ImGui::Selectable((label + "##entry").c_str())) choose_entry(frame, entry);
        mark(frame, "file/" + entry.name);
    }
    ImGui::EndChild();
}

}  // namespace

void draw_file_list(const Frame& frame) {
    if (!frame.state.view.show_files) frame.memory.names_a_file = frame.memory.files_open = false;
    // A question stands before it.
    if (!frame.state.view.show_files || frame.state.question) return;
    begin_page(frame, "file list", {640, 520});
    {
        const WithFont font(frame, scene::Font::SansBold, 20);
        ImGui::TextUnformatted(purpose_of(frame).title);
    }
    mark(frame, "file_list");
    ImGui::SameLine(ImGui::GetWindowWidth() - frame.px(86));
    if (ImGui::Button("Close##files", {frame.px(70), 0})) frame.emit(ShowFiles{.show = false});
    mark(frame, "files_close");
    text(frame.palette().dim, frame.state.view.folder);
    const Notice& notice = frame.state.notice;
    if (notice.is_error) text(frame.palette().bad, notice.sentence);
    draw_entries(frame);
    path_field(frame);
    ImGui::End();
}

}  // namespace poolwalk::ui
