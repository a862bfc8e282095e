"""The facts as flat tables, one for each class: a row for each thing, a column for each property.

Texts in a language have a column for each language. Where a thing has several values of a
property, they stand in one cell, sorted and parted by ` | `.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from krig.diff import facts
from krig.results import short
from ontology.namespaces import KRIG, RDF

PARTED_BY: Final = " | "
THING: Final = "iri"

Row = dict[str, str]


def tables(quads: Iterable[Quad]) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each class and its things as CSV in UTF-8, with lines ended by LF."""
    by_class: defaultdict[str, list[Row]] = defaultdict(list)
    for thing, said in sorted(facts(quads).items(), key=lambda pair: pair[0].value):
        cells: defaultdict[str, list[str]] = defaultdict(list)
        for predicate, value in said:
            if predicate != RDF["type"]:
                cells[_column(predicate, value)].append(_cell(value))
        row = {name: PARTED_BY.join(sorted(values)) for name, values in cells.items()}
        for predicate, kind in said:
            if predicate == RDF["type"] and isinstance(kind, NamedNode):
                by_class[_file(kind)].append({THING: thing.value, **row})
    for name, rows in sorted(by_class.items()):
        yield name, _csv(rows)


def _file(kind: NamedNode) -> str:
    return kind.value.removeprefix(KRIG.iri) if kind in KRIG else short(kind).replace(":", "-")


def _column(predicate: NamedNode, value: object) -> str:
    language = value.language if isinstance(value, Literal) else None
    return f"{short(predicate)}@{language}" if language else short(predicate)


def _cell(value: object) -> str:
    return str(getattr(value, "value", value))


def _csv(rows: list[Row]) -> bytes:
    columns = [THING, *sorted({name for row in rows for name in row} - {THING})]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
