"""What became of a write."""

from typing import Self

from pydantic import BaseModel, ConfigDict

from krig.validation import Report, Severity
from krig.validation.json import render

MANY = 1000
"""How many validation results are told."""


class Verdict(BaseModel):
    """A validation report as it travels: how many results there are, and the first of them."""

    model_config = ConfigDict(frozen=True)

    conforms: bool
    counts: dict[str, int]
    """How many results there are, by severity."""
    json_text: str
    """The report in the JSON form of krig."""
    turtle: str
    """The report as a `sh:ValidationReport`."""

    @classmethod
    def of(cls, report: Report) -> Self:
        """Return the verdict that `report` gives."""
        first = Report(report.results[:MANY])
        return cls(
            conforms=report.conforms,
            counts={severity.value: report.count(severity) for severity in Severity},
            json_text=render(first),
            turtle=first.turtle(),
        )


class Outcome(BaseModel):
    """A write that was done, or would be."""

    model_config = ConfigDict(frozen=True)

    revision: str
    """The id of the last revision now: a new one, if anything has changed."""
    changed: bool
    """Whether anything changes; else no revision is made."""
    added: int
    """How many quads come; what follows from them does not count."""
    removed: int
    created: bool = False
    """Whether a graph is written that was not there."""
    verdict: Verdict | None = None
    """The validation report, of a trial only."""
