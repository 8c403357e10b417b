// What the document and its picture can be written as: the rows of core/io/export/exporters.h, a path whose
// ending chooses among them, and how far the work is.
#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>

#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"
#include "core/io/export/exporters.h"
#include "core/io/export/figure_paint.h"
#include "core/scene/colormap.h"

namespace poolwalk::ui {
namespace {

const std::string& title_of(const Frame& frame) { return frame.state.document.title; }

// A name alone lies in the folder that the page shows.
void start(const Frame& frame) {
    const std::filesystem::path typed(frame.memory.export_path);
    if (typed.empty()) return;
    const std::filesystem::path folder(frame.state.view.folder);
    frame.emit(ExportFile{(typed.is_absolute() ? typed : folder / typed).string(), frame.memory.export_over});
}

void draw_rows(const Frame& frame) {
    ImGui::BeginChild("kinds", {0, -4 * ImGui::GetFrameHeightWithSpacing() - frame.px(12)}, true);
    const auto chosen = io::exporter_for(frame.memory.export_path);
    float widest = 0;
    for (const io::Exporter& row : io::exporters())
        widest = std::max(widest, ImGui::CalcTextSize(("." + std::string(row.ending)).c_str()).x);
    for (const io::Exporter& row : io::exporters()) {
        const std::string ending = "." + std::string(row.ending);
        const bool current = chosen && *chosen == &row;
        const std::string& missing = frame.memory.export_missing[&row - io::exporters().data()];
        const bool is_here = missing.empty();
        const std::string_view help = is_here ? row.help : missing;
        if (ImGui::Selectable(("##" + ending).c_str(), current, is_here ? 0 : ImGuiSelectableFlags_Disabled,
                              {0, 2 * ImGui::GetTextLineHeight() + frame.px(6)}))
            frame.memory.export_path = io::usual_name(row, title_of(frame));
        mark(frame, "export/" + std::string(row.ending));
        const ImVec2 at = ImGui::GetItemRectMin();
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const float line = ImGui::GetTextLineHeight(), left = at.x + frame.px(8),
                    column = left + widest + frame.px(16);
        const scene::Palette& p = frame.palette();
        list.AddText({left, at.y + frame.px(2)},
                     packed(!is_here  ? p.dim
                            : current ? p.accent
                                      : p.forward),
                     ending.c_str());
        list.AddText({column, at.y + frame.px(2)}, packed(is_here ? p.text : p.dim), row.label.data(),
                     row.label.data() + row.label.size());
        const float room = ImGui::GetItemRectMax().x - column - frame.px(8);
        list.AddText({column, at.y + line + frame.px(2)}, packed(p.dim), shortened(help, room).c_str());
        tooltip(frame, help);
    }
    ImGui::EndChild();
}

// What of a picture or film is to be seen; drawings are figures anyway.
void choose_look(const Frame& frame, const io::Exporter& exporter) {
    const bool is_pixels = exporter.made_of != io::MadeOf::Values,
               is_drawing = exporter.ending == "svg" || exporter.ending == "pdf",
               is_film = exporter.made_of == io::MadeOf::Film;
    if (!is_pixels && !is_drawing) return text(frame.palette().dim, "");
    ExportLook look = frame.state.view.export_look;
    const float width = frame.px(140);
    const auto choose = [&](const char* name, std::span<const ComboRow> rows, std::size_t current) {
        ImGui::SetNextItemWidth(width);
        const int chosen = combo(frame, name, rows, current);
        ImGui::SameLine(0, frame.px(10));
        return chosen;
    };
    if (is_pixels && io::no_figure_paint().empty()) {
        constexpr std::array rows{ComboRow{"The window", "as it is, panels and all"},
                                  ComboRow{"A figure", "the grids alone, for slides and papers"}};
        if (const int chosen = choose("export_shows", rows, look.is_figure ? 1 : 0); chosen >= 0)
            look.is_figure = chosen == 1;
    } else if (is_pixels) {
        look.is_figure = false;  // whatever a session from elsewhere asks for
    }
    std::vector<ComboRow> colors;
    for (const scene::ColormapRow& row : scene::colormaps()) colors.push_back({row.label, row.help});
    if (const int chosen = choose("export_colormap", colors, frame.state.view.colormap); chosen >= 0)
        frame.emit(SetColormap{static_cast<std::uint8_t>(chosen)});
    if (look.is_figure || is_drawing) {
        constexpr std::array rows{ComboRow{"Theme's ground", "as the window's theme has it"},
                                  ComboRow{"White ground", "for paper"},
                                  ComboRow{"No ground", "transparent; not in a film"}};
        const std::size_t grounds = is_film ? 2 : 3;
        if (const int chosen = choose("export_ground", std::span(rows).first(grounds),
                                      std::min(static_cast<std::size_t>(look.ground), grounds - 1));
            chosen >= 0)
            look.ground = static_cast<FigureGround>(chosen);
        ImGui::Checkbox("marks", &look.has_marks);
        mark(frame, "export_marks");
        tooltip(frame, "rings, arrows and amounts of the step");
        ImGui::SameLine(0, frame.px(10));
    }
    if (is_film) {
        ImGui::TextUnformatted("every");
        ImGui::SameLine();
        std::array<std::int64_t, 1> every{look.every};
        ImGui::SetNextItemWidth(frame.px(60));
        if (numbers(frame, "export_every", every) != Edit::None) look.every = every[0];
    }
    ImGui::NewLine();
    if (look != frame.state.view.export_look) frame.emit(SetExportLook{look});
}

void path_field(const Frame& frame) {
    std::array<char, 4096> buffer{};
    std::string& path = frame.memory.export_path;
    std::memcpy(buffer.data(), path.data(), std::min(path.size(), buffer.size() - 1));
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - frame.px(90));
    const bool entered = ImGui::InputTextWithHint("##export path", "a name with one of these endings", buffer.data(),
                                                  buffer.size(), ImGuiInputTextFlags_EnterReturnsTrue);
    mark(frame, "export_path");
    path = buffer.data();
    ImGui::SameLine();
    ImGui::BeginDisabled(frame.exporting.has_value());
    const bool pressed = ImGui::Button("Export##path", {frame.px(80), 0});
    ImGui::EndDisabled();
    mark(frame, "export_start");
    if ((entered || pressed) && !frame.exporting) start(frame);
    ImGui::Checkbox("write over a file that exists", &frame.memory.export_over);
    mark(frame, "export_over");
}

// Where the last file was written, or why it was not.
void draw_news(const Frame& frame, const Notice& notice) {
    const float button = notice.folder.empty() ? 0 : frame.px(110);
    {
        const WithInk ink(notice.is_error         ? frame.palette().bad
                          : notice.folder.empty() ? frame.palette().dim
                                                  : frame.palette().good);
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(shortened(notice.sentence, ImGui::GetContentRegionAvail().x - button).c_str());
    }
    mark(frame, "export_news");
    tooltip(frame, notice.sentence);
    if (notice.folder.empty()) return;
    ImGui::SameLine(ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - frame.px(104));
    if (ImGui::Button("Open folder##export", {frame.px(104), 0})) frame.emit(OpenFolder{notice.folder});
    mark(frame, "export_folder");
}

// How far the work is, or what came of the last one.
void draw_progress(const Frame& frame) {
    const auto& work = frame.exporting;
    if (!work) {
        const Notice& notice = frame.state.notice;
        draw_news(frame, notice);
        return;
    }
    const std::string words =
        work->stopping ? "stopping" : work->name + ": " + std::to_string(static_cast<int>(work->part * 100)) + " %";
    progress_bar(frame, work->part, ImGui::GetContentRegionAvail().x - frame.px(90), words);
    mark(frame, "export_progress");
    ImGui::SameLine();
    if (ImGui::Button("Cancel##export", {frame.px(80), 0})) frame.emit(CancelExport{});
    mark(frame, "export_cancel");
}

}  // namespace

void draw_export_page(const Frame& frame) {
    UiMemory& memory = frame.memory;
    if (!frame.state.view.show_export) return memory.export_missing.clear();
    if (memory.export_missing.empty()) {
        for (const io::Exporter& row : io::exporters())
            memory.export_missing.push_back(row.missing ? row.missing() : std::string());
        memory.export_path = io::usual_name(io::exporters().front(), title_of(frame));
        memory.export_over = false;
    }
    begin_page(frame, "export page", {680, 920});
    {
        const WithFont font(frame, scene::Font::SansBold, 20);
        ImGui::TextUnformatted("Export");
    }
    mark(frame, "export_page");
    ImGui::SameLine(ImGui::GetWindowWidth() - frame.px(86));
    if (ImGui::Button("Close##export", {frame.px(70), 0})) frame.emit(ShowExport{false});
    mark(frame, "export_close");
    text(frame.palette().dim, frame.state.view.folder);
    draw_rows(frame);
    const auto chosen = io::exporter_for(memory.export_path);
    choose_look(frame, chosen ? **chosen : io::exporters().front());
    path_field(frame);
    draw_progress(frame);
    ImGui::End();
}

}  // namespace poolwalk::ui
