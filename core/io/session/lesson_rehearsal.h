// A lesson played while it is read: an action that fails or does nothing, and an answer that the picture contradicts,
// are errors of the file.
#pragma once

#include "core/doc/lesson.h"
#include "core/io/json/json_field.h"

namespace poolwalk::io {

inline constexpr std::int64_t max_lesson_cells = 65536;  // of X, and of Y

// Leaves an error with the field of the page or action; `pages` is the file's array of them.
void rehearse(const Lesson& lesson, const JsonField& pages);

}  // namespace poolwalk::io
