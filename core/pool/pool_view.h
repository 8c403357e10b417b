// A problem by reference: what pooling, walk, ledger and budget are given. A problem with an owner is doc's Document.
#pragma once

#include "core/pool/geometry.h"
#include "core/pool/rules.h"
#include "core/pool/tensor.h"

namespace poolwalk {

class Argmax;

// grad_output has the input's type, and everything is valid (validate(), validate_grad_output()).
struct PoolView {
    const AnyTensor& input;
    const AnyTensor& grad_output;
    const Geometry& geometry;
    const Rules& rules;
    // Of this very problem, where it is known: then no window is pooled again to see who receives, which takes as
    // long as a window is large.
    const Argmax* argmax = nullptr;
};

}  // namespace poolwalk
