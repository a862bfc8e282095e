"""The sentence of a document in which a figure stands; the texts are those that the user has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from loaders.texts import read_texts

LONGEST: Final = 240
"""How many characters are shown on either side of a figure at most."""
END: Final = re.compile(r"[.!?。](?=\s|$)|\n")
"""Where a sentence ends."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence: what stands before a figure, the figure, and what comes after."""

    before: str
    figure: str
    after: str


def passage(text: str, start: int, end: int) -> Passage | None:
    """Return the sentence of `text` that holds its characters from `start` to before `end`.

    None where the text is shorter. A long sentence is cut on both sides, which dots tell.
    """
    if not 0 <= start < end <= len(text):
        return None
    begins = max((each.end() for each in END.finditer(text, 0, start)), default=0)
    found = END.search(text, end)
    ends = found.end() if found else len(text)
    before, after = text[max(begins, start - LONGEST) : start], text[end : min(ends, end + LONGEST)]
    return Passage(
        ("…" if begins < start - LONGEST else "") + before.lstrip(),
        text[start:end],
        after.rstrip() + ("…" if end + LONGEST < ends else ""),
    )


@cache
def texts(folder: Path | None, digests: frozenset[str]) -> Mapping[str, str]:
    """Return the texts in `folder` that have one of `digests`: the keys. They are read once."""
    if folder is None or not folder.is_dir():
        return {}
    found, _ = read_texts([folder], digests)
    return found


def fingerprint(folder: Path | None) -> str:
    """Return a name for what is in `folder`: another one where files were changed."""
    if folder is None:
        return ""
    states = [(str(each), each.stat()) for each in sorted(folder.rglob("*")) if each.is_file()]
    told = repr([(path, state.st_size, state.st_mtime_ns) for path, state in states])
    return blake2b(told.encode(), digest_size=8).hexdigest()
