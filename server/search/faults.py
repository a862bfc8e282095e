"""Why nothing was searched."""

from server.readers.faults import LaterError


class UnindexedError(LaterError):
    """The index of what is served is not made yet, or cannot be made."""

    outcome = "unindexed"
