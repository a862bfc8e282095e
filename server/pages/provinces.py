"""Provinces as charts and matrices show them: by their short names, in the order of their codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import ID, KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.succession import Succession
from server.pages.tiles import Tile, tile
from server.pages.words import Thing

START: Final = ID["province/"].value
"""How the IRIs of provinces begin."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province: the part of its IRI that tells it from others, its names, and its MOIS code."""

    slug: str
    thing: Thing
    short: str
    code: str
    tile: Tile | None
    """Where it stands on the schematic map."""


def province(excerpt: Excerpt, node: Node) -> Province:
    """Return the province `node`."""
    thing = excerpt.thing(node)
    short = excerpt.words(node, KRIG["shortName"]) or thing.label
    lineage = Succession(excerpt).lineage(node)
    return Province(
        thing.iri.removeprefix(START),
        thing,
        short.text,
        excerpt.text(node, KRIG["moisCode"]),
        tile(each.value.removeprefix(START) for each in lineage),
    )


def in_order(provinces: Iterable[Province]) -> tuple[Province, ...]:
    """Return provinces, each once, in the order in which official lists have them."""
    return tuple(sorted(dict.fromkeys(provinces), key=lambda each: (each.code, each.slug)))
