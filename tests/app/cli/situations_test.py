"""situations_test.py POOLWALK: what people reported of other programs, tried on this one, a row each.

A row holds what is called, the files it finds, and what must come of it: the exit code and words that are said. No
call may take longer than the limit, whatever stands in its way.
"""

import os
import pathlib
import re
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

POOLWALK = sys.argv[1]
LIMIT_S = 60  # a busy machine is no failure; a call that hangs is


def npy(descr, shape, data):
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data


def floats(*values):
    return struct.pack(f"<{len(values)}d", *values)


def png(width, height, rows):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


GRID = "1,2,3\n4,5,6\n7,8,9\n"
TIES = "2,2\n2,2\n"
RIGHT, WRONG = 0, 1

# Words after the program's name, with {} for its folder; files; exit code; what is said.
ROWS = [
    # --- the layer itself
    ("ceil mode drops a window that begins outside", "run x.csv --kernel 1 --stride 2 --ceil",
     {"x.csv": "1,2,3,4\n"}, RIGHT, r"1 +3"),
    ("ceil mode with padding", "run x.csv --kernel 2 --stride 2 --padding 1 --ceil", {"x.csv": GRID}, RIGHT, r"9"),
    ("dilation with padding at the beginning", "run x.csv --kernel 2 --dilation 2 --pads 1,1,0,0 --stride 1",
     {"x.csv": GRID}, RIGHT, r"5"),
    ("a window wider than the input", "run x.csv --kernel 4", {"x.csv": GRID}, WRONG, r"spans 4 rows"),
    ("a dilated window wider than the input", "run x.csv --kernel 2 --dilation 3", {"x.csv": GRID}, WRONG,
     r"spans 4 rows"),
    ("more padding than half the kernel", "run x.csv --kernel 2 --stride 2 --padding 2", {"x.csv": GRID}, RIGHT,
     r"PyTorch"),
    ("a window of padding only", "run x.csv --kernel 2 --stride 2 --padding 2", {"x.csv": GRID}, RIGHT, r"-inf"),
    ("padding never wins over negative numbers", "run x.csv --kernel 2 --stride 2 --padding 1",
     {"x.csv": "-1,-2\n-3,-4\n"}, RIGHT, r"-1 +-2"),
    ("the largest finite number", "run x.csv", {"x.csv": "1e308,1e308\n-1e308,0\n"}, RIGHT, r"1e\+?308"),
    ("NaN is passed on", "run x.csv", {"x.csv": "nan,1\n2,3\n"}, RIGHT, r"nan"),
    ("only -inf", "run x.csv", {"x.csv": "-inf,-inf\n-inf,-inf\n"}, RIGHT, r"-inf"),
    ("a kernel as large as a large input", "run --example ties --kernel 4", {}, RIGHT, r"7"),
    ("TensorFlow's SAME on an odd side", "run x.csv --kernel 2 --stride 2 --padding same", {"x.csv": GRID}, RIGHT,
     r"same pads"),
    ("a dY of ceil mode names it", "run x.csv --dy dy.csv", {"x.csv": GRID, "dy.csv": "1,1\n1,1\n"}, WRONG,
     r"with --ceil they fit"),
    # --- whose dX is this
    ("a framework in ceil mode", "diagnose --x x.csv --dx dx.csv", {"x.csv": GRID, "dx.csv": "0,0,0\n0,1,1\n0,1,1\n"},
     RIGHT, r"rounded up where it should be rounded down"),
    ("an argmax without the image's offset", "diagnose --x x.npy --dx dx.npy --kernel 1,2",
     {"x.npy": npy("<f8", (2, 1, 1, 2), floats(1, 2, 4, 3)), "dx.npy": npy("<f8", (2, 1, 1, 2), floats(1, 1, 0, 0))},
     RIGHT, r"added into the first (image|plane)"),
    ("an array of integers cuts", "diagnose --x x.txt --dy dy.txt --dx dx.txt --kernel 2",
     {"x.txt": "[[1,2,5,6],[3,4,7,8]]", "dy.txt": "[[2.7,1.3]]", "dx.txt": "[[0,0,0,0],[0,2,0,1]]"}, RIGHT,
     r"cut to whole numbers"),
    ("a dX in half precision", "diagnose --x x.txt --dy dy.txt --dx dx.npy --kernel 1,2 --stride 1",
     {"x.txt": "[[1, 5, 1]]", "dy.txt": "[[0.1, 0.2]]", "dx.npy": npy("<f2", (1, 3), bytes.fromhex("0000cd340000"))},
     RIGHT, r"right on this input.*half precision"),
    ("a tie that printing made", "diagnose --x x.txt --dx dx.txt",
     {"x.txt": "tensor([[0.1234, 0.1234],\n        [0.0500, 0.0100]])",
      "dx.txt": "tensor([[0., 1.],\n        [0., 0.]])"}, RIGHT, r"^X has ties, which rounding it to the 4 decimals"),
    ("every tied cell is paid", "diagnose --x x.csv --dx dx.csv", {"x.csv": TIES, "dx.csv": "1,1\n1,1\n"}, RIGHT,
     r"every tied cell the full gradient"),
    # --- arrays
    ("an empty batch", "probe x.npy", {"x.npy": npy("<f8", (0, 1, 2, 2), b"")}, WRONG, r"empty"),
    ("a row longer than a side may be", "probe x.npy", {"x.npy": npy("|u1", (1, 20000), bytes(20000))}, WRONG,
     r"the limit is 16384 cells a side"),
    ("five dimensions", "probe x.npy", {"x.npy": npy("<f8", (1, 1, 1, 1, 1), floats(0))}, WRONG, r"5 dimensions"),
    ("complex numbers", "probe x.npy", {"x.npy": npy("<c16", (1, 1), floats(0, 0))}, WRONG, r"complex|c16"),
    ("integers that float64 rounds", "probe x.npy", {"x.npy": npy("<i8", (1, 1), struct.pack("<q", 2**53 + 1))},
     RIGHT, r"rounded"),
    ("another order of bytes", "run x.npy --kernel 1", {"x.npy": npy(">f4", (1, 2), struct.pack(">2f", 1.5, 2))},
     RIGHT, r"1\.5"),
    ("a header of savetxt", "probe x.csv", {"x.csv": "# a,b\n1,2\n3,4\n"}, RIGHT, r"comments were skipped"),
    ("a decimal comma", "probe x.csv", {"x.csv": "1,5;2\n3;4,25\n"}, RIGHT, r"comma"),
    ("thousands of columns that differ", "probe x.csv", {"x.csv": "1,2\n3\n"}, WRONG, r"line 2"),
    ("keys given twice", "probe x.json", {"x.json": '{"poolwalk": "session", "poolwalk": "lesson"}'}, WRONG,
     r"twice"),
    ("a deep JSON", "probe x.json", {"x.json": "[" * 100000}, WRONG, r"x\.json"),
    ("a picture", "probe x.png", {"x.png": png(2, 2, b"\0\1\2\0\3\4")}, RIGHT, r"1x2x2"),
    ("another program's array", "probe x.pt", {"x.pt": b"PK"}, WRONG, r"torch\.load"),
    ("numbers printed by a GPU", "probe x.txt",
     {"x.txt": "tensor([[1., 2.]], device='cuda:0', grad_fn=<MulBackward0>)"},
     RIGHT, r"float32 1x1x1x2"),
    ("an abbreviated print", "probe x.txt", {"x.txt": "tensor([[1., 2., ..., 3.]])"}, WRONG, r"set_printoptions"),
    # --- names and places
    ("a name that looks like an option", "run ./-x.csv", {"-x.csv": GRID}, RIGHT, r"5"),
    ("the same without its folder", "run -x.csv", {"-x.csv": GRID}, 2, r"the file is \./-x\.csv"),
    ("a name with a line break", "run a\nb.csv", {"a\nb.csv": "1,x\n"}, WRONG, r"a\\x0ab\.csv|a\\nb\.csv|a.b\.csv"),
    ("a name of no end", "run " + "x" * 5000 + ".csv", {}, WRONG, r"cannot be read|no such file"),
    ("a link to nowhere", "run link.csv", {"link.csv": pathlib.PurePath("gone.csv")}, WRONG, r"a link to gone\.csv"),
    ("a folder for a file", "run .", {}, WRONG, r"folder|format"),
    ("a misspelt option", "run x.csv --kernal 2", {"x.csv": GRID}, 2, r"--kernel is one"),
    ("an ending in capitals", "export x.csv --to OUT.SVG", {"x.csv": GRID}, RIGHT, r"OUT\.SVG"),
    # --- writing
    ("over a file that exists", "run x.csv --out out", {"x.csv": GRID, "out/y.npy": "mine"}, WRONG,
     r"exists already"),
    ("into a folder that is not there", "export x.csv --to no/dx.npy", {"x.csv": GRID}, WRONG, r"no/dx\.npy"),
    ("frames too fast for a film", "film --example ties --fps 1000 --out f.gif", {}, 2, r"0\.1 to 50"),
]


