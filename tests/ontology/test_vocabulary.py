"""The ontology says all that the design promises, and says of itself what a reader needs."""

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from ontology.modules import load, modules
from ontology.namespaces import DCT, GEO, KRIG, ORG, OWL, PREFIXES, QB, RDF, RDFS, SKOS, XSD
from ontology.statements import Statements
from ontology.vocabulary import Class, Property, vocabulary

VOCABULARY = vocabulary()
STATEMENTS = Statements(load())
CLASSES: dict[NamedNode, Class] = {each.iri: each for each in VOCABULARY.classes}
PROPERTIES: dict[NamedNode, Property] = {each.iri: each for each in VOCABULARY.properties}
INDIVIDUALS = {each.iri: each for each in VOCABULARY.individuals}

CONTRACT = """
Region < geo:Feature
Province < Region
District < Region
MegaRegion < Region
AreaDesignation
Round
FlagshipIndustry
CoreIndustry < FlagshipIndustry
FutureIndustry < FlagshipIndustry
SingleRegionIndustry < FutureIndustry
CooperativeIndustry < FutureIndustry
Transition
StrategicField < skos:Concept
FocusTechnology < skos:Concept
GrowthArea < skos:Concept
GrowthProject < skos:Concept
TechnologyLink
Firm < org:FormalOrganization
AnchorRole
AnchorFirm < Firm
Institution
Technopark < Institution
Zone
Complex
CollaborationLink
RegionalPart
Programme
Measure
Milestone
Body
StatedFigure
Source
Certainty < skos:Concept
""".strip().splitlines()
"""The classes that queries and clients rely on, each with what it is a kind of."""

RELATIONS = """
AreaDesignation district District
AreaDesignation kind skos:Concept
FlagshipIndustry designatedIn Round
FlagshipIndustry inRegion Region
Firm inRegion Region
Institution inRegion Region
Zone inRegion Region
Region within Region
Region succeededBy Region
Region validFrom xsd:date
Region validUntil xsd:date
Province isoCode xsd:string
Region moisCode xsd:string
Region kostatCode xsd:string
FlagshipIndustry ksicCode xsd:string
Firm ksicCode xsd:string
Transition from FlagshipIndustry
Transition to FlagshipIndustry
Transition change ChangeKind
Transition reason rdf:langString
TechnologyLink industry FlagshipIndustry
TechnologyLink technology skos:Concept
FlagshipIndustry drawsOn skos:Concept
AnchorRole firm Firm
AnchorRole region Region
AnchorRole industry FlagshipIndustry
AnchorRole scheme Scheme
AnchorRole since xsd:date
CollaborationLink industry FlagshipIndustry
CollaborationLink participant Region
CollaborationLink part RegionalPart
RegionalPart region Region
RegionalPart capability rdf:langString
RegionalPart supplyChainStage rdf:langString
Province collaboratesWith Region
StatedFigure measure xsd:string
StatedFigure value xsd:decimal
StatedFigure unit xsd:string
StatedFigure source Source
StatedFigure countedBy SavedQuery
qb:Observation value xsd:decimal
qb:Observation unit xsd:string
""".strip().splitlines()
"""What the design says relates what to what: a domain, a property, its range."""

NAMED = {
    "DesignationKind": {"PopulationDecline", "AreaOfConcern"},
    "ChangeKind": {"Excluded", "Introduced", "Narrowed", "Retained"},
    "Certainty": {"Official", "Press", "Derived", "Inferred", "Disputed", "Unverified"},
}

REUSED = [
    *(DCT[name] for name in ("identifier", "issued", "publisher", "source")),
    *(QB["DataSet"], SKOS["exactMatch"]),
]


