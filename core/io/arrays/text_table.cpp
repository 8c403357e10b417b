#include "core/io/arrays/text_table.h"

#include <algorithm>
#include <utility>

#include "core/io/arrays/text_frame.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

// In UTF-8: box drawing (U+2500 to U+257F) and the pieces of tall brackets (U+239B to U+23AD).
bool is_drawn(std::string_view three) {
    if (three.size() < 3 || three[0] != '\xe2') return false;
    const auto second = static_cast<unsigned char>(three[1]), third = static_cast<unsigned char>(three[2]);
    return second == 0x94 || second == 0x95 || (second == 0x8e && third >= 0x9b && third <= 0xad);
}

bool is_bar(std::string_view three) {
    constexpr std::string_view lines =
        "\u2500\u2501\u2504\u2505\u2550\u250c\u2510\u2514\u2518\u251c\u2524\u252c\u2534"
        "\u253c\u255e\u2561\u256a\u2567\u2564";
    return is_drawn(three) && lines.find(three.substr(0, 3)) == lines.npos;
}

std::size_t quote_end(std::string_view bytes, std::size_t at) {
    while (true) {
        at = bytes.find('"', at + 1);
        if (at == bytes.npos || bytes.substr(at + 1, 1) != "\"") return at;
        ++at;  // "" stands for one
    }
}

}  // namespace

std::string_view words_of(Separator separator) {
    switch (separator) {
        case ',': return "a comma";
        case ';': return "a semicolon";
        case '\t': return "a tab";
        case '|': return "a bar";
        case '&': return "\"&\"";
        default: return "blanks";
    }
}

std::size_t bar_length(std::string_view bytes, std::size_t at) {
    if (at < bytes.size() && bytes[at] == '|') return 1;
    return is_bar(bytes.substr(std::min(at, bytes.size()), 3)) ? 3 : 0;
}

Separator separator_of(std::string_view line) {
    bool has_ampersand = false, has_semicolon = false, has_tab = false, has_comma = false, has_blank = false;
    bool is_comma_padded = false;  // with tabs
    char before = 0;               // the last that was no blank; 0 in front of the first cell
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (is_blank(c)) {
            const std::size_t next = std::min(line.find_first_not_of(" \t", at), line.size());
            const bool tabs = line.substr(at, next - at).find('\t') != line.npos;
            const char after = next < line.size() ? line[next] : 0;
            has_blank |= before != 0 && after != 0;
            has_tab |= tabs && before != 0;
            is_comma_padded |= tabs && (before == ',' || after == ',');
            at = next - 1;
            continue;
        }
        if (const std::size_t bar = bar_length(line, at); bar > 0) {
            if (before != 0 && line.find_first_not_of(" \t", at + bar) != line.npos) return '|';
            at += bar - 1;
            continue;
        }
        has_ampersand |= c == '&';
        has_semicolon |= c == ';';
        has_comma |= c == ',';
        // R's [1,] holds no separator, nor does what is quoted.
        if (c == '"') at = std::min(quote_end(line, at), line.size() - 1);
        else at += std::max<std::size_t>(1, row_label_length(line, at)) - 1;
        before = c;
    }
    if (has_ampersand) return '&';
    if (has_semicolon) return ';';
    if (has_tab && !is_comma_padded) return '\t';
    return has_comma ? ',' : has_blank ? ' ' : 0;
}

bool is_ruler(std::string_view line) {
    std::size_t drawn = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const bool is_line = is_drawn(line.substr(at, 3));
        if (!is_line && std::string_view("-+=|: \t").find(line[at]) == std::string_view::npos) return false;
        drawn += is_line || !is_blank(line[at]);
        at += is_line ? 2 : 0;
    }
    return drawn > 1;
}

CellReader::CellReader(const TextFile& file, std::size_t from, std::size_t to, Separator separator)
    : file_(file), bytes_(file.bytes.substr(0, to)), at_(from), separator_(separator) {
    skip_blanks();
    // A bar at the line's end, and one at its start.
    std::size_t end = bytes_.size();
    while (end > at_ && is_blank(bytes_[end - 1])) --end;
    if (end > at_ && bytes_[end - 1] == '|') --end;
    else if (end >= at_ + 3 && is_bar(bytes_.substr(end - 3))) end -= 3;
    bytes_ = bytes_.substr(0, end);
    at_ += bar_length(bytes_, at_);
    skip_blanks();
}

void CellReader::skip_blanks() {
    // Where tabs separate, each ends a cell.
    while (at_ < bytes_.size() && (bytes_[at_] == ' ' || (bytes_[at_] == '\t' && separator_ != '\t'))) ++at_;
}

Result<std::optional<Cell>> CellReader::quoted_cell() {
    const std::size_t start = at_, end = quote_end(bytes_, at_);
    if (end == bytes_.npos) return text_error(file_, start, "found a quote that is not closed, expected one more");
    at_ = end + 1;
    if (std::optional<Error> e = separate()) return *e;
    return std::optional(Cell{bytes_.substr(start + 1, end - start - 1), start + 1, true});
}

// From behind a cell to the start of the next.
std::optional<Error> CellReader::separate() {
    skip_blanks();
    is_open_ = false;
    if (at_ >= bytes_.size() || separator_ == ' ' || separator_ == 0) return {};
    const std::size_t length = separator_ == '|' ? bar_length(bytes_, at_) : bytes_[at_] == separator_ ? 1 : 0;
    if (length == 0)
        return text_error(
            file_, at_, "found " + quoted(bytes_.substr(at_, 1)) + ", expected " + std::string(words_of(separator_)));
    at_ += length;
    is_open_ = true;
    skip_blanks();
    return {};
}

Result<std::optional<Cell>> CellReader::next() {
    if (at_ >= bytes_.size()) {
        const bool is_empty_cell = std::exchange(is_open_, false);
        return is_empty_cell ? std::optional(Cell{{}, at_, false}) : std::nullopt;
    }
    if (bytes_[at_] == '"') return quoted_cell();
    const std::size_t start = at_, label = row_label_length(bytes_, at_);
    if (label > 0) at_ += label;
    while (at_ < bytes_.size()) {
        const char c = bytes_[at_];
        if (separator_ == '|'                      ? bar_length(bytes_, at_) > 0
            : separator_ == ' ' || separator_ == 0 ? is_blank(c)
                                                   : c == separator_)
            break;
        ++at_;
    }
    std::size_t end = at_;
    while (end > start && is_blank(bytes_[end - 1])) --end;
    if (std::optional<Error> e = separate()) return *e;
    return std::optional(Cell{bytes_.substr(start, end - start), start, false});
}

}  // namespace poolwalk::io
