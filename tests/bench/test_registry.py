"""The synthetic registry: the same each time, as large as one likes, and broken as told."""

from collections import Counter
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from bench.breaches import BREACHES
from bench.registry import Registry, TooFewFirmsError
from bench.things import DISTRICTS, REGISTRY
from ontology.namespaces import GRAPH, ID, KRIG, RDF

SHAPES = Path(__file__).parents[2] / "bench" / "shapes" / "registry.ttl"
FEW = DISTRICTS + 4 * len(BREACHES)


def reported(registry: Registry) -> Counter[tuple[str, str]]:
    """How often which constraint of which shape is broken, as pySHACL reports it."""
    data = Graph().parse(data="".join(registry.lines(graph=False)), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=str(SHAPES))
    assert isinstance(report, Graph)
    return Counter(
        (str(report.value(each, SH.sourceShape)), str(report.value(each, constraint)))
        for each in report.objects(None, SH.result)
        for constraint in [URIRef(f"{SH}sourceConstraintComponent")]
    )


def test_it_is_the_same_for_the_same_seed() -> None:
    assert list(Registry(FEW, 2).lines()) == list(Registry(FEW, 2).lines())
    assert list(Registry(FEW, 2).lines()) != list(Registry(FEW, 2, seed=1).lines())


@pytest.mark.parametrize(("firms", "triples"), [(20_000, 130_000), (200_000, 1_260_000)])
def test_it_has_about_as_many_triples_as_the_benchmarks_name(firms: int, triples: int) -> None:
    number = sum(1 for _ in Registry(firms).lines())
    assert abs(number - triples) < triples * 0.05


def test_it_is_written_as_n_quads_in_a_graph_of_its_own_or_as_n_triples(tmp_path: Path) -> None:
    for name, form in (("r.nq", RdfFormat.N_QUADS), ("r.nt", RdfFormat.N_TRIPLES)):
        Registry(FEW).write(tmp_path / name)
        quads = list(parse(path=tmp_path / name, format=form))
        graphs = {str(quad.graph_name) for quad in quads}
        assert graphs == ({f"<{REGISTRY.iri}graph>"} if name == "r.nq" else {"DEFAULT"})
        assert len(quads) == sum(1 for _ in Registry(FEW).lines())


def test_it_speaks_of_nothing_that_is_a_fact() -> None:
    store = Store()
    store.load("".join(Registry(FEW, 2).lines()).encode(), RdfFormat.N_QUADS)
    for quad in store:
        assert quad.subject.value.startswith(REGISTRY.iri)
        for term in (quad.object, quad.graph_name):
            assert not (isinstance(term, NamedNode) and (term in ID or term in GRAPH))


def test_it_speaks_the_vocabulary_of_the_ontology() -> None:
    store = Store()
    store.load("".join(Registry(FEW).lines()).encode(), RdfFormat.N_QUADS)
    classes = {quad.object for quad in store.quads_for_pattern(None, RDF["type"], None, None)}
    names = ("Firm", "District", "Province", "AnchorRole")
    assert classes == {KRIG[name] for name in names}


def test_without_breaches_it_keeps_all_shapes() -> None:
    assert reported(Registry(FEW)) == Counter()


def test_each_breach_gives_one_result_of_the_constraint_that_it_names() -> None:
    expected = Counter((breach.source_shape.value, breach.constraint.value) for breach in BREACHES)
    assert len(expected) == len(BREACHES)
    found = reported(Registry(FEW, each=2))
    assert found == Counter(dict.fromkeys(expected, 2))


def test_more_breaches_than_firms_are_refused() -> None:
    with pytest.raises(TooFewFirmsError):
        list(Registry(DISTRICTS + 3, each=1).lines())
