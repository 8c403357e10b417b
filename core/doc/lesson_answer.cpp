#include "core/doc/lesson_answer.h"

#include <algorithm>
#include <cmath>

namespace poolwalk {

bool same_reply(const LessonReply& a, const LessonReply& b) {
    const double *x = std::get_if<double>(&a), *y = std::get_if<double>(&b);
    if (!x || !y) return a == b;
    if (*x == *y || (std::isnan(*x) && std::isnan(*y))) return true;
    return std::isfinite(*x) && std::isfinite(*y) && std::abs(*x - *y) <= 1e-9 * std::max(std::abs(*x), std::abs(*y));
}

bool is_right(const LessonAnswer& answer, const LessonReply& reply) {
    return std::ranges::any_of(answer.right, [&](const LessonReply& right) { return same_reply(right, reply); });
}

bool is_reply_to(const LessonAnswer& answer, const LessonReply& reply) {
    if (reply.index() != answer.right.front().index()) return false;
    if (const auto* cell = std::get_if<CellRef>(&reply)) return cell->grid == answer.cell()->grid;
    const auto* option = std::get_if<ChosenOption>(&reply);
    return !option || option->row < answer.options.size();
}

std::string hint_for(const LessonAnswer& answer, const LessonReply& reply) {
    const auto found =
        std::ranges::find_if(answer.hints, [&](const LessonHint& hint) { return same_reply(hint.reply, reply); });
    return found == answer.hints.end() ? answer.hint : found->sentence;
}

}  // namespace poolwalk
