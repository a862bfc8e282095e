"""Why a query has no answer, or only the beginning of one.

An error carries what a message to the user needs; its text is what the engine says, where the
engine says something. `outcome` names the class in counters and logs.
"""

import json
from typing import ClassVar, Final

LONGEST: Final = 10_000
"""How many characters of the engine's words travel: it may cite the whole query."""


class UnansweredError(Exception):
    """A query is not answered, or not to its end."""

    outcome: ClassVar[str]


class QuerySyntaxError(UnansweredError):
    """The query is no SPARQL, or breaks a rule of it; the text is what the engine says."""

    outcome = "syntax"


class EvaluationError(UnansweredError):
    """The query cannot be evaluated: it calls a function that does not exist, for instance."""

    outcome = "evaluation"


class FormatError(UnansweredError):
    """The format does not fit the kind of answer; the text names those that do."""

    outcome = "format"


class FederationError(UnansweredError):
    """The query calls another service, which readers cannot reach."""

    outcome = "federation"


class ResultTooLargeError(UnansweredError):
    """The answer has more bytes than one may have."""

    outcome = "too_large"


class MemoryExceededError(UnansweredError):
    """The query needs more memory than a reader may take."""

    outcome = "memory"


class CrashedError(UnansweredError):
    """The query ends the process that reads it: it nests too deep, or the engine is at fault."""

    outcome = "crash"


class DeadlineError(UnansweredError):
    """The query is not answered after the `seconds` that it had."""

    outcome = "deadline"

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"{seconds:g} s")


class StoppedError(UnansweredError):
    """An operator has stopped the query."""

    outcome = "stopped"


class CancelledError(UnansweredError):
    """Whoever asked no longer waits for the answer."""

    outcome = "cancelled"


class LaterError(UnansweredError):
    """The query is not answered now, through no fault of its own; `retry_after` is in seconds."""

    def __init__(self, retry_after: int = 1) -> None:
        self.retry_after = retry_after
        super().__init__(f"retry after {retry_after} s")


class BusyError(LaterError):
    """Too many queries wait already, or its time was over before its turn came."""

    outcome = "busy"


class RateError(LaterError):
    """The client has had as many queries evaluated as it may for now."""

    outcome = "rate"


class OvertakenError(LaterError):
    """It was long, and had to make room for other long ones."""

    outcome = "overtaken"


class LostError(LaterError):
    """Its reader ended from outside: the process was killed, or the service is stopping."""

    outcome = "lost"


TOLD: Final = {
    each.outcome: each
    for each in (
        QuerySyntaxError,
        EvaluationError,
        FormatError,
        FederationError,
        ResultTooLargeError,
        MemoryExceededError,
    )
}
"""The faults that a reader finds out itself."""


def encoded(fault: UnansweredError) -> bytes:
    """Return a fault that a reader tells, as JSON."""
    return json.dumps([fault.outcome, str(fault)[:LONGEST]]).encode()


def decoded(content: bytes) -> UnansweredError:
    """Return the fault that `encoded` wrote."""
    outcome, text = json.loads(content)
    return TOLD[outcome](text)
