#include "core/io/arrays/text_frame.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/io/arrays/text_names.h"
#include "core/io/files/file_error.h"

namespace poolwalk::io {
namespace {

constexpr std::size_t max_open_brackets = 64, max_label_characters = 80, max_sides = 8;

bool opens(char c) { return c == '[' || c == '(' || c == '{'; }
bool closes(char c) { return c == ']' || c == ')' || c == '}'; }
char closing_of(char c) { return c == '[' ? ']' : c == '(' ? ')' : c == '{' ? '}' : '>'; }

bool ends_token(char c) { return std::string_view(".,;:=#%/\\|&<>\"'[](){}+-").find(c) != std::string_view::npos; }

char char_at(std::string_view bytes, std::size_t at) { return at < bytes.size() ? bytes[at] : '\0'; }

// In time that does not depend on how long a word is.
bool is_number_at(std::string_view bytes, std::size_t at) {
    const bool is_signed = char_at(bytes, at) == '-' || char_at(bytes, at) == '+';
    const std::string_view rest = bytes.substr(at + is_signed, 2);
    if (looks_like_number(rest.substr(0, 1)) || looks_like_number(rest)) return true;
    const std::string_view name = name_at(bytes, at + is_signed);
    return !name.empty() && looks_like_number(name);
}

// Whether `bytes` goes on with `name =` at `at`.
bool is_key_at(std::string_view bytes, std::size_t at) {
    const std::string_view name = name_at(bytes, at);
    return !name.empty() && char_at(bytes, behind_spaces(bytes, at + name.size())) == '=';
}

std::size_t line_end(std::string_view bytes, std::size_t at) {
    return std::min(bytes.find_first_of("\r\n", at), bytes.size());
}

}  // namespace

std::string_view name_at(std::string_view bytes, std::size_t at) {
    std::size_t end = at;
    if (!is_letter(char_at(bytes, at))) return {};
    const std::size_t last = at + std::min(bytes.size() - at, max_word_characters);
    while (end < last && (is_letter(bytes[end]) || is_digit(bytes[end]) || bytes[end] == '.' ||
                          (bytes[end] == ':' && (char_at(bytes, end + 1) == ':' || bytes[end - 1] == ':'))))
        ++end;
    if (char_at(bytes, end) == '!' && opens(char_at(bytes, end + 1))) ++end;
    return bytes.substr(at, end - at);
}

std::size_t behind_spaces(std::string_view bytes, std::size_t at) {
    while (at < bytes.size() && is_space(bytes[at])) ++at;
    return at;
}

Call call_at(std::string_view bytes, std::string_view name, std::size_t open) {
    const std::size_t at = behind_spaces(bytes, open + 1);
    if (opens(char_at(bytes, at))) return makes_list(name) ? Call::List : Call::Other;
    const std::string_view word = word_at(bytes, at);
    if (looks_like_number(word)) {
        if (makes_list(name)) return Call::List;
        const std::size_t next = behind_spaces(bytes, at + word.size());
        if (char_at(bytes, next) == ')') return Call::Number;
        const bool has_key = char_at(bytes, next) == ',' && is_key_at(bytes, behind_spaces(bytes, next + 1));
        return has_key ? Call::Number : Call::List;
    }
    const std::string_view inner = name_at(bytes, at);
    const bool holds_call = !inner.empty() && opens(char_at(bytes, at + inner.size()));
    // Array(Array(1, 2), Array(3, 4)) of Scala.
    return holds_call && (makes_list(name) || inner == name) ? Call::List : Call::Other;
}

std::size_t behind_brackets(std::string_view bytes, std::size_t open) {
    std::size_t depth = 0;
    for (std::size_t at = open; at < bytes.size(); ++at) {
        const char c = bytes[at];
        if (c == '"' || c == '\'') {
            const std::size_t end = bytes.find_first_of(c == '"' ? "\"\r\n" : "'\r\n", at + 1);
            if (char_at(bytes, std::min(end, bytes.size())) == c) at = end;
        } else if (opens(c)) {
            ++depth;
        } else if (closes(c) && --depth == 0) {
            return at + 1;
        }
    }
    return bytes.size();
}

std::size_t row_label_length(std::string_view bytes, std::size_t at) {
    const char open = char_at(bytes, at);
    if (open != '[' && open != '(') return 0;
    const std::string_view rest = bytes.substr(at, max_label_characters);
    const std::size_t end = rest.find(closing_of(open));
    if (end == rest.npos) return 0;
    std::size_t parts = 0, numbers = 0, left_open = 0, empty = 0;
    for (std::size_t i = 1; i <= end; ++i) {
        while (rest[i] == ' ') ++i;
        const std::size_t start = i;
        while (is_digit(rest[i])) ++i;
        if (i > start) ++numbers;
        else if (rest[i] == ':' || rest[i] == '.') ++i, ++left_open;
        else ++empty;
        while (rest[i] == ' ') ++i;
        if (rest[i] != ',' && i != end) return 0;
        ++parts;
    }
    const std::size_t next = at + end + 1;
    const bool is_of_matrix = parts == 2 && numbers == 1 && empty == 1, is_of_plane = left_open == 2 && empty == 0;
    if (is_of_matrix || is_of_plane) return end + 1;
    // A vector of R: its first number follows on the line.
    const bool is_vector = open == '[' && parts == 1 && numbers == 1 && is_blank(char_at(bytes, next));
    std::size_t first = next;
    while (is_blank(char_at(bytes, first))) ++first;
    return is_vector && looks_like_number(word_at(bytes, first)) ? end + 1 : 0;
}

void TextFrame::go_on_behind(std::size_t at) {
    at_ = at;
    has_array_ = true;
    forget_words();
}

Result<TextFrame::Found> TextFrame::next() {
    while (at_ < bytes_.size()) {
        if (!file_.is_wanted_from(at_)) return stopped();
        const Result<Step> result = step();
        if (!result) return result.error();
        if (*result == Step::Array) return Found::Array;
        if (*result == Step::Rows) return Found::Rows;
    }
    if (!open_.empty())
        return text_error(file_, at_,
                          "found the end of the text, expected " + quoted(std::string(1, closing_of(open_.back()))));
    return Found::End;
}

Result<TextFrame::Step> TextFrame::step() {
    const char c = bytes_[at_];
    if (is_space(c)) {
        is_key_on_line_ &= !ends_line(c);
        ++at_;
        return Step::GoOn;
    }
    const bool is_line_start = at_ == 0 || ends_line(bytes_[at_ - 1]);
    const bool is_comment =
        c == '#' || ((c == '%' || bytes_.substr(at_).starts_with("//")) && (is_line_start || has_array_));
    if (is_comment && open_.empty()) {
        at_ = line_end(bytes_, at_);
        return Step::GoOn;
    }
    if (opens(c)) return bracket();
    if (closes(c)) return closing();
    if (c == '"' || c == '\'') return quote();
    if (open_.empty() && !has_array_ && (c == '\\' || c == '|' || c == '&')) return Step::Rows;
    if (c == '=' || c == ':') {
        if (!name_.empty()) key_ = name_;
        is_key_on_line_ = true;
        name_ = {};
        ++at_;
        if (last_name(key_) == "sep" && open_.empty()) return Step::Rows;
        return Step::GoOn;
    }
    if (c == ',' || c == ';') {
        forget_words();
        ++at_;
        return Step::GoOn;
    }
    if (bytes_.substr(at_).starts_with("<-")) {  // R's assignment
        forget_words();
        at_ += 2;
        return Step::GoOn;
    }
    if (c == '<') {
        // C++'s std::vector<float>, or <tf.Tensor: ...> around an array.
        if (!name_.empty() && name_end_ == at_) {
            const std::size_t end = std::min(bytes_.find_first_of("\r\n=[({", at_), bytes_.size());
            note_words(file_, at_ + 1, end, facts_);
            at_ = end;
            return Step::GoOn;
        }
        if (is_letter(char_at(bytes_, at_ + 1))) return open_wrapper();
    }
    if (c == '>' && !open_.empty() && open_.back() == '<') return closing();
    if (is_number_at(bytes_, at_)) return number(word_at(bytes_, at_));
    word();
    return Step::GoOn;
}

Result<TextFrame::Step> TextFrame::closing() {
    if (open_.empty() || closing_of(open_.back()) != bytes_[at_]) {
        const std::string expected =
            open_.empty() ? "nothing after the array" : quoted(std::string(1, closing_of(open_.back())));
        if (open_.empty() && !has_array_) return Step::Rows;
        return text_error(file_, at_, "found " + quoted(bytes_.substr(at_, 1)) + ", expected " + expected);
    }
    open_.pop_back();
    ++at_;
    forget_words();
    return Step::GoOn;
}

Result<TextFrame::Step> TextFrame::open_wrapper() {
    if (open_.size() == max_open_brackets)
        return text_error(file_, at_, "found brackets in brackets, expected at most 4 levels of brackets");
    open_ += bytes_[at_++];
    forget_words();
    return Step::GoOn;
}

Result<TextFrame::Step> TextFrame::open_matrix() {
    facts_.matrix = MatrixCall{.at = at_};
    Result<Step> opened = open_wrapper();
    matrix_depth_ = open_.size();
    return opened;
}

// nrow and ncol without their names, behind the numbers.
bool TextFrame::is_matrix_size(std::string_view word) {
    if (!has_array_ || !facts_.matrix || open_.size() != matrix_depth_ || !key_.empty()) return false;
    const std::string_view key = facts_.matrix->rows == 0 ? "nrow" : facts_.matrix->columns == 0 ? "ncol" : "byrow";
    return note_word(word, key, at_, facts_);
}

void TextFrame::skip_brackets() {
    const std::size_t end = behind_brackets(bytes_, at_);
    note_words(file_, at_, end, facts_);
    at_ = skipped_end_ = end;
    forget_words();
}

Result<TextFrame::Step> TextFrame::shape_list() {
    DeclaredShape shape{.sides = {}, .at = at_};
    const std::string_view key = last_name(key_);
    if (key == "reshape" || key == "view") shape.use = DeclaredShape::Use::Reshape;
    if (key == "dim" || key == "Dim") shape.use = DeclaredShape::Use::ColumnMajor;
    const std::size_t end = behind_brackets(bytes_, at_);
    bool is_known = true;
    while (++at_ < end && shape.sides.size() <= max_sides) {
        const auto side = leading_integer(bytes_.substr(at_, end - at_));
        if (side.length == 0) continue;
        is_known &= side.value > 0 && !side.out_of_range;
        shape.sides.push_back(side.value);
        at_ += side.length - 1;
    }
    at_ = skipped_end_ = end;
    forget_words();
    if (is_known && !shape.sides.empty()) facts_.shapes.push_back(std::move(shape));
    return Step::GoOn;
}

Result<TextFrame::Step> TextFrame::bracket() {
    if (!has_array_ && open_.empty() && row_label_length(bytes_, at_) > 0) return Step::Rows;
    const char c = bytes_[at_];
    // Out[5]: of IPython.
    const std::size_t behind_digits = std::min(bytes_.find_first_not_of("0123456789", at_ + 1), bytes_.size());
    if (c == '[' && behind_digits > at_ + 1 && bytes_.substr(behind_digits).starts_with("]:")) {
        at_ = behind_digits + 2;
        forget_words();
        return Step::GoOn;
    }
    const bool is_named = !name_.empty() && name_end_ == at_;
    if (is_named && is_shape_key(name_) && c == '(') key_ = name_;
    if (!key_.empty()) {
        if (is_shape_key(key_)) return shape_list();
        if (is_other_key(key_) || (!open_.empty() && !is_data_key(key_) && open_.back() != '{')) {
            skip_brackets();
            return Step::GoOn;
        }
    }
    if (is_named) return named_bracket(name_);
    if (c == '[' && skipped_end_ == at_ && at_ > 0 && bytes_[at_ - 1] == ']') {  // the second of x[2][3]
        skip_brackets();
        return Step::GoOn;
    }
    // What stands in the innermost of brackets that follow each other tells whether they are the array's.
    std::size_t inside = at_;
    for (std::size_t depth = 0; opens(char_at(bytes_, inside)) && depth <= max_open_brackets; ++depth)
        inside = behind_spaces(bytes_, inside + 1);
    const std::string_view name = name_at(bytes_, inside);
    const std::string_view found = word_at(bytes_, inside);
    const bool is_call = !name.empty() && opens(char_at(bytes_, inside + name.size()));
    const bool begins_array =
        (looks_like_number(found) && !found.starts_with("0x") && !is_call) || is_elision(found) ||
        closes(char_at(bytes_, inside)) || opens(char_at(bytes_, inside)) || char_at(bytes_, inside) == '|' ||
        char_at(bytes_, inside) == ',' ||
        (is_call && (name.back() == '!' || call_at(bytes_, name, inside + name.size()) != Call::Other));
    return begins_array ? Step::Array : open_wrapper();
}

Result<TextFrame::Step> TextFrame::named_bracket(std::string_view name) {
    const char c = bytes_[at_];
    if (c == '(') {
        if (makes_up_numbers(name))
            return text_error(file_, name_end_ - name.size(),
                              "found a call of " + quoted(name) + ", expected the numbers that it gives: print them");
        const std::size_t inside = behind_spaces(bytes_, at_ + 1);
        if (name == "matrix" && (name_at(bytes_, inside) == "c" || name_at(bytes_, inside) == "data"))
            return open_matrix();
        switch (call_at(bytes_, name, at_)) {
            case Call::List: at_ -= name.size(); return Step::Array;
            case Call::Number:
                lone_number_ = at_;
                skip_brackets();
                return Step::GoOn;
            case Call::Other: return open_wrapper();
        }
    }
    if (name.back() == '!') {
        at_ -= name.size();
        return Step::Array;
    }
    // Float32[1 2; 3 4] of Julia, and C++'s x{1, 2}.
    const std::string_view inside = bytes_.substr(behind_spaces(bytes_, at_ + 1));
    const bool holds_numbers = opens(char_at(inside, 0)) || looks_like_number(word_at(inside, 0));
    const bool is_typed = c == '[' && name.find_first_of("0123456789") != name.npos && name.front() <= 'Z' &&
                          note_word(name, "", at_, facts_);
    if (is_typed && holds_numbers) return Step::Array;
    if (c == '{' && name.ends_with("Type")) {
        note_word(name, "", at_, facts_);
        return shape_list();
    }
    if (c == '{' && holds_numbers) return Step::Array;
    skip_brackets();
    return Step::GoOn;
}

TextFrame::Step TextFrame::quote() {
    const char mark = bytes_[at_];
    const std::size_t end = std::min(bytes_.find_first_of(mark == '"' ? "\"\r\n" : "'\r\n", at_ + 1), bytes_.size());
    const std::string_view inside = bytes_.substr(at_ + 1, end - at_ - 1);
    // A cell of CSV.
    if (open_.empty() && !has_array_ && mark == '"' && (looks_like_number(inside) || char_at(bytes_, end) != mark))
        return Step::Rows;
    note_word(inside, key_, at_, facts_);
    forget_words();
    if (char_at(bytes_, end) == mark) {
        at_ = end + 1;
        name_ = inside;  // {"x": [[1, 2]]}
    } else {
        ++at_;
    }
    return Step::GoOn;
}

Result<TextFrame::Step> TextFrame::number(std::string_view word) {
    const bool is_value = !key_.empty() && is_key_on_line_ && (has_array_ || !open_.empty());
    const bool says_something = note_word(word, is_value ? key_ : name_, at_, facts_) || is_matrix_size(word);
    if (!is_value && !says_something && !word.starts_with("0x")) {
        if (open_.empty() && !has_array_) return Step::Rows;
        return text_error(file_, at_,
                          "found " + quoted(word) + ", expected " +
                              (has_array_ ? "nothing after the array" : "an array in brackets"));
    }
    at_ += word.size();
    forget_words();
    return Step::GoOn;
}

void TextFrame::word() {
    const std::string_view found = name_at(bytes_, at_);
    if (found.empty()) {
        // A sign or the like, and those that follow it.
        const auto is_plain = [](char c) { return c > ' ' && !is_letter(c) && !is_digit(c) && !ends_token(c); };
        do ++at_;
        while (at_ < bytes_.size() && is_plain(bytes_[at_]));
        return;
    }
    note_word(found, key_.empty() ? name_ : key_, at_, facts_);
    const bool is_value = !key_.empty();
    at_ += found.size();
    name_ = found;
    name_end_ = at_;
    // The value of a key, unless it goes on as a call.
    if (is_value && !opens(char_at(bytes_, at_))) key_ = {};
}

}  // namespace poolwalk::io
