"""What shapes read is known, so that as little as tells is looked at."""

import pytest
from pyoxigraph import NamedNode

from krig.validation.excerpt import excerpt
from krig.validation.footprint import footprint
from krig.validation.shapes import krig_shapes
from krig.validation.views import QuadsView
from tests.krig.validation.graphs import AGED, quads, shapes_graph

PREFIXED = 'ex: sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/" ] .'


def asking(query: str) -> str:
    return f"""{PREFIXED}
    ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:sparql [ sh:prefixes ex: ;
      sh:select "SELECT $this ?value WHERE {{ {query} }}" ] ."""


def read(shapes: str, data: str, node: str) -> set[str]:
    """The triples that are read to check a node, told by local names."""
    view = QuadsView(quads(data))
    focus = NamedNode(f"https://example.org/{node}")
    lines = excerpt(shapes_graph(shapes), view, {focus}).splitlines()
    names = (line.replace("https://example.org/", "").split() for line in lines)
    return {" ".join(each[:3]).replace("<", "").replace(">", "") for each in names}


def test_all_that_the_shapes_of_krig_read_is_known() -> None:
    assert footprint(krig_shapes()).bounded


@pytest.mark.parametrize(
    "query",
    [
        "$this ex:p ?value . OPTIONAL { ?value ex:q ?x } FILTER NOT EXISTS { ?value ex:r ?y }",
        "{ $this ex:p ?value } UNION { ?value (ex:p|^ex:q)+ $this }",
        "$this ?value ?x . ?x a ex:C",
        "?value a ex:C . FILTER NOT EXISTS { $this ex:p ?value }",
    ],
)
def test_what_a_query_reads_is_known_where_paths_lead_to_it(query: str) -> None:
    assert footprint(shapes_graph(asking(query))).bounded


@pytest.mark.parametrize(
    "query",
    [
        "$this ex:p ?value . ?x ex:q ?y",
        "$this ex:p ?value . { SELECT $this ?x { $this ex:q ?x } }",
        "$this ex:p ?value . OPTIONAL { ?x ex:q ?y } ?y ex:r $this",
        "?x ?value $this",
        "$this !ex:p ?value",
    ],
)
def test_what_a_query_reads_is_not_known_where_none_leads(query: str) -> None:
    assert not footprint(shapes_graph(asking(query))).bounded


def test_only_what_bears_on_a_node_is_read() -> None:
    data = "ex:a a ex:Person ; ex:age 1 ; ex:knows ex:b . ex:b a ex:Person ; ex:age 2 ."
    told = read(AGED, data, "a")
    assert any(each.startswith("a age") for each in told)
    assert not any(each.startswith(("b ", "a knows")) for each in told)


def test_where_values_are_counted_no_more_are_read_than_tell() -> None:
    shape = "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path %s ; sh:%s ] ."
    many = " ".join(f"ex:n{n} ex:in ex:a ." for n in range(50))
    path = "[ sh:inversePath ex:in ]"
    for constraint, enough in (("minCount 3", 3), ("maxCount 3", 4), ("nodeKind sh:IRI", 50)):
        told = read(shape % (path, constraint), many, "a")
        assert len([each for each in told if " in a" in each]) == enough
