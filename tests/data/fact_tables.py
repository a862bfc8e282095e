"""The project's tables, and the researched facts that they restructure, read as plain CSV."""

import csv
import re
from pathlib import Path

import pytest

import data

SHARED = Path(__file__).parents[3] / "shared"
FACTS = SHARED / "facts"
PRESS = SHARED / "sources" / "press"
ADMIN = SHARED / "sources" / "admin"

needs_facts = pytest.mark.skipif(not FACTS.is_dir(), reason="../shared/facts is not here")
needs_press = pytest.mark.skipif(not PRESS.is_dir(), reason="no press releases in ../shared here")
needs_admin = pytest.mark.skipif(not ADMIN.is_dir(), reason="no area codes in ../shared here")

Record = dict[str, str]


def rows(path: Path) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name: str) -> list[Record]:
    """The rows of a table of the project."""
    return rows(data.PATH / f"{name}.csv")


def by_id(name: str) -> dict[str, Record]:
    """The rows of a table of the project, by their identifiers."""
    return {row["id"]: row for row in table(name)}


def facts(name: str) -> list[Record]:
    """The rows of a table of researched facts; none where the folder is absent."""
    path = FACTS / f"{name}.csv"
    return rows(path) if path.is_file() else []


def cited(row: Record) -> set[str]:
    """The sources of a row."""
    return {row[column] for column in ("source", "source2", "source3")} - {""}


def named_sources(text: str) -> set[str]:
    """The sources whose number, or else whose address, stands in a citation."""
    found = set()
    for source in table("sources"):
        number, address = source["identifier"], source["address"].partition("//")[2]
        by_number = number and re.search(rf"(?<!\w){re.escape(number)}(?!\w)", text)
        if by_number or (address and source["kind"] != "press-release" and address in text):
            found.add(source["id"])
    return found
