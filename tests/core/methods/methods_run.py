"""Runs the programs of the published methods and holds them against the engine and the walk.

Usage: methods_run.py PROBLEMS.json

What a program prints must be the engine's Y and dX. It runs under sys.settrace: for every step of the
walk by window the line that the step names must have been run in that window, and after it every watch
must have the value that the step says.
"""

import contextlib
import io
import json
import re
import sys

import numpy as np

WORDS = {"nan": float("nan"), "inf": float("inf")}
PLACES = ("n", "ch", "i", "j")


def number_of(text, dtype):
    value = eval(text, dict(WORDS))
    return np.float32(value) if dtype == "float32" and isinstance(value, float) else value


def same(wanted, got):
    return wanted == got or (wanted != wanted and got != got)


def loop_variables(code):
    """Which of n, ch, i, j the loops of one half of a listing set."""
    names = {name for line in re.findall(r"for (.*?) in", code) for name in line.split(", ")}
    return [name for name in PLACES if name in names]


class Run:
    """One run of a program: what it prints, and the scope after each run of a line of the listing."""

    def __init__(self, problem):
        self.events, self.scope, self.open = {}, {}, None
        lines = problem["program"].split("\n")
        self.halves = problem["halves"]
        self.loops = [loop_variables("\n".join(lines[first - 1:first - 1 + count])) for first, count in self.halves]
        code = compile(problem["program"], "program", "exec")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            sys.settrace(lambda frame, event, _: self.on_line if frame.f_code is code else None)
            try:
                exec(code, self.scope)
            finally:
                sys.settrace(None)
        self.printed = printed.getvalue().replace("[", " ").replace("]", " ").split()

    def on_line(self, frame, event, _):
        if self.open is not None:
            self.events.setdefault(self.open, []).append(self.snapshot())
            self.open = None
        for half, (first, count) in enumerate(self.halves):
            if event == "line" and first <= frame.f_lineno < first + count:
                self.open = (half, frame.f_lineno - first)
        return self.on_line

    def snapshot(self):
        names = PLACES + ("Y", "dX", "dY")
        taken = {name: self.scope[name] for name in names if name in self.scope}
        return {name: value.copy() if isinstance(value, np.ndarray) else value for name, value in taken.items()}

    def at(self, step):
        """The last scope after the step's line in the step's window."""
        half, line, place = step["half"], step["line"], dict(zip(PLACES, step["place"]))
        scopes = self.events.get((half, line), [])
        if not step["paid_for"]:
            return scopes[-1] if scopes else None
        fits = [s for s in scopes if all(s[name] == place[name] for name in self.loops[half])]
        return fits[-1] if fits else None


def failures(problem):
    run, dtype = Run(problem), problem["dtype"]
    wanted = [number_of(text, dtype) for text in problem["y"] + problem["dx"]]
    got = [number_of(text, dtype) for text in run.printed]
    if len(wanted) != len(got) or not all(map(same, wanted, got)):
        yield f"printed {got}, and the engine has {wanted}"
    for number, step in enumerate(problem["steps"]):
        scope = run.at(step)
        if scope is None:
            yield f"step {number} {step}: its line is not run"
            continue
        for expression, text in step["watches"]:
            value = eval(expression, {}, scope)
            if not same(number_of(text, dtype), value):
                yield f"step {number} {step}: {expression} is {value}"


def main():
    with open(sys.argv[1]) as file:
        problems = json.load(file)
    failed = 0
    for problem in problems:
        found = list(failures(problem))
        failed += bool(found)
        if found and failed <= 5:
            print(f"--- {problem['name']}\n{problem['program']}")
            print("\n".join(found[:5]), f"\n... {len(found)} failures")
    print(f"{len(problems)} programs, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
