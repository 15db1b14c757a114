"""httpx-sse: server-sent events, a connection each and one for all."""

from portico import *

needs("httpx", "httpx_sse")

import httpx
from httpx_sse import connect_sse

with Portico() as server:
    case = server.case()
    request = {"query": COMMENTS, "variables": {"id": case}}
    with httpx.Client(headers=server.bearer, timeout=20) as client:

        def stream(headers={}, **more):
            return connect_sse(client, more.pop("method", "POST"), server.url, headers=headers, **more)

        with check("a subscription by POST, and on from its last event"):
            with stream(json=request) as source:
                events = source.iter_sse()
                server.comment(case, "one")
                event = next(events)
                equal((event.event, json.loads(event.data)["data"]["commentAdded"]["body"]), ("next", "one"))
            server.comment(case, "two")
            with stream({"Last-Event-ID": event.id}, json=request) as source:
                equal(json.loads(next(source.iter_sse()).data)["data"]["commentAdded"]["body"], "two")
        with check("a subscription by GET"):
            parameters = {"query": COMMENTS, "variables": json.dumps({"id": case})}
            with stream(method="GET", params=parameters) as source:
                events = source.iter_sse()
                server.comment(case, "three")
                # This client makes an event of an id alone, too, by which the stream says where it begins.
                contains(next(event for event in events if event.data).data, "three")
        with check("a query is a stream of one event, and complete"):
            with stream(json={"query": "{ viewer { role } }"}) as source:
                events = list(source.iter_sse())
            equal([event.event for event in events], ["next", "complete"])
        with check("what is not valid is told by the stream"):
            with stream(json={"query": "subscription { nonsense }"}) as source:
                events = list(source.iter_sse())
            equal([event.event for event in events], ["next", "complete"])
            equal(json.loads(events[0].data)["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED")
        with check("a reserved stream: queries, subscriptions and their ends"):
            reserved = client.put(server.url)
            equal(reserved.status_code, 201)
            header = {"X-GraphQL-Event-Stream-Token": reserved.text}
            with stream(header, method="GET") as source:
                events = source.iter_sse()
                for name, one in [("q", {"query": "{ viewer { role } }"}), ("s", request)]:
                    posted = client.post(server.url, headers=header, json={**one, "extensions": {"operationId": name}})
                    equal(posted.status_code, 202)
                    if name == "q":
                        found = [next(events), next(events)]
                        equal([event.event for event in found], ["next", "complete"])
                        equal([json.loads(event.data)["id"] for event in found], ["q", "q"])
                server.comment(case, "four")
                told = json.loads(next(events).data)
                equal((told["id"], told["payload"]["data"]["commentAdded"]["body"]), ("s", "four"))
                equal(client.delete(server.url, headers=header, params={"operationId": "s"}).status_code, 200)
            refused = client.post(server.url, headers={"X-GraphQL-Event-Stream-Token": "ps_wrong"}, json=request)
            equal((refused.status_code, refused.json()["errors"][0]["extensions"]["code"]), (404, "STREAM_NOT_FOUND"))
done()
