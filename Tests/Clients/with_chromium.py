"""Pages in a real browser: of the server's own origin, of one that is admitted, and of one that is not."""

import functools
import http.server
from urllib.parse import urlencode

from chromium import Chromium
from portico import *


class Files(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def site():
    """A site of an origin of its own, with this folder's files."""
    handler = functools.partial(Files, directory=str(Path(__file__).parent))
    server = http.server.ThreadingHTTPServer(("localhost", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://localhost:{server.server_port}"


def bodies(events):
    """The comments that were told, by an EventSource of one subscription or of many."""
    found = [event[2].get("payload", event[2]) for event in events if event[0] == "next"]
    return [one["data"]["commentAdded"]["body"] for one in found]


def hears(page, name, texts, seconds=15):
    try:
        until(lambda: len(bodies(page.heard(name))) >= len(texts), seconds)
    except AssertionError:
        raise AssertionError(f"{page.heard(name)} has not {texts}") from None
    equal(bodies(page.heard(name)), texts)


def is_open(page, name, times=1):
    until(lambda: [event[0] for event in page.heard(name)].count("open") >= times)


def own_origin(browser, server, case):
    gate = Gate(server.port)
    page = browser.page(f"http://127.0.0.1:{gate.port}/")
    with check("own origin: the playground loads without complaint"):
        contains(page.run("document.title"), "Portico")
        equal(browser.complaints, [])
    page.run((Path(__file__).parent / "page.html").read_text().partition("<script>")[2].partition("</script>")[0])
    page.run(f"document.cookie = 'portico_session={server.token}; path=/'")
    subscription = "/graphql?" + urlencode({"query": COMMENTS, "variables": json.dumps({"id": case})})
    with check("own origin: fetch() with the session's cookie"):
        answer = page.call("read", "/graphql?query={viewer{role}}", {})
        equal(answer["body"]["data"]["viewer"]["role"], "PARTNER_USER")
    with check("own origin: a form's POST with the cookie needs a header more"):
        form = {"method": "POST", "body": "{}", "headers": {"Content-Type": "text/plain"}}
        equal(page.call("read", "/graphql", form)["body"]["errors"][0]["extensions"]["code"], "CROSS_SITE")
    with check("own origin: an EventSource with the cookie hears comments, each with a number"):
        page.call("listen", "a", subscription)
        is_open(page, "a")
        for text in ("one", "two"):
            server.comment(case, text)
        hears(page, "a", ["one", "two"])
        numbers = [int(event[1]) for event in page.heard("a") if event[0] == "next"]
        equal(numbers, sorted(set(numbers)))
    with check("own origin: when it was cut off it comes back by itself and misses nothing"):
        gate.shut()
        for text in ("three", "four"):
            server.comment(case, text)
        time.sleep(1)
        gate.open()
        hears(page, "a", ["one", "two", "three", "four"])
    with check("own origin: the same when the server was away"):
        equal(server.stop(), 0)
        server.start()
        server.comment(case, "five")
        hears(page, "a", ["one", "two", "three", "four", "five"])
    with check("own origin: the end of the server is not told as the operation's"):
        # Clients of the protocol take `complete` at its word and do not come back.
        if any(event[0] == "complete" for event in page.heard("a")):
            raise AssertionError("complete")
    with check("own origin: one that has heard nothing yet misses nothing when it is cut off"):
        page.call("listen", "b", subscription)
        is_open(page, "b")
        time.sleep(0.5)
        gate.shut()
        server.comment(case, "six")
        gate.open()
        is_open(page, "b", 2)
        server.comment(case, "seven")
        hears(page, "b", ["six", "seven"])
    with check("own origin: what the page closes is over for the server, too"):
        page.run("open.a.close()")
        page.run("open.b.close()")
        until(lambda: server.figure('portico_open_streams{transport="sse"}') == 0)
    with check("own origin: without a token an EventSource hears why, and that it is over"):
        page.run("document.cookie = 'portico_session=; path=/; max-age=0'")
        page.call("listen", "c", subscription)
        until(lambda: any(event[0] == "complete" for event in page.heard("c")))
        page.run("open.c.close()")
        equal([event[0] for event in page.heard("c")][:3], ["open", "next", "complete"])
        equal(page.heard("c")[1][2]["errors"][0]["extensions"]["code"], "UNAUTHENTICATED")


def admitted(browser, server, case, origin):
    gate = Gate(server.port)
    base = f"http://127.0.0.1:{gate.port}"
    url = f"{base}/graphql"
    page = browser.page(f"{origin}/page.html")
    with check("admitted origin: fetch() reads an answer and its headers"):
        answer = page.call("post", url, server.token, {"query": CASES, "variables": {"first": 2}})
        equal(len(answer["body"]["data"]["cases"]["nodes"]), 2)
        for name in ("ratelimit", "ratelimit-policy", "traceparent"):
            contains(answer["headers"], name)
    with check("admitted origin: ETag is readable, and If-None-Match leads to 304"):
        address = url + "?" + urlencode({"query": "{ viewer { role } }"})
        options = {"headers": {"Authorization": f"Bearer {server.token}"}, "cache": "no-store"}
        tag = page.call("read", address, options)["headers"]["etag"]
        options["headers"]["If-None-Match"] = tag
        equal(page.call("read", address, options)["status"], 304)
    with check("admitted origin: the trace that the page names goes on"):
        trace = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
        answer = page.call("post", url, server.token, {"query": "{ viewer { role } }"}, trace)
        contains(answer["headers"]["traceparent"], "0af7651916cd43dd8448eb211c80319c")
    with check("admitted origin: refusals are readable"):
        answer = page.call("post", url, "pt_wrong", {"query": "{ viewer { role } }"})
        equal((answer["status"], answer["body"]["errors"][0]["extensions"]["code"]), (401, "UNAUTHENTICATED"))
    with check("admitted origin: a mutation"):
        answer = page.call("post", url, server.token, {"query": CREATE, "variables": {"input": NEW_CASE}})
        equal(answer["body"]["data"]["createCase"]["userErrors"], [])
    with check("admitted origin: a file as FormData, and back"):
        answer = page.call("upload", url, server.token, ATTACH, {"case": case, "file": None}, "Grüße.txt", "Hello")
        attachment = answer["body"]["data"]["addAttachment"]["attachment"]
        equal((attachment["fileName"], attachment["size"]), ("Grüße.txt", 5))
        equal(page.run(f"fetch('{base}{attachment['url']}').then(answer => answer.text())"), "Hello")
    with check("admitted origin: a file by PUT to its own address"):
        query = 'mutation { addAttachment(fileName: "a.txt", size: 5) { uploadUrl } }'
        answer = page.call("post", url, server.token, {"query": query})
        address = base + answer["body"]["data"]["addAttachment"]["uploadUrl"]
        equal(page.call("read", address, {"method": "PUT", "body": "Hello"})["status"], 201)
    request = {"query": COMMENTS, "variables": {"id": case}}
    with check("admitted origin: a stream of events read by fetch(), given up by an AbortController"):
        page.run(f"stream('fetch', '{url}', '{server.token}', {json.dumps(request)}), 0")
        until(lambda: page.heard("fetch") == [200])
        server.comment(case, "by fetch")
        until(lambda: any("by fetch" in str(part) for part in page.heard("fetch")))
        page.run("open.fetch.close()")
        until(lambda: server.figure('portico_open_streams{transport="sse"}') == 0)
    with check("admitted origin: a WebSocket"):
        page.call("connect", "socket", f"ws://127.0.0.1:{gate.port}/graphql", server.token, request)
        until(lambda: page.heard("socket"))
        time.sleep(0.5)
        server.comment(case, "by socket")
        until(lambda: "by socket" in str(page.heard("socket")))
        page.run("open.socket.close()")
    with check("admitted origin: a wrong token closes a WebSocket with 4403"):
        page.call("connect", "wrong", f"ws://127.0.0.1:{gate.port}/graphql", "pt_wrong", request)
        until(lambda: {"type": "close", "code": 4403} in page.heard("wrong"))
    with check("admitted origin: an EventSource on a reserved stream"):
        reserve = {"method": "PUT", "headers": {"Authorization": f"Bearer {server.token}"}}
        answer = page.run(
            f"fetch('{url}', {json.dumps(reserve)}).then(async answer => [answer.status, await answer.text()])")
        equal(answer[0], 201)
        page.call("listen", "reserved", f"{url}?token={answer[1]}")
        is_open(page, "reserved")
        header = {"X-GraphQL-Event-Stream-Token": answer[1]}
        started = page.call("post", url, server.token, {**request, "extensions": {"operationId": "a"}}, header)
        equal((started["status"], started["body"]), (202, None))
        server.comment(case, "eight")
        hears(page, "reserved", ["eight"])
    with check("admitted origin: the reserved stream goes on without a gap when it was cut off"):
        gate.shut()
        server.comment(case, "nine")
        gate.open()
        hears(page, "reserved", ["eight", "nine"])
    with check("admitted origin: DELETE ends an operation of the reserved stream"):
        end = {"method": "DELETE", "headers": {**reserve["headers"], **header}}
        equal(page.call("read", f"{url}?operationId=a", end)["status"], 200)
        server.comment(case, "unheard")
        time.sleep(1)
        equal(bodies(page.heard("reserved")), ["eight", "nine"])
        page.run("open.reserved.close()")


def refused(browser, server, case, origin):
    page = browser.page(f"{origin}/page.html")
    url = server.url

    def fails(script):
        contains(page.run(f"{script}.then(answer => 'read', error => error.name)"), "TypeError")

    with check("another origin: fetch() may not ask with a token"):
        fails(f"post('{url}', '{server.token}', {json.dumps({'query': '{ __typename }'})})")
    with check("another origin: fetch() may not read what a GET answers"):
        fails(f"fetch('{url}?query={{__typename}}')")
    with check("another origin: a form's POST is refused before it is read"):
        figure = 'portico_requests_total{operation="none",code="CROSS_SITE"}'
        before = server.figure(figure)
        body = json.dumps({"query": "{ __typename }"})
        for mode in ("cors", "no-cors"):
            page.run(f"fetch('{url}', {{ method: 'POST', mode: '{mode}', body: {json.dumps(body)} }}).catch(() => 0)")
        equal(server.figure(figure), before + 2)
    with check("another origin: no stream may be reserved"):
        fails(f"fetch('{url}', {{ method: 'PUT', headers: {{ Authorization: 'Bearer {server.token}' }} }})")
    with check("another origin: an EventSource fails for good"):
        page.call("listen", "a", url + "?" + urlencode({"query": COMMENTS, "variables": json.dumps({"id": case})}))
        until(lambda: page.heard("a") == [["error", 2]])
    with check("another origin: a WebSocket does not open"):
        page.call("connect", "b", server.socket_url, server.token, {"query": "{ __typename }"})
        until(lambda: page.heard("b") == [{"type": "close", "code": 1006}])


friend, stranger = site(), site()
with Portico("--cors-origin", friend) as server:
    browser = Chromium(sys.argv[2])
    try:
        print(f"# {browser.version}")
        case = server.case()
        for work, origins in ((own_origin, []), (admitted, [friend]), (refused, [stranger])):
            with check(work.__name__, counts=False):
                work(browser, server, case, *origins)
    finally:
        browser.close()
done()
