"""Stories on the real window: what a person does, and what must come of it.

window_stories.py PROGRAM STORY runs one; each function story_NAME is one, and ctest finds them by that name.
"""

import json
import os
import pathlib
import signal
import struct
import subprocess
import sys
import tempfile
import zlib

from window_driver import Display, Failed, Program, letters_of, need

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


def npy(kind, rows, cols, data):
    header = "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }" % (kind, rows, cols)
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


def npy_of(rows):
    values = [v for row in rows for v in row]
    return npy("<f8", len(rows), len(rows[0]), struct.pack(f"<{len(values)}d", *values))


def large_npy(side):
    """float32, each row the numbers 0 to side - 1, shifted against the one above."""
    twice = struct.pack(f"<{2 * side}f", *range(side), *range(side))
    return npy("<f4", side, side, b"".join(twice[4 * (37 * row % side):][:4 * side] for row in range(side)))


def png_of(rows):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


class Stage:
    """A display, a folder, and the programs that were started there."""

    def __init__(self, binary, folder, size=Display.size):
        self.binary, self.folder = binary, pathlib.Path(folder)
        self.display, self.programs = Display(folder, size), []

    def run(self, *words, fresh=True):
        self.programs.append(Program(self.binary, self.display, self.folder, *words, fresh=fresh))
        return self.programs[-1]

    def overlap(self):
        program = self.run("--example", "overlap")
        program.start()
        return program

    def close(self):
        for program in self.programs:
            program.close()
        self.display.close()


def story_large(stage):
    """An image of 4096 x 4096 is opened beside the picture that stays, walks like a small one, and is saved."""
    (stage.folder / "large.npy").write_bytes(large_npy(4096))
    program = stage.overlap()
    program.key("o", "ctrl")
    program.click("file/large.npy")
    program.until("it is open", lambda s: s["document"]["title"] == "large.npy" and not s["working"])
    state = program.until_field("steps", 2 * 2048 * 2048)
    check(state["document"]["shape"] == "1x1x4096x4096", f"the shape is {state['document']['shape']}")
    program.move("canvas", 0.3, 0.25)
    while program.state()["zoom"] <= 350:  # from there on numbers are seen
        program.zoom_in()
    program.key("End")
    program.until_field("done", 2 * 2048 * 2048)
    program.key("Left", "shift")
    program.until_field("done", 2 * 2048 * 2048 - 2048)
    program.click("timeline", 0.25)
    program.until("half of the forward pass", lambda s: abs(s["done"] - 2048 * 1024) < 20_000)
    # The cell under the pointer.
    program.move("canvas", 0.3, 0.25)
    at = program.until("a cell of X is under the mouse", lambda s: s.get("hover", "").startswith("X("))["hover"]
    program.press()
    program.release()
    program.until_field("pinned", at)
    program.type("9000")
    program.until("the field", lambda s: "editor" in s["widgets"])
    program.key("Return")
    program.until("the edit", lambda s: s["undo"] == 2 and s["unsaved"] and not s["working"])
    # It is saved beside the picture, too.
    program.key("s", "ctrl")
    program.until("a name is asked for", lambda s: s["show_files"] and "path" in s["widgets"])
    program.type_path("kept")
    program.key("Return")
    program.until("it is saved", lambda s: not s["unsaved"] and not s["working"])
    (array,) = stage.folder.glob("kept.x-*.npy")
    check(array.stat().st_size == 4 * 4096 * 4096 + 128 and (stage.folder / "kept.json").exists(),
          "it is not saved whole")
    program.key("z", "ctrl")
    program.until_field("undo", 1)
    program.key("z", "ctrl")
    program.until("the example is back", lambda s: s["steps"] == OVERLAP_STEPS)
    program.close()
    # Closed in the middle of it.
    program = stage.overlap()
    program.key("o", "ctrl")
    program.click("file/large.npy")
    program.key("q", "ctrl")
    check(program.until_closed() == 0, f"the exit code is {program.process.returncode}: {program.said()}")


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
    program.until("it plays from the start", lambda state: state["playing"] and state["done"] > 0)
    program.key("space")
    program.until_field("playing", False)
    program.click("play")
    program.until_field("playing", True)


def story_motion(stage):
    program = stage.overlap()
    program.key("Right")
    program.until("the step moves", lambda state: state["done"] == 1 and state["moving"])
    program.until_field("moving", False)
    # Keys do not wait for it.
    program.keys([("Right", [])] * 10)
    program.until_field("done", 11)
    program.until_field("moving", False)
    program.click("menu/View")
    program.click("menu/reduced_motion")
    program.key("Left")
    check(not program.until_field("done", 10)["moving"], "reduced motion moves")
    program.key("space")
    check(not program.until_field("done", OVERLAP_STEPS)["moving"], "reduced motion moves while it plays")


