"""`krig revisions`: tells who has edited the graph, when, why, and by how much."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from krig.command.main import app
from krig.revisions import Delta, Edit, Revisions
from tests.krig.revisions.histories import begun, quad


def history(folder: Path) -> Revisions:
    """Return a history of a release, an edit, and the way back."""
    revisions = begun(folder)
    with revisions.writing() as ledger:
        delta = Delta(frozenset({quad(7), quad(8)}), frozenset({quad(0)}))
        ledger.append(Edit("김철수", "the figures [of] 2026\n\x1b[31m", "update"), delta)
    revisions.rollback("r0", "lee", "wrong")
    return revisions


def krig_revisions(folder: Path, *arguments: str) -> Result:
    command = ["revisions", "--revisions", str(folder), "--lang", "en", *arguments]
    return CliRunner().invoke(app, command, env={"COLUMNS": "200"})


def test_a_table_has_a_line_for_each_the_newest_first(tmp_path: Path) -> None:
    revisions = history(tmp_path)
    listed = krig_revisions(tmp_path)
    assert listed.exit_code == 0
    head, *lines = listed.stdout.splitlines()
    assert head.split() == [
        *("revision", "when", "who", "why", "how", "added", "removed", "release"),
    ]
    assert [line.split()[0] for line in lines] == [each.id for each in revisions.all()[::-1]]
    assert "김철수" in lines[1]
    assert lines[1].split()[-3:] == ["2", "1", "release-1"]
    assert f"rollback {revisions.state('r0').id}" in lines[0]


def test_what_writers_say_moves_no_cursor_and_is_no_markup(tmp_path: Path) -> None:
    history(tmp_path)
    told = krig_revisions(tmp_path).stdout
    assert "the figures [of] 2026" in told
    assert "\x1b" not in told


def test_programs_read_json_with_as_many_as_they_want(tmp_path: Path) -> None:
    revisions = history(tmp_path)
    found = json.loads(krig_revisions(tmp_path, "--format", "json", "--last", "2").stdout)
    assert [each["id"] for each in found] == [each.id for each in revisions.all()[:0:-1]]
    assert [(each["added"], each["removed"]) for each in found] == [(1, 2), (2, 1)]
    assert found[1]["who"] == "김철수"
    assert found[0]["target"] == revisions.state("r0").id
    assert len(json.loads(krig_revisions(tmp_path, "--format", "json").stdout)) == 3


def test_without_a_history_the_user_is_told_how_one_begins(tmp_path: Path) -> None:
    asked = krig_revisions(tmp_path / "none")
    assert asked.exit_code == 2
    assert "krig serve --writable" in asked.stderr


def test_a_damaged_history_is_told_and_nothing_of_it_shown(tmp_path: Path) -> None:
    revisions = history(tmp_path)
    path = tmp_path / revisions.state("r1").id / "added.nq"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b'"a"', b'"b"', 1))
    asked = krig_revisions(tmp_path)
    assert asked.exit_code == 2
    assert str(path) in asked.stderr
    assert asked.stdout == ""
