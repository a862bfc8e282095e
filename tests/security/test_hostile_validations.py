"""Nobody stops the service by what is sent to be validated: the next one is done all the same."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from threading import Thread
from time import monotonic
from typing import Final

import httpx
import pytest
from pyoxigraph import Store

from server.settings import Settings
from server.validation import CheckLimits
from tests.listening import GENEROUS, answering

MIB: Final = 2**20
DEADLINE: Final = 3.0
PREFIXES: Final = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
GOOD: Final = "<http://e/s> a <http://e/C> ; <http://e/p> <http://e/s> , 'xxxx' ."
SHAPE: Final = f"{PREFIXES} e:S a sh:NodeShape ; sh:targetClass e:C ; "

Pair = tuple[str, str, str]
"""The media type and text of the data, and the text of shapes in Turtle, if there are any."""


def nested_data() -> Iterator[Pair]:
    for depth in (1_000, 50_000):
        yield "text/turtle", "<a:a> <a:a> " + "[ <a:a> " * depth + "1" + " ]" * depth + " .", SHAPES
        yield "text/turtle", "<a:a> <a:a> " + "( " * depth + ") " * depth + " .", SHAPES
        yield "application/ld+json", '{"a:a":' * depth + "1" + "}" * depth, SHAPES
        yield "application/ld+json", "[" * depth + "]" * depth, SHAPES
        yield "application/rdf+xml", "<a><b>" * depth + "</b></a>" * depth, SHAPES


def bombs() -> Iterator[Pair]:
    """Entities that grow, and contexts and entities that lie elsewhere."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    head = f'<!DOCTYPE rdf:RDF [<!ENTITY e0 "{"x" * 100}">{entities}]>'
    about = "<rdf:Description rdf:about='a:a'><a:a xmlns:a='a:'>HERE</a:a></rdf:Description>"
    yield (
        "application/rdf+xml",
        f"{head}<rdf:RDF {rdf}>{about.replace('HERE', '&e11;')}</rdf:RDF>",
        "",
    )
    outside = '<!DOCTYPE rdf:RDF [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    told = about.replace("HERE", "&e;")
    yield "application/rdf+xml", f"{outside}<rdf:RDF {rdf}>{told}</rdf:RDF>", ""
    yield "application/ld+json", '{"@context": "file:///etc/passwd", "a": 1}', ""


def nested_shapes() -> Iterator[Pair]:
    for depth in (100, 20_000):
        yield (
            "text/turtle",
            GOOD,
            SHAPE + "sh:not [ " * depth + "sh:class e:D" + " ]" * depth + " .",
        )
        paths = "[ sh:zeroOrMorePath " * depth + "e:p" + " ]" * depth
        yield "text/turtle", GOOD, f"{SHAPE} sh:property [ sh:path {paths} ; sh:minCount 3 ] ."
        groups = "{" * depth + "}" * depth
        yield "text/turtle", GOOD, f'{SHAPE} sh:sparql [ sh:select "SELECT $this {groups}" ] .'
    yield "text/turtle", GOOD, f"{SHAPE} sh:node e:S ."
    yield "text/turtle", GOOD, f"{SHAPE} sh:property e:P . e:P sh:path e:p ; sh:property e:P ."
    yield "text/turtle", GOOD, f"{SHAPE} sh:and e:L . e:L <{RDF}first> e:S ; <{RDF}rest> e:L ."
    yield "text/turtle", GOOD, f"{SHAPE} sh:property [ sh:path e:L ; sh:minCount 1 ] . {LOOP}"


def endless_constraints() -> Iterator[Pair]:
    many = "".join(f"<http://e/{n}> a <http://e/C> ; <http://e/p> 'x' .\n" for n in range(300))
    all_of_them = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6))
    for select in (
        f"SELECT $this (COUNT(*) AS ?value) {{ $this ?x ?y . {all_of_them} }} GROUP BY $this",
        f"SELECT $this ?value {{ $this ?x ?y . {all_of_them} BIND(?c0 AS ?value) }}",
        f"SELECT $this (MAX(?c0) AS ?value) {{ $this ?x ?y . {all_of_them} }} GROUP BY $this",
    ):
        yield "text/turtle", many, f'{SHAPE} sh:sparql [ sh:select "{select}" ] .'
    evil = "<http://e/s> a <http://e/C> ; <http://e/p> '" + "a" * 40 + "b' ."
    for pattern in ("^(a+)+$", "^(a|aa)+$", "(.*.*.*.*.*.*)*c"):
        yield (
            "text/turtle",
            evil,
            f"{SHAPE} sh:property [ sh:path e:p ; sh:pattern '{pattern}' ] .",
        )
    yield (
        "text/turtle",
        evil,
        f"{SHAPE} sh:property [ sh:path e:p ; sh:pattern 'a{{99999}}{{99999}}' ] .",
    )


