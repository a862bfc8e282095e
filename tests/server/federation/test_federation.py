"""SERVICE and LOAD over HTTP: two servers, of which one asks the other."""

from collections.abc import Iterator

import httpx
import pytest
from pyoxigraph import RdfFormat, Store
from yarl import URL

from server.federation.limits import FederationLimits
from server.settings import Settings
from tests.listening import GENEROUS, answering, writable
from tests.server.remote.engines import running

HERE = """
<http://e/a> <http://e/name> "a" <http://e/g> .
<http://e/b> <http://e/name> "b" <http://e/g> .
<http://e/c> <http://e/name> "c" <http://e/g> .
"""
THERE = """
<http://e/a> <http://e/size> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://e/b> <http://e/size> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://e/b> <http://e/size> "3"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://e/d> <http://e/size> "4"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://e/a> <http://e/part> _:part .
_:part <http://e/size> "5"^^<http://www.w3.org/2001/XMLSchema#integer> .
"""
CSV = {"Accept": "text/csv", "Accept-Language": "en"}
UPDATE = {"Content-Type": "application/sparql-update"}


def graph(lines: str) -> Store:
    store = Store()
    store.load(lines, RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module", params=["krig", "oxigraph"])
def other(request: pytest.FixtureRequest) -> Iterator[str]:
    """The endpoint of a second server, of each kind, that holds what is there."""
    if request.param == "krig":
        with answering(graph(THERE), "there") as address:
            yield f"{address}/sparql"
        return
    with running("oxigraph") as server:
        store = URL(server.endpoint).with_path("/store").with_query("default")
        headers = {"Content-Type": "application/n-triples"}
        assert httpx.put(str(store), content=THERE.encode(), headers=headers).is_success
        yield server.endpoint


def settings(*addresses: str, **limits: float) -> Settings:
    hosts = ",".join(URL(each).authority for each in addresses)
    federation = FederationLimits.model_validate({"hosts": hosts, **limits})
    return Settings(read=GENEROUS, federation=federation)


@pytest.fixture(scope="module")
def client(other: str, elsewhere: str) -> Iterator[httpx.Client]:
    """A client of a server that may call those."""
    with (
        answering(graph(HERE), "here", settings(other, elsewhere, deadline=3)) as address,
        httpx.Client(base_url=address, headers=CSV, timeout=30) as client,
    ):
        yield client


def rows(client: httpx.Client, query: str) -> list[str]:
    """The rows of a query about these two servers, in order."""
    answer = client.post("/sparql", data={"query": f"PREFIX e: <http://e/>\n{query}"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    return sorted(answer.text.split("\r\n")[1:-1])


def refused(client: httpx.Client, query: str) -> tuple[int, str, str]:
    answer = client.get("/sparql", params={"query": query})
    told = answer.json()
    return answer.status_code, told["type"].rpartition("/")[2], told.get("detail", "")


QUESTIONS = [
    ("?s ?size { ?s e:name ?n SERVICE <O> { ?s e:size ?size } }", ["a,1", "b,2", "b,3"]),
    (
        "?n ?size { ?s e:name ?n OPTIONAL { SERVICE <O> { ?s e:size ?size FILTER(?size > 1) } } }",
        ["a,", "b,2", "b,3", "c,"],
    ),
    ("?n { ?s e:name ?n MINUS { SERVICE <O> { ?s e:size 1 } } }", ["b", "c"]),
    ("?n { ?s e:name ?n FILTER NOT EXISTS { SERVICE <O> { ?s e:size ?z } } }", ["c"]),
    ("?v { { ?s e:name ?v } UNION { SERVICE <O> { e:d e:size ?v } } }", ["4", "a", "b", "c"]),
    (
        "?s ?m { ?s e:name ?n SERVICE <O> {SELECT ?s (MAX(?z) AS ?m) {?s e:size ?z} GROUP BY ?s}}",
        ["a,1", "b,3"],
    ),
    ("?n { ?s e:name ?n SERVICE <O> { e:a e:size 1 } }", ["a", "b", "c"]),
    ("?n { ?s e:name ?n SERVICE <O> { e:a e:size 9 } }", []),
    (
        "?n { ?s e:name ?n SERVICE <O> { ?s e:size ?x } SERVICE <O> { ?s e:size ?y } }",
        ["a", "b", "b", "b", "b"],
    ),
    ("(COUNT(?p) AS ?c) { SERVICE <O> { ?s e:part ?p . ?p e:size ?z } ?s e:name ?n }", ["1"]),
    ("?n { GRAPH e:g { ?s e:name ?n SERVICE <O> { ?s e:size 1 } } }", ["a"]),
    ("?n { ?s e:name ?n SERVICE <O> { VALUES ?t { 'a } SERVICE <x> {' } e:a e:size 1 } }", "abc"),
]


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_what_another_server_answers_is_joined(
    client: httpx.Client, other: str, question: str, expected: list[str] | str
) -> None:
    query = f"SELECT {question}".replace("<O>", f"<{other}>")
    found = [row.replace("http://e/", "") for row in rows(client, query)]
    assert found == [*expected]


def test_a_graph_is_made_of_both(client: httpx.Client, other: str) -> None:
    query = f"CONSTRUCT WHERE {{ ?s <http://e/name> ?n }} # SERVICE <{other}>"
    assert client.get("/sparql", params={"query": query, "format": "ntriples"}).is_success
    query = (
        f"CONSTRUCT {{ ?n <http://e/of> ?z }} WHERE {{ ?s <http://e/name> ?x "
        f"SERVICE <{other}> {{ ?s <http://e/size> ?z }} BIND(?s AS ?n) }}"
    )
    answer = client.get("/sparql", params={"query": query, "format": "ntriples"})
    assert len(answer.text.splitlines()) == 3


def test_what_fails_is_told_and_silent_passes_over_it(client: httpx.Client, elsewhere: str) -> None:
    for path, why in (("moved", "HTTP 307"), ("page", "text/html"), ("slow", "timeout")):
        service = f"<{elsewhere}/{path}> {{ ?s <http://e/size> ?z }}"
        query = f"SELECT ?n {{ ?s <http://e/name> ?n SERVICE {service} }}"
        status, kind, detail = refused(client, query)
        assert (status, kind) == (502, "call-failed")
        assert why in detail
        assert "SILENT" in detail
        assert rows(client, query.replace("SERVICE", "SERVICE SILENT")) == ["a", "b", "c"]


@pytest.mark.parametrize("silent", ["", "SILENT"])
@pytest.mark.parametrize(
    "address", ["http://example.org/sparql", "http://127.0.0.1:1/", "file:///etc/passwd"]
)
def test_a_host_that_no_setting_names_is_not_called(
    client: httpx.Client, address: str, silent: str
) -> None:
    query = f"SELECT * {{ SERVICE {silent} <{address}> {{ ?s ?p ?o }} }}"
    status, kind, detail = refused(client, query)
    assert (status, kind) == (403, "call-host")
    assert "KRIG_FEDERATION_HOSTS" in detail


def test_what_is_not_supported_is_told(client: httpx.Client, other: str) -> None:
    assert refused(client, "SELECT * { ?g ?p ?o SERVICE ?g { ?s ?p ?o } }")[:2] == (
        400,
        "call-form",
    )
    many = f"SERVICE <{other}> {{ }} " * 6
    assert refused(client, f"SELECT * {{ {many} }}")[:2] == (400, "call-count")
    assert refused(client, f"SELECT * {{ SERVICE <{other}> {{ ?s }} }}")[:2] == (400, "syntax")


def test_a_name_that_leads_into_this_network_is_told(other: str) -> None:
    port = URL(other).port
    with answering(graph(HERE), "here", settings(f"http://localhost:{port}")) as address:
        query = f"SELECT * {{ SERVICE <http://localhost:{port}/sparql> {{ ?s ?p ?o }} }}"
        answer = httpx.get(f"{address}/sparql", params={"query": query}, headers=CSV)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, "call-private")


def test_without_the_setting_nobody_is_called(other: str) -> None:
    with answering(graph(HERE), "here") as address:
        query = f"SELECT * {{ SERVICE SILENT <{other}> {{ ?s ?p ?o }} }}"
        answer = httpx.get(f"{address}/sparql", params={"query": query}, headers=CSV)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, "service")


@pytest.fixture(scope="module")
def writer(elsewhere: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client that may write, to a server that may call the other one."""
    folder = tmp_path_factory.mktemp("loading")
    with writable(folder, settings(elsewhere, deadline=3, bytes=100_000)) as (address, token):
        headers = {**CSV, **UPDATE, "Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            yield client


def test_a_document_is_loaded_into_a_graph(writer: httpx.Client, elsewhere: str) -> None:
    load = f"LOAD <{elsewhere}/turtle> INTO GRAPH <http://e/loaded>"
    done = writer.post("/sparql", content=load, headers={"Krig-Why": "the neighbour's"})
    assert (done.status_code, done.json()["added"]) == (200, 3)
    query = "SELECT ?n { GRAPH <http://e/loaded> { ?s <http://e/knows>/<http://e/name> ?n } }"
    assert writer.get("/sparql", params={"query": query}).text.split() == ["n", "가"]
    near = f"ASK {{ GRAPH <http://e/loaded> {{ ?s <http://e/near> <{elsewhere}/b> }} }}"
    assert writer.get("/sparql", params={"query": near}).text.strip() == "true"
    assert writer.get("/revisions").json()["revisions"][0]["why"] == "the neighbour's"


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("moved", 502, "HTTP 307"),
        ("absent", 502, "HTTP 404"),
        ("without_end", 502, "KRIG_FEDERATION_BYTES"),
        ("slow", 502, "timeout"),
        ("page", 415, "text/html"),
    ],
)
def test_a_document_that_cannot_be_had_changes_nothing(
    writer: httpx.Client, elsewhere: str, path: str, status: int, told: str
) -> None:
    before = writer.get("/revisions").json()["count"]
    refused = writer.post("/sparql", content=f"LOAD <{elsewhere}/{path}>")
    assert (refused.status_code, told in refused.json()["detail"]) == (status, True)
    assert writer.get("/revisions").json()["count"] == before


def test_load_silent_passes_over_what_cannot_be_had(writer: httpx.Client, elsewhere: str) -> None:
    done = writer.post("/sparql", content=f"LOAD SILENT <{elsewhere}/absent>")
    assert (done.status_code, done.json()["changed"]) == (200, False)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("LOAD <http://example.org/a.ttl>", 403),
        ("LOAD SILENT <http://example.org/a.ttl>", 403),
        ("LOAD <file:///etc/passwd>", 403),
        ("LOAD <{0}/turtle> ; CLEAR ALL", 400),
        ("INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}/turtle> {{ ?s ?p ?o }} }}", 403),
    ],
)
def test_what_may_not_be_called_is_not_written(
    writer: httpx.Client, elsewhere: str, text: str, status: int
) -> None:
    assert writer.post("/sparql", content=text.format(elsewhere)).status_code == status


def test_nobody_loads_without_a_token(writer: httpx.Client, elsewhere: str) -> None:
    asked = httpx.post(
        f"{writer.base_url}/sparql", content=f"LOAD <{elsewhere}/turtle>", headers=UPDATE
    )
    assert asked.status_code == 401
