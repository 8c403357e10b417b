#include "core/workspaces/idle_settings.h"

#include <numeric>

namespace poolwalk::scene {
namespace {

std::string all_agree(std::size_t rules) { return "all " + std::to_string(rules) + " rules agree."; }

// Along one axis: do two windows hold the same row (column) of the padded X?
bool meet(std::int64_t windows, std::int64_t kernel, std::int64_t stride, std::int64_t dilation) {
    const std::int64_t apart = std::lcm(stride, dilation);
    return apart / stride < windows && apart / dilation < kernel;
}

bool windows_overlap(const Document& document) {
    const Geometry& g = document.geometry;
    const Shape output = output_shape(document);
    return meet(output.h, g.kernel.rows, g.stride.rows, g.dilation.rows) ||
           meet(output.w, g.kernel.cols, g.stride.cols, g.dilation.cols);
}

bool rounding_matters(const Document& document) {
    Geometry other = document.geometry;
    other.ceil_mode = !other.ceil_mode;
    return output_shape(shape_of(*document.input), other) != output_shape(document);
}

}  // namespace

std::optional<IdleReason> why_idle(Setting setting, const Document& document, const Derived& derived,
                                   const TimelineMarks& marks) {
    switch (setting) {
        case Setting::Ties:
            if (!marks.is_complete || !marks.ties.empty()) return std::nullopt;
            return IdleReason{"No ties here: " + all_agree(tie_rules().size()), "Load an example with ties."};
        case Setting::Overlap:
            if (windows_overlap(document)) return std::nullopt;
            return IdleReason{"No two windows share a cell: " + all_agree(overlap_rules().size()),
                              "With a stride smaller than the kernel they do."};
        case Setting::NaN:
            if (derived.input_has_nan) return std::nullopt;
            return IdleReason{"No NaN here: " + all_agree(nan_rules().size()),
                              "A right click on a cell of X puts one in."};
        case Setting::Dilation:
            if (document.geometry.kernel != Pair{1, 1}) return std::nullopt;
            return IdleReason{"A window of one cell has nothing to spread.", "Choose a larger kernel."};
        case Setting::CeilMode:
            if (rounding_matters(document)) return std::nullopt;
            return IdleReason{"No effect here.",
                              "Y has the same size either way: it matters where the stride leaves "
                              "rows or columns over."};
    }
    return std::nullopt;
}

}  // namespace poolwalk::scene
