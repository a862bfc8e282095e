"""All the tables of a folder together: every fault of a run at once, or every quad."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from pkgutil import iter_modules

import pytest
from pyoxigraph import Quad

import data
import loaders.tables
from loaders.fault import TableFaultsError
from loaders.package import check, load, loader, row_type
from loaders.row import Row
from loaders.schema import read_package
from ontology.namespaces import ID
from tests.loaders.breaking import break_table

BREAKINGS = [
    {"file": "zones.csv", "row": 2, "column": "certainty", "cell": "sure"},
    {"file": "zones.csv", "row": 2, "column": "region", "cell": "province/atlantis"},
    {"file": "zones.csv", "row": 5, "column": "designated", "cell": ""},
    {"file": "regions.csv", "row": 3, "column": "mois_code", "cell": "2"},
    {"file": "sources.csv", "row": 2, "column": "label_ko", "cell": " "},
    {"file": "stated_figures.csv", "line": 4, "text": "figure,a"},
]


@pytest.fixture(scope="module")
def facts() -> tuple[Quad, ...]:
    return load()


def test_the_project_s_own_tables_have_no_fault() -> None:
    assert check() == ()


def test_the_tables_say_more_than_twenty_thousand_things(facts: tuple[Quad, ...]) -> None:
    assert len({(quad.subject, quad.predicate, quad.object) for quad in facts}) > 20_000


def test_all_faults_of_all_tables_are_told_together_in_order(few: Path) -> None:
    for edit in BREAKINGS:
        break_table(few, edit)
    faults = check(few)
    assert [fault.place for fault in faults] == [
        "regions.csv:3: mois_code",
        "sources.csv:2: label_ko",
        "stated_figures.csv:4",
        "zones.csv:2: certainty",
        "zones.csv:2: region",
        "zones.csv:5: designated",
    ]
    with pytest.raises(TableFaultsError) as caught:
        load(few)
    assert caught.value.faults == faults


def test_what_one_fault_brings_about_is_not_told_as_another(few: Path) -> None:
    break_table(few, {"file": "regions.csv", "content": ""})
    assert [(fault.file, fault.rule) for fault in check(few)] == [("regions.csv", "empty")]


def test_a_reference_to_a_row_that_could_not_be_read_is_not_at_fault(few: Path) -> None:
    break_table(few, {"file": "regions.csv", "line": 3, "text": "province/busan,부산"})
    assert [fault.place for fault in check(few)] == ["regions.csv:3"]


def test_checking_and_loading_change_no_file(few: Path) -> None:
    def digests() -> dict[Path, str]:
        return {
            path: sha256(path.read_bytes()).hexdigest() for path in few.rglob("*") if path.is_file()
        }

    before = digests()
    break_table(few, BREAKINGS[0])
    broken = digests()
    assert before != broken
    check(few)
    assert digests() == broken


def test_an_absent_folder_is_told_as_a_fault(tmp_path: Path) -> None:
    (fault,) = check(tmp_path / "nowhere")
    assert (fault.file, fault.rule) == ("datapackage.json", "file")


def test_every_table_has_a_loader_whose_rows_are_of_its_own_class() -> None:
    for resource in read_package(data.PATH).resources:
        declared = row_type(resource.name)
        assert issubclass(declared, Row)
        assert declared.__module__ == f"loaders.tables.{resource.name}"


def test_every_loader_has_a_table() -> None:
    modules = {module.name for module in iter_modules(loaders.tables.__path__)}
    assert modules == {resource.name for resource in read_package(data.PATH).resources}


def printed_digest(seed: str) -> str:
    code = (
        "from hashlib import sha256; from loaders.package import load;"
        "print(sha256(''.join(map(str, load())).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout


def test_the_same_tables_give_the_same_quads_in_the_same_order_in_any_process() -> None:
    assert printed_digest("1") == printed_digest("2")


def rows(table: str) -> Iterator[Row]:
    yield from loader(table).read(data.PATH / f"{table}.csv")


def test_loading_goes_by_tables_and_rows(facts: tuple[Quad, ...]) -> None:
    expected = [
        quad
        for resource in read_package(data.PATH).resources
        for row in rows(resource.name)
        for quad in loader(resource.name).quads(row)
    ]
    assert list(facts) == expected


def test_what_is_saved_between_two_readings_is_read(tables: Path) -> None:
    before = load(tables)
    file = tables / "zones.csv"
    header, first, *rest = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([header, *rest]), encoding="utf-8")
    zone = first.partition(",")[0]
    assert {quad.subject for quad in before} - {quad.subject for quad in load(tables)} == {ID[zone]}
    file.write_text("".join([header, first, *rest]), encoding="utf-8")
    assert load(tables) == before


def test_a_schema_that_is_saved_between_two_readings_is_kept(tables: Path) -> None:
    assert check(tables) == ()
    schema = tables / "schemas" / "zones.json"
    told = json.loads(schema.read_text(encoding="utf-8"))
    next(field for field in told["fields"] if field["name"] == "id")["type"] = "integer"
    schema.write_text(json.dumps(told), encoding="utf-8")
    assert {fault.rule for fault in check(tables)} == {"agreement", "type"}
