#include "core/io/arrays/text_rows.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/number_text.h"
#include "core/io/arrays/text_frame.h"
#include "core/io/arrays/text_planes.h"
#include "core/io/arrays/text_table.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

std::string limit_text(std::string_view what) {
    return "found " + std::string(what) + " too many: the limit is " + std::to_string(max_side) + " cells a side";
}

// The first line of a table, before it is known whether it is a header.
struct FirstLine {
    std::int64_t cells = 0, texts = 0;
    bool has_corner = false;  // the first cell is empty
    bool begins_with_text = false;
    bool counts = true;       // the numbers are 0, 1, 2 ..., as in a header of pandas
    std::size_t text_at = 0;  // of the first cell that is no number
    std::string_view text;

    // A header, of which a column is not the array's.
    bool names_rows() const {
        const bool is_index = text == "index" || text == "Index" || text == "Unnamed: 0";
        return has_corner || (texts == 1 && cells > 1) || (begins_with_text && is_index);
    }
    // Every cell but the corner is text; or a header of numbers beside a corner.
    bool is_header() const {
        if (cells > 1 && has_corner) return true;
        if (texts == 0 || !begins_with_text) return false;
        return texts == cells || texts > 1 || counts;
    }
};

// One pass over the lines. Each step returns an error or nothing.
class RowReader {
public:
    explicit RowReader(const TextFile& file) : file_(file), bytes_(file.bytes) {}

    Result<Loaded> read() {
        while (at_ < bytes_.size()) {
            if (!file_.is_wanted_from(at_)) return stopped();
            if (std::optional<Error> error = line()) return *error;
        }
        if (planes_.is_empty()) {
            if (header_) return text_error(file_, header_->text_at, not_a_number(header_->text));
            return file_error(file_.name, "", "found no numbers, expected rows of numbers");
        }
        TextNumbers& numbers = planes_.numbers();
        if (std::optional<Error> error = planes_.finish(file_, bytes_.size())) return *error;
        if (is_vector_) numbers.dimensions = {static_cast<std::int64_t>(numbers.values.size())};
        if (is_series_ && !header_ && !has_names_ && numbers.dimensions.back() == 2) drop_names(numbers);
        if (comments_ > 0) numbers.notes.push_back("comments were skipped");
        if (header_ && !has_labels_) numbers.notes.push_back("the header row was skipped");
        if (has_names_ && !has_labels_) numbers.notes.push_back("the row names were skipped");
        if (decimal_mark_ == ',') numbers.notes.push_back("a comma is the decimal point");
        return loaded_from(file_, std::move(numbers), facts_);
    }

private:
    Error error(std::size_t at, const std::string& what) const { return text_error(file_, at, what); }
    std::string not_a_number(std::string_view text) const {
        if (text.empty()) return "found an empty cell, expected a number";
        const auto number = number_at(file_, 0, text);
        const std::string message = number ? "" : number.error().message;
        const std::size_t what = message.find("found ");
        return what == message.npos ? "found " + quoted(text) + ", expected a number" : message.substr(what);
    }

    // A line, or a piece of one that LaTeX's commands part: they end rows as a line's end does.
    std::optional<Error> line() {
        const bool is_whole = at_ == 0 || ends_line(bytes_[at_ - 1]);
        std::size_t from = at_;
        while (from < bytes_.size() && (is_blank(bytes_[from]) || bytes_[from] == '$')) ++from;
        const std::size_t end = std::min(bytes_.find_first_of("\r\n\\", from), bytes_.size());
        std::size_t to = end;
        while (to > from && (is_blank(bytes_[to - 1]) || bytes_[to - 1] == '$')) --to;
        at_ = end;
        const std::string_view text = bytes_.substr(from, to - from);
        if (!text.empty() || is_whole)
            if (std::optional<Error> e = piece(from, to, text)) return e;
        if (at_ < bytes_.size() && bytes_[at_] == '\\') return command();
        if (bytes_.substr(at_).starts_with("\r\n")) ++at_;
        if (at_ < bytes_.size()) ++at_;
        return {};
    }

