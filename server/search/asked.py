"""What a request searches for, and everything that is wrong with how it says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode
from starlette.requests import Request

from krig.queries import ParameterFault, term_of
from server.parameters import (
    FORMAT_NAMES,
    FaultsError,
    Pairs,
    fault,
    first,
    language_faults,
    pairs_of,
    repeated_faults,
    unknown_faults,
)
from server.texts import texts

FEW: Final = 20
"""How many finds a page has where nobody says."""
MANY: Final = 100
"""How many it may have."""
FURTHEST: Final = 1000
"""With which find a page may begin: nobody reads so far, and programs have SPARQL."""
SUGGESTED: Final = 8
"""How many suggestions there are where nobody says."""
SHOWN: Final = 20
"""How much is shown of what is too long."""
SEARCH: Final = ("q", "kind", "region", "limit", "offset", "lang", *FORMAT_NAMES)
SUGGEST: Final = ("q", "kind", "limit", "lang")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for: a text, and the IRIs of a kind and of a region, if these are told."""

    text: str
    kind: str
    region: str
    limit: int
    offset: int


def read_search(request: Request, longest: int) -> Asked:
    """Return what `request` searches for.

    Raises:
        NotUtf8Error: its parameters are not in UTF-8.
        FaultsError: they are wrong; all that is wrong is told.

    """
    return _read(request, SEARCH, FEW, longest)


def read_suggest(request: Request, longest: int) -> Asked:
    """Return for what `request` wants suggestions; it raises what `read_search` does."""
    return _read(request, SUGGEST, SUGGESTED, longest)


def _read(request: Request, known: Iterable[str], few: int, longest: int) -> Asked:
    pairs = pairs_of(request.scope["query_string"])
    numbers = {"limit": (1, MANY, few), "offset": (0, FURTHEST, 0)}
    faults = [
        *unknown_faults(pairs, known),
        *repeated_faults(pairs, FORMAT_NAMES),
        *language_faults(pairs),
        *_length_faults(pairs, longest),
        *_iri_faults(pairs),
        *_number_faults(pairs, numbers),
    ]
    if faults:
        raise FaultsError(faults)
    limit, offset = (
        int(first(pairs, name) or default) for name, (_, _, default) in numbers.items()
    )
    kind, region = (_iri(first(pairs, name) or "") for name in ("kind", "region"))
    return Asked((first(pairs, "q") or "").strip(), kind, region, limit, offset)


def _length_faults(pairs: Pairs, longest: int) -> Iterator[ParameterFault]:
    for name, value in pairs:
        if name == "q" and len(value) > longest:
            told = texts("problems")["parameters.length"]
            given = {"name": name, "longest": longest, "length": len(value)}
            yield ParameterFault(
                name, value[:SHOWN] + "…", told.ko.format(**given), told.en.format(**given)
            )


def _iri_faults(pairs: Pairs) -> Iterator[ParameterFault]:
    for name, value in pairs:
        if name in {"kind", "region"} and value and not _iri(value):
            yield fault(name, value, "iri")


def _number_faults(
    pairs: Pairs, numbers: dict[str, tuple[int, int, int]]
) -> Iterator[ParameterFault]:
    for name, value in pairs:
        if name in numbers:
            least, most, _ = numbers[name]
            plain = value.isascii() and value.isdecimal() and len(value) <= len(str(most))
            if not plain or not least <= int(value) <= most:
                told = texts("problems")["parameters.between"]
                given = {"name": name, "least": least, "most": most}
                yield ParameterFault(name, value, told.ko.format(**given), told.en.format(**given))


def _iri(text: str) -> str:
    term = term_of(text, "iri")
    return term.value if isinstance(term, NamedNode) else ""
