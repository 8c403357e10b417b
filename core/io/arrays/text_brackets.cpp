#include "core/io/arrays/text_brackets.h"

#include <algorithm>

#include "core/io/arrays/text_frame.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

bool opens(char c) { return c == '[' || c == '(' || c == '{'; }
bool closes(char c) { return c == ']' || c == ')' || c == '}'; }
char closing_of(char c) { return c == '[' ? ']' : c == '(' ? ')' : '}'; }

std::string in_quotes(char c) { return "\"" + std::string(1, c) + "\""; }

}  // namespace

// Spaces, and MATLAB's "..." with what stands behind it on its line. Returns whether a line of the array has ended.
bool BracketReader::skip() {
    bool has_ended_line = false;
    while (true) {
        const std::size_t end = behind_spaces(bytes_, at_);
        has_ended_line |= bytes_.substr(at_, end - at_).find_first_of("\r\n") != bytes_.npos;
        at_ = end;
        if (!is_continued()) return has_ended_line;
        at_ = std::min(bytes_.find_first_of("\r\n", at_), bytes_.size());
        if (bytes_.substr(at_).starts_with("\r\n")) ++at_;
        if (at_ < bytes_.size()) ++at_;
    }
}

// "..." at the end of a line of a MATLAB matrix. Where NumPy leaves numbers out it may end a line too: behind three
// numbers of a list that has no rows.
bool BracketReader::is_continued() const {
    if (!bytes_.substr(at_).starts_with("...") || depth_ != 1 || number_depth_ > 1) return false;
    std::size_t next = at_ + 3;
    while (next < bytes_.size() && is_blank(bytes_[next])) ++next;
    const std::string_view comment = word_at(bytes_, next);
    const bool is_comment = !comment.empty() && !looks_like_number(comment);
    if (next < bytes_.size() && !ends_line(bytes_[next]) && !is_comment) return false;
    constexpr std::int64_t kept_by_numpy = 3;
    if (levels_[0].count != kept_by_numpy || matrix_.rows > 0) return true;
    const std::size_t end = bytes_.find_first_of(";])}", at_);
    return end != bytes_.npos && bytes_[end] == ';';
}

Error BracketReader::unexpected(const std::string& expected) const {
    if (at_ == bytes_.size()) return error("found the end of the text, expected " + expected);
    const std::string_view word = word_at(bytes_, at_);
    return error("found " + quoted(word.empty() ? bytes_.substr(at_, 1) : word) + ", expected " + expected);
}

Result<std::size_t> BracketReader::read(std::size_t at) {
    at_ = at;
    if (std::optional<Error> error = until_closed(0)) return *error;
    return end_ = at_;
}

bool BracketReader::can_read_row(std::size_t at) const {
    const bool is_flat = dimensions().size() == 1 || (number_depth_ == 2 && levels_[0].closing == 0);
    const std::string_view between = bytes_.substr(end_, at - end_);
    return is_flat && opens(bytes_[at]) && between.find_first_of("\r\n") != between.npos;
}

Result<std::size_t> BracketReader::read_row(std::size_t at) {
    if (number_depth_ == 1) {  // one level more, around the rows
        levels_[1] = levels_[0];
        levels_[0] = {.count = 1};
        number_depth_ = 2;
    }
    at_ = at;
    depth_ = 1;
    if (std::optional<Error> error = until_closed(1)) return *error;
    levels_[0].length = levels_[0].count;
    return end_ = at_;
}

// Reads items until no more than `depth` brackets are open.
std::optional<Error> BracketReader::until_closed(std::size_t depth) {
    do {
        if (std::optional<Error> error = item()) return error;
        if (depth_ == depth) return {};
        if (std::optional<Error> error = gap()) return error;
    } while (true);
}

// One bracket or number; gap() is for what parts it from the next.
std::optional<Error> BracketReader::item() {
    while (true) {
        skip();
        if (at_ == bytes_.size()) return unexpected(depth_ == 0 ? "\"[\"" : "a closing bracket");
        if (closes(next()) || (next() == '|' && bytes_.substr(at_).starts_with("|]"))) return close();
        if (!opens(next())) {
            const std::size_t depth = depth_;
            std::optional<Error> error = word();
            if (error || depth_ == depth) return error;
            continue;  // a call was opened
        }
        if (std::optional<Error> error = open(1)) return error;
    }
}

