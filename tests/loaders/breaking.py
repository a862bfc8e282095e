"""Ways to break a table, each named by what it changes."""

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

Edit = Mapping[str, Any]


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def write(path: Path, text: str) -> None:
    """Write `text`; a lone surrogate stands for a byte that is not UTF-8 (PEP 383)."""
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def break_table(folder: Path, edit: Edit) -> None:
    """Change one file of `folder` as `edit` says."""
    path = folder / edit["file"]
    match edit:
        case {"absent": True}:
            path.unlink()
        case {"content": str(content)}:
            write(path, content)
        case {"encoding": str(encoding)}:
            path.write_bytes(read(path).encode(encoding))
        case {"line_end": str(end)}:
            write(path, read(path).replace("\n", end))
        case {"lines": int(number)}:
            write(path, "".join(read(path).splitlines(keepends=True)[:number]))
        case {"line": int(number), "text": str(text)}:
            lines = read(path).split("\n")
            write(path, "\n".join([*lines[: number - 1], text, *lines[number:]]))
        case {"row": int(number), "column": str(column), "cell": str(cell)}:
            write(path, with_cell(read(path), number, column, cell))
        case {"columns": list(columns)}:
            write(path, with_columns(read(path), columns))
        case {"old": str(old), "new": str(new)}:
            text = read(path)
            assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {path.name}"
            write(path, text.replace(old, new))
        case _:
            raise ValueError(edit)


def with_cell(text: str, number: int, column: str, cell: str) -> str:
    """Replace one cell of a table; the number of the row is that of its line."""
    lines = text.split("\n")
    header = lines[0].split(",")
    cells = next(csv.reader([lines[number - 1]]))
    cells[header.index(column)] = cell
    lines[number - 1] = joined(cells)
    return "\n".join(lines)


def with_columns(text: str, columns: list[str]) -> str:
    """Keep only `columns` of a table, in that order."""
    rows = list(csv.DictReader(StringIO(text)))
    lines = [joined(columns), *(joined([row[each] for each in columns]) for row in rows)]
    return "".join(f"{line}\n" for line in lines)


def joined(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().removesuffix("\n")