    // \begin{pmatrix}, \hline, \\ and others that stand around numbers.
    std::optional<Error> command() {
        const std::string_view rest = bytes_.substr(at_ + 1);
        std::size_t length = 0;
        while (length < rest.size() && length < max_word_characters && is_letter(rest[length])) ++length;
        const std::string_view name = rest.substr(0, length);
        if (name == "left" || name == "right") length += rest.substr(length, 1) == "\\" ? 2 : 1;
        else if (name == "begin" || name == "end") {
            while (rest.substr(length, 1) == "{" && length < rest.size())
                length = std::min(rest.find('}', length), rest.size() - 1) + 1;
        } else if (name.empty()) {
            length = 1;
            if (rest.starts_with("\\[")) length = std::min(rest.find(']'), rest.size() - 1) + 1;  // \\[2pt]
        } else if (name != "hline" && name != "quad" && name != "displaystyle") {
            return error(at_, "found " + quoted(bytes_.substr(at_, length + 1)) + ", expected a number");
        }
        at_ = std::min(at_ + 1 + length, bytes_.size());
        return {};
    }

    std::optional<Error> piece(std::size_t from, std::size_t to, std::string_view text) {
        if (text.empty()) return blank(from);
        if (text.front() == '#' || text.front() == '%' || text.starts_with("//")) {
            ++comments_;
            if (text.find("dtype=") != text.npos) note_words(file_, from, to, facts_);
            return {};
        }
        if (is_ruler(text)) return {};
        if (text.starts_with("sep=") && planes_.is_empty() && !header_ && text.size() <= 5) {
            separator_ = text.size() == 5 ? text[4] : '\t';
            is_separator_given_ = true;
            return {};
        }
        if (auto label = plane_label(text)) {
            blank_line_.reset();
            return planes_.begin_plane(std::move(*label), file_, from);
        }
        if (const std::size_t length = column_block_length(text); length > 0) {
            blank_line_.reset();
            planes_.begin_block();
            return length < text.size() ? table_line(from + length, to) : std::nullopt;
        }
        if (text.ends_with('*') && looks_like_number(text)) return scale(from, text);
        if (planes_.has_rows() && is_tail(text)) {
            if (text.find("reached") != text.npos) return error(from, left_out_text(facts_));
            note_words(file_, from, to, facts_);
            is_series_ |= text.starts_with("dtype:") || text.starts_with("Name:");
            is_over_ = true;
            return {};
        }
        if (!planes_.has_rows() && is_about(text)) {
            note_words(file_, from, to, facts_);
            return {};
        }
        if (planes_.has_rows() && (text.ends_with('=') || (is_letter(text.front()) && text.find(" = ") != text.npos)))
            return error(from, "found a second array, expected one: give one of them at a time");
        const bool is_open = separator_ == 0 || (separator_ == ' ' && !planes_.has_rows());
        if (is_open && !is_separator_given_) separator_ = separator_of(text);
        // Tabs in front of the first cell are empty cells where tabs separate.
        while (separator_ == '\t' && from > 0 && bytes_[from - 1] == '\t') --from;
        return table_line(from, to);
    }

    // What Julia, MATLAB, Octave and polars print above an array.
    static bool is_about(std::string_view text) {
        const std::string_view first = text.substr(0, text.find_first_of(" \t"));
        if (first == "Unnamed:") return false;  // a header of pandas
        return text.ends_with('=') || text.ends_with(':') || first.ends_with(':') || first.starts_with("dtype=") ||
               text.find("\u00d7") != text.npos;
    }
    // And what Torch, pandas and R print below one.
    static bool is_tail(std::string_view text) {
        const bool is_list = text.front() == '[' && row_label_length(text, 0) == 0 && !text.starts_with("[1]");
        return is_list || text.front() == '<' || text.starts_with("dtype:") || text.starts_with("Name:") ||
               text.starts_with("Length:") || text.find_first_not_of("]);}") == text.npos;
    }

    std::optional<Error> scale(std::size_t from, std::string_view text) {
        const std::string_view word = word_at(bytes_, from);
        const auto found = leading_number(word);
        const double power = found.value > 0 ? std::round(std::log10(found.value)) : 0;
        const bool is_power = number_from_text("1e" + std::to_string(static_cast<int>(power))) == found.value;
        if (!is_power || text.find_first_not_of(" \t*", word.size()) != text.npos)
            return error(from, "found " + quoted(text) + ", expected a power of ten that scales the numbers below");
        scale_ = power == 0 ? "" : "e" + std::to_string(static_cast<int>(power));
        return {};
    }

    std::optional<Error> blank(std::size_t at) {
        if (planes_.rows() > 0 && !blank_line_) blank_line_ = at;
        return {};
    }

