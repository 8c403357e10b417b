// Whether a method (methods.h) can run on a problem, and the sentence that says why not.
#pragma once

#include <string>

#include "core/methods/methods.h"

namespace poolwalk {

// "window = stride, no padding, no dilation"; empty if it takes everything.
std::string requirements_text(const MethodRow& method);

// Why the method cannot run on an input of `input`, one sentence; empty if it can.
std::string method_error(const MethodRow& method, const Shape& input, const Geometry& geometry);
// The same for a whole problem: also its dY, and numbers on which the method's code and the rules it
// stands for part (NaN, -inf). The view's own rules do not matter.
std::string method_error(const MethodRow& method, const PoolView& view);

}  // namespace poolwalk
