// Undo and redo. An entry holds what a change needs to go both ways and no more: single cells as
// their old and new values, settings with the dY that was fitted to them, whole documents by
// sharing their tensors.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/doc/document.h"
#include "core/doc/grid_id.h"

namespace poolwalk {

struct CellEdit {
    std::int64_t plane = 0;
    Place cell;
    double before = 0, after = 0;
};

struct CellsChanged {
    GridId grid = GridId::Input;  // X or dY
    std::vector<CellEdit> edits;
};

struct Settings {
    Geometry geometry;
    Rules rules;
    std::string method;
    SharedTensor grad_output, kept_grad_output;
};

struct SettingsChanged {
    Settings before, after;
};

// Only the one that is not shown is kept: the shown one is to be edited without a copy.
struct DocumentReplaced {
    Document other;
};

struct NetworkChanged {
    std::optional<NetworkSetup> before, after;
};

using Change = std::variant<CellsChanged, SettingsChanged, DocumentReplaced, NetworkChanged>;

// An entry that keeps what is not shown changes with the document.
void carry_out(Change& change, Document& document);
void take_back(Change& change, Document& document);

class History {
public:
    static constexpr std::size_t limit = 1000;

    // `dragging` merges into the open gesture's entry when both are of one kind.
    void record(Change change, bool dragging);
    // A gesture that came back to where it began leaves no entry.
    void end_gesture();
    // The settings that an open gesture started from; dY is fitted from there, so that a gesture which
    // comes back leaves no entry.
    const Settings* gesture_start() const;

    bool can_undo() const { return !done_.empty(); }
    bool can_redo() const { return !undone_.empty(); }
    // They answer the entry if it was one of cells, else null; it is valid until the next call.
    const CellsChanged* undo(Document& document);
    const CellsChanged* redo(Document& document);
    std::size_t size() const { return done_.size(); }
    // Is what comes next an edit of at most so many cells?
    bool undoes_few_cells(std::size_t most) const;
    bool redoes_few_cells(std::size_t most) const;

private:
    std::vector<Change> done_, undone_;
    bool gesture_open_ = false;
};

}  // namespace poolwalk
