#include "core/doc/edits.h"

namespace poolwalk {

void EditLog::edited(std::uint64_t revision, const std::vector<EditedCell>& cells) {
    for (const EditedCell& cell : cells) entries_.push_back({revision, cell});
    if (entries_.size() <= limit) return;
    const auto first = entries_.end() - static_cast<std::ptrdiff_t>(limit);
    since_ = (first - 1)->revision;
    std::erase_if(entries_, [this](const Entry& entry) { return entry.revision <= since_; });
}

void EditLog::changed(std::uint64_t revision) {
    since_ = revision;
    entries_.clear();
}

std::optional<std::vector<EditedCell>> EditLog::after(std::uint64_t revision) const {
    if (revision < since_) return std::nullopt;
    std::vector<EditedCell> cells;
    for (const Entry& entry : entries_)
        if (entry.revision > revision) cells.push_back(entry.cell);
    return cells;
}

}  // namespace poolwalk
