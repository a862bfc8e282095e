"""A backup holds all that was acknowledged, and is restored whole or not at all."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest
import typer
from pyoxigraph import Literal, NamedNode, Quad
from typer.testing import CliRunner

from krig.backup import BackupError, aside, back_up, restore, verify
from krig.command import backup as commands
from krig.release import Release, Releases
from krig.revisions import DamageError, Delta, Edit, Revisions, durable

GRAPH = NamedNode("https://example.org/graph")
NUMBER = NamedNode("https://example.org/number")


def quad(number: int) -> Quad:
    return Quad(NamedNode(f"https://example.org/{number}"), NUMBER, Literal(number), GRAPH)


def write(revisions: Revisions, number: int) -> str:
    """Append a revision, and return its id."""
    with revisions.writing() as ledger:
        delta = Delta(frozenset({quad(number)}))
        return ledger.append(Edit("kim", f"the number {number}", "update"), delta).id


@pytest.fixture
def revisions(tmp_path: Path, release: Release) -> Revisions:
    """A history of some edits of the release."""
    revisions = Revisions(tmp_path / "revisions")
    revisions.begin(release)
    for number in range(3):
        write(revisions, number)
    return revisions


@pytest.fixture
def elsewhere(tmp_path: Path) -> tuple[Releases, Revisions]:
    """Folders in which nothing is yet."""
    return Releases(tmp_path / "new" / "releases"), Revisions(tmp_path / "new" / "revisions")


def files(folder: Path) -> dict[str, bytes]:
    """What is in a folder, but for the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def test_what_is_restored_is_what_was_backed_up(
    releases: Releases,
    revisions: Revisions,
    elsewhere: tuple[Releases, Revisions],
    tmp_path: Path,
) -> None:
    made = back_up(releases, revisions, tmp_path / "backup")
    assert made == verify(tmp_path / "backup")
    assert restore(tmp_path / "backup", *elsewhere) == made
    new_releases, new_revisions = elsewhere
    assert files(new_releases.folder) == files(releases.folder)
    assert files(new_revisions.folder) == files(revisions.folder)
    new, old = new_releases.current(), releases.current()
    assert new is not None
    assert old is not None
    assert new.id == old.id
    assert len(new.open()) == old.manifest.quads
    assert new_revisions.state().store().quads_for_pattern(quad(2).subject, None, None, None)
    assert write(new_revisions, 3).startswith("r4-")


def test_the_digests_are_checked_by_the_system_s_own_program(
    releases: Releases, revisions: Revisions, tmp_path: Path
) -> None:
    back_up(releases, revisions, tmp_path / "backup")
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(command, cwd=tmp_path / "backup", check=False).returncode == 0


def test_a_backup_made_while_others_write_holds_all_that_was_written_before_it_began(
    releases: Releases, revisions: Revisions, tmp_path: Path
) -> None:
    stopped, written = Event(), [0]

    def writes() -> None:
        number = 100
        while not stopped.is_set():
            write(revisions, number)
            written[0] = number
            number += 1
            if number % 5 == 0:
                revisions.keep(4)

    thread = Thread(target=writes)
    thread.start()
    try:
        for name in range(5):
            until = monotonic() + 20
            before = written[0]
            while written[0] == before and monotonic() < until:
                sleep(0.001)
            acknowledged = written[0]
            made = back_up(releases, revisions, tmp_path / f"backup-{name}")
            copy = Revisions(made.path / "revisions")
            copy.verify()
            assert copy.state().id == made.head
            held = set(copy.state().quads())
            assert quad(acknowledged) in held
            assert {quad(number) for number in range(100, acknowledged + 1)} <= held
    finally:
        stopped.set()
        thread.join(30)


@pytest.mark.parametrize("lost", ["record.json", "graph.nq", "manifest.json", "current"])
def test_a_backup_with_a_missing_file_is_refused(
    releases: Releases,
    revisions: Revisions,
    elsewhere: tuple[Releases, Revisions],
    tmp_path: Path,
    lost: str,
) -> None:
    path = back_up(releases, revisions, tmp_path / "backup").path
    victim = next(each for each in sorted(path.rglob(lost)) if each.is_file())
    victim.unlink()
    with pytest.raises(BackupError, match=f"{lost}: 없음 · missing"):
        restore(path, *elsewhere)
    assert not elsewhere[0].folder.exists()
    assert not elsewhere[1].folder.exists()


def test_every_fault_of_a_backup_is_told_at_once(
    releases: Releases, revisions: Revisions, tmp_path: Path
) -> None:
    path = back_up(releases, revisions, tmp_path / "backup").path
    first, second, *_ = sorted(path.rglob("added.nq"))
    first.unlink()
    second.chmod(0o644)
    second.write_bytes(b"else")
    (path / "releases" / "more").write_bytes(b"more")
    with pytest.raises(BackupError) as caught:
        verify(path)
    assert len(caught.value.en.splitlines()) == 4
    for word in ("missing", "changed", "not of the backup"):
        assert word in caught.value.en


def test_a_link_in_a_backup_is_not_followed(
    releases: Releases, revisions: Revisions, elsewhere: tuple[Releases, Revisions], tmp_path: Path
) -> None:
    path = back_up(releases, revisions, tmp_path / "backup").path
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (path / "revisions" / "link").symlink_to(secret)
    restore(path, *elsewhere)
    assert "secret" not in str(files(elsewhere[1].folder))


@pytest.mark.parametrize("sums", ["", "nonsense\n", "0" * 64 + "  ../../outside\n"])
def test_what_is_no_backup_is_refused(
    sums: str, elsewhere: tuple[Releases, Revisions], tmp_path: Path
) -> None:
    (tmp_path / "no").mkdir()
    (tmp_path / "no" / "SHA256SUMS").write_text(sums)
    with pytest.raises(BackupError, match="no digests can be read"):
        restore(tmp_path / "no", *elsewhere)


