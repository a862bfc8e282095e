"""Why nothing was validated."""

from typing import Final

from server.readers.faults import BusyError, LostError
from server.texts import Language, in_language
from server.validation.job import Told, Unread

UNREAD: Final = "unread"
SHAPES: Final = "shapes"
REPORT: Final = "report"
"""Outcomes of this package; others are those of `server.writing.trial`."""


class UncheckedError(Exception):
    """Nothing was validated, through what was sent; `outcome` names the class."""

    def __init__(self, told: Told, seconds: float) -> None:
        super().__init__(told.outcome)
        self.outcome: Final = told.outcome
        self.said: Final = told.said
        self.seconds: Final = seconds
        """How long it might have taken."""
        self.unread: Final[tuple[Unread, ...]] = told.unread

    def message(self, language: Language) -> str:
        """Return what is wrong, and what to do, in `language`."""
        if self.unread:
            return "\n".join(placed(each, language) for each in self.unread)
        return in_language("validation", language)[self.outcome].format(fault=self)


class UncheckedLaterError(Exception):
    """Nothing is validated now, through no fault of what was sent."""

    def __init__(self, fault: BusyError | LostError) -> None:
        super().__init__(fault.outcome)
        self.outcome: Final = fault.outcome
        self.retry_after: Final = fault.retry_after

    def message(self, language: Language) -> str:
        """Return what is wrong, and what to do, in `language`."""
        return in_language("validation", language)[self.outcome].format(fault=self)


def placed(unread: Unread, language: Language) -> str:
    """Return where a document cannot be read, and why, in one line."""
    place = ":".join(str(each) for each in (unread.file, unread.line, unread.column) if each)
    return f"{place}: {unread.said(language)}"
