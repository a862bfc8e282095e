"""RDF files are validated as the tables are: in the light of the ontology."""

from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from krig.graph import Graph
from krig.validation import Place, Severity, validate
from krig.validation.files import validate_files
from krig.validation.shapes import SHAPE
from tests.krig.validation.graphs import AGED, shapes_graph

DANGLING = """
@prefix krig: <https://w3id.org/krig/def/> .
<https://w3id.org/krig/id/industry/mine> a krig:CoreIndustry ;
  krig:designatedFor <https://w3id.org/krig/id/province/atlantis> .
"""


def test_a_dump_of_the_graph_conforms_as_the_graph_does(tmp_path: Path, graph: Graph) -> None:
    path = tmp_path / "graph.nq"
    serialize(graph.quads(), path, format=RdfFormat.N_QUADS)
    report = validate_files([path])
    expected = validate(graph.quads())
    for severity in Severity:
        assert report.count(severity) == expected.count(severity)
    assert {result.place for result in report.results} == {Place(path.as_posix())}


def test_what_a_file_only_mentions_is_known_for_what_it_must_be_and_missed(tmp_path: Path) -> None:
    path = tmp_path / "industry.ttl"
    path.write_text(DANGLING, encoding="utf-8")
    results = validate_files([path]).results
    atlantis = [each for each in results if str(each.focus_node).endswith("atlantis>")]
    assert SHAPE["Fact-row"] in {result.source_shape for result in atlantis}


def test_other_shapes_may_be_given(tmp_path: Path) -> None:
    path = tmp_path / "people.ttl"
    path.write_text("<https://example.org/ann> a <https://example.org/Person> .", encoding="utf-8")
    (result,) = validate_files([path], shapes_graph(AGED)).results
    assert result.place == Place(path.as_posix())
