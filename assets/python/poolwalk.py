"""Max pooling, seen: opens Poolwalk on the arrays at hand, and again on what they have become.

    import poolwalk
    poolwalk.show(x, kernel=3, stride=2)           # an array of NumPy, a tensor of PyTorch, nested lists
    poolwalk.show(x, dy, dx, kernel=3, stride=2)   # dx as your own code gives it: Check says whether it is right

x is H x W, C x H x W or N x C x H x W. A second call shows the new arrays in the same window, at the same step. This
file needs nothing but Python and the program `poolwalk`; put it beside your notebook.
"""

import json
import os
import shutil
import subprocess
import tempfile

__all__ = ["show", "close"]

_small = 1 << 14  # numbers that stand in the file itself; more lie beside it, for which NumPy is needed
_windows = {}


def _plain(array):
    """Nested lists of floats, and "float32" or "float64", of anything that looks like an array."""
    for step in ("detach", "cpu"):  # of PyTorch, also one that is on a GPU or part of a graph
        array = getattr(array, step, lambda: array)()
    dtype = str(getattr(array, "dtype", "float64")).split(".")[-1]
    half = dtype in ("float16", "bfloat16")
    if half and hasattr(array, "float"):
        array = array.float()  # NumPy has no bfloat16
    elif half and hasattr(array, "astype"):
        array = array.astype("float32")
    lists = array.tolist() if hasattr(array, "tolist") else array
    return lists, "float32" if half or dtype == "float32" else "float64"


def _numbers(value):
    if isinstance(value, (list, tuple)):
        return [_numbers(one) for one in value]
    value = float(value)
    if value != value:
        return "nan"
    return value if abs(value) != float("inf") else ("inf" if value > 0 else "-inf")


def _count(lists):
    return len(lists) * (_count(lists[0]) if lists and isinstance(lists[0], (list, tuple)) else 1)


def _place(array, dtype, name, folder):
    """The array as it stands in the session: rows of numbers, or the name of a file beside it."""
    lists, _ = _plain(array)
    if _count(lists) <= _small:
        return _numbers(lists)
    import numpy

    file = f"{name}-{os.urandom(6).hex()}.npy"
    numpy.save(os.path.join(folder, file), numpy.asarray(lists, dtype))
    return file


def _write(path, session):
    """Appears whole, so that the window never reads half of it."""
    part = path + ".part"
    with open(part, "w", encoding="utf-8") as file:
        json.dump(session, file, allow_nan=False)
    os.replace(part, path)


def _files_of(session):
    arrays = session["document"].get("x"), session["document"].get("dy"), session.get("claim", {}).get("dx")
    return [array for array in arrays if isinstance(array, str)]


def _forget(folder, used):
    for name in os.listdir(folder):
        if name.endswith(".npy") and name not in used:
            os.remove(os.path.join(folder, name))


def _pair(value):
    return list(value) if isinstance(value, (list, tuple)) else [value, value]


def _session(folder, x, dy, dx, title, params):
    _, dtype = _plain(x)
    document = {"title": title, "dtype": dtype, "params": params, "tie_rule": "first",
                "overlap_rule": "accumulate", "nan_rule": "last_nan", "x": _place(x, dtype, "x", folder)}
    if dy is not None:
        document["dy"] = _place(dy, dtype, "dy", folder)
    session = {"poolwalk": "session", "version": 1, "document": document}
    if dx is not None:
        _, of_dx = _plain(dx)
        session["claim"] = {"title": "dx", "dtype": of_dx, "dx": _place(dx, of_dx, "claim", folder)}
        session["view"] = {"workspace": "check"}
    return session


def _find(program):
    found = shutil.which(program or os.environ.get("POOLWALK", "poolwalk"))
    if found is None:
        raise FileNotFoundError("the program poolwalk is not on the PATH; give program=... or set POOLWALK")
    return found


def show(x, dy=None, dx=None, kernel=2, stride=None, padding=0, dilation=1, ceil_mode=False, title="notebook",
         program=None):
    """Shows x, and dy and your dx if given, in a window of its own for each title; returns the window's process."""
    process, folder, before = _windows.get(title, (None, None, None))
    is_open = process is not None and process.poll() is None
    command = None if is_open else _find(program)
    folder = folder or tempfile.mkdtemp(prefix="poolwalk-")
    params = {"kernel": _pair(kernel), "stride": _pair(kernel if stride is None else stride),
              "padding": _pair(padding), "dilation": _pair(dilation), "ceil_mode": bool(ceil_mode)}
    session = _session(folder, x, dy, dx, title, params)
    path = os.path.join(folder, "show.json")
    _write(path, session)
    # What the window may be reading at this moment stays.
    _forget(folder, _files_of(session) + (_files_of(before) if is_open else []))
    if not is_open:
        process = subprocess.Popen([command, "--watch", path], stdin=subprocess.DEVNULL)
    _windows[title] = process, folder, session
    return process


def close(title="notebook"):
    """Closes the window of this title, and removes what lay between here and it."""
    process, folder, _ = _windows.pop(title, (None, None, None))
    if process is None:
        return
    process.terminate()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
