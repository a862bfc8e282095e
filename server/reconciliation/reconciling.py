"""Reconciles a batch: candidates by name from the index, then what else is known of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import NamedNode

from ontology.namespaces import ID
from server.engine import Engine
from server.reconciliation.asked import Entity, ReconciliationQuery, Value, iri_of
from server.reconciliation.scoring import LEAST, Candidate, features, ranked
from server.reconciliation.values import Holdings, agreement, holders, holdings
from server.search.searcher import Searcher
from server.texts import Language

WIDER: Final = 3
"""How many more candidates are weighed than are told."""
AT_ONCE: Final = 10
"""How many names are looked up by one question, so that others have their turn in between."""
TOLD_ONLY: Final = "text"
"""How a thing was found of which only something is told that is like the name."""

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reconciler:
    """Reconciles the names of `client` with the things that `engine` and `searcher` know."""

    engine: Engine
    searcher: Searcher
    client: str
    language: Language

    async def reconcile(self, batch: Mapping[str, ReconciliationQuery]) -> dict[str, Any]:
        """Return the candidates of each query, by its key.

        Raises:
            UnansweredError: the index or the engine does not answer.

        """
        keys = [*batch]
        answers: dict[str, Any] = {}
        for start in range(0, len(keys), AT_ONCE):
            some = {key: batch[key] for key in keys[start : start + AT_ONCE]}
            found = await self._found(some)
            held = await self._held(some, found)
            for key, query in some.items():
                answers[key] = {"result": self._told(query, found[key], held)}
        return answers

    async def _found(self, some: Mapping[str, ReconciliationQuery]) -> dict[str, list[Told]]:
        """Return the things that may be meant by each query."""
        named = {key: query for key, query in some.items() if query.query.strip()}
        questions = [
            (key, {"text": query.query, "kinds": kinds, "limit": WIDER * query.limit})
            for key, query in named.items()
            for kinds in _kinds(query)
        ]
        found: dict[str, list[Told]] = {}
        if questions:
            asked = {"ask": "several", "queries": [question for _, question in questions]}
            _, told = await self.searcher.ask(asked, self.client)
            for (key, _), answer in zip(questions, told["answers"], strict=True):
                found.setdefault(key, []).extend(answer["hits"])
        for key, query in some.items():
            if key not in named:
                found[key] = await self._holding(query)
        return {key: _admitted(some[key], hits) for key, hits in found.items()}

    async def _holding(self, query: ReconciliationQuery) -> list[Told]:
        """Return the things that have what is told, where no name is: by the first property."""
        condition = query.properties[0]
        prop = iri_of(condition.pid)
        if prop is None:
            return []
        iris = await holders(self.engine, prop, condition.v[0])
        _, told = await self.searcher.ask({"ask": "things", "iris": iris}, self.client)
        return [{**each, "likeness": 1.0, "how": "exact"} for each in told["hits"]]

    async def _held(
        self, some: Mapping[str, ReconciliationQuery], found: Mapping[str, Sequence[Told]]
    ) -> Holdings:
        """Return what candidates have by the properties of which their queries tell."""
        things: list[NamedNode] = []
        properties: list[NamedNode] = []
        for key, query in some.items():
            if query.properties:
                things += [NamedNode(each["iri"]) for each in found[key]]
                sought = (iri_of(condition.pid) for condition in query.properties)
                properties += [each for each in sought if each is not None]
        return await holdings(self.engine, things, properties)

    def _told(
        self, query: ReconciliationQuery, found: Iterable[Told], held: Holdings
    ) -> list[dict[str, Any]]:
        candidates = [_candidate(query, each, held) for each in found]
        return [
            {
                "id": each.told["iri"],
                "name": each.told["labels"][self.language],
                "description": described(each.told, self.language),
                "type": types_of(each.told, self.language),
                "score": each.score,
                "match": match,
                "features": features(each),
            }
            for each, match in ranked(candidates, query.limit)
        ]


def described(told: Told, language: Language) -> str:
    """Return what a thing is, and where, in a few words."""
    labels = [told["kinds"][0]["labels"][language]]
    labels += [each["labels"][language] for each in told["regions"] if each["iri"] != told["iri"]]
    return " · ".join([*labels, *([f"–{told['until']}"] if told["until"] else [])])


def types_of(told: Told, language: Language) -> list[dict[str, str]]:
    """Return the classes of a thing, the most important first."""
    return [{"id": each["iri"], "name": each["labels"][language]} for each in told["kinds"]]


def _types(query: ReconciliationQuery) -> list[str]:
    """Return the IRIs of the types that are asked for; what is no IRI is no type of anything."""
    found = (iri_of(each) for each in query.type if each.strip())
    return ["" if each is None else each.value for each in found]


def _kinds(query: ReconciliationQuery) -> list[list[str]]:
    """Return among which classes one looks: among all too where a type is only preferred."""
    kinds = [each for each in _types(query) if each]
    return [kinds, []] if kinds and query.type_strict == "should" else [kinds]


def _is_typed(query: ReconciliationQuery, told: Told) -> bool:
    types = _types(query)
    mine = {each["iri"] for each in told["kinds"]}
    return (
        all(each in mine for each in types)
        if query.type_strict == "all"
        else (not types or any(each in mine for each in types))
    )


def _admitted(query: ReconciliationQuery, hits: Iterable[Told]) -> list[Told]:
    """Return the things among `hits` that may be meant, each once."""
    found = {each["iri"]: each for each in hits if each["how"] != TOLD_ONLY}
    strict = query.type_strict != "should"
    return [
        each
        for iri, each in found.items()
        if (each["likeness"] >= LEAST or each["how"] != "fuzzy")
        and (_is_typed(query, each) if query.type and strict else iri.startswith(ID.iri))
    ]


def _candidate(query: ReconciliationQuery, told: Told, held: Holdings) -> Candidate:
    def agrees(pid: str, wanted: Sequence[Value]) -> float:
        prop = iri_of(pid)
        values = held.get((told["iri"], prop.value), ()) if prop is not None else ()
        return agreement(values, [_resolved(each) for each in wanted])

    conditions = tuple((each.pid, agrees(each.pid, each.v)) for each in query.properties)
    return Candidate(told, _is_typed(query, told), conditions)


def _resolved(value: Value) -> Value:
    """Return a value with its IRI in full, where it is a thing."""
    if isinstance(value, Entity):
        iri = iri_of(value.id)
        return Entity(id=iri.value if iri is not None else value.id)
    return value
