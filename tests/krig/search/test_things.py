"""The things of a graph that can be found, and what people may know of them."""

from pyoxigraph import Quad, RdfFormat, parse

from krig.graph import Graph
from krig.search.things import Thing, things
from ontology.namespaces import ID, KRIG
from tests.krig.search.conftest import PREFIXES


def found(turtle: str) -> dict[str, Thing]:
    told = things(parse(PREFIXES + turtle, RdfFormat.TURTLE))
    return {each.iri.removeprefix(ID.iri): each for each in told}


def test_what_has_no_label_cannot_be_found() -> None:
    assert found(":a a krig:Firm . _:b rdfs:label 'b' .") == {}


def test_provinces_come_before_industries_and_these_before_firms(graph: Graph) -> None:
    kinds = [each.kind.removeprefix(KRIG.iri) for each in things(graph.quads())]
    firsts = [kinds.index(each) for each in ("Province", "FlagshipIndustry", "Firm", "Source")]
    assert firsts == sorted(firsts)
    assert firsts[0] == 0


def test_a_thing_that_still_is_comes_before_one_that_was() -> None:
    told = found(
        ":old a krig:Province ; rdfs:label 'A'@ko ; krig:validUntil '2023-06-11' ."
        ":new a krig:Province ; rdfs:label 'B'@ko ."
    )
    assert [*told] == ["new", "old"]
    assert told["old"].until == "2023-06-11"


def test_what_a_role_tells_is_told_of_the_firm() -> None:
    told = found(
        ":f a krig:Firm ; rdfs:label '원텍㈜'@ko ."
        ":r a krig:FirmRole ; rdfs:label '역할'@ko ; krig:firm :f ; krig:products '레이저'@ko ."
    )
    assert [*told] == ["f"]
    assert [text.text for text in told["f"].texts] == ["레이저"]


def test_a_thing_is_in_the_regions_around_its_region() -> None:
    told = found(
        ":p a krig:Province, krig:Region ; rdfs:label 'p' ."
        ":d a krig:District, krig:Region ; rdfs:label 'd' ; krig:within :p ."
        ":f a krig:Firm ; rdfs:label 'f' ; krig:inRegion :d ."
    )
    assert told["f"].places == (ID["d"].value, ID["p"].value)
    assert told["d"].places == (ID["d"].value, ID["p"].value)


def test_regions_that_contain_each_other_end() -> None:
    told = found(
        ":a a krig:Region ; rdfs:label 'a' ; krig:within :b ."
        ":b a krig:Region ; rdfs:label 'b' ; krig:within :a ."
    )
    assert told["a"].places == (ID["a"].value, ID["b"].value)


def test_the_order_of_the_quads_does_not_matter(graph: Graph) -> None:
    quads: list[Quad] = [*graph.quads()]
    assert things(quads) == things(reversed(quads))
