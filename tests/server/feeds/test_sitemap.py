"""The sitemap leads to every page, and robots.txt to the sitemap."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import httpx
import pytest
from pyoxigraph import NamedNode, Store

from ontology.namespaces import ID
from server.feeds.sitemap import LARGEST, SITEMAP, XHTML, index, sitemap, split
from server.pages.links import link_to

BASE = "https://krig.example.org"
DAY = date(2026, 1, 2)


def locations(content: bytes) -> list[str]:
    found = ET.fromstring(content).iterfind(f".//{{{SITEMAP}}}loc")
    return [each.text or "" for each in found]


def test_every_thing_and_every_page_is_there(client: httpx.Client, store: Store) -> None:
    response = client.get("/sitemap.xml")
    assert response.headers["content-type"] == "application/xml"
    base = str(client.base_url).rstrip("/")
    things = {q.subject for q in store if isinstance(q.subject, NamedNode) and q.subject in ID}
    found = locations(response.content)
    assert {base + link_to(each.value) for each in things} <= set(found)
    assert {f"{base}/", f"{base}/def/", f"{base}/catalog"} <= set(found)
    assert len(found) == len(set(found))


def test_a_page_is_told_in_both_languages() -> None:
    root = ET.fromstring(sitemap(["/id/province/busan"], BASE, DAY))
    links = root.findall(f".//{{{XHTML}}}link")
    assert {each.get("hreflang"): each.get("href") for each in links} == {
        "ko": f"{BASE}/id/province/busan?lang=ko",
        "en": f"{BASE}/id/province/busan?lang=en",
    }
    assert root.findtext(f".//{{{SITEMAP}}}lastmod") == "2026-01-02"


def test_more_pages_than_a_sitemap_may_have_are_split() -> None:
    paths = tuple(f"/id/firm/{number}" for number in range(2 * LARGEST + 1))
    parts = list(split(paths))
    assert [len(part) for part in parts] == [LARGEST, LARGEST, 1]
    assert sum(parts, ()) == paths
    told = index(len(parts), BASE, DAY)
    assert locations(told) == [f"{BASE}/sitemaps/{number}.xml" for number in (1, 2, 3)]


def test_a_part_can_be_had_where_the_index_leads(client: httpx.Client) -> None:
    assert client.get("/sitemaps/1.xml").content == client.get("/sitemap.xml").content
    for path in ("/sitemaps/0.xml", "/sitemaps/2.xml", "/sitemaps/x.xml", "/sitemaps/-1.xml"):
        assert client.get(path).status_code == 404


def test_robots_are_led_to_the_sitemap(client: httpx.Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["content-type"].startswith("text/plain")
    assert f"Sitemap: {str(client.base_url).rstrip('/')}/sitemap.xml" in response.text
    assert "Disallow: /sparql?*query=" in response.text


@pytest.mark.parametrize(
    ("path", "is_open"),
    [
        ("/search", True),
        ("/search?lang=en", True),
        ("/sparql?lang=en", True),
        ("/search?q=busan", False),
        ("/search?lang=en&q=busan", False),
        ("/search?kind=Firm", False),
        ("/sparql?query=ASK%20%7B%7D", False),
    ],
)
def test_robots_find_the_pages_that_ask_and_no_answers(
    client: httpx.Client, path: str, is_open: bool
) -> None:
    rules = re.findall(r"^Disallow: (.+)$", client.get("/robots.txt").text, re.MULTILINE)
    assert rules
    # RFC 9309, 2.2.3: a rule is the beginning of a path, and * stands for anything.
    closing = [".*".join(map(re.escape, rule.split("*"))) for rule in rules]
    assert is_open != any(re.match(rule, path) for rule in closing)
