"""The list of documents, and how much rests on each."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from ontology.namespaces import KRIG
from server.pages.filters import Choice, choices, has
from server.pages.page import Bindings, Page, table
from server.pages.placing import parameters
from server.pages.rows import Table, number, text, thing, words
from server.pages.words import Thing, Words

PATH: Final = "/sources"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the list."""

    thing: Thing
    kind: Thing
    publishers: tuple[Words, ...]
    issued: str
    address: str
    certainty: str
    rows: int
    """How many rows of tables rest on it."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What the list shows, the documents on which most rests first."""

    entries: tuple[Entry, ...]
    in_all: int
    kinds: tuple[Choice, ...]


def read(request: Request) -> tuple[str, Bindings]:
    """Return the kind of documents to which `request` narrows the list down; blank for all.

    Raises:
        FaultsError: a parameter is not known.

    """
    return dict(parameters(request, ("kind",))).get("kind", ""), {}


def sources(found: Table, kind: str) -> Sources:
    """Return what the list shows of a kind."""
    by_iri: dict[str, Entry] = {}
    for row in found.rows:
        publisher = words(row, "publisher", found.language)
        named = (publisher,) if publisher is not None else ()
        known = by_iri.get(text(row, "source"))
        by_iri[text(row, "source")] = Entry(
            thing(row, "source", found.language),
            thing(row, "kind", found.language, "kind"),
            named if known is None else (*known.publishers, *named),
            text(row, "issued"),
            text(row, "address"),
            text(row, "certainty").removeprefix(KRIG.iri).lower(),
            number(row, "rows"),
        )
    shown = [each for each in by_iri.values() if has((each.kind,), kind)]
    return Sources(
        tuple(sorted(shown, key=lambda each: (-each.rows, each.thing.iri))),
        len(by_iri),
        choices((each.kind for each in by_iri.values()), kind),
    )


PAGE: Final = Page("sources", table, sources)
