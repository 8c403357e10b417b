"""Stories on the real window: what a person does, and what must come of it.

window_stories.py PROGRAM STORY runs one; each function story_NAME is one, and ctest finds them by that name.
"""

import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

from window_driver import Display, Failed, Program, need

OVERLAP_STEPS = 18


def check(holds, words):
    if not holds:
        raise Failed(words)


def dx_of(state):
    """dX of one plane by the definition: the first maximum of each window receives, windows add up."""
    rows, cols = map(int, state["document"]["shape"].strip("[]()").replace("x", ",").replace(" ", "").split(",")[-2:])
    (kh, kw), (sh, sw) = state["document"]["kernel"], state["document"]["stride"]
    x, dx, dy = state["document"]["x"], [0.0] * (rows * cols), iter(state["document"]["dy"])
    for top in range(0, rows - kh + 1, sh):
        for left in range(0, cols - kw + 1, sw):
            cells = [(top + h) * cols + left + w for h in range(kh) for w in range(kw)]
            dx[max(cells, key=lambda cell: x[cell])] += next(dy)
    return dx


def npy_of(rows):
    header = "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }" % (len(rows), len(rows[0]))
    header += " " * (-(len(header) + 11) % 64) + "\n"
    values = [v for row in rows for v in row]
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + struct.pack(f"<{len(values)}d", *values)


def png_of(rows):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


