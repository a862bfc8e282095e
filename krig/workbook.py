"""Writes rows as an Excel workbook (ECMA-376)."""

from collections.abc import Iterator
from io import BytesIO
from math import isfinite

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from pyoxigraph import Literal, QuerySolutions

from krig.results import EXCEL_DIGITS, NUMBERS
from krig.terms import Term


def workbook(solutions: QuerySolutions) -> bytes:
    """Return `solutions` as an Excel workbook: a header, and a row each; numbers are numbers.

    Texts stay texts, also where they begin like a formula.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("krig")
    names = [variable.value for variable in solutions.variables]
    sheet.freeze_panes = "A2"
    sheet.append(list(_header(sheet, names)))
    for solution in solutions:
        sheet.append([_cell(sheet, term) for term in solution])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _header(sheet: WriteOnlyWorksheet, names: list[str]) -> Iterator[Cell]:
    for name in names:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        yield cell


def _cell(sheet: WriteOnlyWorksheet, term: Term | None) -> Cell:
    number = _number(term)
    if number is not None:
        return WriteOnlyCell(sheet, value=number)
    text = "" if term is None else str(getattr(term, "value", term))
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))
    cell.data_type = "s"
    return cell


def _number(term: Term | None) -> float | None:
    """Return the number that `term` is, where a spreadsheet can hold it exactly enough."""
    if not isinstance(term, Literal) or term.datatype not in NUMBERS:
        return None
    number = float(term.value)
    return number if isfinite(number) and len(term.value) <= EXCEL_DIGITS else None
