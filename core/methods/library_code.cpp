#include "core/methods/library_code.h"

namespace poolwalk::method_code {
namespace {

using enum Line;

// The position of the winner is kept in the forward pass.
constexpr MethodLine pytorch_forward[]{
    {Other, "Y = np.full(Y_shape, -inf, X.dtype)"},
    {Other, "arg = np.full(Y_shape, -1)"},
    {NextWindow, "for n, ch, i, j in np.ndindex(Y_shape):"},
    {Other, "  at = n, ch, i, j"},
    {NextCell, "  for r, c in cells(i, j):"},
    {Other, "    x = X[n, ch, r, c]"},
    {Compare, "    if arg[at] < 0 or x > Y[at] or isnan(x):"},
    {Store, "      Y[at], arg[at] = x, r * W + c"},
};
constexpr MethodLine pytorch_backward[]{
    {Other, "dX = np.zeros_like(X)"},
    {NextWindow, "for n, ch, i, j in np.ndindex(Y_shape):"},
    {Other, "  if arg[n, ch, i, j] >= 0:"},
    {Match, "    r, c = divmod(arg[n, ch, i, j], W)"},
    {Contribute, "    dX[n, ch, r, c] += dY[n, ch, i, j]"},
};

// The winner is found anew in the backward pass.
constexpr MethodLine tensorflow_forward[]{
    {Other, "Y = np.zeros(Y_shape, X.dtype)"},
    {NextWindow, "for n, i, j, ch in np.ndindex(Y_shape):"},
    {Other, "  best = None"},
    {NextCell, "  for r, c in cells(i, j):"},
    {Compare, "    if not best or X[n, r, c, ch] > X[best]:"},
    {Take, "      best = n, r, c, ch"},
    {Store, "  Y[n, i, j, ch] = X[best]"},
};
constexpr MethodLine tensorflow_backward[]{
    {Other, "dX = np.zeros_like(X)"},
    {NextWindow, "for n, i, j, ch in np.ndindex(Y_shape):"},
    {Other, "  best = None"},
    {NextCell, "  for r, c in cells(i, j):"},
    {Match, "    if not best or X[n, r, c, ch] > X[best]:"},
    {Remember, "      best = n, r, c, ch"},
    {Contribute, "  dX[best] += dY[n, i, j, ch]"},
};

// A reduction forward; backward selects with >= in favour of the earlier cell, then scatters.
constexpr MethodLine jax_forward[]{
    {Other, "Y = np.zeros(Y_shape, X.dtype)"},
    {NextWindow, "for n, i, j, ch in np.ndindex(Y_shape):"},
    {Other, "  top = -inf"},
    {NextCell, "  for r, c in cells(i, j):"},
    {Compare, "    top = np.maximum(top, X[n, r, c, ch])"},
    {Store, "  Y[n, i, j, ch] = top"},
};
constexpr MethodLine jax_backward[]{
    {Other, "dX = np.zeros_like(X)"},
    {NextWindow, "for n, i, j, ch in np.ndindex(Y_shape):"},
    {Other, "  best = None"},
    {NextCell, "  for r, c in cells(i, j):"},
    {Other, "    x = X[n, r, c, ch]"},
    {Match, "    if not (best and X[best] >= x):"},
    {Remember, "      best = n, r, c, ch"},
    {Contribute, "  dX[best] += dY[n, i, j, ch]"},
};

constexpr MethodLine caffe_forward[]{
    {Other, "Y = np.full(Y_shape, -FLT_MAX, X.dtype)"},
    {Other, "mask = np.full(Y_shape, -1)"},
    {NextWindow, "for n, ch, i, j in np.ndindex(Y_shape):"},
    {Other, "  at = n, ch, i, j"},
    {NextCell, "  for r, c in cells(i, j):"},
    {Compare, "    if X[n, ch, r, c] > Y[at]:"},
    {Store, "      Y[at] = X[n, ch, r, c]"},
    {Other, "      mask[at] = r * W + c"},
};
constexpr MethodLine caffe_backward[]{
    {Other, "dX = np.zeros_like(X)"},
    {NextWindow, "for n, ch, i, j in np.ndindex(Y_shape):"},
    {Match, "  r, c = divmod(mask[n, ch, i, j], W)"},
    {Contribute, "  dX[n, ch, r, c] += dY[n, ch, i, j]"},
};

constexpr MethodLine convnetjs_forward[]{
    {Other, "Y = np.zeros(Y_shape, X.dtype)"},
    {Other, "switch = {}"},
    {NextWindow, "for n, i, j, ch in np.ndindex(Y_shape):"},
    {Other, "  top = -99999"},
    {NextCell, "  for r, c in by_column(i, j):"},
    {Compare, "    if X[n, r, c, ch] > top:"},
    {Take, "      top = X[n, r, c, ch]"},
    {Other, "      switch[n, i, j, ch] = n, r, c, ch"},
    {Store, "  Y[n, i, j, ch] = top"},
};
constexpr MethodLine convnetjs_backward[]{
    {Other, "dX = np.zeros_like(X)"},
    {NextWindow, "for n, i, j, ch in np.ndindex(Y_shape):"},
    {Match, "  best = switch[n, i, j, ch]"},
    {Contribute, "  dX[best] += dY[n, i, j, ch]"},
};

// Backward each cell of dX asks its windows whether it won them.
constexpr MethodLine tfjs_forward[]{
    {Other, "Y = np.zeros(Y_shape, X.dtype)"},
    {Other, "won = np.full(Y_shape, -1)"},
    {NextWindow, "for n, i, j, ch in np.ndindex(Y_shape):"},
    {Other, "  top = -inf"},
    {NextCell, "  for r, c in cells(i, j):"},
    {Compare, "    if X[n, r, c, ch] > top:"},
    {Take, "      top = X[n, r, c, ch]"},
    {Other, "      won[n, i, j, ch] = r * W + c"},
    {Store, "  Y[n, i, j, ch] = top"},
};
constexpr MethodLine tfjs_backward[]{
    {Other, "dX = np.zeros_like(X)"},
    {Other, "for n, r, c, ch in np.ndindex(X.shape):"},
    {NextWindow, "  for i, j in windows_of(r, c):"},
    {Match, "    if won[n, i, j, ch] == r * W + c:"},
    {Contribute, "      dX[n, r, c, ch] += dY[n, i, j, ch]"},
};
constexpr std::string_view tfjs_setup = R"(
def windows_of(r, c):
    return [at for at in np.ndindex(H_out, W_out) if (r, c) in cells(*at)]
)";

// Padding is made of real cells, P and dP.
constexpr MethodLine tinygrad_forward[]{
    {Other, "P = np.pad(X, room, constant_values=-inf)"},
    {Other, "Y = np.zeros(Y_shape, X.dtype)"},
    {NextWindow, "for n, ch, i, j in np.ndindex(Y_shape):"},
    {Other, "  win = window(P[n, ch], i, j)"},
    {Store, "  Y[n, ch, i, j] = win.max()"},
};
constexpr MethodLine tinygrad_backward[]{
    {Other, "dP = np.zeros_like(P)"},
    {Other, "dX = dP[:, :, PT:PT+H, PL:PL+W]"},
    {NextWindow, "for n, ch, i, j in np.ndindex(Y_shape):"},
    {Other, "  win = window(P[n, ch], i, j)"},
    {Match, "  mask = win == win.max()"},
    {Other, "  ties = mask.sum(dtype=X.dtype)"},
    {Other, "  grad = window(dP[n, ch], i, j)"},
    {Contribute, "  grad += mask * (dY[n, ch, i, j] / ties)"},
};
constexpr std::string_view tinygrad_setup = R"(
end_h, end_w = (H_out - 1)*SH + DH*(KH - 1) + 1, (W_out - 1)*SW + DW*(KW - 1) + 1
room = (0, 0), (0, 0), (PT, max(0, end_h - H - PT)), (PL, max(0, end_w - W - PL))

def window(plane, i, j):
    return plane[i*SH:i*SH + DH*KH:DH, j*SW:j*SW + DW*KW:DW]
)";

