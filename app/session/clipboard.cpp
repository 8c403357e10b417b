#include "app/session/clipboard.h"

#include <algorithm>
#include <string>

#include "app/background/open_task.h"
#include "core/io/arrays/array_reader.h"
#include "core/io/arrays/text_read.h"
#include "core/io/export/grid_text.h"
#include "core/io/session/link.h"
#include "core/io/session/open_file.h"
#include "imgui.h"

namespace poolwalk {
namespace {

// Without the blanks and line ends that a selection takes along.
std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

// What reaches beyond the grid is left out, which is said.
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

// At the pinned cell, or in the place of X.
std::vector<Command> put(const AnyTensor& pasted, const AppState& state) {
    if (state.view.pinned) return paste_at(*state.view.pinned, pasted, state);
    const Shape shape = shape_of(pasted);
    // A window that no longer fits gives way to a plain one.
    if (!first_error(validate(shape, state.document.geometry)).empty()) {
        Document plain = document_of("pasted", pasted, plain_geometry(shape), state.document.rules);
        plain.method = state.document.method;
        return {OpenDocument{.document = std::move(plain), .is_work = true}};
    }
    return {SetInput{"pasted", pasted}};
}

// Empty if a cell is not computed yet.
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

}  // namespace

std::vector<Command> copy_cells(const AppState& state, const Derived& derived, CopyAs format) {
    const std::string text = cells_as_text(state, derived, format);
    if (text.empty()) return {Tell{"these cells are not computed yet: step on, then copy", true}};
    ImGui::SetClipboardText(text.c_str());
    return {Tell{"copied", false}};
}

std::vector<Command> copy_link(const AppState& state, const std::string& page_address) {
    const auto link = io::link_of(session_file_of(state));
    if (!link) return {Tell{link.error().message, true}};
    ImGui::SetClipboardText((page_address + *link).c_str());
    if (!page_address.empty()) return {Tell{"copied", false}};
    return {Tell{"copied: it opens where it is pasted, and behind the address that \"page\" in settings.json names",
                 false}};
}

Result<PasteTask::Pasted> PasteTask::pasted(FilesFor purpose, const Result<std::string>& text) {
    if (!text) return text.error();
    if (text->empty()) return Error{"the clipboard holds no text"};
    const std::string_view word = trimmed(*text);
    if (purpose == FilesFor::Document && io::is_link(word)) return Pasted(Link{std::string(word)});
    auto loaded = io::read_text(*text, "clipboard");
    return loaded ? Result<Pasted>(std::move(loaded).value()) : loaded.error();
}

void PasteTask::start(FilesFor purpose) {
    if (read)
        return task_.start(purpose, {}, [ask = read](FilesFor asked, const Progress& progress) {
            return pasted(asked, ask(progress));
        });
    const char* text = ImGui::GetClipboardText();
    task_.start(
        purpose, {},
        [held = std::string(text ? text : "")](FilesFor asked, const Progress&) { return pasted(asked, held); },
        JobMode::Immediate);
}

std::vector<Command> PasteTask::take(const AppState& state) {
    auto done = task_.take();
    if (!done) return {};
    if (!done->result) return {Tell{done->result.error().message, true}};
    Pasted found = std::move(done->result).value();
    if (const auto* link = std::get_if<Link>(&found)) return {OpenFile{link->address}};
    auto& loaded = std::get<io::Loaded>(found);
    if (*done->order == FilesFor::Claim) {
        const auto command = claim_command(std::move(loaded), "pasted");
        if (!command) return {Tell{command.error().message, true}};
        return {*command, ShowFiles{.show = false}};
    }
    std::vector<Command> commands = put(loaded.tensor, state);
    if (commands.back().is<Tell>()) return commands;
    if (!state.view.pinned && io::seems_channels_last(loaded.shape))
        commands.push_back(Ask{Question{.kind = QuestionKind::Layout}});
    if (const std::string note = io::joined_notes(loaded); !note.empty()) commands.push_back(Tell{note, false});
    return commands;
}

}  // namespace poolwalk
