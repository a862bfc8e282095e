"""Why nothing is written, or not yet seen.

An error carries what a message to the user needs; where the engine says something, that is its
text. `outcome` names the class in counters and logs.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import ClassVar, Final

import yaml
from pydantic import RootModel

from krig import revisions
from krig.queries import Text
from server.texts import Language, said
from server.writing.outcome import Verdict


class WriteError(Exception):
    """A write has not gone its way."""

    outcome: ClassVar[str]

    def message(self, language: Language) -> str:
        """Return what is wrong, and what to do, in `language`."""
        return said(texts()[self.outcome], language).format(fault=self)


class UnservedError(WriteError):
    """A write is written, as the revision of that id, but readers do not see it yet."""

    outcome = "unserved"

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision: Final = revision


class UnwrittenError(WriteError):
    """Nothing of a write is written."""


class UpdateSyntaxError(UnwrittenError):
    """The update is no SPARQL, or breaks a rule of it; the text says which."""

    outcome = "syntax"


class EvaluationError(UnwrittenError):
    """The update cannot be evaluated: it drops a graph that is not there, for instance."""

    outcome = "evaluation"


class FederationError(UnwrittenError):
    """The update has LOAD or SERVICE, which would call another server."""

    outcome = "federation"


class DatasetError(UnwrittenError):
    """The request names a dataset, and so does the text (SPARQL 1.1 Protocol, section 2.2.3)."""

    outcome = "dataset"


class IriError(UnwrittenError):
    """What should name a graph is no IRI; it is the text."""

    outcome = "iri"


class FormatError(UnwrittenError):
    """The media type that is the text is none of RDF."""

    outcome = "format"


class DataError(UnwrittenError):
    """A part, of which the first is 1, is not what its media type says."""

    outcome = "data"

    def __init__(self, part: int, line: int, column: int, problem: str) -> None:
        super().__init__(part, line, column, problem)
        self.part: Final = part
        self.line: Final = line
        self.column: Final = column
        self.problem: Final = problem


class TripleTermError(UnwrittenError):
    """A triple would stand where RDF 1.1 has nodes; shapes cannot speak of it."""

    outcome = "triple_term"


class OutsideError(UnwrittenError):
    """The patch of a graph reaches into another."""

    outcome = "outside"


class NoGraphError(UnwrittenError):
    """The graph whose IRI is the text is not there, so it cannot be removed."""

    outcome = "no_graph"


class InvalidError(UnwrittenError):
    """The graph would break the shapes; `verdict` says where."""

    outcome = "invalid"

    def __init__(self, verdict: str) -> None:
        super().__init__(verdict)
        self.verdict: Final = Verdict.model_validate_json(verdict)

    def __str__(self) -> str:
        return str(self.verdict.counts)


class OvertakenError(UnwrittenError):
    """The last revision, whose id is the text, is not the one that was expected."""

    outcome = "overtaken"


class MemoryExceededError(UnwrittenError):
    """The write needs more memory than it may take."""

    outcome = "memory"


class CrashedError(UnwrittenError):
    """The write ends the process that evaluates it: it nests too deep, or the engine has failed."""

    outcome = "crash"


class DeadlineError(UnwrittenError):
    """The write was not evaluated in the `seconds` that it had."""

    outcome = "deadline"

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds: Final = seconds


class LaterError(UnwrittenError):
    """Nothing is written now, through no fault of the write; `retry_after` is in seconds."""

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__(retry_after)
        self.retry_after: Final = retry_after


class BusyError(LaterError):
    """Too many writes wait already, or its time was over before its turn came."""

    outcome = "busy"


class LostError(LaterError):
    """The process that writes was ended from outside, or cannot start."""

    outcome = "lost"


class StorageError(UnwrittenError):
    """The disk does not take it; the text says why."""

    outcome = "storage"


class ToldError(UnwrittenError):
    """The history of revisions refuses the write, and says why in both languages."""

    def __init__(self, ko: str, en: str) -> None:
        super().__init__(ko, en)
        self.ko: Final = ko
        self.en: Final = en

    def message(self, language: Language) -> str:
        """Return what is wrong, and what to do, in `language`."""
        return self.ko if language == "ko" else self.en


class KeptGraphError(ToldError):
    """The write is about a graph that krig keeps itself."""

    outcome = "kept_graph"


class NoRevisionError(ToldError):
    """There is no such revision or release."""

    outcome = "no_revision"


class ConflictsError(ToldError):
    """The edits and a new release disagree."""

    outcome = "conflicts"


class DamagedError(ToldError):
    """The history of revisions is damaged."""

    outcome = "damaged"


TOLD: Final = {
    each.outcome: each
    for each in (
        UpdateSyntaxError,
        EvaluationError,
        DatasetError,
        IriError,
        FormatError,
        DataError,
        TripleTermError,
        OutsideError,
        NoGraphError,
        InvalidError,
        OvertakenError,
        MemoryExceededError,
        CrashedError,
        DeadlineError,
        BusyError,
        LostError,
        StorageError,
        FederationError,
        KeptGraphError,
        NoRevisionError,
        ConflictsError,
        DamagedError,
    )
}
"""The faults that travel between processes."""


def encoded(fault: UnwrittenError) -> bytes:
    """Return a fault as JSON."""
    return json.dumps([fault.outcome, fault.args]).encode()


def decoded(content: bytes) -> UnwrittenError:
    """Return the fault that `encoded` wrote."""
    outcome, values = json.loads(content)
    return TOLD[outcome](*values)


def told(error: revisions.HistoryError) -> UnwrittenError:
    """Return what it means for a write that the history refuses it."""
    match error:
        case revisions.LockedError():
            return BusyError()
        case revisions.KeptGraphError():
            return KeptGraphError(error.ko, error.en)
        case revisions.NoRevisionError() | revisions.NoReleaseError() | revisions.NoHistoryError():
            return NoRevisionError(error.ko, error.en)
        case revisions.ConflictsError():
            return ConflictsError(error.ko, error.en)
    return DamagedError(error.ko, error.en)


class _File(RootModel[dict[str, Text]]):
    """The texts of the faults, in both languages."""


@cache
def texts() -> Mapping[str, Text]:
    """Return the texts of the faults, by outcome."""
    content = Path(__file__).with_name("faults.yaml").read_text(encoding="utf-8")
    return _File.model_validate(yaml.safe_load(content)).root
