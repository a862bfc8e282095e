"""Where the cell of a table stands in its file."""

from krig.positions.span import Lines, Span
from loaders.lines import CELLS


def cell(lines: Lines, row: int, column: str = "") -> Span | None:
    """Return the stretch of a cell, or of a whole row where `column` is empty or unknown.

    A row is a line (RFC 7111, section 2.1, as `loaders.lines` reads it); the header names the
    columns. None where there is no such row.
    """
    if not 0 < row <= len(lines):
        return None
    names = [text for text, _, _ in _cells(lines.line(1).removeprefix("\ufeff"))]
    if column in names:
        found = _cells(lines.line(row))
        if names.index(column) < len(found):
            _, start, end = found[names.index(column)]
            return Span(row, start + 1, row, end + 1)
    return lines.whole(row)


def _cells(line: str) -> list[tuple[str, int, int]]:
    """Return the cells of a line, each with its start and its end; its quotes belong to it."""
    cells = []
    position = 0
    while match := CELLS.match(line, position):
        text = match[1]
        value = text[1:-1].replace('""', '"') if text.startswith('"') else text
        cells.append((value, match.start(1), match.end(1)))
        if match.end() == match.end(1):
            break
        position = match.end()
    return cells
