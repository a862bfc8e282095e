"""A history that is not as it was written is reported, and nothing of it is used."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from krig.revisions import DamageError, Revisions
from tests.krig.revisions.histories import append, begun, held, quad


@pytest.fixture
def revisions(tmp_path: Path) -> Revisions:
    """A history with checkpoints at its floor and in its midst."""
    revisions = begun(tmp_path / "revisions")
    for number in range(3, 7):
        append(revisions, [quad(number)], [quad(number - 3)])
    revisions.keep(4)
    return revisions


def load_all(revisions: Revisions) -> None:
    for revision in revisions.all():
        revision.store()


def entry(revisions: Revisions, start: str) -> Path:
    (path,) = revisions.folder.glob(f"{start}-*")
    return path


def test_an_undamaged_history_is_verified(revisions: Revisions) -> None:
    revisions.verify()
    load_all(revisions)


def test_one_changed_byte_in_any_file_is_found(revisions: Revisions) -> None:
    files = [path for path in revisions.folder.rglob("*") if path.parent != revisions.folder]
    assert len(files) == 4 * 3 + 4
    for path in files:
        content = path.read_bytes()
        for place in {0, len(content) // 2, len(content) - 2} if content else {0}:
            path.chmod(0o644)
            path.write_bytes(content[:place] + b"#" + content[place + 1 :])
            with pytest.raises(DamageError) as found:
                revisions.verify()
            assert "백업" in found.value.message("ko")
            assert "backup" in found.value.message("en")
        path.write_bytes(content)
    revisions.verify()


def test_a_changed_byte_is_found_before_anything_of_it_is_served(revisions: Revisions) -> None:
    path = entry(revisions, "r3") / "added.nq"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"says", b"said"))
    assert held(revisions.state("r2")) == {quad(2), quad(3), quad(4)}
    for name in ("r3", "r4"):
        with pytest.raises(DamageError, match=r"r3-\w+/added\.nq: it has been changed"):
            revisions.state(name).store()


def test_a_cut_file_is_found(revisions: Revisions) -> None:
    path = entry(revisions, "c1") / "graph.nq"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(DamageError, match=r"graph\.nq"):
        revisions.state().store()


def remove_one(folder: Path) -> None:
    shutil.rmtree(next(folder.glob("r2-*")))


def remove_a_file(folder: Path) -> None:
    (next(folder.glob("r2-*")) / "removed.nq").unlink()


def remove_the_checkpoint(folder: Path) -> None:
    shutil.rmtree(next(folder.glob("c1-*")))


def remove_the_floor(folder: Path) -> None:
    shutil.rmtree(next(folder.glob("r1-*")))


def double(folder: Path) -> None:
    shutil.copytree(next(folder.glob("r2-*")), folder / "r2-000000000000")


def rename(folder: Path) -> None:
    next(folder.glob("r4-*")).rename(folder / "r4-000000000000")


def exchange(folder: Path) -> None:
    one, other = next(folder.glob("r2-*")), next(folder.glob("r3-*"))
    one.rename(folder / "aside")
    other.rename(one)
    (folder / "aside").rename(other)


@pytest.mark.parametrize(
    "damage",
    [
        remove_one,
        remove_a_file,
        remove_the_checkpoint,
        remove_the_floor,
        double,
        rename,
        exchange,
    ],
)
def test_a_history_that_lacks_or_mixes_up_parts_is_not_used(
    revisions: Revisions, damage: Callable[[Path], None]
) -> None:
    damage(revisions.folder)
    with pytest.raises(DamageError):
        revisions.verify()
    with pytest.raises(DamageError):
        revisions.state().store()
    with pytest.raises(DamageError):
        load_all(revisions)


def test_a_record_that_is_forged_with_its_own_digest_does_not_follow(
    revisions: Revisions,
) -> None:
    path = entry(revisions, "r2")
    record = revisions.state("r2").record.model_copy(update={"who": "somebody else"}).sealed()
    forged = path.with_name(record.id)
    path.rename(forged)
    (forged / "record.json").chmod(0o644)
    (forged / "record.json").write_text(record.model_dump_json())
    with pytest.raises(DamageError, match="does not follow"):
        revisions.all()


def test_a_record_with_more_than_it_should_say_is_not_taken(revisions: Revisions) -> None:
    path = entry(revisions, "r4") / "record.json"
    path.chmod(0o644)
    path.write_text(json.dumps({**json.loads(path.read_text()), "note": "later"}))
    with pytest.raises(DamageError, match="cannot be read"):
        revisions.current()


def test_other_files_in_the_folder_do_no_harm(revisions: Revisions) -> None:
    (revisions.folder / "README").write_text("ours")
    (revisions.folder / "release-3").mkdir()
    append(revisions, [quad(9)])
    revisions.verify()
    assert (revisions.folder / "README").exists()
