"""Finds out what an engine can do: which formats it writes well, and how all its graphs are asked.

What it says of itself counts first; the rest is tried with queries whose answers are known, those
of the folder `probes`.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Variable,
    parse,
    parse_query_results,
)

from krig.publish import PUBLISHED
from krig.queries import Bound
from ontology.namespaces import XSD, Namespace
from server.readers.faults import EvaluationError, QuerySyntaxError, UnansweredError
from server.remote.answers import ENDS, MENDED_LABEL, ODD_LABEL
from server.remote.client import Client, Pairs
from server.remote.deadline import Deadline
from server.remote.faults import EngineError
from server.remote.rewriting import read
from server.sparql.binding import bind
from server.sparql.outline import Form

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")

SOURCES: Final = (QueryResultsFormat.JSON, QueryResultsFormat.XML)
"""The formats in which rows may come, the quickest first."""

PROBED: Final = (
    NamedNode("urn:x-krig:probe"),
    Literal('a "b"\n<c>'),
    Literal("값", language="ko"),
    Literal("7", datatype=XSD["integer"]),
)
"""What `probes/rows.rq` answers, before a blank node."""
FORMER: Final = b"typed-literal"
"""How literals with a datatype were told before SPARQL 1.1; clients of today may not know it."""

SECONDS: Final = 10.0
"""How long the engine has for each of these questions."""

NONE: Final[Mapping[str, Bound | None]] = {}

BASE: Final = "urn:x-krig:engine"
"""The base of what an engine says of itself, which is not looked at."""

WAYS: Final[tuple[Pairs, ...]] = ((), (("union-default-graph", "true"),))
"""How all graphs together are asked as the default graph: most engines do, Oxigraph is told to."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do, and which release it holds."""

    passed: frozenset[QueryResultsFormat]
    """The formats that it writes as they are specified: these are passed on as they come."""
    source: QueryResultsFormat
    """The format in which rows are asked for where the wanted one is not passed on."""
    union: Pairs | None
    """The parameters that make all graphs together the default graph; None where none do."""
    release: str | None
    """The release that `krig publish` put there."""

    @property
    def default_is_union(self) -> bool:
        """Tell whether all graphs together are the default graph where nothing is said."""
        return self.union == ()


async def explore(client: Client) -> Capabilities:
    """Return what the engine can do that `client` asks.

    Raises:
        UnansweredError: it does not answer, or in no way that can be read.

    """
    passed = frozenset([form for form in SOURCES if await _writes(client, form)])
    source = next((form for form in SOURCES if form in passed), QueryResultsFormat.XML)
    released = await _rows(client, source, _probe("release", {"published": PUBLISHED}))
    names = [release.value for (release,) in released if isinstance(release, Literal)]
    union = await _union(client, source)
    return Capabilities(passed, source, union, names[0] if names else None)


async def named_graphs(client: Client, source: QueryResultsFormat) -> tuple[str, ...]:
    """Return the names of all named graphs.

    Raises:
        UnansweredError: the engine does not answer.

    """
    rows = await _rows(client, source, _probe("graphs"))
    return tuple(graph.value for (graph,) in rows if isinstance(graph, NamedNode))


async def _writes(client: Client, form: QueryResultsFormat) -> bool:
    """Tell whether the engine writes `form` as it is specified."""
    try:
        rows = await _content(client, form, _probe("rows"))
        truth = await _content(client, form, _probe("truth"))
        return (
            FORMER not in rows
            and all(ENDS[form].search(content) for content in (rows, truth))
            and _is_probed(parse_query_results(rows, form))
            and isinstance(parse_query_results(truth, form), QueryBoolean)
        )
    except (EngineError, EvaluationError, QuerySyntaxError, SyntaxError):
        return False


def _is_probed(answer: QuerySolutions | QueryBoolean) -> bool:
    rows = [tuple(row) for row in answer] if isinstance(answer, QuerySolutions) else []
    return [row[:-1] for row in rows] == [PROBED] and isinstance(rows[0][-1], BlankNode)


async def _union(client: Client, source: QueryResultsFormat) -> Pairs | None:
    """Return how all graphs together are asked as the default graph."""
    if await _says_union(client):
        return ()
    for subject, predicate, thing in await _rows(client, source, _probe("named")):
        terms = {"subject": subject, "predicate": predicate, "object": thing}
        asked = _probe("present", terms)
        for way in WAYS:
            if bool(await _answer(client, source, "ask", (*asked, *way))):
                return way
        return None
    return ()


async def _says_union(client: Client) -> bool:
    """Tell whether the engine describes its default graph as the union of all."""
    with suppress(UnansweredError, SyntaxError):
        deadline = Deadline.after(SECONDS)
        async with client.send(RdfFormat.TURTLE.media_type, None, deadline) as response:
            described = parse(await response.whole(), RdfFormat.TURTLE, base_iri=BASE)
            return any(
                (quad.predicate, quad.object) == (SD["feature"], SD["UnionDefaultGraph"])
                for quad in described
            )
    return False


async def _rows(
    client: Client, source: QueryResultsFormat, pairs: Pairs
) -> list[tuple[Bound | None, ...]]:
    answer = await _answer(client, source, "select", pairs)
    return [tuple(row) for row in answer] if isinstance(answer, QuerySolutions) else []


async def _answer(
    client: Client, source: QueryResultsFormat, form: Form, pairs: Pairs
) -> QuerySolutions | QueryBoolean:
    """Return the answer to a probe of `form`, mended where engines are known to err."""
    content = await _content(client, source, pairs)
    try:
        return read(BytesIO(content.replace(ODD_LABEL, MENDED_LABEL)), source, form)
    except SyntaxError as error:
        raise EngineError(str(error)) from None


async def _content(client: Client, form: QueryResultsFormat, pairs: Pairs) -> bytes:
    """Return what the engine sends as the answer to a probe."""
    async with client.send(form.media_type, pairs, Deadline.after(SECONDS)) as response:
        response.expect(form.media_type)
        return await response.whole()


def _probe(name: str, terms: Mapping[str, Bound | None] = NONE) -> Pairs:
    """Return the query `name` of the folder `probes` with `terms` bound, as it is sent."""
    bound = {Variable(name): term for name, term in terms.items() if term is not None}
    return (("query", bind(_text(name), bound)),)


@cache
def _text(name: str) -> str:
    return (Path(__file__).parent / "probes" / f"{name}.rq").read_text(encoding="utf-8")
