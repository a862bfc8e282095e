"""Watching runs again on a save, and ends when it is interrupted."""

from collections.abc import Callable
from pathlib import Path

from krig.command.watch import state, watch


def saves(*steps: Callable[[], object]) -> Callable[[float], None]:
    """Something to do at each look in which nothing has changed; then an interruption."""
    left = list(steps)

    def sleep(_seconds: float) -> None:
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    return sleep


def test_a_save_makes_for_another_run(tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    file.write_text("one", encoding="utf-8")
    seen: list[str] = []
    watch(
        lambda: seen.append(file.read_text(encoding="utf-8")),
        [tmp_path],
        saves(lambda: None, lambda: file.write_text("two!", encoding="utf-8"), lambda: None),
    )
    assert seen == ["one", "two!"]


def test_a_file_that_comes_or_goes_makes_for_another_run(tmp_path: Path) -> None:
    runs: list[int] = []
    new = tmp_path / "new.ttl"
    watch(
        lambda: runs.append(1),
        [tmp_path],
        saves(lambda: new.write_text("", encoding="utf-8"), new.unlink),
    )
    assert len(runs) == 3


def test_a_save_during_a_run_is_not_missed(tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    file.write_text("", encoding="utf-8")
    runs: list[int] = []

    def run() -> None:
        runs.append(1)
        if len(runs) == 1:
            file.write_text("saved meanwhile", encoding="utf-8")

    watch(run, [file], saves())
    assert len(runs) == 2


def test_hidden_files_and_what_is_absent_are_not_watched(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "index").write_text("", encoding="utf-8")
    assert state([tmp_path, tmp_path / "absent.ttl"]) == {}
