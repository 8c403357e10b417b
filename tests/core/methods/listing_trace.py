"""Runs the programs of a file of problems and holds them against the walk.

Usage: listing_trace.py PROBLEMS.json

Each program is run once under sys.settrace. What it prints must be the engine's Y and dX; for every
step of the walk the line that the step names must have been executed at that point, and after it every
watch must have the value that the step says.
"""

import contextlib
import io
import json
import sys

import numpy as np

NAMES = ("i", "j", "r", "c", "best", "share", "X", "dY", "H_dY", "W_dY")
NUMBERS = {"nan": float("nan"), "inf": float("inf")}
compiled, numbers = {}, {}


def code_of(expression):
    if expression not in compiled:
        compiled[expression] = compile(expression, "watch", "eval")
    return compiled[expression]


def number_of(text):
    if text not in numbers:
        numbers[text] = eval(text, dict(NUMBERS))
    return numbers[text]


def same(expected, value, dtype):
    if isinstance(expected, tuple):
        return expected == value
    if dtype == "float32" and isinstance(expected, float):  # shortest texts of a float32
        expected = np.float32(expected)
    return expected == value or (expected != expected and value != value)


class Event:
    """A line of one half of the listing that was run, and the variables after it."""

    def __init__(self, half, plane, line):
        self.half, self.plane, self.line = half, plane, line

    def close(self, scope):
        self.scope = {name: scope[name] for name in NAMES if name in scope}
        self.scope["Y"] = scope["Y"].copy() if self.half == 0 else scope["Y"]
        if self.half == 1:
            self.scope["dX"] = scope["dX"].copy()

    def at(self, step):
        return all(step[name] is None or self.scope.get(name) == step[name] for name in ("i", "j", "r", "c"))


class Trace:
    def __init__(self, problem):
        lines = problem["program"].split("\n")
        heads = [n for n, text in enumerate(lines, 1) if text.startswith("for X, Y")]
        ends = [lines.index("", head) + 1 for head in heads]
        code = compile(problem["program"], "program", "exec")
        scope, printed = {}, io.StringIO()
        self.events, self.plane = [], [-1, -1]
        self.open = None

        def on_line(frame, event, _):
            if self.open:
                self.open.close(scope)
                self.events.append(self.open)
                self.open = None
            if event != "line":
                return on_line
            for half in (0, 1):
                if frame.f_lineno == heads[half]:
                    self.plane[half] += 1
                elif heads[half] < frame.f_lineno < ends[half]:
                    self.open = Event(half, self.plane[half], frame.f_lineno - heads[half] - 1)
            return on_line

        with contextlib.redirect_stdout(printed):
            sys.settrace(lambda frame, event, _: on_line if frame.f_code is code else None)
            try:
                exec(code, scope)
            finally:
                sys.settrace(None)
        self.printed = printed.getvalue()
        self.by_line = {}
        for position, event in enumerate(self.events):
            self.by_line.setdefault((event.half, event.plane, event.line), []).append((position, event))
        self.by_window = {}
        for position, event in enumerate(self.events):
            key = (event.half, event.plane, event.line, event.scope.get("i"), event.scope.get("j"))
            self.by_window.setdefault(key, []).append((position, event))

    def candidates(self, step):
        key = (step["half"], step["plane"], step["line"])
        if step["i"] is None or step["j"] is None:
            found = self.by_line.get(key, [])
        else:
            found = self.by_window.get(key + (step["i"], step["j"]), [])
        return [(position, event) for position, event in found if event.at(step)]

    def pick(self, step, pointer):
        """The position and event of the step, or why there is none."""
        found = self.candidates(step)
        if not found:
            return None, "its line is not run"
        if step["pick"] == "last":
            return found[-1], None
        if step["pick"] == "passed":
            found = [f for f in found if f[0] >= pointer]
            return (found[0], None) if found else (None, "its loop is not run after the step before")
        if len(found) != 1:
            return None, f"its line is run {len(found)} times"
        if step["pick"] == "one" and found[0][0] <= pointer:
            return None, "its line is run before the step before it"
        return found[0], None


def check_printed(problem, trace):
    number = np.float32 if problem["dtype"] == "float32" else float
    got = [number(word) for word in trace.printed.replace("[", " ").replace("]", " ").split()]
    wanted = [number_of(text) for text in problem["y"] + problem["dx"]]
    if len(got) != len(wanted) or not all(same(w, g, problem["dtype"]) for w, g in zip(wanted, got)):
        yield f"printed {got}, and the engine has {wanted}"


def check_steps(problem, trace):
    for walk in problem["walks"]:
        pointer = -1
        for number, fields in enumerate(walk["steps"]):
            step = dict(zip(("half", "plane", "line", "i", "j", "r", "c", "pick", "watches"), fields))
            found, reason = trace.pick(step, pointer)
            if reason:
                yield f"by {walk['by']}, step {number} {fields}: {reason}"
                continue
            pointer = max(pointer, found[0])
            for expression, text in step["watches"]:
                try:
                    value = eval(code_of(expression), {}, found[1].scope)
                except Exception as error:
                    value = error
                if not same(number_of(text), value, problem["dtype"]):
                    yield f"by {walk['by']}, step {number} {fields}: {expression} is {value}, not {text}"


def main():
    with open(sys.argv[1]) as file:
        problems = json.load(file)
    steps = failed = 0
    for problem in problems:
        trace = Trace(problem)
        failures = list(check_printed(problem, trace)) + list(check_steps(problem, trace))
        steps += sum(len(walk["steps"]) for walk in problem["walks"])
        failed += bool(failures)
        if failures and failed <= 5:
            print(f"--- {problem['name']}\n{problem['program']}")
            print("\n".join(failures[:5]), f"\n... {len(failures)} failures")
    print(f"{len(problems)} programs, {steps} steps, {failed} programs failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
