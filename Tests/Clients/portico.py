"""What the scripts of this folder share: a server with made-up data, and how they tell what they find."""

import importlib
import importlib.metadata
import json
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

failures = 0


@contextmanager
def check(what, counts=True):
    """Tells whether its block passes; what only holds checks together is told if it fails."""
    global failures
    try:
        yield
        if counts:
            print(f"ok       {what}", flush=True)
    except Exception as error:
        failures += 1
        print(f"FAILED   {what}: {type(error).__name__}: {error}", flush=True)


def skip(what, why):
    print(f"SKIPPED  {what}: {why}", flush=True)


def needs(*modules):
    """Ends the script if a client is not there, else tells the versions."""
    versions = []
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError:
            skip(Path(sys.argv[0]).name, f"{module} is not installed for {sys.executable}")
            sys.exit(0)
        name = module.partition(".")[0].replace("_", "-")
        versions.append(f"{name} {importlib.metadata.version(name)}")
    print(f"# {', '.join(versions)}", flush=True)


def done():
    sys.exit(1 if failures else 0)


def equal(found, expected):
    if found != expected:
        raise AssertionError(f"{found!r} is not {expected!r}")


def contains(found, expected):
    if expected not in found:
        raise AssertionError(f"{expected!r} is not in {found!r}")


def until(condition, seconds=15):
    """Waits until something is so."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} seconds")
        time.sleep(0.05)
    return value


class Portico:
    """A server of the demo, on a free port and in a folder of its own."""

    def __init__(self, *options):
        self.program = str(Path(sys.argv[1]).resolve())
        self.options = options
        self.folder = tempfile.TemporaryDirectory()
        self.tokens = {}
        self.port = 0
        self.start("--demo")

    def start(self, *options):
        self.process = subprocess.Popen(
            [self.program, "serve", "--data", f"{self.folder.name}/portico.db", "--port", str(self.port)]
            + [*self.options, *options],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        role = None
        for line in self.process.stdout:
            if name := re.match(r"([A-Z_]+): ", line):
                role = name[1]
            elif token := re.search(r"Bearer (pt_[0-9a-f]+)", line):
                self.tokens[role] = token[1]
            elif port := re.search(r"Listening on http://127\.0\.0\.1:([0-9]+)", line):
                self.port = int(port[1])
                return
        raise AssertionError("the server did not start")

    def stop(self):
        self.process.terminate()
        return self.process.wait(10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        self.folder.cleanup()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/graphql"

    @property
    def socket_url(self):
        return f"ws://127.0.0.1:{self.port}/graphql"

    @property
    def token(self):
        return self.tokens["PARTNER_USER"]

    @property
    def bearer(self):
        return {"Authorization": f"Bearer {self.token}"}

    def ask(self, query, **variables):
        """What happens beside the client that is tried: an answer without errors."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(self.url, body, {**self.bearer, "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            answer = json.load(answer)
        if "errors" in answer:
            raise AssertionError(str(answer["errors"]))
        return answer["data"]

    def case(self):
        return self.ask("{ cases(first: 1) { nodes { id } } }")["cases"]["nodes"][0]["id"]

    def comment(self, case, text):
        payload = self.ask(COMMENT, id=case, text=text)["addComment"]
        equal(payload, {"comment": {"body": text}, "userErrors": []})

    def comments(self, case):
        data = self.ask("query($id: ID!) { node(id: $id) { ... on Case { comments(last: 20) { nodes { body } } } } }", id=case)
        return [comment["body"] for comment in data["node"]["comments"]["nodes"]]

    def figure(self, name):
        """A figure of `/metrics`; 0 if it has not been counted yet."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=10) as answer:
            for line in answer.read().decode().splitlines():
                if line.startswith(name + " "):
                    return float(line.rpartition(" ")[2])
        return 0


CASES = "query Cases($first: Int!) { viewer { role } cases(first: $first) { totalCount nodes { id title } } }"
COMMENT = """mutation Comment($id: ID!, $text: String!) {
  addComment(subjectId: $id, body: $text) { comment { body } userErrors { message } }
}"""
CREATE = """mutation Create($input: CreateCaseInput!) {
  createCase(input: $input) { case { id title status } userErrors { code field } }
}"""
ATTACH = """mutation Attach($case: ID!, $file: Upload!) {
  addAttachment(subjectId: $case, file: $file) { attachment { fileName size url } userErrors { code message } }
}"""
CHANGES = """subscription Changes($types: [String!], $after: Int) {
  recordChanged(types: $types, after: $after) { sequence type subjectId subjectType }
}"""
COMMENTS = "subscription Comments($id: ID!) { commentAdded(subjectId: $id) { body } }"
NEW_CASE = {"title": "The scales stick", "summary": "Since this morning.", "category": "SUPPORT"}


class Gate:
    """Stands between a client and the server, and can be shut."""

    def __init__(self, port):
        self.server_port = port
        self.pairs = []
        self.listener = None
        self.port = 0
        self.open()

    def open(self):
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.admit, args=(self.listener,), daemon=True).start()

    def shut(self):
        """Cuts all connections, and lets no new one in."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        pairs, self.pairs = self.pairs, []
        for pair in pairs:
            for end in pair:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def admit(self, listener):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self.server_port))
            except OSError:
                client.close()
                continue
            self.pairs.append((client, server))
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self.carry, args=(source, target), daemon=True).start()

    def carry(self, source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            try:
                target.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
