"""The bytes of a table cut into numbered lines of cells, by RFC 4180 and no laxer.

A row is a line: row numbers, which provenance points to, are line numbers in any editor.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.fault import Fault
from loaders.rules import against

BOM: Final = b"\xef\xbb\xbf"
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
LONGEST_CELL_IN_LINES: Final = 50
"""How far the end of a quoted cell is looked for, to tell a line break from a stray quote."""

CELL: Final = r'(?:"(?:[^"]|"")*+"|[^",]*+)'
WELL_QUOTED: Final = re.compile(f"{CELL}(?:,{CELL})*+")
CELLS: Final = re.compile(f"({CELL})(?:,|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was read: its number, from 1, and its cells."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file, what is wrong with them, and the first cells of those not read."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    unread: frozenset[str] = frozenset()


def split(file: str, content: bytes) -> Lines:
    """Cut `content`, the bytes of the file called `file`, into lines of cells.

    Faults of the file as a whole (a byte order mark, another encoding, other line ends) are told
    once, and reading goes on as if they were mended. Bytes that are not UTF-8 stand in the cells
    as lone surrogates (PEP 383).
    """
    if content.startswith(UTF_16) or b"\0" in content.partition(b"\n")[0]:
        return Lines((), (against("binary", file),))
    faults = []
    if content.startswith(BOM):
        faults.append(against("bom", file, 1))
        content = content.removeprefix(BOM)
    if not content:
        return Lines((), (*faults, against("empty", file)))
    lines, newline_faults = _unix_lines(file, content)
    encoding, encoding_faults = _encoding(file, lines)
    read = _cut(file, [line.decode(encoding, "surrogateescape") for line in lines])
    return Lines(
        read.lines, (*faults, *newline_faults, *encoding_faults, *read.faults), read.unread
    )


def first_cell(line: str) -> str:
    """Return what stands before the first comma of a line that may not be well quoted."""
    return line.partition(",")[0].strip('"')


def _unix_lines(file: str, content: bytes) -> tuple[list[bytes], list[Fault]]:
    """Cut at LF; CRLF, or CR in a file without LF, is told once and taken for LF."""
    faults = []
    end = b"\r\n" if b"\n" in content else b"\r"
    if end in content:
        first = content[: content.index(end)].count(b"\n") + 1
        found = "CRLF" if end == b"\r\n" else "CR"
        faults.append(against("newline", file, first, found=found, lines=content.count(end)))
        content = content.replace(end, b"\n")
    return content.removesuffix(b"\n").split(b"\n"), faults


def _encoding(file: str, lines: list[bytes]) -> tuple[str, list[Fault]]:
    """Tell a file in CP949, of which no line beyond ASCII is UTF-8, from one with broken bytes."""
    beyond = [line for line in lines if not line.isascii()]
    utf_8 = any(_is_in(line, "utf-8") for line in beyond)
    if len(beyond) > 1 and not utf_8 and all(_is_in(line, "cp949") for line in beyond):
        return "cp949", [against("cp949", file)]
    return "utf-8", []


def _is_in(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _cut(file: str, texts: list[str]) -> Lines:
    lines, faults, unread = [], [], set()
    row = 1
    while row <= len(texts):
        text, taken = texts[row - 1], 1
        if not text:
            faults.append(against("blank", file, row))
        elif WELL_QUOTED.fullmatch(text):
            lines.append(Line(row, tuple(_cells(text))))
        else:
            taken = _lines_of_cell(texts[row - 1 : row - 1 + LONGEST_CELL_IN_LINES])
            faults.append(against("line-break" if taken > 1 else "quotes", file, row, found=text))
            unread.add(first_cell(text))
        row += taken
    return Lines(tuple(lines), tuple(faults), frozenset(unread))


def _lines_of_cell(texts: list[str]) -> int:
    """Return how many lines make a row, if a quoted cell of the first one ends in a later one."""
    for taken in range(2, len(texts) + 1):
        if texts[taken - 1].count('"') and WELL_QUOTED.fullmatch("\n".join(texts[:taken])):
            return taken
    return 1


def _cells(line: str) -> Iterator[str]:
    if '"' not in line:
        yield from line.split(",")
        return
    position = 0
    while match := CELLS.match(line, position):
        cell = match[1]
        yield cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
        if match.end() == match.end(1):
            return
        position = match.end()
