"""What the servers are asked is SPARQL, and as varied as it is said to be."""

from collections import Counter
from itertools import islice
from urllib.parse import unquote

from pyoxigraph import QuerySolutions, RdfFormat, Store

from bench import asking
from bench.registry import Registry
from krig.queries import saved_queries

FIRMS = 300


def registry() -> Store:
    store = Store()
    store.load("".join(Registry(FIRMS).lines()).encode(), RdfFormat.N_QUADS)
    return store


def rows(store: Store, query: str) -> int:
    answer = store.query(unquote(query), use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    return sum(1 for _ in answer)


def test_no_two_look_ups_are_the_same() -> None:
    queries = list(asking.lookups(FIRMS))
    assert len(set(queries)) == len(queries) == 3 * FIRMS


def test_look_ups_find_something() -> None:
    store = registry()
    found = [rows(store, query) for query in islice(asking.lookups(FIRMS), 60)]
    assert sum(map(bool, found)) > len(found) / 2


def test_every_aggregate_has_rows_and_variants() -> None:
    store = registry()
    for name, variants in asking.aggregates().items():
        assert len(set(variants)) == len(asking.SMALLEST), name
        assert rows(store, variants[0]), name


def test_saved_queries_are_drawn_by_a_zipf_law(store: Store) -> None:
    drawn = Counter(asking.saved(store, 20_000))
    ranked = [number for _, number in drawn.most_common(8)]
    assert len(drawn) > len(saved_queries())
    assert ranked[0] > 1.5 * ranked[1] > 1.5 * ranked[3] > 1.5 * ranked[7]


def test_the_same_queries_are_drawn_each_time(store: Store) -> None:
    assert list(asking.saved(store, 50)) == list(asking.saved(store, 50))


def test_saved_queries_can_be_asked(store: Store) -> None:
    for query in set(asking.saved(store, 40)):
        assert rows(store, query) >= 0


def test_no_two_queries_without_end_are_the_same() -> None:
    assert len(set(asking.endless(100))) == 100