constexpr MethodLine theano_forward[]{
    {Other, "Y = np.zeros(Y_shape, X.dtype)"},
    {NextWindow, "for n, ch, i, j in np.ndindex(Y_shape):"},
    {Other, "  win = [X[n, ch][at] for at in cells(i, j)]"},
    {Store, "  Y[n, ch, i, j] = np.max(win)"},
};
constexpr MethodLine theano_backward[]{
    {Other, "dX = np.zeros_like(X)"},
    {NextWindow, "for n, ch, i, j in np.ndindex(Y_shape):"},
    {NextCell, "  for r, c in cells(i, j):"},
    {Match, "    if Y[n, ch, i, j] == X[n, ch, r, c]:"},
    {Contribute, "      dX[n, ch, r, c] += dY[n, ch, i, j]"},
};

constexpr MethodLine tf_reduce_max_forward[]{
    {Other, "wins = X.reshape(N, H_out, KH, W_out, KW, C)"},
    {Store, "Y = wins.max((2, 4))"},
};
constexpr MethodLine tf_reduce_max_backward[]{
    {Match, "mask = wins == Y[:, :, None, :, None]"},
    {Other, "ties = mask.sum((2, 4), X.dtype)"},
    {Other, "share = (dY / ties)[:, :, None, :, None]"},
    {Contribute, "dX = (mask * share).reshape(X.shape)"},
};

}  // namespace

constinit const MethodCode pytorch{{}, pytorch_forward, pytorch_backward};
constinit const MethodCode tensorflow{{}, tensorflow_forward, tensorflow_backward};
constinit const MethodCode jax{{}, jax_forward, jax_backward};
constinit const MethodCode caffe{"FLT_MAX = np.finfo(np.float32).max\n", caffe_forward, caffe_backward};
constinit const MethodCode convnetjs{{}, convnetjs_forward, convnetjs_backward};
constinit const MethodCode tfjs{tfjs_setup, tfjs_forward, tfjs_backward};
constinit const MethodCode tinygrad{tinygrad_setup, tinygrad_forward, tinygrad_backward};
constinit const MethodCode theano{{}, theano_forward, theano_backward};
constinit const MethodCode tf_reduce_max{{}, tf_reduce_max_forward, tf_reduce_max_backward};

}  // namespace poolwalk::method_code
