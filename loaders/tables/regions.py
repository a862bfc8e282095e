"""Provinces, districts and statistical areas: `data/regions.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from loaders.reader import read_rows
from loaders.row import Row
from loaders.statement import concept, describe, has, label, refers, say, text
from ontology.namespaces import ID, KRIG, SKOS

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Row):
    """A place, as it was from one date until another."""

    label_ko: str
    label_en: str
    label_en_by: str
    kind: str
    short_name_ko: str | None
    short_name_en: str | None
    within: str | None
    iso_code: str | None
    mois_code: str | None
    kostat_code: str | None
    wikidata: str | None
    geonames: str | None
    capital_area: bool | None
    valid_from: date | None
    valid_until: date | None
    succeeded_by: str | None


def read(path: Path) -> Iterator[Region]:
    """Yield the checked rows of `data/regions.csv`."""
    return read_rows(path, Region)


def quads(row: Region) -> Iterator[Quad]:
    """Yield what a row says."""
    node = ID[row.id]
    yield from describe(row, concept(row.kind))
    yield from label(row, row.label_ko, row.label_en, row.label_en_by)
    yield from text(row, node, KRIG["shortName"], row.short_name_ko, row.short_name_en)
    yield from refers(row, KRIG["within"], row.within)
    yield from has(row, KRIG["isoCode"], row.iso_code)
    yield from has(row, KRIG["moisCode"], row.mois_code)
    yield from has(row, KRIG["kostatCode"], row.kostat_code)
    yield from has(row, KRIG["capitalArea"], row.capital_area)
    yield from has(row, KRIG["validFrom"], row.valid_from)
    yield from has(row, KRIG["validUntil"], row.valid_until)
    yield from refers(row, KRIG["succeededBy"], row.succeeded_by)
    yield from text(row, node, SKOS["altLabel"], row.short_name_ko, row.short_name_en)
    if row.wikidata:
        yield from say(row, node, SKOS["exactMatch"], NamedNode(f"{WIKIDATA}{row.wikidata}"))
    if row.geonames:
        yield from say(row, node, SKOS["exactMatch"], NamedNode(f"{GEONAMES}{row.geonames}/"))