@pytest.mark.parametrize("part", ["releases", "revisions"])
def test_nothing_is_overwritten(
    releases: Releases,
    revisions: Revisions,
    elsewhere: tuple[Releases, Revisions],
    tmp_path: Path,
    part: str,
) -> None:
    path = back_up(releases, revisions, tmp_path / "backup").path
    folder = {"releases": elsewhere[0].folder, "revisions": elsewhere[1].folder}[part]
    folder.mkdir(parents=True)
    (folder / "mine").write_text("mine")
    with pytest.raises(BackupError, match="not overwritten"):
        restore(path, *elsewhere)
    assert [each.name for each in folder.parent.rglob("*")] == [part, "mine"]
    with pytest.raises(BackupError, match="already"):
        back_up(releases, revisions, path)


def test_a_restore_that_was_ended_in_between_can_be_repeated(
    releases: Releases, revisions: Revisions, elsewhere: tuple[Releases, Revisions], tmp_path: Path
) -> None:
    path = back_up(releases, revisions, tmp_path / "backup").path
    restore(path, *elsewhere)
    shutil.rmtree(elsewhere[0].folder)
    restore(path, *elsewhere)
    assert files(elsewhere[0].folder) == files(releases.folder)


def test_a_restore_killed_at_any_moment_leaves_whole_folders_and_the_revisions_first(
    releases: Releases, revisions: Revisions, tmp_path: Path
) -> None:
    path = back_up(releases, revisions, tmp_path / "backup").path
    for milliseconds in range(20, 620, 100):
        place = tmp_path / f"place-{milliseconds}"
        arguments = [str(path), str(place / "releases"), str(place / "revisions")]
        program = (
            "import sys; from pathlib import Path; from krig.backup import restore;"
            "from krig.release import Releases; from krig.revisions import Revisions;"
            "print(flush=True); path, releases, revisions = map(Path, sys.argv[1:]);"
            "restore(path, Releases(releases), Revisions(revisions))"
        )
        with subprocess.Popen(
            [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            sleep(milliseconds / 1000)
            process.send_signal(signal.SIGKILL)
        if (place / "releases").exists():
            assert files(place / "releases") == files(releases.folder)
            assert (place / "revisions").exists()
        if (place / "revisions").exists():
            Revisions(place / "revisions").verify()
            assert files(place / "revisions") == files(revisions.folder)
        restore(path, Releases(place / "releases"), Revisions(place / "revisions"))


def test_a_backup_that_fails_leaves_nothing(
    releases: Releases, revisions: Revisions, tmp_path: Path
) -> None:
    damaged = next(revisions.folder.rglob("r2-*/added.nq"))
    damaged.chmod(0o644)
    damaged.write_bytes(b"else")
    (tmp_path / "backups").mkdir()
    with pytest.raises(DamageError, match=damaged.parent.name) as caught:
        back_up(releases, revisions, tmp_path / "backups" / "one")
    assert caught.value.path == damaged
    assert [*(tmp_path / "backups").iterdir()] == []


def test_a_release_that_is_damaged_is_not_taken_for_sound(
    releases: Releases, tmp_path: Path
) -> None:
    copy = Releases(Path(shutil.copytree(releases.folder, tmp_path / "copy", symlinks=True)))
    release = copy.current()
    assert release is not None
    release.dump.chmod(0o644)
    release.dump.write_bytes(release.dump.read_bytes() + b"\n")
    with pytest.raises(BackupError, match="not as the manifest says"):
        back_up(copy, Revisions(tmp_path / "none"), tmp_path / "backup")
    assert not (tmp_path / "none").exists()


def test_where_there_is_nothing_no_backup_is_made(tmp_path: Path) -> None:
    nothing = Releases(tmp_path / "releases"), Revisions(tmp_path / "revisions")
    with pytest.raises(BackupError, match="no release"):
        back_up(*nothing, tmp_path / "backup")
    assert [*tmp_path.iterdir()] == []


@pytest.fixture
def krig(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """The two commands, run by their words."""
    app = typer.Typer()
    app.command()(commands.backup)
    app.command()(commands.restore)
    monkeypatch.setenv("KRIG_LANG", "en")

    def run(*words: str | Path) -> tuple[int, str]:
        result = CliRunner().invoke(app, [str(word) for word in words])
        return result.exit_code, result.output

    return run


def test_the_commands_tell_what_they_did(
    releases: Releases,
    revisions: Revisions,
    tmp_path: Path,
    krig: Callable[..., tuple[int, str]],
) -> None:
    at = ["--releases", releases.folder, "--revisions", revisions.folder]
    new = ["--releases", tmp_path / "a", "--revisions", tmp_path / "b"]
    head = revisions.state().id
    code, said = krig("backup", tmp_path / "backup", *at)
    assert (code, head in said) == (0, True)
    code, said = krig("restore", tmp_path / "backup", "--check")
    assert (code, head in said) == (0, True)
    assert krig("restore", tmp_path / "backup", *new)[0] == 0
    assert Revisions(tmp_path / "b").state().id == head
    code, said = krig("restore", tmp_path / "backup", *at[:2], "--revisions", tmp_path)
    assert code == 2
    assert "not overwritten" in said
    assert "Traceback" not in said


def test_the_commands_speak_korean(tmp_path: Path, krig: Callable[..., tuple[int, str]]) -> None:
    code, said = krig("restore", tmp_path, "--lang", "ko")
    assert code == 2
    assert "다이제스트를 읽을 수 없습니다" in said


def test_who_writes_does_not_take_a_backup_in_the_making_for_debris() -> None:
    assert not aside.STAGED.startswith(durable.STAGED)
