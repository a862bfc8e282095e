"""The documents that the facts cite: `data/sources.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import classified, describe, has, label, refers, say
from ontology.namespaces import DCAT, DCT, ID, KRIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Row):
    """A document."""

    label_ko: str
    label_en: str | None
    label_en_by: str | None
    identifier: str | None
    kind: str
    publisher: str | None
    publisher2: str | None
    publisher3: str | None
    issued: date | None
    address: str | None
    licence: str | None
    sha256: str | None
    characters: int | None


def read(path: Path) -> Iterator[Source]:
    """Yield the checked rows of `data/sources.csv`."""
    return read_rows(path, Source)


def quads(row: Source) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, KRIG["Source"])
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from has(row, DCT["identifier"], row.identifier)
    yield from classified(row, KRIG["sourceKind"], row.kind)
    yield from refers(row, DCT["publisher"], row.publisher, row.publisher2, row.publisher3)
    yield from has(row, DCT["issued"], row.issued)
    yield from has(row, DCT["rights"], row.licence)
    yield from has(row, KRIG["sha256"], row.sha256)
    yield from has(row, KRIG["characters"], row.characters)
    yield from say(row, node, DCAT["landingPage"], NamedNode(row.address) if row.address else None)
