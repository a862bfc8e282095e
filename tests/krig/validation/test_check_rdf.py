"""RDF of any kind is checked against anyone's shapes, each result at its place."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from krig.graph import Graph
from krig.validation import validate
from krig.validation.check_rdf import Against, check, read_catalogue
from krig.validation.findings.finding import Finding, Findings
from krig.validation.rdf_files import Given
from krig.validation.report import Severity
from tests.krig.validation.broken_files import GOOD
from tests.krig.validation.graphs import PREFIXES, quads

HEAD = " ".join(PREFIXES.split("\n")) + "\n"
"""The prefixes, in one line."""

SHAPES = (
    HEAD
    + """ex:PersonShape a sh:NodeShape ; sh:targetClass ex:Person ;
  sh:property [ sh:path ex:age ; sh:minCount 1 ] .
"""
)

DANGLING = """
@prefix krig: <https://w3id.org/krig/def/> .
<https://w3id.org/krig/id/industry/mine> a krig:CoreIndustry ;
  krig:designatedFor <https://w3id.org/krig/id/province/atlantis> .
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the test runs, with `shapes.ttl`."""
    monkeypatch.chdir(tmp_path)
    Path("shapes.ttl").write_text(SHAPES, encoding="utf-8")
    return tmp_path


def against(
    ontology: tuple[Path, ...] = (), graphs: tuple[str, ...] = (), infer: bool | None = None
) -> Against:
    shapes = (Path("shapes.ttl"),)
    return Against(shapes=shapes, ontology=ontology, graphs=graphs, infer=infer)


def turtle(text: str, name: str = "data.ttl") -> Given:
    return Given(name, (HEAD + text).encode())


def only(findings: Findings) -> Finding:
    (finding,) = findings.all
    return finding


def test_a_result_is_told_with_its_shape_and_where_that_is_stated(folder: Path) -> None:
    finding = only(check([turtle("ex:ann a ex:Person .")], against()))
    assert str(finding.location) == "data.ttl:2:1"
    assert finding.rule.id == "ex:PersonShape/ex:age/MinCount"
    assert str(finding.rule.shape) == "shapes.ttl:3:15"


def test_what_two_files_say_is_checked_together_and_placed_in_each(folder: Path) -> None:
    one = turtle("ex:ann ex:age 7 .", "one.ttl")
    two = turtle("ex:ann a ex:Person . ex:bob a ex:Person .", "two.ttl")
    assert str(only(check([one, two], against())).location) == "two.ttl:2:22"


def test_a_folder_of_data_does_not_count_the_shapes_and_the_ontology_in_it(folder: Path) -> None:
    Path("model.ttl").write_text(
        HEAD + "ex:Child rdfs:subClassOf ex:Person . ex:eve a ex:Person .", encoding="utf-8"
    )
    Path("data.ttl").write_text(HEAD + "ex:kim a ex:Child .", encoding="utf-8")
    Path(".hidden").mkdir()
    Path(".hidden/old.ttl").write_text("no turtle", encoding="utf-8")
    found = check([Path()], against((Path("model.ttl"),)))
    assert {str(each.result and each.result.focus_node) for each in found.all} == {
        "<https://example.org/kim>",
        "<https://example.org/eve>",
    }
    assert found.texts.keys() == {"data.ttl"}


def test_superclasses_of_the_ontology_are_known_and_more_only_where_it_is_wanted(
    folder: Path,
) -> None:
    Path("model.ttl").write_text(HEAD + "ex:parent rdfs:range ex:Person .", encoding="utf-8")
    data = turtle("ex:kim ex:parent ex:lee .")
    model = (Path("model.ttl"),)
    assert check([data], against(model)).all == ()
    finding = only(check([data], against(model, infer=True)))
    assert str(finding.location) == "data.ttl:2:18"


def test_a_graph_is_checked_alone_where_it_is_named(folder: Path) -> None:
    trig = turtle("ex:one { ex:ann a ex:Person } ex:two { ex:bob a ex:Person }", "data.trig")
    assert len(check([trig], against()).all) == 2
    for graph, place in (("one", "data.trig:2:10"), ("two", "data.trig:2:40")):
        found = check([trig], against(graphs=(f"https://example.org/{graph}",)))
        assert str(only(found).location) == place
    assert check([trig], against(graphs=("default",))).all == ()


def test_a_place_is_one_of_the_graph_that_is_checked(folder: Path) -> None:
    text = "ex:one { ex:ann ex:name 'Ann' } ex:two { ex:ann a ex:Person }"
    found = check([turtle(text, "data.trig")], against(graphs=("https://example.org/two",)))
    assert str(only(found).location) == "data.trig:2:42"


def test_quads_in_memory_have_no_place(folder: Path) -> None:
    finding = only(check((), against(), quads("ex:ann a ex:Person .")))
    assert finding.location is None


def test_a_file_that_cannot_be_read_is_a_finding_and_nothing_is_checked(folder: Path) -> None:
    found = check([turtle("ex:ann a ex:Person ."), turtle("ex:ann a", "bad.ttl")], against())
    assert not found.ran
    assert not found.conforms
    assert only(found).rule.id == "file/syntax"
    assert str(only(found).location).startswith("bad.ttl:")


def test_shapes_that_cannot_be_read_are_a_finding_too(folder: Path) -> None:
    Path("shapes.ttl").write_text("ex:PersonShape a", encoding="utf-8")
    found = check([turtle("ex:ann a ex:Person .")], against())
    assert str(only(found).location) == "shapes.ttl:1:1"


def test_shapes_that_are_about_nothing_in_the_data_are_told(folder: Path) -> None:
    assert check([turtle("ex:ann a ex:Human .")], against()).vacuous
    assert not check([turtle("ex:ann a ex:Person ; ex:age 1 .")], against()).vacuous


def test_a_shape_s_own_severity_is_kept(folder: Path) -> None:
    Path("shapes.ttl").write_text(
        SHAPES.replace("sh:minCount 1", "sh:minCount 1 ; sh:severity sh:Info"), encoding="utf-8"
    )
    found = check([turtle("ex:ann a ex:Person .")], against())
    assert only(found).severity is Severity.INFO
    assert found.conforms


def test_without_shapes_those_of_krig_are_meant_with_its_ontology() -> None:
    text = """
    <https://w3id.org/krig/id/industry/mine> a <https://w3id.org/krig/def/CoreIndustry> .
    """
    found = check([Given("mine.ttl", text.encode())], Against())
    assert {each.rule.id for each in found.all} >= {"shape:FlagshipIndustry-designatedIn/MinCount"}
    assert {each.location and each.location.file for each in found.all} == {"mine.ttl"}


def test_a_catalogue_is_called_by_the_prefixes_of_its_files() -> None:
    catalogue = read_catalogue([GOOD / "shapes.ttl"])
    names = [catalogue.name(each) for each in catalogue.shapes()]
    assert names == ["ex:BookShape", "ex:LoanShape", "ex:PersonShape"]


def test_a_dump_of_the_graph_conforms_as_the_graph_does(tmp_path: Path, graph: Graph) -> None:
    path = tmp_path / "graph.nq"
    serialize(graph.quads(), path, format=RdfFormat.N_QUADS)
    found, expected = check([path], Against()), validate(graph.quads())
    for severity in Severity:
        told = [each for each in found.all if each.severity == severity]
        assert len(told) == expected.count(severity)
    assert {each.location.file for each in found.all if each.location} == {path.as_posix()}


def test_what_a_file_only_mentions_is_known_for_what_it_must_be_and_missed() -> None:
    given = Given("industry.ttl", DANGLING.encode())
    rules = {
        each.rule.id for each in check([given], Against()).all if "atlantis" in str(each.result)
    }
    assert "shape:Fact-row/MinCount" in rules
