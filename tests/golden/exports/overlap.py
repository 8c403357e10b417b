import numpy as np
from math import inf, isnan, nan
from numpy import float32

X_all = np.array([1.0, 3.0, 2.0, 1.0, 4.0, 6.0, 5.0, 2.0, 7.0, 8.0, 9.0, 4.0, 5.0, 3.0, 2.0, 6.0, ], np.float64).reshape(1, 4, 4)
dY_all = np.array([1.0, 2.0, 1.0, 3.0, 4.0, 2.0, 1.0, 1.0, 2.0, ], np.float64).reshape(1, 3, 3)
Y_all = np.zeros((1, 3, 3), X_all.dtype)
dX_all = np.zeros_like(X_all)
H, W = 4, 4
H_out, W_out = 3, 3
H_dY, W_dY = 3, 3
KH, KW = 2, 2
SH, SW = 1, 1
DH, DW = 1, 1
PT, PL = 0, 0

def cells(i, j):
    for line in rows(i, j):
        yield from line

def rows(i, j):
    for r in range(i*SH - PT, i*SH - PT + DH*KH, DH):
        if 0 <= r < H:
            yield [(r, c) for c in range(j*SW - PL, j*SW - PL + DW*KW, DW) if 0 <= c < W]

def by_column(i, j):
    return sorted(cells(i, j), key=lambda cell: (cell[1], cell[0]))

def same(a, b):
    return a == b or (isnan(a) and isnan(b))

def beats(a, b):
    return a > b or (isnan(a) and not isnan(b))

for X, Y in zip(X_all, Y_all):
  for i in range(H_out):
    for j in range(W_out):
      best = None
      for r, c in cells(i, j):
        if not best or X[r, c] > X[best]:
          best = r, c
      Y[i, j] = X[best] if best else -inf

for X, Y, dX, dY in zip(X_all, Y_all, dX_all, dY_all):
  for i in range(H_dY):
    for j in range(W_dY):
      for r, c in cells(i, j):
        if X[r, c] == Y[i, j]:
          dX[r, c] += dY[i, j]
          break

np.set_printoptions(threshold=inf, floatmode="unique")
print(Y_all)
print(dX_all)

try:
    import torch
except ImportError:
    torch = None  # the numbers above are NumPy's alone
if torch:
    x = torch.tensor(X_all.reshape(1, 1, 4, 4), requires_grad=True)
    y = torch.nn.functional.max_pool2d(
        x, kernel_size=(2, 2), stride=(1, 1), padding=(0, 0),
        dilation=(1, 1), ceil_mode=False)
    y.backward(torch.tensor(dY_all.reshape(1, 1, 3, 3)))
    torch_y = y.detach().numpy().reshape(Y_all.shape)
    torch_dx = x.grad.numpy().reshape(dX_all.shape)
    print("PyTorch " + torch.__version__)
    print(torch_y)
    print(torch_dx)
    np.testing.assert_array_equal(torch_y, Y_all)
    np.testing.assert_allclose(torch_dx, dX_all, rtol=1e-6)
