"""Chooses a representation by `Accept`, with its q-values, or by `format=` (RFC 9110, 12.5.1)."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeVar

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from server.formats import Offered

HTML: Final = "text/html"
LONGEST: Final = 500
"""How many characters a header may have whose meaning is remembered."""

Chosen = TypeVar("Chosen", bound=Offered)


class NotAcceptableError(Exception):
    """None of `formats` is one that the client takes."""

    def __init__(self, formats: Iterable[Offered]) -> None:
        self.formats = tuple(formats)
        super().__init__(", ".join(each.name for each in self.formats))


def choose(formats: tuple[Chosen, ...], accept: str | None, name: str | None) -> tuple[Chosen, str]:
    """Return the format to answer in, and the media type to call it, as the client knows it.

    A `name` as of `format=`, which may be a media type, decides before `Accept` does.

    Raises:
        NotAcceptableError: none of `formats` fits.

    """
    if name is not None:
        for each in formats:
            if name.lower() in each.names or name.lower() in each.media_types:
                return each, each.media_types[0]
        raise NotAcceptableError(formats)
    types = {kind: each for each in reversed(formats) for kind in each.media_types}
    best = best_type([each.media_types[0] for each in formats] + list(types), accept)
    if best is None:
        raise NotAcceptableError(formats)
    return types[best], best


def best_type(types: Iterable[str], accept: str | None) -> str | None:
    """Return which of the media `types` the header prefers, an earlier one where it does not care.

    Parameters of a media range other than q are passed over.
    """
    if accept is not None and len(accept) > LONGEST:
        return _best_type(tuple(types), accept)
    return _known_best_type(tuple(types), accept)


def _best_type(types: tuple[str, ...], accept: str | None) -> str | None:
    header = parse_accept_header(accept or "*/*")
    ranges = MIMEAccept([(each.partition(";")[0].strip(), q) for each, q in header])
    return ranges.best_match(types)


@lru_cache(maxsize=1000)
def _known_best_type(types: tuple[str, ...], accept: str | None) -> str | None:
    """Return what `_best_type` does; clients have few ways to say what they like."""
    return _best_type(types, accept)


def prefers_html(accept: str | None, formats: Iterable[Offered]) -> bool:
    """Tell whether a page serves the client better than any of `formats`, as it does a browser."""
    types = [each.media_types[0] for each in formats]
    return best_type([*types, HTML], accept) == HTML
