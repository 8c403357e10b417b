// The steps of a workspace as its timeline shows them: coloured parts with their captions, and marks where
// maxima tie and gradient is added. Plain data; the timeline (app/ui/panels/timeline.cpp) draws it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace poolwalk::scene {

enum class Tone : std::uint8_t { Forward, Backward, Update };

struct TimelinePart {
    std::int64_t from = 0, to = 0;  // steps [from, to)
    Tone tone = Tone::Forward;
    std::string name{}, caption{};  // "forward", "forward: 9 windows"; the second where it fits
    std::string_view help{};        // of a part that is clicked to walk to its end
};

struct Timeline {
    std::int64_t first = 0, count = 0;  // the steps on its line, from `first` on
    std::vector<TimelinePart> parts{};
    bool is_epoch = false;  // only a part of all steps is on the line; a second line below shows all
    std::string note{};     // below the lines
    std::string keys{};     // that are worth knowing here
};

// Places of marks, in steps and fractions of them; at most a few thousand: where they come so close that they would
// lie on each other, one stands for several.
struct TimelineMarks {
    bool is_complete = false;    // every window was looked at
    std::vector<double> ties{};  // windows whose maximum is tied
    std::vector<double> adds{};  // steps that add to a cell which already holds gradient
};

// Fills one of these lists in, `windows` windows in their order.
class MarkLine {
public:
    MarkLine(std::vector<double>& places, std::int64_t windows)
        : places_(places), windows_a_mark_(windows < max_marks ? 1 : windows / max_marks) {}
    void add(std::int64_t window, double place) {
        if (window / windows_a_mark_ != last_) places_.push_back(place);
        last_ = window / windows_a_mark_;
    }

private:
    static constexpr std::int64_t max_marks = 4000;
    std::vector<double>& places_;
    std::int64_t windows_a_mark_, last_ = -1;
};

}  // namespace poolwalk::scene
