"""Tables are checked by schema, reference and shape, each fault in its cell."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import data
from krig.validation.check_tables import check_table_files, check_tables
from krig.validation.findings.finding import Findings
from krig.validation.report import Severity
from tests.conftest import Edit


def violations(findings: Findings) -> list[tuple[str, str, str]]:
    return [
        (str(each.location), each.rule.id, each.column)
        for each in findings.all
        if each.severity is Severity.VIOLATION
    ]


def test_krig_s_own_tables_conform_and_their_remarks_stand_in_cells() -> None:
    found = check_tables()
    assert found.conforms
    assert found.all
    for finding in found.all:
        assert finding.location is not None
        assert finding.location.span is not None
        line = found.texts[finding.location.file].line(finding.row)
        assert finding.location.span.end_column <= len(line) + 1


def test_a_fault_of_a_cell_is_underlined_in_its_file(tables: Path, edit: Edit) -> None:
    edit("rounds", "round/2023,", "round/2020,")
    (finding,) = (each for each in check_tables(tables, "mine/").all if each.column == "id")
    assert str(finding.location) == "mine/rounds.csv:3:1"
    assert finding.location is not None
    assert finding.location.span is not None
    assert finding.location.span.end_column == len("round/2020") + 1


def test_a_fault_of_a_descriptor_is_underlined_in_its_json(tables: Path) -> None:
    (tables / "schemas" / "zones.json").write_text('{\n  "fields": [', encoding="utf-8")
    assert ("data/schemas/zones.json:2:14", "table/json", "14") in violations(check_tables(tables))


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a descriptor, in which the test runs, with a copy of one table."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(data.PATH / "rounds.csv", tmp_path)
    return tmp_path


def test_a_table_alone_is_checked_in_the_place_of_krig_s_own(elsewhere: Path) -> None:
    file = Path("rounds.csv")
    assert check_table_files([file]).conforms
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("2023-02-16,round", "2023-02-30,round"), encoding="utf-8")
    ((place, rule, column),) = violations(check_table_files([file]))
    assert place.startswith("rounds.csv:3:")
    assert (rule, column) == ("table/type", "announced")


def test_what_a_table_breaks_in_others_is_told_of_them(elsewhere: Path) -> None:
    file = Path("rounds.csv")
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:2]), encoding="utf-8")
    found = violations(check_table_files([file]))
    assert {place.partition(":")[0] for place, _, _ in found} >= {"data/industries.csv"}
    assert {rule for _, rule, _ in found} == {"table/reference"}


def test_a_table_beside_its_descriptor_is_checked_with_the_tables_there(
    tables: Path, edit: Edit
) -> None:
    edit("rounds", "2023-02-16,round", "2023-02-30,round")
    edit("zones", "id,", "it,")
    found = check_table_files([tables / "rounds.csv"])
    places = {place.partition(":")[0] for place, _, _ in violations(found)}
    assert (tables / "rounds.csv").as_posix() in places
    assert (tables / "zones.csv").as_posix() in places


def test_tables_of_which_krig_knows_no_meaning_are_checked_by_their_schemas(
    tmp_path: Path,
) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "datapackage.json").write_text(
        '{"name": "pets", "resources": [{"name": "cats", "path": "cats.csv",'
        ' "schema": "schemas/cats.json"}]}',
        encoding="utf-8",
    )
    (tmp_path / "schemas" / "cats.json").write_text(
        '{"fields": [{"name": "id", "type": "string"}, {"name": "age", "type": "integer"}],'
        ' "primaryKey": "id"}',
        encoding="utf-8",
    )
    cats = tmp_path / "cats.csv"
    cats.write_text("id,age\ncat/tom,3\n", encoding="utf-8")
    assert check_table_files([cats]).all == ()
    cats.write_text("id,age\ncat/tom,three\n", encoding="utf-8")
    (finding,) = check_table_files([cats]).all
    assert (str(finding.location), finding.rule.id) == (f"{cats.as_posix()}:2:9", "table/type")


@pytest.mark.parametrize(
    ("name", "problem"),
    [("round.csv", "Do you mean rounds.csv?"), ("absent/rounds.csv", "there is no such file")],
)
def test_a_table_without_a_schema_is_told(elsewhere: Path, name: str, problem: str) -> None:
    file = Path(name)
    if not file.parent.name:
        file.write_text("id\n", encoding="utf-8")
    found = check_table_files([file])
    assert not found.ran
    assert problem in found.all[0].message("en")


def test_what_most_tables_do_without_is_not_loaded() -> None:
    asked = "import krig.command.validate as v, sys; v.check_tables(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = {*done.stdout.split()}
    assert "krig.validation.engine" in loaded
    assert loaded.isdisjoint({"pyshacl", "rdflib.plugins.sparql", "pyparsing", "yaml"})
