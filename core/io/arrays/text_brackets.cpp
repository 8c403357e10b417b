#include "core/io/arrays/text_brackets.h"

#include <algorithm>
#include <array>
#include <optional>

namespace poolwalk::io {
namespace {

constexpr std::size_t max_levels = 4;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool opens(char c) { return c == '[' || c == '('; }
bool closes(char c) { return c == ']' || c == ')'; }

std::size_t first_visible(std::string_view bytes, std::size_t from) {
    while (from < bytes.size() && is_space(bytes[from])) ++from;
    return from;
}

// The length of `array(` and its like at the start of `text`, 0 without one.
std::size_t call_length(std::string_view text) {
    static constexpr std::array<std::string_view, 5> calls{"array(", "tensor(", "np.array(", "numpy.array(",
                                                           "torch.tensor("};
    for (const std::string_view call : calls)
        if (text.starts_with(call)) return call.size();
    return 0;
}

// A list of lists without recursion: per level, how long its lists are and how far the open one has come.
class BracketReader {
public:
    explicit BracketReader(const TextFile& file) : file_(file), bytes_(file.bytes) {}

    Result<Loaded> read() {
        at_ = first_visible(bytes_, 0);
        const std::size_t call = call_length(bytes_.substr(at_));
        at_ += call;
        do {
            if (std::optional<Error> error = item()) return *error;
        } while (depth_ > 0);
        if (call > 0)
            if (std::optional<Error> error = call_end()) return *error;
        skip();
        if (at_ < bytes_.size()) return unexpected("nothing after the array");
        return loaded();
    }

private:
    struct Level {
        char bracket = 0;
        std::int64_t count = 0;   // of the open list
        std::int64_t length = 0;  // of each list here; 0 until the first one closes
    };

    void skip() { at_ = first_visible(bytes_, at_); }
    char next() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
    Error error(const std::string& what) const { return text_error(file_, at_, what); }
    Error unexpected(const std::string& expected) const {
        if (at_ == bytes_.size()) return error("found the end of the text, expected " + expected);
        const std::string_view word = word_at(bytes_, at_);
        return error("found " + quoted(word.empty() ? bytes_.substr(at_, 1) : word) + ", expected " + expected);
    }

    // One bracket or number and what parts it from the next.
    std::optional<Error> item() {
        skip();
        if (at_ == bytes_.size()) return unexpected(depth_ == 0 ? "\"[\"" : "a closing bracket");
        if (opens(next())) return open();
        std::optional<Error> error = closes(next()) ? close() : number();
        return error || depth_ == 0 ? error : gap();
    }

    std::optional<Error> open() {
        if (number_depth_ > 0 ? depth_ == number_depth_ : depth_ == max_levels)
            return unexpected(number_depth_ > 0 ? "a number, as before at this level"
                                                : "at most 4 levels of brackets");
        if (depth_ > 0)
            if (std::optional<Error> e = count_one()) return e;
        levels_[depth_].bracket = next();
        levels_[depth_++].count = 0;
        ++at_;
        return {};
    }

    std::optional<Error> close() {
        if (depth_ == 0) return unexpected("\"[\"");
        if (!file_.is_wanted_from(at_)) return stopped();
        Level& level = levels_[depth_ - 1];
        if (level.count == 0) return error("found empty brackets, expected at least one number in them");
        if ((level.bracket == '[') != (next() == ']')) return unexpected(level.bracket == '[' ? "\"]\"" : "\")\"");
        if (level.length == 0) level.length = level.count;
        if (level.count < level.length)
            return error("found the end of a list of " + std::to_string(level.count) + ", expected " +
                         std::to_string(level.length) + " as in the first");
        --depth_;
        ++at_;
        return {};
    }

    std::optional<Error> number() {
        if (depth_ == 0) return unexpected("\"[\"");
        const std::string_view word = word_at(bytes_, at_);
        if (word.empty()) return unexpected("a number");
        const Result<Number> number = number_at(file_, at_, word);
        if (!number) return number.error();
        if (number_depth_ == 0) number_depth_ = depth_;
        if (depth_ != number_depth_) return unexpected("\"[\", as before at this level");
        if (std::optional<Error> e = count_one()) return e;
        if (static_cast<std::int64_t>(values_.size()) == max_cells)
            return error("found a number too many: the limit is 2^26 (" + std::to_string(max_cells) + ") cells");
        values_.push_back(number->value);
        rounded_ += number->rounded;
        at_ += word.size();
        return {};
    }

    std::optional<Error> count_one() {
        Level& level = levels_[depth_ - 1];
        ++level.count;
        if (level.length > 0 && level.count > level.length)
            return unexpected("the end of a list of " + std::to_string(level.length) + ", as long as the first");
        const bool is_side = number_depth_ > 0 && depth_ + 1 >= number_depth_;
        if (is_side && level.count > max_side)
            return error("found a list too long: the limit is " + std::to_string(max_side) + " cells a side");
        return {};
    }

    // After a number or a closing bracket inside a list.
    std::optional<Error> gap() {
        const std::size_t start = at_;
        skip();
        if (closes(next())) return {};
        if (at_ == bytes_.size()) return unexpected("a closing bracket");
        const char found = next() == ',' ? ',' : ' ';
        if (separator_ == 0) separator_ = found;
        if (found != separator_ || (found == ' ' && at_ == start))
            return unexpected(separator_ == ',' ? "a comma" : "blanks, as the separator before");
        if (found == ' ') return {};
        ++at_;
        skip();
        // A tuple of one prints as (1,); elsewhere a comma before a bracket has lost its number.
        if (closes(next()) && !(next() == ')' && levels_[depth_ - 1].count == 1)) return unexpected("a number");
        return {};
    }

    // What NumPy and PyTorch print behind the brackets: `, dtype=float32)`.
    std::optional<Error> call_end() {
        for (skip(); next() == ','; skip()) {
            ++at_;
            skip();
            const std::string_view word = word_at(bytes_, at_);
            if (!word.starts_with("dtype=") && !word.starts_with("requires_grad="))
                return unexpected("\"dtype=\" or \")\"");
            at_ += word.size();
        }
        if (next() != ')') return unexpected("\")\"");
        ++at_;
        return {};
    }

    Result<Loaded> loaded() {
        std::vector<std::int64_t> dimensions;
        for (std::size_t i = 0; i < number_depth_; ++i) dimensions.push_back(levels_[i].length);
        const Result<Shape> shape = shape_of_dimensions(dimensions, file_.name, "");
        if (!shape) return shape.error();
        Loaded loaded{Tensor<double>(*shape, std::move(values_)), dimensions, {}};
        if (rounded_ > 0) loaded.notes.push_back(rounded_note(rounded_));
        return loaded;
    }

    const TextFile& file_;
    std::string_view bytes_;
    std::size_t at_ = 0, depth_ = 0, number_depth_ = 0;
    char separator_ = 0;
    std::array<Level, max_levels> levels_{};
    std::int64_t rounded_ = 0;
    std::vector<double> values_;
};

}  // namespace

bool begins_with_bracket(std::string_view bytes) {
    const std::size_t at = first_visible(bytes, 0);
    return at < bytes.size() && (opens(bytes[at]) || call_length(bytes.substr(at)) > 0);
}

Result<Loaded> read_brackets(const TextFile& file) { return BracketReader(file).read(); }

}  // namespace poolwalk::io
