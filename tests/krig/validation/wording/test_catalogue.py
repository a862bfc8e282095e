"""Shapes are called as those who wrote them would call them, and tell in words what they ask."""

import pytest
from pyoxigraph import NamedNode

from krig.terms import Term
from krig.validation.engine import validate
from krig.validation.shapes import ShapesGraph, krig_shapes
from krig.validation.wording.catalogue import Catalogue, is_anonymous, with_names
from krig.validation.wording.constraints import PHRASES, Wording, expectation, expected, parameter
from krig.validation.wording.naming import Naming
from ontology.namespaces import SH
from tests.krig.validation.graphs import quads

EX = "https://example.org/"
NAMING = Naming({"ex": EX})

PERSON = """
ex:Person a sh:NodeShape ; sh:targetClass ex:Person ;
  sh:property [ sh:path ex:age ; sh:datatype xsd:integer ; sh:minCount 1 ] ,
    [ sh:path ( ex:knows [ sh:inversePath ex:age ] ) ; sh:minCount 2 ] ;
  sh:not [ sh:property [ sh:path ex:dead ; sh:hasValue true ] ] .
[] sh:targetSubjectsOf ex:name ; sh:property [ sh:path ex:name ; sh:maxCount 1 ] .
"""


def catalogue(turtle: str) -> Catalogue:
    return Catalogue(ShapesGraph.of(with_names(quads(turtle))), NAMING)


def shape(name: str) -> NamedNode:
    return NamedNode(EX + name)


def held(turtle: str) -> tuple[Catalogue, tuple[Term, ...]]:
    known = catalogue(turtle)
    return known, known.values(shape("Person"), "property")


def test_an_anonymous_shape_is_called_by_its_holder_and_its_path() -> None:
    known, properties = held(PERSON)
    assert all(is_anonymous(each) for each in properties)
    assert sorted(known.name(each) for each in properties) == [
        "ex:Person/ex:age",
        "ex:Person/ex:knows/(^ex:age)",
    ]


def test_a_shape_without_any_name_is_called_by_its_target() -> None:
    known = catalogue(PERSON)
    assert [known.name(each) for each in known.shapes()] == ["[ex:name]", "ex:Person"]


def test_names_change_nothing_that_is_found() -> None:
    ann = quads("ex:ann a ex:Person ; ex:age 'old' , 'new' ; ex:name 1 , 2 ; ex:dead true .")
    plain = validate(ann, ShapesGraph.of(quads(PERSON)))
    named = validate(ann, ShapesGraph.of(with_names(quads(PERSON))))

    def told(report: object) -> set[tuple[object, ...]]:
        return {
            (each.focus_node, each.value, str(each.path), each.component)
            for each in getattr(report, "results", ())
        }

    assert told(plain) == told(named)
    assert all(each.source_shape is not None for each in named.results)


@pytest.mark.parametrize("name", ["ex:Person", "Person", EX + "Person"])
def test_a_shape_is_found_by_what_it_is_called(name: str) -> None:
    assert catalogue(PERSON).called(name) == shape("Person")


def test_a_name_that_fits_nothing_or_several_finds_nothing() -> None:
    assert catalogue(PERSON).called("Firm") is None
    two = "ex:Person a sh:NodeShape . <https://other.example/Person> a sh:NodeShape ."
    assert catalogue(two).called("Person") is None


