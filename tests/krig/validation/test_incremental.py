"""After a change, what it can bear on is checked again; the report is that of all."""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import NamedNode, Quad, Store

from krig.graph import Graph
from krig.validation import Report, ShapesGraph, fast, validate
from krig.validation.incremental import Checked
from krig.validation.json import render
from tests.krig.validation.generated import Change, changes, graphs, shapes_graphs
from tests.krig.validation.graphs import AGED, quads, shapes_graph

HUNDREDS: Final = "\n".join(f"ex:n{n} a ex:Person ; ex:age {n} ." for n in range(500))

LINKED = """
ex:Linked a sh:NodeShape ; sh:targetClass ex:Person ; sh:property
  [ sh:path ex:knows ; sh:class ex:Adult ] ,
  [ sh:path [ sh:inversePath ex:employs ] ; sh:maxCount 1 ] ,
  [ sh:path ex:lives ; sh:node [ sh:property [ sh:path ex:in ; sh:minCount 1 ] ] ] ,
  [ sh:path ex:owns ; sh:qualifiedValueShape [ sh:class ex:House ] ; sh:qualifiedMaxCount 1 ] ,
  [ sh:path ex:likes ; sh:property [ sh:path ex:age ; sh:minCount 1 ] ] .
"""

AGREEING = '''
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/" ] .
ex:Agreeing a sh:NodeShape ; sh:targetClass ex:Person ; sh:sparql [
  sh:prefixes ex: ; sh:message "Somebody {?other} has that number too." ;
  sh:select """SELECT $this ?value ?other WHERE {
    $this ex:number ?value . ?other ex:number ?value FILTER (?other != $this)
    FILTER NOT EXISTS { ?other ex:left ?day }
  }""" ] .
'''


def store_of(turtle: str) -> Store:
    store = Store()
    store.extend(quads(turtle))
    return store


def changed(
    store: Store, checked: Checked, added: str = "", removed: str = ""
) -> tuple[Checked, Report]:
    """What is found after a change, and what full validation finds."""
    coming, going = quads(added), quads(removed)
    store.extend(coming)
    for quad in going:
        store.remove(quad)
    return checked.after(store, coming, going), validate(store, checked.shapes)


@pytest.mark.parametrize(
    ("shapes", "data", "added", "removed"),
    [
        pytest.param(AGED, "ex:a a ex:Person .", "ex:a ex:age 1 .", "", id="a value"),
        pytest.param(
            AGED, "ex:a a ex:Child .", "ex:Child rdfs:subClassOf ex:Person .", "", id="a superclass"
        ),
        pytest.param(AGED, "ex:a a ex:Person .", "", "ex:a a ex:Person .", id="a target less"),
        pytest.param(AGED, "_:a a ex:Person .", "_:a ex:age 1 .", "", id="a value of a blank node"),
        pytest.param(
            LINKED,
            "ex:a a ex:Person ; ex:knows ex:b .",
            "ex:b a ex:Adult .",
            "",
            id="the class of a value",
        ),
        pytest.param(
            LINKED,
            "ex:a a ex:Person ; ex:knows ex:b . ex:b a ex:Old .",
            "ex:Old rdfs:subClassOf ex:Adult .",
            "",
            id="a superclass of the class of a value",
        ),
        pytest.param(
            LINKED,
            "ex:a a ex:Person . ex:f ex:employs ex:a .",
            "ex:g ex:employs ex:a .",
            "",
            id="an inverse path",
        ),
        pytest.param(
            LINKED,
            "ex:a a ex:Person ; ex:lives ex:h . ex:h ex:in ex:t .",
            "",
            "ex:h ex:in ex:t .",
            id="a node reference",
        ),
        pytest.param(
            LINKED,
            "ex:a a ex:Person ; ex:owns ex:h , ex:i . ex:h a ex:House .",
            "ex:i a ex:House .",
            "",
            id="a qualified value",
        ),
        pytest.param(
            LINKED,
            "ex:a a ex:Person ; ex:likes ex:b .",
            "",
            "ex:a ex:likes ex:b .",
            id="a node only led to",
        ),
        pytest.param(
            AGREEING,
            "ex:a a ex:Person ; ex:number 1 .",
            "ex:b ex:number 1 .",
            "",
            id="what a query matches",
        ),
        pytest.param(
            AGREEING,
            "ex:a a ex:Person ; ex:number 1 . ex:b ex:number 1 .",
            "ex:b ex:left 7 .",
            "",
            id="what a query must not match",
        ),
        pytest.param(AGED, "ex:a a ex:Person .", 'ex:a rdfs:label "에이"@ko .', "", id="a label"),
    ],
)
def test_what_a_change_bears_on_is_checked_again(
    shapes: str, data: str, added: str, removed: str
) -> None:
    store = store_of(data)
    before = Checked.of(store, shapes_graph(shapes))
    after, full = changed(store, before, added, removed)
    assert after.report() == full
    assert after.report() != before.report()


