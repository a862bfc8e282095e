"""After every change, what is inferred and counted is what follows from what is stated then."""

from collections.abc import Iterable

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from krig.graph import Graph, count
from krig.reasoning import infer
from krig.revisions import Delta, KeptGraphError
from krig.revisions.consequences import derive
from krig.revisions.provenance import KEPT, PROVENANCE, stated
from ontology.namespaces import COUNTED, GRAPH, ID, INFERRED, KRIG, RDF, RDFS

BUSAN, REGIONS = ID["province/busan"], GRAPH["regions"]
NEW = NamedNode("https://example.org/new")


@pytest.fixture
def changing(graph: Graph) -> Store:
    """The whole graph, to be changed."""
    store = Store()
    store.bulk_extend(graph.quads())
    return store


def changed(store: Store, added: Iterable[Quad] = (), removed: Iterable[Quad] = ()) -> Delta:
    """Change `store`, and what follows; return all that has changed."""
    delta = Delta(frozenset(added), frozenset(removed))
    before = frozenset(store)
    delta.apply(store)
    derived = derive(store, delta)
    assert Delta.between(before, frozenset(store)) == derived
    return derived


def assert_consistent(store: Store) -> None:
    told = [quad for quad in store if quad.graph_name not in KEPT]
    following = infer(told)
    assert {quad for quad in store if quad.graph_name == INFERRED} == set(following)
    again = Store()
    again.bulk_extend((*told, *following))
    assert {quad for quad in store if quad.graph_name == COUNTED} == set(count(again))


def some(graph: Graph, predicate: NamedNode) -> Quad:
    return next(quad for quad in graph.facts if quad.predicate == predicate)


def test_a_new_thing_is_reasoned_about(changing: Store) -> None:
    inside = Quad(NEW, KRIG["within"], BUSAN, REGIONS)
    derived = changed(changing, [Quad(NEW, RDF["type"], KRIG["District"], REGIONS), inside])
    entailed = {(each.subject, each.predicate) for each in derived.added - {inside}}
    assert (BUSAN, KRIG["contains"]) in entailed
    assert_consistent(changing)


def test_what_followed_from_what_has_gone_goes_too(changing: Store, graph: Graph) -> None:
    gone = some(graph, KRIG["within"])
    derived = changed(changing, removed=[gone])
    assert KRIG["contains"] in {each.predicate for each in derived.removed}
    assert_consistent(changing)


def test_what_was_inferred_and_is_stated_now_is_no_longer_inferred(
    changing: Store, graph: Graph
) -> None:
    inferred = next(quad for quad in graph.inferred if quad.predicate == KRIG["contains"])
    derived = changed(changing, [Quad(*inferred.triple, REGIONS)])
    assert inferred in derived.removed
    assert_consistent(changing)


def test_a_correction_of_a_label_changes_nothing_else(changing: Store, graph: Graph) -> None:
    old = some(graph, RDFS["label"])
    new = Quad(old.subject, old.predicate, Literal("다른 이름", language="ko"), old.graph_name)
    assert changed(changing, [new], [old]) == Delta(frozenset([new]), frozenset([old]))
    assert_consistent(changing)


def test_what_is_counted_is_counted_again(changing: Store, graph: Graph) -> None:
    excluded = [quad for quad in graph.facts if quad.object == KRIG["Excluded"]]
    derived = changed(changing, removed=excluded[:1])
    counted = {each.object for each in derived.added if each.graph_name == COUNTED}
    assert Literal(len(excluded) - 1) in counted
    assert_consistent(changing)


def test_changes_here_and_there_leave_what_follows_in_order(changing: Store, graph: Graph) -> None:
    first, second = graph.facts[7::1999], graph.facts[11::1997]
    changed(changing, removed=first)
    assert_consistent(changing)
    changed(changing, first[:10], [quad for quad in second if quad not in first])
    assert_consistent(changing)


@pytest.mark.parametrize("graph_name", sorted(KEPT, key=str), ids=lambda name: name.value[-9:])
def test_nobody_puts_anything_into_the_graphs_that_krig_keeps(
    changing: Store, graph_name: NamedNode
) -> None:
    delta = Delta(frozenset([Quad(NEW, RDFS["label"], Literal("x"), graph_name)]))
    delta.apply(changing)
    with pytest.raises(KeptGraphError, match=graph_name.value):
        derive(changing, delta)


def test_who_clears_everything_leaves_the_log_of_edits(changing: Store) -> None:
    logged = Quad(ID["edit/1"], RDF["type"], NEW, PROVENANCE)
    changing.add(logged)
    delta = Delta(removed=frozenset(changing))
    changing.clear()
    derived = derive(changing, delta)
    assert set(changing) == {logged}
    assert derived.removed == delta.removed - {logged}


def test_what_is_inferred_cannot_be_taken_out(changing: Store, graph: Graph) -> None:
    delta = Delta(removed=frozenset(graph.inferred[:1]))
    delta.apply(changing)
    with pytest.raises(KeptGraphError, match="inferred"):
        derive(changing, delta)


def test_who_takes_out_what_is_inferred_beside_other_things_changes_these(
    changing: Store, graph: Graph
) -> None:
    label = some(graph, RDFS["label"])
    derived = changed(changing, removed=[label, graph.inferred[0]])
    assert stated(derived) == derived == Delta(removed=frozenset([label]))
    assert_consistent(changing)