    std::optional<Error> table_line(std::size_t from, std::size_t to) {
        if (!planes_.has_rows() && (!header_ || separator_ == '|')) {
            Result<FirstLine> first = first_line(from, to);
            if (!first) return first.error();
            if (first->cells == 0) return blank(from);
            if (first->is_header()) {
                has_names_ |= first->names_rows();
                header_ = *first;
                return {};
            }
            // pandas leaves room in front of the header for the row names.
            counts_ =
                first->texts == 0 && first->counts && separator_ == ' ' && from > 0 && is_blank(bytes_[from - 1]);
        } else if (is_column_header(from)) {  // of the next columns that R prints
            planes_.begin_block();
            blank_line_.reset();
            return {};
        }
        return row(from, to);
    }

    bool is_column_header(std::size_t from) const {
        return bytes_.substr(from).starts_with("[,") && row_label_length(bytes_, from) > 0;
    }

    Result<FirstLine> first_line(std::size_t from, std::size_t to) {
        FirstLine line;
        CellReader cells(file_, from, to, separator_);
        std::int64_t seen = 0;
        double before = 0;
        while (true) {
            const auto next = cells.next();
            if (!next) return next.error();
            if (!*next) break;
            const Cell& cell = **next;
            ++seen;
            if (cell.text.empty() && !cell.is_quoted) {
                if (seen == 1) line.has_corner = true, line.text_at = cell.at;
                continue;
            }
            line.cells = seen;
            if (looks_like_number(cell.text) || is_elision(cell.text)) {
                const double value = leading_number(cell.text).value;
                const bool is_start = seen - line.texts == (line.has_corner ? 2 : 1);
                line.counts &= is_start ? value == 0 : value == before + 1;
                before = value;
                continue;
            }
            line.begins_with_text |=
                seen == 1 && (row_label_length(bytes_, cell.at) == 0 || is_column_header(cell.at));
            if (line.texts++ == 0 && !line.has_corner) line.text_at = cell.at, line.text = cell.text;
        }
        return line;
    }

    std::optional<Error> row(std::size_t from, std::size_t to) {
        if (is_over_)
            return error(from, "found " + quoted(word_at(bytes_, from)) + ", expected nothing after the array");
        if (planes_.rows() == max_side) return error(from, limit_text("a row"));
        CellReader cells(file_, from, to, separator_);
        std::int64_t seen = 0, count = 0;
        std::optional<std::size_t> empty, extra;
        while (true) {
            const auto next = cells.next();
            if (!next) return next.error();
            if (!*next) break;
            const Cell& cell = **next;
            const bool is_first = seen++ == 0;
            if (is_first && (has_names_ || is_name(cell))) {
                has_names_ = true;
                continue;
            }
            if (seen == 2 && has_names_ && separator_ == ' ' && is_date(cell.text)) continue;  // its time
            if (cell.text.empty() && !cell.is_quoted) {
                if (!empty) empty = cell.at;
                continue;
            }
            if (empty) return error(*empty, "found an empty cell, expected a number");
            if (blank_line_) return error(*blank_line_, "found a blank line between rows, expected a row of numbers");
            if (planes_.rows() > 0 && !is_vector_ && count >= planes_.columns()) {
                if (extra || planes_.rows() > 1 || !counts_) return too_many(cell.at);
                extra = cell.at;
            }
            if (std::optional<Error> e = number(cell, count++)) return e;
        }
        if (count == 0) return blank(from);
        return end_row(to, count, extra);
    }

    // R's [1,] and [1], and any other word at the start of the first row.
    bool is_name(const Cell& cell) {
        if (const std::size_t label = row_label_length(bytes_, cell.at); label > 0 && !cell.is_quoted) {
            is_vector_ |= cell.text.find(',') == cell.text.npos;
            has_labels_ = true;
            return true;
        }
        if (planes_.has_rows() || cell.text.empty() || is_elision(cell.text)) return false;
        return !looks_like_number(cell.text) || is_date(cell.text);
    }

    // 2026-11-28 or 28/11/2026, with a time behind it or alone.
    static bool is_date(std::string_view text) {
        if (text.find_first_not_of("0123456789-/:.TZ+ ") != text.npos) return false;
        const auto count = [&](char c) { return std::ranges::count(text, c); };
        return is_digit(text.front()) && (count('-') >= 2 || count('/') == 2 || count(':') > 0);
    }

