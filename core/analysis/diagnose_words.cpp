#include "core/analysis/diagnose_words.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "core/base/number_text.h"

namespace poolwalk {
namespace {

std::string number(double value) { return plain_text(value == 0 ? 0 : value); }

std::string place(Place at) { return "(" + std::to_string(at.h) + ", " + std::to_string(at.w) + ")"; }

// "First" of "First (PyTorch)"
std::string short_label(const RuleText& text) { return std::string(text.label.substr(0, text.label.find(" ("))); }

std::string paying(const TieRow& tie) {
    const std::string across = tie.scan == Scan::RowByRow ? "" : ", read column by column";
    if (tie.only_last) return "sends the gradient to the last maximum of every window (>=)" + across;
    if (tie.leaves == Break::Window) return "sends the gradient to the first maximum of every window" + across;
    if (tie.leaves == Break::Line)
        return std::string("sends the gradient to the first maximum of every ") +
               (tie.scan == Scan::RowByRow ? "row" : "column") +
               " of a window (a break that leaves the inner loop only)";
    return tie.shares ? "shares the gradient among the tied cells" : "gives every tied cell the full gradient";
}

std::string overlapping(const OverlapRow& overlap) {
    if (overlap.adds) return "";
    return overlap.clears_window ? "clears the whole window before it adds, also where windows overlap"
                                 : "overwrites where windows overlap";
}

std::string meeting_nan(const Rules& rules) {
    const NanRow& nan = row(rules.nan);
    if (!nan.matches) return "sends nothing back from a window with NaN";
    return nan.last_for_first || rules.tie != TieRule::First ? ""
                                                             : "sends the gradient to the first NaN, not the last";
}

// "your code gives every tied cell the full gradient, and overwrites where windows overlap"
std::string what_code_does(const Rules& rules) {
    const bool first = rules.tie == Rules{}.tie;
    std::string text = "your code " + paying(row(rules.tie)) + (first ? ", as PyTorch does" : "");
    std::string_view joint = first ? ", but " : ", and ";
    for (const std::string& more : {overlapping(row(rules.overlap)), meeting_nan(rules)}) {
        if (more.empty()) continue;
        text.append(joint).append(more);
        joint = ", and ";
    }
    return text;
}

// Whether another tie rule would have given another dX than the named rules did.
bool tells_ties_apart(const Explanation& explanation) {
    return !std::ranges::all_of(tie_rules(), [&](const TieRow& tie) {
        Rules other = explanation.rules.front();
        other.tie = tie.rule;
        return std::ranges::find(explanation.rules, other) != explanation.rules.end();
    });
}

std::string without_rounding(const Explanation& explanation) {
    const Rules& rules = explanation.rules.front();
    const KnownMistake* mistake = explanation.mistake;
    if (mistake && !mistake->rules_matter) return std::string(mistake->clause);
    if (!mistake && rules == Rules{})
        return tells_ties_apart(explanation)
                   ? "PyTorch's own gradient: nothing to mend"
                   : "right on this input, which tells no tie rules apart: try one with ties";
    if (!mistake) return what_code_does(rules);
    if (rules == Rules{}) return "PyTorch's gradient, but " + std::string(mistake->clause);
    return what_code_does(rules) + "; besides, " + std::string(mistake->clause);
}

// The rules that one line of a list names: of one overlap rule, and of one NaN rule if there is NaN.
struct Line {
    OverlapRule overlap;
    NanRule nan;
    std::vector<TieRule> ties;
};

std::vector<Line> lines_of(const Explanation& explanation, bool with_nan) {
    std::vector<Line> lines;
    const Rules& named = explanation.rules.front();
    for (const Rules& rules : explanation.rules) {
        const bool is_named = rules.tie == named.tie && rules.overlap == named.overlap;
        if (is_named && (!with_nan || rules.nan == named.nan)) continue;
        auto line = std::ranges::find_if(
            lines, [&](const Line& l) { return l.overlap == rules.overlap && (!with_nan || l.nan == rules.nan); });
        if (line == lines.end()) line = lines.insert(lines.end(), {rules.overlap, rules.nan, {}});
        if (std::ranges::find(line->ties, rules.tie) == line->ties.end()) line->ties.push_back(rules.tie);
    }
    std::ranges::sort(lines, {}, [](const Line& l) { return std::pair(l.overlap, l.nan); });
    return lines;
}

std::string ties_text(const std::vector<TieRule>& ties, bool named_is_missing) {
    if (ties.size() + (named_is_missing ? 1 : 0) == tie_rules().size())
        return named_is_missing ? "any other tie rule" : "any tie rule";
    std::string text;
    for (std::size_t i = 0; i < ties.size(); ++i) text += (i == 0 ? "" : " or ") + short_label(row(ties[i]).text);
    return text;
}

std::string with_overlap(const std::string& ties, OverlapRule overlap, const NanRule* nan) {
    return ties + " + " + short_label(row(overlap).text) + (nan ? " + " + short_label(row(*nan).text) : "");
}

std::string joined(const std::vector<std::string>& parts, std::size_t max_parts) {
    std::string text;
    for (std::size_t i = 0; i < std::min(parts.size(), max_parts); ++i) text += (i == 0 ? "" : "; ") + parts[i];
    if (parts.size() > max_parts) text += "; and " + std::to_string(parts.size() - max_parts) + " more";
    return text;
}

// Whether this input tells no rules apart: then one word says it.
bool holds_every_rule(const Explanation& explanation) {
    return explanation.rules.size() == tie_rules().size() * overlap_rules().size() * nan_rules().size();
}

std::string explained(const Diagnosis& diagnosis) {
    constexpr std::size_t max_parts = 4;
    const Explanation& first = diagnosis.explanations.front();
    std::string text = sentence(first);
    if (first.mistake && !first.mistake->rules_matter) return text;
    std::vector<std::string> also = same_rules(first, diagnosis.input_has_nan);
    if (holds_every_rule(first) && diagnosis.explanations.size() == 1)
        return text + "; on this input every rule gives the same";
    for (std::size_t i = 1; i < diagnosis.explanations.size(); ++i)
        also.push_back(sentence(diagnosis.explanations[i]));
    return also.empty() ? text : text + "; on this input also: " + joined(also, max_parts);
}

std::string not_explained(const Diagnosis& diagnosis) {
    const NearestRules& nearest = *diagnosis.nearest;
    std::string text =
        "no rule gives this dX; nearest is " + rules_text(nearest.rules, diagnosis.input_has_nan) + ": ";
    if (diagnosis.shape.planes() > 1)
        text += "image " + std::to_string(nearest.plane / diagnosis.shape.c) + ", channel " +
                std::to_string(nearest.plane % diagnosis.shape.c) + ", ";
    text += nearest.window ? "window " + place(*nearest.window) + " differs first"
                           : "a cell differs that no window reaches";
    text += ": dX" + place(nearest.cell) + " is " + number(nearest.got) + ", expected " + number(nearest.want);
    const std::int64_t others = nearest.differing_cells - 1;
    if (others > 0)
        text += "; " + std::to_string(others) + (others == 1 ? " other cell differs" : " other cells differ");
    if (!diagnosis.not_tried.empty()) {
        text += "; too large to try whether";
        for (std::size_t i = 0; i < diagnosis.not_tried.size(); ++i)
            text.append(i == 0 ? " " : ", or ").append(diagnosis.not_tried[i]->clause);
    }
    return text;
}

}  // namespace

std::string sentence(const Diagnosis& diagnosis) {
    std::string text = diagnosis.explained() ? explained(diagnosis) : not_explained(diagnosis);
    const bool is_rounded = diagnosis.precision.is_rounded();
    if (diagnosis.explained() && is_rounded && !diagnosis.explanations.front().exact)
        text += "; equal to " + words_of(diagnosis.precision);
    const bool is_right = diagnosis.explained() && !diagnosis.explanations.front().mistake &&
                          diagnosis.explanations.front().rules.front() == Rules{};
    if (is_right || !diagnosis.precision_of_ties) return text;
    return "X has ties, which rounding it to " + words_of(*diagnosis.precision_of_ties) +
           " may have made: give X exactly, as .npy, before you trust this: " + text;
}

std::string sentence(const Explanation& explanation) {
    std::string text = without_rounding(explanation);
    if (explanation.exact) return text;
    return text + " (within rounding: at most " + number_text(explanation.largest_error, 2) + " apart)";
}

HomeworkResult homework_result(const Diagnosis& diagnosis) {
    if (!diagnosis.explained()) return HomeworkResult::Wrong;
    const Explanation& first = diagnosis.explanations.front();
    const bool is_right = !first.mistake && first.rules.front() == Rules{};
    if (is_right) return tells_ties_apart(first) ? HomeworkResult::Right : HomeworkResult::Untested;
    return diagnosis.precision_of_ties && !first.mistake ? HomeworkResult::Untested : HomeworkResult::Wrong;
}

std::string_view name_of(HomeworkResult result) {
    return result == HomeworkResult::Right ? "right" : result == HomeworkResult::Untested ? "untested" : "wrong";
}

std::string short_reason(const Diagnosis& diagnosis) {
    if (!diagnosis.explained()) return not_explained(diagnosis);
    const Explanation& first = diagnosis.explanations.front();
    const Rules& rules = first.rules.front();
    if (first.mistake) {
        const bool says_rules = first.mistake->rules_matter && rules != Rules{};
        return std::string(first.mistake->clause) +
               (says_rules ? ", under " + rules_text(rules, diagnosis.input_has_nan) : "");
    }
    if (rules == Rules{}) return tells_ties_apart(first) ? "" : "right here, but X tells no tie rules apart";
    const std::string text = rules_text(rules, diagnosis.input_has_nan);
    return diagnosis.precision_of_ties ? text + ", if rounding did not make the ties of X" : text;
}

std::string rules_text(const Rules& rules, bool with_nan) {
    return with_overlap(short_label(row(rules.tie).text), rules.overlap, with_nan ? &rules.nan : nullptr);
}

std::vector<std::string> same_rules(const Explanation& explanation, bool with_nan) {
    std::vector<std::string> texts;
    const Rules& named = explanation.rules.front();
    for (const Line& line : lines_of(explanation, with_nan)) {
        const bool named_is_missing = line.overlap == named.overlap && (!with_nan || line.nan == named.nan);
        texts.push_back(
            with_overlap(ties_text(line.ties, named_is_missing), line.overlap, with_nan ? &line.nan : nullptr));
    }
    return texts;
}

}  // namespace poolwalk
