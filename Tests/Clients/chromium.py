"""Drives a Chromium by its debugging pipe: <https://chromedevtools.github.io/devtools-protocol/>."""

import fcntl
import json
import os
import select
import subprocess
import tempfile
import time


class Chromium:
    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        their_input, self.output = os.pipe()
        self.input, their_output = os.pipe()
        # It reads from 3 and writes to 4, which may be in use here.
        high = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (their_input, their_output)]

        def place():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={self.folder.name}"]
            + ["--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
            # It has no sandbox for root.
            + (["--no-sandbox"] if os.geteuid() == 0 else []) + ["about:blank"],
            preexec_fn=place, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for end in (their_input, their_output, *high):
            os.close(end)
        self.bytes = b""
        self.last = 0
        self.complaints = []
        self.version = self.call("Browser.getVersion")["product"]

    def call(self, method, session=None, **parameters):
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if answer.get("method") == "Runtime.exceptionThrown":
                self.complaints.append(answer["params"]["exceptionDetails"]["text"])
            if answer.get("method") == "Log.entryAdded" and answer["params"]["entry"]["level"] == "error":
                self.complaints.append(answer["params"]["entry"]["text"])

    def receive(self, seconds=30):
        end = time.monotonic() + seconds
        while b"\0" not in self.bytes:
            if not select.select([self.input], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError("Chromium says nothing")
            data = os.read(self.input, 1 << 20)
            if not data:
                raise AssertionError("Chromium has ended")
            self.bytes += data
        message, _, self.bytes = self.bytes.partition(b"\0")
        return json.loads(message)

    def page(self, address):
        return Page(self, address)

    def close(self):
        try:
            self.call("Browser.close")
        except (AssertionError, OSError):
            self.process.kill()
        self.process.wait(10)
        self.folder.cleanup()


class Page:
    def __init__(self, browser, address):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            browser.call(f"{domain}.enable", self.session)
        self.go(address)

    def go(self, address):
        self.browser.call("Page.navigate", self.session, url=address)
        end = time.monotonic() + 20
        while not self.run(f"location.href.startsWith({json.dumps(address)}) && document.readyState == 'complete'"):
            if time.monotonic() > end:
                raise AssertionError(f"{address} does not load")
            time.sleep(0.05)

    def run(self, script):
        """The value of a script, and of its promise."""
        answer = self.browser.call(
            "Runtime.evaluate", self.session, expression=script, awaitPromise=True, returnByValue=True)
        if details := answer.get("exceptionDetails"):
            raise AssertionError(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def call(self, function, *arguments):
        return self.run(f"{function}({', '.join(json.dumps(argument) for argument in arguments)})")

    def heard(self, name):
        return self.run(f"heard[{json.dumps(name)}]")
