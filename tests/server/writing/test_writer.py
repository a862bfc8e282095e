"""Writes come one after the other, whole or not at all, and readers see them before the writer."""

import asyncio
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest

from krig.revisions import Delta, Revision, Revisions
from krig.revisions.moving import move
from krig.revisions.provenance import PROVENANCE
from server.readers.family import TemplateError
from server.writing import (
    Action,
    Delete,
    Outcome,
    Part,
    Post,
    Put,
    Rebase,
    Rollback,
    Update,
    Write,
    WriteLimits,
    Writer,
)
from server.writing.faults import (
    BusyError,
    CrashedError,
    DamagedError,
    DataError,
    DeadlineError,
    FederationError,
    KeptGraphError,
    LostError,
    MemoryExceededError,
    NoRevisionError,
    OvertakenError,
    StorageError,
    UnservedError,
    UnwrittenError,
    UpdateSyntaxError,
)
from tests.krig.revisions.histories import Base, append, begun, held, quad
from tests.server.writing.benches import alive, child, scribe, writing

pytestmark = pytest.mark.anyio

CROSS = " ".join(f"?{name} ?{name}p ?{name}o ." for name in "abcdef")
COUNT = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
FOREVER = f"WITH <http://a/graph> INSERT {{ <a:a> <a:p> ?n }} WHERE {{ {{ {COUNT} }} }}"
NESTED = f"INSERT {{}} WHERE {'{' * 20_000}{'}' * 20_000}"
EXPLODING = f"WITH <http://a/graph> INSERT {{ ?a ?b ?c }} WHERE {{ {CROSS} }}"
MIB = 2**20


@pytest.fixture
def revisions(tmp_path: Path) -> Revisions:
    return begun(tmp_path / "revisions", *(quad(number) for number in range(100)))


def inserting(*numbers: int) -> str:
    triples = " ".join(f"{each.triple} ." for each in map(quad, numbers))
    return f"INSERT DATA {{ GRAPH <http://a/graph> {{ {triples} }} }}"


def turtle(text: str) -> tuple[Part, ...]:
    return (Part(content=text.encode(), media_type="text/turtle"),)


async def test_what_is_acknowledged_is_on_disk_and_served(revisions: Revisions) -> None:
    async with writing(revisions) as bench:
        outcome = await bench.do(inserting(100, 101, 1))
        assert (outcome.changed, outcome.added, outcome.removed) == (True, 2, 0)
        assert bench.served == [outcome.revision]
        assert revisions.state().id == outcome.revision
        assert held(revisions.state()) == {quad(number) for number in range(102)}
        record = revisions.state().record
        assert (record.who, record.why, record.how) == ("kim", "because", "update")


async def test_every_kind_of_action_is_written(revisions: Revisions) -> None:
    graph, new = "http://a/graph", "http://a/new"
    steps: list[tuple[Action, tuple[int, int, bool]]] = [
        (Put(graph=new, parts=turtle("<a:1> <a:p> 1 , 2 .")), (2, 0, True)),
        (Put(graph=new, parts=turtle("<a:1> <a:p> 2 , 3 .")), (1, 1, False)),
        (Post(graph=new, parts=turtle("<a:1> <a:p> 4 .")), (1, 0, False)),
        (Post(graph=f"{new}er", parts=turtle("<a:1> <a:p> 4 .")), (1, 0, True)),
        (Delete(graph=graph), (0, 100, False)),
        (Rollback(revision="r2"), (100, 2, False)),
        (Update(text="DROP ALL"), (0, 102, False)),
        (Rollback(revision="r0"), (100, 0, False)),
    ]
    async with writing(revisions) as bench:
        for action, expected in steps:
            outcome = await bench.do(action)
            assert (outcome.added, outcome.removed, outcome.created) == expected, action
        assert bench.served == [each.id for each in revisions.all()[1:]]
    assert [each.record.how for each in revisions.all()[1:]] == [action.how for action, _ in steps]
    assert revisions.state().record.target == revisions.state("r0").id
    assert held(revisions.state()) == held(revisions.state("r0"))


async def test_blank_nodes_keep_their_labels(revisions: Revisions) -> None:
    async with writing(revisions) as bench:
        await bench.do("INSERT DATA { _:b <a:p> _:b }")
        (node,) = {each.subject for each in held(revisions.state()) - held(revisions.state("r0"))}
        await bench.do("INSERT { ?b <a:q> 1 } WHERE { ?b <a:p> ?b }")
    async with writing(revisions) as bench:
        await bench.do("INSERT { ?b <a:r> 1 } WHERE { ?b <a:q> 1 }")
    told = {each.predicate.value for each in revisions.state().quads() if each.subject == node}
    assert told == {"a:p", "a:q", "a:r"}


async def test_what_changes_nothing_makes_no_revision(revisions: Revisions) -> None:
    async with writing(revisions) as bench:
        outcome = await bench.do(inserting(1))
        assert not outcome.changed
        assert outcome.revision == revisions.state("r0").id
        assert len(revisions.all()) == 1
        assert bench.served == []


