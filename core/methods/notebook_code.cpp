#include "core/methods/notebook_code.h"

namespace poolwalk::method_code {
namespace {

using enum Line;

constexpr MethodLine loops_break_forward[]{
    {Other, "Y = np.zeros(Y_shape, X.dtype)"},
    {Other, "for n, ch in np.ndindex(N, C):"},
    {NextWindow, "  for i, j in np.ndindex(H_out, W_out):"},
    {Other, "    win = X[n, ch, i*S:i*S+K, j*S:j*S+K]"},
    {Store, "    Y[n, ch, i, j] = win.max()"},
};
constexpr MethodLine loops_break_backward[]{
    {Other, "dX = np.zeros_like(X)"},
    {Other, "for n, ch in np.ndindex(N, C):"},
    {NextWindow, "  for i, j in np.ndindex(H_dY, W_dY):"},
    {Other, "    h, w = i * S, j * S"},
    {Other, "    top = X[n, ch, h:h+K, w:w+K].max()"},
    {NextLine, "    for r in range(h, h + K):"},
    {NextCell, "      for c in range(w, w + K):"},
    {Match, "        if X[n, ch, r, c] == top:"},
    {Contribute, "          dX[n, ch, r, c] += dY[n, ch, i, j]"},
    {Leave, "          break"},
};

constexpr MethodLine window_argmax_forward[]{
    {Other, "Y = np.zeros(Y_shape, X.dtype)"},
    {NextWindow, "for n, i, j in np.ndindex(N, H_out, W_out):"},
    {Other, "  win = X[n, i*S:i*S+S, j*S:j*S+S]"},
    {Store, "  Y[n, i, j] = win.max((0, 1))"},
};
constexpr MethodLine window_argmax_backward[]{
    {Other, "dX = np.zeros(X.shape, dY.dtype)"},
    {NextWindow, "for n, i, j in np.ndindex(N, H_out, W_out):"},
    {Other, "  rows = slice(i*S, i*S + S)"},
    {Other, "  cols = slice(j*S, j*S + S)"},
    {Other, "  win = X[n, rows, cols].reshape(S * S, C)"},
    {Match, "  best = win.argmax(0)"},
    {Other, "  grad = np.zeros_like(win)"},
    {Other, "  grad[best, range(C)] = dY[n, i, j]"},
    {Contribute, "  dX[n, rows, cols] = grad.reshape(S, S, C)"},
};

constexpr MethodLine window_mask_forward[]{
    {Other, "Y = np.zeros(Y_shape, X.dtype)"},
    {NextWindow, "for i, j in np.ndindex(H_out, W_out):"},
    {Other, "  win = X[:, i*S:i*S+S, j*S:j*S+S]"},
    {Store, "  Y[:, i, j] = win.max((1, 2))"},
};
constexpr MethodLine window_mask_backward[]{
    {Other, "dX = np.zeros_like(X)"},
    {NextWindow, "for n, i, j in np.ndindex(N, H_out, W_out):"},
    {Other, "  rows = slice(i*S, i*S + S)"},
    {Other, "  cols = slice(j*S, j*S + S)"},
    {Other, "  win = X[n, rows, cols]"},
    {Match, "  mask = win == win.max((0, 1))"},
    {Contribute, "  dX[n, rows, cols] = mask * dY[n, i, j]"},
};

constexpr MethodLine repeat_mask_forward[]{
    {Other, "pairs = X.reshape(N, C, H_out, 2, W_out, 2)"},
    {Store, "Y = pairs.max((3, 5))"},
};
constexpr MethodLine repeat_mask_backward[]{
    {Other, "top = Y.repeat(2, axis=2).repeat(2, axis=3)"},
    {Match, "mask = np.equal(X, top)"},
    {Other, "grad = dY.repeat(2, axis=2).repeat(2, axis=3)"},
    {Contribute, "dX = mask * grad"},
};

constexpr MethodLine im2col_forward[]{
    {Other, "col = np.zeros((K * K,) + Y_shape, X.dtype)"},
    {NextCell, "for k in range(K * K):"},
    {Other, "  r, c = divmod(k, K)"},
    {Other, "  rows = slice(r, r + S * H_out, S)"},
    {Other, "  cols = slice(c, c + S * W_out, S)"},
    {Other, "  col[k] = X[:, :, rows, cols]"},
    {Compare, "best = col.argmax(0)[None]"},
    {Store, "Y = np.take_along_axis(col, best, 0)[0]"},
};
constexpr MethodLine im2col_backward[]{
    {Other, "dcol = np.zeros_like(col)"},
    {Match, "np.put_along_axis(dcol, best, dY, 0)"},
    {Other, "dX = np.zeros_like(X)"},
    {NextWindow, "for i, j in np.ndindex(H_out, W_out):"},
    {Other, "  rows = slice(i*S, i*S + K)"},
    {Other, "  cols = slice(j*S, j*S + K)"},
    {Other, "  win = dcol[..., i, j].reshape(K, K, N, C)"},
    {Other, "  win = win.transpose(2, 3, 0, 1)"},
    {Contribute, "  dX[:, :, rows, cols] += win"},
};

constexpr MethodLine strided_loop_forward[]{
    {Other, "sn, sc, sh, sw = X.strides"},
    {Other, "steps = sn, sc, S * sh, S * sw, sh, sw"},
    {Other, "wins = as_strided(X, Y_shape + (K, K), steps)"},
    {Store, "Y = wins.max((4, 5))"},
};
constexpr MethodLine strided_loop_backward[]{
    {Other, "dX = np.zeros(X.shape, dY.dtype)"},
    {Other, "for n, ch in np.ndindex(N, C):"},
    {NextWindow, "  for i, j in np.ndindex(H_out, W_out):"},
    {Other, "    h, w = i * S, j * S"},
    {Other, "    win = X[n, ch, h:h+K, w:w+K]"},
    {Match, "    r, c = divmod(win.argmax(), K)"},
    {Contribute, "    dX[n, ch, h+r, w+c] = dY[n, ch, i, j]"},
};

constexpr MethodLine strided_mask_forward[]{
    {Other, "sn, sc, sh, sw = X.strides"},
    {Other, "steps = sn, sc, 2 * sh, 2 * sw, sh, sw"},
    {Other, "wins = as_strided(X, Y_shape + (2, 2), steps)"},
    {Store, "Y = wins.max((4, 5))"},
    {Other, "top = Y.repeat(2, axis=2).repeat(2, axis=3)"},
    {Other, "mask = X[:, :, :2*H_out, :2*W_out] == top"},
};
constexpr MethodLine strided_mask_backward[]{
    {Other, "grad = dY.repeat(2, axis=2).repeat(2, axis=3)"},
    {Other, "dX = np.zeros(X.shape, dY.dtype)"},
    {Contribute, "dX[:, :, :2*H_out, :2*W_out] = grad * mask"},
};

constexpr std::string_view strided_setup = "from numpy.lib.stride_tricks import as_strided\n";

}  // namespace

constinit const MethodCode loops_break{{}, loops_break_forward, loops_break_backward};
constinit const MethodCode window_argmax{{}, window_argmax_forward, window_argmax_backward};
constinit const MethodCode window_mask{{}, window_mask_forward, window_mask_backward};
constinit const MethodCode repeat_mask{{}, repeat_mask_forward, repeat_mask_backward};
constinit const MethodCode im2col{{}, im2col_forward, im2col_backward};
constinit const MethodCode strided_loop{strided_setup, strided_loop_forward, strided_loop_backward};
constinit const MethodCode strided_mask{strided_setup, strided_mask_forward, strided_mask_backward};

}  // namespace poolwalk::method_code
