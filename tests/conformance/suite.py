"""The W3C suites for SPARQL over HTTP, read from their manifests."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import RDFS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

SUITES = Path(__file__).parents[3] / "shared" / "suites" / "w3c-sparql11"

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")

MANIFESTS = {
    "protocol": ("protocol/manifest.ttl",),
    "graph-store": (
        "graph-store-protocol/manifest-direct.ttl",
        "graph-store-protocol/manifest-indirect.ttl",
    ),
    "service-description": ("service-description/manifest.ttl",),
}
"""The manifests of each suite."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a response must be; statuses are the names that the manifests use."""

    statuses: frozenset[str]
    form: str | None
    truth: bool | None
    location: str | None
    headers: dict[str, str]
    body: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """A request, and what it must be answered."""

    method: str
    path: str
    headers: dict[str, str]
    body: str | None
    expected: Expected


@dataclass(frozen=True, slots=True)
class Case:
    """A test: `data` are graphs to begin with, by name, in N-Triples."""

    suite: str
    name: str
    data: dict[str, bytes]
    requests: tuple[Request, ...]

    @property
    def id(self) -> str:
        return f"{self.suite}/{self.name}"


def cases(folder: Path = SUITES) -> list[Case]:
    """Return all tests, in the order of the manifests; none where the suites are not there."""
    if not folder.is_dir():
        return []
    return [
        case
        for suite, manifests in MANIFESTS.items()
        for manifest in manifests
        for case in _read(suite, folder / manifest)
    ]


def _read(suite: str, path: Path) -> Iterator[Case]:
    graph = Graph().parse(path, publicID=path.as_uri())
    (entries,) = graph.objects(URIRef(path.as_uri()), MF.entries)
    for entry in Collection(graph, entries):
        data = {
            str(graph.value(each, RDFS.label)): _file(graph, each).read_bytes()
            for each in graph.objects(entry, UT.graphData)
        }
        action = graph.value(entry, MF.action)
        listed = graph.value(action, HT.requests) if action is not None else None
        requests = Collection(graph, listed) if listed is not None else ()
        name = str(entry).rpartition("#")[2]
        yield Case(suite, name, data, tuple(_request(graph, each) for each in requests))


def _file(graph: Graph, node: Node) -> Path:
    return Path(str(graph.value(node, UT.graph)).removeprefix("file://"))


def _request(graph: Graph, node: Node) -> Request:
    (response,) = graph.objects(node, HT.resp)
    return Request(
        method=str(graph.value(node, HT.methodName)),
        path=str(graph.value(node, HT.absolutePath)),
        headers=_headers(graph, node),
        body=_body(graph, node),
        expected=Expected(
            statuses=frozenset(
                str(each).rpartition("#")[2] for each in graph.objects(response, MF.expectedStatus)
            ),
            form=_text(graph, response, MF.expectedFormat),
            truth=_truth(graph, response),
            location=_text(graph, response, MF.expectedLocation),
            headers=_headers(graph, response),
            body=_body(graph, response),
        ),
    )


def _headers(graph: Graph, node: Node) -> dict[str, str]:
    listed = graph.value(node, HT.headers)
    return {
        str(graph.value(each, HT.fieldName)): str(graph.value(each, HT.fieldValue))
        for each in (Collection(graph, listed) if listed is not None else ())
    }


def _body(graph: Graph, node: Node) -> str | None:
    body = graph.value(node, HT.body)
    return None if body is None else _text(graph, body, CNT.chars)


def _text(graph: Graph, node: Node, predicate: URIRef) -> str | None:
    value = graph.value(node, predicate)
    return None if value is None else str(value)


def _truth(graph: Graph, node: Node) -> bool | None:
    value = graph.value(node, MF.expectedBoolean)
    return bool(value.value) if isinstance(value, Literal) else None


def filled(request: Request, variables: dict[str, str]) -> Request:
    """Return `request` with what earlier responses told in the place of its variables."""

    def text(written: str) -> str:
        for name, value in variables.items():
            written = written.replace(name, value)
        return written

    body = None if request.body is None else text(request.body)
    return replace(request, path=text(request.path), body=body)
