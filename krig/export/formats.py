"""The formats of the dumps: how each is written, and what DCAT says of it."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple
from rdflib import Dataset

from krig.export.tables import tables
from krig.rdflib_terms import rdflib_term
from krig.serialisation import serialise
from ontology import PATH

Files = Mapping[str, bytes]
"""The content of each file of a dump, by its path below the folder of the export."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of a dump."""

    media_type: str
    write: Callable[[tuple[Quad, ...]], Files]


def _nquads(quads: tuple[Quad, ...]) -> Files:
    return {"krig.nq": serialise(quads, RdfFormat.N_QUADS)}


def _trig(quads: tuple[Quad, ...]) -> Files:
    grouped = sorted(quads, key=lambda quad: str(quad.graph_name))
    return {"krig.trig": serialise(grouped, RdfFormat.TRIG)}


def _union(quads: Iterable[Quad]) -> list[Triple]:
    """Return what the default graph, the union of all graphs, holds."""
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    return sorted(set(triples), key=str)


def _turtle(quads: tuple[Quad, ...]) -> Files:
    return {"krig.ttl": serialise(_union(quads), RdfFormat.TURTLE)}


def _rdfxml(quads: tuple[Quad, ...]) -> Files:
    return {"krig.rdf": serialise(_union(quads), RdfFormat.RDF_XML)}


def _jsonld(quads: tuple[Quad, ...]) -> Files:
    """Write JSON-LD in the terms of our context, which stands in the file: it can be read alone."""
    context = json.loads((PATH / "context.jsonld").read_text(encoding="utf-8"))
    dataset = Dataset()
    for quad in quads:
        name = quad.graph_name
        graph = dataset.default_graph
        if not isinstance(name, DefaultGraph):
            graph = dataset.graph(rdflib_term(name))
        subject, predicate = rdflib_term(quad.subject), rdflib_term(quad.predicate)
        graph.add((subject, predicate, rdflib_term(quad.object)))
    document = json.loads(dataset.serialize(format="json-ld", context=context["@context"]))
    text = json.dumps(_ordered(document), ensure_ascii=False, indent=1, sort_keys=True)
    return {"krig.jsonld": f"{text}\n".encode()}


def _ordered(node: Any, *, is_list: bool = False) -> Any:
    """Return JSON-LD in an order that depends on what it says alone; only `@list` has its own."""
    match node:
        case dict():
            return {key: _ordered(value, is_list=key == "@list") for key, value in node.items()}
        case list():
            members = [_ordered(each) for each in node]
            return members if is_list else sorted(members, key=_in_text)
    return node


def _in_text(node: Any) -> str:
    return json.dumps(node, ensure_ascii=False, sort_keys=True)


def _csv(quads: tuple[Quad, ...]) -> Files:
    return {f"csv/{name}.csv": content for name, content in tables(quads)}


FORMATS: Final = {
    "nquads": Format("application/n-quads", _nquads),
    "trig": Format("application/trig", _trig),
    "turtle": Format("text/turtle", _turtle),
    "jsonld": Format("application/ld+json", _jsonld),
    "rdfxml": Format("application/rdf+xml", _rdfxml),
    "csv": Format("text/csv", _csv),
}
"""The formats by the names that the command line gives them."""
