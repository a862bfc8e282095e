"""The line in which a finding stands, with what is wrong underlined, as wide as a terminal shows.

A Korean letter is two cells wide; a long line is cut around what is underlined.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from rich.cells import cell_len

from krig.positions import Lines, Span

CUT: Final = "…"
BEFORE: Final = 3
"""What part of the width is kept for what stands before: one of so many."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file and the line below that underlines a part of it."""

    number: int
    line: str
    underline: str


def excerpt(lines: Lines, span: Span, width: int) -> Excerpt | None:
    """Return the line of `span` in at most `width` cells; None where the file has no such line."""
    if not 0 < span.line <= len(lines):
        return None
    line = "".join(c if c.isprintable() else " " for c in lines.line(span.line))
    start = min(span.column - 1, len(line))
    end = max(start, span.end_column - 1 if span.end_line == span.line else len(line))
    first, last = _window(line, start, end, width)
    before = (CUT if first else "") + line[first:start]
    marked = line[start : min(end, last)]
    after = line[min(end, last) : last] + (CUT if last < len(line) else "")
    underline = " " * cell_len(before) + "^" * max(cell_len(marked), 1)
    return Excerpt(span.line, (before + marked + after).rstrip(), underline)


def _window(line: str, start: int, end: int, width: int) -> tuple[int, int]:
    """Return which characters of `line` are shown: all, or those around what is underlined."""
    cells = [0, *accumulate(map(cell_len, line))]
    if cells[-1] <= width:
        return 0, len(line)
    room = width - 2 * cell_len(CUT)
    spare = max(room - (cells[end] - cells[start]), room // BEFORE)
    wanted = max(cells[start] - spare // BEFORE, 0)
    wanted = min(wanted, cells[-1] - room)
    first = next(i for i, cell in enumerate(cells) if cell >= wanted)
    last = max(i for i, cell in enumerate(cells) if cell <= cells[first] + room)
    return min(first, start), last
