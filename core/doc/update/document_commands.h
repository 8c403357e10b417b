// Commands that change the document, and undo. `dragging` merges with the undo entry before it until EndGesture.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/doc/document.h"
#include "core/doc/grid_id.h"

namespace poolwalk {

struct SetGeometry {
    Geometry geometry;
    bool dragging = false;
};
struct SetRules {
    Rules rules;
};
// A row of methods(), and its rules.
struct SetMethod {
    std::string name;
};
struct CycleTieRule {};
struct CycleOverlapRule {};
struct CellValue {
    std::int64_t plane = 0;
    Place cell;
    double value = 0;
};
struct SetCells {
    GridId grid = GridId::Input;
    std::vector<CellValue> cells;
    bool dragging = false;
};
// dY becomes 1 everywhere.
struct SetInput {
    std::string title;
    AnyTensor input;
};
struct SetGradOutput {
    AnyTensor grad_output;
};
// X read in another order of its axes.
struct SetLayout {
    AxisOrder layout = AxisOrder::NCHW;
};
// Of X.
struct Resize {
    Shape shape;
};
struct Randomize {
    RandomKind kind = RandomKind::Distinct;
    std::uint64_t seed = 0;
};
// The document as it is now stays beside the present one, or is let go.
struct SetBaseline {
    bool hold = true;
};
// The baseline and the present document change places.
struct SwapBaseline {};
struct EndGesture {};
struct Undo {};
struct Redo {};

using DocumentCommand =
    std::variant<SetGeometry, SetRules, SetMethod, CycleTieRule, CycleOverlapRule, SetCells, SetInput, SetGradOutput,
                 SetLayout, Resize, Randomize, SetBaseline, SwapBaseline, EndGesture, Undo, Redo>;

}  // namespace poolwalk
