#include "app/ui/widgets/cell_editor.h"

#include <algorithm>
#include <cmath>

#include "app/ui/style.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"
#include "core/workspaces/workspaces.h"

namespace poolwalk::ui {
namespace {

constexpr std::size_t longest_number = 40;

// nan and inf too.
bool starts_number(ImWchar letter) {
    const bool is_name = letter == 'n' || letter == 'N' || letter == 'i' || letter == 'I';
    return (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || is_name;
}

void append(CellEditor& editor, ImWchar letter) {
    if (letter < 32 || letter > 126 || editor.text.size() >= longest_number) return;
    if (editor.untouched) editor.text.clear();
    editor.untouched = false;
    editor.wrong.clear();
    editor.text += static_cast<char>(letter);
}

bool can_edit(const Frame& frame, const scene::AnyCell& cell) {
    if (const auto* number = std::get_if<NetworkCell>(&cell)) return row(number->array).editable;
    const auto& of_array = std::get<CellRef>(cell);
    const Shape shape = shape_of_grid(frame.state.document, of_array.grid);
    return is_editable(of_array.grid) && inside(of_array.cell, shape.h, shape.w);
}

}  // namespace

void begin_edit(const Frame& frame, const scene::AnyCell& cell, std::string text, bool untouched) {
    if (can_edit(frame, cell)) frame.memory.editor = CellEditor{cell, std::move(text), untouched, {}};
}

namespace {

void begin_edit_at_pin(const Frame& frame) {
    if (const auto pinned = scene::open_workspace(frame.state).pinned(frame.state.view))
        begin_edit(frame, *pinned, {}, false);
}

}  // namespace

bool begins_edit(const Frame& frame, KeyPress press) {
    if (press.ctrl || (press.key != Key::N && press.key != Key::I)) return false;
    const scene::WorkspaceRow& open = scene::open_workspace(frame.state);
    const auto pinned = open.pinned ? open.pinned(frame.state.view) : std::nullopt;
    return pinned && can_edit(frame, *pinned);
}

namespace {

// Another pixel, or another weight: then training begins with the weights on the page.
bool commit_to_network(const Frame& frame, const NetworkCell& cell, double value) {
    const auto& moment = frame.analyses.network().moment();
    if (!moment) return true;
    const NetworkSetup& setup = network_of(frame.state.document);
    NetworkSetup next =
        with_cell(setup, static_cast<std::size_t>(moment->place.sample), moment->weights(), cell, value);
    if (const std::string wrong = setup_error(next); !wrong.empty()) {
        frame.memory.editor->wrong = wrong;
        return false;
    }
    const bool later = next.start && start_weights(setup) != moment->weights() && cell.array != NetworkArray::Image;
    frame.emit(SetNetwork{std::move(next)});
    if (later) {
        frame.emit(Seek{0});
        frame.emit(Tell{"training starts again from the weights on the page, with your number among them", false});
    }
    return true;
}

}  // namespace

void take_letters(const Frame& frame) {
    ImGuiIO& io = ImGui::GetIO();
    if (frame.is_busy_typing || io.KeyCtrl) return;
    for (const ImWchar letter : io.InputQueueCharacters) {
        if (!frame.memory.editor && starts_number(letter)) begin_edit_at_pin(frame);
        if (frame.memory.editor) append(*frame.memory.editor, letter);
    }
    if (frame.memory.editor) io.ClearInputCharacters();
}

bool commit_edit(const Frame& frame) {
    CellEditor& editor = *frame.memory.editor;
    const auto value = number_from_text(editor.text);
    if (!value) {
        editor.wrong = "\"" + editor.text + "\" is not a number: type one like 2.5, -1e3, nan, inf or -inf";
        return false;
    }
    if (const auto* cell = std::get_if<CellRef>(&editor.cell))
        frame.emit(SetCells{cell->grid, {{cell->plane, cell->cell, *value}}});
    else if (!commit_to_network(frame, std::get<NetworkCell>(editor.cell), *value)) return false;
    frame.memory.editor.reset();
    return true;
}

bool take_key(const Frame& frame, KeyPress press) {
    if (!frame.memory.editor) return false;
    CellEditor& editor = *frame.memory.editor;
    switch (press.key) {
        case Key::Escape: frame.memory.editor.reset(); return true;
        case Key::Backspace:
            if (editor.untouched) editor.text.clear();
            else if (!editor.text.empty()) editor.text.pop_back();
            editor.untouched = false;
            editor.wrong.clear();
            return true;
        case Key::Enter:
            if (commit_edit(frame)) frame.emit(MovePin{press.shift ? -1 : 1, 0});
            return true;
        case Key::Tab:
            if (commit_edit(frame)) frame.emit(MovePin{0, press.shift ? -1 : 1});
            return true;
        default:
            return !press.ctrl && (press.key < Key::F1 ||
                                   press.key > Key::F12);  // letters belong to the number until the edit is over
    }
}

std::string text_to_edit(const Frame& frame, const scene::AnyCell& cell) {
    if (const auto* number = std::get_if<NetworkCell>(&cell)) {
        const auto& moment = frame.analyses.network().moment();
        return moment ? exact_text(value_at(moment->pass, *number, moment->updated())) : std::string();
    }
    const auto& [grid, plane, at] = std::get<CellRef>(cell);
    const AnyTensor& held = grid == GridId::Input ? *frame.state.document.input : *frame.state.document.grad_output;
    const double value = value_at(held, plane, at.h, at.w);
    return std::isinf(value) ? (value > 0 ? "inf" : "-inf") : exact_text(value);
}

void draw_cell_editor(const Frame& frame, const scene::Rect& cell, ImVec2 canvas_origin) {
    if (!frame.memory.editor) return;
    const CellEditor& editor = *frame.memory.editor;
    const scene::Palette& p = frame.palette();
    const render::BakedFont font =
        frame.fonts.pick(scene::Font::Mono, std::clamp(cell.h * 0.36f, frame.px(13), frame.px(24)));
    const ImVec2 size = font.font->CalcTextSizeA(font.line_px, 1e6f, 0, editor.text.c_str());
    const float width = std::max(cell.w, size.x + frame.px(16)), height = std::max(cell.h, frame.px(26));
    const ImVec2 center{canvas_origin.x + cell.center().x, canvas_origin.y + cell.center().y};
    const ImVec2 a{center.x - width / 2, center.y - height / 2}, b{center.x + width / 2, center.y + height / 2};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(a, b, packed(p.panel), frame.px(3));
    list.AddRect(a, b, packed(editor.wrong.empty() ? p.accent : p.bad), frame.px(3), 0, frame.px(2.5f));
    const ImVec2 at{std::floor(center.x - size.x / 2), std::floor(center.y - font.line_px / 2)};
    if (editor.untouched && !editor.text.empty())
        list.AddRectFilled(at, {at.x + size.x, at.y + font.line_px}, packed(p.line));
    list.AddText(font.font, font.line_px, at, packed(p.text), editor.text.c_str());
    list.AddLine({at.x + size.x + 1, at.y}, {at.x + size.x + 1, at.y + font.line_px}, packed(p.accent),
                 frame.px(1.5f));
    mark_rect(frame, "editor", a, b);
    if (editor.wrong.empty()) return;
    const ImVec2 words = ImGui::CalcTextSize(editor.wrong.c_str(), nullptr, false, frame.px(260));
    const ImVec2 min{a.x, b.y + frame.px(6)}, max{a.x + words.x + frame.px(16), b.y + words.y + frame.px(18)};
    list.AddRectFilled(min, max, packed(p.panel), frame.px(4));
    list.AddRect(min, max, packed(p.bad), frame.px(4));
    list.AddText(nullptr, 0, {min.x + frame.px(8), min.y + frame.px(6)}, packed(p.bad), editor.wrong.c_str(), nullptr,
                 frame.px(260));
}

}  // namespace poolwalk::ui
