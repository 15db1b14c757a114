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
# Seconds without a request, after which an opened page is taken to ask for no more.
QUIET = 1
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


def kilobytes(files):
    return sum(map(len, files)) / 1000


class Load:
    """One visit of somebody who has never been here."""

    def __init__(self, program, address):
        self.browser = Chromium(program)
        time.sleep(START)
        try:
            self.page = self.browser.page(address + "/")
            until(lambda: self.mark("ready"))
            self.paths = self.quiet()
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

    def quiet(self):
        """The paths of all that the page has fetched unasked, a second after the last of them."""
        before, now = None, []
        while now != before:
            time.sleep(QUIET)
            before, now = now, self.page.run(
                "performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)")
        return now

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

    # As the figures of GraphiQL, to which the limits were set, tell what it fetches when it is opened; the schema is
    # the server's in both. What is fetched later, when it is used, has no limit, and is told beside it.
    own = [fetched(address, path) for path in ["/", *loads[0].paths] if path.endswith((".js", ".css", "/"))]
    yield "bytes fetched when opened", kilobytes(own), 160, "kB"
    yield "the same, each by gzip", kilobytes(map(gzip.compress, own)), 45, "kB"
    yield "requests when opened", median(lambda load: 1 + len(load.paths)), 12, ""
    files = [file.read_bytes() for file in (Path(__file__).parents[2] / "playground").iterdir()]
    yield "once every part has been used", kilobytes(files), None, "kB"
    yield "the same, each by gzip", kilobytes(map(gzip.compress, files)), None, "kB"
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
        is_met = limit is None or value <= limit
        is_within &= is_met
        print(f"{name:32}{value:9.2f} {'' if limit is None else f'of {limit}':8} {unit:3}{'' if is_met else '  TOO MUCH'}",
              flush=True)
sys.exit(0 if is_within else 1)