def iri(name: str) -> NamedNode:
    """Return the IRI of `krig`'s term, or of one with a prefix."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix][local] if colon else KRIG[name]


def above(term: NamedNode) -> set[NamedNode]:
    """Return a class and all that stand above it."""
    parents = STATEMENTS.named(term, RDFS["subClassOf"])
    return {term}.union(*(above(parent) for parent in parents))


@pytest.mark.parametrize("line", CONTRACT)
def test_a_promised_class_is_there_below_what_it_is_a_kind_of(line: str) -> None:
    name, _, parent = line.partition(" < ")
    assert KRIG[name] in CLASSES
    assert not parent or iri(parent) in above(KRIG[name])


@pytest.mark.parametrize("line", RELATIONS)
def test_a_promised_property_leads_from_its_domain_to_its_range(line: str) -> None:
    domain, name, target = line.split()
    found = PROPERTIES[KRIG[name]]
    assert above(iri(domain)) & set(found.domains)
    assert iri(target) in found.ranges


@pytest.mark.parametrize("kind", NAMED)
def test_a_list_has_just_the_promised_values(kind: str) -> None:
    listed = {each for each, found in INDIVIDUALS.items() if KRIG[kind] in found.classes}
    assert listed == {KRIG[name] for name in NAMED[kind]}


@pytest.mark.parametrize("term", REUSED, ids=str)
def test_a_promised_term_of_a_standard_is_declared(term: NamedNode) -> None:
    assert STATEMENTS.kinds(term)


def test_anything_may_have_a_certainty() -> None:
    certainty = PROPERTIES[KRIG["certainty"]]
    assert certainty.domains == ()
    assert certainty.ranges == (KRIG["Certainty"],)


def test_within_is_transitive_and_collaboration_symmetric() -> None:
    assert OWL["TransitiveProperty"] in PROPERTIES[KRIG["within"]].characteristics
    assert OWL["SymmetricProperty"] in PROPERTIES[KRIG["collaboratesWith"]].characteristics


def test_what_is_in_a_district_is_in_its_province() -> None:
    assert (KRIG["inRegion"], KRIG["within"]) in PROPERTIES[KRIG["inRegion"]].chains


def test_an_industry_draws_on_what_its_links_name_and_on_the_broader_field() -> None:
    chains = PROPERTIES[KRIG["drawsOn"]].chains
    assert (KRIG["industryOf"], KRIG["technology"]) in chains
    assert (KRIG["drawsOn"], SKOS["broader"]) in chains


def test_codes_are_texts_for_their_leading_zeros_matter() -> None:
    codes = [found for term, found in PROPERTIES.items() if term.value.endswith("Code")]
    assert len(codes) == 4
    assert {found.ranges for found in codes} == {(XSD["string"],)}


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
def test_a_module_has_version_licence_creator_title_and_description(path: Path) -> None:
    found = Statements(parse(path=path, format=RdfFormat.TURTLE))
    (module,) = found.members(OWL["Ontology"])
    (version,) = found.named(module, OWL["versionIRI"])
    number = found.texts(module, OWL["versionInfo"])[None]
    assert re.fullmatch(r"\d+\.\d+\.\d+", number)
    assert version.value == f"{module.value.removesuffix('/')}/{number}"
    assert found.texts(module, DCT["creator"]) == {None: "The krig project"}
    (licence,) = found.named(module, DCT["license"])
    assert licence.value == "https://creativecommons.org/licenses/by/4.0/"
    for described in (DCT["title"], DCT["description"], RDFS["label"]):
        assert found.texts(module, described).keys() == {"ko", "en"}


def test_all_modules_have_one_version() -> None:
    assert len({module.version for module in VOCABULARY.modules}) == 1


def test_the_root_imports_every_module() -> None:
    root = NamedNode(KRIG.iri)
    others = {module.iri for module in VOCABULARY.modules} - {root}
    assert set(STATEMENTS.named(root, OWL["imports"])) == others
    assert len(others) == len(modules()) - 1


def test_a_module_is_called_as_its_file() -> None:
    for path in modules():
        for module in Statements(parse(path=path, format=RdfFormat.TURTLE)).members(
            OWL["Ontology"]
        ):
            assert path.stem in {"krig", module.value.rpartition("/")[2]}


def test_a_term_is_described_in_the_file_of_its_module() -> None:
    for path in modules():
        found = Statements(parse(path=path, format=RdfFormat.TURTLE))
        for term in found.subjects(RDFS["isDefinedBy"]):
            (module,) = found.named(term, RDFS["isDefinedBy"])
            assert module.value.rpartition("/")[2] == path.stem


def test_texts_in_the_two_languages_are_two_texts() -> None:
    same = [
        term.iri.value
        for term in VOCABULARY.terms()
        for text in (term.definition, term.example, term.label)
        if text.ko == text.en
    ]
    assert same == []


@pytest.mark.parametrize(
    "prefix", ["skos", "org", "schema", "prov", "geo", "qb", "dcat", "dct", "time", "foaf", "rov"]
)
def test_some_term_is_tied_to_the_standard(prefix: str) -> None:
    ties = (RDF["type"], RDFS["subClassOf"], RDFS["subPropertyOf"], RDFS["seeAlso"])
    standards = {
        standard
        for term in VOCABULARY.terms()
        for tie in ties
        for standard in STATEMENTS.named(term.iri, tie)
    }
    assert any(standard in PREFIXES[prefix] for standard in standards)


def test_lists_of_values_are_classes_and_concept_schemes() -> None:
    for each in VOCABULARY.individuals:
        for kind in each.classes:
            if SKOS["Concept"] in above(kind):
                assert SKOS["ConceptScheme"] in STATEMENTS.kinds(kind)
                assert kind in STATEMENTS.named(each.iri, SKOS["inScheme"])


def test_standard_classes_that_the_design_names_are_declared() -> None:
    for term in (GEO["Feature"], ORG["FormalOrganization"], SKOS["Concept"], QB["Observation"]):
        assert OWL["Class"] in STATEMENTS.kinds(term)
    assert RDF["type"] in STATEMENTS.predicates()
