"""A person at the real window: an Xvfb of its own, xdotool for the hands, the state file and the screen for the eyes.

Nothing here waits for a time. The program's state file tells what its last frame saw of the mouse and the keyboard,
what it showed, and whether more frames are due: a button is held until a frame has seen it, and a widget is clicked
once the picture stands still. The stories are in window_stories.py.
"""

import json
import os
import pathlib
import random
import select
import struct
import subprocess
import sys
import time

PATIENCE_S = 40  # of a busy machine; nothing takes a second
POLL_S = 0.005


class Failed(Exception):
    pass


def need(command, package):
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        if os.access(os.path.join(folder, command), os.X_OK):
            return
    raise Failed(f"{command} is missing; install it with:  apt-get install {package}")


def letters_of(text):
    """The keys that type it, as (name, modifiers)."""
    names = {".": ("period", []), "-": ("minus", []), "/": ("slash", []), "_": ("minus", ["shift"])}
    return [names.get(letter, (letter, [])) for letter in text]


# An X11 client that owns a selection and never answers, until its input is closed.
SILENT_OWNER = """
import ctypes, ctypes.util, sys
x = ctypes.CDLL(ctypes.util.find_library("X11"))
x.XOpenDisplay.restype = ctypes.c_void_p
display = ctypes.c_void_p(x.XOpenDisplay(None))
x.XDefaultRootWindow.restype = x.XCreateSimpleWindow.restype = x.XInternAtom.restype = ctypes.c_ulong
x.XCreateSimpleWindow.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_int] * 2 + [ctypes.c_uint] * 3 + \\
    [ctypes.c_ulong] * 2
x.XSetSelectionOwner.argtypes = [ctypes.c_void_p] + [ctypes.c_ulong] * 3
window = x.XCreateSimpleWindow(display, x.XDefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0)
x.XSetSelectionOwner(display, x.XInternAtom(display, sys.argv[1].encode(), 0), window, 0)
x.XSync(display, 0)
print("owns it", flush=True)
sys.stdin.read()
"""