// `length` is that of the bracket and the name before it; at_ is at the name.
std::optional<Error> BracketReader::open(std::size_t length) {
    if (number_depth_ > 0 ? depth_ == number_depth_ : depth_ == max_levels)
        return unexpected(number_depth_ > 0 ? "a number, as before at this level" : "at most 4 levels of brackets");
    if (depth_ > 0)
        if (std::optional<Error> e = count_one()) return e;
    Level& level = levels_[depth_++];
    at_ += length;
    level.closing = closing_of(bytes_[at_ - 1]);
    level.is_dropped = length > 1;
    level.has_bars = next() == '|';
    at_ += level.has_bars;
    level.count = 0;
    return {};
}

std::optional<Error> BracketReader::close() {
    if (depth_ == 0) return unexpected("\"[\"");
    if (!file_.is_wanted_from(at_)) return stopped();
    Level& level = levels_[depth_ - 1];
    if (level.count == 0) return error("found empty brackets, expected at least one number in them");
    if (matrix_.row_length > 0)
        if (std::optional<Error> e = end_matrix()) return e;
    if (level.has_bars && next() == '|') ++at_;
    if (next() != level.closing) return unexpected(in_quotes(level.closing));
    if (depth_ == 1 && number_depth_ == 1) end_line();
    if (level.length == 0) level.length = level.count;
    if (level.count < level.length)
        return error("found the end of a list of " + std::to_string(level.count) + ", expected " +
                     std::to_string(level.length) + " as in the first");
    --depth_;
    ++at_;
    return {};
}

std::optional<Error> BracketReader::word() {
    if (is_elision(bytes_.substr(at_, 4))) return error(left_out_text(facts_));
    const std::string_view name = name_at(bytes_, at_);
    const std::size_t behind = at_ + name.size();
    if (!name.empty() && behind < bytes_.size() && opens(bytes_[behind])) {
        if (name.back() == '!') return open(name.size() + 1);
        if (bytes_[behind] == '(') {
            const Call call = call_at(bytes_, name, behind);
            if (call == Call::List) return open(name.size() + 1);
            if (call == Call::Number) {
                note_word(name, "", at_, facts_);
                return call_with_number();
            }
        }
    }
    return number(word_at(bytes_, at_));
}

// np.float64(1.0), and tensor(1., grad_fn=...).
std::optional<Error> BracketReader::call_with_number() {
    const std::size_t open = bytes_.find('(', at_), end = behind_brackets(bytes_, open);
    at_ = behind_spaces(bytes_, open + 1);
    const std::string_view found = word_at(bytes_, at_);
    if (std::optional<Error> e = number(found)) return e;
    note_words(file_, at_, end, facts_);
    at_ = end;
    return {};
}

std::optional<Error> BracketReader::number(std::string_view word) {
    if (depth_ == 0) return unexpected("\"[\"");
    if (word.empty()) return unexpected("a number");
    const Result<Number> number = number_at(file_, at_, word);
    if (!number) return number.error();
    if (number_depth_ == 0) number_depth_ = depth_;
    if (depth_ != number_depth_) return unexpected("\"[\", as before at this level");
    if (std::optional<Error> e = count_one()) return e;
    if (static_cast<std::int64_t>(numbers_.values.size()) == max_cells)
        return error("found a number too many: the limit is 2^26 (" + std::to_string(max_cells) + ") cells");
    numbers_.add(*number);
    ++matrix_.in_row;
    if (lines_.in_line++ == 0) lines_.start = at_;
    at_ += word.size();
    return {};
}

std::optional<Error> BracketReader::count_one() {
    Level& level = levels_[depth_ - 1];
    ++level.count;
    if (level.length > 0 && level.count > level.length)
        return unexpected("the end of a list of " + std::to_string(level.length) + ", as long as the first");
    const bool is_side = number_depth_ > 0 && depth_ + 1 >= number_depth_;
    const bool is_matrix = matrix_.row_length > 0;
    if (is_side && (is_matrix ? matrix_.in_row >= max_side : level.count > max_side))
        return error("found a list too long: the limit is " + std::to_string(max_side) + " cells a side");
    return {};
}

