"""Looks up which things may match: a bounded number of them, the most important ones.

What people type is bound, never pasted: for FTS5 it is quoted, and holds letters and digits only.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from krig.search.layout import statement
from krig.search.matching import Wanted

MOST: Final = 1000
"""How many candidates each way of looking finds, where nothing else is said."""
NEAR: Final = 150
"""How many candidates are compared, key by key, with what may be mistyped."""
THREES: Final = 24
"""By how many parts of three keys they are looked up, the rarest ones."""
FREQUENT: Final = 20_000
"""How many things have these parts, all together, at most."""
PART: Final = 3
"""How many keys are looked up in the index of parts, at least."""
FEW: Final = 8
"""How many keys a short name has, at most."""
PLAIN: Final = 2
"""How many keys of it are taken for right."""
LAST: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where one looks: among the things of a kind and in a region, by number, or among all."""

    kind: int | None = None
    region: int | None = None
    most: int = MOST
    """How many candidates each way of looking finds."""

    def bound(self) -> dict[str, int | None]:
        """Return what statements bind."""
        return {"kind": self.kind, "region": self.region, "most": self.most}


@dataclass(frozen=True, slots=True)
class Candidates:
    """The numbers of things that may match."""

    numbers: frozenset[int]
    told: frozenset[int]
    """Those that are found with every word: in names, regions or texts."""
    more: bool
    """Whether there may be others."""


def candidates(database: sqlite3.Connection, wanted: Wanted, scope: Scope) -> Candidates:
    """Return what may match `wanted`."""
    spellings = [each for each in dict.fromkeys((wanted.strokes, wanted.initials)) if each]
    ways = [_beginning(database, each, scope) for each in spellings]
    ways += [_parts(database, "names", [[e]], scope) for e in spellings if len(e) >= PART]
    words = [[form for form in forms if len(form) >= PART] for forms in wanted.forms]
    told: set[int] = set()
    if words and all(words):
        told = _parts(database, "", words, scope)
        ways += [told, _parts(database, "names", words, scope)]
    elif len(words) == 1:
        told = _told(database, wanted.text.strip(), scope)
        ways.append(told)
    more = any(len(way) >= scope.most for way in ways)
    return Candidates(frozenset().union(*ways), frozenset(told), more)


def nearby(database: sqlite3.Connection, strokes: str, scope: Scope) -> set[int]:
    """Return the things whose names have the most, and the rarest, parts of three keys in common.

    The more frequent ones are passed over, so that it takes no longer with more things. Short names
    that are mistyped may have no such part in common; the first two keys are taken for right then.
    """
    threes = {strokes[start : start + PART] for start in range(len(strokes) - PART + 1)}
    counted = sorted((_frequency(database, each), each) for each in threes)
    sought: list[str] = []
    budget = FREQUENT
    for frequency, three in counted:
        if frequency and (frequency <= budget or not sought) and len(sought) < THREES:
            sought.append(three)
            budget -= frequency
    found: set[int] = set()
    if sought:
        query = f"names : ({_any(sought)})"
        found = _numbers(database, "near", scope, query=query, most=NEAR)
    if len(strokes) <= FEW:
        found |= _beginning(database, strokes[:PLAIN], replace(scope, most=NEAR))
    return found


def members(database: sqlite3.Connection, scope: Scope, limit: int, offset: int) -> list[int]:
    """Return the things in `scope`, a page of them."""
    return sorted(_numbers(database, "members", scope, most=limit, offset=offset))


def count(database: sqlite3.Connection, scope: Scope) -> int:
    """Return how many things are in `scope`."""
    (number,) = database.execute(statement("count"), scope.bound()).fetchone()
    return int(number)


def rows_of(
    database: sqlite3.Connection, what: str, numbers: Iterable[int]
) -> Iterator[tuple[Any, ...]]:
    """Yield what is held of things: their `names`, their `regions`, or the `things` themselves."""
    yield from database.execute(statement(what), {"numbers": json.dumps([*numbers])})


def _beginning(database: sqlite3.Connection, strokes: str, scope: Scope) -> set[int]:
    """Return the things that have a name, or a word or initials of one, that begins so.

    First come those that are called so; kinds with many things are looked up for themselves.
    """
    found: set[int] = set()
    for many in (0, 1):
        given = {"many": many, "strokes": strokes, "last": strokes + LAST}
        for name in ("called", "beginning"):
            found |= _numbers(database, name, scope, **given)
    return found


def _parts(
    database: sqlite3.Connection, column: str, words: Iterable[Sequence[str]], scope: Scope
) -> set[int]:
    """Return the things that have a form of each of `words` in that column, or in any."""
    query = " AND ".join(f"({_any(forms)})" for forms in words)
    return _numbers(database, "parts", scope, query=f"{column} : ({query})" if column else query)


def _any(parts: Iterable[str]) -> str:
    return " OR ".join(f'"{part}"' for part in parts)


def _told(database: sqlite3.Connection, text: str, scope: Scope) -> set[int]:
    """Return the things of which `text` is told; it is too short for the index of parts."""
    escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return _numbers(database, "told", scope, pattern=f"%{escaped}%", most=NEAR)


def _frequency(database: sqlite3.Connection, three: str) -> int:
    row = database.execute(statement("frequency"), {"three": three}).fetchone()
    return int(row[0]) if row is not None else 0


def _numbers(database: sqlite3.Connection, name: str, scope: Scope, **given: int | str) -> set[int]:
    rows = database.execute(statement(name), {**scope.bound(), **given})
    return {number for (number,) in rows}
