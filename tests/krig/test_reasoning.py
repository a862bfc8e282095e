"""What follows from facts: by OWL 2 RL, by property chains, and by the rules."""

from collections.abc import Iterable
from pathlib import Path

import owlrl
import pytest
import rdflib
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)
from reasonable import PyReasoner

from krig.graph import Graph
from krig.reasoning import closure, infer
from ontology.modules import load
from ontology.namespaces import GRAPH, ID, KRIG, OWL, PREFIXES, RDFS

ONTOLOGY = load()
RdflibTriple = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]
PREFIX = {"id": ID.iri} | {prefix: namespace.iri for prefix, namespace in PREFIXES.items()}
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIX.items())


def stated(turtle: str) -> list[Quad]:
    return list(parse(HEAD + turtle, format=RdfFormat.TURTLE, rename_blank_nodes=True))


def triples(turtle: str) -> set[Triple]:
    return {quad.triple for quad in stated(turtle)}


def inferred(turtle: str, ontology: Iterable[Quad] = ONTOLOGY) -> set[Triple]:
    return {quad.triple for quad in infer([*ontology, *stated(turtle)])}


@pytest.mark.parametrize(
    ("facts", "conclusion"),
    [
        pytest.param(
            "id:firm krig:inRegion id:gumi . id:gumi krig:within id:gyeongbuk .",
            "id:firm krig:inRegion id:gyeongbuk .",
            id="what is in a district is in its province",
        ),
        pytest.param(
            """id:role krig:firm id:firm ; krig:site id:gumi .
            id:gumi krig:within id:gyeongbuk .""",
            "id:firm krig:inRegion id:gumi , id:gyeongbuk .",
            id="a firm is where it plays its role",
        ),
        pytest.param(
            "id:role a krig:AnchorRole ; krig:firm id:firm .",
            "id:firm a krig:AnchorFirm , org:FormalOrganization ; krig:holdsRole id:role .",
            id="who holds an anchor role is an anchor firm",
        ),
        pytest.param(
            """id:link krig:industry id:industry ; krig:technology id:narrow .
            id:narrow skos:broader id:broad . id:broad skos:broader id:broadest .""",
            """id:industry krig:drawsOn id:narrow , id:broad , id:broadest .
            id:broadest krig:drawnOnBy id:industry .""",
            id="an industry draws on what its links name, and on what is broader",
        ),
        pytest.param(
            """id:link a krig:CollaborationLink ; krig:participant id:busan ;
                krig:leadRegion id:jeju .
            id:busan a krig:Province . id:jeju a krig:Province .""",
            """id:busan krig:collaboratesWith id:jeju . id:jeju krig:collaboratesWith id:busan .
            id:link krig:participant id:jeju . id:jeju krig:participatesIn id:link .""",
            id="provinces of a link collaborate, the leading one among them",
        ),
        pytest.param(
            "id:gwangju krig:succeededBy id:merged . id:jeonnam krig:succeededBy id:merged .",
            "id:merged krig:succeeds id:gwangju , id:jeonnam ; a krig:Region .",
            id="a merged region succeeds each that it replaces",
        ),
        pytest.param(
            "id:a krig:within id:b . id:b krig:within id:c .",
            "id:c krig:contains id:a ; geo:sfContains id:a . id:a geo:sfWithin id:c .",
            id="containment is transitive both ways",
        ),
        pytest.param(
            "id:figure krig:source id:release .",
            "id:figure a krig:StatedFigure ; dct:source id:release . id:release a dcat:Resource .",
            id="a property tells what it relates",
        ),
        pytest.param(
            'id:place krig:moisCode "26" .',
            "id:place a krig:Region , geo:Feature .",
            id="a code tells that what has it is a region",
        ),
        pytest.param(
            "id:zone a krig:Zone ; krig:kind id:new .",
            "id:new a krig:ZoneKind , skos:Concept .",
            id="the kind of a zone is a kind of zone",
        ),
        pytest.param(
            "id:designation krig:district id:one , id:other .",
            "id:one owl:sameAs id:other .",
            id="two values of a functional property are one thing",
        ),
    ],
)
def test_a_conclusion_is_drawn(facts: str, conclusion: str) -> None:
    assert triples(conclusion) <= inferred(facts)


