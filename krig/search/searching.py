"""Finds things in an index by what people type of their names.

A query is never a query language here: its parts are bound, and quoted for FTS5. However it is
made, a bounded number of candidates is looked at.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from krig.search.candidates import (
    Scope,
    candidates,
    count,
    members,
    nearby,
    rows_of,
)
from krig.search.layout import PROVINCE, VERSION, statement
from krig.search.matching import How, Match, Name, Wanted, marks
from krig.search.spelling import in_other_layout

LONGEST: Final = 200
"""How many characters of a query are looked at."""
NOTHING: Final = -1
"""The number of a kind that there is not."""
NO_MATCH: Final = Match(How.EXACT, 0, 0)
MOST_BEST: Final = 250
"""How many candidates each way of looking finds where only the best are wanted."""
ENOUGH: Final = 10
"""From how many finds on nobody has mistyped."""


class IndexFileError(Exception):
    """A file is no index, or one of another layout."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that is found."""

    number: int
    iri: str
    types: tuple[str, ...]
    names: tuple[Name, ...]
    certainty: str
    until: str
    texts: str
    regions: tuple[int, ...]
    """The numbers of the regions in which it is."""
    match: Match

    def label(self, language: str) -> str:
        """Return its label in `language`; where it has none, the first that it has."""
        labels = [name for name in self.names if name.role == "label"]
        same = (name.text for name in labels if name.language == language)
        return next(same, labels[0].text)

    @property
    def marks(self) -> list[tuple[int, int]]:
        """Return the characters of the matching name that match, as ranges."""
        return marks(self.names[self.match.name], self.match)


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind, or a region, and how many of what is found are of it."""

    iri: str
    ko: str
    en: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """What is found: a page of it, how many there are, and of which kinds and regions."""

    hits: tuple[Hit, ...]
    total: int
    more: bool
    """Whether there may be more than `total`: then not all were looked at."""
    kinds: tuple[Facet, ...]
    regions: tuple[Facet, ...]


class Index:
    """An index that is searched; belongs to the thread that has opened it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Search `database`, which `write_index` has written."""
        self._database = database
        rows = database.execute(statement("kinds"))
        self._kinds = {iri: (number, Facet(iri, *told)) for number, iri, *told in rows}

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the index at `path`, which nobody changes.

        Raises:
            IndexFileError: it is no index of this layout.

        """
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            database = sqlite3.connect(address, uri=True)
            (version,) = database.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise IndexFileError(str(error)) from None
        if version != VERSION:
            database.close()
            raise IndexFileError(f"version {version}")
        return cls(database)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def kinds(self) -> tuple[Facet, ...]:
        """Return the classes of things, the most important first, and how many each has."""
        return tuple(facet for _, facet in self._kinds.values())

    def search(
        self, text: str, kind: str = "", region: str = "", limit: int = 20, offset: int = 0
    ) -> Found:
        """Return what is found by `text`, of a kind and in a region where these are given.

        Without `text`, all that is of that kind and in that region is found, where one is given.
        """
        wanted = Wanted(text[:LONGEST])
        if not wanted.strokes:
            return self._listed(kind, region, limit, offset)
        hits, more = self._hits(wanted, self._scope())
        if more and (kind or region):
            narrow, more = self._hits(wanted, self._scope(kind, region))
            known = {hit.number for hit in hits}
            hits = _sorted([*hits, *(hit for hit in narrow if hit.number not in known)])
        place = self._number(region) if region else 0
        here = [hit for hit in hits if not region or place in hit.regions]
        found = [hit for hit in here if not kind or kind in hit.types]
        like = [hit for hit in hits if not kind or kind in hit.types]
        return Found(
            tuple(found[offset : offset + limit]),
            len(found),
            more,
            self._kind_facets(here),
            self._region_facets(like),
        )

    def best(self, text: str, kinds: Iterable[str] = (), limit: int = 10) -> tuple[Hit, ...]:
        """Return the best finds, of any of some kinds where these are given."""
        wanted, only = Wanted(text[:LONGEST]), tuple(dict.fromkeys(kinds))
        if not wanted.strokes:
            return ()
        hits: list[Hit] = []
        for each in only or [""]:
            scope = replace(self._scope(each), most=MOST_BEST)
            known = {hit.number for hit in hits}
            hits += [hit for hit in self._hits(wanted, scope)[0] if hit.number not in known]
        return tuple(_sorted(hits)[:limit])

    def things(self, iris: Sequence[str]) -> tuple[Hit, ...]:
        """Return the things of those names, as far as they are known."""
        numbers = (self._number(iri) for iri in dict.fromkeys(iris))
        return tuple(self._loaded(number for number in numbers if number))

    def regions(self, hits: Iterable[Hit]) -> dict[int, Hit]:
        """Return the provinces in which `hits` are, by number."""
        numbers = {number for hit in hits for number in hit.regions}
        return {hit.number: hit for hit in self._loaded(numbers) if hit.types[0] == PROVINCE}

    def _scope(self, kind: str = "", region: str = "") -> Scope:
        number, _ = self._kinds.get(kind, (NOTHING, None))
        return Scope(number if kind else None, self._number(region) if region else None)

    def _number(self, iri: str) -> int:
        """Return the number of a thing; 0 where there is none."""
        row = self._database.execute(statement("number"), {"iri": iri}).fetchone()
        return row[0] if row is not None else 0

    def _hits(self, wanted: Wanted, scope: Scope) -> tuple[list[Hit], bool]:
        """Return what is found in `scope`, the best first, and whether there may be more."""
        found = candidates(self._database, wanted, scope)
        hits = self._matching(found.numbers, wanted, found.told)
        if not any(hit.match.how <= How.INITIALS for hit in hits):
            typed = Wanted(in_other_layout(wanted.strokes))
            other = candidates(self._database, typed, scope)
            hits = [
                hit
                for hit in self._matching(other.numbers, typed, frozenset())
                if hit.match.how <= How.PART
            ] + hits
        if len(hits) < ENOUGH and not any(hit.match.how is How.EXACT for hit in hits):
            known = {hit.number for hit in hits}
            near = nearby(self._database, wanted.strokes, scope)
            hits += self._matching(near - known, wanted, None)
        return _sorted(hits), found.more

    def _matching(
        self, numbers: Iterable[int], wanted: Wanted, told: frozenset[int] | None
    ) -> list[Hit]:
        """Return those of the things that match, or nearly do where nothing is `told` of them."""
        hits = []
        for hit in self._loaded(numbers):
            if told is None:
                match = wanted.nearly(hit.names)
            else:
                match = wanted.match(hit.names, told=hit.number in told)
            if match is not None:
                hits.append(replace(hit, match=match))
        return hits

    def _loaded(self, numbers: Iterable[int]) -> Iterator[Hit]:
        sought = sorted(numbers)
        names, regions = defaultdict(list), defaultdict(list)
        for number, *name in rows_of(self._database, "names", sought):
            names[number].append(Name(*name))
        for number, region in rows_of(self._database, "regions", sought):
            regions[number].append(region)
        for number, iri, types, certainty, until, texts in rows_of(
            self._database, "things", sought
        ):
            yield Hit(
                number,
                iri,
                tuple(types.split("\n")),
                tuple(names[number]),
                certainty,
                until,
                texts,
                tuple(regions[number]),
                NO_MATCH,
            )

    def _listed(self, kind: str, region: str, limit: int, offset: int) -> Found:
        """Return what is of a kind and in a region; nothing where neither is given."""
        if not kind and not region:
            return Found((), 0, False, (), ())
        scope = self._scope(kind, region)
        numbers = members(self._database, scope, limit, offset)
        total = count(self._database, scope)
        hits = tuple(self._loaded(numbers))
        return Found(hits, total, False, (), ())

    def _kind_facets(self, hits: Iterable[Hit]) -> tuple[Facet, ...]:
        counted = Counter(hit.types[0] for hit in hits)
        return tuple(
            replace(facet, count=counted[iri])
            for iri, (_, facet) in self._kinds.items()
            if counted[iri]
        )

    def _region_facets(self, hits: Sequence[Hit]) -> tuple[Facet, ...]:
        counted = Counter(region for hit in hits for region in hit.regions)
        return tuple(
            Facet(hit.iri, hit.label("ko"), hit.label("en"), counted[number])
            for number, hit in sorted(
                self.regions(hits).items(), key=lambda each: (-counted[each[0]], each[0])
            )
        )


def _sorted(hits: Iterable[Hit]) -> list[Hit]:
    """Return `hits`, the best first; where they match alike, the most important.

    What is mistyped least comes first, and what has no other initials than those typed.
    """
    kinds = {hit.types[0]: hit.number for hit in sorted(hits, key=lambda hit: -hit.number)}
    return sorted(
        hits,
        key=lambda hit: (
            hit.match.how,
            hit.match.distance if hit.match.how is How.FUZZY else 0,
            hit.match.how is How.INITIALS and hit.match.distance > 0,
            kinds[hit.types[0]],
            bool(hit.until),
            hit.match.distance,
            hit.number,
        ),
    )
