"""The folder of revisions: added whole, kept in order, compared, rolled back, let go of."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, NoReturn

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from krig.revisions import (
    Delta,
    Edit,
    LockedError,
    NoHistoryError,
    NoRevisionError,
    Revision,
    Revisions,
    ledger,
)
from krig.revisions.provenance import PROVENANCE
from ontology.namespaces import DCT, ID, KRIG, PROV
from tests.krig.revisions.histories import Base, append, begun, held, quad


@pytest.fixture
def revisions(tmp_path: Path) -> Revisions:
    return begun(tmp_path / "revisions")


def names(revisions: Revisions) -> list[str]:
    return sorted(path.name[:2] for path in revisions.folder.iterdir())


def test_a_folder_that_is_not_there_has_no_revisions(tmp_path: Path) -> None:
    revisions = Revisions(tmp_path / "revisions")
    assert revisions.all() == ()
    assert revisions.current() is None
    assert revisions.find("current") is None
    with pytest.raises(NoHistoryError, match="no revision yet"):
        revisions.state()


def test_a_history_begins_with_a_release(revisions: Revisions) -> None:
    (first,) = revisions.all()
    assert first == revisions.current() == revisions.state("r0")
    assert (first.record.base, first.record.how) == ("release-1", "begin")
    assert set(first.quads()) == {quad(0), quad(1), quad(2)}


def test_a_history_that_has_begun_keeps_its_edits_when_there_is_a_new_release(
    revisions: Revisions,
) -> None:
    edited = append(revisions, added=[quad(3)])
    assert revisions.begin(Base("release-2", (quad(9),))) == edited
    assert edited.record.base == "release-1"
    assert quad(3) in set(edited.quads())


def test_every_revision_can_still_be_had(revisions: Revisions) -> None:
    made = [append(revisions, [quad(number)], [quad(number - 3)]) for number in range(3, 8)]
    assert revisions.all()[1:] == tuple(made)
    for number, revision in enumerate(made, 1):
        assert held(revision) == {quad(each) for each in range(number, number + 3)}
        assert revisions.find(revision.id) == revisions.find(f"r{number}") == revision


def test_a_name_of_no_revision_is_told_with_those_that_there_are(revisions: Revisions) -> None:
    append(revisions, [quad(3)])
    assert revisions.find("r") is None
    with pytest.raises(NoRevisionError, match=r"“r12”; those from r0-\w+ to r1-\w+ are kept"):
        revisions.state("r12")


def test_a_revision_says_who_made_it_and_why_also_in_the_graph(revisions: Revisions) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    edit = Edit("김 아무개", "2026년 수치", "put", request="request-7")
    with revisions.writing() as ledger:
        made = ledger.append(edit, Delta(frozenset([quad(3), quad(4)]), frozenset([quad(0)])))
    record = made.record
    assert (record.who, record.why, record.how) == ("김 아무개", "2026년 수치", "put")
    assert record.request == "request-7"
    assert before <= record.created <= datetime.now(UTC)
    store = made.store()
    said = {each.predicate: each.object for each in store if each.subject == ID["edit/1"]}
    assert {each.graph_name for each in store if each.subject == ID["edit/1"]} == {PROVENANCE}
    assert said[DCT["creator"]] == Literal("김 아무개")
    assert said[DCT["description"]] == Literal("2026년 수치")
    assert said[PROV["wasAssociatedWith"]] == ID["agent/%EA%B9%80%20%EC%95%84%EB%AC%B4%EA%B0%9C"]
    assert said[KRIG["quadsAdded"]] == Literal(2)
    assert said[KRIG["quadsRemoved"]] == Literal(1)


@pytest.mark.parametrize(("who", "why"), [("", "because"), ("kim", " \n")])
def test_an_edit_without_a_who_or_a_why_is_none(who: str, why: str) -> None:
    with pytest.raises(ValueError, match="who makes it, and why"):
        Edit(who, why, "update")


def test_all_kinds_of_quads_come_back_as_they_were(tmp_path: Path) -> None:
    subject, says = NamedNode("http://a/가"), NamedNode("http://a/says")
    odd = [
        Quad(subject, says, Literal('"\n\r\t\\ 한글 \U0001f600'), DefaultGraph()),
        Quad(subject, says, Literal("글", language="ko"), BlankNode("graph")),
        Quad(BlankNode("b1"), says, BlankNode("b2"), NamedNode("http://a/graph")),
        Quad(subject, says, Literal("0"), DefaultGraph()),
        Quad(subject, says, Literal(0), DefaultGraph()),
    ]
    revisions = begun(tmp_path, *odd[:3])
    append(revisions, added=odd[3:])
    assert held(revisions.state("r0")) == set(odd[:3])
    assert held(revisions.state()) == set(odd)
    assert set(revisions.state("r0").store()) == set(revisions.state("r0").store())


def test_the_difference_of_two_revisions_is_told_in_both_directions(revisions: Revisions) -> None:
    append(revisions, [quad(3)], [quad(0)])
    append(revisions, [quad(0), quad(4)], [quad(3)])
    (change,) = revisions.compare("r0", "r2")
    assert (change.thing, change.kind) == (NamedNode("http://a/4"), "added")
    assert [each.kind for each in revisions.compare("r2", "r0")] == ["removed"]
    assert [each.kind for each in revisions.compare("r1", "r2")] == ["added", "removed", "added"]
    assert revisions.compare("r1", "r1") == ()


def test_a_thing_of_which_something_is_left_has_changed(revisions: Revisions) -> None:
    append(revisions, added=[quad(0, "b")])
    append(revisions, removed=[quad(0, "a")])
    (change,) = revisions.compare("r0", "current")
    assert change.kind == "changed"
    assert {text.value for _, text in change.gone if isinstance(text, Literal)} == {"a"}


def test_a_rollback_brings_back_what_was_and_keeps_the_log_of_edits(revisions: Revisions) -> None:
    append(revisions, [quad(3)], [quad(0)])
    append(revisions, [quad(4)])
    back = revisions.rollback("r1", "lee", "a mistake")
    assert held(back) == held(revisions.state("r1"))
    assert back.record.how == "rollback"
    assert back.record.target == revisions.state("r1").id
    logged = {each.subject for each in back.store() if each.graph_name == PROVENANCE}
    assert logged == {ID["edit/1"], ID["edit/2"], ID["edit/3"]}
    forth = revisions.rollback("r2", "lee", "no mistake")
    assert held(forth) == {quad(1), quad(2), quad(3), quad(4)}


def test_what_is_kept_answers_as_before_when_the_rest_is_let_go(revisions: Revisions) -> None:
    for number in range(3, 12):
        append(revisions, [quad(number)], [quad(number - 3)])
    before = {each.id: set(each.quads()) for each in revisions.all()}
    edits = revisions.edits()
    for count in (20, 6, 3, 1):
        revisions.keep(count)
        kept = revisions.all()
        assert [each.record.number for each in kept] == [*range(max(0, 10 - count), 10)]
        assert {each.id: set(each.quads()) for each in kept} == {
            each.id: before[each.id] for each in kept
        }
        assert revisions.edits() == edits
        revisions.verify()
    assert names(revisions) == [".l", "c9", "r9"]
    with pytest.raises(NoRevisionError):
        revisions.state("r8")
    assert append(revisions, [quad(12)]).id.startswith("r10-")


def test_a_revision_that_has_been_let_go_says_so(revisions: Revisions) -> None:
    old = append(revisions, [quad(3)])
    append(revisions, [quad(4)])
    revisions.keep(1)
    with pytest.raises(NoRevisionError):
        old.store()


def test_the_same_edits_make_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "_now", lambda: datetime(2026, 11, 24, tzinfo=UTC))
    contents = []
    for name in ("one", "other"):
        revisions = begun(tmp_path / name)
        append(revisions, [quad(4), quad(3)], [quad(0)])
        revisions.keep(1)
        files = [path for path in revisions.folder.rglob("*") if path.is_file()]
        contents.append({str(f.relative_to(tmp_path / name)): f.read_bytes() for f in files})
    assert contents[0] == contents[1]


def test_the_files_of_a_revision_cannot_be_written(revisions: Revisions) -> None:
    made = append(revisions, [quad(3)])
    files = [*(revisions.folder / made.id).iterdir()]
    assert {path.name for path in files} == {"record.json", "added.nq", "removed.nq"}
    assert not any(path.stat().st_mode & 0o222 for path in files)


def test_writers_take_turns_whatever_process_they_are_in(revisions: Revisions) -> None:
    children = []
    for child in range(4):
        pid = os.fork()
        if pid == 0:
            for number in range(5):
                append(revisions, [quad(1000 + 10 * child + number)])
            os._exit(0)
        children.append(pid)
    threads = [Thread(target=append, args=(revisions, [quad(number)])) for number in range(3, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0] * 4
    assert [each.record.number for each in revisions.all()] == [*range(26)]
    assert len(held(revisions.state())) == 28


def test_a_writer_does_not_wait_for_ever(revisions: Revisions) -> None:
    with revisions.writing(), pytest.raises(LockedError), revisions.writing(0.05):
        pass


def killed_at(event: int, work: Callable[[], object]) -> bool:
    """Do `work` in a process that ends at the event of that number; tell whether it did.

    Every step that it makes on the disk is such an event.
    """
    pid = os.fork()
    if pid == 0:
        _do_until(event, work)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def _do_until(event: int, work: Callable[[], object]) -> NoReturn:
    left = event

    def hook(name: str, _: Any) -> None:
        nonlocal left
        if name == "open" or name.startswith(("os.", "shutil.", "fcntl.", "tempfile.")):
            left -= 1
            if left < 0:
                signal.raise_signal(signal.SIGKILL)

    sys.addaudithook(hook)
    try:
        work()
    finally:
        os._exit(0)


def test_a_writer_killed_at_any_step_leaves_the_revision_whole_or_none(
    revisions: Revisions,
) -> None:
    for event in range(1000):
        before = revisions.state()
        killed = killed_at(event, lambda: append(revisions, [quad(3)]))
        after = revisions.state()
        revisions.verify()
        if after != before:
            assert held(after) == {quad(0), quad(1), quad(2), quad(3)}
            append(revisions, removed=[quad(3)])
        if not killed:
            break
    assert event > 20
    append(revisions, [quad(3)])
    assert not [name for name in names(revisions) if name not in {".l", "c0"} and name[0] != "r"]


def test_a_beginning_killed_at_any_step_can_be_made_again(tmp_path: Path) -> None:
    base = Base("release-1", (quad(0),))
    killed, event = True, 0
    while killed:
        revisions = Revisions(tmp_path / str(event))
        killed = killed_at(event, partial(revisions.begin, base))
        assert revisions.current() is None or held(revisions.state()) == {quad(0)}
        revisions.begin(base)
        assert names(revisions) == [".l", "c0", "r0"]
        assert held(revisions.state()) == {quad(0)}
        event += 1
    assert event > 20


def test_letting_go_killed_at_any_step_loses_nothing_that_is_kept(revisions: Revisions) -> None:
    for number in range(3, 9):
        append(revisions, [quad(number)], [quad(number - 3)])
    before = {each.id: set(each.quads()) for each in revisions.all()}
    last: list[Revision] = [*revisions.all()][-3:]
    killed, event = True, 0
    while killed:
        killed = killed_at(event, lambda: revisions.keep(3))
        kept = revisions.all()
        assert kept[-3:] == tuple(last)
        assert all(set(each.quads()) == before[each.id] for each in kept)
        revisions.verify()
        event += 1
    assert revisions.all() == tuple(last)
    assert event > 20
