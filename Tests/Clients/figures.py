#!/usr/bin/env python3
"""Measures the playground in a real Chromium, beside what it may take.

    python3 Tests/Clients/figures.py .build/release/portico [<Chromium>] [<address>]

With an address the page is measured that is served there. Ends with 1 when a limit is passed.
"""

import gzip
import statistics
import sys
import time
import urllib.request
from pathlib import Path

from chromium import Chromium
from portico import Portico, until

LOADS = 5
# Seconds that a browser is given to start: the page is opened in one that runs, and knows nothing of it.
START = 2
KEYS = 40
KEYSTROKE = """
new Promise((resolve) => {
  const field = document.getElementById("query");
  field.addEventListener("keydown", (event) => {
    requestAnimationFrame(() => { resolve(performance.now() - event.timeStamp); });
  }, { once: true, capture: true });
})
"""


def fetched(address, path):
    with urllib.request.urlopen(address + path) as answer:
        return answer.read()


class Load:
    """One visit of somebody who has never been here."""

    def __init__(self, program, address):
        self.browser = Chromium(program)
        time.sleep(START)
        try:
            self.page = self.browser.page(address + "/")
            until(lambda: self.mark("schema"))
            # What stands in the page's own time line, up to the schema.
            self.paths = self.page.run(
                "performance.getEntriesByType('resource').filter((entry) => entry.startTime <="
                " performance.getEntriesByName('schema')[0].startTime).map((entry) => new URL(entry.name).pathname)")
            self.editor, self.schema = self.mark("editor"), self.mark("schema")
            self.call("HeapProfiler.collectGarbage")
            self.heap = self.call("Runtime.getHeapUsage")["usedSize"]
            self.short = self.keystroke("query Q { viewer { role } }\n")
            lines = "\n".join(f"query Q{n} {{ a: viewer {{ role displayName }} }}" for n in range(500))
            self.long = self.keystroke(lines)
        finally:
            self.browser.close()

    def call(self, method, **parameters):
        return self.browser.call(method, self.page.session, **parameters)

    def mark(self, name):
        return self.page.run(f"performance.getEntriesByName({name!r})[0]?.startTime ?? 0")

    def keystroke(self, text):
        """Milliseconds from a key to the frame that shows it: the median of many."""
        self.page.run("document.getElementById('query').focus(), document.getElementById('query').select()")
        self.call("Input.insertText", text=text)
        times = []
        for _ in range(KEYS):
            self.page.run(f"globalThis.frame = {KEYSTROKE}, 0")
            key = {"key": "a", "code": "KeyA", "windowsVirtualKeyCode": 65}
            self.call("Input.dispatchKeyEvent", type="keyDown", text="a", **key)
            self.call("Input.dispatchKeyEvent", type="keyUp", **key)
            times.append(self.page.run("globalThis.frame"))
        return statistics.median(times)


def measure(program, address):
    loads = [Load(program, address) for _ in range(LOADS)]

    def median(figure):
        return statistics.median(figure(load) for load in loads)

    files = [file.read_bytes() for file in (Path(__file__).parents[2] / "playground").iterdir()]
    yield "bytes of all files", sum(map(len, files)) / 1000, 160, "kB"
    yield "the same, each by gzip", sum(len(gzip.compress(file)) for file in files) / 1000, 45, "kB"
    own = [fetched(address, path) for path in ["/", *loads[0].paths] if path.endswith((".js", ".css", "/"))]
    yield "bytes until the schema is there", sum(map(len, own)) / 1000, 160, "kB"
    yield "the same, each by gzip", sum(len(gzip.compress(file)) for file in own) / 1000, 45, "kB"
    yield "requests until the schema is there", median(lambda load: 1 + len(load.paths)), 12, ""
    yield "editor ready", median(lambda load: load.editor) / 1000, 0.15, "s"
    yield "schema in place", median(lambda load: load.schema) / 1000, 0.2, "s"
    yield "heap", median(lambda load: load.heap) / 1e6, 3, "MB"
    yield "key to next frame", median(lambda load: load.short), 16.7, "ms"
    yield "the same in 500 lines", median(lambda load: load.long), 16.7, "ms"


program = sys.argv[2] if len(sys.argv) > 2 else "chromium"
with Portico() as server:
    address = sys.argv[3] if len(sys.argv) > 3 else f"http://127.0.0.1:{server.port}"
    is_within = True
    for name, value, limit, unit in measure(program, address):
        is_within &= value <= limit
        print(f"{name:36}{value:9.2f} of {limit:6} {unit:3}{'' if value <= limit else '  TOO MUCH'}", flush=True)
sys.exit(0 if is_within else 1)
