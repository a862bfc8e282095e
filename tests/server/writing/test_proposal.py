"""A write is checked where it bears on the graph, and judged as if all of that were checked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from krig.graph import Graph
from krig.revisions import Delta, Revisions
from krig.revisions.provenance import stated
from krig.validation import ShapesGraph, fast, validate
from ontology.namespaces import KRIG, RDFS
from server.writing import Update, Write
from server.writing.faults import InvalidError
from server.writing.proposal import SMALL, checked, propose

LABELLED = """INSERT DATA { GRAPH <http://e/g> {
  <http://e/s> <http://www.w3.org/2000/01/rdf-schema#label> "하나"@ko } }"""
NAMELESS = f"""INSERT DATA {{ GRAPH <http://e/g> {{ <http://e/f> a {KRIG["Firm"]} }} }}"""


@pytest.fixture
def whole(graph: Graph) -> Store:
    """The whole graph, to be changed."""
    store = Store()
    store.bulk_extend(graph.quads())
    return store


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many characters of data the engine has been given, each time."""
    sizes: list[int] = []
    real = fast.report

    def report(data: str | Path, shapes: ShapesGraph) -> str:
        sizes.append(len(data) if isinstance(data, str) else data.stat().st_size)
        return real(data, shapes)

    monkeypatch.setattr(fast, "report", report)
    return sizes


def changes(store: Store) -> Iterator[Delta]:
    """Changes of a few quads: some go, and one gets another subject."""
    present = sorted(store, key=str)
    own = [quad for quad in present if Delta(frozenset([quad])) == stated(Delta(frozenset([quad])))]
    for number in range(8):
        step = len(own) // (1 + number % 3)
        gone = own[number * 1009 % step :: step] if number % 4 else []
        one, other = own[number * 2003], own[-number * 1013 - 1]
        come = {Quad(one.subject, other.predicate, other.object, one.graph_name)}
        yield Delta(frozenset(come - set(present)), frozenset(gone))


def test_after_any_small_change_the_verdict_is_that_of_full_validation(whole: Store) -> None:
    conforming = set[bool]()
    for delta in changes(whole):
        delta.apply(whole)
        found, full = checked(whole, delta), validate(whole)
        assert found.conforms == full.conforms
        assert set(found.results) <= set(full.results)
        told = {each for each in full.results if each.severity == "violation"}
        assert told <= set(found.results)
        conforming.add(full.conforms)
        delta.inverse().apply(whole)
    assert conforming == {True, False}, "some changes break the shapes, others do not"


def test_of_a_large_graph_a_small_write_looks_at_little(
    whole: Store, tmp_path: Path, seen: list[int]
) -> None:
    write = Write(action=Update(text=LABELLED), who="kim", why="because")
    proposal = propose(whole, Revisions(tmp_path), write)
    assert proposal.head.added == 1
    assert sum(seen) < 5000


def test_a_small_write_that_breaks_the_shapes_is_refused(whole: Store, tmp_path: Path) -> None:
    write = Write(action=Update(text=NAMELESS), who="kim", why="because")
    with pytest.raises(InvalidError) as raised:
        propose(whole, Revisions(tmp_path), write)
    assert "http://e/f" in raised.value.verdict.turtle


def test_after_a_large_change_all_is_checked(whole: Store, seen: list[int]) -> None:
    label, graph = RDFS["label"], NamedNode("http://e/g")
    number = len(whole) // (SMALL - 10)
    added = frozenset(
        Quad(NamedNode(f"http://e/{n}"), label, Literal("x", language="ko"), graph)
        for n in range(number)
    )
    delta = Delta(added)
    delta.apply(whole)
    assert checked(whole, delta).conforms
    assert sum(seen) > 1_000_000


def test_what_changes_nothing_is_not_checked(whole: Store, seen: list[int]) -> None:
    assert checked(whole, Delta()).results == ()
    assert seen == []
