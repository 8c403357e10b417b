// What a page of a lesson asks for: a cell of an array, one of some options, or a number; which replies are right,
// and what is said to those that are not.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/doc/view.h"

namespace poolwalk {

// A row of LessonAnswer::options.
struct ChosenOption {
    std::size_t row = 0;
    bool operator==(const ChosenOption&) const = default;
};

using LessonReply = std::variant<CellRef, ChosenOption, double>;

struct LessonHint {
    LessonReply reply;
    std::string sentence;
};

// What the right cell is in the picture; a lesson that says otherwise is refused when it is read.
enum class AskedCell : std::uint8_t { Maximum, Receives, Any };

struct LessonAnswer {
    std::vector<LessonReply> right;    // at least one, all of the kind that is asked for
    std::vector<std::string> options;  // of a choice
    std::optional<CellRef> of{};       // the cell whose number is asked for: a question mark stands in it
    std::optional<AskedCell> is{};     // of a cell; absent: what the page's last step makes of it
    std::vector<LessonHint> hints;     // for likely mistakes
    std::string hint;                  // for all others; or ""

    const CellRef* cell() const { return std::get_if<CellRef>(&right.front()); }
    bool is_choice() const { return std::holds_alternative<ChosenOption>(right.front()); }
    bool is_number() const { return std::holds_alternative<double>(right.front()); }
};

// Numbers are the same up to a billionth, and NaN is NaN.
bool same_reply(const LessonReply& a, const LessonReply& b);
bool is_right(const LessonAnswer& answer, const LessonReply& reply);
// Is it of the kind that is asked for: a cell of that array, an option that there is, a number?
bool is_reply_to(const LessonAnswer& answer, const LessonReply& reply);
// What is said to a wrong reply; "" where the page has nothing to say.
std::string hint_for(const LessonAnswer& answer, const LessonReply& reply);

}  // namespace poolwalk
