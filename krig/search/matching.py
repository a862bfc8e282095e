"""How well a query matches the names of a thing, and which characters of them match."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import partial_ratio_alignment

from krig.search.spelling import (
    CHARACTER,
    CONSONANTS,
    INSIDE,
    WORD,
    has_initials,
    initials_of,
    spelled,
    strokes_of,
)

PARTICLES: Final = tuple(
    strokes_of(each)
    for each in ("에서", "으로", "부터", "까지", "에게", *"의은는이가을를에와과로도만")
)
"""What stands behind a Korean word in a sentence; the word is looked for without it too."""
LONG_ENOUGH: Final = 4
"""How many keys a word has without its particle, at least."""
SLIPS: Final = 5
"""In how many keys of a name there may be one that is mistyped."""
ALIKE: Final = 80.0
"""How alike, in percent, a part of a name is that is taken for what is mistyped."""


CONTEXT: Final = 160
"""How many characters of a text are shown around what matches."""


class How(IntEnum):
    """How a name matches, the best first."""

    EXACT = 0
    PREFIX = 1
    PART = 2
    WORDS = 3
    INITIALS = 4
    TEXT = 5
    FUZZY = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the index holds it."""

    text: str
    language: str
    role: str
    strokes: str
    mask: str


@dataclass(frozen=True, slots=True)
class Match:
    """How a thing matches: by which of its names, and how far that is from what was typed."""

    how: How
    distance: float
    name: int
    ranges: tuple[tuple[int, int], ...] = ()
    """The keys of the name that match."""


