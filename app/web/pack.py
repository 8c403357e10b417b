"""pack.py PAGE SCRIPT WASM OUT: one file of the page, its script and the program, which is compressed in it."""

import base64
import pathlib
import subprocess
import sys

page, script, program, out = map(pathlib.Path, sys.argv[1:])
# Four hundredths smaller than by gzip itself.
compressed = subprocess.run(["zopfli", "-c", "--i5", program], check=True, stdout=subprocess.PIPE).stdout
packed = base64.b64encode(compressed).decode()
text = page.read_text(encoding="utf-8")
code = script.read_text(encoding="utf-8").replace("</script", r"<\/script")
for mark, content in (("@program@", packed), ("@script@", code)):
    before, found, after = text.partition(mark)
    if not found:
        sys.exit(f"{page}: {mark} is missing")
    text = before + content + after
out.write_text(text, encoding="utf-8")
