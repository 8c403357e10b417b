// Lessons: files {"poolwalk": "lesson", "version": 1, "title", "about", "example" or "document", "pages", "learned"},
// read from anywhere, and those that travel inside the program (assets/lessons, in the order of their
// names "NN-name.json"). How one is written by hand is told in assets/README.md.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/doc/lesson.h"

namespace poolwalk::io {

inline constexpr std::int64_t lesson_version = 1;
// Whoever turns a page has the lesson played anew up to it, which these keep short.
inline constexpr std::size_t max_lesson_pages = 1000, max_lesson_actions = 1000;
inline constexpr std::size_t max_learned = 3;

// A lesson that was played to its end while it was read (lesson_rehearsal.h).
Result<std::shared_ptr<const Lesson>> read_lesson(std::string_view bytes, std::string_view name);
Result<std::shared_ptr<const Lesson>> lesson_of(const nlohmann::json& json, std::string_view name);

struct LessonEntry {
    std::string name, title, about;
};

std::vector<LessonEntry> lessons();

// The error for an unknown name lists the names.
Result<std::shared_ptr<const Lesson>> load_lesson(std::string_view name);

}  // namespace poolwalk::io
