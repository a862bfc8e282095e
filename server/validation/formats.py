"""The formats of reports, as `Accept` and `format=` choose them: those of the command line."""

from dataclasses import dataclass
from typing import Final

from krig.validation.formats import FORMATS

ALIASES: Final = {
    "application/xml": ("text/xml",),
    "text/turtle": ("application/x-turtle",),
    "application/sarif+json": ("application/sarif",),
}
"""How else clients call media types."""


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A format of reports."""

    name: str
    media_types: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which `format=` chooses it."""
        return (self.name,)


REPORTS: Final = tuple(
    ReportFormat(name, (each.media_type, *ALIASES.get(each.media_type, ())))
    for name, each in FORMATS.items()
)
"""All of them; of those that share a media type, the first is meant by it."""
