"""The pages: Korean first, English for who prefers it, nothing from elsewhere."""

import re
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Store

import server
from krig.queries import saved_queries
from ontology.namespaces import compact
from server.pages.navigation import NAVIGATION
from server.settings import Settings
from server.texts import texts
from tests.listening import answering

HTML = {"Accept": "text/html"}
PAGES = [
    *(path for path, _ in NAVIGATION),
    "/queries/firms-of-a-region",
    "/id/province/busan",
    "/id/industry/2023/jeju/formerly-green-energy",
    "/nowhere",
]
FOR_PROGRAMS = re.compile(
    r"^/static/|format=|\.(?:ttl|jsonld|nt|rdf|csv|json|atom|trig|nq)$|^/catalog\.|^/releases"
)
"""Addresses of what has no language."""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_korean_unless_english_is_preferred(client: httpx.Client, path: str) -> None:
    for headers, query, language in (
        ({}, "", "ko"),
        ({"Accept-Language": "en"}, "", "en"),
        ({"Accept-Language": "en"}, "?lang=ko", "ko"),
        ({}, "?lang=en", "en"),
    ):
        page = client.get(path + query, headers=HTML | headers)
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["content-language"] == language
        assert f'<html lang="{language}">' in page.text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_page_loads_nothing_from_elsewhere(
    client: httpx.Client, path: str, language: str
) -> None:
    page = client.get(path, params={"lang": language}, headers=HTML).text
    loaded = re.findall(
        r'<(?:script|link rel="(?:stylesheet|icon)"|img|iframe)[^>]* (?:src|href)="([^"]+)"', page
    )
    assert [each for each in loaded if not each.startswith(("/static/", "data:,"))] == []
    assert "<style" not in page
    assert not re.search(r"\son\w+=", page)
    assert not re.search(r"\sstyle=", page)
    assert re.findall(r"<script(?! type=\"(?:module|application/(?:ld\+)?json)\")", page) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_to_itself_in_the_other_language(client: httpx.Client, path: str) -> None:
    page = client.get(path, params={"lang": "en"}, headers=HTML).text
    assert f'href="{path}?lang=ko"' in page
    links = re.findall(r'href="(/[^"]*)"', page)
    inner = [each for each in links if not FOR_PROGRAMS.search(each)]
    assert inner
    assert [each for each in inner if "lang=" not in each] == []


def test_the_query_page_lists_every_saved_query(client: httpx.Client) -> None:
    for path in ("/sparql", "/queries"):
        page = client.get(path, headers=HTML).text
        for query in saved_queries():
            assert f'href="/queries/{query.name}"' in page


def test_the_page_of_a_saved_query_asks_for_its_parameters(client: httpx.Client) -> None:
    page = client.get("/queries/region-as-of?asOf=2024-01-01", headers=HTML).text
    assert '<input type="date" name="asOf" value="2024-01-01" required>' in page
    assert '<option value="province/jeonnam-gwangju" selected>' in page
    assert "VALUES (?region ?asOf)" in page


def test_a_query_in_the_address_is_shown_and_run(client: httpx.Client) -> None:
    page = client.get("/sparql", params={"query": "ASK { ?s ?p '</textarea>' }"}, headers=HTML).text
    assert "ASK { ?s ?p &#39;&lt;/textarea&gt;&#39; }" in page
    assert '"run": true' in page


def test_a_query_that_asks_for_a_format_is_answered_and_not_shown(client: httpx.Client) -> None:
    params = {"query": "ASK {}", "format": "csv"}
    assert client.get("/sparql", params=params, headers=HTML).text == "true"


def test_a_page_without_scripts_still_asks(client: httpx.Client) -> None:
    page = client.get("/sparql", headers=HTML).text
    form = page[page.index('<form class="query"') :]
    assert 'action="/sparql"' in form
    assert '<textarea id="text" name="query"' in form
    assert '<select name="format"' in form


def test_every_page_tells_the_release(client: httpx.Client) -> None:
    for path in ("/", "/about", "/sparql", "/nowhere"):
        assert "2026-11-24-test" in client.get(path, headers=HTML).text


def test_the_endpoint_has_the_public_address_where_one_is_set() -> None:
    settings = Settings(address="https://krig.example.org/graph/")
    with answering(Store(), "public", settings) as address:
        page = httpx.get(f"{address}/downloads", headers=HTML).text
        described = httpx.get(f"{address}/sparql").text
    assert "https://krig.example.org/graph/sparql" in page
    assert "<https://krig.example.org/graph/sparql> a sd:Service" in described


ROOM = Path(server.__file__).parent


def source(*patterns: str) -> str:
    files = [file for each in patterns for file in ROOM.glob(each) if file.is_file()]
    return "".join(file.read_text(encoding="utf-8") for file in files)


def is_named(name: str, text: str) -> bool:
    """Tell whether `text` names a text in full, or begins to: what follows may be a code."""
    parts = name.split(".")
    begun = [re.escape(".".join(parts[:n])) + r"\." for n in range(1, len(parts))]
    called = [re.escape(name) + "[\"'`]", *(each + "[\"'`{$]" for each in begun)]
    return re.search(f"[\"'`](?:{'|'.join(called)})", text) is not None


@pytest.fixture(scope="module")
def properties(store: Store) -> frozenset[str]:
    """The properties that the graph has, by which the page of any thing calls what it says."""
    return frozenset(compact(quad.predicate) for quad in store)


def test_every_text_that_pages_share_is_used() -> None:
    text = source("**/*.py", "templates/**/*", "frontend/*.js")
    assert [name for name in texts("pages") if not is_named(name, text)] == []


@pytest.mark.parametrize(
    "name", sorted(file.stem for file in (ROOM / "texts" / "pages").glob("*.yaml"))
)
def test_every_text_of_a_page_is_used(name: str, properties: frozenset[str]) -> None:
    text = source("**/*.py", "templates/**/*", "frontend/*.js")
    said = [each for each in texts(f"pages/{name}") if each not in properties]
    assert [each for each in said if not is_named(each, text)] == []
