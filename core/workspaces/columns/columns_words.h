// The words and numbers around the arrays of the Columns workspace: places of the columns, names of the rows, titles,
// which columns are shown of all, and the legend.
#pragma once

#include "core/workspaces/columns/columns_sketch.h"

namespace poolwalk::scene {

void add_column_places(const ColumnsSketch& sketch);
void add_band_names(const ColumnsSketch& sketch);
void add_overview(const ColumnsSketch& sketch);
void add_legend(const ColumnsSketch& sketch);

}  // namespace poolwalk::scene
