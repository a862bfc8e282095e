"""What is told of a resource in RDF, and of the document that tells it.

Source: Concise Bounded Description (W3C Member Submission, 2005), with what leads to the resource
and with the labels of what is linked; VoID, section 6.2, for the document.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from krig.catalog.names import DATASET, LICENCE, VOID
from krig.results import short
from krig.serialisation import serialise
from ontology.namespaces import DCAT, DCT, FOAF, RDF, RDFS
from server.asking import own_query, statements
from server.engine import Engine
from server.formats import AnyFormat

HEADER: Final = ("property", "value", "language", "datatype", "label_ko", "label_en")


async def describe(engine: Engine, iri: NamedNode) -> frozenset[Triple]:
    """Return what is told of `iri`; nothing where it is not known.

    Raises:
        UnansweredError: the query is not answered.

    """
    return frozenset(await statements(engine, own_query("thing-description"), {"thing": iri}))


def document(address: str, topic: NamedNode, revision: str) -> Iterator[Triple]:
    """Yield what is told of the document at `address` that tells of `topic`."""
    told = NamedNode(address)
    yield Triple(told, RDF["type"], FOAF["Document"])
    yield Triple(told, FOAF["primaryTopic"], topic)
    yield Triple(told, VOID["inDataset"], DATASET)
    yield Triple(told, DCT["license"], LICENCE)
    yield Triple(told, DCAT["version"], Literal(revision))


def written(triples: Iterable[Triple], topic: NamedNode, form: AnyFormat) -> bytes:
    """Return `triples` in a form: in RDF, sorted; in CSV, what is said of `topic` alone."""
    if isinstance(form.engine, RdfFormat):
        return serialise(sorted(set(triples), key=str), form.engine, {"void": VOID.iri})
    return _table(set(triples), topic)


def _table(triples: set[Triple], topic: NamedNode) -> bytes:
    labels: dict[tuple[object, str | None], str] = {
        (each.subject, each.object.language): each.object.value
        for each in triples
        if each.predicate == RDFS["label"] and isinstance(each.object, Literal)
    }
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for each in sorted(triples, key=str):
        if each.subject == topic:
            value = each.object
            literal = value if isinstance(value, Literal) else None
            writer.writerow(
                (
                    short(each.predicate),
                    value.value if isinstance(value, Literal | NamedNode) else str(value),
                    literal.language or "" if literal else "",
                    short(literal.datatype) if literal and not literal.language else "",
                    labels.get((value, "ko"), ""),
                    labels.get((value, "en"), ""),
                )
            )
    return text.getvalue().encode()
