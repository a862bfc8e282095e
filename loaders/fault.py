"""What is wrong in a table, and where: told in Korean and in English."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Language = Literal["ko", "en"]

LONGEST_SHOWN = 60


def printable(text: str) -> str:
    """Return `text` in one line, with escapes for the characters that cannot be seen."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def shown(text: str) -> str:
    """Return `text` as one short printable line, for messages."""
    line = printable(text)
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a table or of its descriptor.

    `row` counts from 1, the header (RFC 7111, section 2.1); 0 means the whole file. `column` is
    empty where the fault is of a whole row. `rule` is the rule of `loaders.rules` that is broken;
    `found` is what stands there, as one short line.
    """

    file: str
    row: int
    column: str
    rule: str
    found: str
    expected_ko: str
    expected_en: str

    @property
    def place(self) -> str:
        """Return file, row and column as far as they are known, such as `regions.csv:12: kind`."""
        place = f"{self.file}:{self.row}" if self.row else self.file
        return f"{place}: {self.column}" if self.column else place

    def message(self, language: Language) -> str:
        """Return place, what stands there, and what was expected, in one line."""
        expected = self.expected_ko if language == "ko" else self.expected_en
        found = f"“{self.found}”: " if self.found else ""
        return f"{self.place}: {found}{expected}"


class TableFaultsError(Exception):
    """The tables cannot be loaded; `faults` holds everything that is wrong with them, in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(fault.message("en") for fault in self.faults))