def fill(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, pathlib.PurePath):
            path.symlink_to(content)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


def call(folder, words, **options):
    return subprocess.run([POOLWALK, *words], cwd=folder, capture_output=True, text=True, timeout=LIMIT_S, **options)


def wrong_with(row):
    name, words, files, code, said = row
    with tempfile.TemporaryDirectory() as folder:
        fill(pathlib.Path(folder), files)
        done = call(folder, words.split(" "), stdin=subprocess.DEVNULL)
    output = done.stdout + done.stderr
    if done.returncode != code:
        return f"{name}: exit code {done.returncode}, not {code}: {output[-300:]}"
    is_said = re.search(said, output, re.MULTILINE | re.DOTALL)
    return "" if is_said else f"{name}: {said!r} is not in {output[-300:]!r}"


# What needs more than a call: pipes, languages, signals. Each returns what is wrong, or "".

def a_pipe_in_place_of_a_file(folder):
    os.mkfifo(folder / "x.csv")
    done = call(folder, ["run", "x.csv"])
    return "" if done.returncode == 1 and "not an ordinary file" in done.stderr else done.stderr


def a_pipe_in_place_of_a_target(folder):
    os.mkfifo(folder / "dx.npy")
    done = call(folder, ["export", "--example", "ties", "--to", "dx.npy", "--force"])
    return "" if done.returncode == 1 and (folder / "dx.npy").is_fifo() else done.stdout + done.stderr


