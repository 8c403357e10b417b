// Settings that make no difference to the problem on the screen, each with the reason in a sentence.
#pragma once

#include <optional>
#include <string>

#include "core/doc/derived/derived.h"
#include "core/workspaces/timeline.h"

namespace poolwalk::scene {

enum class Setting : std::uint8_t { Ties, Overlap, NaN, Dilation, CeilMode };

struct IdleReason {
    std::string sentence;  // "No ties here: all 6 rules agree."
    std::string advice;    // "Load an example with ties."
};

// Absent where the setting may make a difference, and where that is not known yet: ties are counted for the marks of
// the timeline. Looks at no cell.
std::optional<IdleReason> why_idle(Setting setting, const Document& document, const Derived& derived,
                                   const TimelineMarks& marks);

}  // namespace poolwalk::scene
