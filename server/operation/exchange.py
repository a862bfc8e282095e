"""An exchange: a request and what became of its answer, with what handlers remark about it."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from starlette.types import Scope

from server.readers.query import Query

REMARKS: Final = "krig.remarks"
"""Under which name a scope holds what handlers remark."""

Remark = str | int | float | bool
Ending = Literal["whole", "cut", "unanswered"]
"""How an answer ended: all of it was sent; it broke off; nothing of it was sent."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request that is over. Its query string, its headers and its body are not in it."""

    begun: datetime
    method: str
    path: str
    client: str
    status: int
    """The status that was sent; 0 where none was."""
    ending: Ending
    size: int
    """How many bytes of the body were sent, as they left the application."""
    first: float
    """After how many seconds the head of the answer was sent; 0 where none was."""
    seconds: float
    remarks: Mapping[str, Remark]
    private: Mapping[str, str]
    """What is told only where a setting says so, such as the text of a query."""


@dataclass(slots=True)
class Remarks:
    """What handlers say about an exchange while it goes on."""

    public: dict[str, Remark]
    private: dict[str, str]


def remark(scope: Scope, **said: Remark) -> None:
    """Let the log of the exchange of `scope` hold what is `said`: a query's digest, an outcome.

    Where nobody observes, nothing happens.
    """
    remarks = scope.get(REMARKS)
    if isinstance(remarks, Remarks):
        remarks.public.update(said)


def remark_query(scope: Scope, text: str) -> None:
    """Let the log hold the digest of a query, by which `/running` calls it too.

    Its text is in the log only where a setting says so.
    """
    remarks = scope.get(REMARKS)
    if isinstance(remarks, Remarks):
        remarks.public["query"] = Query(text, "").digest
        remarks.private["text"] = text


def remarks_of(scope: MutableMapping[str, Any]) -> Remarks:
    """Return the remarks of an exchange that begins, which its scope holds from now on."""
    remarks = Remarks({}, {})
    scope[REMARKS] = remarks
    return remarks
