"""The ontology is an OWL 2 DL ontology that holds together, and says where it exceeds OWL 2 RL.

The judges are the OWL API's profile checkers and the reasoner HermiT.
"""

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from krig.graph import Graph
from ontology.modules import load
from ontology.namespaces import KRIG, OWL, PREFIXES, RDF, RDFS, XSD
from tests.ontology.owl_api import Judgement, OwlApi

pytestmark = pytest.mark.reasoner

UNION_DOMAINS = {
    *("announcedOn", "designatedOn", "endYear", "field", "inRegion", "industry", "kind"),
    *("ksicCode", "measure", "number", "ofRound", "programme", "region", "scheme", "site"),
    *("startYear", "unit", "validFrom", "validUntil", "value", "year"),
}
UNION_RANGES = {"industryOf"}
DEFINITIONS = {"AnchorFirm", "CooperativeIndustry"}


@pytest.fixture(scope="module")
def judged(owl_api: OwlApi) -> Judgement:
    return owl_api.judge(load())


@pytest.fixture(scope="module")
def judged_with_facts(owl_api: OwlApi, graph: Graph) -> Judgement:
    return owl_api.judge([*graph.ontology, *graph.facts])


def test_the_ontology_keeps_the_structure_of_owl_2_dl(judged: Judgement) -> None:
    assert judged.axioms > 1000
    assert judged.against_dl == ()


def test_the_ontology_is_consistent_and_each_class_can_have_members(judged: Judgement) -> None:
    assert judged.consistent
    assert judged.unsatisfiable == ()


def test_the_ontology_with_all_facts_is_a_consistent_owl_2_dl_ontology(
    judged_with_facts: Judgement,
) -> None:
    assert judged_with_facts.axioms > 20_000
    assert judged_with_facts.against_dl == ()
    assert judged_with_facts.consistent


def test_only_the_listed_axioms_exceed_owl_2_rl(judged: Judgement) -> None:
    """OWL 2 RL has no union as a domain or range, and defines no class by what it must have.

    From the domains and ranges nothing needs to follow: the tables state the classes, the shapes
    check them, and the reasoner of OWL 2 DL above uses them. Of the definitions OWL 2 RL draws the
    one direction that serves: who holds an anchor role is an anchor firm. Which industries are
    cooperative the tables state, and a shape counts their regions.
    """
    exceeding = {term.removeprefix(KRIG.iri): kind for kind, term in judged.against_rl}
    domains = {term for term, kind in exceeding.items() if kind.endswith("PropertyDomain")}
    ranges = {term for term, kind in exceeding.items() if kind.endswith("PropertyRange")}
    definitions = {term for term, kind in exceeding.items() if kind == "EquivalentClasses"}
    assert domains == UNION_DOMAINS
    assert ranges == UNION_RANGES
    assert definitions == DEFINITIONS
    assert exceeding.keys() == domains | ranges | definitions


INCONSISTENT = {
    "a province that is a district": "id:a a krig:Province , krig:District .",
    "an industry that is core and future": "id:a a krig:CoreIndustry , krig:FutureIndustry .",
    "two regions that succeed each other": "id:a krig:succeededBy id:b ; krig:succeeds id:b .",
    "a region that collaborates with itself": "id:a krig:collaboratesWith id:a .",
    "a region in a firm": "id:a krig:within id:b . id:b a krig:Firm .",
    "a single-region industry of two": """
        id:a a krig:SingleRegionIndustry ; krig:designatedFor id:b , id:c .
        id:b owl:differentFrom id:c .""",
    "a zone of a kind of complex": """
        id:a a krig:Zone ; krig:kind krig:NationalStrategicIndustryComplex .""",
    "a certainty that is two": "krig:Official owl:sameAs krig:Press .",
    "a code that is a number": "id:a krig:moisCode 26 .",
}


@pytest.mark.parametrize("statement", INCONSISTENT.values(), ids=INCONSISTENT)
def test_a_contradiction_is_found(owl_api: OwlApi, statement: str) -> None:
    assert owl_api.judge([*load(), *stated(statement)]).consistent is False


def test_a_class_that_can_have_no_member_is_found(owl_api: OwlApi) -> None:
    impossible = stated("krig:Odd a owl:Class ; rdfs:subClassOf krig:Firm , krig:Institution .")
    assert owl_api.judge([*load(), *impossible]).unsatisfiable == (KRIG["Odd"].value,)


AGAINST_DL = {
    "counting what chains extend": """
        krig:Odd a owl:Class ; rdfs:subClassOf [ a owl:Restriction ;
            owl:onProperty krig:inRegion ;
            owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .""",
    "a property of things and of data": "krig:within a owl:DatatypeProperty .",
}


@pytest.mark.parametrize("statement", AGAINST_DL.values(), ids=AGAINST_DL)
def test_what_owl_2_dl_forbids_is_found(owl_api: OwlApi, statement: str) -> None:
    assert owl_api.judge([*load(), *stated(statement)]).against_dl


DATATYPE_MAP = {
    *(OWL["rational"], OWL["real"], RDF["PlainLiteral"], RDF["XMLLiteral"], RDFS["Literal"]),
    *(XSD[name] for name in ("boolean", "string", "anyURI", "dateTime", "dateTimeStamp")),
    *(XSD[name] for name in ("decimal", "integer", "double", "float", "hexBinary", "base64Binary")),
}
"""The datatypes of OWL 2 (section 4 of its structural specification) that krig might use."""


def test_each_range_of_data_is_a_datatype_of_owl_2() -> None:
    """The OWL API does not see to it."""
    ontology = load()
    of_data = {quad.subject for quad in ontology if quad.object == OWL["DatatypeProperty"]}
    ranges = {
        quad.object
        for quad in ontology
        if quad.predicate == RDFS["range"] and quad.subject in of_data
    }
    assert ranges
    assert ranges <= DATATYPE_MAP


def stated(turtle: str) -> list[Quad]:
    prefixes = {prefix: namespace.iri for prefix, namespace in PREFIXES.items()}
    prefixes["id"] = "https://w3id.org/krig/id/"
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes.items())
    return list(parse(head + turtle, format=RdfFormat.TURTLE, rename_blank_nodes=True))
