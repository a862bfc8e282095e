"""Writes rows as an Excel workbook, row by row: the zip file grows as they come.

Texts stand in their cells, so that none must be gathered first; they stay texts, also where they
begin like a formula. Numbers are numbers, where Excel keeps all their digits.

Source: Office Open XML (ECMA-376), part 1, section 18.3.
"""

from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from pyoxigraph import Literal, QuerySolutions

from krig.results import EXCEL_DIGITS, NUMBERS
from krig.terms import Term
from server.tables.columns import ColumnError

PARTS: Final = Path(__file__).with_name("parts")
"""What a workbook holds beside its rows: the files in `package`, and both ends of the sheet."""
ROWS: Final = 1_048_576
"""How many rows a sheet can have, its header included."""
LONGEST: Final = 32_767
"""How many characters a cell can have."""


def write_workbook(solutions: QuerySolutions, out: Any) -> None:
    """Write `solutions` to the file `out`, with a header.

    Raises:
        ColumnError: there are more rows, or longer texts, than a sheet can have.

    """
    package = PARTS / "package"
    with ZipFile(out, "w", ZIP_DEFLATED) as book:
        for path in sorted(package.rglob("*")):
            if path.is_file():
                book.write(path, path.relative_to(package))
        with book.open("xl/sheet.xml", "w", force_zip64=True) as sheet:
            sheet.write((PARTS / "sheet.start.xml").read_bytes())
            names = (_text(variable.value, ' s="1"') for variable in solutions.variables)
            sheet.write(_row(names))
            for number, solution in enumerate(solutions, 2):
                if number > ROWS:
                    raise ColumnError(f"{ROWS} rows")
                sheet.write(_row(map(_cell, solution)))
            sheet.write((PARTS / "sheet.end.xml").read_bytes())


def _row(cells: Iterable[str]) -> bytes:
    return f"<row>{''.join(cells)}</row>\n".encode()


def _cell(term: Term | None) -> str:
    if term is None:
        return "<c/>"
    if isinstance(term, Literal) and term.datatype in NUMBERS and _is_exact(term.value):
        return f"<c><v>{term.value}</v></c>"
    return _text(str(getattr(term, "value", term)))


def _is_exact(number: str) -> bool:
    return len(number) <= EXCEL_DIGITS and isfinite(float(number))


def _text(text: str, style: str = "") -> str:
    if len(text) > LONGEST:
        raise ColumnError(f"{text[:100]}…")
    shown = escape(ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{shown}</t></is></c>'
