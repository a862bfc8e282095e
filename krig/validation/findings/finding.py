"""Findings: what is wrong with tables or RDF files, whoever found it, and where it is mended.

A result of SHACL, a fault of a table and a file that cannot be read are told alike, so that every
format tells all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Final

from krig.positions import Lines, Span
from krig.validation.report import Result, Severity, Texts
from krig.validation.text import best
from krig.validation.wording.naming import Naming
from loaders.fault import Language

FINGERPRINT_LENGTH: Final = 20


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A file, and where in it; None means the whole file."""

    file: str
    span: Span | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.span.line}:{self.span.column}" if self.span else self.file


@dataclass(frozen=True, slots=True)
class Rule:
    """What was not kept: a constraint of a shape, a rule of the tables, the syntax of a format.

    `id` is how it is called in reports (`shape:Region-label/MinCount`), `expected` what it asks
    for, in each language, and `shape` where it is stated.
    """

    id: str
    expected: Texts = ()
    shape: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong.

    `row` and `column` are those of a table, where it stands in one. `flow` leads from the focus
    node to what is wrong, where a path lies between them. `known` findings are in the baseline.
    """

    severity: Severity
    rule: Rule
    messages: Texts
    identity: tuple[str, ...]
    location: Location | None = None
    row: int = 0
    column: str = ""
    found: str = ""
    flow: tuple[Location, ...] = ()
    result: Result | None = None
    known: bool = False

    @property
    def fingerprint(self) -> str:
        """Return what tells this finding from others, wherever it moves in its file."""
        told = "\0".join(self.identity)
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:FINGERPRINT_LENGTH]

    def message(self, language: Language = "en") -> str:
        """Return what is wrong and how to mend it, in the language or the next best one."""
        return best(self.messages, language)

    @property
    def order(self) -> tuple[object, ...]:
        """Return what findings are sorted by: the severity, then the place, then all else."""
        place = self.location or Location("\U0010ffff")
        span = place.span or Span(0, 0, 0, 0)
        rest = (self.rule.id, self.identity, self.found, tuple(map(str, self.messages)))
        return [*Severity].index(self.severity), place.file, span, *rest


@dataclass(frozen=True, slots=True)
class Vanished:
    """A finding of the baseline that is no longer found, as the baseline tells of it."""

    fingerprint: str
    rule: str
    file: str
    message: str


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return `findings` as reports tell them."""
    return tuple(sorted(findings, key=lambda finding: finding.order))


@dataclass(frozen=True)
class Findings:
    """All that a run found, and how it is to be told.

    Args:
        all: the findings, in order.
        fail_on: the least severity that makes the run fail.
        limit: how many findings a report tells at most; the rest is only counted.
        vanished: what the baseline knows and was not found.
        ran: whether everything could be read and checked.
        whole: whether the shapes were checked; faults of tables keep krig from that.
        vacuous: whether no shape is about anything in the data.
        texts: the text of each file, for the lines that reports show.
        naming: how a report calls terms.

    """

    all: tuple[Finding, ...] = ()
    fail_on: Severity = Severity.VIOLATION
    limit: int | None = None
    vanished: tuple[Vanished, ...] = ()
    ran: bool = True
    whole: bool = True
    vacuous: bool = False
    texts: Mapping[str, Lines] = field(default_factory=dict, repr=False)
    naming: Naming = field(default_factory=Naming, repr=False)

    @cached_property
    def new(self) -> tuple[Finding, ...]:
        """Return the findings that the baseline does not know."""
        return tuple(finding for finding in self.all if not finding.known)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """Return the new findings that a report tells: the gravest, up to the limit."""
        return self.new if self.limit is None else self.new[: self.limit]

    @property
    def hidden(self) -> int:
        """Return how many new findings the limit keeps out of a report."""
        return len(self.new) - len(self.shown)

    @property
    def known(self) -> int:
        """Return how many findings the baseline knows."""
        return len(self.all) - len(self.new)

    @property
    def conforms(self) -> bool:
        """Tell whether nothing new is as grave as `fail_on`, and all could be checked."""
        grave = [*Severity][: [*Severity].index(self.fail_on) + 1]
        return self.ran and not any(finding.severity in grave for finding in self.new)


def merged(parts: Sequence[Findings]) -> Findings:
    """Return what several checks found, as one."""
    return Findings(
        in_order(finding for part in parts for finding in part.all),
        ran=all(part.ran for part in parts),
        whole=all(part.whole for part in parts),
        vacuous=any(part.vacuous for part in parts),
        texts={name: lines for part in parts for name, lines in part.texts.items()},
        naming=Naming({p: iri for part in parts for p, iri in part.naming.prefixes.items()}),
    )
