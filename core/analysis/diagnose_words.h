// What a diagnosis (diagnose.h) says in words. The sentences are made from what the rows of the tables say about a
// rule, so a new rule has its words already.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/diagnose.h"

namespace poolwalk {

// "your code gives every tied cell the full gradient, and overwrites where windows overlap; on this
// input also: ...", "PyTorch's own gradient: nothing to mend", "no rule gives this dX; nearest is ...".
std::string sentence(const Diagnosis& diagnosis);
// One explanation, without the rules that give the same.
std::string sentence(const Explanation& explanation);
// "First + Accumulate", and " + Last NaN" if the input has NaN.
std::string rules_text(const Rules& rules, bool with_nan);
// What a diagnosis means for a piece of homework. Untested: right on an input that tells no tie rules apart, or wrong
// only where rounding may have made the ties of X.
enum class HomeworkResult : std::uint8_t { Right, Untested, Wrong };
HomeworkResult homework_result(const Diagnosis& diagnosis);
std::string_view name_of(HomeworkResult result);  // "right"
// After "wrong: " and its like, the mistake or the rules alone: "the sign is turned around"; empty if all is right.
std::string short_reason(const Diagnosis& diagnosis);

// The other rules of the explanation: "any tie rule + Accumulate", a text for each line of a list.
std::vector<std::string> same_rules(const Explanation& explanation, bool with_nan);

}  // namespace poolwalk
