"""Boundaries of districts, where the user has them."""

import json
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Store
from typer.testing import CliRunner

from krig.command.main import app
from krig.release import Releases
from server.pages.boundaries import BoundariesError, find_boundaries
from server.settings import Settings
from tests.data.fact_tables import SHARED
from tests.listening import GENEROUS, answering

SOURCES = SHARED / "sources"
NAME = "areas-municipalities-2020-topo.json"
HTML = {"Accept": "text/html"}
needs_boundaries = pytest.mark.skipif(
    not (SOURCES / "boundaries").is_dir(), reason="no boundaries in ../shared here"
)


def topology(*codes: object, year: str = "2020") -> str:
    """A file of this test's own, of districts without an outline."""
    geometries = [
        {"type": "Polygon", "arcs": [], "properties": {"code": code, "base_year": year}}
        for code in codes
    ]
    areas = {"type": "GeometryCollection", "geometries": geometries}
    return json.dumps({"type": "Topology", "arcs": [], "objects": {"areas": areas}})


def test_without_a_folder_or_a_file_there_are_none(tmp_path: Path) -> None:
    assert find_boundaries(None) is None
    assert find_boundaries(tmp_path) is None


def test_the_last_file_counts(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(topology("11010"))
    (tmp_path / NAME.replace("2020", "2024")).write_text(topology("11010", year="2024"))
    found = find_boundaries(tmp_path)
    assert found is not None
    assert found.year == "2024"


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"type": "FeatureCollection"}',
        topology("1101"),
        topology(11010),
        topology(),
        "\ufeff{",
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_path(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content, encoding="utf-8")
    with pytest.raises(BoundariesError, match="TopoJSON of districts") as raised:
        find_boundaries(tmp_path)
    assert raised.value.path == tmp_path / NAME
    assert str(tmp_path / NAME) in raised.value.ko


def test_a_server_does_not_start_with_it_and_says_why(tmp_path: Path, releases: Releases) -> None:
    (tmp_path / NAME).write_text("{}")
    told = ["--releases", str(releases.folder), "--set", f"sources={tmp_path}", "--port", "0"]
    result = CliRunner().invoke(app, ["serve", *told, "--lang", "en"])
    assert result.exit_code == 2
    assert "take it out of the folder of sources" in result.stderr
    assert "Traceback" not in result.output


def test_without_boundaries_the_map_says_that_it_is_schematic(client: httpx.Client) -> None:
    assert "A schematic map" in client.get("/map?lang=en", headers=HTML).text
    assert client.get("/map/boundaries.json").status_code == 404


@needs_boundaries
def test_with_boundaries_the_map_names_whose_and_of_which_year_they_are(store: Store) -> None:
    settings = Settings(read=GENEROUS, sources=SOURCES)
    with (
        answering(store, "with-boundaries", settings) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        page = client.get("/map?lang=en", headers=HTML).text
        assert "Statistics Korea, SGIS, districts of 2018, KOGL type 1" in page
        assert '"boundaries": "/map/boundaries.json"' in page
        answer = client.get("/map/boundaries.json")
        assert len(answer.json()["objects"]["skorea_municipalities_2018_geo"]["geometries"]) == 250
        held = {"If-None-Match": answer.headers["etag"]}
        assert client.get("/map/boundaries.json", headers=held).status_code == 304
