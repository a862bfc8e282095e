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
    """The shapes of queries that were ended for what they took, each with when."""

    def __init__(self) -> None:
        """Suspect none."""
        self._ended: OrderedDict[bytes, float] = OrderedDict()

    def add(self, text: str, now: float) -> None:
        """Suspect, from the time `now` on, whatever has the shape of `text`."""
        name = shape(text)
        self._ended[name] = now
        self._ended.move_to_end(name)
        if len(self._ended) > SHAPES:
            self._ended.popitem(last=False)

    def hold(self, text: str, now: float) -> bool:
        """Tell whether a query is suspected at the time `now`."""
        while self._ended and now - next(iter(self._ended.values())) > SUSPECT_FOR:
            self._ended.popitem(last=False)
        return bool(self._ended) and shape(text) in self._ended
