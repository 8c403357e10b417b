// The whole program as one value and one function: update(state, command) -> state. It is pure but
// for the memory it reuses; what needs the outside world comes back as requests for the effects.
#pragma once

#include <string>
#include <vector>

#include "core/doc/command.h"
#include "core/doc/history.h"

namespace poolwalk {

struct Notice {
    std::string sentence;
    bool is_error = false;
    bool operator==(const Notice&) const = default;
};

// A dX that somebody's own code gave, to be diagnosed.
struct ClaimedGradient {
    std::string title;
    SharedTensor grad_input;
};

struct AppState {
    Document document;
    View view;
    Playback play;
    History history;
    std::optional<ClaimedGradient> claim;
    Notice notice;
    std::uint64_t revision = 1;  // of the document; Derived is cached by it
    std::vector<Request> requests;  // asked for by the last command; effects take them away
};

AppState start_state(Document document);

AppState update(AppState state, const Command& command);

WalkPlan plan_of(const AppState& state);
// The steps that the open workspace walks, those done, how many make a row (Shift with an arrow), and
// how many are done at once.
// A workspace without a walk of its own has the Walk's.
struct Track {
    std::int64_t count = 0, done = 0, row = 1, unit = 1;
};
Track track_of(const AppState& state);
// The step that was done last, if any.
std::optional<std::int64_t> current_index(const AppState& state);
// Is the forward half done, so that dX holds numbers, be they zeros?
bool backward_has_begun(const AppState& state);
Shape shape_of_grid(const Document& document, GridId grid);
// The pinned cell to selected_to, as rows and columns [first, last].
struct Selection {
    GridId grid = GridId::Input;
    std::int64_t plane = 0;
    Place first, last;
    bool operator==(const Selection&) const = default;
};
std::optional<Selection> selection_of(const View& view);

}  // namespace poolwalk
