"""What an engine is asked: a text, terms for its variables, a dataset, and a format."""

from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat, Variable

from krig.queries import Bound
from server.readers.faults import EvaluationError, QuerySyntaxError, UnansweredError

__all__ = [
    "UNNAMED",
    "Dataset",
    "EvaluationError",
    "Query",
    "QuerySyntaxError",
    "RefusedQueryError",
]

RefusedQueryError = UnansweredError
"""The engine does not answer a query, and says why."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that the protocol names (SPARQL 1.1 Protocol, section 2.1.4); none names itself.

    Where one is named, they are all, and what the query says by FROM does not count.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether any graph is named."""
        return bool(self.default or self.named)


UNNAMED: Final = Dataset()
"""The dataset of a request that names no graph."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query, ready to be evaluated."""

    text: str
    format: QueryResultsFormat | RdfFormat
    dataset: Dataset = UNNAMED
    substitutions: dict[Variable, Bound] = field(default_factory=dict)
    union: bool = True
    """Whether all graphs together are the default graph where neither side names a dataset."""
    client: str | None = None
    """Whose turn it is, and whose rate; nobody's where the server itself asks."""
    seconds: float | None = None
    """How long whoever asks will wait, where that is less than the deadline."""
