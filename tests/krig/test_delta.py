"""Changes add up, and can be taken back."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store

from krig.delta import Delta, chained
from tests.krig.revisions.histories import GRAPH, quad

states = st.sets(st.integers(0, 8).map(quad))


@given(st.lists(states, min_size=1))
def test_changes_one_after_the_other_lead_from_the_first_state_to_the_last(
    passed: list[set[Quad]],
) -> None:
    steps = [Delta.between(one, other) for one, other in pairwise(passed)]
    assert chained(steps) == Delta.between(passed[0], passed[-1])


@given(states, states)
def test_a_change_and_its_inverse_change_nothing(before: set[Quad], after: set[Quad]) -> None:
    delta = Delta.between(before, after)
    assert not delta.then(delta.inverse())
    assert bool(delta) == (before != after)


@given(states, states)
def test_a_change_applied_to_a_store_leads_to_what_it_leads_to(
    before: set[Quad], after: set[Quad]
) -> None:
    store = Store()
    store.extend(before)
    Delta.between(before, after).apply(store)
    assert set(store) == after


def test_a_graph_without_quads_is_no_longer_there() -> None:
    store = Store()
    store.extend([quad(1), quad(2, graph=NamedNode("http://a/other"))])
    Delta(removed=frozenset([quad(1)])).apply(store)
    assert not store.contains_named_graph(GRAPH)
    assert [name.value for name in store.named_graphs()] == ["http://a/other"]
