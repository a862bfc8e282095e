"""The log of edits is RDF as the ontology and the shapes have it."""

from datetime import UTC, datetime

from pyoxigraph import Literal

from krig.revisions import Delta, Edit
from krig.revisions.provenance import PROVENANCE, told
from krig.validation import validate
from ontology import modules
from ontology.namespaces import DCT, KRIG, PROV, RDF, XSD
from tests.krig.revisions.histories import quad

MOMENT = datetime(2026, 11, 24, 9, 43, 16, tzinfo=UTC)
EDIT = tuple(told(Edit("kim", "because", "update"), Delta(frozenset([quad(1)])), 7, MOMENT))


def test_an_edit_conforms_to_its_shape() -> None:
    assert validate(EDIT, engine="fast").results == ()
    for omitted in EDIT:
        left = [each for each in EDIT if each != omitted]
        optional = omitted.predicate == RDF["type"]
        assert validate(left, engine="fast").conforms == optional, omitted.predicate


def test_every_term_that_tells_of_it_is_declared() -> None:
    declared = {str(each.subject) for each in modules.load() if each.predicate == RDF["type"]}
    terms = {str(each.predicate) for each in EDIT} - {str(RDF["type"])}
    terms |= {str(each.object) for each in EDIT if each.predicate == RDF["type"]}
    names = ("Activity", "endedAtTime", "wasAssociatedWith")
    own = (DCT["creator"], DCT["description"], KRIG["quadsAdded"], KRIG["quadsRemoved"])
    assert terms == {str(each) for each in (*(PROV[name] for name in names), *own)}
    assert terms <= declared


def test_it_tells_the_moment_and_stands_in_the_log_alone() -> None:
    ended = Literal("2026-11-24T09:43:16Z", datatype=XSD["dateTime"])
    assert {each.object for each in EDIT if each.predicate == PROV["endedAtTime"]} == {ended}
    assert {each.graph_name for each in EDIT} == {PROVENANCE}
