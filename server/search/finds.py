"""What was found, as pages and programs are told of it: in one language, with local addresses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from ontology.namespaces import compact
from server.pages.links import link_to
from server.texts import Language

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: it matches what was searched for, or stands between what does."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by its label."""

    iri: str
    label: str
    address: str
    """Where this server tells of it."""


@dataclass(frozen=True, slots=True)
class Narrower:
    """A kind or a region to which one may narrow the search, and how much is found there."""

    thing: Named
    name: str
    """How a parameter calls it."""
    count: int


@dataclass(frozen=True, slots=True)
class Find:
    """A thing that was found."""

    thing: Named
    kind: Named
    name: tuple[Piece, ...]
    """The name that matches, with what of it does."""
    language: str
    """The language of that name; blank if none is told."""
    called: bool
    """Whether that name is its label in this language."""
    passage: tuple[Piece, ...]
    """What is told of it that matches, where no name does."""
    how: str
    role: str
    marks: Sequence[tuple[int, int]]
    certainty: str
    """The local name of the certainty in small letters, as `official`; blank if none is told."""
    until: str
    regions: tuple[Named, ...]


def find(told: Told, language: Language) -> Find:
    """Return what the index tells of a thing, in `language`."""
    label = told["labels"][language]
    return Find(
        _named(told, language),
        _named(told["kinds"][0], language),
        tuple(pieces(told["name"], told["marks"])),
        told["language"],
        told["name"] == label,
        tuple(pieces(*told["passage"])),
        told["how"],
        told["role"],
        told["marks"],
        told["certainty"].rpartition("/")[2].lower(),
        told["until"],
        tuple(_named(each, language) for each in told["regions"]),
    )


def narrower(told: Iterable[Told], language: Language) -> tuple[Narrower, ...]:
    """Return kinds or regions, in `language`."""
    return tuple(
        Narrower(_named(each, language), short(each["iri"]), each["count"]) for each in told
    )


def short(iri: str) -> str:
    """Return how a parameter calls a thing: by its path below `id/`, by a prefix, or in full."""
    address = link_to(iri)
    return address.removeprefix("/id/") if address.startswith("/id/") else compact(NamedNode(iri))


def pieces(text: str, marks: Iterable[tuple[int, int]]) -> Iterable[Piece]:
    """Yield `text` in pieces, those in the ranges `marks` marked."""
    end = 0
    for start, stop in marks:
        if start > end:
            yield Piece(text[end:start], False)
        yield Piece(text[start:stop], True)
        end = stop
    if end < len(text):
        yield Piece(text[end:], False)


def _named(told: Told, language: Language) -> Named:
    return Named(told["iri"], told["labels"][language], link_to(told["iri"]))
