"""pack.py PAGE SCRIPT WASM OUT: one file of the page, its script and the program, which is compressed in it."""

import base64
import gzip
import pathlib
import sys

page, script, program, out = map(pathlib.Path, sys.argv[1:])
packed = base64.b64encode(gzip.compress(program.read_bytes(), 9, mtime=0)).decode()
text = page.read_text(encoding="utf-8")
code = script.read_text(encoding="utf-8").replace("</script", r"<\/script")
for mark, content in (("@program@", packed), ("@script@", code)):
    before, found, after = text.partition(mark)
    if not found:
        sys.exit(f"{page}: {mark} is missing")
    text = before + content + after
out.write_text(text, encoding="utf-8")
