// What a session file keeps: everything that a person made or set up, and would miss. Reading and
// writing it is io/session/session.h's; putting it on the screen is done by the command OpenSession.
#pragma once

#include <optional>
#include <string>

#include "core/doc/document.h"
#include "core/doc/quiz.h"
#include "core/doc/view.h"

namespace poolwalk {

// A dX that somebody's own code gave, to be diagnosed.
struct ClaimedGradient {
    std::string title;
    SharedTensor grad_input;
    std::string file{};  // that it came from, or ""
};

// Of the view, what belongs to the machine and not to the work (scale, open pages, the mouse) is
// neither kept nor brought back; a session opens paused.
struct SessionFile {
    Document document{};
    View view{};
    Playback play{};
    Quiz quiz{};  // without a question that is open
    std::optional<ClaimedGradient> claim{};
    std::string copy_of{};  // of an autosave: the file whose changes it keeps
};

}  // namespace poolwalk
