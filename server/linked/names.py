"""What there is: the IRIs that are told of, and those that are like one that is not."""

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode
from rapidfuzz import fuzz, process

from ontology.namespaces import ID, KRIG
from server.asking import rows
from server.engine import Engine
from server.naming import names

MOST: Final = 5
LIKE: Final = 70.0
"""How alike names are, of 100, that may be taken for each other."""
LONGEST: Final = 200
"""How many characters a name may have that is compared with all others."""


class NoThingError(Exception):
    """Nothing is told of an IRI; `near` are IRIs like it, by language what each is `called`."""

    def __init__(
        self, iri: str, near: list[str], called: Mapping[str, dict[str, str]] | None = None
    ) -> None:
        self.iri = iri
        self.near = near
        self.called = called or {}
        super().__init__(iri)


class Names:
    """The IRIs of which an engine tells, asked once for each revision."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._revision = ""
        self._all: tuple[str, ...] = ()
        self._known: frozenset[str] = frozenset()

    async def all(self) -> tuple[str, ...]:
        """Return the IRIs of things and terms, sorted.

        Raises:
            UnansweredError: the query is not answered.

        """
        revision = self._engine.revision
        if revision != self._revision:
            found = (row["thing"] for row in await rows(self._engine, "things"))
            self._all = tuple(each.value for each in found if isinstance(each, NamedNode))
            self._known = frozenset(self._all)
            self._revision = revision
        return self._all

    async def known(self) -> frozenset[str]:
        """Return the IRIs of things and terms.

        Raises:
            UnansweredError: the query is not answered.

        """
        await self.all()
        return self._known

    async def things(self) -> tuple[str, ...]:
        """Return the IRIs of things, sorted."""
        return tuple(each for each in await self.all() if each.startswith(ID.iri))

    async def missing(self, iri: str) -> NoThingError:
        """Return what tells that nothing is known of `iri`, with those like it that have names.

        Raises:
            UnansweredError: the query is not answered.

        """
        namespace = KRIG.iri if iri.startswith(KRIG.iri) else ID.iri
        like = near(iri, await self.all(), namespace)
        called = {
            each.value: told
            for each, told in (await names(self._engine, map(NamedNode, like))).items()
            if told
        }
        return NoThingError(iri, [*called] or like, called)


def near(iri: str, known: Iterable[str], namespace: str) -> list[str]:
    """Return those `known` in a namespace that are most like `iri`, or end most like it."""
    local = iri.removeprefix(namespace)
    if len(local) > LONGEST:
        return []
    whole = {each: each.removeprefix(namespace) for each in known if each.startswith(namespace)}
    last = {each: _last(name) for each, name in whole.items()}
    alike = (
        *process.extract(local, whole, scorer=fuzz.ratio, limit=MOST, score_cutoff=LIKE),
        *process.extract(_last(local), last, scorer=fuzz.ratio, limit=MOST, score_cutoff=LIKE),
    )
    scores: dict[str, float] = {}
    for _, score, name in alike:
        scores[name] = max(score, scores.get(name, 0.0))
    return sorted(scores, key=lambda name: (-scores[name], name))[:MOST]


def _last(name: str) -> str:
    return name.rpartition("/")[2]
