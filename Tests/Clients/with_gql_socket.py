"""gql over WebSocket, with the protocol `graphql-transport-ws`, and the package `websockets` where gql cannot be rude."""

import asyncio

from portico import *

needs("gql", "websockets", "aiohttp")

import websockets
from gql import Client, GraphQLRequest
from gql.transport.aiohttp_websockets import AIOHTTPWebsocketsTransport
from gql.transport.exceptions import TransportConnectionFailed, TransportError, TransportQueryError
from gql.transport.websockets import WebsocketsTransport

PROTOCOL = "graphql-transport-ws"


def request(document, /, **variables):
    return GraphQLRequest(document, variable_values=variables)


async def beside(work, *arguments):
    """Runs what waits without holding up the client."""
    return await asyncio.get_running_loop().run_in_executor(None, work, *arguments)


async def first(events, seconds=10):
    return await asyncio.wait_for(anext(events), seconds)


async def ordinary(name, transport, server, case):
    init = {"Authorization": f"Bearer {server.token}"}

    def opened(**more):
        return Client(transport=transport(server.socket_url, init_payload=init, **more))

    async with opened() as session:
        with check(f"{name}: the server picks {PROTOCOL} of the two that gql offers"):
            equal(session.transport.subprotocol, PROTOCOL)
        with check(f"{name}: a query with variables"):
            data = await session.execute(request(CASES, first=3))
            equal((data["viewer"]["role"], len(data["cases"]["nodes"])), ("PARTNER_USER", 3))
        with check(f"{name}: a mutation"):
            await session.execute(request(COMMENT, id=case, text=f"by {name}"))
            contains(await beside(server.comments, case), f"by {name}")
        with check(f"{name}: an error with its code, and the connection stays"):
            try:
                await session.execute(request("{ nonsense }"))
            except TransportQueryError as error:
                equal(error.errors[0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED")
            else:
                raise AssertionError("no error")
            await session.execute(request("{ viewer { role } }"))
        with check(f"{name}: recordChanged tells of a mutation that came by HTTP"):
            events = session.subscribe(request(CHANGES, types=["Case"]))
            waiting = asyncio.ensure_future(first(events))
            await asyncio.sleep(0.5)
            made = (await beside(lambda: server.ask(CREATE, input=NEW_CASE)))["createCase"]["case"]
            event = (await waiting)["recordChanged"]
            equal((event["subjectId"], event["subjectType"], event["type"]), (made["id"], "Case", "CREATED"))
            await events.aclose()
        with check(f"{name}: what happened after a number is told first"):
            events = session.subscribe(request(CHANGES, types=["Case"], after=event["sequence"] - 1))
            equal((await first(events))["recordChanged"], event)
            await events.aclose()
        with check(f"{name}: two subscriptions at once, and one goes on without the other"):
            one, two = (session.subscribe(request(COMMENTS, id=case)) for _ in range(2))
            waiting = [asyncio.ensure_future(first(events)) for events in (one, two)]
            await asyncio.sleep(0.5)
            await beside(server.comment, case, "both")
            equal([(await event)["commentAdded"]["body"] for event in waiting], ["both", "both"])
            await one.aclose()
            waiting = asyncio.ensure_future(first(two))
            await beside(server.comment, case, "one of them")
            equal((await waiting)["commentAdded"]["body"], "one of them")
            await two.aclose()
        with check(f"{name}: 40 queries at once"):
            answers = await asyncio.gather(*(session.execute(request(CASES, first=n)) for n in range(30)))
            equal([len(answer["cases"]["nodes"]) for answer in answers], list(range(30)))
    with check(f"{name}: pings are answered"):
        async with opened(ping_interval=0.2, pong_timeout=1) as session:
            await session.transport.send_ping({"payload": "mine"})
            await asyncio.wait_for(session.transport.pong_received.wait(), 2)
            await asyncio.sleep(1)
            await session.execute(request("{ viewer { role } }"))
    with check(f"{name}: a wrong token is refused"):
        wrong = transport(server.socket_url, init_payload={"Authorization": "Bearer pt_wrong"})
        try:
            async with Client(transport=wrong):
                raise AssertionError("open")
        except TransportConnectionFailed:
            pass
    with check(f"{name}: without a token, a query is answered and a subscription refused"):
        async with Client(transport=transport(server.socket_url)) as session:
            equal(await session.execute(request("{ __typename }")), {"__typename": "Query"})
            try:
                await first(session.subscribe(request(CHANGES)))
            except TransportQueryError as error:
                equal(error.errors[0]["extensions"]["code"], "UNAUTHENTICATED")
            else:
                raise AssertionError("no error")


async def quiet(server):
    """A client that says nothing is pinged by a frame after 25 seconds, and ended 30 seconds later if it is gone."""
    # The package's own pings would be a word from the client.
    transport = WebsocketsTransport(
        server.socket_url, init_payload={"Authorization": f"Bearer {server.token}"}, connect_args={"ping_interval": None})
    async with Client(transport=transport) as session:
        await asyncio.sleep(58)
        await session.execute(request("{ viewer { role } }"))


async def rude(server, *messages, protocol=PROTOCOL):
    """The code with which the server closes after these messages."""
    async with websockets.connect(server.socket_url, subprotocols=[protocol]) as connection:
        for message in messages:
            await connection.send(message if isinstance(message, (str, bytes)) else json.dumps(message))
        try:
            while True:
                await asyncio.wait_for(connection.recv(), 15)
        except websockets.ConnectionClosed as error:
            return error.rcvd.code


async def rudeness(server):
    init = {"type": "connection_init", "payload": {"Authorization": f"Bearer {server.token}"}}
    subscribe = {"id": "1", "type": "subscribe", "payload": {"query": "subscription { recordChanged { sequence } }"}}
    wrong = {"type": "connection_init", "payload": {"Authorization": "Bearer pt_wrong"}}
    for what, code, messages in [
        ("a wrong token", 4403, [wrong]),
        ("subscribe before connection_init", 4401, [subscribe]),
        ("connection_init twice", 4429, [init, init]),
        ("an id that is in use", 4409, [init, subscribe, subscribe]),
        ("a message of no type", 4400, [init, {"id": "1"}]),
        ("no JSON", 4400, ["nonsense"]),
        ("no connection_init", 4408, []),
    ]:
        with check(f"websockets: {what} closes with {code}"):
            equal(await rude(server, *messages), code)
    with check("websockets: another subprotocol closes with 4406"):
        equal(await rude(server, protocol="graphql-ws"), 4406)
    with check("websockets: a ping is answered by a pong, before connection_init too"):
        async with websockets.connect(server.socket_url, subprotocols=[PROTOCOL]) as connection:
            await connection.send('{"type":"ping","payload":{"a":1}}')
            equal(json.loads(await connection.recv())["type"], "pong")
            await asyncio.wait_for(await connection.ping(), 5)


async def restart(server, case):
    """A client that comes back by itself when the server was away, and asks for what it missed."""
    transport = WebsocketsTransport(server.socket_url, init_payload={"Authorization": f"Bearer {server.token}"})
    client = Client(transport=transport)
    session = await client.connect_async(reconnecting=True, retry_connect=True, retry_execute=True)
    heard = []

    async def listen():
        last = None
        while len(heard) < 3:
            try:
                async for data in session.subscribe(request(CHANGES, types=["Case"], after=last)):
                    last = data["recordChanged"]["sequence"]
                    if data["recordChanged"]["type"] == "CREATED":
                        heard.append(data["recordChanged"]["subjectId"])
                    if len(heard) == 3:
                        break
            except TransportError:
                await asyncio.sleep(0.2)

    listening = asyncio.ensure_future(listen())
    await asyncio.sleep(0.5)

    async def create():
        return (await beside(lambda: server.ask(CREATE, input=NEW_CASE)))["createCase"]["case"]["id"]

    made = [await create()]
    await beside(until, lambda: len(heard) == 1)
    with check("WebsocketsTransport: the server ends at once and with 0 while a subscription is open"):
        equal(await beside(server.stop), 0)
    server.start()
    made += [await create(), await create()]
    with check("WebsocketsTransport: a client that comes back after a restart misses nothing"):
        await asyncio.wait_for(listening, 40)
        equal(heard, made)
    await client.close_async()


async def main():
    with Portico() as server:
        case = server.case()
        waiting = asyncio.ensure_future(quiet(server))
        for transport in (WebsocketsTransport, AIOHTTPWebsocketsTransport):
            await ordinary(transport.__name__, transport, server, case)
        await rudeness(server)
        with check("WebsocketsTransport: a client that says nothing is still connected after 58 seconds"):
            await waiting
        await restart(server, case)


asyncio.run(main())
done()
