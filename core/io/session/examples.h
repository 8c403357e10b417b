// The examples that travel inside the program: every file of assets/examples, named "NN-name.ending". A .json is a
// case file (case_file.h) or a network, a .png or .csv becomes X.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/doc/document.h"

namespace poolwalk::io {

// Of the menu, in its order.
std::span<const std::string_view> example_groups();

struct Example {
    std::string name, title, about, group;
    bool is_network = false;  // opens in the Network workspace
};

// Group by group, and in the order of their files in each.
std::vector<Example> examples();

// The error for an unknown name lists the names.
Result<Document> load_example(std::string_view name);

}  // namespace poolwalk::io
