// The `answer` of a lesson's page, read and written: a cell of an array, one of some options, or a number, with
// hints for likely mistakes. Whether the picture agrees with it is lesson_rehearsal's to find out.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/doc/lesson_answer.h"
#include "core/io/json/json_field.h"

namespace poolwalk::io {

inline constexpr std::size_t max_options = 6, max_hints = 100;

LessonAnswer read_lesson_answer(const JsonField& field);
nlohmann::ordered_json json_of(const LessonAnswer& answer);

}  // namespace poolwalk::io
