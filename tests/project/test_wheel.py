"""The wheel works alone: in an empty environment, in an empty directory."""

import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 120

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("krig-*.whl")
    return built


@pytest.fixture(scope="module")
def krig(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, with the locked versions, into an environment of its own."""
    home = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    pins = home / "constraints.txt"
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins.write_text("\n".join(re.findall(r"^[\w.-]+==[^\s\\]+", text, re.MULTILINE)), "utf-8")
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "-c", str(pins)]
    subprocess.run([*pip, str(wheel)], check=True)
    return home / "bin" / "krig"


@pytest.fixture(scope="module")
def address(krig: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve from an empty directory, on a free port."""
    command = [str(krig), "serve", "--port", "0"]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    empty = tmp_path_factory.mktemp("empty")
    log = empty / "server.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command, cwd=empty, env=environment, stdout=out, stderr=subprocess.STDOUT
        ) as server,
    ):
        try:
            yield announced(log, server)
        finally:
            server.terminate()


def announced(log: Path, server: subprocess.Popen[bytes]) -> str:
    """Wait for the address that the server prints."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:[1-9]\d*", log.read_text("utf-8")):
            return found[0]
        time.sleep(0.2)
    pytest.fail(log.read_text("utf-8"))


def test_the_wheel_holds_the_facts_the_ontology_the_shapes_and_the_queries(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"data/datapackage.json", "data/industries.csv", "ontology/krig.ttl"} <= names
    assert any(name.startswith("shapes/") and name.endswith(".ttl") for name in names)
    assert any(name.startswith("queries/") and name.endswith(".rq") for name in names)
    assert not [
        name for name in names if name.startswith(("tests/", "server/frontend/node_modules"))
    ]


def test_the_installed_wheel_serves_the_graph(address: str) -> None:
    query = "SELECT (COUNT(?x) AS ?n) { ?x a <https://w3id.org/krig/def/CoreIndustry> }"
    answer = httpx.get(
        f"{address}/sparql",
        params={"query": query},
        headers={"Accept": "application/sparql-results+json"},
        timeout=PATIENCE,
    )
    (row,) = answer.raise_for_status().json()["results"]["bindings"]
    assert row["n"]["value"] == "41"


def test_the_query_page_of_the_wheel_has_its_scripts(address: str) -> None:
    page = httpx.get(f"{address}/sparql", headers={"Accept": "text/html"}, timeout=PATIENCE).text
    scripts = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert scripts
    assert [s for s in scripts if httpx.get(address + s, timeout=PATIENCE).is_error] == []
