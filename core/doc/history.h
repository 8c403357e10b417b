// Undo and redo. An entry holds what a change needs to go both ways and no more: single cells as
// their old and new values, settings with the dY that was refitted to them, whole documents by
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
    SharedTensor grad_output;
};

struct SettingsChanged {
    Settings before, after;
};

struct DocumentReplaced {
    Document before, after;
};

struct NetworkChanged {
    std::optional<NetworkSetup> before, after;
};

using Change = std::variant<CellsChanged, SettingsChanged, DocumentReplaced, NetworkChanged>;

void carry_out(const Change& change, Document& document);
void take_back(const Change& change, Document& document);

class History {
public:
    static constexpr std::size_t limit = 1000;

    // `dragging` merges into the open gesture's entry when both are of one kind.
    void record(Change change, bool dragging);
    // A gesture that came back to where it began leaves no entry.
    void end_gesture();
    // The settings that an open gesture started from; dY is refitted from there, so that dragging
    // a size down and up again loses nothing.
    const Settings* gesture_start() const;

    bool can_undo() const { return !done_.empty(); }
    bool can_redo() const { return !undone_.empty(); }
    void undo(Document& document);
    void redo(Document& document);
    std::size_t size() const { return done_.size(); }

private:
    std::vector<Change> done_, undone_;
    bool gesture_open_ = false;
};

}  // namespace poolwalk
