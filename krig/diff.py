"""What changed between two releases, in facts: which things came, went, or say something else.

Where a row stands is no fact: rows that move change nothing. What is inferred or counted follows
from the facts, and what the ontology says is told by its own change log.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pyoxigraph import NamedNode, Quad

from krig.terms import Term
from ontology.namespaces import GRAPH, PROV, RDFS

Language = Literal["ko", "en"]
Kind = Literal["added", "removed", "changed"]
Said = frozenset[tuple[NamedNode, Term]]

NO_FACTS: Final = {GRAPH[name] for name in ("ontology", "inferred", "counted")}


@dataclass(frozen=True, slots=True)
class Change:
    """What came and what went of the facts about one thing.

    `kind` tells whether the thing is there in the second release only, in the first only, or in
    both.
    """

    thing: NamedNode
    kind: Kind
    gone: Said
    come: Said


def facts(quads: Iterable[Quad]) -> dict[NamedNode, Said]:
    """Return what `quads` state of each thing, without where it stands."""
    said: defaultdict[NamedNode, set[tuple[NamedNode, Term]]] = defaultdict(set)
    for quad in quads:
        if quad.graph_name in NO_FACTS or quad.predicate == PROV["wasDerivedFrom"]:
            continue
        if isinstance(quad.subject, NamedNode):
            said[quad.subject].add((quad.predicate, quad.object))
    return {thing: frozenset(each) for thing, each in said.items()}


def changes(before: Mapping[NamedNode, Said], after: Mapping[NamedNode, Said]) -> Iterator[Change]:
    """Yield the changes from the facts `before` to those `after`, in the order of IRIs."""
    for thing in sorted(before.keys() | after.keys(), key=str):
        old, new = before.get(thing, frozenset()), after.get(thing, frozenset())
        if old != new:
            yield Change(thing, _kind(old, new), old - new, new - old)


def _kind(old: Said, new: Said) -> Kind:
    if not old:
        return "added"
    return "changed" if new else "removed"


def labels(quads: Iterable[Quad], language: Language) -> dict[NamedNode, str]:
    """Return the label of each thing in `language`, or in the other one where it has no such."""
    found: dict[NamedNode, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        thing, text = quad.subject, quad.object
        if quad.predicate == RDFS["label"] and isinstance(thing, NamedNode):
            found[thing][getattr(text, "language", None) or ""] = getattr(text, "value", "")
    return {
        thing: texts.get(language) or next(iter(texts.values())) for thing, texts in found.items()
    }
