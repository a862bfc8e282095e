"""What every row of every fact table has in common."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a row stands: its table, and its number there (the header is row 1; RFC 7111)."""

    table: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A checked row: an identifier, sources and certainty, and where it stands.

    `id` and the sources are paths below `https://w3id.org/krig/id/`, for instance
    `province/busan` and `source/156552976`; `certainty` is the slug of a `krig:Certainty`.
    """

    origin: Origin
    id: str
    source: str
    source2: str | None
    source3: str | None
    certainty: str
    certainty_note: str | None
    note: str | None
