#include "core/doc/history.h"

#include <algorithm>
#include <utility>

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

namespace {

std::size_t bytes_of(const SharedTensor& tensor) {
    const auto cells = static_cast<std::size_t>(shape_of(*tensor).cells());
    return cells * (dtype_of(*tensor) == DType::Float32 ? sizeof(float) : sizeof(double));
}

// Of what an entry keeps besides the document that is shown. Entries of settings share their arrays with each other.
struct Bytes {
    std::size_t operator()(const CellsChanged& change) const { return change.edits.size() * sizeof(CellEdit); }
    std::size_t operator()(const SettingsChanged& change) const {
        return change.before.grad_output.same_memory(change.after.grad_output) ? 0
                                                                               : bytes_of(change.before.grad_output);
    }
    std::size_t operator()(const DocumentReplaced& change) const {
        return bytes_of(change.other.input) + bytes_of(change.other.grad_output);
    }
    std::size_t operator()(const NetworkChanged&) const { return 0; }
};

bool is_unsaved(const Origin& origin, std::uint64_t content) {
    return content != origin.saved_content && content != origin.discarded_content && !origin.of_lesson;
}

}  // namespace

void History::record(Change change, bool dragging) {
    undone_.clear();
    if (!dragging) end_gesture();
    const bool joins = gesture_open_ && !done_.empty();
    gesture_open_ = dragging;
    const std::uint64_t before = std::exchange(content_, ++last_content_);
    if (!joins || !merged(done_.back().change, change)) done_.push_back({std::move(change), before});
    forget_oldest();
}

void History::forget_oldest() {
    std::size_t kept = 0, bytes = 0;
    while (kept < std::min(done_.size(), limit)) {
        bytes += std::visit(Bytes{}, done_[done_.size() - 1 - kept].change);
        if (kept > 0 && bytes > limit_bytes) break;
        ++kept;
    }
    done_.erase(done_.begin(), done_.end() - static_cast<std::ptrdiff_t>(kept));
}

void History::opened_over(Origin before) {
    if (!done_.empty()) done_.back().origin = std::move(before);
}

void History::end_gesture() {
    if (gesture_open_ && !done_.empty() && is_nothing(done_.back().change)) {
        content_ = done_.back().content;
        done_.pop_back();
    }
    gesture_open_ = false;
}

const Settings* History::gesture_start() const {
    if (!gesture_open_ || done_.empty()) return nullptr;
    const auto* settings = std::get_if<SettingsChanged>(&done_.back().change);
    return settings ? &settings->before : nullptr;
}

bool History::undoes_few_cells(std::size_t most) const {
    const auto* cells = done_.empty() ? nullptr : std::get_if<CellsChanged>(&done_.back().change);
    return cells && cells->edits.size() <= most;
}

bool History::redoes_few_cells(std::size_t most) const {
    const auto* cells = undone_.empty() ? nullptr : std::get_if<CellsChanged>(&undone_.back().change);
    return cells && cells->edits.size() <= most;
}

void History::flip(Entry& entry, Origin& origin) {
    std::swap(entry.content, content_);
    if (entry.origin) std::swap(*entry.origin, origin);
}

const CellsChanged* History::undo(Document& document, Origin& origin) {
    POOLWALK_CHECK(can_undo());
    end_gesture();
    if (done_.empty()) return nullptr;  // the gesture had come back to where it began
    take_back(done_.back().change, document);
    flip(done_.back(), origin);
    undone_.push_back(std::move(done_.back()));
    done_.pop_back();
    return std::get_if<CellsChanged>(&undone_.back().change);
}

const CellsChanged* History::redo(Document& document, Origin& origin) {
    POOLWALK_CHECK(can_redo());
    end_gesture();
    carry_out(undone_.back().change, document);
    flip(undone_.back(), origin);
    done_.push_back(std::move(undone_.back()));
    undone_.pop_back();
    return std::get_if<CellsChanged>(&done_.back().change);
}

std::optional<LeftWork> History::left_work() const {
    for (std::size_t i = done_.size(); i-- > 0;) {
        const Entry& entry = done_[i];
        const auto* replaced = std::get_if<DocumentReplaced>(&entry.change);
        if (replaced && entry.origin && is_unsaved(*entry.origin, entry.content))
            return LeftWork{&replaced->other, &*entry.origin, entry.content, i};
    }
    return std::nullopt;
}

History History::without_entries() const {
    History empty;
    empty.content_ = content_;
    empty.last_content_ = last_content_;
    return empty;
}

}  // namespace poolwalk
