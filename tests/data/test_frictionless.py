"""The tables are a Data Package that the reference implementation of Frictionless accepts."""

import shutil
import socket
from pathlib import Path
from typing import NoReturn

import pytest
from frictionless import Package, Report

import data


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection: nothing of the tables may need the network."""

    def refuse(*_arguments: object) -> NoReturn:
        raise AssertionError("a connection was attempted")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def report(folder: Path) -> Report:
    checked: Report = Package(str(folder / "datapackage.json")).validate()
    return checked


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which a reference dangles, a value is missing, and another is not allowed."""
    folder = Path(shutil.copytree(data.PATH, tmp_path_factory.mktemp("broken") / "data"))
    for table, old, new in (
        ("zones", "province/busan,source/156479036", "province/bussan,source/156479036"),
        ("rounds", "2020-12-30,,", ",,"),
        ("bodies", "startups,own,authority,", "startups,own,agency,"),
    ):
        path = folder / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8", newline="")
    return folder


def test_the_project_s_tables_are_valid() -> None:
    checked = report(data.PATH)
    assert [error.message for task in checked.tasks for error in task.errors] == []
    assert checked.valid
    assert {task.name for task in checked.tasks} == {path.stem for path in data.PATH.glob("*.csv")}


def test_what_is_broken_is_found(broken: Path) -> None:
    checked = report(broken)
    assert {(task.name, error.type) for task in checked.tasks for error in task.errors} == {
        ("zones", "foreign-key"),
        ("rounds", "constraint-error"),
        ("bodies", "constraint-error"),
    }


def test_the_descriptor_names_licence_titles_and_descriptions_in_both_languages() -> None:
    package = Package(str(data.PATH / "datapackage.json"))
    assert [each["name"] for each in package.licenses] == ["CC-BY-4.0"]
    for resource in package.resources:
        described = resource.to_descriptor()
        assert described["title"]
        assert described["krig:title_en"]
        for field in resource.schema.fields:
            column = field.to_descriptor()
            assert column["title"]
            assert column["description"]
            assert column["krig:title_en"]
            assert column["krig:description_en"]
