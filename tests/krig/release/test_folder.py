"""The folder of releases: added whole, found by name, never left half done."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from krig.release import Manifest, Releases


def manifest(name: str, day: int = 1, origin: str = "a") -> Manifest:
    return Manifest(
        id=name,
        created=datetime(2026, 11, day, tzinfo=UTC),
        inputs={"data/regions.csv": origin},
        tools={"krig": "0"},
        outputs={},
        quads=0,
        graphs={},
        classes={},
        results={},
    )


def publish(releases: Releases, made: Manifest) -> None:
    with releases.writing() as staged:
        made.write(staged)
        releases.publish(staged)


@pytest.fixture
def folder(tmp_path: Path) -> Releases:
    return Releases(tmp_path / "releases")


def names(folder: Releases) -> list[str]:
    return sorted(path.name for path in folder.folder.iterdir())


def test_a_folder_that_is_not_there_has_no_releases(folder: Releases) -> None:
    assert folder.all() == ()
    assert folder.current() is None
    assert folder.find("current") is None


def test_the_release_published_last_is_current(folder: Releases) -> None:
    publish(folder, manifest("2026-11-01-aaa"))
    publish(folder, manifest("2026-11-02-bbb", day=2))
    current = folder.current()
    assert current is not None
    assert current.id == "2026-11-02-bbb"
    assert [each.id for each in folder.all()] == ["2026-11-01-aaa", "2026-11-02-bbb"]


def test_an_earlier_release_can_be_made_current_again(folder: Releases) -> None:
    publish(folder, manifest("2026-11-01-aaa"))
    publish(folder, manifest("2026-11-02-bbb", day=2))
    first, _ = folder.all()
    folder.make_current(first)
    assert folder.current() == first


def test_a_release_is_found_by_part_of_its_name_if_only_one_has_it(folder: Releases) -> None:
    publish(folder, manifest("2026-11-01-aaa"))
    publish(folder, manifest("2026-11-01-abb"))
    found = folder.find("aaa")
    assert found is not None
    assert found.id == "2026-11-01-aaa"
    assert folder.find("2026-11-01") is None
    assert folder.find("ccc") is None


def test_a_release_is_found_by_what_it_was_made_from(folder: Releases) -> None:
    made = manifest("2026-11-01-aaa")
    publish(folder, made)
    found = folder.made_from(made.origin)
    assert found is not None
    assert found.manifest == made
    assert folder.made_from(manifest("2026-11-01-aaa", origin="b").origin) is None


def test_what_fails_while_it_is_written_leaves_nothing(folder: Releases) -> None:
    publish(folder, manifest("2026-11-01-aaa"))
    before = names(folder)

    def fail() -> None:
        with folder.writing() as staged:
            (staged / "graph.nq").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert names(folder) == before


def test_the_next_writer_removes_what_a_killed_one_left(folder: Releases) -> None:
    publish(folder, manifest("2026-11-01-aaa"))
    debris = folder.folder / ".staged-killed"
    debris.mkdir()
    (debris / "graph.nq").write_text("half")
    (folder.folder / ".staged-current").symlink_to("nowhere")
    assert [each.id for each in folder.all()] == ["2026-11-01-aaa"]
    publish(folder, manifest("2026-11-02-bbb"))
    assert names(folder) == [".lock", "2026-11-01-aaa", "2026-11-02-bbb", "current"]


def test_writers_take_turns(folder: Releases) -> None:
    made = [manifest(f"2026-11-01-{number:03}") for number in range(20)]
    writers = [Thread(target=publish, args=(folder, each)) for each in made]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [each.id for each in folder.all()] == [each.id for each in made]


def test_the_files_of_a_release_cannot_be_written(folder: Releases) -> None:
    publish(folder, manifest("2026-11-01-aaa"))
    (release,) = folder.all()
    assert (release.path / "manifest.json").stat().st_mode & 0o222 == 0
