"""What an engine is asked: a text, terms for its variables, a dataset, and a format."""

from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat, Variable

from krig.queries import Bound


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


class RefusedQueryError(Exception):
    """The engine does not answer a query, and says why in its own words."""


class QuerySyntaxError(RefusedQueryError):
    """The query is no SPARQL, or breaks a rule of it."""


class EvaluationError(RefusedQueryError):
    """The query cannot be evaluated: it calls a function that does not exist, for instance."""
