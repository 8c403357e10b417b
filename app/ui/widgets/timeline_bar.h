// The bar of the timeline: where a step lies on it. The timeline draws it and is dragged by it; each
// workspace with a walk of its own draws its steps and captions on it.
#pragma once

#include "app/ui/frame.h"

namespace poolwalk::ui {

inline constexpr std::int64_t max_segments = 90;  // more steps than this are drawn as one bar

struct Bar {
    ImVec2 min, max;
    std::int64_t steps;
    float x_of(std::int64_t done) const {
        return min.x + (max.x - min.x) * static_cast<float>(done) / static_cast<float>(steps);
    }
};

// Steps [from, to) in one colour, those beyond `done` pale; and the outline of the step done last.
void draw_steps(const Frame& frame, const Bar& bar, std::int64_t from, std::int64_t to, std::int64_t done,
                scene::Color color);
void draw_last_step(const Frame& frame, const Bar& bar, std::int64_t done);

// Marks below the bar: a window with a tie, a step that adds to a cell already holding gradient.
void draw_tie_mark(const Frame& frame, const Bar& bar, float x);
void draw_adds_mark(const Frame& frame, const Bar& bar, float x);
// Of `count` windows every `stride`-th, `place_of(number)` being {plane, window}: is its maximum tied?
template <class PlaceOf>
const std::vector<bool>& ties_of(const Frame& frame, std::int64_t count, std::int64_t stride, PlaceOf&& place_of) {
    TieMarks& marks = frame.memory.tie_marks;
    const Workspace open = frame.state.view.workspace;
    if (marks.revision == frame.state.revision && marks.workspace == open) return marks.tied;
    marks = {frame.state.revision, open, {}};
    for (std::int64_t i = 0; i < count; i += stride) {
        const auto& [plane, window] = place_of(i);
        marks.tied.push_back(tie_count_at(view_of(frame.state.document), plane, window) > 1);
    }
    return marks.tied;
}
// What the marks mean, right of `from` where there is room.
void draw_mark_legend(const Frame& frame, float from, float right, float y);

// What the Columns workspace draws on it.
void draw_columns_steps(const Frame& frame, const Bar& bar);

}  // namespace poolwalk::ui
