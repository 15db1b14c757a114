"""sgqlc: its endpoints, and the classes that it makes of the schema: <https://sgqlc.readthedocs.io>."""

import importlib.util
import logging

from portico import *

needs("sgqlc")

from sgqlc.endpoint.http import HTTPEndpoint

# Errors that are expected are not worth a line.
logging.disable()

with Portico() as server:
    endpoint = HTTPEndpoint(server.url, server.bearer)
    with check("HTTPEndpoint: a query with variables, by POST and by GET"):
        for method in ("POST", "GET"):
            one = HTTPEndpoint(server.url, server.bearer, method=method)
            equal(len(one(CASES, {"first": 2})["data"]["cases"]["nodes"]), 2)
    with check("HTTPEndpoint: a mutation"):
        equal(endpoint(CREATE, {"input": NEW_CASE})["data"]["createCase"]["userErrors"], [])
    with check("HTTPEndpoint: an error with its code"):
        equal(endpoint("{ nonsense }")["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED")
    with check("sgqlc.introspection and sgqlc-codegen make classes that ask and are filled"):
        folder = server.folder.name
        subprocess.run(
            [sys.executable, "-m", "sgqlc.introspection", "-H", f"Authorization: Bearer {server.token}"]
            + [server.url, f"{folder}/schema.json"], check=True, capture_output=True)
        subprocess.run(
            [sys.executable, "-m", "sgqlc.codegen", "schema", "--docstrings", f"{folder}/schema.json", f"{folder}/schema.py"],
            check=True, capture_output=True)
        spec = importlib.util.spec_from_file_location("schema", f"{folder}/schema.py")
        schema = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(schema)
        from sgqlc.operation import Operation

        operation = Operation(schema.Query)
        operation.viewer.role()
        operation.cases(first=2).nodes.__fields__("id", "case_number", "title", "status")
        operation.cases.page_info.has_next_page()
        filled = operation + endpoint(operation)
        equal(filled.viewer.role, "PARTNER_USER")
        equal(len(filled.cases.nodes), 2)
        contains(filled.cases.nodes[0].case_number, "CASE-")
    with check("RequestsEndpoint"):
        try:
            from sgqlc.endpoint.requests import RequestsEndpoint
        except ImportError:
            skip("RequestsEndpoint", "requests is not installed")
        else:
            equal(len(RequestsEndpoint(server.url, server.bearer)(CASES, {"first": 2})["data"]["cases"]["nodes"]), 2)
done()
