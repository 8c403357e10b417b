// Words of the field, each with one sentence of what it means, and where they stand in a text.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace poolwalk {

struct GlossaryTerm {
    std::string_view forms;     // "tie|ties|tied"
    std::string_view sentence;  // "Two or more cells of a window hold its maximum."
};

std::span<const GlossaryTerm> glossary();

// A term in a text, and the bytes that name it: [begin, end).
struct NamedTerm {
    const GlossaryTerm* term = nullptr;
    std::size_t begin = 0, end = 0;
};

// All of them, in their order; in capitals too, as whole words, the longest that fits. A space of a form may be one
// that no line is broken at.
std::vector<NamedTerm> terms_in(std::string_view words);

}  // namespace poolwalk
