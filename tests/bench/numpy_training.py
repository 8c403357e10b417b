"""The training of the Network workspace as a NumPy loop, timed: 1000 epochs, two images, every tied maximum paid.

numpy_training.py [POOLWALK] also runs `POOLWALK train --json`, compares the losses, and needs NumPy alone.
"""

import json
import subprocess
import sys
import time

import numpy as np

EPOCHS, RATE, SEED = 1000, 0.1, 7839
X1 = np.array([[1, 1, 0, 1, 0, 1]] * 3 + [[1, 1, 1, 1, 0, 1]] * 3, float)
X2 = np.array([[-1, 0, -1, 0, 0, 1]] * 2 + [[-1, 0, -1, 1, 0, 1], [-1, -1, -1, 0, 0, -1]]
              + [[-1, 0, -1, 0, 0, -1]] * 2, float)


def patches(image, side):
    """All side x side parts of a square image, as [rows, cols, side, side]."""
    return np.lib.stride_tricks.sliding_window_view(image, (side, side))


def train(kernel, dense):
    data = [(image, np.arctan(image.sum())) for image in (X1, X2)]
    losses = []
    for _ in range(EPOCHS):
        loss = 0.0
        for image, target in data:
            z = np.einsum("hwrc,rc->hw", patches(image, 3), kernel[::-1, ::-1])
            a = np.maximum(z, 0)
            windows = a.reshape(2, 2, 2, 2).transpose(0, 2, 1, 3)
            pooled = windows.max(axis=(2, 3))
            total = pooled.reshape(4) @ dense
            error = np.arctan(total) - target
            loss += 0.5 * error * error
            d_total = error / (1 + total * total)
            d_pooled = (dense * d_total).reshape(2, 2)
            d_windows = (windows == pooled[:, :, None, None]) * d_pooled[:, :, None, None]
            d_z = d_windows.transpose(0, 2, 1, 3).reshape(4, 4) * (z > 0)
            d_kernel = np.einsum("rchw,hw->rc", patches(image, 4), d_z)[::-1, ::-1]
            dense = dense - RATE * d_total * pooled.reshape(4)
            kernel = kernel - RATE * d_kernel
        losses.append(loss)
    return losses


def main():
    random = np.random.RandomState(SEED)
    for draw in (0, 1):
        kernel, dense = random.randn(3, 3) * 2.27, random.randn(4) * 6.1
        start = time.process_time()
        losses = train(kernel, dense)
        print(f"draw {draw}: {1000 * (time.process_time() - start):.1f} ms of CPU, last loss {losses[-1]:.12g}")
        if len(sys.argv) < 2:
            continue
        trained = subprocess.run([sys.argv[1], "train", "--draw", str(draw), "--json"],
                                 capture_output=True, text=True, check=True)
        told = json.loads(trained.stdout)
        worst = max(abs(losses[epoch] - loss) for epoch, loss in zip(told["loss_epochs"], told["loss"]))
        print(f"draw {draw}: Poolwalk's losses differ by {worst:.1e} at most")


if __name__ == "__main__":
    main()
