"""The parameters of a request, and everything that is wrong with them."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from krig.queries import ParameterFault
from server.language import LANGUAGES
from server.texts import texts

Pairs = list[tuple[str, str]]

FORMAT_NAMES: Final = ("format", "output", "results")
"""How clients ask for a format in the address: some libraries send all three."""
TIMEOUT: Final = "timeout"
REVISION: Final = "revision"
EVERYWHERE: Final = (*FORMAT_NAMES, "lang", TIMEOUT, REVISION)
"""What every request for an answer may say."""


SECONDS: Final = re.compile(r"0*[1-9][0-9]{0,5}(\.[0-9]{1,6})?|0+\.0{0,5}[1-9][0-9]{0,5}")
"""A number of seconds above zero."""


class NotUtf8Error(Exception):
    """A request is not in UTF-8."""


class FaultsError(Exception):
    """The parameters of a request are wrong; `faults` holds everything."""

    def __init__(self, faults: Iterable[ParameterFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.message("en") for fault in self.faults))


def decoded(content: bytes, charset: str = "utf-8") -> str:
    """Return the text that `content` is.

    Raises:
        NotUtf8Error: it is not in UTF-8, or `charset` says that it is not.

    """
    if charset.lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise NotUtf8Error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise NotUtf8Error from None


def pairs_of(content: bytes, charset: str = "utf-8") -> Pairs:
    """Return the pairs of `application/x-www-form-urlencoded` content, in their order.

    Raises:
        NotUtf8Error: it is not in UTF-8.

    """
    try:
        return parse_qsl(decoded(content, charset), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise NotUtf8Error from None


def first(pairs: Pairs, *names: str) -> str | None:
    """Return the value of the first of `names` that is given."""
    values = dict(reversed(pairs))
    return next((values[name] for name in names if name in values), None)


def unknown_faults(pairs: Pairs, known: Iterable[str]) -> Iterator[ParameterFault]:
    """Yield a fault for each parameter that is not known, with those that may be meant."""
    names = tuple(known)
    for name, value in pairs:
        if name not in names:
            near = get_close_matches(name, names)
            hint = texts("problems")["parameters.near" if near else "parameters.known"]
            listed = ", ".join(near or names)
            message = texts("problems")["parameters.unknown"]
            ko = message.ko.format(hint=hint.ko.format(names=listed))
            en = message.en.format(hint=hint.en.format(names=listed))
            yield ParameterFault(name, value, ko, en)


def repeated_faults(pairs: Pairs, many: Iterable[str] = ()) -> Iterator[ParameterFault]:
    """Yield a fault for each parameter that is given again, but for those that may be."""
    allowed = set(many)
    given: set[str] = set()
    for name, value in pairs:
        if name in given - allowed:
            yield fault(name, value, "repeated")
        given.add(name)


def language_faults(pairs: Pairs) -> Iterator[ParameterFault]:
    """Yield a fault for each language that krig does not speak."""
    return (
        fault(name, value, "language")
        for name, value in pairs
        if name == "lang" and value not in LANGUAGES
    )


def timeout_faults(pairs: Pairs) -> Iterator[ParameterFault]:
    """Yield a fault for each timeout that is no number of seconds."""
    return (
        fault(name, value, "timeout")
        for name, value in pairs
        if name == TIMEOUT and not SECONDS.fullmatch(value)
    )


def seconds(pairs: Pairs) -> float | None:
    """Return how long the client will wait, if it says so; the value has no fault."""
    value = first(pairs, TIMEOUT)
    return None if value is None else float(value)


def iri_faults(pairs: Pairs, names: Iterable[str]) -> Iterator[ParameterFault]:
    """Yield a fault for each of the parameters `names` that is no absolute IRI."""
    sought = set(names)
    return (
        fault(name, value, "iri") for name, value in pairs if name in sought and not _is_iri(value)
    )


def fault(name: str, value: str, what: str) -> ParameterFault:
    """Return the fault of the parameter `name` that the texts call `what`."""
    message = texts("problems")[f"parameters.{what}"]
    return ParameterFault(name, value, message.ko, message.en)


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