async def test_a_trial_tells_what_would_come_of_it_and_writes_nothing(revisions: Revisions) -> None:
    before = sorted(revisions.folder.rglob("*"))
    async with writing(revisions) as bench:
        outcome = await bench.do("DROP ALL", dry=True)
        assert (outcome.changed, outcome.removed) == (True, 100)
        assert outcome.verdict is not None
        assert outcome.verdict.conforms
        assert outcome.revision == revisions.state("r0").id
        assert (await bench.do(inserting(1))).changed is False
    assert sorted(revisions.folder.rglob("*")) == before


REFUSED: list[tuple[Action, type[UnwrittenError]]] = [
    (Update(text="INSERT DATA"), UpdateSyntaxError),
    (Update(text=FOREVER), DeadlineError),
    (Update(text=NESTED), CrashedError),
    (Update(text=EXPLODING), MemoryExceededError),
    (Update(text="LOAD <http://a/>"), FederationError),
    (Put(graph="http://a/graph", parts=turtle("<a:a>")), DataError),
    (Put(graph=PROVENANCE.value, parts=turtle("<a:a> a <a:b> .")), KeptGraphError),
    (Rollback(revision="r7"), NoRevisionError),
    (Rebase(releases="none", release="2026"), NoRevisionError),
]


async def test_what_is_refused_leaves_no_trace(revisions: Revisions) -> None:
    async with writing(revisions, deadline=5, memory=64 * MIB) as bench:
        await bench.do(inserting(100))
        before = sorted(revisions.folder.rglob("*"))
        for action, fault in REFUSED:
            with pytest.raises(fault):
                await bench.do(action)
            assert sorted(revisions.folder.rglob("*")) == before
        assert (await bench.do(inserting(101))).added == 1
    assert held(revisions.state()) == {quad(number) for number in range(102)}


async def test_who_expects_another_revision_comes_too_late(revisions: Revisions) -> None:
    async with writing(revisions) as bench:
        first = await bench.do(inserting(100), expected=revisions.state().id)
        with pytest.raises(OvertakenError, match=first.revision):
            await bench.do(inserting(101), expected=revisions.state("r0").id)
        assert (await bench.do(inserting(101), expected=first.revision)).changed


async def test_writes_at_once_are_done_in_the_order_in_which_they_came(
    revisions: Revisions,
) -> None:
    async with writing(revisions) as bench:
        writes = [asyncio.ensure_future(bench.do(inserting(100 + n))) for n in range(20)]
        await asyncio.sleep(0)
        assert bench.writer.waiting == 19
        outcomes = await asyncio.gather(*writes)
        numbers = [int(each.revision[1:].partition("-")[0]) for each in outcomes]
        assert numbers == [*range(1, 21)]
        assert bench.served == [each.revision for each in outcomes]
    assert held(revisions.state()) == {quad(number) for number in range(120)}
    assert held(revisions.state("r7")) == {quad(number) for number in range(107)}


async def test_a_queue_that_is_full_takes_no_more(revisions: Revisions) -> None:
    async with writing(revisions, queue=2) as bench:
        writes = [asyncio.ensure_future(bench.do(inserting(100 + n))) for n in range(5)]
        done = await asyncio.gather(*writes, return_exceptions=True)
        assert [type(each) for each in done] == [Outcome] * 3 + [BusyError] * 2
        assert bench.writer.outcomes == {"written": 3, "busy": 2}


async def test_a_write_whose_turn_does_not_come_is_not_done(revisions: Revisions) -> None:
    async with writing(revisions) as bench:
        long = asyncio.ensure_future(bench.writer.write(ask(FOREVER), timeout=1.5))
        await asyncio.sleep(0.1)
        began = monotonic()
        with pytest.raises(BusyError):
            await bench.writer.write(ask(inserting(100)), timeout=0.3)
        assert monotonic() - began < 1
        with pytest.raises(DeadlineError, match=r"1\.5"):
            await long
        assert (await bench.do(inserting(101))).changed
    assert quad(100) not in held(revisions.state())


def ask(text: str) -> Write:
    return Write(action=Update(text=text), who="kim", why="because")


async def test_who_no_longer_waits_does_not_stop_what_has_begun(revisions: Revisions) -> None:
    async with writing(revisions) as bench:
        begun_, waiting = (asyncio.ensure_future(bench.do(inserting(n))) for n in (100, 101))
        await asyncio.sleep(0.01)
        begun_.cancel()
        waiting.cancel()
        assert (await bench.do(inserting(102))).changed
    assert held(revisions.state()) == {quad(number) for number in (*range(101), 102)}


async def test_a_revision_of_another_process_is_followed_and_served(revisions: Revisions) -> None:
    async with writing(revisions) as bench:
        await bench.do(inserting(100))
        other = append(revisions, removed=[quad(0)])
        outcome = await bench.do("DELETE WHERE { GRAPH ?g { <http://a/0> ?p ?o } }")
        assert not outcome.changed
        assert outcome.revision == bench.served[-1] == other.id
        revisions.keep(1)
        append(revisions, removed=[quad(1)])
        append(revisions, removed=[quad(2)])
        assert (await bench.do(inserting(0, 1))).added == 2
    assert held(revisions.state()) == {quad(n) for n in range(101) if n != 2}