class Display:
    """A screen without a window manager; its pixels lie in a file that Xvfb keeps up to date."""

    size = "1120x760"  # of the screen and of the window, if nothing else is said

    def __init__(self, folder, size=size):
        self.size = size
        need("Xvfb", "xvfb")
        need("xdotool", "xdotool")
        self.screen = pathlib.Path(folder) / "screen"
        self.screen.mkdir(exist_ok=True)
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
             "-r", "-fbdir", str(self.screen)],  # no key repeats, however long it is held
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

    def silent_owner(self, selection):
        """A program that owns a selection of this display and never answers; it ends with its terminate()."""
        owner = subprocess.Popen([sys.executable, "-c", SILENT_OWNER, selection], env=self.env, stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, text=True)
        if owner.stdout.readline() != "owns it\n":
            raise Failed(f"nobody owns {selection}")
        return owner

    def pixel(self, x, y):
        """Red, green and blue of a place on the screen."""
        with open(self.screen / "Xvfb_screen0", "rb") as pixels:
            header = struct.unpack(">25I", pixels.read(100))
            start, bits, line, colors = header[0], header[11], header[12], header[19]
            pixels.seek(start + 12 * colors + int(y) * line + int(x) * bits // 8)
            blue, green, red = pixels.read(3)
        return red, green, blue


class Program:
    """One poolwalk on a display. Widgets are named as the program names them."""

    def __init__(self, binary, display, folder, *words, fresh=True):
        self.display, self.folder = display, pathlib.Path(folder)
        self.state_path = self.folder / "state.json"
        self.state_path.unlink(missing_ok=True)
        self.errors = open(self.folder / "stderr", "w+")
        self.process = subprocess.Popen(
            [binary, *(["--fresh"] if fresh else []), "--size", display.size, "--state-file", str(self.state_path),
             *map(str, words)],
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

    def until(self, what, holds, patience_s=PATIENCE_S, or_ended=False):
        """The first state of which holds(state) is true; `what` is said if there is none.

        With `or_ended`, a program that ended is as good, and the state is its last.
        """
        end = time.monotonic() + patience_s
        while True:
            ended = self.process.poll() is not None
            state = self.state()
            if state and holds(state):
                return state
            if ended and or_ended:
                return state
            if ended:
                raise Failed(f"{what}: the program ended with {self.process.returncode}: {self.said()}")
            if time.monotonic() > end:
                if state:
                    state.pop("widgets", None)
                raise Failed(f"{what}: not so after {patience_s} s; the state is {json.dumps(state)}")
            time.sleep(POLL_S)

    def until_field(self, name, value):
        return self.until(f"{name} is {value!r}", lambda state: state.get(name) == value)

    def until_still(self, what, holds=lambda state: True):
        """Until that is so and no frame is due that could change the picture, or the program has ended."""
        return self.until(what, lambda state: holds(state) and state["frames_due"] == 0, or_ended=True)

    def until_pixel(self, what, place, holds):
        end = time.monotonic() + PATIENCE_S
        while not holds(self.display.pixel(*place)):
            if time.monotonic() > end:
                raise Failed(f"{what}: the pixel at {place} is {self.display.pixel(*place)}")
            time.sleep(POLL_S)

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
        self.move("canvas", 0.5, 0.995)
        return self.state()

    def window(self):
        return self.display.xdotool("search", "--pid", self.process.pid, "--name", "Poolwalk").split()[-1]

    def resize(self, width, height):
        self.display.xdotool("windowsize", self.window(), width, height)
        return self.until_still("the new size", lambda s: s["size"] == [width, height])

    def key(self, name, *modifiers):
        """Pressed and released at once, as fast as xdotool can; then until a frame has seen it."""
        self.keys([(name, modifiers)])

    def keys(self, pressed):
        """Several of (name, modifiers), one right after the other."""
        before = self.state()["keys_seen"]
        self.press_keys(pressed)
        presses = sum(1 + len(modifiers) for _, modifiers in pressed)
        self.until("the keys are seen", lambda s: s["keys_seen"] >= before + presses, or_ended=True)

    def press_keys(self, pressed):
        words = []
        for name, modifiers in pressed:
            words += [word for m in modifiers for word in ("keydown", m)] + ["keydown", name, "keyup", name]
            words += [word for m in reversed(modifiers) for word in ("keyup", m)]
        self.display.xdotool(*words)

    def type(self, text):
        self.keys(letters_of(text))

    def type_path(self, text):
        """Into the field of the list of files, once it has the keys."""
        self.until_field("typing", True)
        self.type(text)
        self.until_field("typed_path", text)

    def move_to(self, x, y):
        self.display.xdotool("mousemove", x, y)
        self.until_still(f"the pointer is at {x}, {y}", lambda s: s["pointer"] == [x, y])

    def move(self, name, across=0.5, down=0.5):
        """Over a widget that stands still: what has just opened may find its place a frame later."""
        target = self.place(name, across, down)
        while True:
            self.move_to(*target)
            now = self.place(name, across, down)
            if now == target:
                return
            target = now

    def press(self):
        self.display.xdotool("mousedown", 1)
        self.until("the button of the mouse is seen pressed", lambda s: s["pressed"], or_ended=True)

    def release(self):
        self.display.xdotool("mouseup", 1)
        self.until("the button of the mouse is seen released", lambda s: not s["pressed"], or_ended=True)

    def click(self, name, across=0.5, down=0.5):
        self.move(name, across, down)
        self.press()
        self.release()

    def zoom_in(self, clicks=1):
        """With the wheel, over the picture; each click is seen by the picture's size."""
        for _ in range(clicks):
            before = self.state()["zoom"]
            self.display.xdotool("click", 4)
            self.until("the wheel is seen", lambda s: s["zoom"] != before)
