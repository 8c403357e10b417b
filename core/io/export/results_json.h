// A document and all that follows from it as JSON, in the schema of case files: what `poolwalk run --json`
// prints and the .json exporter writes. Reading a case back is case_file.h's.
#pragma once

#include <string>

#include "core/base/progress.h"
#include "core/doc/derived/derived.h"

namespace poolwalk::io {

// X, Y, argmax, tie_count, dY, dX, hits, the parameters, the rules and the budget. Fails only if
// `progress`, which is asked before each of them, says stop.
Result<std::string> results_json(const Document& document, const Derived& derived, const Progress& progress = {});

}  // namespace poolwalk::io
