"""gql over HTTP, by each of its transports: <https://gql.readthedocs.io>."""

import asyncio
import subprocess

from portico import *

needs("gql", "aiohttp")

import graphql
from gql import Client, FileVar, GraphQLRequest
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError

CLASSES = {"AIOHTTPTransport": AIOHTTPTransport}
for module, names in [("requests", ["RequestsHTTPTransport"]), ("httpx", ["HTTPXTransport", "HTTPXAsyncTransport"])]:
    try:
        there = importlib.import_module(f"gql.transport.{module}")
        CLASSES.update({name: getattr(there, name) for name in names})
    except ImportError:
        skip(", ".join(names), f"{module} is not installed")


def request(document, /, **variables):
    return GraphQLRequest(document, variable_values=variables)


def refusal(client, request):
    """The first error of a request, and the data beside it."""
    try:
        data = client.execute(request)
    except TransportQueryError as error:
        return error.errors[0], error.data
    raise AssertionError(f"no error, but {data}")


def ordinary(name, transport, server, case):
    """What each transport can."""
    client = Client(transport=transport)
    with check(f"{name}: a query with variables"):
        data = client.execute(request(CASES, first=3))
        equal(data["viewer"]["role"], "PARTNER_USER")
        equal(len(data["cases"]["nodes"]), 3)
    with check(f"{name}: mutations"):
        payload = client.execute(request(CREATE, input=NEW_CASE))["createCase"]
        equal((payload["case"]["title"], payload["userErrors"]), (NEW_CASE["title"], []))
        client.execute(request(COMMENT, id=case, text=f"by {name}"))
        contains(server.comments(case), f"by {name}")
    with check(f"{name}: errors with codes"):
        error, data = refusal(client, request("{ nonsense }"))
        equal((error["extensions"]["code"], data), ("GRAPHQL_VALIDATION_FAILED", None))
        error, _ = refusal(client, request(CASES, first="three"))
        equal(error["extensions"]["code"], "BAD_USER_INPUT")
        error, _ = refusal(client, request(CASES, first=101))
        equal((error["extensions"]["code"], error["path"]), ("PAGE_SIZE_INVALID", ["cases"]))
        payload = client.execute(request(CREATE, input={**NEW_CASE, "title": " "}))["createCase"]
        equal(payload, {"case": None, "userErrors": [{"code": "REQUIRED", "field": ["input", "title"]}]})
    with check(f"{name}: a file, by the multipart request specification"):
        path = f"{server.folder.name}/notes.txt"
        with open(path, "w") as file:
            file.write("Hello")
        for file in (FileVar(path), FileVar(path, filename="Grüße.txt", content_type="text/plain")):
            payload = client.execute(request(ATTACH, case=case, file=file), upload_files=True)["addAttachment"]
            equal(payload["userErrors"], [])
            equal(payload["attachment"]["size"], 5)
            equal(payload["attachment"]["fileName"], file.filename)
        url = f"http://127.0.0.1:{server.port}{payload['attachment']['url']}"
        with urllib.request.urlopen(url, timeout=10) as answer:
            equal(answer.read(), b"Hello")


async def many(transport):
    """Requests at once over one session."""
    async with Client(transport=transport) as session:
        answers = await asyncio.gather(*(session.execute(request(CASES, first=n)) for n in range(50)))
    count = answers[0]["cases"]["totalCount"]
    equal([len(answer["cases"]["nodes"]) for answer in answers], [min(n, count) for n in range(50)])


async def pieces(transport, case):
    """A file whose length the client does not know beforehand."""

    async def sender():
        for _ in range(20):
            yield b"0123456789" * 1000
            await asyncio.sleep(0.01)

    async with Client(transport=transport) as session:
        file = FileVar(sender(), filename="pieces.txt", content_type="text/plain")
        payload = (await session.execute(request(ATTACH, case=case, file=file), upload_files=True))["addAttachment"]
    equal((payload["userErrors"], payload["attachment"]["size"]), ([], 200_000))


with Portico("--batch", "10") as server:
    case = server.case()
    transports = {name: made(server.url, headers=server.bearer) for name, made in CLASSES.items()}
    for name, transport in transports.items():
        ordinary(name, transport, server, case)
        with check(f"{name}: a batch"):
            client = Client(transport=transport)
            answers = client.execute_batch([request(CASES, first=1), request("{ viewer { role } }")])
            equal(len(answers), 2)
            equal(answers[1], {"viewer": {"role": "PARTNER_USER"}})
    for name in {"AIOHTTPTransport", "HTTPXAsyncTransport"} & transports.keys():
        with check(f"{name}: fifty requests at once"):
            asyncio.run(many(transports[name]))
    with check("AIOHTTPTransport: a file in pieces, with Transfer-Encoding: chunked"):
        asyncio.run(pieces(transports["AIOHTTPTransport"], case))

    with check("A wrong token is told by its code"):
        wrong = Client(transport=AIOHTTPTransport(server.url, headers={"Authorization": "Bearer pt_wrong"}))
        error, _ = refusal(wrong, request("{ viewer { role } }"))
        equal(error["extensions"]["code"], "UNAUTHENTICATED")
    if made := CLASSES.get("RequestsHTTPTransport"):
        with check("RequestsHTTPTransport: GET"):
            client = Client(transport=made(server.url, headers=server.bearer, method="GET"))
            # By itself the transport sends a GET with a body, which is not what the specification says.
            parameters = {"query": CASES, "variables": json.dumps({"first": 2})}
            data = client.execute(request(CASES, first=2), extra_args={"json": None, "params": parameters})
            equal(len(data["cases"]["nodes"]), 2)
    for name, transport in transports.items():
        with check(f"{name}: the schema is fetched, and what does not fit it is told without the server"):
            client = Client(transport=transport, fetch_schema_from_transport=True)
            client.execute(request(CASES, first=1))
            try:
                client.execute(request("{ nonsense }"))
            except graphql.GraphQLError as error:
                contains(str(error), "Cannot query field 'nonsense'")
            else:
                raise AssertionError("no error")
    with check("The schema that is fetched is the one that the program prints for the role"):
        client = Client(
            transport=transports["AIOHTTPTransport"], fetch_schema_from_transport=True,
            introspection_args={
                "schema_description": True, "specified_by_url": True, "directive_is_repeatable": True,
                "input_value_deprecation": True, "input_object_one_of": True, "descriptions": True,
            })
        client.execute(request("{ viewer { role } }"))
        printed = subprocess.run(
            [server.program, "schema", "print", "--role", "PARTNER_USER"], capture_output=True, text=True, check=True)
        printed = graphql.build_schema(printed.stdout)
        for one, other in ((printed, client.schema), (client.schema, printed)):
            changes = graphql.find_breaking_changes(one, other) + graphql.find_dangerous_changes(one, other)
            # That one is the client's own, of a later draft.
            equal([change for change in changes if not change.description.endswith(" @deprecated.")], [])
        equal(len(graphql.validate_schema(client.schema)), 0)
        for name, type in printed.type_map.items():
            equal(client.schema.type_map[name].description, type.description)
    with check("gql-cli prints the schema and asks"):
        command = [str(Path(sys.executable).with_name("gql-cli")), server.url]
        command += ["-H", f"Authorization:Bearer {server.token}"]
        shown = subprocess.run([*command, "--print-schema"], capture_output=True, text=True)
        contains(shown.stdout, "type Subscription")
        asked = subprocess.run([*command, "--variables", "first:2"], input=CASES, capture_output=True, text=True)
        equal(len(json.loads(asked.stdout)["cases"]["nodes"]), 2)
done()
