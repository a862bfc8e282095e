"""Which graphs an engine is asked: what the protocol says, what the query says, or all.

Source: SPARQL 1.1 Protocol, section 2.1.4.
"""

from collections.abc import Iterator
from typing import Final

from server.query import Dataset, Query
from server.remote.capabilities import Capabilities
from server.remote.client import Pairs
from server.remote.outlook import Outlook
from server.sparql.outline import has_dataset
from server.sparql.tokens import tokens

NOWHERE: Final = "urn:x-krig:nowhere"
"""A graph that no engine holds: what an empty default graph is made of."""


async def parameters(query: Query, capabilities: Capabilities, outlook: Outlook) -> Pairs:
    """Return the parameters of the protocol that name the graphs to ask.

    Raises:
        UnansweredError: the engine has to be asked for their names, and does not answer.

    """
    if query.dataset:
        return _named(query.dataset)
    if has_dataset(query.text) or query.union == capabilities.default_is_union:
        return ()
    if query.union and capabilities.union is not None:
        return capabilities.union
    graphs = await outlook.graphs(capabilities)
    return _named(Dataset(graphs if query.union else (NOWHERE,), graphs))


def without_own(text: str) -> str:
    """Return the query `text` without its FROM clauses: the graphs of the protocol count more.

    Virtuoso would ask both.
    """
    for start, end in reversed(list(_clauses(text))):
        text = f"{text[:start]} {text[end:]}"
    return text


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each FROM clause begins and ends; they stand before the first group."""
    begun: int | None = None
    for token in tokens(text):
        match token.terminal:
            case "from":
                begun = token.start
            case "IRIREF" | "PNAME_LN" | "PNAME_NS" if begun is not None:
                yield begun, token.end
                begun = None


def _named(dataset: Dataset) -> Pairs:
    return (
        *(("default-graph-uri", iri) for iri in dataset.default),
        *(("named-graph-uri", iri) for iri in dataset.named),
    )
