// The walk through a problem, one window or one comparison at a time, forward and then backward.
// A step is computed, never stored: place_of() decodes its number, step_at() pools that window
// and, for what dX held before, the earlier windows that share its cells (balance.h); so stepping
// back and scrubbing are exact at any size.
//
// Order: forward over planes (n, c), windows row by row; then backward the same way. By comparison
// every window has kernel.rows * kernel.cols slots in the tie rule's scanning order; padding and
// what a `break` skips are slots too, so that counting stays simple.
// Step numbers count steps done: after 0 nothing has happened, after step_count() all has.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/pool/max_pool.h"
#include "core/pool/pool_view.h"

namespace poolwalk {

enum class Phase : std::uint8_t { Forward, Backward };
enum class StepBy : std::uint8_t { Window, Comparison };

struct WalkPlan {
    Shape output;
    Pair kernel;
    StepBy by = StepBy::Window;
    bool forward_only = false;
    bool operator==(const WalkPlan&) const = default;
};

struct StepPlace {
    Phase phase = Phase::Forward;
    std::int64_t plane = 0;
    Place window;
    std::int64_t slot = 0;  // rank in the scan; by window always 0
    bool operator==(const StepPlace&) const = default;
};

std::int64_t steps_per_window(const WalkPlan& plan);
std::int64_t step_count(const WalkPlan& plan);
// The step that is done when the count goes from `index` to index + 1; 0 <= index < step_count().
StepPlace place_of(const WalkPlan& plan, std::int64_t index);
std::int64_t index_of(const WalkPlan& plan, const StepPlace& place);

// Windows of plane `plane` whose work in `phase` is done after `done` steps; a window that is being
// compared slot by slot counts when its last slot is done.
std::int64_t windows_done(const WalkPlan& plan, Phase phase, std::int64_t plane, std::int64_t done);

// Cells of the window that are equal to its maximum; 0: none.
std::int64_t tie_count_at(const PoolView& view, std::int64_t plane, Place window);

// The slot at `rank` of the scan.
struct Slot {
    std::int64_t r = 0, c = 0;
    Place cell;
    bool inside = false;
};
Slot slot_at(const PoolView& view, Place window, std::int64_t rank);

enum class SlotEvent : std::uint8_t {
    Padding,   // no cell of X
    Skipped,   // not looked at: `break` left the scan before it, or dY has no such window
    Lower,     // compared, not the maximum
    Tied,      // equal to the maximum, and not kept
    Kept,      // forward: the new running maximum; backward: remembered, receives at the end
    Receives,  // receives gradient now
};

// What a step gives one cell of dX, and what the cell was before and became with it.
struct Contribution {
    Place cell;
    double amount = 0, before = 0, after = 0;
    bool operator==(const Contribution&) const = default;
};

struct Step {
    StepPlace place;
    double output = 0;                        // Y of the window; by comparison forward: the running maximum
    std::vector<Place> maxima;                // so far, if by comparison forward
    std::vector<Place> receivers;             // of the whole window (forward by comparison: of what was scanned)
    std::optional<Place> best;                // forward: the cell Y comes from (so far); backward: the first receiver
    std::int64_t cells = 0;                   // cells of X in the window
    std::optional<double> grad_output;        // absent where dY is smaller than Y, and in forward
    std::vector<Contribution> contributions;  // what this step wrote into dX
    double overwritten = 0;                   // gradient that stood in dX and that this step threw away
    Slot slot;                                // by comparison
    SlotEvent event = SlotEvent::Lower;
    bool window_ends = true;  // this is the window's last step
};

Step step_at(const PoolView& view, const WalkPlan& plan, std::int64_t index);

// What each of `receivers` cells gets of a window's dY, in the type of X.
double share_of(const PoolView& view, double grad_output, std::size_t receivers);

// A cell of dX and what it holds.
struct CellGradient {
    Place cell;
    double value = 0;
};

// By comparison: the cells of plane `plane` that the window under way has written by step `done`.
std::vector<CellGradient> written_under_way(const PoolView& view, const WalkPlan& plan, std::int64_t done,
                                            std::int64_t plane);

// dX(plane, cell) after `done` steps.
double grad_input_after(const PoolView& view, const WalkPlan& plan, std::int64_t done, std::int64_t plane,
                        Place cell);

}  // namespace poolwalk