// After a number or a closing bracket inside a list.
std::optional<Error> BracketReader::gap() {
    const std::size_t start = at_;
    if (skip() && depth_ == 1 && number_depth_ == 1) end_line();
    const bool closes_bars = bytes_.substr(at_).starts_with("|]");
    if (closes(next()) || closes_bars) return {};
    if (at_ == bytes_.size()) return unexpected("a closing bracket");
    Level& level = levels_[depth_ - 1];
    if (next() == ';' && depth_ == 1 && number_depth_ == 1 && !level.has_bars) return semicolons();
    const char found = next() == ',' || next() == ';' ? next() : ' ';
    if (level.separator == 0) level.separator = found;
    if (found != level.separator || (found == ' ' && at_ == start))
        return unexpected(level.separator == ','   ? "a comma"
                          : level.separator == ';' ? "a semicolon"
                                                   : "blanks, as the separator before");
    if (found == ' ') return {};
    ++at_;
    skip();
    if (next() == ',') return unexpected("a number");
    return {};
}

void BracketReader::end_line() {
    constexpr std::size_t max_row_characters = 60;  // NumPy wraps at 75
    Lines& lines = lines_;
    if (lines.in_line == 0) return;
    if (lines.count++ == 0) lines.length = lines.in_line;
    lines.are_rows &= lines.in_line == lines.length && at_ - lines.start < max_row_characters;
    lines.in_line = 0;
}

std::optional<Error> BracketReader::end_row() {
    Matrix& m = matrix_;
    if (m.in_row == 0) return error("found an empty row, expected numbers");
    if (m.row_length == 0) m.row_length = m.in_row;
    if (m.in_row != m.row_length)
        return error("found the end of a row of " + std::to_string(m.in_row) + ", expected " +
                     std::to_string(m.row_length) + " numbers as in the first row");
    m.in_row = 0;
    ++m.rows;
    return {};
}

std::optional<Error> BracketReader::end_plane() {
    Matrix& m = matrix_;
    if (m.plane_rows == 0) m.plane_rows = m.rows;
    if (m.rows != m.plane_rows)
        return error("found the end of a plane of " + std::to_string(m.rows) + " rows, expected " +
                     std::to_string(m.plane_rows) + " as in the first");
    m.rows = 0;
    ++m.planes;
    return {};
}

std::optional<Error> BracketReader::end_image() {
    Matrix& m = matrix_;
    if (m.image_planes == 0) m.image_planes = m.planes;
    if (m.planes != m.image_planes)
        return error("found the end of an image of " + std::to_string(m.planes) + " planes, expected " +
                     std::to_string(m.image_planes) + " as in the first");
    m.planes = 0;
    ++m.images;
    return {};
}

// One semicolon ends a row, three a plane, four an image.
std::optional<Error> BracketReader::semicolons() {
    const std::size_t end = std::min(bytes_.find_first_not_of(';', at_), bytes_.size());
    const std::size_t count = end - at_;
    if (count == 2 || count > 4) return error("found a run of semicolons, expected 1, 3 or 4 of them");
    std::optional<Error> error = end_row();
    if (!error && count >= 3) error = end_plane();
    if (!error && count == 4) error = end_image();
    at_ = end;
    return error;
}

// Where its bracket closes, what is open of it ends too.
std::optional<Error> BracketReader::end_matrix() {
    const Matrix& m = matrix_;
    std::optional<Error> error;
    if (m.in_row > 0) error = end_row();
    if (!error && m.rows > 0 && m.plane_rows > 0) error = end_plane();
    if (!error && m.planes > 0 && m.image_planes > 0) error = end_image();
    return error;
}

std::vector<std::int64_t> BracketReader::dimensions() const {
    const Matrix& m = matrix_;
    if (m.images > 0) return {m.images, m.image_planes, m.plane_rows, m.row_length};
    if (m.planes > 0) return {m.planes, m.plane_rows, m.row_length};
    if (m.rows > 0) return {m.rows, m.row_length};
    if (number_depth_ == 1 && levels_[0].separator == ' ' && lines_.count > 1 && lines_.are_rows)
        return {lines_.count, lines_.length};
    std::vector<std::int64_t> lengths;
    for (std::size_t i = 0; i < number_depth_; ++i) {
        const Level& level = levels_[i];
        if (level.is_dropped && level.length == 1 && i + 1 < number_depth_ && i == 0) continue;
        lengths.push_back(level.length);
    }
    return lengths;
}

TextNumbers BracketReader::numbers() {
    numbers_.dimensions = dimensions();
    return std::move(numbers_);
}

}  // namespace poolwalk::io
