#!/usr/bin/env python3
"""Tries real GraphQL clients against the program `portico`.

    python3 Tests/Clients/clients.py .build/release/portico [--python <interpreter>] [--chromium <program>]
        [--curl <program>] [--only <script>]

The interpreter is one that has the Python clients, such as of an environment that was made by
`python3 -m venv <folder> && <folder>/bin/pip install 'gql[aiohttp,websockets,requests,httpx]' sgqlc httpx-sse`.
What is not installed is skipped, and said. Ends with 1 when anything fails.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

# How long a script may take.
SECONDS = 300

parser = argparse.ArgumentParser()
parser.add_argument("portico")
parser.add_argument("--python", default=sys.executable)
parser.add_argument("--chromium", default="chromium")
parser.add_argument("--curl", default="curl")
parser.add_argument("--only", help="such as with_gql")
options = parser.parse_args()

counts = {"ok": 0, "FAILED": 0, "SKIPPED": 0}


def tell(line):
    print(line, flush=True)
    word = line.partition(" ")[0]
    if word in counts:
        counts[word] += 1


for script in sorted(Path(__file__).parent.glob("with_*.py")):
    if options.only not in (None, script.stem):
        continue
    print(f"\n## {script.name}", flush=True)
    more = []
    if (tool := script.stem.removeprefix("with_")) in ("chromium", "curl"):
        more = [getattr(options, tool)]
        if not shutil.which(more[0]):
            tell(f"SKIPPED  {script.name}: {more[0]} is not installed")
            continue
    # A session of its own, so that what it has started ends with it.
    process = subprocess.Popen(
        [options.python, "-W", "ignore", script, options.portico, *more], stdout=subprocess.PIPE, text=True,
        start_new_session=True)
    timer = threading.Timer(SECONDS, lambda: os.killpg(process.pid, signal.SIGTERM))
    timer.start()
    before = dict(counts)
    try:
        for line in process.stdout:
            tell(line.rstrip("\n"))
        process.wait()
    except KeyboardInterrupt:
        os.killpg(process.pid, signal.SIGTERM)
        raise
    finally:
        timer.cancel()
    if counts == before or (process.returncode != 0 and counts["FAILED"] == before["FAILED"]):
        tell(f"FAILED   {script.name}: ended with {process.returncode}")

if counts["SKIPPED"]:
    print(f"\n!!! {counts['SKIPPED']} SKIPPED, see above: what is not installed has not been tried.")
print(f"\nClients: {counts['ok']} passed, {counts['FAILED']} failed, {counts['SKIPPED']} skipped.")
sys.exit(1 if counts["FAILED"] or not counts["ok"] else 0)
