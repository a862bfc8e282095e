"""Which queries will most likely be long: those of the shape of one that was, a moment ago.

Whoever asks what has no end seldom asks it once, and asks it of one thing after another. To find
out anew each time would take a reader each time: it is ended, and another forked in its place.
"""

import re
from collections import OrderedDict
from hashlib import sha256
from typing import Final

from server.sparql.tokens import TERMINALS

VARIED: Final = re.compile(rf"{TERMINALS['STRING']}|[0-9]++")
"""In what queries of one shape differ: texts, and digits wherever they stand."""
SHAPES: Final = 1000
"""How many shapes are remembered."""
SUSPECT_FOR: Final = 60.0
"""For how many seconds."""


def shape(text: str) -> bytes:
    """Return a name for all queries that differ from `text` in texts and digits alone."""
    return sha256(VARIED.sub("0", text).encode("utf-8", "surrogatepass")).digest()


class Suspects:
    """The shapes of queries that were ended for what they took, but for those that seldom are."""

    def __init__(self) -> None:
        """Suspect none."""
        self._ended = _Lately()
        self._answered = _Lately()

    def add(self, text: str, now: float) -> None:
        """Suspect, from the time `now` on, whatever has the shape of `text`."""
        self._ended.add(shape(text), now)

    def clear(self, text: str, now: float) -> None:
        """Hear at the time `now` that a query was answered at once: few of its shape are long."""
        self._answered.add(shape(text), now)

    def hold(self, text: str, now: float) -> bool:
        """Tell whether a query is suspected at the time `now`."""
        if not self._ended.any(now):
            return False
        name = shape(text)
        return self._ended.has(name, now) and not self._answered.has(name, now)


class _Lately:
    """The shapes of which something was heard lately, each with when."""

    def __init__(self) -> None:
        self._heard: OrderedDict[bytes, float] = OrderedDict()

    def add(self, name: bytes, now: float) -> None:
        self._heard[name] = now
        self._heard.move_to_end(name)
        if len(self._heard) > SHAPES:
            self._heard.popitem(last=False)

    def any(self, now: float) -> bool:
        while self._heard and now - next(iter(self._heard.values())) > SUSPECT_FOR:
            self._heard.popitem(last=False)
        return bool(self._heard)

    def has(self, name: bytes, now: float) -> bool:
        return self.any(now) and name in self._heard
