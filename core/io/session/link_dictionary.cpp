#include "core/io/session/link_dictionary.h"

#include <array>

namespace poolwalk::io {
namespace {

// As sessions are written; deflate refers most cheaply to what stands last.
constexpr std::string_view first =
    R"("nan", "inf", "-inf", 1e-30, 0.25, 0.5, 0.75, 0.1, -0.0, -1, -2, -3, 10, 12, 16, 32, 64, 100, 128, 255, )"
    R"("workspace": "rules", "reference": {"tie_rule": "last", "overlap_rule": "assign_cell", )"
    R"("nan_rule": "by_tie"}, {"tie_rule": "all", "overlap_rule": "assign_window", "nan_rule": "no_match"}, )"
    R"({"tie_rule": "split", {"tie_rule": "first_per_row", {"tie_rule": "first_column_major", )"
    R"("workspace": "check", "check": {"h": 0.01, "arithmetic": "float32"}, "workspace": "columns", )"
    R"("plane": 1, "pinned": {"grid": "dX", "plane": 0, "cell": [1, 2]}, "pinned": {"grid": "dY", "plane": 0, )"
    R"("pinned": {"grid": "Y", "plane": 0, "pinned": {"grid": "X", "plane": 0, "cell": [0, 0]}, )"
    R"("selected_to": [2, 2], "network_pinned": {"array": ", "theme": "light", "colormap": "viridis", )"
    R"("colormap": "cividis", "colormap": "grey", "mask": "step", "mask": "wins", "mask": "ties", )"
    R"("y_shows": "window", "y_shows": "pytorch", "y_shows": "tensorflow", "y_shows": "onnx", )"
    R"("veiled": ["Y", "dX"], "camera": {"zoom": 2, "center": [0.5, 0.5]}}, )"
    R"("method": "strided_mask", "method": "repeat_mask", "method": "window_mask", "method": "im2col", )"
    R"("method": "pytorch", "claim": {"title": "pasted", "dtype": "float64", "dx": [[0, 0, 0, 0], )"
    R"("network": {"seed": 7839, "draw": 0, "kernel_scale": 2.27, "dense_scale": 6.1, "rate": 0.1, "epochs": 1000, )"
    R"("tie_rule": "first", "output": "logistic", "output": "arctan", "samples": [{"image": [)"
    R"([1, 1, 0, 1, 0, 1], [1, 1, 0, 1, 0, 1], [1, 1, 0, 1, 0, 1], )"
    R"([1, 1, 1, 1, 0, 1], [1, 1, 1, 1, 0, 1], [1, 1, 1, 1, 0, 1]]}, {"image": [)"
    R"([-1, 0, -1, 0, 0, 1], [-1, 0, -1, 0, 0, 1], [-1, 0, -1, 1, 0, 1], )"
    R"([-1, -1, -1, 0, 0, -1], [-1, 0, -1, 0, 0, -1], [-1, 0, -1, 0, 0, -1]], "target": 1}]}, )"
    R"("kernel": [[0.5, -0.5], "dense": [0.25, "view": {"workspace": "network", "playback": {)"
    R"("columns_done": 1, "network_done": 1, )"
    R"("speed": 2, "speed": 4, "speed": 8, "step_by": "comparison", "network_by": "image", "network_by": "epoch", )"
    R"("forward_only": true}}, "kept_dy": [[1, 1, 1], "dtype": "float32", "ceil_mode": true}, )"
    R"("params": {"kernel": [3, 3], "stride": [2, 2], "pads": [1, 1, 1, 1], "dilation": [2, 2], )"
    R"("overlap_rule": "assign_cell", "overlap_rule": "assign_window", )"
    R"("nan_rule": "no_match", "nan_rule": "by_tie", )"
    R"("tie_rule": "split", "tie_rule": "last", "tie_rule": "first_per_row", "tie_rule": "first_column_major", )"
    R"("title": "pasted", "title": "Overlap, no ties", "x": [[1, 3, 2, 1], [4, 6, 5, 2], [7, 8, 9, 4], )"
    R"([5, 3, 2, 6]], )"
    R"("dy": [[1, 2, 1], [3, 4, 2], [1, 1, 2]]}, "playback": {"done": 18}}"tie_rule": "all", )"
    R"({"poolwalk": "session", "version": 1, "document": {"title": "Ties and overlap", "dtype": "float64", )"
    R"("params": {"kernel": [2, 2], "stride": [1, 1], "pads": [0, 0, 0, 0], "dilation": [1, 1], )"
    R"("ceil_mode": false}, "tie_rule": "first", "overlap_rule": "accumulate", "nan_rule": "last_nan", )"
    R"("method": "rules", "x": [[3, 7, 7, 1], [7, 2, 7, 5], [4, 7, 6, 5], [0, 5, 5, 2]], )"
    R"("dy": [[2, 1, 3], [1, 4, 2], [1, 2, 1]]}, "view": {"workspace": "rules"}, "playback": {"done": 1}})";

constexpr std::array<std::string_view, 1> dictionaries{first};

}  // namespace

std::span<const std::string_view> link_dictionaries() { return dictionaries; }

}  // namespace poolwalk::io
