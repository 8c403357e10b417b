#include "core/doc/history.h"

#include "core/base/check.h"

namespace poolwalk {
namespace {

AnyTensor& edited(Document& document, GridId grid) {
    return grid == GridId::Input ? document.input.edit() : document.grad_output.edit();
}

void put(const Settings& settings, Document& document) {
    document.geometry = settings.geometry;
    document.rules = settings.rules;
    document.method = settings.method;
    document.grad_output = settings.grad_output;
    document.kept_grad_output = settings.kept_grad_output;
}

struct Apply {
    Document& document;
    void operator()(const CellsChanged& change) const {
        AnyTensor& tensor = edited(document, change.grid);
        for (const CellEdit& e : change.edits) set_value(tensor, e.plane, e.cell.h, e.cell.w, e.after);
    }
    void operator()(const SettingsChanged& change) const { put(change.after, document); }
    void operator()(DocumentReplaced& change) const { std::swap(document, change.other); }
    void operator()(const NetworkChanged& change) const { document.network = change.after; }
};

struct Revert {
    Document& document;
    void operator()(const CellsChanged& change) const {
        AnyTensor& tensor = edited(document, change.grid);
        for (auto e = change.edits.rbegin(); e != change.edits.rend(); ++e)
            set_value(tensor, e->plane, e->cell.h, e->cell.w, e->before);
    }
    void operator()(const SettingsChanged& change) const { put(change.before, document); }
    void operator()(DocumentReplaced& change) const { std::swap(document, change.other); }
    void operator()(const NetworkChanged& change) const { document.network = change.before; }
};

// Adds `next` to `entry` if one undo can take back both.
bool merged(Change& entry, const Change& next) {
    if (entry.index() != next.index()) return false;
    if (auto* settings = std::get_if<SettingsChanged>(&entry)) {
        settings->after = std::get<SettingsChanged>(next).after;
        return true;
    }
    if (auto* network = std::get_if<NetworkChanged>(&entry)) {
        network->after = std::get<NetworkChanged>(next).after;
        return true;
    }
    auto* cells = std::get_if<CellsChanged>(&entry);
    if (!cells || cells->grid != std::get<CellsChanged>(next).grid) return false;
    const auto& more = std::get<CellsChanged>(next).edits;
    cells->edits.insert(cells->edits.end(), more.begin(), more.end());
    return true;
}

bool is_nothing(const Change& change) {
    if (const auto* network = std::get_if<NetworkChanged>(&change)) return network->before == network->after;
    const auto* settings = std::get_if<SettingsChanged>(&change);
    if (!settings) return false;
    const auto& [before, after] = *settings;
    return before.geometry == after.geometry && before.rules == after.rules && before.method == after.method &&
           before.grad_output.same_memory(after.grad_output);
}

}  // namespace

void carry_out(Change& change, Document& document) { std::visit(Apply{document}, change); }
void take_back(Change& change, Document& document) { std::visit(Revert{document}, change); }

void History::record(Change change, bool dragging) {
    undone_.clear();
    if (!dragging) end_gesture();
    const bool joins = gesture_open_ && !done_.empty();
    gesture_open_ = dragging;
    if (joins && merged(done_.back(), change)) return;
    done_.push_back(std::move(change));
    if (done_.size() > limit) done_.erase(done_.begin());
}

void History::end_gesture() {
    if (gesture_open_ && !done_.empty() && is_nothing(done_.back())) done_.pop_back();
    gesture_open_ = false;
}

const Settings* History::gesture_start() const {
    if (!gesture_open_ || done_.empty()) return nullptr;
    const auto* settings = std::get_if<SettingsChanged>(&done_.back());
    return settings ? &settings->before : nullptr;
}

namespace {

bool is_of_few_cells(const std::vector<Change>& entries, std::size_t most) {
    const auto* cells = entries.empty() ? nullptr : std::get_if<CellsChanged>(&entries.back());
    return cells && cells->edits.size() <= most;
}

}  // namespace

bool History::undoes_few_cells(std::size_t most) const { return is_of_few_cells(done_, most); }
bool History::redoes_few_cells(std::size_t most) const { return is_of_few_cells(undone_, most); }

const CellsChanged* History::undo(Document& document) {
    POOLWALK_CHECK(can_undo());
    end_gesture();
    if (done_.empty()) return nullptr;  // the gesture had come back to where it began
    take_back(done_.back(), document);
    undone_.push_back(std::move(done_.back()));
    done_.pop_back();
    return std::get_if<CellsChanged>(&undone_.back());
}

const CellsChanged* History::redo(Document& document) {
    POOLWALK_CHECK(can_redo());
    end_gesture();
    carry_out(undone_.back(), document);
    done_.push_back(std::move(undone_.back()));
    undone_.pop_back();
    return std::get_if<CellsChanged>(&done_.back());
}

}  // namespace poolwalk
