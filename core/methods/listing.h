// The present rules written as NumPy code, the line that a step runs, and the variables to watch.
// The code is a program that runs: program_text() adds the few lines that set it up, and a test
// runs it under a trace and compares every step.
#pragma once

#include <string>
#include <vector>

#include "core/pool/walk.h"

namespace poolwalk {

// What a line does, so that a step finds the line it runs.
enum class Line : std::uint8_t {
    Other,
    NextRow,
    NextWindow,  // the loops over windows
    NextLine,
    NextCell,  // the loops over a window's cells; NextLine where `break` leaves only a line
    Compare,
    Take,
    Store,  // forward
    Match,
    Remember,
    Contribute,
    Leave,  // backward
};

struct CodeLine {
    Line line = Line::Other;
    std::string text;
};

struct Listing {
    std::vector<CodeLine> forward, backward;
};

// `has_nan`: X holds a NaN; only then do the lines that care for NaN appear.
// `dtype`: NumPy divides float32 by a count in float64, so float32 shares are rounded by name.
Listing listing_of(const Rules& rules, bool has_nan, DType dtype = DType::Float64);

// A whole Python program: arrays, helpers, the listing over every plane, and prints of Y and dX.
std::string program_text(const PoolView& view, const Shape& output);

// Index of the line that `step` runs in its half of the listing. A slot on padding is no cell: its line
// is the loop that passes over it. A skipped slot's is the `break` that left, or, where dY has no such
// window, the loop over windows that ends.
std::size_t line_of(const PoolView& view, const Listing& listing, const WalkPlan& plan, const Step& step);

// A Python expression and its value after the step's line has run.
struct Watch {
    std::string expression, value;
    bool operator==(const Watch&) const = default;
};
std::vector<Watch> watches_of(const PoolView& view, const WalkPlan& plan, const Step& step);

// The shortest text that reads back as the same number: "0.1", "-0.0", "nan", "inf" as Python has them.
std::string python_number(double value, DType dtype = DType::Float64);

}  // namespace poolwalk
