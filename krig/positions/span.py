"""A stretch of a text, by lines and columns."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

BREAK: Final = re.compile(r"\r\n|\n|\r")
"""What ends a line in Turtle, in CSV and in editors; no other character does."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: lines and columns count from 1, columns in characters.

    The end is the place after the last character, so that an empty span ends where it begins.
    """

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """A text in lines: that of a file is read when it is asked for."""

    def __init__(self, source: str | Path) -> None:
        """Take a text, or the file that holds it."""
        self._source = source

    @cached_property
    def text(self) -> str:
        """Return the text: bytes that are not UTF-8 are U+FFFD; an absent file is empty."""
        if isinstance(self._source, str):
            return self._source
        try:
            return self._source.read_bytes().decode("utf-8", "replace")
        except OSError:
            return ""

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in BREAK.finditer(self.text))]

    def __len__(self) -> int:
        return len(self._starts)

    def start(self, number: int) -> int:
        """Return at which character the line of that number begins."""
        return self._starts[number - 1]

    def line(self, number: int) -> str:
        """Return the line of that number, without its end; empty where there is no such line."""
        if not 0 < number <= len(self):
            return ""
        end = BREAK.search(self.text, self.start(number))
        return self.text[self.start(number) : end.start() if end else len(self.text)]

    def span(self, start: int, end: int) -> Span:
        """Return the stretch between two characters of the text."""
        return Span(*self._place(start), *self._place(end))

    def whole(self, number: int) -> Span:
        """Return the stretch of a line, without the space at its ends."""
        line = self.line(number)
        indent = len(line) - len(line.lstrip())
        return Span(number, indent + 1, number, max(len(line.rstrip()), indent) + 1)

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
