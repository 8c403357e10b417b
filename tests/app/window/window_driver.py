"""A person at the real window: an Xvfb of its own, xdotool for the hands, the state file and the screen for the eyes.

Nothing here sleeps for a fixed time but a key that is held: the program says what it has done in its state file.
The stories are in window_stories.py.
"""

import json
import os
import pathlib
import random
import select
import struct
import subprocess
import time

PATIENCE_S = 20  # of a busy machine; nothing takes a second
HELD_S = "0.08"  # shorter presses are lost between two frames


class Failed(Exception):
    pass


def need(command, package):
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        if os.access(os.path.join(folder, command), os.X_OK):
            return
    raise Failed(f"{command} is missing; install it with:  apt-get install {package}")


class Display:
    """A screen without a window manager; its pixels lie in a file that Xvfb keeps up to date."""

    size = "1120x760"  # of the screen and of the window

    def __init__(self, folder):
        need("Xvfb", "xvfb")
        need("xdotool", "xdotool")
        self.screen = pathlib.Path(folder) / "screen"
        self.screen.mkdir()
        # Numbers at random: low ones are taken and given back by others, sockets and all, at any time.
        for _ in range(5):
            number = str(random.randrange(1000, 30000))
            if self.serve(number, self.size + "x24"):
                break
            self.close()
        else:
            raise Failed("Xvfb did not start")
        self.env = dict(os.environ, DISPLAY=":" + number, ASAN_OPTIONS="detect_leaks=0",
                        XDG_STATE_HOME=str(pathlib.Path(folder) / "remembered"))
        self.env.pop("WAYLAND_DISPLAY", None)

    def serve(self, number, screen):
        """True once the server listens."""
        reads, writes = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", ":" + number, "-displayfd", str(writes), "-screen", "0", screen, "-nolisten", "tcp", "-noreset",
             "-fbdir", str(self.screen)],
            pass_fds=[writes], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writes)
        told = b""
        # The end of the line is written by itself; a server that cannot write it gives up.
        while not told.endswith(b"\n") and select.select([reads], [], [], PATIENCE_S)[0]:
            piece = os.read(reads, 16)
            told += piece
            if not piece:
                break
        os.close(reads)
        return told == f"{number}\n".encode()

    def close(self):
        self.server.terminate()
        self.server.wait()

    def xdotool(self, *words):
        done = subprocess.run(["xdotool", *map(str, words)], env=self.env, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise Failed(f"xdotool {' '.join(map(str, words))}: {done.stderr.strip()}")
        return done.stdout

    def pixel(self, x, y):
        """Red, green and blue of a place on the screen."""
        data = (self.screen / "Xvfb_screen0").read_bytes()
        header = struct.unpack(">25I", data[:100])
        start, bits, line, colors = header[0], header[11], header[12], header[19]
        at = start + 12 * colors + int(y) * line + int(x) * bits // 8
        blue, green, red = data[at:at + 3]
        return red, green, blue


class Program:
    """One poolwalk on a display. Widgets are named as the program names them."""

    def __init__(self, binary, display, folder, *words, fresh=True):
        self.display, self.folder = display, pathlib.Path(folder)
        self.state_path = self.folder / "state.json"
        self.state_path.unlink(missing_ok=True)
        self.errors = open(self.folder / "stderr", "w+")
        self.process = subprocess.Popen(
            [binary, *(["--fresh"] if fresh else []), "--size", display.size, "--state-file", str(self.state_path), *map(str, words)],
            cwd=self.folder, env=display.env, stdin=subprocess.DEVNULL, stderr=self.errors)

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
        self.errors.close()

    # What it shows -----------------------------------------------------------------------------

    def said(self):
        self.errors.seek(0)
        return self.errors.read()

    def state(self):
        try:
            return json.loads(self.state_path.read_text())
        except FileNotFoundError:
            return None

    def until(self, what, holds):
        """The first state of which holds(state) is true; `what` is said if there is none."""
        end = time.monotonic() + PATIENCE_S
        while True:
            state = self.state()
            if state and holds(state):
                return state
            if self.process.poll() is not None:
                raise Failed(f"{what}: the program ended with {self.process.returncode}: {self.said()}")
            if time.monotonic() > end:
                if state:
                    state.pop("widgets", None)
                raise Failed(f"{what}: not so after {PATIENCE_S} s; the state is {json.dumps(state)}")
            time.sleep(0.01)

    def until_field(self, name, value):
        return self.until(f"{name} is {value!r}", lambda state: state.get(name) == value)

    def until_pixel(self, what, place, holds):
        end = time.monotonic() + PATIENCE_S
        while not holds(self.display.pixel(*place)):
            if time.monotonic() > end:
                raise Failed(f"{what}: the pixel at {place} is {self.display.pixel(*place)}")
            time.sleep(0.02)

    def until_closed(self):
        try:
            return self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            raise Failed("the program did not end") from None

    def place(self, name, across=0.5, down=0.5):
        """A place within a widget, by default its middle."""
        state = self.until(f"a widget {name}", lambda s: name in s.get("widgets", {}))
        x, y, w, h = state["widgets"][name]
        return round(x + w * across), round(y + h * down)

    # What a person does ------------------------------------------------------------------------

    def start(self):
        """The pointer over the window: without a window manager, keys go where it is."""
        self.until("a first state", lambda state: "canvas" in state.get("widgets", {}))
        self.move("canvas", 0.5, 0.995)
        return self.state()

    def key(self, name, *modifiers):
        words = [word for m in modifiers for word in ("keydown", m)]
        words += ["keydown", name, "sleep", HELD_S, "keyup", name]
        words += [word for m in reversed(modifiers) for word in ("keyup", m)]
        self.display.xdotool(*words, "sleep", "0.02")

    def type(self, text):
        names = {".": "period", "-": "minus", "/": "slash", "_": "underscore"}
        for letter in text:
            self.key(names.get(letter, letter))

    def type_path(self, text):
        """Into the field of the list of files, once it has the keys; a loaded machine gives them late."""
        self.until_field("typing", True)
        self.type(text)
        self.until_field("typed_path", text)

    def move(self, name, across=0.5, down=0.5):
        target = None
        # A list that has just opened may find its place one frame later.
        while target != self.place(name, across, down):
            target = self.place(name, across, down)
            self.display.xdotool("mousemove", *target, "sleep", "0.06")

    def click(self, name, across=0.5, down=0.5):
        self.move(name, across, down)
        # A menu takes what the pointer is over when the button is let go: on a loaded machine that may be seen late,
        # when the pointer is already elsewhere.
        self.display.xdotool("mousedown", 1, "sleep", HELD_S)
        self.until_pressed(True)
        self.display.xdotool("mouseup", 1, "sleep", "0.02")
        self.until_pressed(False)

    def until_pressed(self, pressed):
        end = time.monotonic() + PATIENCE_S
        while self.process.poll() is None and self.state()["pressed"] != pressed:
            if time.monotonic() > end:
                raise Failed(f"the button of the mouse is not seen {'pressed' if pressed else 'released'}")
            time.sleep(0.01)

    def wheel(self, name, clicks):
        self.move(name)
        for _ in range(abs(clicks)):
            self.display.xdotool("click", 4 if clicks > 0 else 5, "sleep", "0.03")
