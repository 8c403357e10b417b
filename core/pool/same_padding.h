// TensorFlow's padding "same", which depends on the input: as many windows as strides fit into it. Padding as numbers
// is geometry.h's.
#pragma once

#include "core/pool/geometry.h"

namespace poolwalk {

// The padding with which each axis of an input of `input` has ceil(cells / stride) windows of the geometry's kernel,
// stride and dilation; where it is odd, one more cell at the end. Source: TensorFlow's tf.nn documentation, "Notes on
// padding".
Pads same_pads(const Shape& input, const Geometry& geometry);

}  // namespace poolwalk
