"""The ontology, and all that uses its terms, keeps the rules of `ontology/hygiene`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

import queries
import shapes
from krig.graph import Graph
from ontology.modules import hygiene, rules
from ontology.namespaces import DCT, GRAPH, ID, KRIG, SH

BROKEN = Path(__file__).parent / "broken"
RULES = {path.stem: path for path in hygiene()}

FAULTY = {
    "documented": {"Silent"},
    "domains-and-ranges": {"of", "to"},
    "hierarchies-acyclic": {"A", "B", "p", "q", "one", "two"},
    "inverses-mirrored": {"alone", "wide", "transitive"},
    "inverses-present": {"oneWay"},
    "keys-identify-one": {"one"},
    "labels-distinct": {"Budget"},
    "labels-once": {"Twice"},
    "modules-imported": {"missing", "forgotten", "Homeless"},
    "names-in-style": {"region", "InRegion", "Area-Of-Concern", "Region"},
    "reused-terms-declared": {"Collection", "subject"},
    "standards-first": {"date"},
    "terms-declared": {"colour", "Reigon", "Shape"},
    "texts-in-their-language": {"Foreign"},
}
"""The local names of the terms that each rule finds in its broken example."""


@pytest.fixture(scope="module")
def used(graph: Graph) -> Store:
    """The graph, the shapes, and the terms that SPARQL texts name."""
    store = Store()
    store.bulk_extend(graph.quads())
    store.bulk_extend(shape_quads())
    store.bulk_extend(references())
    return store


def shape_quads() -> Iterator[Quad]:
    for path in sorted(shapes.PATH.glob("*.ttl")):
        for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True):
            yield Quad(quad.subject, quad.predicate, quad.object, GRAPH["shapes"])


def references() -> Iterator[Quad]:
    """Yield which terms of krig the saved queries, the rules and the shapes' SPARQL name."""
    texts = {path.stem: path.read_text("utf-8") for path in queries.PATH.glob("*.rq")}
    texts |= {path.stem: path.read_text("utf-8") for path in (*rules(), *hygiene())}
    select = {SH["select"], SH["ask"], SH["construct"]}
    for number, quad in enumerate(shape_quads()):
        if quad.predicate in select:
            texts[f"shape-{number}"] = cast("Literal", quad.object).value
    for name, text in texts.items():
        code = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
        for prefixed, local in re.findall(rf"\bkrig:(\w+)|<{KRIG.iri}(\w+)>", code):
            term = KRIG[prefixed or local]
            yield Quad(ID[f"query/{name}"], DCT["references"], term, GRAPH["queries"])


def faults(store: Store, rule: Path) -> dict[NamedNode, str]:
    """Return what a rule finds in `store`: the terms, with the message in both languages."""
    rows = cast("QuerySolutions", store.query(rule.read_text(encoding="utf-8")))
    return {cast("NamedNode", row["term"]): f"{row['en']} {row['ko']}" for row in rows}


def local(term: NamedNode) -> str:
    return re.split("[/#]", term.value)[-1]


def test_the_terms_of_queries_rules_and_shapes_are_looked_at() -> None:
    graphs = {quad.subject for quad in references()}
    assert {ID["query/count-core-industries-2023"], ID["query/collaborates-with"]} <= graphs
    assert any("shape-" in str(subject) for subject in graphs)


@pytest.mark.parametrize("rule", RULES)
def test_the_ontology_and_its_users_keep_the_rule(used: Store, rule: str) -> None:
    assert faults(used, RULES[rule]) == {}


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_finds_just_the_faults_of_a_broken_example(rule: str) -> None:
    store = Store()
    store.load(path=BROKEN / f"{rule}.trig", format=RdfFormat.TRIG)
    found = faults(store, RULES[rule])
    assert {local(term) for term in found} == FAULTY[rule]


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_says_what_is_wrong_in_both_languages(rule: str) -> None:
    store = Store()
    store.load(path=BROKEN / f"{rule}.trig", format=RdfFormat.TRIG)
    for message in faults(store, RULES[rule]).values():
        assert re.search("[A-Za-z]{3}", message)
        assert re.search("[가-힣]{2}", message)


def test_each_rule_begins_with_a_sentence_that_says_it() -> None:
    for path in RULES.values():
        assert re.match(r"# [A-Z].*\.?\n", path.read_text(encoding="utf-8")), path.name


def test_there_is_an_example_for_each_rule_and_no_other() -> None:
    assert {path.stem for path in BROKEN.glob("*.trig")} == set(RULES) == set(FAULTY)
