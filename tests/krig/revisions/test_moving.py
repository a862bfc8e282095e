"""A history moves to another release whole or not at all, and stays readable."""

from pathlib import Path

import pytest
from pyoxigraph import Quad

from krig.release.faults import InvalidGraphError
from krig.revisions import ConflictsError, NoHistoryError, Revisions
from krig.revisions.moving import move
from ontology.namespaces import KRIG, RDF
from tests.krig.revisions.histories import GRAPH, Base, append, begun, held, quad

NEWER = Base("release-2", (quad(0), quad(1, "b"), quad(9)))


def test_edits_stand_upon_the_new_release(tmp_path: Path) -> None:
    revisions = begun(tmp_path)
    append(revisions, [quad(7)], [quad(2)])
    moved = move(revisions, NEWER, "lee", "newer")
    assert moved.revision == revisions.state()
    assert held(moved.revision) == {*NEWER.held, quad(7)}
    assert (moved.added, moved.removed, moved.carried) == (2, 1, (1, 0))
    assert revisions.state().record.base == "release-2"
    revisions.verify()


def test_edits_can_be_made_moved_again_and_taken_back(tmp_path: Path) -> None:
    revisions = begun(tmp_path)
    append(revisions, [quad(7)])
    move(revisions, NEWER, "lee", "newer")
    append(revisions, [quad(8)], [quad(9)])
    newest = Base("release-3", (quad(0), quad(9)))
    move(revisions, newest, "lee", "newest")
    assert held(revisions.state()) == {quad(0), quad(7), quad(8)}
    revisions.keep(2)
    revisions.verify()
    assert held(revisions.rollback("r3", "lee", "back")) == {
        *(quad(0), quad(1, "b"), quad(7), quad(8)),
    }


def test_a_move_to_where_it_stands_changes_nothing(tmp_path: Path) -> None:
    revisions = begun(tmp_path)
    append(revisions, [quad(7)])
    before = revisions.all()
    moved = move(revisions, Base("release-1", ()), "lee", "again")
    assert (moved.revision, moved.added, moved.removed, moved.carried) == (before[-1], 0, 0, (1, 0))
    assert revisions.all() == before


def test_a_dry_move_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    revisions = begun(tmp_path)
    append(revisions, [quad(7)])
    before = revisions.all()
    dry = move(revisions, NEWER, "lee", "newer", dry=True)
    assert revisions.all() == before
    wet = move(revisions, NEWER, "lee", "newer")
    assert (dry.added, dry.removed, dry.carried) == (wet.added, wet.removed, wet.carried)


def test_a_conflict_tells_all_three_sides(tmp_path: Path) -> None:
    revisions = begun(tmp_path)
    append(revisions, [quad(1, "c")], [quad(1)])
    before = revisions.all()
    with pytest.raises(ConflictsError) as raised:
        move(revisions, NEWER, "lee", "newer")
    (conflict,) = raised.value.conflicts
    assert conflict.former == {quad(1)}
    assert conflict.edited == {quad(1, "c")}
    assert conflict.released == {quad(1, "b")}
    assert revisions.all() == before
    move(revisions, NEWER, "lee", "newer", "edits")
    assert quad(1, "c") in held(revisions.state())


def test_what_breaks_the_shapes_is_not_moved(tmp_path: Path) -> None:
    revisions = begun(tmp_path)
    append(revisions, [Quad(quad(5).subject, RDF["type"], KRIG["Firm"], GRAPH)])
    before = revisions.all()
    with pytest.raises(InvalidGraphError):
        move(revisions, NEWER, "lee", "newer")
    assert revisions.all() == before


def test_where_there_is_no_history_nothing_moves(tmp_path: Path) -> None:
    with pytest.raises(NoHistoryError):
        move(Revisions(tmp_path), NEWER, "lee", "newer")
