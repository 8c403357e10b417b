#include "core/doc/view.h"

#include <array>

namespace poolwalk {
namespace {

constexpr std::array<Choice<Workspace>, 5> workspace_table{{
    {Workspace::Walk, "walk", "Walk", "the walk through max pooling, step by step"},
    {Workspace::Rules, "rules", "Rules", "the same X and dY under every tie and overlap rule"},
    {Workspace::Columns, "columns", "Columns", "im2col and col2im as a picture, column by column"},
    {Workspace::Check, "check", "Check", "numerical gradients, and a diagnosis of one's own dX"},
    {Workspace::Network, "network", "Network",
     "the smallest network that trains through max pooling, layer by layer"},
}};

constexpr std::array<Choice<Theme>, 2> theme_table{{
    {Theme::Dark, "dark", "Dark", "light on dark, for a screen"},
    {Theme::Light, "light", "Light", "dark on light, for a projector in a bright room"},
}};

constexpr std::array<Choice<Mask>, 4> mask_table{{
    {Mask::None, "none", "None", "X without a mask"},
    {Mask::Step, "step", "This step", "1 on the cells that receive this window's gradient, 0 on its others"},
    {Mask::Wins, "wins", "Wins in all", "how many windows give each cell their gradient"},
    {Mask::Ties, "ties", "Ties", "the cells that tie for the maximum of this window"},
}};

constexpr std::array<Choice<YShows>, 5> y_table{{
    {YShows::Values, "values", "Values", "the maximum of each window"},
    {YShows::InWindow, "window", "Argmax in window", "r*K_w + c, counted in the window, padding included"},
    {YShows::InPlane, "pytorch", "Argmax, PyTorch", "h*W + w in the plane of X"},
    {YShows::TensorFlow, "tensorflow", "Argmax, TensorFlow", "(h*W + w)*C + c, without the batch"},
    {YShows::Onnx, "onnx", "Argmax, ONNX", "((n*C + c)*H + h)*W + w, flat over the whole of X"},
}};

constexpr std::array<Choice<StepBy>, 2> step_table{{
    {StepBy::Window, "window", "Window", "a step is one window"},
    {StepBy::Comparison, "comparison", "Comparison", "a step is one cell of the window"},
}};

constexpr std::array<Choice<NetworkBy>, 3> stride_table{{
    {NetworkBy::Layer, "layer", "Layer", "a step is one layer, forward or backward"},
    {NetworkBy::Image, "image", "Image", "a step is one image, there and back"},
    {NetworkBy::Epoch, "epoch", "Epoch", "a step is every image once"},
}};

}  // namespace

std::span<const Choice<Workspace>> workspaces() { return workspace_table; }
std::span<const Choice<Theme>> themes() { return theme_table; }
std::span<const Choice<Mask>> masks() { return mask_table; }
std::span<const Choice<YShows>> y_choices() { return y_table; }
std::span<const Choice<StepBy>> step_choices() { return step_table; }
std::span<const Choice<NetworkBy>> network_strides() { return stride_table; }

}  // namespace poolwalk