class Wanted:
    """A query, in the ways in which it is looked for."""

    def __init__(self, text: str) -> None:
        """Prepare to look for `text`."""
        self.text: Final = text
        told = spelled(text)
        self.strokes: Final = told.strokes
        self.words: Final = tuple(filter(None, map(strokes_of, text.split())))
        self.forms: Final = tuple(tuple(_forms(word)) for word in self.words)
        """Each word, and what it is without its particle."""
        self.initials: Final = (
            initials_of(told.strokes, _loose(told.strokes, told.mask)) if has_initials(text) else ""
        )
        self._pattern: Final = _characters(told.strokes, _loose(told.strokes, told.mask))
        self.slips: Final = max(1, len(self.strokes) // SLIPS)

    def match(self, names: tuple[Name, ...], *, told: bool = False) -> Match | None:
        """Return how the names of a thing match best; `told` if all words are found with it."""
        found = [
            match
            for number, name in enumerate(names)
            if (match := self._in_name(number, name)) is not None
        ]
        if told and not any(each.how <= How.WORDS for each in found):
            found.append(self._in_words(names))
        return min(found, key=lambda each: (each.how, each.distance), default=None)

    def nearly(self, names: tuple[Name, ...]) -> Match | None:
        """Return how the names of a thing match where something is mistyped."""
        found = (self._mistyped(number, name) for number, name in enumerate(names))
        near = [each for each in found if each is not None]
        return min(near, key=lambda each: each.distance, default=None)

    def _in_name(self, number: int, name: Name) -> Match | None:
        strokes, size = name.strokes, len(self.strokes)
        if strokes == self.strokes:
            return Match(How.EXACT, 0, number, ((0, size),))
        if strokes.startswith(self.strokes):
            return Match(How.PREFIX, len(strokes) - size, number, ((0, size),))
        if name.role == "code":
            return None
        start = _begin(self.strokes, name)
        if start is not None:
            how = How.PART if len(self.words) == 1 else How.WORDS
            return Match(how, name.mask[start] != WORD, number, ((start, start + size),))
        return self._by_initials(number, name) if self.initials else None

    def _by_initials(self, number: int, name: Name) -> Match | None:
        initials = initials_of(name.strokes, name.mask)
        start = initials.find(self.initials)
        if start < 0:
            return None
        characters = _characters(name.strokes, name.mask)
        while start >= 0:
            run = characters[start : start + len(self.initials)]
            if all(_agrees(*pair) for pair in zip(self._pattern, run, strict=True)):
                begin = sum(map(len, characters[:start]))
                distance = (len(initials) - len(run)) / 100 + (0 if not start else 1)
                return Match(How.INITIALS, distance, number, ((begin, begin + sum(map(len, run))),))
            start = initials.find(self.initials, start + 1)
        return None

    def _in_words(self, names: tuple[Name, ...]) -> Match:
        """Return the match of a thing with which all words are found: some in a name, or none."""
        best = 0
        ranges: tuple[tuple[int, int], ...] = ()
        for number, name in enumerate(names):
            found = tuple(
                (start, start + len(form))
                for forms in self.forms
                for form in forms
                if name.role != "code" and (start := _begin(form, name)) is not None
            )
            if len(found) > len(ranges):
                best, ranges = number, found
        if ranges:
            return Match(How.WORDS, 1 + len(self.words) / len(ranges), best, ranges)
        return Match(How.TEXT, 0, 0)

    def _mistyped(self, number: int, name: Name) -> Match | None:
        strokes = name.strokes
        if name.role == "code" or len(self.strokes) < LONG_ENOUGH:
            return None
        keys = OSA.distance(self.strokes, strokes, score_cutoff=self.slips)
        if keys <= self.slips:
            return Match(How.FUZZY, keys / len(self.strokes), number)
        # One wrong character may be three wrong keys: then it counts as one.
        mine, its = self._pattern, _characters(strokes, name.mask)
        most = 1 if len(mine) < 2 * LONG_ENOUGH else 2
        if len(mine) >= LONG_ENOUGH - 1 and OSA.distance(mine, its, score_cutoff=most) <= most:
            return Match(How.FUZZY, 1 - OSA.normalized_similarity(self.strokes, strokes), number)
        if len(strokes) <= len(self.strokes):
            return None
        part = partial_ratio_alignment(self.strokes, strokes, score_cutoff=ALIKE)
        if part is None or part.dest_end <= part.dest_start:
            return None
        ranges = ((part.dest_start, part.dest_end),)
        return Match(How.FUZZY, 1 + (100 - part.score) / 100, number, ranges)


def passage(wanted: Wanted, texts: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the line of `texts` in which most words are found, and which characters these are.

    It is shortened to what stands around the first of them.
    """
    best = ""
    ranges: tuple[tuple[int, int], ...] = ()
    for line in texts.split("\n"):
        told = spelled(line)
        name = Name(line, "", "", told.strokes, told.mask)
        found = tuple(
            (start, start + len(form))
            for forms in wanted.forms
            for form in forms
            if (start := _begin(form, name)) is not None
        )
        if len(found) > len(ranges):
            best, ranges = line, found
    if not ranges:
        return "", []
    begin = max(0, _marks(best, ranges)[0][0] - CONTEXT // 4)
    short = best[begin : begin + CONTEXT]
    shown = [
        (start - begin, min(stop - begin, len(short)))
        for start, stop in _marks(best, ranges)
        if start - begin < len(short)
    ]
    return short, shown


def marks(name: Name, match: Match) -> list[tuple[int, int]]:
    """Return the characters of a name that match, as ranges that do not overlap."""
    return _marks(name.text, match.ranges)


def _marks(text: str, ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    told = spelled(text)
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if end > len(told.places):
            continue
        begin, stop = told.span(start, end)
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(stop, found[-1][1])
        else:
            found.append((begin, stop))
    return found


def likeness(wanted: Wanted, names: Iterable[Name]) -> float:
    """Return how like the nearest of `names` is to what is typed, from 0 to 1 (all of it)."""
    return max(
        (OSA.normalized_similarity(wanted.strokes, name.strokes) for name in names), default=0.0
    )


def _forms(word: str) -> Iterator[str]:
    yield word
    for particle in PARTICLES:
        if word.endswith(particle) and len(word) >= LONG_ENOUGH + len(particle):
            yield word.removesuffix(particle)


def _begin(strokes: str, name: Name) -> int | None:
    """Return with which key of a name `strokes` begins there, where a character begins too."""
    first: int | None = None
    start = name.strokes.find(strokes)
    while start >= 0:
        if name.mask[start] == WORD:
            return start
        if first is None and name.mask[start] != INSIDE:
            first = start
        start = name.strokes.find(strokes, start + 1)
    return first


def _characters(strokes: str, mask: str) -> tuple[str, ...]:
    """Return the keys of each character."""
    starts = [place for place, mark in enumerate(mask) if mark != INSIDE]
    return tuple(strokes[start:end] for start, end in pairwise((*starts, len(strokes))))


def _loose(strokes: str, mask: str) -> str:
    """Return `mask` where the two consonants of a letter such as ㅄ count as two characters."""
    loose = list(mask)
    for place in range(1, len(strokes)):
        alone = mask[place - 1] != INSIDE and strokes[place - 1] in CONSONANTS
        if alone and mask[place] == INSIDE and strokes[place] in CONSONANTS:
            loose[place] = CHARACTER
    return "".join(loose)


def _agrees(pattern: str, character: str) -> bool:
    """Tell whether a character is the one that is typed, or begins with the consonant that is."""
    return character.startswith(pattern)
