"""Holds the figures that documents state against the documents, where the user has their texts.

A text is known by its SHA-256 alone, whatever its file is called, so that no other version of a
document is taken for the one that is cited. What cannot be looked up counts neither as found nor
as a fault.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from loaders.fault import Fault, TableFaultsError
from loaders.package import check
from loaders.rules import against
from loaders.tables import sources, stated_figures
from loaders.tables.sources import Source
from loaders.tables.stated_figures import StatedFigure
from loaders.texts import read_texts

NUMBER: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
"""A number as Korean documents write it, with or without thousands separators."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What came of looking figures up in the documents that state them.

    Of the `stated` figures, `found` stand where they are said to. `documents` are those in which
    some were looked up: the SHA-256 of each, by its identifier (`source/156552976`).
    """

    stated: int = 0
    found: int = 0
    documents: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def examine(tables: Path, folders: Collection[Path]) -> Evidence:
    """Return what comes of looking up the figures of `tables` in the texts in `folders`.

    Raises:
        TableFaultsError: the tables cannot be read; with every fault of every table.

    """
    if not folders:
        return Evidence()
    try:
        figures = tuple(stated_figures.read(tables / "stated_figures.csv"))
        documents = tuple(sources.read(tables / "sources.csv"))
    except TableFaultsError as error:
        raise TableFaultsError(check(tables) or error.faults) from None
    texts, unreadable = read_texts(folders, {each.sha256 for each in documents if each.sha256})
    evidence = compare(figures, documents, texts)
    return replace(evidence, faults=(*unreadable, *evidence.faults))


def compare(
    figures: Iterable[StatedFigure], documents: Iterable[Source], texts: Mapping[str, str]
) -> Evidence:
    """Return which of `figures` stand in `texts`, which are known by the digests of `documents`."""
    digests = {each.id: each.sha256 for each in documents if each.sha256 in texts}
    stated, found = 0, 0
    looked_in, faults = {}, []
    for figure in figures:
        stated += 1
        digest = digests.get(figure.in_source)
        if digest is None or figure.start is None or figure.end is None:
            continue
        looked_in[figure.in_source] = digest
        standing = number_at(texts[digest], figure.start, figure.end)
        if standing in (format(figure.value, "f"), format(figure.value, ",f")):
            found += 1
        else:
            faults.append(_fault(figure, standing))
    return Evidence(stated, found, looked_in, tuple(faults))


def number_at(text: str, start: int, end: int) -> str:
    """Return the characters of `text` from `start` to before `end`.

    They are widened to whole numbers, where they cut one.
    """
    cut = [each for each in NUMBER.finditer(text) if each.start() < end and start < each.end()]
    first = min([start, *(each.start() for each in cut)])
    return text[first : max([end, *(each.end() for each in cut)])]


def _fault(figure: StatedFigure, standing: str) -> Fault:
    return against(
        "evidence",
        f"{figure.origin.table}.csv",
        figure.origin.row,
        "value",
        found=standing,
        document=figure.in_source,
        value=format(figure.value, "f"),
        start=figure.start,
        end=figure.end,
    )
