"""A registry of firms that do not exist: as large as one likes, the same for the same seed.

It speaks the vocabulary of the ontology about things of its own, in a graph of its own, so that
nobody takes it for facts. On request some of what it says breaks the shapes of `bench/shapes`.

    python -m bench registry --firms 20000 --each 20 --out registry.nq
"""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from random import Random
from typing import Final

from bench.breaches import BREACHES, Breach
from bench.things import (
    DISTRICTS,
    EMPLOYEES,
    FIRM_CLASS,
    GRAPH,
    IN_REGION,
    KSIC_CODE,
    LABEL,
    SUPPLIES_TO,
    A,
    Statement,
    district,
    province_of,
    provinces,
    role,
    text,
    thing,
    typed,
)

CODES: Final = tuple(map(str, range(10111, 34000, 203)))
"""Codes of the form of KSIC's; no class of it is meant."""
DEGREES: Final = (0, 1, 1, 2)
"""How many firms one supplies: each of these as often as the others."""
ENGLISH: Final = 4
"""One firm in so many has an English label too."""
ANCHORS: Final = 100
"""One firm in so many is an anchor firm."""
WEIGHTS: Final = tuple(accumulate(1 / (1 + rank) for rank in range(DISTRICTS)))
"""Districts are as unequal as cities are (Zipf)."""


class TooFewFirmsError(ValueError):
    """There are not as many firms as are to break the shapes."""


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry of so many firms, in which each kind of breach occurs `each` times."""

    firms: int
    each: int = 0
    seed: int = 2026

    def statements(self) -> Iterator[Statement]:
        """Yield all that it says, the same each time.

        Raises:
            TooFewFirmsError: there are not as many firms as are to break the shapes.

        """
        draw = Random(self.seed)  # reproducible data, no secret
        breached = self._breached()
        yield from provinces()
        yield from chain.from_iterable(map(district, range(DISTRICTS)))
        for number in range(self.firms):
            said = self._firm(number, draw)
            breach = breached.get(number)
            yield from breach.apply(number, said) if breach is not None else said

    def lines(self, *, graph: bool = True) -> Iterator[str]:
        """Yield it as N-Quads, or as N-Triples, a line each."""
        end = f" {GRAPH} .\n" if graph else " .\n"
        for subject, predicate, value in self.statements():
            yield f"{subject} {predicate} {value}{end}"

    def write(self, path: Path) -> None:
        """Write it to a file, as N-Triples where its name ends so, else as N-Quads."""
        with path.open("w", encoding="utf-8") as out:
            out.writelines(self.lines(graph=path.suffix != ".nt"))

    def _firm(self, number: int, draw: Random) -> list[Statement]:
        """Return what is said of a firm; the first ones see to it that no district is empty."""
        firm = thing("firm", number)
        place = number if number < DISTRICTS else bisect(WEIGHTS, draw.random() * WEIGHTS[-1])
        said = [
            (firm, A, FIRM_CLASS),
            (firm, LABEL, text(f"가상기업 {number:06d}", "ko")),
            (firm, IN_REGION, thing("district", place)),
            (firm, KSIC_CODE, f'"{CODES[int(draw.random() ** 2 * len(CODES))]}"'),
            (firm, EMPLOYEES, typed(str(int(5 / (1.001 - draw.random()))), "integer")),
        ]
        if number % ENGLISH == 0:
            said.append((firm, LABEL, text(f"Imaginary Firm {number:06d}", "en")))
        said += [
            (firm, SUPPLIES_TO, thing("firm", int(draw.random() * self.firms)))
            for _ in range(DEGREES[int(draw.random() * len(DEGREES))])
        ]
        if number % ANCHORS == 0:
            said += role(thing("anchor-role", number), firm, thing("province", province_of(place)))
        return said

    def _breached(self) -> dict[int, Breach]:
        """Return which firms break the shapes, and how: they lie far apart."""
        wanted = [breach for breach in BREACHES for _ in range(self.each)]
        usable = self.firms - DISTRICTS
        if wanted and usable < len(wanted):
            raise TooFewFirmsError(f"{self.firms} < {DISTRICTS + len(wanted)}")
        step = usable // len(wanted) if wanted else 1
        return {DISTRICTS + index * step: breach for index, breach in enumerate(wanted)}
