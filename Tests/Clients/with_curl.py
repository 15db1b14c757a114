"""curl, as the README uses it and a script would."""

import hashlib
import os

from portico import *

CURL = sys.argv[2]


def curl(*options, code=0, input=None):
    """What curl prints, with the headers."""
    ended = subprocess.run(
        [CURL, "-s", "-i", "--max-time", "10", *options], input=input and input.encode(), capture_output=True)
    equal(ended.returncode, code)
    return ended.stdout.decode()


def body(answer):
    return json.loads(answer.rpartition("\r\n\r\n")[2])


version = subprocess.run([CURL, "--version"], capture_output=True, text=True).stdout
print(f"# {' '.join(version.split()[:2])}")
with Portico() as server:
    case = server.case()
    bearer = ["-H", f"Authorization: Bearer {server.token}"]
    asked = json.dumps({"query": CASES, "variables": {"first": 2}})
    with check("POST"):
        answer = body(curl(server.url, *bearer, "-H", "Content-Type: application/json", "-d", asked))
        equal(len(answer["data"]["cases"]["nodes"]), 2)
    with check("POST --json"):
        if " --json " not in subprocess.run([CURL, "--help", "all"], capture_output=True, text=True).stdout:
            skip("POST --json", "this curl has no --json")
        else:
            equal(body(curl(server.url, *bearer, "--json", asked))["data"]["viewer"]["role"], "PARTNER_USER")
    with check("POST with a large body, which curl announces by Expect: 100-continue"):
        query = json.dumps({"query": "{ viewer { role } }" + " " * 900_000})
        answer = curl(server.url, *bearer, "-H", "Content-Type: application/json", "-H", "Expect: 100-continue",
                      "-d", "@-", input=query)
        contains(answer, "100 Continue")
        equal(body(answer)["data"], {"viewer": {"role": "PARTNER_USER"}})
    with check("GET by -G, --etag-save and --etag-compare"):
        tag = f"{server.folder.name}/tag"
        get = [server.url, *bearer, "-G", "--data-urlencode", "query={ viewer { role } }"]
        contains(curl(*get, "--etag-save", tag), "PARTNER_USER")
        contains(curl(*get, "--etag-compare", tag), " 304 ")
    with check("a persisted document, as Apollo's clients ask for it"):
        document = "{ viewer { role displayName: role } }"
        hash = hashlib.sha256(document.encode()).hexdigest()
        extensions = json.dumps({"persistedQuery": {"version": 1, "sha256Hash": hash}})
        get = [server.url, *bearer, "-G", "--data-urlencode", f"extensions={extensions}"]
        error = body(curl(*get))["errors"][0]
        # Apollo's clients know it by its code, others by its message.
        equal((error["message"], error["extensions"]["code"]), ("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND"))
        contains(curl(*get, "--data-urlencode", f"query={document}"), "PARTNER_USER")
        contains(curl(*get), "PARTNER_USER")
    with check("--fail tells of a wrong token"):
        curl(server.url, "--fail", "-H", "Authorization: Bearer pt_wrong", "-H", "Content-Type: application/json",
             "-d", asked, code=22)
    with check("a file by -F, as the multipart request specification's own example"):
        path = f"{server.folder.name}/notes.txt"
        with open(path, "w") as file:
            file.write("Hello")
        operations = json.dumps({"query": ATTACH, "variables": {"case": case, "file": None}})
        answer = body(curl(server.url, *bearer, "-F", f"operations={operations}", "-F", 'map={"0":["variables.file"]}',
                           "-F", f"0=@{path}"))
        attachment = answer["data"]["addAttachment"]["attachment"]
        equal((attachment["fileName"], attachment["size"]), ("notes.txt", 5))
    with check("the file again, and a range of it"):
        url = f"http://127.0.0.1:{server.port}{attachment['url']}"
        equal(curl(url).rpartition("\r\n\r\n")[2], "Hello")
        equal(curl("-r", "1-2", url).rpartition("\r\n\r\n")[2], "el")
    with check("a file by -T"):
        query = json.dumps({"query": 'mutation { addAttachment(fileName: "notes.txt", size: 5) { uploadUrl } }'})
        upload = body(curl(server.url, *bearer, "-H", "Content-Type: application/json", "-d", query))
        upload = upload["data"]["addAttachment"]["uploadUrl"]
        equal(body(curl("-T", path, f"http://127.0.0.1:{server.port}{upload}"))["size"], 5)
    with check("a subscription by -N, until curl is ended"):
        request = json.dumps({"query": COMMENTS, "variables": {"id": case}})
        process = subprocess.Popen(
            [CURL, "-s", "-N", server.url, *bearer, "-H", "Content-Type: application/json"]
            + ["-H", "Accept: text/event-stream", "-d", request], stdout=subprocess.PIPE, text=True)
        until(lambda: server.figure('portico_open_streams{transport="sse"}') == 1)
        server.comment(case, "heard")
        lines = [process.stdout.readline() for _ in range(3)]
        process.terminate()
        equal(lines[1], "event: next\n")
        contains(lines[2], '{"commentAdded":{"body":"heard"}}')
        until(lambda: server.figure('portico_open_streams{transport="sse"}') == 0)
    with check("two requests over one connection"):
        twice = subprocess.run(
            [CURL, "-s", "-o", os.devnull, "-w", "%{num_connects} ", f"{server.url}?query={{__typename}}"]
            + ["--next", "-s", "-g", "-o", os.devnull, "-w", "%{num_connects} ", f"{server.url}?query={{__typename}}"],
            capture_output=True, text=True)
        contains(twice.stdout, "1 0 ")
done()
