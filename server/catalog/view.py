"""The catalogue as its page shows it: the parts of the graph with their files, in one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from krig.catalog.description import Catalogue
from krig.catalog.index import File, Index, Part
from krig.catalog.names import CATALOG
from ontology.namespaces import DATA, DCT
from server.texts import Language

SIZES: Final = ("B", "kB", "MB", "GB")
THOUSAND: Final = 1000
NAMES: Final = {
    "application/n-quads": "N-Quads",
    "application/trig": "TriG",
    "text/turtle": "Turtle",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF/XML",
}
"""How formats are called; tables are called by their files."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file: what it is called, and how large it is."""

    name: str
    address: str
    size: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the graph."""

    name: str
    title: str
    description: str
    triples: int
    entities: int
    files: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """The catalogue."""

    index: Index
    whole: PartView
    tables: tuple[Download, ...]
    """The files of the whole graph that are tables, one for each class."""
    graphs: tuple[PartView, ...]
    modules: tuple[PartView, ...]
    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]
    links: tuple[tuple[str, int], ...]
    """The sites to which things are linked, each with how many links lead there."""
    earlier: tuple[str, ...]

    @classmethod
    def of(cls, catalogue: Catalogue, language: Language) -> "CatalogueView":
        """Return `catalogue` in `language`."""
        said = _said(catalogue.titles(), language)
        views = {each.name: (each, _part(each, catalogue, said)) for each in catalogue.index.parts}
        part, whole = views["krig"]
        return cls(
            catalogue.index,
            whole,
            tuple(_download(each) for each in part.files if each.path.startswith("csv/")),
            tuple(view for part, view in views.values() if part.kind == "graph"),
            tuple(view for part, view in views.values() if part.kind == "module"),
            _most(part.figures.classes),
            _most(part.figures.properties),
            tuple((site, sum(links.values())) for site, links in part.figures.links.items()),
            catalogue.earlier,
        )


def size(content: float) -> str:
    """Return a size in bytes as people read it."""
    for unit in SIZES[:-1]:
        if content < THOUSAND:
            return f"{content:.0f} {unit}" if unit == "B" else f"{content:.1f} {unit}"
        content /= THOUSAND
    return f"{content:.1f} {SIZES[-1]}"


def _part(part: Part, catalogue: Catalogue, said: dict[tuple[str, str], str]) -> PartView:
    iri = CATALOG[part.name].value
    files = [_download(each) for each in part.files if not each.path.startswith("csv/")]
    table = catalogue.tables.get(part.name.removeprefix("graph-"))
    if part.kind == "graph" and table is not None:
        address = "/data/" + DATA[table.path.name].value.removeprefix(DATA.iri)
        files.append(Download("CSV", address, size(len(table.content))))
    return PartView(
        part.name,
        said.get((iri, DCT["title"].value), part.name),
        said.get((iri, DCT["description"].value), ""),
        part.figures.triples,
        part.figures.entities,
        tuple(files),
    )


def _download(file: File) -> Download:
    name = file.path.rpartition("/")[2]
    return Download(NAMES.get(file.media_type, name), f"/dumps/{file.path}", size(file.size))


def _said(triples: Iterable[Triple], language: Language) -> dict[tuple[str, str], str]:
    return {
        (each.subject.value, each.predicate.value): each.object.value
        for each in triples
        if isinstance(each.subject, NamedNode)
        and isinstance(each.object, Literal)
        and each.object.language == language
    }


def _most(numbers: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(numbers.items(), key=lambda each: (-each[1], each[0])))