def test_a_link_between_a_province_and_itself_entails_no_collaboration() -> None:
    followed = inferred(
        "id:link a krig:CollaborationLink ; krig:participant id:busan . id:busan a krig:Province ."
    )
    assert not [triple for triple in followed if triple.predicate == KRIG["collaboratesWith"]]


def test_a_collaboration_project_entails_no_collaboration_of_provinces() -> None:
    followed = inferred(
        """id:project a krig:CollaborationProject ; krig:participant id:busan , id:jeju .
        id:busan a krig:Province . id:jeju a krig:Province ."""
    )
    assert not [triple for triple in followed if triple.predicate == KRIG["collaboratesWith"]]


def test_a_chain_may_have_more_than_two_steps() -> None:
    chain = stated("krig:far owl:propertyChainAxiom ( krig:a krig:b krig:c ) .")
    followed = inferred("id:1 krig:a id:2 . id:2 krig:b id:3 . id:3 krig:c id:4 .", chain)
    assert triples("id:1 krig:far id:4 .") <= followed


def test_a_chain_goes_on_from_what_it_concluded() -> None:
    chain = stated("krig:p owl:propertyChainAxiom ( krig:p krig:q ) .")
    path = " ".join(f"id:{n} krig:q id:{n + 1} ." for n in range(1, 6))
    followed = inferred(f"id:0 krig:p id:1 . {path}", chain)
    assert followed == triples(" ".join(f"id:0 krig:p id:{n} ." for n in range(2, 7)))


def test_an_inverse_functional_property_does_not_make_all_its_subjects_one() -> None:
    axiom = stated("krig:p a owl:InverseFunctionalProperty .")
    followed = inferred("id:a krig:p id:x . id:b krig:p id:y .", axiom)
    assert not [triple for triple in followed if triple.predicate == OWL["sameAs"]]


def test_what_is_stated_is_not_inferred_as_well(graph: Graph) -> None:
    stated_triples = {quad.triple for quad in (*graph.facts, *graph.ontology)}
    assert stated_triples.isdisjoint(quad.triple for quad in graph.inferred)


def test_what_is_inferred_stands_sorted_in_its_own_graph(graph: Graph) -> None:
    assert {quad.graph_name for quad in graph.inferred} == {GRAPH["inferred"]}
    assert list(graph.inferred) == sorted(graph.inferred, key=str)


def test_what_tells_nothing_is_left_out(graph: Graph) -> None:
    for quad in graph.inferred:
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)
        assert quad.object not in {OWL["Thing"], RDFS["Resource"]}
        assert quad.subject != quad.object or quad.predicate != OWL["sameAs"]


def test_the_facts_make_no_two_things_one(graph: Graph) -> None:
    assert not [quad for quad in graph.inferred if quad.predicate == OWL["sameAs"]]


def test_the_order_of_the_facts_makes_no_difference(graph: Graph) -> None:
    mixed = sorted([*graph.facts, *graph.ontology], key=lambda quad: str(quad)[::-1])
    assert infer(mixed) == graph.inferred


def test_the_reasoner_told_everything_concludes_nothing_more(graph: Graph, tmp_path: Path) -> None:
    """It is told less, for speed; here it is told all, and what was inferred too."""
    known = {quad.triple for quad in (*graph.facts, *graph.ontology, *graph.inferred)}
    told = [each for each in known if each.object != OWL["InverseFunctionalProperty"]]
    everything = tmp_path / "everything.ttl"
    everything.write_bytes(serialize(told, format=RdfFormat.N_TRIPLES) or b"")
    reasoner = PyReasoner()
    reasoner.load_file(str(everything))
    concluded = {tuple(map(str, triple)) for triple in telling(reasoner.reason())}
    assert concluded - {tuple(map(lexical, triple)) for triple in known} == set()