def story_grab(stage):
    program = stage.overlap()
    # The next window, dashed beside the first: a larger stride, and back.
    program.key("Home")
    program.key("Right")
    program.until_field("done", 1)
    program.until_field("moving", False)
    side = program.state()["widgets"]["dX(0,0)"][2]
    x, y, w, h = program.state()["widgets"]["grip.stride"]
    program.move_to(round(x + w), round(y + h / 4))
    program.press()
    program.move_to(round(x + w + side / 2), round(y + h / 4))
    program.move_to(round(x + w + side), round(y + h / 4))
    program.until("the stride is larger", lambda s: s["document"]["stride"] == [1, 2])
    program.release()
    program.until_field("undo", 1)
    program.key("z", "ctrl")
    program.until("the stride is as it was", lambda s: s["undo"] == 0 and s["document"]["stride"] == [1, 1])
    program.key("End")
    program.until_field("done", OVERLAP_STEPS)
    program.until_field("moving", False)
    # The window, by its upper edge, two windows to the left and two up: dX is as far as its first window.
    side = program.state()["widgets"]["dX(0,0)"][2]
    x, y = program.place("dX(2,2)", 0.3, 0)
    program.move_to(x, y)
    program.press()
    program.move_to(round(x - side), round(y - side))
    program.move_to(round(x - 2 * side), round(y - 2 * side))
    program.until_field("done", OVERLAP_STEPS // 2 + 1)
    program.release()
    check(program.state()["undo"] == 0, "walking is no change")
    # A value, until its cell wins.
    program.click("X(0,0)")
    before = program.state()
    x, y = program.place("grip.value")
    program.move_to(x, y)
    program.press()
    program.move_to(x, y - 60)
    program.move_to(x, y - 110)
    after = program.until("X(0, 0) is larger", lambda s: s["document"]["x"][0] > max(before["document"]["x"]))
    check(after["dx"] == dx_of(after) and after["dx"] != before["dx"], "dX does not follow")
    program.release()
    program.until_field("undo", 1)
    # The corner: a larger kernel.
    x, y, w, h = program.state()["widgets"]["grip.window"]
    program.move_to(round(x + w), round(y + h))
    program.press()
    program.move_to(round(x + w + side / 2), round(y + h + side / 2))
    program.move_to(round(x + w + side), round(y + h + side))
    program.until("the kernel is larger", lambda s: s["steps"] < OVERLAP_STEPS)
    program.release()
    program.until_field("undo", 2)


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
    check(program.until("X is as it was",
                        lambda s: s["document"]["x"] == before["document"]["x"])["dx"] == before["dx"],
          "undo brings another dX")
    program.key("z", "ctrl", "shift")
    program.until("X(2, 2) is 0.5 again", lambda state: state["dx"] == after["dx"])
    program.click("dY(0,0)")
    program.type("-3")
    program.key("Tab")
    state = program.until("dY(0, 0) is -3", lambda s: s["document"]["dy"][0] == -3 and s.get("pinned") == "dY(0, 1)")
    check(state["dx"] == dx_of(state), "dX does not follow dY")


def story_network(stage):
    case = pathlib.Path(__file__).resolve().parents[2] / "cases" / "seed-002-training.json"
    want = json.loads(case.read_text())["run"]
    program = stage.run("--example", "network-dead")
    program.start()
    state = program.until("the training", lambda s: s.get("network", {}).get("epochs_done") == 1000)
    for key, published in (("before", "prediction_before"), ("after", "prediction_after")):
        check(all(abs(a - b) < 1e-9 for a, b in zip(state["network"][key], want[published])),
              f"{key} is {state['network'][key]}")
    check(all(abs(loss - want["loss"][0]) < 1e-3 for loss in state["network"]["losses"]), "the dead run learns")
    for layer in range(3):
        program.key("Right")
        program.until("a layer", lambda s: s["network"]["done"] == layer + 1 and s["network"]["layer"] == layer)
    program.key("Next")
    program.until("an epoch", lambda s: s["network"]["done"] == 26)
    program.click("K(0,0)")
    program.type("2")
    program.key("Return")
    program.until("another start",
                  lambda s: s["network"]["done"] == 0 and s["network"]["after"] != state["network"]["after"])
    program.key("z", "ctrl")
    program.until("the published run again", lambda s: s["network"]["after"] == state["network"]["after"])
    program.key("1", "ctrl")
    program.until("the walk", lambda s: s["workspace"] == "walk")


def story_rules(stage):
    program = stage.run("--example", "ties")
    program.start()
    program.click("ties")
    program.click("ties/Split evenly (tinygrad)")
    split = program.until("Split evenly (tinygrad)", lambda s: s["document"]["tie_rule"] == "split")
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


def story_columns(stage):
    program = stage.overlap()
    program.key("3", "ctrl")
    program.until_field("workspace", "columns")
    hatched = stage.display.pixel(*program.place("X_col(0,4)", 0.2, 0.2))
    check(program.state()["columns_steps"] == 4 * 9, "4 phases of 9 columns")
    for done in range(1, 6):
        program.key("Right")
        program.until_field("columns_done", done)
    program.until_pixel("column 4 is filled", program.place("X_col(0,4)", 0.2, 0.2), lambda pixel: pixel != hatched)
    program.move("X(1,2)")
    program.until_field("hover", "X(1, 2)")
    program.move("X_col(3,4)")
    program.until_field("hover", "X(2, 2)")
    program.move("timeline", 0.749)
    program.press()
    program.release()
    program.until_field("columns_done", 27)
    program.key("Right", "shift")
    program.until_field("columns_done", 30)
    program.click("phase.col2im")
    program.until_field("columns_done", 36)
    program.click("X(2,2)")
    program.type("0.5")
    program.key("Return")
    after = program.until("X(2, 2) is 0.5", lambda state: state["document"]["x"][10] == 0.5)
    check(after["dx"] == dx_of(after) and after["columns_done"] == 36, f"dX is {after['dx']}")
    check(after["done"] == 0, "the Walk has moved")
    program.click("kernel.more")
    program.click("stride.more")
    program.until("a rest that does not fit", lambda state: "columns_refused" in state["widgets"])
    program.key("1", "ctrl")
    program.until_field("workspace", "walk")


def story_scrub(stage):
    program = stage.overlap()
    program.move("timeline", 0.26)
    program.press()
    program.until_field("done", 5)
    for step in range(27, 76, 4):
        program.move("timeline", step / 100)
    program.until_field("done", 14)
    program.move("timeline", 0.01)
    program.until_field("done", 1)
    program.release()
    program.key("Right")
    program.until_field("done", 2)
    small = program.state()["widgets"]["X(1,1)"][2]
    program.move("X(1,1)")
    program.zoom_in(3)
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
    program.type_path("bad.npy")
    program.key("Return")
    state = program.until("why bad.npy is not opened", lambda s: "bad.npy" in s["notice"])
    check(state["document"] == opened["document"], "a file that cannot be read changed the document")


def story_watch(stage):
    """A notebook writes its arrays again and again; the window beside it follows, and keeps the place."""
    def write(name, rows):
        part = stage.folder / (name + ".part")
        part.write_bytes(npy_of(rows))
        part.replace(stage.folder / name)

    write("x.npy", [[1, 2, 3], [4, 5, 6], [9, 8, 7]])
    write("dx.npy", [[0, 0, 0], [0, 1, 1], [1, 1, 0]])
    program = stage.run("--watch", "x.npy", "--dx", "dx.npy", "--kernel", "2", "--stride", "1")
    program.start()
    program.key("Right")
    program.key("Right")
    program.until_field("done", 2)
    for corner in (10, 11):
        write("x.npy", [[corner, 2, 3], [4, 5, 6], [9, 8, 7]])
        state = program.until("what was written", lambda s: s["document"]["x"][0] == corner)
        check(state["done"] == 2 and state["document"]["kernel"] == [2, 2] and state["document"]["stride"] == [1, 1],
              "the place is not kept")
        check(not state["unsaved"] and "x.npy was read again" in state["notice"], f"said is {state['notice']!r}")
    program.key("4", "ctrl")
    program.until("a diagnosis", lambda s: "diagnosis" in s["widgets"])
    write("dx.npy", [[1, 0, 0], [0, 0, 1], [2, 1, 0]])
    program.until("the other dX", lambda s: "dx.npy was read again" in s["notice"])

    # What is gone, or is no file any more, is said and waited for.
    (stage.folder / "x.npy").unlink()
    program.until("that it is gone", lambda s: "x.npy is not there any more" in s["notice"])
    os.mkfifo(stage.folder / "x.npy")
    program.until("that it is no file", lambda s: "not an ordinary file" in s["notice"])
    (stage.folder / "x.npy").unlink()
    write("x.npy", [[12, 2, 3], [4, 5, 6], [9, 8, 7]])
    program.until("the file again", lambda s: s["document"]["x"][0] == 12)
    program.key("1", "ctrl")
    program.click("menu/File")
    program.click("menu/watch")
    program.until("that it is not watched", lambda s: "not read again" in s["notice"])
    program.key("q", "ctrl")
    check(program.until_closed() == 0, f"the exit code is {program.process.returncode}")


def story_odd_settings(stage):
    """Settings that no program can read, or that never end, keep no window from opening."""
    folder = stage.folder / "remembered" / "poolwalk"
    folder.mkdir(parents=True)
    for make in (os.mkfifo, lambda path: path.write_text("{"), lambda path: path.mkdir()):
        path = folder / "settings.json"
        make(path)
        program = stage.run("--example", "overlap", fresh=False)
        check("not remembered how the window was left" in program.start()["notice"], "nothing is said")
        program.key("Right")
        program.until_field("done", 1)
        program.process.kill()
        program.process.wait()
        path.rmdir() if path.is_dir() else path.unlink()


def story_keys_while_stopped(stage):
    """What is typed while the program stands still is all there when it goes on, in order."""
    (stage.folder / "good.npy").write_bytes(npy_of([[1, 2], [4, 3], [5, 0]]))
    program = stage.overlap()
    program.key("o", "ctrl")
    program.until_field("show_files", True)
    program.click("path")
    program.until_field("typing", True)
    program.process.send_signal(signal.SIGSTOP)
    program.press_keys(letters_of("good.npy") + [("Return", [])])
    program.process.send_signal(signal.SIGCONT)
    program.until("good.npy", lambda s: s["document"]["x"] == [1, 2, 4, 3, 5, 0] and not s["show_files"])
    # Into a cell, with its Return; then as a shortcut.
    program.click("X(0,0)")
    program.until_field("pinned", "X(0, 0)")
    program.process.send_signal(signal.SIGSTOP)
    program.press_keys([("7", []), ("7", []), ("Return", []), ("8", []), ("Return", []), ("z", ["ctrl"])])
    program.display.xdotool("click", 4)
    program.process.send_signal(signal.SIGCONT)
    program.until("both were typed, and one undone", lambda s: s["document"]["x"] == [77, 2, 4, 3, 5, 0])
    program.until("the wheel is seen", lambda s: s["zoom"] > 1)


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
            if program.until("an answer to Ctrl+V",
                             lambda s: s["document"]["x"] == x or s["notice"])["document"]["x"] == x:
                break
        program.until("the pasted X", lambda s: s["document"]["x"] == x)
    finally:
        owner.terminate()
        owner.wait()
    program.key("c", "ctrl")
    program.until("the answer to Ctrl+C", lambda s: "copied" in s["notice"])
    copied = subprocess.run(["xclip", "-selection", "clipboard", "-out"], env=stage.display.env, capture_output=True,
                            text=True, timeout=20).stdout
    check([float(word) for word in copied.split()] == x, f"copied was {copied!r}")


def story_silent_clipboard(stage):
    """The clipboard's owner never answers: the program says so and goes on, also in a text field."""
    program = stage.overlap()
    owner = stage.display.silent_owner("CLIPBOARD")
    try:
        program.key("v", "ctrl")
        program.click("play")  # seen while the owner is being waited for
        program.key("space")
        program.until("a sentence", lambda s: "clipboard does not answer" in s["notice"])
        program.key("o", "ctrl")
        program.until_field("show_files", True)
        program.click("path")
        program.until_field("typing", True)
        program.key("a", "ctrl")
        program.press_keys([("v", ["ctrl"]), ("n", [])])
        program.until_field("typed_path", "n")
        program.until("a sentence", lambda s: "clipboard does not answer" in s["notice"])
    finally:
        owner.terminate()
        owner.wait()


def story_paste_into_a_field(stage):
    """What another program copied comes into a text field before what is typed after Ctrl+V."""
    need("xclip", "xclip")
    program = stage.overlap()
    owner = subprocess.Popen(["xclip", "-quiet", "-selection", "clipboard", "-in"], env=stage.display.env,
                             stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        owner.stdin.write(b"pasted")
        owner.stdin.close()
        program.key("o", "ctrl")
        program.until_field("show_files", True)
        program.click("path")
        program.until_field("typing", True)
        program.key("a", "ctrl")
        program.press_keys([("v", ["ctrl"]), ("x", []), ("y", [])])
        program.until_field("typed_path", "pastedxy")
    finally:
        owner.terminate()
        owner.wait()


def story_silent_clipboard_manager(stage):
    """A clipboard manager that never answers does not keep the program from ending."""
    program = stage.overlap()
    manager = stage.display.silent_owner("CLIPBOARD_MANAGER")
    try:
        program.key("c", "ctrl")
        program.until("the answer to Ctrl+C", lambda s: "copied" in s["notice"])
        program.key("q", "ctrl")
        check(program.until_closed() == 0, f"the exit code is {program.process.returncode}: {program.said()}")
    finally:
        manager.terminate()
        manager.wait()


def story_export(stage):
    """Films and pictures are painted between the window's own frames, in its own OpenGL context."""
    program = stage.overlap()
    corner = program.place("canvas", 0.02, 0.98)
    ground = stage.display.pixel(*corner)

    def export(kind, name):
        program.click("export/" + kind)
        program.until_field("export_path", name)
        program.click("export_start")
        program.until(f"{name} and its size", lambda s: name in s["notice"] and s["notice"].endswith("KB"))
        return (stage.folder / name).read_bytes()

    program.key("e", "ctrl")
    film = export("gif", "Overlap-no-ties.gif")
    check(film.startswith(b"GIF89a") and len(film) < 1_500_000, f"a film of {len(film)} bytes")
    check(film.count(b"\x21\xf9\x04") >= OVERLAP_STEPS, "a picture a step")
    picture = export("png", "Overlap-no-ties.png")
    window = "x".join(map(str, struct.unpack(">II", picture[16:24])))
    check(window == stage.display.size, f"a picture of {window}")
    program.key("Escape")
    program.until("the page is closed", lambda s: "export_page" not in s["widgets"])
    program.until_pixel("the window is what it was", corner, lambda pixel: pixel == ground)
    program.key("Right")
    program.until_field("done", 1)

    # Leaving in the middle of it leaves nothing.
    program.key("e", "ctrl")
    program.click("export/gif")
    program.until_field("export_path", "Overlap-no-ties.gif")
    program.click("export_over")
    program.move("export_start")
    (stage.folder / "Overlap-no-ties.gif").write_bytes(b"before")
    program.click("export_start")
    program.key("q", "ctrl")
    check(program.until_closed() == 0, f"the exit code is {program.process.returncode}")
    left = (stage.folder / "Overlap-no-ties.gif").read_bytes()
    check(left == b"before" or left.startswith(b"GIF89a") and left.endswith(b";"), "a file that is half there")
    check(not list(stage.folder.glob("*.part")), "something is left beside it")


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
    wide = program.state()["widgets"]["canvas"][2]
    canvas = program.resize(900, 600)["widgets"]["canvas"]
    check(canvas[2] < wide and canvas[3] < 600, f"the canvas is {canvas}")
    program.move("canvas", 0.5, 0.99)
    program.key("Right")
    program.until_field("done", 1)


def story_lesson(stage):
    program = stage.overlap()
    program.click("menu/Lessons")
    program.click("menu/lesson/overlap-adds")
    state = program.until("the first page", lambda s: s.get("lesson", {}).get("page") == 0)
    replies, dx = {1: "4", 2: "4", 4: "6", 6: "2", 7: "6", 9: "45"}, None
    question, shown, end = 0, 1, 2
    while state["lesson"]["stage"] != end:
        page = state["lesson"]["page"]
        if state["lesson"]["stage"] == question:
            if page == 3:
                program.key("t")  # whatever is tried in between
                program.click("dX(2,2)")
            else:
                program.click("reply")
                program.until_field("typing", True)
                program.type(replies[page])
                program.key("Return")
            state = program.until("the answer is taken", lambda s: s["lesson"]["stage"] == shown and not s["playing"])
        if page == 5:
            dx = program.until_field("done", OVERLAP_STEPS)["dx"]
        before = state["lesson"]
        program.key("space")
        state = program.until("Space goes on", lambda s: s["lesson"] != before and not s["playing"])
    check(dx is not None and dx[10] == 9, f"page 6 says that dX(2,2) is 9, and dX is {dx}")
    check(state["lesson"] == {"title": "Overlap adds", "page": 9, "stage": end}, f"it stands at {state['lesson']}")
    check(program.until_field("done", OVERLAP_STEPS)["dx"][12] == 45, f"the peak receives {state['dx']}")
    program.key("Prior")
    program.until("the last page once more", lambda s: s["lesson"]["page"] == 9 and s["lesson"]["stage"] == question)
    program.click("lesson_leave")
    program.until("it is left", lambda s: "lesson" not in s)
    program.key("l", "ctrl")
    program.until("it is there again", lambda s: s.get("lesson", {}).get("page") == 9)
    check(not program.state()["unsaved"], "a lesson is nobody's unsaved work")
    program.key("q", "ctrl")
    check(program.until_closed() == 0, f"the exit code is {program.process.returncode}")


def story_predict(stage):
    program = stage.overlap()
    for done in range(1, 10):
        program.key("Right")
        program.until_field("done", done)
    program.key("p")
    program.key("Right")
    program.until("it asks", lambda s: s["quiz"]["asking"] and s["done"] == 9)
    program.click("dX(1,1)")
    program.until("the 6 it was",
                  lambda s: s["done"] == 10 and s["quiz"]["answered"] == 1 and s["quiz"]["right"] == 1)
    program.key("Right")
    program.until("it asks again", lambda s: s["quiz"]["asking"])
    program.click("dX(0,1)")
    program.until("not the 3",
                  lambda s: s["done"] == 11 and s["quiz"]["answered"] == 2 and s["quiz"]["right"] == 1
                  and s["quiz"]["streak"] == 0)
    program.key("p")
    program.key("Right")
    program.until_field("done", 12)


def story_present(stage):
    """The whole screen, small or large: a clicker's keys, and back to the window as it was."""
    present_on(stage, 1120, 760)
    for width, height in ((1024, 768), (1920, 1080)):
        folder = stage.folder / str(width)
        folder.mkdir()
        other = Stage(stage.binary, folder, f"{width}x{height}")
        try:
            present_on(other, width, height)
        finally:
            other.close()


def present_on(stage, width, height):
    program = stage.overlap()
    small = program.resize(900, 600)["widgets"]
    program.move("canvas", 0.5, 0.9)
    cell = small["X(1,1)"][2]
    program.key("F11")
    full = program.until("the whole screen",
                         lambda s: s["presents"] and "leave_hint" in s["widgets"] and s["widgets"]["canvas"][3] > 600)
    check(full["widgets"]["X(1,1)"][2] > 1.5 * cell, "the grids are no larger")
    check("play" not in full["widgets"] and "talk" in full["widgets"], "the panels are still there")
    check("menu/File" not in full["widgets"], "the menus are still there")
    grids = [full["widgets"][name] for name in ("X(0,0)", "dX(3,3)", "Y(0,2)")]
    tall = grids[1][1] + grids[1][3] - grids[0][1]
    wide = grids[2][0] + grids[2][2] - grids[0][0]
    canvas = full["widgets"]["canvas"]
    check(tall > 0.75 * canvas[3] or wide > 0.75 * canvas[2], f"the grids take {wide} x {tall} of {canvas}")
    ground = program.display.pixel(width - 20, height - 60)
    check(max(ground) > 0, "nothing is drawn at the screen's far corner")
    program.until("how it is left was said for long enough", lambda s: "leave_hint" not in s["widgets"])
    program.key("Tab")
    program.until("the words are gone", lambda s: "talk" not in s["widgets"])
    program.key("Tab")
    program.until("the words are back", lambda s: "talk" in s["widgets"])
    program.key("Next")
    program.until_field("done", 1)
    program.key("Next")
    program.until_field("done", 2)
    program.key("Prior")
    program.until_field("done", 1)
    program.key("Escape")
    program.until("the window as it was", lambda s: not s["presents"] and s["widgets"]["canvas"] == small["canvas"])


def story_veils(stage):
    program = stage.overlap()
    program.key("End")
    program.until_field("done", OVERLAP_STEPS)
    program.until_field("moving", False)
    inside = program.place("dX(2,2)", 0.2, 0.2)
    seen = stage.display.pixel(*inside)
    program.key("v")
    program.until_pixel("dX is covered", inside, lambda pixel: pixel != seen)
    program.click("dX(2,2)")
    program.move("canvas", 0.5, 0.995)
    program.until_pixel("a click lifts the veil", inside, lambda pixel: pixel == seen)


def story_sizes(stage):
    """From a corner of the screen to more than the screen; hidden, and back."""
    program = stage.overlap()
    done = 0
    for width, height in ((640, 400), (3840, 2160), (320, 200), (1120, 760)):
        canvas = program.resize(width, height)["widgets"]["canvas"]
        check(canvas[0] + canvas[2] <= width and canvas[1] + canvas[3] <= height,
              f"the canvas {canvas} leaves {width} x {height}")
        program.move_to(min(width, 1120) // 2, min(height, 760) - 20)
        done += 1
        program.key("Right")
        program.until_field("done", done)
    window = program.window()
    stage.display.xdotool("windowunmap", "--sync", window)
    stage.display.xdotool("windowmap", "--sync", window)
    program.move("canvas", 0.5, 0.995)
    program.key("Right")
    program.until_field("done", done + 1)


def story_display_gone(stage):
    """The screen goes away: the program ends by itself, with a word, and its unsaved work is kept."""
    program = stage.overlap()
    stage.display.server.kill()
    stage.display.server.wait()
    check(program.until_closed() == 1, f"the exit code is {program.process.returncode}")
    said = program.said().strip().splitlines()
    check(said and said[-1].startswith("poolwalk: ") and "display" in said[-1], f"it says {said}")


def story_no_fonts(stage):
    """Without any font file the letters of ImGui stand in; a machine that hides no folder for us is told so."""
    picture = stage.folder / "plain.png"
    hide = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs none /usr/share/fonts && exec "$@"', "sh"]
    if subprocess.run([*hide, "true"], capture_output=True).returncode != 0:
        print("no_fonts: this machine lets nobody hide a folder, so it was not tried")
        return
    done = subprocess.run([*hide, stage.binary, "shot", "--example", "ties", "--step", "12", "--out", str(picture)],
                          env=stage.display.env, capture_output=True, text=True, timeout=60)
    check(done.returncode == 0 and picture.read_bytes().startswith(b"\x89PNG"), f"{done.returncode}: {done.stderr}")


def story_keeping(stage):
    program = stage.run("--example", "overlap", fresh=False)
    program.start()
    program.click("X(2,2)")
    program.type("0.5")
    program.key("Return")
    program.until_field("unsaved", True)
    program.key("Right")
    program.key("l")
    program.until("a step in the light", lambda s: s["done"] == 1 and s["theme"] == "light")
    program.key("q", "ctrl")
    program.until_field("question", True)
    program.key("Escape")
    program.until_field("question", False)
    program.key("s", "ctrl")
    program.until("a name is asked for", lambda s: s["show_files"] and "path" in s["widgets"])
    program.type_path("work")
    program.key("Return")
    kept = program.until_field("unsaved", False)
    path = stage.folder / "work.json"
    session = json.loads(path.read_text())
    check(session["poolwalk"] == "session" and session["document"]["x"][2][2] == 0.5
          and session["playback"]["done"] == 1,
          f"Python reads {session}")
    program.key("q", "ctrl")
    check(program.until_closed() == 0, f"the exit code is {program.process.returncode}")

    program = stage.run(fresh=False)
    opened = program.start()
    check(opened["file"] == str(path) and opened["document"] == kept["document"] and opened["done"] == 1,
          "the session is not as it was left")
    check(opened["theme"] == "light" and not opened["unsaved"], "the window is not as it was left")
    # What Python writes is read as well.
    session["document"]["x"][0][0] = float(42)
    path.write_text(json.dumps(session))
    program.click("menu/File")
    program.click("menu/recent")
    program.click("menu/recent/0")
    program.until("what Python wrote", lambda s: s["document"]["x"][0] == 42)

    # Killed with unsaved work, it offers what it kept.
    program.click("X(1,1)")
    program.type("7")
    program.key("Return")
    program.until_field("unsaved", True)
    left = stage.folder / "remembered" / "poolwalk"
    program.until("one autosave", lambda s: len(list(left.glob("autosave-*.json"))) == 1)
    program.process.kill()
    program.process.wait()
    program = stage.run("--example", "ties", fresh=False)
    program.start()
    program.until_field("question", True)
    program.key("Return")
    state = program.until("the work of before", lambda s: s["document"]["x"][5] == 7 and s["document"]["x"][0] == 42)
    check(state["unsaved"] and state["file"] == str(path), "recovered work is not saved yet")
    program.key("s", "ctrl")
    program.until_field("unsaved", False)
    check(json.loads(path.read_text())["document"]["x"][1][1] == 7, "it was not saved where it belongs")
    program.key("q", "ctrl")
    check(program.until_closed() == 0, f"the exit code is {program.process.returncode}")
    check(not list(left.glob("autosave-*")), "an autosave is left after a clean end")


def story_stopped(stage):
    """A signal within ten seconds of the last autosave, and a display that goes away: the newest change is kept."""
    left = stage.folder / "remembered" / "poolwalk"

    def type_into(program, value):
        program.click("X(1,1)")
        program.type(value)
        program.key("Return")
        program.until("it is there", lambda s: s["document"]["x"][5] == float(value))

    def changed_twice(*words):
        program = stage.run(*words, fresh=False)
        program.start()
        type_into(program, "7")
        program.until("one autosave", lambda s: len(list(left.glob("autosave-*.json"))) == 1)
        type_into(program, "8")
        return program

    def expect_offered():
        program = stage.run("--example", "ties", fresh=False)
        program.start()
        program.until_field("question", True)
        program.key("Return")
        program.until("the newest change", lambda s: s["document"]["x"][5] == 8)
        program.key("q", "ctrl")
        program.until_field("question", True)
        program.key("d")
        check(program.until_closed() == 0, f"the exit code is {program.process.returncode}")
        check(not list(left.glob("autosave-*")), "an autosave is left")

    for number, code, name in ((signal.SIGTERM, 143, "SIGTERM"), (signal.SIGHUP, 129, "SIGHUP"),
                               (signal.SIGINT, 130, "Ctrl+C")):
        program = changed_twice("--example", "overlap")
        program.process.send_signal(number)
        check(program.until_closed() == code, f"the exit code is {program.process.returncode}")
        said = f"poolwalk: stopped by {name}; unsaved work is offered at the next start\n"
        check(program.said() == said, f"it says {program.said()!r}")
        expect_offered()

    # Nothing was changed: nothing is kept, and it is no error.
    program = stage.overlap()
    program.process.terminate()
    check(program.until_closed() == 143 and program.said() == "poolwalk: stopped by SIGTERM\n", program.said())
    check(not list(left.glob("autosave-*")), "an autosave of nothing")

    program = changed_twice("--example", "overlap")
    stage.display.server.kill()
    stage.display.server.wait()
    check(program.until_closed() == 1, f"the exit code is {program.process.returncode}")
    stage.display = Display(stage.folder)
    expect_offered()


def refused(stage, env, part):
    """The program must end with 1 and one line on stderr that holds `part`."""
    done = subprocess.run([stage.binary, "--fresh", "--example", "overlap"], env=env, capture_output=True, text=True,
                          timeout=60)
    lines = done.stderr.splitlines()
    check(done.returncode == 1 and done.stdout == "" and len(lines) == 1,
          f"{done.returncode}: {done.stdout}{done.stderr}")
    check(lines[0].startswith("poolwalk: ") and part in lines[0], lines[0])


def story_rules_workspace(stage):
    program = stage.run("--example", "ties")
    program.start()
    program.key("2", "ctrl")
    program.until("the cards are there", lambda s: "card.all.accumulate" in s["widgets"])
    cards = [name for name in program.state()["widgets"]
             if name.startswith("card.") and not name.endswith(".compare")]
    check(len(cards) == 18, "not every pair of rules has a card")
    program.click("card.all.accumulate.compare")
    program.click("card.split.accumulate")
    split = program.until("the tile is walked",
                          lambda s: s["document"]["tie_rule"] == "split" and "timeline" in s["widgets"])
    check(sum(split["dx"]) == sum(split["document"]["dy"]), "shares do not add up to dY")
    program.key("k")
    program.until("it is the baseline", lambda s: s["baseline"])
    program.key("t")
    program.until("the other is changed", lambda s: s["document"]["tie_rule"] == "first_per_row" and s["baseline"])


def story_check_workspace(stage):
    mine = stage.folder / "mine.csv"
    mine.write_text("0,3,4,0\n3,0,10,0\n0,8,1,0\n0,0,0,0\n")
    program = stage.run("--example", "ties")
    program.start()
    program.key("4", "ctrl")
    program.until("the check is there", lambda s: "check_error" in s["widgets"])
    program.click("claim_open")
    program.until("the list is open", lambda s: s["show_files"])
    program.click("path")
    program.type_path(str(mine))
    program.key("Return")
    program.until("it is diagnosed", lambda s: "diagnosis" in s["widgets"])
    program.click("walk_diagnosis")
    walked = program.until("its rules are walked", lambda s: s["document"]["tie_rule"] == "all")
    check(walked["dx"] == [0, 3, 4, 0, 3, 0, 10, 0, 0, 8, 1, 0, 0, 0, 0, 0],
          "the walk gives another dX than was pasted")


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
