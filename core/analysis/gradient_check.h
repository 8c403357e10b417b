// Numerical gradients: the loss L = sum(dY * Y) along a nudge of one cell of X, differences of it with
// a step h, and a published check that checks nothing. The exact derivatives are one_sided_derivatives.h's; what
// a dX must be to be a gradient is subgradient.h's.
//
// L counts the windows that dY has and that depend on X: windows without a cell, and those with
// dY = 0, are left out (0 * inf would make it NaN). Where Y is infinite, differences are NaN.
#pragma once

#include <string>
#include <vector>

#include "core/pool/walk.h"

namespace poolwalk {

// Which cell is nudged, and the type in which X + t, the products, their sum and the quotient are made.
struct Nudge {
    std::int64_t plane = 0;
    Place cell;
    DType arithmetic = DType::Float64;
};

// sum(dY * Y) over all planes, added in double.
double loss_of(const PoolView& view, DType arithmetic);

// L as a function of the nudge t. The windows of the cell are worked out in the chosen type, as a
// program of that type would; all others are constant and enter as one number, rounded once.
class LossLine {
public:
    // O(all windows).
    LossLine(const PoolView& view, const Nudge& nudge);
    // The same when loss_of(view, nudge.arithmetic) is known: O(windows of the cell x window).
    LossLine(const PoolView& view, const Nudge& nudge, double loss);

    // L at X(cell) + t. O(windows of the cell).
    double at(double t) const;
    DType arithmetic() const { return nudge_.arithmetic; }

private:
    struct Window {
        double grad_output = 0;
        double others = 0;  // maximum of the other cells, NaN if one is NaN; -inf if there is none
    };
    template <class T>
    double sum(double rest, double t) const;

    Nudge nudge_;
    double value_ = 0;  // X(cell)
    double rest_ = 0;   // L of the windows that do not hold the cell
    std::vector<Window> windows_;
};

struct Sample {
    double t = 0, loss = 0;
};
// `count` >= 2 samples, evenly over [from, to], both ends included.
std::vector<Sample> curve(const LossLine& line, double from, double to, int count);

// left (L(0) - L(-h)) / h, right (L(h) - L(0)) / h, central (L(h) - L(-h)) / (2h); h > 0. The quotient
// is of the h that was asked for, as everyone computes it, though X + h may round to another.
struct Differences {
    double left = 0, right = 0, central = 0;
};
Differences differences(const LossLine& line, double h);

// Central differences of every cell, [N, C, H, W]; each is differences(LossLine).central to the bit.
Tensor<double> central_differences(const PoolView& view, double h, DType arithmetic);

// ||a - b|| / (||a|| + ||b||) over all planes, Euclidean; 0 when both are 0, 1 when one is; NaN if a
// number is. Source: Stanford CS231n, "gradient checks", and the notebooks that follow it.
double relative_error(const AnyTensor& a, const AnyTensor& b);

// Central differences of sum(dX) instead of L, under the rules of `view`: the published notebook's
// check. Only what the windows of the cell touch is worked out anew. [N, C, H, W]
Tensor<double> differences_of_grad_sum(const PoolView& view, double h);

// Both checks of one dX, side by side.
struct TwoChecks {
    Tensor<double> of_loss, of_grad_sum;  // [N, C, H, W]
    double loss_error = 0;                // relative_error() of dX and each
    double grad_sum_error = 0;
    std::string sentence;  // why the second says nothing
};
TwoChecks two_checks(const PoolView& view, const AnyTensor& grad_input, double h);

}  // namespace poolwalk
