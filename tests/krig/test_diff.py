"""What changed between two states of the graph, in facts."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from krig.diff import Change, changes, facts, labels
from ontology.namespaces import DATA, GRAPH, ID, KRIG, PROV, RDFS

BUSAN, JEJU = ID["province/busan"], ID["province/jeju"]
REGIONS = GRAPH["regions"]


def label(thing: NamedNode, text: str, graph: NamedNode = REGIONS, language: str = "ko") -> Quad:
    return Quad(thing, RDFS["label"], Literal(text, language=language), graph)


def between(before: list[Quad], after: list[Quad]) -> list[Change]:
    return list(changes(facts(before), facts(after)))


def test_the_same_facts_are_no_change() -> None:
    assert between([label(BUSAN, "부산")], [label(BUSAN, "부산")]) == []


def test_a_thing_comes_and_another_goes() -> None:
    removed, added = between([label(BUSAN, "부산")], [label(JEJU, "제주")])
    assert (removed.thing, removed.kind, removed.come) == (BUSAN, "removed", frozenset())
    assert (added.thing, added.kind, added.gone) == (JEJU, "added", frozenset())


def test_a_value_that_changes_is_told_as_what_went_and_what_came() -> None:
    (change,) = between([label(BUSAN, "부산")], [label(BUSAN, "부산광역시")])
    assert change.kind == "changed"
    assert change.gone == {(RDFS["label"], Literal("부산", language="ko"))}
    assert change.come == {(RDFS["label"], Literal("부산광역시", language="ko"))}


def test_a_row_that_moves_changes_nothing() -> None:
    rows = [DATA[f"regions.csv#row={number}"] for number in (2, 3)]
    states = [
        [label(BUSAN, "부산"), Quad(BUSAN, PROV["wasDerivedFrom"], row, REGIONS)] for row in rows
    ]
    assert between(*states) == []


def test_what_is_inferred_or_counted_or_of_the_ontology_is_no_fact() -> None:
    for name in ("inferred", "counted", "ontology"):
        assert between([], [Quad(BUSAN, KRIG["value"], Literal("1"), GRAPH[name])]) == []


def test_a_label_is_in_the_language_that_is_asked_for_or_else_in_the_other() -> None:
    quads = [label(BUSAN, "부산"), label(BUSAN, "Busan", language="en"), label(JEJU, "제주")]
    assert labels(quads, "en") == {BUSAN: "Busan", JEJU: "제주"}


QUADS = st.lists(
    st.builds(
        Quad,
        st.sampled_from([BUSAN, JEJU]),
        st.sampled_from([KRIG["value"], KRIG["within"]]),
        st.sampled_from([Literal("1"), Literal("2"), BUSAN]),
        st.just(REGIONS),
    )
)


@given(QUADS, QUADS)
def test_changes_applied_to_the_earlier_state_give_the_later(
    before: list[Quad], after: list[Quad]
) -> None:
    state = facts(before)
    for change in changes(state.copy(), facts(after)):
        said = (state.get(change.thing, frozenset()) - change.gone) | change.come
        state[change.thing] = said
    assert {thing: said for thing, said in state.items() if said} == facts(after)
