"""Small graphs and shapes made at random, with every core constraint component of SHACL.

There are no booleans, which pySHACL compares with numbers.
"""

from typing import Final

from hypothesis import strategies as st

CLASSES: Final = tuple(f"ex:C{number}" for number in range(3))
NODES: Final = tuple(f"ex:n{number}" for number in range(5))
PROPERTIES: Final = tuple(f"ex:p{number}" for number in range(4))
LITERALS: Final = (
    *('"a"', '"ab"', '"ㄱ"@ko', '"b"@en', '"c"@en', '"a"@ko', "1", "2", "3", '"x"^^xsd:integer'),
    '"2026-01-02"^^xsd:date',
)

nodes = st.sampled_from(NODES)
properties = st.sampled_from(PROPERTIES)
literals = st.sampled_from(LITERALS)
classes = st.sampled_from(CLASSES)
terms = st.one_of(nodes, nodes, literals)

typing_triples = st.builds("{} rdf:type {} .".format, nodes, classes)
class_triples = st.builds("{} rdfs:subClassOf {} .".format, classes, classes)
other_triples = st.builds("{} {} {} .".format, nodes, properties, terms)
triples = st.one_of(other_triples, other_triples, other_triples, typing_triples, class_triples)
"""What a graph says, a triple each, in Turtle."""

rows = st.builds(
    "{} prov:wasDerivedFrom <https://w3id.org/krig/data/t.csv#row={}> .".format,
    nodes,
    st.integers(min_value=2, max_value=9),
)
labels = st.builds("{} rdfs:label {} .".format, nodes, st.sampled_from(['"하나"@ko', '"one"@en']))
told = st.one_of(triples, triples, triples, rows, labels)
"""The same, and where things are told of, and what they are called."""

Change = tuple[list[str], list[int]]
"""Triples that come, and the numbers of those that go."""

changes = st.lists(
    st.tuples(st.lists(told, max_size=4), st.lists(st.integers(0, 30), max_size=4)),
    min_size=1,
    max_size=4,
)

graphs = st.lists(told, min_size=3, max_size=25, unique=True)

paths = st.recursive(
    properties,
    lambda inner: st.one_of(
        st.builds("[ sh:inversePath {} ]".format, inner),
        st.builds("( {} {} )".format, inner, inner),
        st.builds("[ sh:alternativePath ( {} {} ) ]".format, inner, inner),
        st.builds(
            "[ sh:{} {} ]".format,
            st.sampled_from(["zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"]),
            inner,
        ),
    ),
    max_leaves=3,
)

counts = st.integers(min_value=0, max_value=3)

VALUE_CONSTRAINTS: Final = (
    st.builds("sh:class {}".format, classes),
    st.builds("sh:datatype xsd:{}".format, st.sampled_from(["integer", "string", "date"])),
    st.builds(
        "sh:nodeKind sh:{}".format, st.sampled_from(["IRI", "Literal", "IRIOrLiteral", "BlankNode"])
    ),
    st.builds(
        "sh:{} {}".format,
        st.sampled_from(["minInclusive", "maxInclusive", "minExclusive", "maxExclusive"]),
        counts,
    ),
    st.builds("sh:{} {}".format, st.sampled_from(["minLength", "maxLength"]), counts),
    st.builds('sh:pattern "{}"'.format, st.sampled_from(["^a", "b$", "n[0-2]"])),
    st.builds('sh:pattern "{}" ; sh:flags "i"'.format, st.sampled_from(["^A", "B$"])),
    st.builds("sh:languageIn ( {} )".format, st.sampled_from(['"ko"', '"en" "ko"'])),
    st.builds("sh:in ( {} {} )".format, terms, terms),
    st.builds("sh:hasValue {}".format, terms),
    st.builds("sh:{} {}".format, st.sampled_from(["equals", "disjoint"]), properties),
    st.builds(
        "sh:closed true ; sh:ignoredProperties ( rdf:type {} {} )".format, properties, properties
    ),
)

PATH_CONSTRAINTS: Final = (
    st.builds("sh:{} {}".format, st.sampled_from(["minCount", "maxCount"]), counts),
    st.just("sh:uniqueLang true"),
    st.builds("sh:{} {}".format, st.sampled_from(["lessThan", "lessThanOrEquals"]), properties),
)

QUERIES: Final = (
    "$this ex:p0 ?value . FILTER NOT EXISTS { ?value ex:p1 ?x }",
    "$this ex:p0/ex:p1 ?value . OPTIONAL { ?value ex:p2 ?x } FILTER (!BOUND(?x))",
    "$this ex:p0 ?x . ?value ex:p0 ?x . FILTER (?value != $this)",
    "{ $this ^ex:p1 ?value } UNION { $this ex:p2+ ?value . ?value a ex:C1 }",
    "?value a ex:C0 . FILTER NOT EXISTS { $this ex:p3 ?value }",
    "$this ?value ?x . FILTER (isLiteral(?x))",
    "$this ex:p1 ?value . { SELECT $this (COUNT(?x) AS ?n) { $this ex:p2 ?x } GROUP BY $this }",
    "$this ex:p1 ?value . ?x ex:p2 ?y . FILTER (?x != ?value)",
)

queries = st.builds(
    'sh:sparql [ sh:prefixes ex: ; sh:select "SELECT DISTINCT $this ?value {{ {} }}" ]'.format,
    st.sampled_from(QUERIES),
)

values = st.one_of(*VALUE_CONSTRAINTS)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Constraints that hold where others do."""
    shapes = st.builds("[ {} ]".format, inner)
    held = st.builds("sh:path {} ; {} ; {}".format, paths, inner, st.one_of(*PATH_CONSTRAINTS))
    qualified = st.builds(
        "sh:path {} ; sh:qualifiedValueShape {} ; sh:qualifiedMinCount {} ; "
        "sh:qualifiedMaxCount {} ; sh:qualifiedValueShapesDisjoint {}".format,
        *(paths, shapes, counts, counts, st.sampled_from(["true", "false"])),
    )
    properties_of = st.one_of(held, held, qualified)
    return st.one_of(
        st.builds("sh:property [ {} ]".format, properties_of),
        st.builds("sh:property [ {} ] , [ {} ]".format, properties_of, properties_of),
        st.builds("sh:property [ {} ; sh:severity sh:Warning ]".format, held),
        st.builds("sh:node {}".format, shapes),
        st.builds("sh:not {}".format, shapes),
        st.builds("sh:{} ( {} {} )".format, st.sampled_from(["and", "or", "xone"]), shapes, shapes),
    )


constraints = st.recursive(values, _nested, max_leaves=4)

targets = st.one_of(
    st.builds("sh:targetClass {}".format, classes),
    st.builds("sh:targetNode {}".format, terms),
    st.builds("sh:targetSubjectsOf {}".format, properties),
    st.builds("sh:targetObjectsOf {}".format, properties),
)
several = st.lists(
    constraints, min_size=1, max_size=2, unique_by=lambda each: each.partition(" ")[0]
)
"""Constraints of different components: of most, a shape has at most one."""


@st.composite
def shapes_graphs(draw: st.DrawFn, *, with_queries: bool) -> str:
    """Shapes graphs of one to three node shapes, in Turtle."""
    lines = [
        'ex: sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .'
    ]
    for number in range(draw(st.integers(min_value=1, max_value=3))):
        parts = [draw(targets), *draw(several)]
        if with_queries and draw(st.booleans()):
            parts.append(draw(queries))
        lines.append(f"ex:S{number} a sh:NodeShape ; {' ; '.join(parts)} .")
    return "\n".join(lines)
