"""What the servers are asked: the queries of each workload, a line each, as addresses hold them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice, product
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Store, Variable

from bench.things import thing
from krig.queries import Bound, Parameter, SavedQuery, bind, saved_queries
from ontology.namespaces import PREFIXES, RDF, XSD
from server.sparql.binding import bind as bind_in_text

FOLDER: Final = Path(__file__).parent / "queries"
SEED: Final = 2026

MARK: Final = NamedNode("urn:x-krig:mark")
"""Stands for a term where the same query is asked of many."""

MOST: Final = 60
"""How many ways to ask one saved query there are, at most."""
SMALLEST: Final = (0, 3, 8)
"""The sizes of firms among which aggregates are taken: each makes another query."""


def lookups(firms: int) -> Iterator[str]:
    """Yield queries about single firms, each another, in an order that says nothing."""
    templates = [_bound(path, firm=MARK) for path in sorted((FOLDER / "lookups").glob("*.rq"))]
    asked = list(product(range(firms), range(len(templates))))
    Random(SEED).shuffle(asked)
    encoded = [quote(template, safe="") for template in templates]
    mark = quote(str(MARK), safe="")
    for number, template in asked:
        yield encoded[template].replace(mark, quote(thing("firm", number), safe=""))


def saved(store: Store, number: int) -> Iterator[str]:
    """Yield `number` saved queries with parameters from `store`, drawn by a Zipf law.

    The commonest is asked as often as the second twice, the third thrice, and so on: so real logs
    are said to be.
    """
    draw = Random(SEED)
    asked = [quote(text, safe="") for query in saved_queries() for text in _varied(store, query)]
    draw.shuffle(asked)
    weights = list(accumulate(1 / rank for rank in range(1, len(asked) + 1)))
    yield from draw.choices(asked, cum_weights=weights, k=number)


def aggregates() -> Mapping[str, Sequence[str]]:
    """Return the aggregates by name, each over firms of several sizes."""
    return {
        path.stem: [quote(_bound(path, least=_integer(least)), safe="") for least in SMALLEST]
        for path in sorted((FOLDER / "aggregates").glob("*.rq"))
    }


def endless(number: int) -> Iterator[str]:
    """Yield queries that no server ends, each another."""
    for each in range(number):
        yield quote(_bound(FOLDER / "endless.rq", number=_integer(each)), safe="")


def pages(rows: int, number: int) -> Iterator[str]:
    """Yield queries for pages of so many rows, each another."""
    text = (FOLDER / "page.rq").read_text(encoding="utf-8")
    for each in range(number):
        yield quote(f"{text}LIMIT {rows + each}", safe="")


def _bound(path: Path, **terms: Bound) -> str:
    text = path.read_text(encoding="utf-8")
    return bind_in_text(text, {Variable(name): term for name, term in terms.items()})


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD["integer"])


def _varied(store: Store, query: SavedQuery) -> Iterator[str]:
    """Yield the text of a saved query with values of its parameters, `MOST` at most."""
    parameters = query.head.parameters
    for values in islice(product(*(_values(store, each) for each in parameters)), MOST):
        given = {each.name: value for each, value in zip(parameters, values, strict=True)}
        yield bind_in_text(query.text, bind(query, given))


def _values(store: Store, parameter: Parameter) -> list[str]:
    """Return the values that a parameter may have: the members of its class, or its default."""
    if parameter.among is None:
        return [parameter.default]
    prefix, _, name = parameter.among.partition(":")
    members = store.quads_for_pattern(None, RDF["type"], PREFIXES[prefix][name], None)
    return sorted({each.subject.value for each in members if isinstance(each.subject, NamedNode)})
