#include "app/session/effects.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "app/background/open_work.h"
#include "app/files/saving.h"
#include "core/base/number_text.h"
#include "core/io/arrays/text_read.h"
#include "core/io/export/grid_text.h"
#include "core/io/session/examples.h"
#include "core/io/session/lesson_file.h"
#include "core/io/session/open_file.h"
#include "imgui.h"

namespace poolwalk {
namespace {

namespace fs = std::filesystem;

// What is replaced and kept nowhere comes back by undo, which should be said.
std::vector<Command> opened(const Result<Command>& command, const AppState& state) {
    if (!command.ok()) return {Tell{command.error().message, true}};
    std::vector<Command> commands{*command, ShowFiles{.show = false}};
    if (has_unsaved_work(state)) commands.push_back(Tell{"what was changed before comes back with Ctrl+Z", false});
    return commands;
}

Result<Command> example_to_open(const std::string& name) {
    const auto document = io::load_example(name);
    return document ? Result<Command>(Command(OpenDocument{*document})) : document.error();
}

Result<Command> lesson_to_start(const std::string& name) {
    const auto lesson = io::load_lesson(name);
    return lesson ? Result<Command>(Command(StartLesson{*lesson})) : lesson.error();
}

std::vector<Command> claimed(const Result<Command>& command) {
    if (!command.ok()) return {Tell{command.error().message, true}};
    return {*command, ShowFiles{.show = false}};
}

std::vector<Command> read_at_once(const Request& request, const AppState& state) {
    return take_in(request, read_asked_for(request, {}), state);
}

// The pasted cells at the pinned one; what reaches beyond the grid is left out, and said.
std::vector<Command> paste_at(const CellRef& at, const AnyTensor& pasted, const AppState& state) {
    if (!is_editable(at.grid)) return {Tell{"Y and dX are computed; pin a cell of X or dY to paste there", true}};
    const Shape from = shape_of(pasted), into = shape_of_grid(state.document, at.grid);
    if (from.planes() > 1)
        return {
            Tell{"the pasted array has " + std::to_string(from.planes()) + " planes; unpin the cell to paste it as X",
                 true}};
    SetCells cells{at.grid, {}, false};
    for (std::int64_t h = 0; h < std::min(from.h, into.h - at.cell.h); ++h)
        for (std::int64_t w = 0; w < std::min(from.w, into.w - at.cell.w); ++w)
            cells.cells.push_back({at.plane, {at.cell.h + h, at.cell.w + w}, value_at(pasted, 0, h, w)});
    const auto left_out = from.cells() - static_cast<std::int64_t>(cells.cells.size());
    std::vector<Command> commands{std::move(cells)};
    if (left_out > 0) commands.push_back(Tell{std::to_string(left_out) + " pasted cells did not fit", false});
    return commands;
}

std::vector<Command> paste(const AppState& state) {
    const char* held = ImGui::GetClipboardText();
    if (!held || !*held) return {Tell{"the clipboard holds no text", true}};
    const auto read = io::read_text(held, "clipboard");
    if (!read.ok()) return {Tell{read.error().message, true}};
    if (state.view.pinned) return paste_at(*state.view.pinned, read->tensor, state);
    const Shape shape = shape_of(read->tensor);
    // A window that no longer fits gives way to a plain one.
    if (!first_error(validate(shape, state.document.geometry)).empty()) {
        Document plain = document_of("pasted", read->tensor, io::plain_geometry(shape), state.document.rules);
        plain.method = state.document.method;
        return {OpenDocument{.document = std::move(plain), .is_work = true}};
    }
    return {SetInput{"pasted", read->tensor}};
}

bool is_readable(const fs::path& path) {
    static constexpr std::array endings{".npy", ".csv", ".txt", ".tsv", ".png", ".json"};
    return std::ranges::find(endings, path.extension().string()) != endings.end();
}

}  // namespace

std::string cells_as_text(const AppState& state, const Derived& derived, CopyAs format) {
    Selection part{GridId::Input, state.view.plane, {0, 0}, {}};
    const Shape x = shape_of(*state.document.input);
    part.last = {x.h - 1, x.w - 1};
    if (const auto selected = selection_of(state.view)) part = *selected;
    io::NumberGrid grid{.rows = part.last.h - part.first.h + 1,
                        .cols = part.last.w - part.first.w + 1,
                        .dtype = dtype_of(*state.document.input)};
    for (std::int64_t h = part.first.h; h <= part.last.h; ++h)
        for (std::int64_t w = part.first.w; w <= part.last.w; ++w) {
            const CellState cell =
                cell_state(state.document, derived, plan_of(state), state.play.done, part.plane, part.grid, {h, w});
            if (!cell.computed) return {};
            grid.values.push_back(cell.value);
        }
    return io::grid_text(grid, format);
}

std::vector<ui::FolderEntry> list_folder(const std::string& folder) {
    std::vector<ui::FolderEntry> entries;
    std::error_code error;
    const fs::path here = fs::absolute(folder, error);
    for (fs::directory_iterator it(here, fs::directory_options::skip_permission_denied, error), end;
         !error && it != end; it.increment(error)) {
        std::error_code ignored;
        const bool is_folder = it->is_directory(ignored);
        const std::string name = it->path().filename().string();
        if (name.starts_with('.') || (!is_folder && !is_readable(it->path()))) continue;
        entries.push_back({name, it->path().string(), is_folder});
    }
    std::ranges::sort(entries, [](const auto& a, const auto& b) {
        return a.is_folder != b.is_folder ? a.is_folder : a.name < b.name;
    });
    if (here.has_parent_path() && here != here.root_path())
        entries.insert(entries.begin(), {"..", here.parent_path().string(), true});
    return entries;
}

std::vector<Command> take_in(const Request& request, const Result<Command>& command, const AppState& state) {
    return std::holds_alternative<OpenClaim>(request) ? claimed(command) : opened(command, state);
}

std::vector<Command> carry_out(const Request& request, const AppState& state, const Derived& derived) {
    if (file_asked_for(request)) return read_at_once(request, state);
    if (const auto* open = std::get_if<OpenFile>(&request)) return {ShowFiles{true, open->path}};
    if (const auto* example = std::get_if<OpenExample>(&request))
        return opened(example_to_open(example->name), state);
    if (const auto* lesson = std::get_if<OpenLesson>(&request)) return opened(lesson_to_start(lesson->name), state);
    if (const auto* open = std::get_if<OpenClaim>(&request)) return {ShowFiles{true, open->path, FilesFor::Claim}};
    if (const auto* found = std::get_if<OpenAutosave>(&request)) return saving::recover(found->path);
    if (const auto* found = std::get_if<DropAutosave>(&request)) return saving::discard(found->path);
    if (std::holds_alternative<PasteClaim>(request)) {
        const char* held = ImGui::GetClipboardText();
        return claimed(claim_in(io::read_text(held ? held : "", "clipboard"), "pasted"));
    }
    if (std::holds_alternative<PasteCells>(request)) return paste(state);
    if (std::holds_alternative<CopyCells>(request)) {
        const std::string text = cells_as_text(state, derived, std::get<CopyCells>(request).format);
        if (text.empty()) return {Tell{"these cells are not computed yet: step on, then copy", true}};
        ImGui::SetClipboardText(text.c_str());
        return {Tell{"copied", false}};
    }
    return {};
}

}  // namespace poolwalk
