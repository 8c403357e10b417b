// The present rules written as NumPy code, the line that a step runs, and the variables to watch.
// The code is a program that runs: program_text() adds the few lines that set it up, and a test
// runs it under a trace and compares every step.
#pragma once

#include <string>
#include <vector>

#include "core/pool/walk.h"

namespace poolwalk {

// What a line does, so that a step finds the line it runs.
enum class Line : std::uint8_t { Other, Scan, Compare, Take, Store, Clear, Match, Remember, Pay, Leave };

struct CodeLine {
    Line line = Line::Other;
    std::string text;
};

struct Listing {
    std::vector<CodeLine> forward, backward;
};

// `has_nan`: X holds a NaN; only then do the lines that care for NaN appear.
Listing listing_of(const Rules& rules, bool has_nan);

// A whole Python program: arrays, helpers, the listing over every plane, and prints of Y and dX.
std::string program_text(const PoolView& view, const Shape& output);

// Index of the line that `step` runs in its half of the listing.
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
