"""The first page: the map itself, and what the latest release changed."""

import re
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest

from krig.release import Release, Releases
from server.app import create_app
from server.local import LocalEngine
from server.settings import Settings
from tests.listening import GENEROUS, listening
from tests.server.pages.conftest import Counted
from tests.server.pages.test_things import plain, section

TWO = tuple[Releases, Release, Release]
PATIENCE = 30.0
"""How many seconds it may take to compare two releases on a busy machine."""


def tiles(page: str) -> dict[str, str]:
    """The number on the tile of each province, by the address to which it leads."""
    (drawn,) = re.findall(r'<svg class="tilemap".*?</svg>', page, re.DOTALL)
    found = re.findall(
        r'<a href="([^"?]+)[^"]*".*?class="value[^>]*>([^<]+)</text>', drawn, re.DOTALL
    )
    return dict(found)


def settled(client: httpx.Client, language: str) -> httpx.Response:
    """The page when nothing is being found out any more."""
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        response = client.get(f"/?lang={language}", headers={"Accept": "text/html"})
        if "etag" in response.headers:
            return response
        assert response.headers["cache-control"] == "no-store"
        sleep(0.1)
    raise TimeoutError


@pytest.mark.parametrize("language", ["ko", "en"])
def test_it_shows_the_map_itself_and_loads_no_script(counted: Counted, language: str) -> None:
    page = counted.get(f"/?lang={language}")[0].text
    assert tiles(page) == tiles(counted.get(f"/map?lang={language}")[0].text)
    assert tiles(page)["/id/province/busan"] == "5"
    assert "<script" not in page


def test_what_its_map_counts_is_not_shown_as_stated_where_it_is_not(counted: Counted) -> None:
    shown = plain(section(counted.get("/?lang=en")[0].text, "map"))
    assert re.search(r"Grounds: .*disputed \d.*inferred \d.*official \d", shown)


def test_it_tells_what_the_latest_release_changed(
    released: httpx.Client, two_releases: TWO
) -> None:
    _, earlier, later = two_releases
    for language, come, gone, changed in (
        ("ko", "더해진 사실", "빠진 사실", "바뀐 것 1:"),
        ("en", "facts added", "facts removed", "1 changed:"),
    ):
        told = section(settled(released, language).text, "release")
        assert later.id in told
        assert earlier.id in told
        assert re.search(rf"<dt>{come}</dt><dd>1</dd>", told)
        assert re.search(rf"<dt>{gone}</dt><dd>1</dd>", told)
        assert changed in told
        assert f'href="/releases.atom?lang={language}"' in told


def test_of_the_first_release_it_says_that_it_is_the_first(
    two_releases: TWO, tmp_path: Path
) -> None:
    releases, earlier, _ = two_releases
    settings = Settings(read=GENEROUS, dumps=tmp_path)
    app = create_app(LocalEngine(earlier, GENEROUS), settings, releases=releases)
    with listening(app) as address, httpx.Client(base_url=address, timeout=60) as client:
        assert "This is the first release" in settled(client, "en").text
        assert "첫 릴리스입니다" in settled(client, "ko").text


def test_where_there_are_no_releases_it_tells_of_none(counted: Counted) -> None:
    told = section(counted.get("/?lang=en")[0].text, "release")
    assert "first release" not in told
    assert "compared" not in told


def test_while_releases_are_compared_it_says_so(two_releases: TWO, tmp_path: Path) -> None:
    releases, _, later = two_releases
    settings = Settings(read=GENEROUS, dumps=tmp_path)
    app = create_app(LocalEngine(later, GENEROUS), settings, releases=releases)
    with listening(app) as address, httpx.Client(base_url=address, timeout=60) as client:
        first = client.get("/?lang=en", headers={"Accept": "text/html"})
        assert "being compared" in first.text
        assert "etag" not in first.headers
        after = settled(client, "en")
        assert "being compared" not in after.text
        again = client.get("/?lang=en", headers={"If-None-Match": after.headers["etag"]})
        assert again.status_code == 304