def lexical(term: NamedNode | BlankNode | Literal | Triple) -> str:
    """Return what rdflib takes for the text of a term."""
    return str(term) if isinstance(term, Triple) else term.value


def test_a_sample_of_facts_has_the_closure_that_another_reasoner_finds(graph: Graph) -> None:
    """The other is owlrl, which is slow, so that the sample is small and labels are left out."""
    named = {ID[name] for name in SAMPLE}
    facts = [quad for quad in graph.facts if quad.subject in named and told(quad)]
    axioms = [quad for quad in graph.ontology if told(quad)]
    assert {quad.subject for quad in facts} == named
    found = as_rdflib(infer([*axioms, *facts]))
    closure = as_rdflib([*axioms, *facts])
    stated_before = set(closure)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, improved_datatypes=False).expand(closure)
    expected = telling(closure) - stated_before
    assert about(found, named) == about(expected, named)
    assert len(about(found, named)) > 50


def test_a_closure_is_open_to_queries(graph: Graph) -> None:
    closed = closure([*graph.facts, *graph.ontology])
    assert closed.inferred == graph.inferred
    known = Store()
    known.bulk_extend([*graph.facts, *graph.ontology, *graph.inferred])
    assert {quad.triple for quad in closed.store} == {quad.triple for quad in known}


def test_what_followed_once_follows_no_longer_from_other_facts() -> None:
    within = "id:firm krig:inRegion id:gumi . id:gumi krig:within id:gyeongbuk ."
    there = triples("id:firm krig:inRegion id:gyeongbuk .")
    for facts, follows in ((within, True), (within.partition(" . ")[0] + " .", False)) * 2:
        assert (there <= inferred(facts)) is follows


SAMPLE = (
    *("province/busan", "district/busan/seo-gu", "area/non-capital-area"),
    *("province/chungbuk", "district/chungbuk/cheongju-si", "firm/lgeneojisollusyeon"),
    *("firm-role/mpe-complexes-1/lgeneojisollusyeon", "role-kind/anchor-firm", "body/mss"),
    *("round/2023", "industry/2023/busan/power-semiconductors", "strategic-field/hydrogen"),
    *("technology-link/2023/chungnam/hydrogen-fuel-cells-and-power", "source/156552976"),
    *("industry/2023/chungnam/hydrogen-fuel-cells-and-power", "figure/2023/core-industries"),
    *("focus-technology/hydrogen-fuel-cells-and-power-generation", "zone/busan/blockchain"),
)
"""Things between which each kind of axiom has something to say."""


def told(quad: Quad) -> bool:
    return not isinstance(quad.object, Literal) or quad.predicate in OWL or quad.predicate in KRIG


def about(triples: Iterable[RdflibTriple], things: set[NamedNode]) -> set[RdflibTriple]:
    """Return the triples between what was asked about; owlrl adds many about the vocabulary."""
    iris = {rdflib.URIRef(each.value) for each in things}
    return {each for each in triples if each[0] in iris}


def as_rdflib(quads: Iterable[Quad]) -> rdflib.Graph:
    distinct = {quad.triple for quad in quads}
    return rdflib.Graph().parse(serialize(distinct, format=RdfFormat.N_TRIPLES), format="nt")


def telling(triples: Iterable[RdflibTriple]) -> set[RdflibTriple]:
    """Return the triples that tell something: `infer` leaves out the others."""
    trivial = {rdflib.OWL.Thing, rdflib.OWL.Class, rdflib.OWL.NamedIndividual, rdflib.RDFS.Resource}
    return {
        (subject, predicate, value)
        for subject, predicate, value in triples
        if isinstance(subject, rdflib.URIRef) and not isinstance(value, rdflib.BNode)
        if value not in trivial
        if predicate != rdflib.OWL.sameAs or subject != value
    }
