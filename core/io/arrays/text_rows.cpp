#include "core/io/arrays/text_rows.h"

#include <optional>

#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view words_of(char separator) {
    switch (separator) {
        case ',': return "a comma";
        case ';': return "a semicolon";
        case '\t': return "a tab";
        default: return "blanks";
    }
}

// One pass over the bytes. Each step returns an error or nothing.
class RowReader {
public:
    explicit RowReader(const TextFile& file) : file_(file) {}

    Result<Loaded> read() {
        while (at_ < file_.bytes.size()) {
            if (!file_.is_wanted_from(at_)) return stopped();
            if (std::optional<Error> error = line()) return *error;
        }
        if (rows_ == 0) return file_error(file_.name, "", "found no numbers, expected rows of numbers");
        const std::vector<std::int64_t> dimensions{rows_, columns_};
        const Result<Shape> shape = shape_of_dimensions(dimensions, file_.name, "");
        if (!shape) return shape.error();
        Loaded loaded{Tensor<double>(*shape, std::move(values_)), dimensions, {}};
        if (rounded_ > 0) loaded.notes.push_back(rounded_note(rounded_));
        return loaded;
    }

private:
    bool at_line_end() const {
        return at_ == file_.bytes.size() || file_.bytes[at_] == '\n' || file_.bytes[at_] == '\r';
    }
    void skip_line_end() {
        if (at_ < file_.bytes.size() && file_.bytes[at_] == '\r') {
            ++at_;
            if (at_ == file_.bytes.size() || file_.bytes[at_] != '\n') return;
        }
        if (at_ < file_.bytes.size()) ++at_;
    }
    std::size_t skip_blanks() {  // returns how many tabs there were
        std::size_t tabs = 0;
        for (; at_ < file_.bytes.size() && is_blank(file_.bytes[at_]); ++at_) tabs += file_.bytes[at_] == '\t';
        return tabs;
    }
    Error error(std::size_t at, const std::string& what) const { return text_error(file_, at, what); }
    Error empty_cell(std::size_t at) const { return error(at, "found an empty cell, expected a number"); }

    std::optional<Error> line() {
        const std::size_t start = at_;
        leading_tab_ = skip_blanks() > 0;
        if (at_line_end()) {
            if (rows_ > 0 && !blank_line_) blank_line_ = start;
        } else {
            if (blank_line_) return error(*blank_line_, "found a blank line between rows, expected a row of numbers");
            if (std::optional<Error> e = row()) return e;
        }
        skip_line_end();
        return {};
    }

    std::optional<Error> row() {
        if (rows_ == max_side)
            return error(at_, "found a row too many: the limit is " + std::to_string(max_side) + " cells a side");
        if (leading_tab_ && separator_ == '\t') return empty_cell(at_);
        bool more = true;
        std::int64_t cells = 0;
        while (more) {
            if (std::optional<Error> e = cell(cells++)) return e;
            if (std::optional<Error> e = gap(more)) return e;
        }
        if (rows_ > 0 && cells < columns_)
            return error(at_, "found the end of a row of " + std::to_string(cells) + ", expected " +
                                  std::to_string(columns_) + " numbers as in the first row");
        columns_ = cells;
        ++rows_;
        return {};
    }

    std::optional<Error> cell(std::int64_t before) {
        if (rows_ > 0 && before == columns_)
            return error(at_, "found a number too many, expected " + std::to_string(columns_) +
                                  " in a row as in the first row");
        if (before == max_side)
            return error(at_, "found a number too many: the limit is " + std::to_string(max_side) + " cells a side");
        if (static_cast<std::int64_t>(values_.size()) == max_cells)
            return error(at_, "found a number too many: the limit is 2^26 (" + std::to_string(max_cells) + ") cells");
        const std::string_view word = word_at(file_.bytes, at_);
        // A bracket ends a word, yet in a row of numbers it is a stray character of its own.
        const bool stray = word.empty() && !at_line_end() && file_.bytes[at_] != ',' && file_.bytes[at_] != ';';
        if (stray) return error(at_, "found " + quoted(file_.bytes.substr(at_, 1)) + ", expected a number");
        const Result<Number> number = number_at(file_, at_, word);
        if (!number) return number.error();
        values_.push_back(number->value);
        rounded_ += number->rounded;
        at_ += word.size();
        return {};
    }

    // From the end of a cell to the start of the next one, or to the end of the line.
    std::optional<Error> gap(bool& more) {
        const std::size_t start = at_, tabs = skip_blanks();
        more = !at_line_end();
        if (!more) return separator_ == '\t' && tabs > 0 ? std::optional(empty_cell(at_)) : std::nullopt;
        const char next = file_.bytes[at_];
        const bool mark = next == ',' || next == ';';
        if (!mark && at_ == start)
            return error(at_, "found " + quoted(file_.bytes.substr(at_, 1)) + ", expected a separator");
        const char found = mark ? next : tabs > 0 ? '\t' : ' ';
        const bool first = separator_ == 0;
        if (first) separator_ = found;
        if (found != separator_)
            return error(mark ? at_ : start, "found " + std::string(words_of(found)) + ", expected " +
                                                 std::string(words_of(separator_)) +
                                                 " as the one separator of the file");
        if (found == '\t' && (tabs > 1 || (first && leading_tab_))) return empty_cell(at_);
        if (!mark) return {};
        ++at_;
        skip_blanks();
        return {};
    }

    const TextFile& file_;
    std::size_t at_ = 0;
    char separator_ = 0;  // unknown until two numbers share a line
    bool leading_tab_ = false;
    std::optional<std::size_t> blank_line_;  // the first one after a row
    std::int64_t rows_ = 0, columns_ = 0, rounded_ = 0;
    std::vector<double> values_;
};

}  // namespace

Result<Loaded> read_rows(const TextFile& file) { return RowReader(file).read(); }

}  // namespace poolwalk::io
