"""What pages are made of: words in a language, things that have an address, and facts' grounds."""

from dataclasses import dataclass
from typing import Final

OFFICIAL: Final = "official"
"""The certainty of what a ministry's own text states."""
UNSTATED: Final = frozenset(("inferred", "disputed", "unverified"))
"""The certainties of what no source states, or not all alike."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text, and the language that it is in where that is not the language of the page."""

    text: str
    language: str | None = None

    def __str__(self) -> str:
        """Return the text."""
        return self.text


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing: how it is called, and where it is told of; a blank address leads nowhere."""

    iri: str
    label: Words
    address: str

    @property
    def is_ours(self) -> bool:
        """Tell whether this server tells of it."""
        return self.address.startswith("/")


@dataclass(frozen=True, slots=True)
class Source:
    """A document: its title, who published it and when, and where it can be read."""

    thing: Thing
    publisher: Words | None = None
    issued: str = ""
    original: str = ""
    """The address of the document itself."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what a fact stands: how certain it is, why it is no more than that, and who says so."""

    certainty: str
    """The local name of the certainty in small letters, as `official`; blank if none is told."""
    reason: Words | None = None
    sources: tuple[Source, ...] = ()
    row: str = ""
    """The row of the table that states it, as `industries.csv#row=101`."""

    @property
    def is_official(self) -> bool:
        """Tell whether a quiet mark is enough."""
        return self.certainty == OFFICIAL

    @property
    def is_stated(self) -> bool:
        """Tell whether a source states it and none contradicts."""
        return self.certainty not in UNSTATED


NO_GROUNDS: Final = Grounds("")


def shared(grounds: list[Grounds]) -> Grounds | None:
    """Return the grounds that all of several facts have, so that they may be told once."""
    told = {(each.certainty, each.reason, each.sources) for each in grounds}
    return grounds[0] if len(grounds) > 1 and len(told) == 1 else None
