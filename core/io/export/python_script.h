// A document as a Python program that prints the same Y and dX: with NumPy, and where the rules are
// PyTorch's also with torch, if that is installed. The NumPy code is listing.h's and methods.h's.
#pragma once

#include <string>

#include "core/doc/document.h"
#include "core/methods/methods.h"

namespace poolwalk::io {

// The code of the document's method, if it can run on the document; else its rules written out.
std::string script_text(const Document& document);

// Whether torch would give the same numbers: first, accumulate, last_nan, and what max_pool2d demands.
bool is_of_pytorch(const Document& document);

}  // namespace poolwalk::io
