"""What a release changed, in facts: how many came, went and changed, and some of them by name."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Final

from krig.diff import Change, Kind, changes, facts, labels
from krig.release import Release
from server.language import LANGUAGES
from server.texts import Language

NAMED: Final = 10
"""How many things are named of each kind."""
NEWEST: Final = 20
"""How many releases are told of."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A release, and what it changed; without numbers where there is none before it."""

    release: Release
    before: str
    """The name of the release before it, blank if there is none."""
    numbers: dict[Kind, int]
    names: dict[Kind, tuple[dict[Language, str], ...]]
    """Some of the things, by their labels in both languages."""
    come: int = 0
    gone: int = 0
    """How many facts are there that were not before, and how many are not that were."""


class Changes:
    """What releases changed: found out once, for they never change themselves."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Changed] = {}
        self._one_at_a_time = Lock()

    def of(self, releases: tuple[Release, ...]) -> Iterator[Changed]:
        """Yield what each of `releases`, which are the newest first, changed."""
        told = releases[:NEWEST]
        before = [*releases[1 : NEWEST + 1], None]
        for release, former in zip(told, before, strict=False):
            key = (release.id, former.id if former is not None else "")
            with self._one_at_a_time:  # it takes a second: two that ask at once wait for one
                if key not in self._known:
                    self._known[key] = _changed(release, former)
            yield self._known[key]


def _changed(release: Release, before: Release | None) -> Changed:
    if before is None:
        return Changed(release, "", {}, {})
    old, new = tuple(before.quads()), tuple(release.quads())
    found = tuple(changes(facts(old), facts(new)))
    both = (*old, *new)
    names = {language: labels(both, language) for language in LANGUAGES}
    by_kind: dict[Kind, list[Change]] = {}
    for each in found:
        by_kind.setdefault(each.kind, []).append(each)
    return Changed(
        release,
        before.id,
        dict(Counter(each.kind for each in found)),
        {
            kind: tuple(
                {each: names[each].get(one.thing, one.thing.value) for each in LANGUAGES}
                for one in members[:NAMED]
            )
            for kind, members in by_kind.items()
        },
        sum(len(each.come) for each in found),
        sum(len(each.gone) for each in found),
    )
