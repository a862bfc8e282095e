"""The fact tables as files that are handed out: their names in both languages, and their rows."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import data
from ontology.vocabulary import Text

DESCRIPTOR = "datapackage.json"
INPUTS = "data/"
"""What the names of tables begin with among the inputs of a release."""


@dataclass(frozen=True)
class Table:
    """A fact table of the data package."""

    name: str
    title: Text
    path: Path
    columns: Mapping[str, Text]
    """The titles of its columns, by their names."""

    @cached_property
    def content(self) -> bytes:
        """The table as it stands in its file."""
        return self.path.read_bytes()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its content."""
        return sha256(self.content).hexdigest()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield its rows, each with its number: that of the header is 1 (RFC 7111, section 2.1)."""
        lines = self.content.decode("utf-8-sig").splitlines(keepends=True)
        yield from enumerate(csv.reader(lines), start=1)


def tables(folder: Path = data.PATH) -> dict[str, Table]:
    """Return the tables of the data package in `folder`, by name."""
    package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    return {each["name"]: _table(folder, each) for each in package["resources"]}


def _table(folder: Path, told: dict[str, Any]) -> Table:
    schema = json.loads((folder / told["schema"]).read_text(encoding="utf-8"))
    columns = {each["name"]: _title(each) for each in schema["fields"]}
    return Table(told["name"], _title(told), folder / told["path"], columns)


def _title(told: dict[str, Any]) -> Text:
    return Text(ko=told["title"], en=told["krig:title_en"])