async def test_a_history_that_was_moved_meanwhile_is_written_to_on_its_new_release(
    revisions: Revisions,
) -> None:
    async with writing(revisions) as bench:
        await bench.do(inserting(100))
        moved = move(revisions, Base("release-2", (quad(0), quad(50))), "lee", "newer").revision
        outcome = await bench.do(inserting(101))
        assert bench.served[-1] == outcome.revision
    assert revisions.state(moved.id).record.base == revisions.state().record.base == "release-2"
    assert held(revisions.state()) == {quad(0), quad(50), quad(100), quad(101)}
    assert revisions.edits() == Delta(frozenset({quad(100), quad(101)}))
    revisions.verify()


async def test_old_revisions_are_let_go_by_and_by(revisions: Revisions) -> None:
    async with writing(revisions, keep=3) as bench:
        for number in range(100, 130):
            await bench.do(inserting(number))
        kept = [each.record.number for each in revisions.all()]
        assert kept[-3:] == [28, 29, 30]
        assert len(kept) <= 3 + 11
    assert held(revisions.state()) == {quad(number) for number in range(130)}


async def test_readers_that_cannot_load_it_are_told_apart_from_nothing_written(
    revisions: Revisions,
) -> None:
    served: list[str] = []
    failing = True

    async def swap(revision: Revision) -> None:
        if failing:
            raise TemplateError(revision.id)
        served.append(revision.id)

    async with await Writer.start(revisions, WriteLimits(), swap) as writer:
        with pytest.raises(UnservedError) as found:
            await writer.write(ask(inserting(100)))
        assert found.value.revision == revisions.state().id
        failing = False
        assert not (await writer.write(ask(inserting(100)))).changed
        assert served == [revisions.state("r1").id]


async def test_the_death_of_the_scribe_or_its_child_is_survived(revisions: Revisions) -> None:
    async with writing(revisions) as bench:
        writing_ = asyncio.ensure_future(bench.do(FOREVER))
        os.kill(await child(bench.writer), signal.SIGKILL)
        with pytest.raises(LostError):
            await writing_
        writing_ = asyncio.ensure_future(bench.do(FOREVER))
        orphan = await child(bench.writer)
        os.kill(scribe(bench.writer), signal.SIGKILL)
        with pytest.raises(LostError):
            await writing_
        await asyncio.sleep(0.2)
        assert not alive(orphan)
        assert (await bench.do(inserting(100))).changed


async def test_a_write_that_is_stored_when_the_scribe_dies_is_acknowledged(
    revisions: Revisions,
) -> None:
    async with writing(revisions) as bench:
        await bench.do(inserting(100))
        pid = scribe(bench.writer)
        with revisions.writing():  # the scribe waits for the lock, and with it
            waiting = asyncio.ensure_future(bench.do(inserting(101)))
            await asyncio.sleep(0.1)
            os.kill(pid, signal.SIGSTOP)
        outcome = await killed_after_the_append(waiting, revisions, pid)
        assert (outcome.added, outcome.revision) == (1, revisions.state().id)
        assert bench.served[-1] == outcome.revision


async def killed_after_the_append(
    waiting: asyncio.Future[Outcome], revisions: Revisions, pid: int
) -> Outcome:
    """Kill the scribe as soon as the revision is there, if it has not answered before."""
    os.kill(pid, signal.SIGCONT)
    while revisions.state().record.number < 2:
        await asyncio.sleep(0)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return await waiting


async def test_a_disk_that_takes_no_more_leaves_no_trace(revisions: Revisions) -> None:
    async with writing(revisions) as bench:
        before = sorted(revisions.folder.rglob("*"))
        resource.prlimit(scribe(bench.writer), resource.RLIMIT_FSIZE, (800, 800))
        with pytest.raises(StorageError, match="File too large"):
            await bench.do(inserting(100))
        assert sorted(revisions.folder.rglob("*")) == before
        assert (await bench.do(inserting(100))).changed


async def test_a_history_that_is_damaged_is_not_written_to(revisions: Revisions) -> None:
    (path,) = revisions.folder.glob("c0-*/graph.nq")
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DamagedError, match="it has been changed"):
        async with writing(revisions):
            pass


async def test_a_history_that_has_not_begun_is_not_written_to(tmp_path: Path) -> None:
    with pytest.raises(NoRevisionError):
        async with writing(Revisions(tmp_path)):
            pass


async def test_a_closed_writer_writes_no_more(revisions: Revisions) -> None:
    async with writing(revisions) as bench:
        last = asyncio.ensure_future(bench.do(inserting(100)))
        await asyncio.sleep(0.01)
        await bench.writer.close()
        assert (await last).changed
        with pytest.raises(LostError):
            await bench.do(inserting(101))


@pytest.mark.parametrize(("who", "why"), [("", "because"), ("kim", "  "), ("kim", "x" * 2001)])
def test_a_write_says_who_and_why(who: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"who|why"):
        Write(action=Delete(graph="http://a/"), who=who, why=why)
