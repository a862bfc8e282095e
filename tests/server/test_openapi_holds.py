"""The server keeps what its OpenAPI document says: schemathesis asks for what it allows, and for
what it does not, and looks whether statuses, types and headers are the documented ones.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS

from krig.queries import SavedQuery, saved_queries
from krig.revisions import Revisions
from krig.revisions.tokens import Tokens
from server.app import create_app
from server.formats import GRAPHS
from server.local import LocalEngine
from server.writes import Writing
from tests.listening import USUAL, Held, writable

EXAMPLES = 4
"""How many requests are made up for an operation, beside those that try each limit it states."""
SECONDS = 30

DEPENDENT = {
    "/graphs": "a graph is named by `graph` or by `default`, and by one of them alone",
    "/graphs/{path}": "what is sent must be RDF",
    "/reconcile": "`queries` and `extend` hold JSON, and one of them alone is given",
    "/reconcile/{language}": "as at /reconcile",
    "/validate": "what is sent must be RDF; and whatever is, is sound, as the text {} is",
}
"""Where what may be asked depends on more than OpenAPI can say."""
EXCUSED = ("positive_data_acceptance", "negative_data_rejection")
"""What is not looked at there."""
BEYOND = ("ignored_auth", "use_after_free")
"""What is looked at nowhere: other tests try writing without a token, and reading what is gone."""


@schemathesis.serializer("application/sparql-update", *(each.media_types[0] for each in GRAPHS))
def as_text(_: schemathesis.SerializationContext, value: Any) -> bytes:
    """Send RDF and updates as the text that they are."""
    return str(value).encode()


def representative() -> Iterator[SavedQuery]:
    """Yield saved queries that have all types of parameters between them, and one without any."""
    seen = set[str]()
    for query in saved_queries():
        types = {each.type for each in query.head.parameters} or {""}
        if not types <= seen:
            seen |= types
            yield query


ASKED = {f"/queries/{each.name}{end}" for each in representative() for end in ("", ".rq")}


WRITTEN = "^/(graphs|revisions)"
"""The paths below which one writes: they are tried where one may."""


def is_read(context: Any) -> bool:
    """Tell whether an operation is tried where nothing is written.

    That is all but `/sparql`, and of the saved queries, which are made alike, some.
    """
    path: str = context.operation.path
    if path.startswith("/queries/"):
        return path in ASKED
    return path != "/sparql" and not re.match(WRITTEN, path)


def document() -> dict[str, Any]:
    """The OpenAPI document of a server that writes, as its routes make it."""
    nowhere = Path("nowhere")
    engine = LocalEngine(Held("none", nowhere), USUAL.read)
    writing = Writing(engine, Revisions(nowhere), Tokens(nowhere), USUAL.write)
    return create_app(engine, USUAL, writing=writing).openapi()


READS = schemathesis.openapi.from_dict(document()).include(is_read)
WRITES = schemathesis.openapi.from_dict(document()).include(path_regex=WRITTEN)


@pytest.fixture(scope="module")
def holder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server over an empty graph, and a token with which to write there."""
    with writable(tmp_path_factory.mktemp("described")) as found:
        yield found


bounded = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@READS.parametrize()
@bounded
def test_what_is_read_is_as_described(case: schemathesis.Case, address: str) -> None:
    hold(case, address)


@WRITES.parametrize()
@bounded
def test_what_is_written_is_as_described(case: schemathesis.Case, holder: tuple[str, str]) -> None:
    address, token = holder
    hold(case, address, {"Authorization": f"Bearer {token}"})


def hold(case: schemathesis.Case, address: str, headers: dict[str, str] | None = None) -> None:
    excused = EXCUSED if case.operation.path in DEPENDENT else ()
    excluded = [CHECKS.get_one(name) for name in (*excused, *BEYOND)]
    case.call_and_validate(address, None, headers, excluded_checks=excluded, timeout=SECONDS)


@pytest.mark.parametrize("query", saved_queries(), ids=lambda each: each.name)
def test_every_saved_query_answers_as_described(client: httpx.Client, query: SavedQuery) -> None:
    response = client.get(f"/queries/{query.name}", params={"format": "json"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/sparql-results+json"


def test_the_queries_that_are_tried_have_all_types_of_parameters() -> None:
    types = {each.type for query in saved_queries() for each in query.head.parameters}
    tried = {each.type for query in representative() for each in query.head.parameters}
    assert tried == types
    assert any(not query.head.parameters for query in representative())


def test_excuses_are_for_paths_that_there_are(client: httpx.Client) -> None:
    assert DEPENDENT.keys() <= client.get("/openapi.json").json()["paths"].keys()


def test_a_fault_would_be_seen(client: httpx.Client) -> None:
    told = client.get("/openapi.json").json()
    told["paths"]["/healthz"]["get"]["responses"] = {"204": {"description": "No Content"}}
    schema = schemathesis.openapi.from_dict(told)
    case = schema["/healthz"]["GET"].Case()
    with pytest.raises(BaseException, match="Undocumented"):
        case.call_and_validate(base_url=str(client.base_url))
