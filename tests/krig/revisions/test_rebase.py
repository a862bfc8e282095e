"""Edits move from one release to the next, and where the two disagree somebody decides."""

import pytest
from pyoxigraph import NamedNode, Quad

from krig.revisions import ConflictsError, Delta
from krig.revisions.rebase import Prevailing, rebase
from ontology.namespaces import GRAPH
from tests.krig.revisions.histories import quad


def quads(*told: str) -> frozenset[Quad]:
    """Return quads told as `1a`: that the thing 1 says a."""
    return frozenset(quad(int(each[0]), each[1:]) for each in told)


@pytest.mark.parametrize(
    ("former", "head", "release", "wanted"),
    [
        ("1a 2a", "1a 2a 3a", "1a 2a", "1a 2a 3a"),
        ("1a 2a", "1a 3a", "1a 2a 4a", "1a 3a 4a"),
        ("1a 2a", "1b 2a", "1a 2b", "1b 2b"),
        ("1a", "1a 1b", "1a 1c", "1a 1b 1c"),
        ("1a 2a", "1a", "1a", "1a"),
        ("1a", "1a 2a", "1a 2a", "1a 2a"),
        ("1a", "1b", "1b", "1b"),
        ("1a 2a", "1a 2a", "3a", "3a"),
    ],
    ids=[
        "nothing new",
        "both elsewhere",
        "both elsewhere, corrections",
        "both add",
        "the release removes it too",
        "the release adds it too",
        "the release corrects it alike",
        "no edits",
    ],
)
def test_edits_move_to_a_new_release(former: str, head: str, release: str, wanted: str) -> None:
    old, now, new = (quads(*told.split()) for told in (former, head, release))
    after = quads(*wanted.split())
    delta, edits = rebase(now, Delta.between(old, now), new)
    assert delta == Delta.between(now, after)
    assert edits == Delta.between(new, after)


@pytest.mark.parametrize(("head", "release"), [("1b 2b", "1c 2a"), ("1b", "1c"), ("", "1c 2a")])
def test_what_both_have_replaced_differently_is_reported(head: str, release: str) -> None:
    old, now, new = (quads(*told.split()) for told in ("1a 2a", head, release))
    with pytest.raises(ConflictsError) as found:
        rebase(now, Delta.between(old, now), new)
    place = (quad(1).subject, quad(1).predicate, quad(1).graph_name)
    assert found.value.places == (place,)
    assert "http://a/1" in found.value.message("ko")


@pytest.mark.parametrize(("prevailing", "wanted"), [("edits", "1b 2b"), ("release", "1c 2b")])
def test_who_prevails_decides_where_they_disagree_and_nowhere_else(
    prevailing: Prevailing, wanted: str
) -> None:
    old, now, new, after = (quads(*told.split()) for told in ("1a 2a", "1b 2b", "1c 2a", wanted))
    delta, edits = rebase(now, Delta.between(old, now), new, prevailing)
    assert delta == Delta.between(now, after)
    assert edits == Delta.between(new, after)


def test_what_krig_keeps_itself_does_not_count() -> None:
    kept = quad(1, graph=NamedNode(GRAPH["inferred"].value))
    assert rebase([kept, quad(2)], Delta(frozenset([kept])), [quad(2)]) == (Delta(), Delta())
