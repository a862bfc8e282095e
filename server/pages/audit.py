"""Each figure that a document states beside the one that the graph counts, and the contradictions.

What is counted stands in the graph: it is counted when a revision is made, not when one looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool

from krig.passages import Passage, fingerprint, passage, texts
from ontology.namespaces import DCT, ID, KRIG, OA
from server.engine import Engine
from server.pages.excerpt import Excerpt, Node
from server.pages.page import Bindings, Page, excerpt
from server.pages.words import Grounds, Source, Thing, Words
from server.texts import Language

QUERY: Final = ID["query/"].value
"""Below which the saved queries stand as things."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the graph tells, and the texts of the documents that it tells of, by their SHA-256."""

    excerpt: Excerpt
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a document states, and what the graph counts instead."""

    thing: Thing
    stated: Decimal
    counted: Decimal | None
    unit: str
    query: str
    """The saved query that counts it; blank if none does."""
    document: Source
    start: int | None
    """The characters of the document's text that state it, from the first to before the last."""
    end: int | None
    sha256: str
    passage: Passage | None
    """The sentence, where the text is here."""
    grounds: Grounds

    @property
    def agrees(self) -> bool:
        """Tell whether the graph counts what is stated."""
        return self.stated == self.counted


@dataclass(frozen=True, slots=True)
class Statement:
    """What one side of a contradiction says."""

    thing: Thing
    value: Decimal | None
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot all hold."""

    thing: Thing
    description: Words | None
    statements: tuple[Statement, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Audit:
    """What the page shows."""

    figures: tuple[Figure, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def agreeing(self) -> tuple[Figure, ...]:
        """Return the figures that the graph counts as they are stated."""
        return tuple(each for each in self.figures if each.agrees)

    @property
    def differing(self) -> tuple[Figure, ...]:
        """Return the figures that the graph counts otherwise."""
        return tuple(each for each in self.figures if not each.agrees and each.counted is not None)

    @property
    def uncounted(self) -> tuple[Figure, ...]:
        """Return the figures that nothing counts."""
        return tuple(each for each in self.figures if each.counted is None)

    @property
    def quoted(self) -> int:
        """Return how many figures can be shown in their sentence."""
        return sum(each.passage is not None for each in self.figures)


def page(folder: Path | None) -> Page[Evidence, None]:
    """Return the page; it shows the sentences of those documents whose texts are in `folder`."""
    return Page("audit", partial(_evidence, folder), audit, fingerprint(folder))


async def _evidence(
    folder: Path | None, engine: Engine, name: str, given: Bindings, language: Language
) -> Evidence:
    answer = await excerpt(engine, name, given, language)
    digests = (answer.text(each, KRIG["sha256"]) for each in answer.instances(KRIG["Source"]))
    known = frozenset(filter(None, digests))
    return Evidence(answer, await run_in_threadpool(texts, folder, known))


def audit(evidence: Evidence, _: None = None) -> Audit:
    """Return the figures and contradictions that `evidence` tells of."""
    excerpt, texts = evidence.excerpt, evidence.texts
    figures = (_figure(excerpt, node, texts) for node in excerpt.instances(KRIG["StatedFigure"]))
    found = (_contradiction(excerpt, node) for node in excerpt.instances(KRIG["Contradiction"]))
    return Audit(
        tuple(sorted(figures, key=_by_document)),
        tuple(sorted(found, key=lambda each: each.thing.iri)),
    )


def _by_document(figure: Figure) -> tuple[str, str, int, str]:
    """Return what figures are sorted by: the date of the document, and their place in it."""
    document = figure.document
    return document.issued, document.thing.iri, figure.start or 0, figure.thing.iri


def _figure(excerpt: Excerpt, node: Node, texts: Mapping[str, str]) -> Figure:
    document = excerpt.node(node, KRIG["source"])
    place = excerpt.node(node, KRIG["statedAt"])
    query = excerpt.node(node, KRIG["countedBy"])
    start, end = (_character(excerpt, place, each) for each in ("start", "end"))
    sha256 = excerpt.text(document, KRIG["sha256"]) if document is not None else ""
    text = texts.get(sha256)
    return Figure(
        excerpt.thing(node),
        excerpt.number(node, KRIG["value"]) or Decimal(),
        excerpt.number(node, KRIG["countedValue"]),
        excerpt.text(node, KRIG["unit"]),
        query.value.removeprefix(QUERY) if query is not None else "",
        excerpt.source(document if document is not None else node),
        start,
        end,
        sha256,
        None if text is None or start is None or end is None else passage(text, start, end),
        excerpt.grounds(node),
    )


def _character(excerpt: Excerpt, place: Node | None, name: str) -> int | None:
    number = excerpt.number(place, OA[name]) if place is not None else None
    return None if number is None else int(number)


def _contradiction(excerpt: Excerpt, node: Node) -> Contradiction:
    statements = (
        Statement(excerpt.thing(each), excerpt.number(each, KRIG["value"]), excerpt.grounds(each))
        for each in excerpt.nodes(node, KRIG["contradictoryStatement"])
    )
    return Contradiction(
        excerpt.thing(node),
        excerpt.words(node, DCT["description"]),
        tuple(sorted(statements, key=lambda each: (each.value or Decimal(), each.thing.iri))),
        excerpt.grounds(node),
    )
