// Undo and redo. An entry holds what a change needs to go both ways and no more: single cells as
// their old and new values, settings with the dY that was fitted to them, whole documents by
// sharing their tensors. Every content that a document has had is numbered, so that one that undo brings back is
// known again.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/doc/document.h"
#include "core/doc/grid_id.h"
#include "core/doc/origin.h"

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

// A document that another one was opened over, with changes that are kept nowhere.
struct LeftWork {
    const Document* document = nullptr;
    const Origin* origin = nullptr;
    std::uint64_t content = 0;
    std::size_t entries_before = 0;  // what size() is once undo has brought it back
};

class History {
public:
    // Entries beyond either are forgotten, oldest first; the newest one stays.
    static constexpr std::size_t limit = 1000, limit_bytes = std::size_t{256} << 20;

    // `dragging` merges into the open gesture's entry when both are of one kind.
    void record(Change change, bool dragging);
    // The entry recorded last opened a document over one that came from `before`.
    void opened_over(Origin before);
    // A gesture that came back to where it began leaves no entry.
    void end_gesture();
    // The settings that an open gesture started from; dY is fitted from there, so that a gesture which
    // comes back leaves no entry.
    const Settings* gesture_start() const;

    bool can_undo() const { return !done_.empty(); }
    bool can_redo() const { return !undone_.empty(); }
    // They answer the entry if it was one of cells, else null; it is valid until the next call. `origin` is the shown
    // document's before and after.
    const CellsChanged* undo(Document& document, Origin& origin);
    const CellsChanged* redo(Document& document, Origin& origin);
    std::size_t size() const { return done_.size(); }
    // Is what comes next an edit of at most so many cells?
    bool undoes_few_cells(std::size_t most) const;
    bool redoes_few_cells(std::size_t most) const;

    // The number of what the document holds now: another one after each change, the same one again after undo.
    std::uint64_t content() const { return content_; }
    // The newest of what undo would bring back, if any.
    std::optional<LeftWork> left_work() const;
    // The same content, and nothing to undo.
    History without_entries() const;

private:
    struct Entry {
        Change change;
        std::uint64_t content = 0;       // of the document on its other side
        std::optional<Origin> origin{};  // the same; absent where nothing was opened
    };
    void flip(Entry& entry, Origin& origin);
    void forget_oldest();

    std::vector<Entry> done_, undone_;
    std::uint64_t content_ = 1, last_content_ = 1;
    bool gesture_open_ = false;
};

}  // namespace poolwalk
