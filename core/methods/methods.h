// The published ways to write the layer, one row each: the rules and the layout that it implies, what it requires of
// a problem, and its own NumPy code line by line. A method is a name for rules plus a listing; what the rules do is
// max_pool's, the listing of bare rules listing.h's. Whether a problem meets the requirements is
// method_requirements.h's. The rows are in method_rows.cpp, their code in notebook_code.cpp and library_code.cpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/methods/listing.h"

namespace poolwalk {

// What a method requires of a problem; what is false it takes as it comes.
struct Requirements {
    bool window_is_stride = false;  // it knows one number for both
    bool square_kernel = false;     // one number for its rows and columns
    bool one_stride = false;        // likewise
    bool pool_two = false;          // it repeats by 2: kernel 2 and stride 2 only
    bool exact_sizes = false;       // the last window must end where X ends
    bool no_padding = false;
    bool equal_padding = false;   // the same on opposite sides
    bool one_padding = false;     // the same on all four
    bool half_padding = false;    // at most half of the kernel
    bool cell_in_window = false;  // no window wholly on padding
    bool no_dilation = false;
    bool no_ceil = false;
    bool whole_grad_output = false;  // a number of dY for every window
    bool operator==(const Requirements&) const = default;
};

// What becomes of fractions of dY when X is an array of integers and dX is made like X.
enum class IntegerInput : std::uint8_t { Keeps, TruncatesSums, TruncatesShares };

struct MethodLine {
    Line line = Line::Other;
    std::string_view text;
};

struct MethodCode {
    std::string_view setup;                         // what the lines need and do not show: helpers, empty arrays
    std::span<const MethodLine> forward, backward;  // in a half with a NextWindow line i and j are variables
};

struct MethodRow {
    std::string_view name, label;  // for files and the command line; for the screen
    std::string_view source;       // where it is published, in words
    AxisOrder layout = AxisOrder::NCHW;
    std::optional<Rules> rules{};  // absent in the one row that stands for whatever rules are set
    Requirements requirements{};
    std::string_view help;              // one sentence
    std::string_view example;           // the shipped example that shows it best
    std::string_view evidence;          // how its rules are known: "run", "by its source", ...
    std::string_view quirk{};           // what else there is to know; may be empty
    std::string_view nan_differs{};     // what it does with a NaN, if none of the NaN rules does that
    std::optional<double> starts_at{};  // its running maximum; a window without a larger cell has no winner
    bool pads_as_cells = false;         // padding is real cells of -inf, which tie with an X of -inf
    bool masks_by_product = false;      // dX = mask * dY, and 0 * inf is NaN
    IntegerInput integers = IntegerInput::Keeps;
    MethodCode code{};  // empty in the row without rules
};

// The first row is `rules`, the present rules as listing.h writes them.
std::span<const MethodRow> methods();
// The row of that name, or null.
const MethodRow* find_method(std::string_view name);

// The rules a problem has under the method: its own, or `present` in the row without rules.
Rules rules_under(const MethodRow& method, const Rules& present);

// The method's code. The last three matter only in the row without rules (listing.h). line_of()
// takes every listing: for code on whole arrays it is the one line that does a step's work.
Listing listing_of(const MethodRow& method, const Rules& present, bool has_nan, DType dtype);

// A Python program that prints Y and dX, both in NCHW order, as max_pool has them under the method's
// rules. method_error() must be empty.
std::string program_text(const MethodRow& method, const PoolView& view, const Shape& output);

// Expressions of that program and their values after the step's line has run. Arrays have the
// method's layout. The view has the method's rules.
std::vector<Watch> watches_of(const MethodRow& method, const PoolView& view, const WalkPlan& plan, const Step& step);

// dX as the method has it when X is an array of integers; absent where nothing is truncated: the method
// keeps fractions, X is not all integers, or dY is whole or not finite.
std::optional<AnyTensor> grad_input_of_integers(const MethodRow& method, const PoolView& view);

}  // namespace poolwalk
