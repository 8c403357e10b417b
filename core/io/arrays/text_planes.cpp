#include "core/io/arrays/text_planes.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/io/arrays/text_frame.h"

namespace poolwalk::io {
namespace {

// The numbers among the indices from `from` to `to`; nothing if one is too large.
std::optional<std::vector<std::int64_t>> indices(std::string_view text) {
    std::vector<std::int64_t> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at])) continue;
        const auto index = leading_integer(text.substr(at));
        if (index.out_of_range) return std::nullopt;
        found.push_back(index.value);
        at += index.length - 1;
    }
    return found;
}

}  // namespace

std::optional<std::vector<std::int64_t>> plane_label(std::string_view line) {
    // R's is nothing but commas, blanks and numbers.
    if (line.starts_with(", , ") && line.size() > 4 && line.find_first_not_of(", 0123456789") == line.npos) {
        auto found = indices(line);
        if (found) std::reverse(found->begin(), found->end());
        return found;
    }
    const std::size_t at = name_at(line, 0).size();
    const std::size_t length = row_label_length(line, at);
    if (length == 0) return std::nullopt;
    const std::string_view rest = line.substr(behind_spaces(line, at + length));
    if (rest != "=" && rest != ":") return std::nullopt;
    const std::string_view label = line.substr(at, length);
    auto found = indices(label);
    // Torch leaves the last two open, the others the first two.
    const bool opens_first = label.find_first_of("0123456789") > label.find_first_of(":.");
    if (found && opens_first) std::reverse(found->begin(), found->end());
    return found;
}

std::size_t column_block_length(std::string_view line) {
    if (!line.starts_with("Column")) return 0;
    std::size_t at = line.starts_with("Columns") ? 7 : 6;
    const auto number = [&] {
        const std::size_t digit = behind_spaces(line, at);
        const std::size_t end = std::min(line.find_first_not_of("0123456789", digit), line.size());
        const bool found = digit > at && end > digit;
        if (found) at = end;
        return found;
    };
    if (!number()) return 0;
    for (const std::string_view joint : {" to", " through", " and"})
        if (line.substr(at).starts_with(joint)) {
            at += joint.size();
            if (!number()) return 0;
        }
    return at + line.substr(at).starts_with(':');
}

std::optional<Error> TextPlanes::begin_plane(std::vector<std::int64_t> label, const TextFile& file, std::size_t at) {
    if (labels_.empty() && has_rows()) return text_error(file, at, "found a plane's indices below rows without any");
    if (has_rows())
        if (std::optional<Error> error = end_plane(file, at)) return error;
    if (label.size() > 2) return text_error(file, at, "found more than 2 indices of a plane, expected at most 2");
    if (!labels_.empty() && labels_.front().size() != label.size())
        return text_error(file, at, "found another number of indices than above the first plane");
    labels_.push_back(std::move(label));
    return {};
}

void TextPlanes::begin_block() {
    if (block_.rows == 0) return;
    blocks_.push_back(block_);
    block_ = {.start = numbers_.values.size()};
}

void TextPlanes::add_row(std::int64_t count) {
    block_.columns = count;
    ++block_.rows;
}

void TextPlanes::add_to_row(std::int64_t count) {
    block_.columns += count;
    block_.rows = 1;
}

void TextPlanes::forget_first_row() {
    const auto first = numbers_.values.begin() + static_cast<std::ptrdiff_t>(block_.start);
    numbers_.values.erase(first, first + static_cast<std::ptrdiff_t>(block_.columns));
    block_.rows = block_.columns = 0;
}

void TextPlanes::forget_first_of(std::int64_t count) {
    numbers_.values.erase(numbers_.values.end() - static_cast<std::ptrdiff_t>(count));
}

std::optional<Error> TextPlanes::end_plane(const TextFile& file, std::size_t at) {
    const std::size_t start = blocks_.empty() ? block_.start : blocks_.front().start;
    begin_block();
    if (blocks_.empty()) return text_error(file, at, "found a plane without numbers");
    Block plane{.start = start, .rows = blocks_.front().rows, .columns = 0};
    for (const Block& block : blocks_) {
        if (block.rows != plane.rows)
            return text_error(file, at,
                              "found columns of " + std::to_string(block.rows) + " rows, expected " +
                                  std::to_string(plane.rows) + " as in the first columns");
        plane.columns += block.columns;
    }
    if (plane.columns > max_side)
        return text_error(file, at,
                          "found a number too many: the limit is " + std::to_string(max_side) + " cells a side");
    if (blocks_.size() > 1) {
        std::vector<double> joined;
        for (std::int64_t h = 0; h < plane.rows; ++h)
            for (const Block& block : blocks_) {
                const auto row =
                    numbers_.values.begin() + static_cast<std::ptrdiff_t>(block.start) + h * block.columns;
                joined.insert(joined.end(), row, row + block.columns);
            }
        std::copy(joined.begin(), joined.end(), numbers_.values.begin() + static_cast<std::ptrdiff_t>(start));
        blocks_.clear();
    }
    blocks_.clear();
    if (planes_++ == 0) first_plane_ = plane;
    if (plane.rows != first_plane_.rows || plane.columns != first_plane_.columns)
        return text_error(file, at,
                          "found a plane of " + std::to_string(plane.rows) + " x " + std::to_string(plane.columns) +
                              ", expected " + std::to_string(first_plane_.rows) + " x " +
                              std::to_string(first_plane_.columns) + " as the first");
    return {};
}

std::optional<Error> TextPlanes::finish(const TextFile& file, std::size_t at) {
    if (std::optional<Error> error = end_plane(file, at)) return error;
    numbers_.dimensions = {first_plane_.rows, first_plane_.columns};
    if (labels_.empty()) return {};
    const std::vector<std::int64_t> counts = labels_.back();
    numbers_.dimensions.insert(numbers_.dimensions.begin(), counts.begin(), counts.end());
    // Each plane in its place: the indices count up, the last one fastest.
    std::int64_t images = counts.size() > 1 ? counts[0] : 1, channels = counts.empty() ? 1 : counts.back();
    bool in_order = static_cast<std::int64_t>(labels_.size()) / std::max<std::int64_t>(images, 1) == channels &&
                    images * channels == planes_;
    for (std::size_t i = 0; in_order && i < labels_.size(); ++i) {
        const auto plane = static_cast<std::int64_t>(i);
        in_order = labels_[i].empty() || labels_[i].back() == plane % channels + 1;
        if (labels_[i].size() > 1) in_order &= labels_[i][0] == plane / channels + 1;
    }
    if (!in_order)
        return text_error(file, at, "found planes out of order, expected each once, the first indices first");
    return {};
}

}  // namespace poolwalk::io