    Error too_many(std::size_t at) const {
        return error(at, "found a number too many, expected " + std::to_string(planes_.columns()) +
                             " in a row as in the first row");
    }

    std::optional<Error> number(const Cell& cell, std::int64_t before) {
        if (before == max_side) return error(cell.at, limit_text("a number"));
        TextNumbers& numbers = planes_.numbers();
        if (static_cast<std::int64_t>(numbers.values.size()) == max_cells)
            return error(cell.at,
                         "found a number too many: the limit is 2^26 (" + std::to_string(max_cells) + ") cells");
        if (is_elision(cell.text)) {
            facts_.is_pandas |= separator_ == ' ';
            facts_.is_julia |= !cell.text.starts_with('.');
            return error(cell.at, left_out_text(facts_));
        }
        const std::size_t blanks = cell.text.find_first_of(" \t");
        if (blanks != cell.text.npos && !cell.is_quoted)
            return error(cell.at + blanks, "found blanks, expected " + std::string(words_of(separator_)) +
                                               " as the one separator of the file");
        std::string spelled;
        std::string_view text = cell.text;
        if (const char mark = decimal_mark_of(text); mark != 0) {
            if (decimal_mark_ != 0 && decimal_mark_ != mark)
                return error(cell.at, "found " + quoted(text) + ", expected \"" + std::string(1, decimal_mark_) +
                                          "\" as the decimal point, as before");
            decimal_mark_ = mark;
            if (mark == ',') {
                spelled = text;
                std::replace(spelled.begin(), spelled.end(), ',', '.');
                text = spelled;
            }
        }
        if (!scale_.empty() && text.find_first_of("eEnN") == text.npos) text = spelled = std::string(text) + scale_;
        const Result<Number> number = number_at(file_, cell.at, cell.text, text);
        if (!number) return number.error();
        numbers.add(*number);
        return {};
    }

    // The point, or the comma if it is the only one and separates no cells.
    char decimal_mark_of(std::string_view text) const {
        const std::size_t point = text.find('.'), comma = text.find(',');
        if (point != text.npos) return '.';
        const bool may_be_decimal = separator_ == ';' || separator_ == '\t' || separator_ == '|' || separator_ == '&';
        return comma != text.npos && may_be_decimal && text.find(',', comma + 1) == text.npos ? ',' : 0;
    }

    std::optional<Error> end_row(std::size_t to, std::int64_t count, std::optional<std::size_t> extra) {
        if (is_vector_) {
            planes_.add_to_row(count);
            return {};
        }
        // pandas and R have one name less in the header than cells in a row.
        const bool header_is_short = header_ && !has_names_ && !planes_.has_rows() && count == header_->cells + 1;
        if (header_is_short || extra) {
            if (extra) planes_.forget_first_row();
            planes_.forget_first_of(count--);
            has_names_ = true;
            if (extra) header_ = FirstLine{};
        }
        if (planes_.rows() > 0 && count < planes_.columns())
            return error(to, "found the end of a row of " + std::to_string(count) + ", expected " +
                                 std::to_string(planes_.columns()) + " numbers as in the first row");
        planes_.add_row(count);
        return {};
    }

    // pandas prints a Series beside its index.
    static void drop_names(TextNumbers& numbers) {
        std::vector<double> values;
        for (std::size_t i = 1; i < numbers.values.size(); i += 2) values.push_back(numbers.values[i]);
        numbers.values = std::move(values);
        numbers.dimensions = {static_cast<std::int64_t>(numbers.values.size())};
    }

    const TextFile& file_;
    std::string_view bytes_;
    std::size_t at_ = 0;
    Separator separator_ = 0;
    bool is_separator_given_ = false;
    std::optional<FirstLine> header_;
    bool has_names_ = false, has_labels_ = false;  // in the first column; R's
    bool counts_ = false;                          // the first row could be a header
    bool is_vector_ = false;                       // of R, in rows as wide as the screen
    bool is_over_ = false, is_series_ = false;
    char decimal_mark_ = 0;
    std::string scale_;                      // an exponent
    std::optional<std::size_t> blank_line_;  // the first one after a row
    std::int64_t comments_ = 0;
    TextPlanes planes_;
    TextFacts facts_;
};

}  // namespace

Result<Loaded> read_rows(const TextFile& file) { return RowReader(file).read(); }

}  // namespace poolwalk::io