def test_of_hundreds_only_the_changed_one_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_of(HUNDREDS)
    checked = Checked.of(store, shapes_graph(AGED))
    seen: list[str] = []
    real = fast.report

    def report(data: str | Path, shapes: ShapesGraph) -> str:
        seen.append(str(data))
        return real(data, shapes)

    monkeypatch.setattr(fast, "report", report)
    after = checked.after(store, quads("ex:n7 ex:age 8 ."), ())
    assert not seen, "what the store does not hold is no change"
    store.extend(quads("ex:n7 ex:age 8 ."))
    after = checked.after(store, quads("ex:n7 ex:age 8 ."), ())
    (data,) = seen
    assert "/n7>" in data
    assert "/n8>" not in data
    assert after.report() == checked.report() == Report()


def test_a_change_that_is_tried_leaves_what_was_found_as_it_was() -> None:
    store = store_of("ex:ann a ex:Person ; ex:age 7 .")
    checked = Checked.of(store, shapes_graph(AGED))
    tried, full = changed(store, checked, removed="ex:ann ex:age 7 .")
    assert tried.report() == full != Report()
    assert checked.report() == Report()


def test_a_triple_that_stands_in_another_graph_too_is_not_gone() -> None:
    store = store_of("ex:ann a ex:Person ; ex:age 7 .")
    (aged,) = quads("ex:ann ex:age 7 .")
    other = Quad(*aged.triple, NamedNode("https://example.org/graph"))
    store.add(other)
    checked = Checked.of(store, shapes_graph(AGED))
    store.remove(other)
    assert checked.after(store, (), [other]).report() == Report()


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(shapes_graphs(with_queries=True), graphs, changes)
def test_after_any_changes_the_report_is_that_of_full_validation(
    shapes: str, graph: list[str], told: list[Change]
) -> None:
    asked, store = shapes_graph(shapes), store_of("\n".join(graph))
    checked = Checked.of(store, asked)
    for coming, going in told:
        present = sorted(store, key=str)
        added = quads("\n".join(coming))
        removed = [present[number % len(present)] for number in going if present]
        for quad in removed:
            store.remove(quad)
        store.extend(added)
        checked = checked.after(store, added, removed)
        assert checked.report() == validate(store, asked)


def test_after_changes_of_our_own_graph_the_report_is_that_of_full_validation(
    graph: Graph,
) -> None:
    store = Store()
    store.bulk_extend(graph.quads())
    checked = Checked.of(store)
    assert render(checked.report()) == render(validate(store))
    present = sorted(store, key=str)
    for number in range(3):
        removed = present[number * 97 :: 4001]
        one, other = present[number * 1009], present[-number * 1013 - 1]
        added = [Quad(one.subject, other.predicate, other.object, one.graph_name)]
        for quad in removed:
            store.remove(quad)
        store.extend(added)
        checked = checked.after(store, added, removed)
        assert render(checked.report()) == render(validate(store))
