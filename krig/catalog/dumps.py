"""Makes the dumps of a state of the graph: whole, by named graph, and by module of the ontology."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import Final

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from krig.catalog.figures import Figures
from krig.catalog.index import File, Index, Kind, Part
from krig.export.formats import FORMATS, Format
from krig.serialisation import serialise
from ontology.modules import modules
from ontology.namespaces import GRAPH, KRIG, OWL, XSD


def _by_prefixes(quads: tuple[Quad, ...]) -> Mapping[str, bytes]:
    """Write JSON-LD with prefixes instead of our context: in a twentieth of the time."""
    return {"krig.jsonld": serialise(quads, RdfFormat.JSON_LD)}


OF_PARTS: Final = {
    **{name: form for name, form in FORMATS.items() if name != "csv"},
    "jsonld": Format("application/ld+json", _by_prefixes),
}
"""The formats of parts; as tables, things stand whole in the tables of classes."""
SPEAKING_OF_TIME: Final = {GRAPH[name] for name in ("observations", "rounds", "events")}
YEAR: Final = 4
"""How many characters of a date are its year."""


def make(quads: Iterable[Quad], revision: str, created: datetime, out: Path) -> Index:
    """Write the dumps of `quads` into the new folder `out`, which appears when all are there."""
    whole = tuple(quads)
    out.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(mkdtemp(prefix=".dumps-", dir=out.parent))
    try:
        since, until = _span(whole)
        index = Index(
            revision=revision,
            created=created,
            ontology=_version(whole),
            since=since,
            until=until,
            parts=tuple(_parts(whole, staged)),
        )
        index.write(staged)
        staged.chmod(0o755)
        _put_into_place(staged, out)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return index


def _put_into_place(staged: Path, out: Path) -> None:
    """Let `staged` be `out`; where another process was faster, its dumps are the same."""
    try:
        os.rename(staged, out)  # noqa: PTH104 (Path.rename would do the same, and say less)
    except OSError:
        if not out.is_dir():
            raise


def _parts(whole: tuple[Quad, ...], folder: Path) -> Iterator[Part]:
    yield _Writing(folder, "", FORMATS).part("krig", "whole", whole)
    by_graph = defaultdict(list)
    for quad in whole:
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name in GRAPH:
            by_graph[quad.graph_name.value.removeprefix(GRAPH.iri)].append(quad)
    for name, members in sorted(by_graph.items()):
        yield _Writing(folder, f"graphs/{name}").part(f"graph-{name}", "graph", tuple(members))
    for path in modules():
        place = "alignment" if path.parent.name == "alignments" else "module"
        name = f"{place}-{path.stem}"
        yield _Writing(folder, f"ontology/{name}").part(name, "module", _module(path))


def _module(path: Path) -> tuple[Quad, ...]:
    """Return a module of the ontology; blank nodes are labelled by RDFC-1.0."""
    dataset = Dataset(parse(path=path, format=RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(dataset, key=str))


@dataclass(frozen=True, slots=True)
class _Writing:
    """How a part is written: below a folder, under a name of its own where that is not blank."""

    folder: Path
    stem: str
    formats: Mapping[str, Format] = field(default_factory=lambda: OF_PARTS)

    def part(self, name: str, kind: Kind, quads: tuple[Quad, ...]) -> Part:
        """Write a part, and return what is told of it."""
        files = tuple(
            _file(self.folder, path, form.media_type, content)
            for form in self.formats.values()
            for path, content in _renamed(form.write(quads), self.stem).items()
        )
        return Part(name=name, kind=kind, figures=Figures.of(quads), files=files)


def _renamed(files: Mapping[str, bytes], stem: str) -> dict[str, bytes]:
    return {stem + PurePosixPath(path).suffix if stem else path: files[path] for path in files}


def _file(folder: Path, path: str, media_type: str, content: bytes) -> File:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return File.of(path, media_type, content)


def _version(whole: tuple[Quad, ...]) -> str:
    """Return the version of the ontology, blank if none is told."""
    told = (
        quad.object.value
        for quad in whole
        if quad.predicate == OWL["versionInfo"]
        and quad.subject == NamedNode(KRIG.iri)
        and isinstance(quad.object, Literal)
    )
    return next(told, "")


def _span(whole: tuple[Quad, ...]) -> tuple[str, str]:
    """Return the first and the last year of which the graph speaks, blank if of none."""
    dated = {XSD["gYear"], XSD["gYearMonth"], XSD["date"]}
    years = {
        quad.object.value[:YEAR]
        for quad in whole
        if quad.graph_name in SPEAKING_OF_TIME
        and isinstance(quad.object, Literal)
        and quad.object.datatype in dated
    }
    return (min(years), max(years)) if years else ("", "")
