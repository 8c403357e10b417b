// The rows of methods.h, made of the code in notebook_code.h and library_code.h. Only methods.cpp asks for them.
#pragma once

#include <vector>

#include "core/methods/methods.h"

namespace poolwalk {

std::vector<MethodRow> method_rows();

}  // namespace poolwalk