def explosions() -> Iterator[Pair]:
    """Data from which more follows than anybody can hold."""
    same = " , ".join(f"e:{n}" for n in range(3000))
    yield "text/turtle", f"{PREFIXES} e:s owl:sameAs {same} .", ""
    chain = " ".join(f"e:{n} e:t e:{n + 1} ." for n in range(3000))
    yield "text/turtle", f"{PREFIXES} e:t a owl:TransitiveProperty . {chain}", ""


def ways_out(iri: str) -> Iterator[Pair]:
    """Data and shapes that would have something fetched from `iri`."""
    imports = f"<{iri}> owl:imports <{iri}> . e:S owl:imports <{iri}> ."
    yield "text/turtle", f"{PREFIXES} {GOOD} {imports}", ""
    yield "text/turtle", GOOD, f"{SHAPES} {imports}"
    yield "application/ld+json", f'{{"@context": "{iri}", "@id": "a:a", "a:b": 1}}', ""
    yield "application/rdf+xml", f'<!DOCTYPE a SYSTEM "{iri}"><a/>', ""
    library = f'[ sh:jsLibraryURL "{iri}"^^<http://www.w3.org/2001/XMLSchema#anyURI> ]'
    yield "text/turtle", GOOD, f'{SHAPE} sh:js [ sh:jsLibrary {library} ; sh:jsFunctionName "f" ] .'
    for where in (
        f"{{ SERVICE <{iri}> {{ ?value ?p ?o }} }}",
        f"FROM <{iri}> {{ $this ?p ?value }}",
        f"FROM NAMED <{iri}> {{ $this ?p ?o . GRAPH <{iri}> {{ ?value ?p ?o }} }}",
    ):
        yield (
            "text/turtle",
            GOOD,
            f'{SHAPE} sh:sparql [ sh:select "SELECT $this ?value {where}" ] .',
        )


RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LOOP: Final = f"e:L <{RDF}first> e:p ; <{RDF}rest> e:L ."
SHAPES: Final = f"{SHAPE} sh:class e:D ."
KINDS: Final[dict[str, Callable[[], Iterator[Pair]]]] = {
    each.__name__: each
    for each in (nested_data, bombs, nested_shapes, endless_constraints, explosions)
}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    check = CheckLimits(deadline=DEADLINE, memory=256 * MIB, report=MIB)
    settings = Settings(read=GENEROUS, check=check)
    with answering(Store(), "empty", settings) as address:
        headers = {"Accept": "*/*", "Accept-Language": "en"}
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            assert post(client, "text/turtle", GOOD, SHAPES).status_code in {200, 408}
            yield client


def post(
    client: httpx.Client, media_type: str, data: str, shapes: str, **params: str
) -> httpx.Response:
    files = [("data", ("data", data, media_type))]
    files += [("shapes", ("shapes", shapes, "text/turtle"))] if shapes else []
    return client.post("/validate", files=files, params=params)


@pytest.mark.parametrize("engine", ["auto", "pyshacl"])
@pytest.mark.parametrize("kind", KINDS)
def test_after_hostile_data_or_shapes_the_next_validation_and_query_are_answered(
    client: httpx.Client, kind: str, engine: str
) -> None:
    for media_type, data, shapes in KINDS[kind]():
        began = monotonic()
        response = post(client, media_type, data, shapes, engine=engine)
        assert monotonic() - began < DEADLINE + 2
        assert response.status_code in {200, 400, 408, 422, 507}, response.text
        assert "root:" not in response.text
        began = monotonic()
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        assert post(client, "text/turtle", GOOD, SHAPES).headers["krig-conforms"] == "false"
        assert monotonic() - began < 2


@pytest.mark.parametrize("engine", ["auto", "fast", "pyshacl"])
def test_no_validation_calls_another_server(client: httpx.Client, engine: str) -> None:
    calls: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        listening.settimeout(0.2)
        iri = f"http://127.0.0.1:{listening.getsockname()[1]}/x"

        def listen() -> None:
            while listening.fileno() >= 0:
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                except OSError:
                    return
                with connection:
                    calls.append(connection.recv(100))

        thread = Thread(target=listen, daemon=True)
        thread.start()
        for media_type, data, shapes in ways_out(iri):
            response = post(client, media_type, data, shapes, engine=engine)
            assert response.status_code in {200, 400, 422}, response.text
    thread.join(5)
    assert calls == []


def test_a_report_that_is_too_long_is_refused(client: httpx.Client) -> None:
    data = "".join(f"<http://e/{n}> a <http://e/C> .\n" for n in range(1000))
    response = post(client, "text/turtle", data, SHAPES, format="sarif")
    assert response.status_code == 507
    assert response.json()["outcome"] == "report"
    assert post(client, "text/turtle", data, SHAPES, format="sarif", limit="10").status_code == 200
