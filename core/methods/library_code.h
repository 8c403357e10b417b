// What the libraries do, written anew in NumPy: the comparison, the scan and the way back are theirs. The names in
// the code are those of notebook_code.h.
#pragma once

#include "core/methods/methods.h"

namespace poolwalk::method_code {

extern const MethodCode pytorch, tensorflow, jax, caffe, convnetjs, tfjs, tinygrad, theano, tf_reduce_max;

}  // namespace poolwalk::method_code
