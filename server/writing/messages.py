"""What the front and the process that writes say to each other: a length, and JSON that long."""

from struct import Struct
from typing import Final

from pydantic import BaseModel, ConfigDict

from server.writing.faults import UnwrittenError, decoded, encoded
from server.writing.outcome import Outcome
from server.writing.request import Write

LENGTH: Final = Struct("!Q")


class Job(BaseModel):
    """A write to be done, for which there are as many seconds; `request` is its id."""

    model_config = ConfigDict(frozen=True)

    request: str
    seconds: float
    write: Write


class Answer(BaseModel):
    """What became of a job: an outcome, or the fault that `server.writing.faults` encodes."""

    model_config = ConfigDict(frozen=True)

    outcome: Outcome | None = None
    fault: bytes = b""

    @classmethod
    def of(cls, found: Outcome | UnwrittenError) -> "Answer":
        """Return the answer that tells what was found."""
        if isinstance(found, Outcome):
            return cls(outcome=found)
        return cls(fault=encoded(found))

    def found(self) -> Outcome:
        """Return the outcome.

        Raises:
            UnwrittenError: it is a fault.

        """
        if self.outcome is None:
            raise decoded(self.fault)
        return self.outcome


def framed(message: Job | Answer) -> bytes:
    """Return `message` as it travels."""
    content = message.model_dump_json().encode()
    return LENGTH.pack(len(content)) + content