def standard_input(folder):
    done = call(folder, ["run", "-", "--kernel", "1"], input="1 2\n3 4\n")
    return "" if done.returncode == 0 and "4" in done.stdout else done.stderr


def an_output_that_is_full(folder):
    with open("/dev/full", "w") as full:
        done = subprocess.run([POOLWALK, "run", "--example", "ties"], cwd=folder, stdout=full, stderr=subprocess.PIPE,
                              text=True, timeout=LIMIT_S)
    return "" if done.returncode == 1 and "cannot be written to its end" in done.stderr else done.stderr


def a_language_with_a_decimal_comma(folder):
    fill(folder, {"x.csv": "1.5,2\n"})
    done = call(folder, ["run", "x.csv", "--kernel", "1"], env={**os.environ, "LC_ALL": "de_DE.UTF-8"})
    return "" if done.returncode == 0 and "1.5" in done.stdout else done.stdout + done.stderr


def a_link_is_followed_and_its_mode_kept(folder):
    fill(folder, {"real/dx.csv": "before", "dx.csv": pathlib.PurePath("real/dx.csv")})
    os.chmod(folder / "real/dx.csv", 0o640)
    done = call(folder, ["export", "--example", "ties", "--to", "dx.csv", "--force"])
    real = folder / "real/dx.csv"
    kept = (folder / "dx.csv").is_symlink() and real.stat().st_mode & 0o777 == 0o640
    return "" if done.returncode == 0 and kept and real.read_text() != "before" else done.stderr or "not kept"


def a_film_that_is_stopped(folder):
    for number, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        running = subprocess.Popen([POOLWALK, "film", "--example", "ties", "--figure", "--out", "f.gif"], cwd=folder,
                                   stderr=subprocess.PIPE, text=True)
        time.sleep(0.3)
        running.send_signal(number)
        said = running.communicate(timeout=LIMIT_S)[1]
        # It may have been faster, or not yet listening.
        if running.returncode not in (0, code, -number):
            return f"exit code {running.returncode}: {said}"
        left = [name for name in os.listdir(folder) if name != "f.gif" or running.returncode != 0]
        if left:
            return f"left: {left}"
        (folder / "f.gif").unlink(missing_ok=True)
    return ""


def a_file_system_without_room(folder):
    import resource
    done = call(folder, ["export", "--example", "ties", "--to", "dx.npy"],
                preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                                    resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))))
    return "" if done.returncode == 1 and not os.listdir(folder) else done.stderr + str(os.listdir(folder))


TRIED = [a_pipe_in_place_of_a_file, a_pipe_in_place_of_a_target, standard_input, an_output_that_is_full,
         a_language_with_a_decimal_comma, a_link_is_followed_and_its_mode_kept, a_film_that_is_stopped,
         a_file_system_without_room]


def main():
    wrong = [words for words in map(wrong_with, ROWS) if words]
    for one in TRIED:
        with tempfile.TemporaryDirectory() as folder:
            if words := one(pathlib.Path(folder)):
                wrong.append(f"{one.__name__}: {words}")
    print("\n".join([*wrong, f"{len(ROWS) + len(TRIED) - len(wrong)} passed, {len(wrong)} failed"]))
    sys.exit(1 if wrong else 0)


main()
