"""The days on which the map changes: a round is announced, a region begins under another name."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.succession import Succession
from server.pages.words import Thing


@dataclass(frozen=True, slots=True)
class Event:
    """A round that is announced, or a region that begins; `earlier` are those that go on in it."""

    thing: Thing
    earlier: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A day from which the map is another."""

    day: str
    events: tuple[Event, ...]


def moments(excerpt: Excerpt) -> tuple[Moment, ...]:
    """Return the days from the first round on."""
    found: dict[str, list[Event]] = defaultdict(list)
    for node in excerpt.instances(KRIG["Round"]):
        found[excerpt.text(node, KRIG["announcedOn"])].append(Event(excerpt.thing(node)))
    first = min(found, default="")
    for day, node in _begun(excerpt):
        if day >= first:
            earlier = Succession(excerpt).before(node)
            found[day].append(Event(excerpt.thing(node), tuple(map(excerpt.thing, earlier))))
    return tuple(Moment(day, tuple(found[day])) for day in sorted(found))


def _begun(excerpt: Excerpt) -> Iterator[tuple[str, Node]]:
    """Yield the provinces that begin on a day, and the districts that move to another province."""
    for node in excerpt.instances(KRIG["Province"]):
        if day := excerpt.text(node, KRIG["validFrom"]):
            yield day, node
    for node in excerpt.instances(KRIG["District"]):
        day = excerpt.text(node, KRIG["validFrom"])
        if day and _moved(excerpt, node, day):
            yield day, node


def _moved(excerpt: Excerpt, district: Node, day: str) -> bool:
    succession = Succession(excerpt)
    province = excerpt.node(district, KRIG["within"])
    before = (excerpt.node(each, KRIG["within"]) for each in succession.before(district))
    return any(each and succession.standing(each, day) != province for each in before)
