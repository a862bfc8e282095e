"""A few of the project's tables, small enough to be broken and read again many times."""

import csv
import json
import shutil
from pathlib import Path

import pytest

import data
from tests.loaders.breaking import joined

FEW = ("sources", "publishers", "bodies", "regions", "zones", "stated_figures")
"""Tables that refer only to each other, and that hold values of every type."""


@pytest.fixture(scope="session")
def few_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few of the project's tables, without districts: to be read, never changed."""
    folder = tmp_path_factory.mktemp("few")
    (folder / "schemas").mkdir()
    package = json.loads((data.PATH / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [each for each in package["resources"] if each["name"] in FEW]
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    kept = {name: rows(name) for name in FEW}
    kept["regions"] = [row for row in kept["regions"] if row[0].partition("/")[0] != "district"]
    cells = {cell for name in FEW[1:] for row in kept[name] for cell in row}
    kept["sources"] = [row for row in kept["sources"] if row[0] in {"id"} | cells]
    for name in FEW:
        lines = "".join(f"{joined(row)}\n" for row in kept[name])
        (folder / f"{name}.csv").write_text(lines, encoding="utf-8", newline="")
        shutil.copyfile(data.PATH / "schemas" / f"{name}.json", folder / f"schemas/{name}.json")
    return folder


def rows(name: str) -> list[list[str]]:
    with (data.PATH / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def few(few_original: Path, tmp_path: Path) -> Path:
    """A copy of a few of the project's tables, which a test may change."""
    return Path(shutil.copytree(few_original, tmp_path / "few"))
