// What people have around their numbers: names, calls, `x =`, types, prompts, quotes. A TextFrame goes through it,
// takes note of what it says (text_facts.h) and stops where the numbers begin. They are read by text_brackets.h or
// text_rows.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/io/arrays/text_facts.h"

namespace poolwalk::io {

// What a call holds: one number (np.float64(1.0)), numbers or lists that it makes a list of (R's c(1, 2)), or what is
// for others to say, as an array in brackets.
enum class Call : std::uint8_t { Number, List, Other };
// `name` stands before the parenthesis at `open`.
Call call_at(std::string_view bytes, std::string_view name, std::size_t open);

// A name and what joins its parts, as torch.tensor, std::vector or Rust's vec!.
std::string_view name_at(std::string_view bytes, std::size_t at);
std::size_t behind_spaces(std::string_view bytes, std::size_t at);

// Behind the bracket that closes the one at `open`, or the end of the text; quotes are skipped.
std::size_t behind_brackets(std::string_view bytes, std::size_t open);

// `[1,]`, `[,2]`, `(1,2,.,.)`, `(:,:,3)` and, before a number, `[1]`: what R, MATLAB, Octave, Julia and Torch print
// beside rows and above planes. Its length, or 0.
std::size_t row_label_length(std::string_view bytes, std::size_t at);

class TextFrame {
public:
    explicit TextFrame(const TextFile& file) : file_(file), bytes_(file.bytes) {}

    enum class Found : std::uint8_t { End, Array, Rows };
    // Goes on to the next array in brackets, at(), or to numbers without any. An error for brackets that do not
    // close.
    Result<Found> next();

    std::size_t at() const { return at_; }
    void go_on_behind(std::size_t at);  // an array that was read
    bool is_inside_brackets() const { return !open_.empty(); }
    // Where a number stands alone in a call, if one does.
    std::optional<std::size_t> lone_number() const { return lone_number_; }
    const TextFacts& facts() const { return facts_; }
    TextFacts& facts() { return facts_; }

private:
    enum class Step : std::uint8_t { GoOn, Array, Rows };
    Result<Step> step();
    Result<Step> bracket();
    Result<Step> named_bracket(std::string_view name);
    Result<Step> closing();
    Result<Step> number(std::string_view word);
    Step quote();
    void word();
    Result<Step> shape_list();
    Result<Step> open_wrapper();
    Result<Step> open_matrix();
    bool is_matrix_size(std::string_view word);
    void skip_brackets();
    void forget_words() { key_ = name_ = {}; }

    const TextFile& file_;
    std::string_view bytes_;
    std::size_t at_ = 0;
    std::string open_;             // the brackets around what comes, outermost first
    std::string_view key_, name_;  // before an equals sign or a colon; the last name
    std::size_t name_end_ = 0, skipped_end_ = 0;
    bool is_key_on_line_ = false;  // no line has ended since
    bool has_array_ = false;
    std::optional<std::size_t> lone_number_;
    std::size_t matrix_depth_ = 0;  // how many brackets are open in R's matrix()
    TextFacts facts_;
};

}  // namespace poolwalk::io
