"""When what was decided, announced and paid for, and which regions went on in others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, get_args

from ontology.namespaces import DCT, KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.page import Page, excerpt
from server.pages.passing import Passing, passings
from server.pages.span import Span, laid, month, months, written
from server.pages.spending import Spending, spending
from server.pages.words import Grounds, Thing, Words

Kind = Literal["round", "milestone", "programme", "event", "region"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""The kinds of what happens; on one day, in this order."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the timetable: the months that it takes of those that the timetable has."""

    thing: Thing
    when: str
    span: Span
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Moment:
    """What happened at a time."""

    date: str
    """The day, as `2023-02-16`, by which moments are sorted."""
    when: str
    """The time as it is known, which may be a month or several."""
    kind: Kind
    thing: Thing | None
    grounds: Grounds
    topic: Words | None = None
    detail: Words | None = None
    counts: Words | None = None
    passing: Passing | None = None
    """The regions that went on in another."""


@dataclass(frozen=True, slots=True)
class Year:
    """What happened in a year."""

    year: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Time:
    """What the page shows."""

    months: tuple[str, ...]
    stages: tuple[Stage, ...]
    years: tuple[Year, ...]
    spending: Spending


def time(excerpt: Excerpt, _: None = None) -> Time:
    """Return what happened when."""
    milestones = sorted(
        excerpt.instances(KRIG["Milestone"]), key=lambda each: _starts(excerpt, each)
    )
    ends = [_ends(excerpt, each) for each in milestones]
    table = months(_starts(excerpt, milestones[0]), max(ends)) if milestones else ()
    return Time(
        table,
        tuple(_stage(excerpt, each, table) for each in milestones),
        tuple(_by_year(_moments(excerpt))),
        spending(excerpt),
    )


def _starts(excerpt: Excerpt, node: Node) -> str:
    return excerpt.text(node, KRIG["starts"])


def _ends(excerpt: Excerpt, node: Node) -> str:
    return excerpt.text(node, KRIG["ends"]) or _starts(excerpt, node)


def _stage(excerpt: Excerpt, node: Node, table: tuple[str, ...]) -> Stage:
    starts, ends = _starts(excerpt, node), _ends(excerpt, node)
    span = laid(table.index(month(starts)), table.index(month(ends)), len(table))
    return Stage(excerpt.thing(node), written(starts, ends), span, excerpt.grounds(node))


def _by_year(moments: Iterable[Moment]) -> Iterator[Year]:
    """Yield the years in which something happened, the earliest first."""
    ordered = sorted(moments, key=lambda each: (each.date, KINDS.index(each.kind), str(each.thing)))
    for year, found in groupby(ordered, key=lambda each: each.date[:4]):
        yield Year(year, tuple(found))


def _moments(excerpt: Excerpt) -> Iterator[Moment]:
    for node in excerpt.instances(KRIG["Milestone"]):
        starts, ends = _starts(excerpt, node), _ends(excerpt, node)
        yield _moment(excerpt, node, "milestone", starts, written(starts, ends))
    for node in excerpt.instances(KRIG["Round"]):
        yield _moment(excerpt, node, "round", excerpt.text(node, KRIG["announcedOn"]))
    for node in excerpt.instances(KRIG["Programme"]):
        if announced := excerpt.text(node, KRIG["announcedOn"]):
            yield _moment(excerpt, node, "programme", announced)
    for node in excerpt.instances(KRIG["PolicyEvent"]):
        yield _moment(excerpt, node, "event", excerpt.text(node, DCT["date"]))
    for each in passings(excerpt):
        yield Moment(each.date, each.date, "region", None, each.grounds, passing=each)


def _moment(excerpt: Excerpt, node: Node, kind: Kind, date: str, when: str = "") -> Moment:
    return Moment(
        date,
        when or date,
        kind,
        excerpt.thing(node),
        excerpt.grounds(node),
        excerpt.words(node, KRIG["topic"]),
        excerpt.words(node, DCT["description"]),
        excerpt.words(node, KRIG["counts"]) or excerpt.words(node, KRIG["figures"]),
    )


PAGE: Final = Page("time", excerpt, time)
