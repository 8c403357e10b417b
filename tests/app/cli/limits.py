"""limits.py POOLWALK [NAME ...]: files that claim more than the program takes.

Each is made here, given to `probe`, `run` and `shot`, and has to be refused in one line that names the limit, soon
and without the memory that it claims; or, where its claim says nothing of the array, loaded just as cheaply.
With ABOVE_IDLE=1 (for sanitizers, which need memory of their own) memory is counted above that of an empty file.
"""

import os
import resource
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

MIB = 1 << 20
MOST_MIB = 64
MOST_S = 2
HANG_S = 20  # what the test itself allows: the machine may be busy


def npy(shape, descr="<f8", version=1, header_bytes=None):
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    length = len(header) if header_bytes is None else header_bytes
    return b"\x93NUMPY" + bytes([version, 0]) + struct.pack("<H" if version == 1 else "<I", length) + header


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def zeros(count):
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(MIB)) for _ in range(count // MIB)) + packer.compress(bytes(count % MIB))
    return packed + packer.flush()


def png(width, height, data, extra=b""):
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def small_png(extra=b"", data=None):
    return png(4, 4, zlib.compress(bytes(20)) if data is None else data, extra)


def npz(begin, zeros_behind, files=1):
    """Packed arrays whose bytes are `begin` and zeros; only the first is large."""

    def write(file):
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for i in range(files):
                with archive.open(f"{'x' if i == 0 else i}.npy", "w", force_zip64=True) as member:
                    member.write(begin)
                    for _ in range(zeros_behind // MIB if i == 0 else 0):
                        member.write(bytes(MIB))

    return write


def whole(data):
    return lambda file: file.write(data)


def long(data, size=1_000_000_000):
    """`data` at the beginning of a file that is zeros to its end and takes no room on the disk."""

    def write(file):
        file.write(data)
        file.truncate(size)

    return write


def repeated(data, size):
    def write(file):
        for _ in range(size // len(data)):
            file.write(data)

    return write


CASE = '{"params": {"kernel": [2, 2]}, "x": %s}'
SIDE, CELLS, DEPTH, HEADER = "16384", "67108864", "32 levels", "65535"

# name, ending, how it is made, what the sentence has to name; None: it loads.
FILES = [
    ("npy_of_a_billion", "npy", whole(npy("(1000, 1000, 1000)")), CELLS),
    ("npy_of_a_billion_in_a_row", "npy", whole(npy("(1000000000,)")), SIDE),
    ("npy_beyond_64_bits", "npy", whole(npy("(4294967296, 4294967296, 4, 4)")), CELLS),
    ("npy_of_a_billion_with_its_bytes", "npy", long(npy("(1000, 1000, 1000)", "|u1")), CELLS),
    ("npy_of_two_cells_with_a_billion_bytes", "npy", long(npy("(1, 2)")), "expected 16 for"),
    ("npy_with_a_header_of_4_gib", "npy", whole(npy("(1, 2)", version=2, header_bytes=0xFFFFFFFF)), HEADER),
    ("npy_with_a_header_of_500_mb", "npy", long(npy("(1, 2)", version=2, header_bytes=500_000_000)), HEADER),
    ("npz_of_a_billion", "npz", npz(npy("(1000, 1000, 1000)", "|u1"), 1000 * MIB), CELLS),
    ("npz_of_2_gib", "npz", npz(npy("(4, 4)"), 2048 * MIB), "1 GiB"),
    ("npz_of_two_cells_with_half_a_gib", "npz", npz(npy("(1, 2)"), 512 * MIB), "expected 16 for"),
    ("npz_of_70000_files", "npz", npz(npy("(1, 2)"), 0, 70_000), "65535 files"),
    ("npz_of_1_gb_of_zero_bytes", "npz", long(b"PK\x05\x06"), "whole archive"),
    ("png_of_100000_a_side", "png", whole(png(100_000, 100_000, zeros(10 * MIB))), SIDE),
    ("png_of_2_31_a_side", "png", whole(png(2**31 - 1, 2**31 - 1, b"")), SIDE),
    ("png_of_16384_a_side", "png", whole(png(16_384, 16_384, zeros(16_384 * 16_385))), CELLS),
    ("png_of_100000_a_side_and_a_billion_bytes", "png", long(png(100_000, 100_000, b"")), SIDE),
    ("png_that_is_too_short_for_its_pixels", "png", whole(png(8192, 8192, b"")), "8192 x 8192"),
    ("png_with_a_text_bomb", "png", whole(small_png(chunk(b"zTXt", b"k\0\0" + zeros(500 * MIB)))), None),
    ("png_with_a_profile_bomb", "png", whole(small_png(chunk(b"iCCP", b"k\0\0" + zeros(500 * MIB)))), None),
    ("png_with_rows_too_many", "png", whole(small_png(data=zeros(500 * MIB))),
     "left for the last row, the limit is 65544"),
    ("csv_line_of_1_gb", "csv", repeated(b"1," * (MIB // 2), 1_000_000_000), SIDE),
    ("csv_number_of_1_gb", "csv", repeated(b"1" * MIB, 200 * MIB), "4096"),
    ("csv_of_1_gb_of_blanks", "csv", repeated(b" " * MIB, 200 * MIB), str(MIB)),
    ("csv_of_1_gb_of_lines", "csv", repeated(b"1\n" * (MIB // 2), 200 * MIB), SIDE),
    ("csv_list_of_1_gb", "csv", lambda file: (file.write(b"["), repeated(b"1," * (MIB // 2), 200 * MIB)(file)), SIDE),
    ("csv_of_1_gb_of_zero_bytes", "csv", long(b""), "4096"),
    ("csv_of_20000_brackets", "csv", whole(b"[" * 20_000), "4 levels"),
    ("json_of_20000_arrays", "json", whole(b"[" * 20_000 + b"]" * 20_000), "4 levels"),
    ("json_of_1_gb", "json", long(b'{"poolwalk": "session", '), "16 MiB"),
    ("json_of_20000_objects", "json", whole(b'{"a":' * 20_000), DEPTH),
    ("case_of_20000_arrays", "json", whole((CASE % ("[" * 20_000)).encode()), DEPTH),
    ("case_of_a_billion", "json", whole((CASE % '{"shape": [1, 1000, 1000, 1000], "data": []}').encode()), CELLS),
    ("case_of_a_wide_row", "json", whole((CASE % ("[[" + "1," * 20_000 + "1]]")).encode()), SIDE),
]


class Run:
    def __init__(self, command):
        start = time.monotonic()
        out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        process = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        status = usage = None
        while status is None:
            pid, code, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                status = process.returncode = os.waitstatus_to_exitcode(code)
            elif time.monotonic() - start > HANG_S:
                process.kill()
                _, _, usage = os.wait4(process.pid, 0)
                process.returncode = status = "hangs"
            else:
                time.sleep(0.005)
        self.seconds = time.monotonic() - start
        self.status = status
        self.mib = usage.ru_maxrss / 1024
        for file in out, err:
            file.seek(0)
        self.out, self.err = out.read().decode(), err.read().decode()


def commands(program, path, folder):
    geometry = [] if path.endswith(".json") else ["--kernel", "2", "--stride", "2"]
    yield [program, "run", path] + geometry
    yield [program, "shot", path, "--out", os.path.join(folder, "p.png"), "--force"]
    if not path.endswith(".json"):
        yield [program, "probe", path]


def faults(run, limit, idle_mib):
    lines = (run.err + ("" if limit is None or run.err else run.out)).splitlines()
    if limit is None:
        if run.status != 0:
            yield f"ended with {run.status}: {run.err.strip()}"
        return
    if run.status != 1:
        yield f"ended with {run.status}, expected 1"
    if len(lines) != 1:
        yield f"said {len(lines)} lines: {lines[:3]}"
    elif limit not in lines[0]:
        yield f"does not name {limit}: {lines[0]}"
    if run.mib - idle_mib > MOST_MIB:
        yield f"took {run.mib:.0f} MiB ({idle_mib:.0f} MiB are not counted), expected at most {MOST_MIB}"


def main(program, names):
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="poolwalk-limits-") as folder:
        empty = os.path.join(folder, "empty.csv")
        open(empty, "wb").close()
        idle = {name: Run([program, name, empty, *more]).mib
                for name, more in [("run", ["--kernel", "2"]), ("probe", []),
                                   ("shot", ["--out", os.path.join(folder, "p.png")])]}
        counted = idle if os.environ.get("ABOVE_IDLE") else dict.fromkeys(idle, 0)
        for name, ending, write, limit in FILES:
            if names and name not in names:
                continue
            path = os.path.join(folder, f"{name}.{ending}")
            with open(path, "wb") as file:
                write(file)
            worst_s = worst_mib = 0
            for command in commands(program, path, folder):
                if limit is None and command[1] == "shot":
                    continue  # a picture needs the memory of a picture
                run = Run(command)
                worst_s, worst_mib = max(worst_s, run.seconds), max(worst_mib, run.mib)
                for fault in faults(run, limit, counted[command[1]]):
                    print(f"{name}: {command[1]}: {fault}")
                    wrong += 1
            late = "" if worst_s <= MOST_S else f", more than {MOST_S} s"
            print(f"{name}: {worst_s:.2f} s{late}, {worst_mib:.0f} MiB")
            os.remove(path)
    taken = ", ".join(f"{mib:.0f} MiB in {name}" for name, mib in idle.items())
    print(f"{wrong} faults; an empty file takes {taken}")
    return wrong > 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main(sys.argv[1], sys.argv[2:]))
