"""python_module_test.py POOLWALK: the module for notebooks, with lists, NumPy and, where it is installed, PyTorch.

Instead of a window a script is started that notes what it was called with; what the module wrote is given to the
real program.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

POOLWALK = sys.argv[1]


def run(*words):
    done = subprocess.run([POOLWALK, *map(str, words)], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def check(holds, words):
    if not holds:
        sys.exit("FAILED: " + words)


class Notebook:
    """A folder with the module as `poolwalk export` writes it, and a program that only notes its arguments."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        code, said = run("export", "--example", "ties", "--to", self.folder / "poolwalk.py")
        check(code == 0, said)
        self.called = self.folder / "called"
        self.program = self.folder / "program"
        self.program.write_text(f'#!/bin/sh\necho "$@" >> {self.called}\nexec sleep 60\n')
        self.program.chmod(0o755)
        sys.path.insert(0, str(self.folder))
        sys.dont_write_bytecode = True
        import poolwalk
        self.module = poolwalk

    def show(self, *arrays, **options):
        """The session that the window would be shown."""
        process = self.module.show(*arrays, program=str(self.program), **options)
        path = pathlib.Path(self.module._windows[options.get("title", "notebook")][1]) / "show.json"
        return process, path


def values_of(path):
    code, said = run("run", path, "--json")
    check(code == 0, said)
    return json.loads(said[said.index("{"):])


def flat(rows):
    return [value for row in rows for value in flat(row)] if isinstance(rows, list) else [rows]


def try_lists(notebook):
    process, path = notebook.show([[1, 5, 2], [4, 3, 6], [9, 8, 7]], kernel=2, stride=1, title="lists")
    check(values_of(path)["params"]["stride"] == [1, 1], "the stride")
    again, _ = notebook.show([[float("nan"), 5, 2], [4, 3, 6], [9, 8, float("-inf")]], kernel=(2, 3), title="lists")
    check(again is process, "a second window for the same title")
    check(values_of(path)["params"]["kernel"] == [2, 3], "the kernel")
    for _ in range(100):
        if notebook.called.exists():
            break
        time.sleep(0.05)
    check(notebook.called.read_text() == f"--watch {path}\n", "how the program was called")
    notebook.module.close("lists")
    check(process.poll() is not None and not path.exists(), "closed, and nothing left")


def try_arrays(notebook, name, make):
    rows = [[1, 3, 3, 0], [2, 0, 1, 3], [0, 2, 2, 1], [3, 1, 0, 2]]
    x = make(rows)
    dx = make([[0, 1, 1, 0], [0, 0, 0, 2], [0, 1, 1, 0], [1, 0, 0, 0]])
    _, path = notebook.show(x, make([[1, 2, 2], [1, 1, 1], [1, 1, 1]]), dx, kernel=2, stride=1, title=name)
    results = values_of(path)
    check(results["x"]["data"] == flat(rows), f"{name}: X is {results['x']}")
    code, said = run("diagnose", path)
    check("wrong" in said or "right" in said, f"{name}: {said}")
    # Too many numbers for JSON: beside it, and what an earlier call left there is gone after two more.
    for side in (150, 160, 170):
        notebook.show(make([[i * j % 7 for i in range(side)] for j in range(side)]), title=name)
        check(values_of(path)["params"]["kernel"] == [2, 2], f"{name}: a large array")
    check(len(list(path.parent.glob("*.npy"))) == 2, f"{name}: {os.listdir(path.parent)}")
    notebook.module.close(name)


def main():
    with tempfile.TemporaryDirectory() as folder:
        notebook = Notebook(folder)
        try_lists(notebook)
        tried = ["lists"]
        try:
            import numpy
        except ImportError:
            numpy = None
        if numpy is not None:
            for dtype in ("float32", "float64", "float16", "int64"):
                try_arrays(notebook, "numpy " + dtype, lambda rows, dtype=dtype: numpy.array(rows, dtype))
            tried.append("numpy")
        try:
            import torch
        except ImportError:
            torch = None
        if torch is not None and numpy is not None:
            for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
                try_arrays(notebook, str(dtype), lambda rows, dtype=dtype: torch.tensor(rows, dtype=dtype))
            try_arrays(notebook, "torch with a graph",
                       lambda rows: torch.tensor(rows, dtype=torch.float32).requires_grad_() * 1)
            tried.append("torch")
        print("tried with " + ", ".join(tried))


main()
