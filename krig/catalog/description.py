"""The catalogue: what DCAT 3 tells of the dumps of a state of the graph, and where they are had.

What does not depend on the state stands in `catalog.ttl`, beside this module.

Source: Data Catalog Vocabulary (DCAT) version 3; DCAT-AP 3.0, which says what must be told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from krig.catalog.distributions import distribution
from krig.catalog.index import Index, Part
from krig.catalog.names import CATALOG, CATALOGUE, DATASET, LICENCE, VOID
from krig.catalog.tables import Table
from krig.catalog.void import statistics
from ontology.namespaces import DATA, DCAT, DCT, KRIG, OWL, PROV, RDF, XSD
from ontology.vocabulary import Text

FIXED: Final = Path(__file__).with_name("catalog.ttl")
OTHER_TOLD: Final = Text(
    ko="이 서버에 더해진 이름 있는 그래프.", en="A named graph that was added on this server."
)
TABLE_TOLD: Final = Text(
    ko="이 표의 행이 말하는 것. 행마다 출처와 확실한 정도가 있다.",
    en="What the rows of this table state, each with its source and its certainty.",
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What there is to be told: the dumps, the tables and modules by name, and earlier states."""

    index: Index
    tables: Mapping[str, Table]
    modules: Mapping[str, tuple[Text, Text]]
    """The title and the description of each module of the ontology, by the name of its part."""
    earlier: tuple[str, ...] = ()
    """The names of earlier releases, the newest first."""

    def triples(self, base: str) -> Iterator[Triple]:
        """Yield the catalogue of the server at the address `base`, which ends without a slash."""
        yield from fixed()
        yield from self._versions(base)
        yield from _services(base)
        for part in self.index.parts:
            yield from self._part(part)
            for file in part.files:
                node, place = CATALOG[file.path], NamedNode(f"{base}/dumps/{file.path}")
                yield Triple(CATALOG[part.name], DCAT["distribution"], node)
                yield from distribution(node, file)
                yield Triple(node, DCAT["accessURL"], place)
                yield Triple(node, DCAT["downloadURL"], place)
                if part.name == DATASET.value.removeprefix(CATALOG.iri):
                    yield Triple(DATASET, VOID["dataDump"], place)

    def titles(self) -> Iterator[Triple]:
        """Yield how the parts are called and described."""
        yield from fixed()
        for part in self.index.parts:
            yield from self._titles(part, CATALOG[part.name])

    def _versions(self, base: str) -> Iterator[Triple]:
        created = _time(self.index)
        for node in (CATALOGUE, DATASET):
            yield Triple(node, DCT["issued"], created)
            yield Triple(node, DCT["modified"], created)
        yield Triple(DATASET, DCAT["version"], Literal(self.index.revision))
        yield Triple(DATASET, DCT["identifier"], Literal(self.index.revision))
        states = [DATASET, *(CATALOG[f"release-{each}"] for each in self.earlier)]
        for state, before in pairwise(states):
            yield Triple(state, DCAT["previousVersion"], before)
        for name, state in zip(self.earlier, states[1:], strict=True):
            yield Triple(state, DCAT["version"], Literal(name))
        if self.index.ontology:
            standard = KRIG[self.index.ontology]
            yield Triple(DATASET, DCT["conformsTo"], standard)
            yield Triple(standard, RDF["type"], DCT["Standard"])
            yield Triple(standard, OWL["versionInfo"], Literal(self.index.ontology))
        if self.index.since:
            yield from _period(self.index)
        for name in sorted(self.tables):
            yield Triple(DATASET, PROV["wasDerivedFrom"], DATA[f"{name}.csv"])
        yield Triple(DATASET, VOID["sparqlEndpoint"], NamedNode(f"{base}/sparql"))

    def _part(self, part: Part) -> Iterator[Triple]:
        node = CATALOG[part.name]
        if part.kind != "whole":
            yield Triple(node, RDF["type"], DCAT["Dataset"])
            yield Triple(node, RDF["type"], VOID["Dataset"])
            yield Triple(node, DCT["license"], LICENCE)
            yield Triple(node, DCT["publisher"], CATALOG["publisher"])
            yield Triple(node, DCT["issued"], _time(self.index))
            whole = DATASET if part.kind == "graph" else CATALOG["graph-ontology"]
            yield Triple(node, DCT["isPartOf"], whole)
            yield Triple(whole, DCT["hasPart"], node)
            yield Triple(whole, VOID["subset"], node)
            yield Triple(CATALOGUE, DCAT["dataset"], node)
        yield from self._titles(part, node)
        yield from statistics(node, part.figures, in_detail=part.kind != "module")

    def _titles(self, part: Part, node: NamedNode) -> Iterator[Triple]:
        """Yield the titles of a part for which none stands in the fixed part."""
        table = self.tables.get(part.name.removeprefix("graph-"))
        titles = (table.title, TABLE_TOLD) if table is not None else self.modules.get(part.name)
        if node in {each.subject for each in fixed() if each.predicate == DCT["title"]}:
            return
        name = part.name.removeprefix("graph-")
        titles = titles or (Text(ko=name, en=name), OTHER_TOLD)
        for predicate, text in zip((DCT["title"], DCT["description"]), titles, strict=True):
            yield Triple(node, predicate, Literal(text.ko, language="ko"))
            yield Triple(node, predicate, Literal(text.en, language="en"))
        if table is not None:
            yield Triple(node, PROV["wasDerivedFrom"], DATA[table.path.name])


@cache
def fixed() -> tuple[Triple, ...]:
    """Return what the catalogue tells of every state."""
    return tuple(each.triple for each in parse(path=FIXED, format=RdfFormat.TURTLE))


def _services(base: str) -> Iterator[Triple]:
    service, endpoint = CATALOG["sparql"], NamedNode(f"{base}/sparql")
    yield Triple(service, DCAT["endpointURL"], endpoint)
    yield Triple(service, DCAT["endpointDescription"], NamedNode(f"{base}/openapi.json"))


def _time(index: Index) -> Literal:
    return Literal(index.created.isoformat(), datatype=XSD["dateTime"])


def _period(index: Index) -> Iterator[Triple]:
    period = BlankNode("period")
    yield Triple(DATASET, DCT["temporal"], period)
    yield Triple(period, RDF["type"], DCT["PeriodOfTime"])
    yield Triple(period, DCAT["startDate"], Literal(index.since, datatype=XSD["gYear"]))
    yield Triple(period, DCAT["endDate"], Literal(index.until, datatype=XSD["gYear"]))
