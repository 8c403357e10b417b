// A document and all that follows from it as JSON, in the schema of case files: what `poolwalk run --json`
// prints and the .json exporter writes. Reading a case back is case_file.h's.
#pragma once

#include <string>

#include "core/doc/derived.h"

namespace poolwalk::io {

// X, Y, argmax, tie_count, dY, dX, hits, the parameters, the rules and the budget.
std::string results_json(const Document& document, const Derived& derived);

}  // namespace poolwalk::io
