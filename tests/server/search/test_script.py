"""The script of the search page is small, and no other page loads it."""

import httpx
import pytest

from server.pages import STATIC, assets

pytestmark = pytest.mark.skipif(not assets(), reason="the pages are not bundled: make static")
HTML = {"Accept": "text/html"}


def test_it_has_less_than_ten_kilobytes() -> None:
    file = STATIC / assets()["search.js"].removeprefix("/static/")
    assert 0 < file.stat().st_size < 10_000


def test_only_the_search_page_loads_it(client: httpx.Client) -> None:
    script = assets()["search.js"]
    assert script in client.get("/search", headers=HTML).text
    assert script not in client.get("/queries", headers=HTML).text
