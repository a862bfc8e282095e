"""What goes wrong between this server and the engine behind it, beside what any query meets."""

from server.readers.faults import UnansweredError


class EngineError(UnansweredError):
    """The engine behind does not answer as it should: it is away, broken, or cuts answers short.

    The text says what it said, or how that showed.
    """

    outcome = "engine"
