"""The log of edits in the graph: who changed it, why, when, and by how much."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from krig.delta import Delta
from krig.revisions.record import How
from ontology.namespaces import COUNTED, DCT, GRAPH, ID, INFERRED, KRIG, PROV, RDF, XSD

PROVENANCE: Final = GRAPH["provenance"]
DERIVED: Final = frozenset((INFERRED, COUNTED))
"""The graphs that follow from the others."""
KEPT: Final = DERIVED | {PROVENANCE}
"""The graphs that krig keeps itself."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Why a revision comes about.

    `request` is the id of the request that asks for it, `target` to which revision it rolls back,
    `base` on which release it rests from then on, where that is another than before.
    """

    who: str
    why: str
    how: How
    request: str = ""
    target: str = ""
    base: str = ""

    def __post_init__(self) -> None:
        """Refuse an edit that does not say who and why."""
        if not (self.who.strip() and self.why.strip()):
            raise ValueError("an edit says who makes it, and why")


def stated(delta: Delta) -> Delta:
    """Return the part of `delta` that somebody stated: neither log nor what follows."""
    return delta.only(lambda quad: quad.graph_name not in KEPT)


def told(edit: Edit, delta: Delta, number: int, created: datetime) -> Iterator[Quad]:
    """Return what the log says of the edit that makes the revision `number`.

    Source: PROV-O, section 3.1.
    """
    activity = ID[f"edit/{number}"]
    own = stated(delta)
    said: dict[NamedNode, NamedNode | Literal] = {
        RDF["type"]: PROV["Activity"],
        PROV["wasAssociatedWith"]: ID[f"agent/{quote(edit.who, safe='')}"],
        PROV["endedAtTime"]: Literal(_written(created), datatype=XSD["dateTime"]),
        DCT["creator"]: Literal(edit.who),
        DCT["description"]: Literal(edit.why),
        KRIG["quadsAdded"]: Literal(len(own.added)),
        KRIG["quadsRemoved"]: Literal(len(own.removed)),
    }
    return (Quad(activity, predicate, value, PROVENANCE) for predicate, value in said.items())


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
