// What `poolwalk run` does with its results: print them as text (run_text.cpp), as JSON
// (core/io/export/results_json.h), or write them as files (run_files.cpp).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/doc/derived/derived.h"
#include "core/io/arrays/npy_write.h"

namespace poolwalk::cli {

// Y, `argmax` and dX, one block a plane.
void print_as_text(const Derived& derived, const Tensor<std::int32_t>& argmax);

struct Target {
    std::filesystem::path folder;
    io::NpyForm form;
    bool overwrite = false;
};

// Makes the folder, and refuses it when a file of the results is there already.
Result<Done> make_room(const Target& target);

// Writes y.npy, argmax.npy, dx.npy and ledger.json; answers a line for each. If one cannot be
// written, those that are new are removed again.
Result<std::vector<std::string>> write_results(const Target& target, const Document& document, const Derived& derived,
                                               const Tensor<std::int32_t>& argmax);

}  // namespace poolwalk::cli
