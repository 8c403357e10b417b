// Is this dX a gradient of L = sum(dY * Y)? Decided from dX itself, never from the name of the rule that made it.
// The flow problem behind it is transportation_problem.h's; the exact derivatives in the direction of one cell
// one_sided_derivatives.h's; measured differences gradient_check.h's.
//
// L is a sum of maxima. Its generalised gradients are of the form
//   dX(cell) = sum over windows w of weight(w, cell) * dY(w),
// where the weights of a window lie on its maxima, are >= 0 and sum to one (Clarke, Optimization and
// Nonsmooth Analysis, 2.3.3 and 2.3.12). With dY >= 0 L is convex and each such dX is a subgradient.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/pool/walk.h"

namespace poolwalk {

enum class Verdict : std::uint8_t {
    Gradient,        // no window with dY != 0 ties: L has one gradient, and this is it
    Subgradient,     // dY >= 0 and weights exist
    ClarkeGradient,  // weights exist, and no group of tied windows has both signs of dY
    WeightsExist,    // weights exist; a group of tied windows has both signs: necessary, not sufficient
    NotAGradient,    // no weights give this dX
    NotSaid,         // Y is NaN where dY is not 0, a number is not finite, or the ties are too many to solve
};

// Two or three words for the screen: "subgradient", "not a gradient".
std::string_view label_of(Verdict verdict);
// false for NotAGradient and NotSaid.
bool weights_exist(Verdict verdict);

struct Judgement {
    Verdict verdict = Verdict::NotSaid;
    std::string sentence;      // what is known, and no more
    std::string reason;        // why not; empty unless NotAGradient or NotSaid
    std::int64_t plane = 0;    // of the first offence
    std::vector<Place> cells;  // where no weights fit, or the windows' NaN; empty if there is no offence
};

// Judges any number of dX of one X and dY; looks at the windows once.
//
// Windows that dY does not have, or has as 0, ask nothing. A window without a cell asks nothing
// either: it does not depend on X. A window whose maximum is NaN, whatever the NaN rule, makes L NaN:
// then nothing is said. An infinite maximum is taken for the finite number that it is the limit of,
// which has the same place in the order.
//
// Rounding: whole numbers are compared exactly while their sums are exact in the array's type; else
// each cell may be off by 1e-6 (float32) or 1e-12 (float64) of the sum of |dY| over the windows that
// it is a maximum of, or by what adding so many numbers can round away, if that is more. The coarser
// of the types of X and dX counts. A cell that is the maximum of no such window must be 0.
class Judge {
public:
    // `patience`: pairs of tied cell and window to look at for one dX, about 10^8 a second. It runs out
    // only where a hundred thousand tied windows or so hang together; then nothing is said.
    explicit Judge(const PoolView& view, std::int64_t patience = std::int64_t{1} << 28);
    ~Judge();
    Judge(Judge&&) noexcept;
    Judge& operator=(Judge&&) noexcept;

    // `grad_input` [N, C, H, W], of either type.
    Judgement of(const AnyTensor& grad_input) const;

private:
    struct Facts;
    std::unique_ptr<const Facts> facts_;
};

// Judge(view).of(grad_input)
Judgement judge(const PoolView& view, const AnyTensor& grad_input);

}  // namespace poolwalk
