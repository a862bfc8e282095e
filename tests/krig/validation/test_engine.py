"""The engines find the same; the judge tells what the fast one leaves untold."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from pyoxigraph import Literal, NamedNode

from krig.graph import Graph
from krig.validation import Engine, Report, ShapesError, fast, judge, validate
from krig.validation.engine import validate_large
from krig.validation.json import render
from krig.validation.shapes import ShapesGraph
from ontology.namespaces import XSD
from tests.krig.validation.graphs import AGED, quads, shapes_graph

WARNING = AGED.replace("sh:minCount 1", "sh:severity sh:Warning ; sh:minCount 1")

OLDER = '''
ex:o a owl:Ontology ; sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/" ] .
ex:Child a sh:NodeShape ; sh:targetClass ex:Child ; sh:property ex:Child-parent .
ex:Child-parent a sh:PropertyShape ; sh:path ex:parent ; sh:sparql [
  sh:prefixes ex:o ; sh:message "Not older than {?age}."@en , "{?age}살보다 많지 않습니다."@ko ;
  sh:select """SELECT $this ?value ?age WHERE {
    $this $PATH ?value ; ex:age ?age . ?value ex:age ?years FILTER (?years <= ?age)
  }""" ] .
'''

ENGINES: tuple[Engine, ...] = ("auto", "fast", "pyshacl")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the engines that are asked, in order."""
    names: list[str] = []

    def watch(
        engine: ModuleType, name: str, real: Callable[[str | Path, ShapesGraph], str]
    ) -> None:
        def report(data: str | Path, shapes: ShapesGraph) -> str:
            names.append(name)
            return real(data, shapes)

        monkeypatch.setattr(engine, "report", report)

    watch(fast, "fast", fast.report)
    watch(judge, "judge", judge.report)
    return names


def test_where_nothing_is_wrong_the_fast_engine_decides_alone(asked: list[str]) -> None:
    report = validate(quads("ex:ann a ex:Person ; ex:age 7 ."), shapes_graph(AGED))
    assert report == Report()
    assert asked == ["fast"]


def test_what_the_fast_engine_tells_in_full_is_not_asked_twice(asked: list[str]) -> None:
    report = validate(quads("ex:ann a ex:Person ."), shapes_graph(AGED))
    assert not report.conforms
    assert asked == ["fast"]


def test_what_a_query_computes_is_told_by_the_judge(asked: list[str]) -> None:
    family = quads("ex:kim a ex:Child ; ex:age 9 ; ex:parent ex:lee . ex:lee ex:age 8 .")
    computing = (
        OLDER.replace("$this ?value ?age", "$this (?years + 10 AS ?value) ?age")
        .replace("$PATH ?value", "$PATH ?parent")
        .replace("?value ex:age", "?parent ex:age")
    )
    (result,) = validate(family, shapes_graph(computing)).results
    assert result.value == Literal("18", datatype=XSD["integer"])
    assert asked == ["fast", "judge"]


def test_warnings_alone_do_not_call_the_judge(asked: list[str]) -> None:
    report = validate(quads("ex:ann a ex:Person ."), shapes_graph(WARNING))
    assert report.conforms
    assert len(report.results) == 1
    assert asked == ["fast"]


def test_blank_nodes_call_the_judge_who_keeps_their_names(asked: list[str]) -> None:
    report = validate(quads("_:ann a ex:Person ."), shapes_graph(WARNING))
    assert asked == ["fast", "judge"]
    assert report == validate(quads("_:ann a ex:Person ."), shapes_graph(WARNING), "pyshacl")


def test_the_judge_is_asked_of_the_shapes_at_fault_only() -> None:
    lenient = "ex:Other a sh:NodeShape ; sh:targetClass ex:Other ; sh:property ex:Person-age ."
    found = validate(quads("ex:ann a ex:Person ."), shapes_graph(AGED + lenient))
    assert found == validate(quads("ex:ann a ex:Person ."), shapes_graph(AGED), "pyshacl")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_message_that_tells_a_value_keeps_its_language(engine: Engine) -> None:
    family = quads("ex:kim a ex:Child ; ex:age 9 ; ex:parent ex:lee . ex:lee ex:age 8 .")
    (result,) = validate(family, shapes_graph(OLDER), engine).results
    assert result.value == NamedNode("https://example.org/lee")
    assert result.messages == (
        Literal("Not older than 9.", language="en"),
        Literal("9살보다 많지 않습니다.", language="ko"),
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_named_graphs_are_seen_as_one(engine: Engine) -> None:
    graphs = quads("ex:ann a ex:Person .") + quads("ex:ann ex:age 7 .")
    assert validate(graphs, shapes_graph(AGED), engine) == Report()


@pytest.mark.parametrize("engine", ENGINES)
def test_members_of_a_subclass_are_targets(engine: Engine) -> None:
    people = quads("ex:Child rdfs:subClassOf ex:Person . ex:kim a ex:Child .")
    assert not validate(people, shapes_graph(AGED), engine).conforms


@pytest.mark.parametrize("engine", ENGINES)
def test_shapes_that_are_none_are_refused(engine: Engine) -> None:
    broken = OLDER.replace("SELECT $this", "SELCT $this")
    with pytest.raises(ShapesError):
        validate(quads("ex:kim a ex:Child ."), shapes_graph(broken), engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_large_file_is_validated_as_its_quads_are(engine: Engine, tmp_path: Path) -> None:
    family = quads("""
    ex:kim a ex:Child ; ex:age 9 ; ex:parent ex:lee ; rdfs:label "김"@ko ;
      prov:wasDerivedFrom <https://w3id.org/krig/data/people.csv#row=7> .
    ex:lee ex:age 8 ; rdfs:label "Lee"@en .
    """)
    path = tmp_path / "family.nt"
    path.write_text("".join(f"{quad.triple} .\n" for quad in family), encoding="utf-8")
    report = validate_large(path, shapes_graph(OLDER), engine)
    assert len(report.results) == 1
    assert report == validate(family, shapes_graph(OLDER), engine)


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
def test_a_values_clause_is_refused(engine: Engine) -> None:
    """SHACL, section 5.3.1, forbids it."""
    broken = OLDER.replace("?value ex:age ?years", "VALUES ?years { 1 }")
    with pytest.raises(ShapesError):
        validate(quads("ex:kim a ex:Child ."), shapes_graph(broken), engine)


def test_the_same_graph_in_another_order_gives_the_same_bytes(graph: Graph) -> None:
    report = validate(graph.quads())
    other = validate(sorted(graph.quads(), key=lambda quad: str(quad)[::-1]))
    assert other.turtle() == report.turtle()
    assert render(other) == render(report)