class Stage:
    """A display, a folder, and the programs that were started there."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, pathlib.Path(folder)
        self.display, self.programs = Display(folder), []

    def run(self, *words):
        self.programs.append(Program(self.binary, self.display, self.folder, *words))
        return self.programs[-1]

    def overlap(self):
        program = self.run("--example", "overlap")
        program.start()
        return program

    def close(self):
        for program in self.programs:
            program.close()
        self.display.close()


def story_steps(stage):
    program = stage.overlap()
    inside = program.place("Y(2,2)", 0.2, 0.2)
    hatched = stage.display.pixel(*inside)
    for done in range(1, OVERLAP_STEPS + 1):
        program.key("Right")
        program.until_field("done", done)
    check(program.state()["steps"] == OVERLAP_STEPS, "the walk has another length")
    check(program.state()["dx"] == dx_of(program.state()), "dX is not that of the definition")
    program.until_pixel("the last cell of Y is filled", inside, lambda pixel: pixel != hatched)
    for done in range(OVERLAP_STEPS - 1, -1, -1):
        program.key("Left")
        program.until_field("done", done)
    program.key("End")
    program.until_field("done", OVERLAP_STEPS)
    program.key("Home")
    program.until_field("done", 0)
    program.key("Right", "shift")
    program.until_field("done", 3)


def story_play(stage):
    program = stage.overlap()
    for _ in range(4):
        program.key("Up")
    program.until("16 steps a second", lambda state: state["speed"] == 16)
    program.key("space")
    program.until("it plays", lambda state: state["playing"] or state["done"] == OVERLAP_STEPS)
    program.until_field("done", OVERLAP_STEPS)
    program.until_field("playing", False)
    for _ in range(5):
        program.key("Down")
    program.key("Home")
    program.key("space")
    program.until("it plays from the start", lambda state: state["playing"] and state["done"] == 1)
    program.key("space")
    program.until_field("playing", False)
    program.click("play")
    program.until_field("playing", True)


def story_edit(stage):
    program = stage.overlap()
    before = program.state()
    program.click("X(2,2)")
    program.until_field("pinned", "X(2, 2)")
    program.type("0.5")
    program.until("the field", lambda state: "editor" in state["widgets"])
    program.key("Return")
    after = program.until("X(2, 2) is 0.5", lambda state: state["document"]["x"][10] == 0.5)
    check(after["dx"] == dx_of(after) and after["dx"] != before["dx"], f"dX is {after['dx']}")
    program.until_field("pinned", "X(3, 2)")
    program.key("z", "ctrl")
    check(program.until("X is as it was", lambda s: s["document"]["x"] == before["document"]["x"])["dx"] == before["dx"],
          "undo brings another dX")
    program.key("z", "ctrl", "shift")
    program.until("X(2, 2) is 0.5 again", lambda state: state["dx"] == after["dx"])
    program.click("dY(0,0)")
    program.type("-3")
    program.key("Tab")
    state = program.until("dY(0, 0) is -3", lambda s: s["document"]["dy"][0] == -3 and s.get("pinned") == "dY(0, 1)")
    check(state["dx"] == dx_of(state), "dX does not follow dY")


def story_network(stage):
    case = pathlib.Path(__file__).resolve().parent.parent / "cases" / "seed-002-training.json"
    want = json.loads(case.read_text())["run"]
    program = stage.run("--example", "network-dead")
    program.start()
    state = program.until("the training", lambda s: s.get("network", {}).get("epochs_done") == 1000)
    for key, published in (("before", "prediction_before"), ("after", "prediction_after")):
        check(all(abs(a - b) < 1e-9 for a, b in zip(state["network"][key], want[published])), f"{key} is {state['network'][key]}")
    check(all(abs(loss - want["loss"][0]) < 1e-3 for loss in state["network"]["losses"]), "the dead run learns")
    for layer in range(3):
        program.key("Right")
        program.until("a layer", lambda s: s["network"]["done"] == layer + 1 and s["network"]["layer"] == layer)
    program.key("Next")
    program.until("an epoch", lambda s: s["network"]["done"] == 26)
    program.click("K(0,0)")
    program.type("2")
    program.key("Return")
    program.until("another start", lambda s: s["network"]["done"] == 0 and s["network"]["after"] != state["network"]["after"])
    program.key("z", "ctrl")
    program.until("the published run again", lambda s: s["network"]["after"] == state["network"]["after"])
    program.key("1", "ctrl")
    program.until("the walk", lambda s: s["workspace"] == "walk")


def story_rules(stage):
    program = stage.run("--example", "ties")
    program.start()
    program.click("ties")
    program.click("ties/Split evenly")
    split = program.until("Split evenly", lambda s: s["document"]["tie_rule"] == "split")
    check(split["dx"] != dx_of(split) and sum(split["dx"]) == sum(split["document"]["dy"]), f"dX is {split['dx']}")
    program.move("canvas", 0.5, 0.995)
    program.key("t")
    program.until("the next tie rule", lambda s: s["document"]["tie_rule"] == "first_per_row")
    program.key("o")
    program.until("the next overlap rule", lambda s: s["document"]["overlap_rule"] == "assign_cell")
    program.click("kernel.more")
    state = program.until("kernel 3 x 3", lambda s: s["document"]["kernel"] == [3, 3])
    check(state["steps"] == 2 * 4, f"a kernel of 3 on 4 x 4 has 4 windows, and there are {state['steps']} steps")
    program.click("kernel.less")
    program.until("kernel 2 x 2", lambda s: s["document"]["kernel"] == [2, 2])


def story_scrub(stage):
    program = stage.overlap()
    program.move("timeline", 0.26)
    stage.display.xdotool("mousedown", 1, "sleep", "0.08")
    program.until_field("done", 5)
    for step in range(27, 76, 4):
        stage.display.xdotool("mousemove", *program.place("timeline", step / 100), "sleep", "0.02")
    program.until_field("done", 14)
    stage.display.xdotool("mousemove", *program.place("timeline", 0.01))
    program.until_field("done", 1)
    stage.display.xdotool("mouseup", 1, "sleep", "0.02")
    program.key("Right")
    program.until_field("done", 2)
    small = program.state()["widgets"]["X(1,1)"][2]
    program.wheel("X(1,1)", 3)
    program.until("the picture is larger", lambda s: s["zoom"] > 1.5 and s["widgets"]["X(1,1)"][2] > 1.3 * small)
    program.key("f")
    program.until("everything is in view", lambda s: s["zoom"] == 1 and s["widgets"]["X(1,1)"][2] == small)


def story_files(stage):
    (stage.folder / "good.npy").write_bytes(npy_of([[1, 2], [4, 3], [5, 0]]))
    (stage.folder / "bad.npy").write_bytes(b"\x93NUMPX and nothing more")
    program = stage.overlap()
    program.key("o", "ctrl")
    program.click("file/good.npy")
    opened = program.until("good.npy", lambda s: s["document"]["x"] == [1, 2, 4, 3, 5, 0] and not s["show_files"])
    program.key("o", "ctrl")
    program.until_field("show_files", True)
    program.click("path")
    program.type("bad.npy")
    program.key("Return")
    state = program.until("why bad.npy is not opened", lambda s: "bad.npy" in s["notice"])
    check(state["document"] == opened["document"], "a file that cannot be read changed the document")


def story_command_line(stage):
    (stage.folder / "a.npy").write_bytes(npy_of([[1, 2, 3], [4, 5, 6], [9, 8, 7]]))
    (stage.folder / "a.csv").write_text("1,2,3\n4,5,6\n9,8,7\n")
    (stage.folder / "a.png").write_bytes(png_of([[1, 2, 3], [4, 5, 6], [9, 8, 7]]))
    for name in ("a.npy", "a.csv", "a.png"):
        program = stage.run(name)
        x = program.start()["document"]["x"]
        largest = max(x)  # a picture may be scaled to 0 to 1
        check(len(x) == 9 and x.index(largest) == 6 and x[0] == min(x), f"{name} gives X {x}")
        program.key("q", "ctrl")
        check(program.until_closed() == 0, f"{name}: the exit code is {program.process.returncode}")


def story_clipboard(stage):
    need("xclip", "xclip")
    program = stage.overlap()
    owner = subprocess.Popen(["xclip", "-quiet", "-selection", "clipboard", "-in"], env=stage.display.env,
                             stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        owner.stdin.write(b"[[7, 1, 2],\n [3, 9, 4],\n [5, 6, -8]]")
        owner.stdin.close()
        # Until xclip owns the clipboard there is nothing to paste, and the program says so.
        x = [7, 1, 2, 3, 9, 4, 5, 6, -8]
        for _ in range(20):
            program.key("v", "ctrl")
            if program.until("an answer to Ctrl+V", lambda s: s["document"]["x"] == x or s["notice"])["document"]["x"] == x:
                break
        program.until("the pasted X", lambda s: s["document"]["x"] == x)
    finally:
        owner.terminate()
        owner.wait()
    program.key("c", "ctrl")
    program.until("the answer to Ctrl+C", lambda s: "copied" in s["notice"])
    copied = subprocess.run(["xclip", "-selection", "clipboard", "-out"], env=stage.display.env, capture_output=True, text=True,
                            timeout=20).stdout
    check([float(word) for word in copied.split()] == x, f"copied was {copied!r}")


def story_theme_help_quit(stage):
    program = stage.overlap()
    corner = program.place("canvas", 0.02, 0.98)
    program.until_pixel("the dark theme", corner, lambda pixel: max(pixel) < 60)
    program.key("l")
    program.until_field("theme", "light")
    program.until_pixel("the light theme", corner, lambda pixel: min(pixel) > 200)
    program.key("F1")
    program.until("the page of keys", lambda s: s["show_keys"] and "keys_page" in s["widgets"])
    program.click("keys_close")
    program.until_field("show_keys", False)
    program.key("q", "ctrl")
    check(program.until_closed() == 0, f"the exit code is {program.process.returncode}")


def story_resize(stage):
    program = stage.overlap()
    window = stage.display.xdotool("search", "--pid", program.process.pid, "--name", "Poolwalk").split()[-1]
    wide = program.state()["widgets"]["canvas"][2]
    stage.display.xdotool("windowsize", window, 900, 600)
    program.until("a smaller canvas", lambda s: s["widgets"]["canvas"][2] < wide and s["widgets"]["canvas"][3] < 600)
    program.move("canvas", 0.5, 0.99)
    program.key("Right")
    program.until_field("done", 1)


def refused(stage, env, part):
    """The program must end with 1 and one line on stderr that holds `part`."""
    done = subprocess.run([stage.binary, "--fresh", "--example", "overlap"], env=env, capture_output=True, text=True, timeout=60)
    lines = done.stderr.splitlines()
    check(done.returncode == 1 and done.stdout == "" and len(lines) == 1, f"{done.returncode}: {done.stdout}{done.stderr}")
    check(lines[0].startswith("poolwalk: ") and part in lines[0], lines[0])


def story_no_display(stage):
    env = dict(stage.display.env)
    del env["DISPLAY"]
    refused(stage, env, "display")
    refused(stage, dict(env, DISPLAY=":99999"), "display")


def story_old_opengl(stage):
    refused(stage, dict(stage.display.env, MESA_GL_VERSION_OVERRIDE="2.1"), "OpenGL 3.3")


def main(binary, name):
    with tempfile.TemporaryDirectory(prefix="poolwalk-window-") as folder:
        stage = None
        try:
            stage = Stage(os.path.abspath(binary), folder)
            globals()["story_" + name](stage)
        except Failed as failure:
            print(f"{name}: {failure}")
            return 1
        finally:
            if stage:
                stage.close()
    print(f"{name}: as told")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
