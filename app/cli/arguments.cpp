#include "app/cli/arguments.h"

#include <cmath>
#include <vector>

#include "app/cli/tables.h"
#include "core/base/number_text.h"

namespace poolwalk::cli {
namespace {

// "2,3" -> {2, 3}; `expected` says how many numbers there should be, and how they are written.
Result<std::vector<std::int64_t>> wholes(std::string_view text, char separator, const std::string& expected) {
    std::vector<std::int64_t> numbers;
    for (;;) {
        const std::string_view part = text.substr(0, text.find(separator));
        const auto number = leading_integer(part);
        if (part.empty() || number.length < part.size()) return Error{expected};
        if (number.out_of_range) return Error{"the number is too large"};
        numbers.push_back(number.value);
        if (part.size() == text.size()) return numbers;
        text.remove_prefix(part.size() + 1);
    }
}

template <class Row>
auto parse_rule(std::span<const Row> table, std::string_view text) -> Result<decltype(table.front().rule)> {
    if (const Row* row = find_rule(table, text)) return row->rule;
    std::string known;
    for (const Row& row : table) known.append(known.empty() ? "" : ", ").append(row.text.name);
    return Error{"expected one of " + known};
}

}  // namespace

Result<Pair> parse_pair(std::string_view text) {
    const std::string expected = "expected one or two whole numbers, as 2 or 2,3";
    const auto numbers = wholes(text, ',', expected);
    if (!numbers) return numbers.error();
    if (numbers->size() > 2) return Error{expected};
    return Pair{numbers->front(), numbers->back()};
}

Result<Pads> parse_pads(std::string_view text) {
    const std::string expected = "expected four whole numbers, as 0,0,1,1 (top, left, bottom, right)";
    const auto sides = wholes(text, ',', expected);
    if (!sides) return sides.error();
    if (sides->size() != 4) return Error{expected};
    return Pads{(*sides)[0], (*sides)[1], (*sides)[2], (*sides)[3]};
}

Result<std::int64_t> parse_step(std::string_view text) {
    const std::string expected = "expected a whole number, the number of steps done";
    const auto numbers = wholes(text, ',', expected);
    if (!numbers) return numbers.error();
    if (numbers->size() != 1) return Error{expected};
    return numbers->front();
}

Result<StepMoment> parse_moment(std::string_view text) {
    const auto number = number_from_text(text);
    if (!number || !(std::abs(*number) <= 1e15)) return Error{"expected the number of steps done, as 10 or 10.4"};
    const double done = std::floor(*number);
    return StepMoment{static_cast<std::int64_t>(done), *number - done};
}

Result<std::int64_t> parse_every(std::string_view text) {
    const auto every = parse_step(text);
    if (!every || *every < 1) return Error{"expected a whole number from 1"};
    return *every;
}

Result<PictureSize> parse_picture_size(std::string_view text) {
    constexpr PictureSize smallest{320, 200}, largest{7680, 4320};
    const std::string expected = "expected a size in pixels from 320x200 to 7680x4320, as 1600x1000";
    const auto read = wholes(text, 'x', expected);
    if (!read) return read.error();
    const auto& sides = *read;
    const bool fits = sides.size() == 2 && sides[0] >= smallest.width && sides[0] <= largest.width &&
                      sides[1] >= smallest.height && sides[1] <= largest.height;
    if (!fits) return Error{expected};
    return PictureSize{static_cast<int>(sides[0]), static_cast<int>(sides[1])};
}

Result<double> parse_scale(std::string_view text) {
    const auto number = number_from_text(text);
    if (!number || !(*number >= 0.75 && *number <= 3)) return Error{"expected a number from 0.75 to 3"};
    return *number;
}

Result<double> parse_fps(std::string_view text) {
    const auto number = number_from_text(text);
    if (!number || !(*number >= 0.1 && *number <= 50))
        return Error{"expected a number of pictures a second from 0.1 to 50"};
    return *number;
}

Result<TieRule> parse_tie_rule(std::string_view text) { return parse_rule(tie_rules(), text); }
Result<OverlapRule> parse_overlap_rule(std::string_view text) { return parse_rule(overlap_rules(), text); }
Result<NanRule> parse_nan_rule(std::string_view text) { return parse_rule(nan_rules(), text); }

Result<AxisOrder> parse_layout(std::string_view text) {
    if (text == "nchw") return AxisOrder::NCHW;
    if (text == "nhwc") return AxisOrder::NHWC;
    return Error{"expected nchw or nhwc"};
}

Result<DType> parse_dtype(std::string_view text) {
    for (const DType dtype : {DType::Float32, DType::Float64})
        if (text == name_of(dtype)) return dtype;
    return Error{"expected float32 or float64"};
}

Result<Theme> parse_theme(std::string_view text) {
    std::string known;
    for (const auto& theme : themes()) {
        if (theme.name == text) return theme.value;
        known.append(known.empty() ? "" : " or ").append(theme.name);
    }
    return Error{"expected " + known};
}

Result<std::string> parse_example(std::string_view text) {
    if (is_name_of("examples", text)) return std::string(text);
    return Error{"no example has this name; expected one of " + names_of("examples")};
}

Result<std::string> parse_lesson(std::string_view text) {
    if (is_name_of("lessons", text)) return std::string(text);
    return Error{"no lesson has this name; expected one of " + names_of("lessons")};
}

Result<std::string> parse_method(std::string_view text) {
    if (is_name_of("methods", text)) return std::string(text);
    return Error{"no method has this name; expected one of " + names_of("methods")};
}

Result<std::string> parse_view(std::string_view text) {
    if (is_name_of("views", text)) return std::string(text);
    return Error{"expected one of " + names_of("views")};
}

Result<std::string> parse_path(std::string_view text) {
    if (text.empty()) return Error{"expected the name of a file or folder"};
    return std::string(text);
}

}  // namespace poolwalk::cli
