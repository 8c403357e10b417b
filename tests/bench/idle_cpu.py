"""idle_cpu.py PROGRAM [SECONDS]: what the open window costs while nobody touches it, in CPU time of the process.

User and system time from /proc, over 30 s under an Xvfb of its own; also while it plays one step a second.
"""

import os
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "app/window"))
from window_driver import Display, Program  # noqa: E402


def cpu_s(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(program, seconds, words):
    time.sleep(2)  # the frames that the last event asked for
    before, start = cpu_s(program.process), time.monotonic()
    time.sleep(seconds)
    used, passed = cpu_s(program.process) - before, time.monotonic() - start
    print(f"{words}: {used:.2f} s of CPU in {passed:.1f} s, {100 * used / passed:.2f} %")


def main(binary, seconds="30"):
    Display.size = "1600x1000"
    with tempfile.TemporaryDirectory(prefix="poolwalk-idle-") as folder:
        display = Display(folder)
        program = Program(os.path.abspath(binary), display, folder, "--example", "lighthouse")
        try:
            program.start()
            measure(program, float(seconds), "idle")
            program.key("space")
            program.until_field("playing", True)
            measure(program, float(seconds), "playing, a step a second")
        finally:
            program.close()
            display.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