WORDS: list[tuple[str, str, str]] = [
    ("sh:class ex:Dog", "an instance of ex:Dog", "ex:Dog에 속하는 것"),
    (
        "sh:datatype xsd:date",
        "a valid literal of the datatype xsd:date",
        "자료형 xsd:date의 올바른 리터럴",
    ),
    ("sh:nodeKind sh:IRIOrLiteral", "an IRI or a literal", "IRI나 리터럴"),
    ("sh:minCount 1", "at least 1 value", "값 1개 이상"),
    ("sh:maxCount 3", "at most 3 values", "값 3개 이하"),
    ("sh:minExclusive 0", "a value greater than 0", "0보다 큰 값"),
    ("sh:maxInclusive 9", "a value of at most 9", "9 이하인 값"),
    ("sh:minLength 2", "at least 2 characters", "2자 이상"),
    ('sh:pattern "^a" ; sh:flags "i"', "a text that matches /^a/i", "정규식 /^a/i에 맞는 글"),
    (
        'sh:languageIn ( "ko" "en" )',
        "a text in one of the languages ko, en",
        "언어 표시가 ko, en 가운데 하나인 글",
    ),
    ("sh:uniqueLang true", "no two texts in the same language", "언어마다 하나뿐인 글"),
    ("sh:equals ex:q", "the same values as ex:q", "ex:q와 같은 값"),
    ("sh:hasValue ex:x", "ex:x among the values", "값 가운데 ex:x"),
    ("sh:in ( 1 2 )", "one of 1, 2", "1, 2 가운데 하나"),
    (
        "sh:not [ sh:class ex:Dog ]",
        "something other than (an instance of ex:Dog)",
        "(ex:Dog에 속하는 것) 밖의 것",
    ),
    (
        "sh:or ( [ sh:minLength 1 ] ex:Other )",
        "at least one of: (at least 1 characters), ex:Other",
        "다음 가운데 하나 이상: (1자 이상), ex:Other",
    ),
    ("sh:node ex:Other", "something that conforms to ex:Other", "ex:Other를 지키는 것"),
    (
        "sh:qualifiedValueShape [ sh:class ex:Dog ] ; sh:qualifiedMinCount 2",
        "at least 2 of: (an instance of ex:Dog)",
        "(ex:Dog에 속하는 것): 2개 이상",
    ),
    (
        'sh:sparql [ sh:select "…" ; sh:message "Bark."@en , "짖으십시오."@ko ]',
        "what a SPARQL query asks: Bark.",
        "SPARQL로 적은 제약: 짖으십시오.",
    ),
]


@pytest.mark.parametrize(("constraint", "en", "ko"), WORDS)
def test_a_constraint_is_told_in_both_languages(constraint: str, en: str, ko: str) -> None:
    known, (only,) = held(f"ex:Person sh:property [ sh:path ex:p ; {constraint} ] .")
    assert [*Wording(known, "en").constraints(only)] == [en]
    assert [*Wording(known, "ko").constraints(only)] == [ko]


def test_a_closed_shape_tells_which_properties_it_lets_pass() -> None:
    known = catalogue(
        "ex:Person sh:closed true ; sh:ignoredProperties ( rdfs:label ) ;"
        " sh:property [ sh:path ex:age ] , [ sh:path [ sh:inversePath ex:q ] ] ."
    )
    (told,) = Wording(known, "en").constraints(shape("Person"), held=False)
    assert told == "no properties but ex:age, rdfs:label"


@pytest.mark.parametrize("switch", ["sh:closed false", "sh:uniqueLang false"])
def test_a_constraint_that_is_switched_off_asks_for_nothing(switch: str) -> None:
    assert [*Wording(catalogue(f"ex:Person {switch} ."), "en").constraints(shape("Person"))] == []


def test_shapes_within_shapes_are_told_to_a_depth() -> None:
    deep = "[ sh:not " * 9 + "ex:Other" + " ]" * 9
    (told,) = Wording(catalogue(f"ex:Person sh:not {deep} ."), "en").constraints(shape("Person"))
    assert "(…)" in told


def test_a_message_is_made_up_in_both_languages_from_what_is_expected() -> None:
    known, properties = held(PERSON)
    (age,) = (each for each in properties if known.name(each) == "ex:Person/ex:age")
    told = expected(age, SH["MinCountConstraintComponent"], known)
    assert [(each.language, each.value) for each in told] == [
        ("ko", "ex:age에 기대하는 것은 값 1개 이상입니다."),
        ("en", "ex:age: expected at least 1 value."),
    ]


def test_a_component_that_shacl_does_not_know_is_not_told_in_words() -> None:
    component = NamedNode(f"{EX}OddConstraintComponent")
    assert expectation(shape("Person"), component, catalogue(PERSON)) == ()


def test_every_constraint_of_krig_s_own_shapes_can_be_told() -> None:
    known = Catalogue(krig_shapes())
    used = {
        triple.predicate.value.removeprefix(SH.iri)
        for triple in krig_shapes().triples()
        if triple.predicate in SH
    }
    told = used & PHRASES.keys()
    assert {"minCount", "class", "sparql", "closed", "xone"} <= told
    for each in known.shapes():
        assert all(
            "{" not in phrase or "{?" in phrase for phrase in Wording(known, "ko").constraints(each)
        )


@pytest.mark.parametrize(
    ("component", "name"),
    [("MinCount", "minCount"), ("SPARQL", "sparql"), ("QualifiedMaxCount", "qualifiedMaxCount")],
)
def test_a_component_stands_for_a_parameter(component: str, name: str) -> None:
    assert parameter(SH[f"{component}ConstraintComponent"]) == name
