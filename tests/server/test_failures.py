"""Problems are told in one shape, in Korean or English."""

import string
from collections.abc import AsyncGenerator

import httpx
import pytest

from server.app import create_app
from server.problems import STATUS, TYPES
from server.query import Query
from server.settings import Settings
from server.texts import in_language, texts
from tests.listening import listening

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def asked(client: httpx.Client, query: str, language: str) -> dict[str, object]:
    headers = {"Accept-Language": language}
    response = client.get("/sparql", params={"query": query}, headers=headers)
    assert response.headers["content-language"] == language
    problem: dict[str, object] = response.json()
    assert problem["type"] == TYPES + "syntax"
    return problem


def test_a_syntax_error_tells_place_finding_and_what_was_expected(client: httpx.Client) -> None:
    problem = asked(client, "SELECT *\nWHERE { ?s ?p }", "en")
    assert (problem["line"], problem["column"], problem["found"]) == (2, 15, "}")
    assert "?variable" in problem["expected"]
    assert problem["detail"].startswith("line 2, column 15: “}” cannot stand here; expected: ")


def test_the_same_is_told_in_korean(client: httpx.Client) -> None:
    problem = asked(client, "SELECT *\nWHERE { ?s ?p }", "ko")
    assert problem["detail"].startswith("2행 15열의 “}”: 여기에 올 수 없습니다. 올 수 있는 것: ")
    assert "?변수" in problem["expected"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("ASK { ?s krig:name ?o }", "PREFIX krig: <https://w3id.org/krig/def/>"),
        ("ASK { ?s mine:name ?o }", "PREFIX mine: <…>"),
        ("ASK { ?s ?p 'open }", "this quote is never closed"),
        ("ASK { ?s ?p 'a\\q' }", "holds a \\ that SPARQL does not know"),
        ("ASK { ?s ?p ?o", "the query ends too early"),
        ("ASK { ?s ?p \\ }", "SPARQL has no “\\” here"),
        ("ASK { FILTER( }", "a function"),
        ("SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }", "neither grouped nor aggregated"),
        ("ASK { ?x ?y ?z BIND(1 AS ?x) }", "BIND or AS names a variable already in use"),
    ],
)
def test_a_syntax_error_says_what_to_do(client: httpx.Client, query: str, told: str) -> None:
    assert told in str(asked(client, query, "en")["detail"])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_call_of_another_service_is_refused_as_such(client: httpx.Client, language: str) -> None:
    query = "ASK { SERVICE <http://127.0.0.1:1/> {} }"
    params = {"query": query, "lang": language}
    response = client.get("/sparql", params=params)
    assert response.status_code == 403
    assert response.json()["type"] == TYPES + "service"


def test_what_calls_a_service_and_is_no_query_is_told_to_be_no_query(client: httpx.Client) -> None:
    assert asked(client, "ASK { SERVICE }", "en")["found"] == "}"


@pytest.mark.parametrize(
    ("headers", "params", "language"),
    [
        ({}, {}, "ko"),
        ({"Accept-Language": "en-GB, ko;q=0.5"}, {}, "en"),
        ({"Accept-Language": "fr, en;q=0.1"}, {}, "en"),
        ({"Accept-Language": "ko-KR, en;q=0.9"}, {}, "ko"),
        ({"Accept-Language": "de"}, {}, "ko"),
        ({"Accept-Language": "*"}, {}, "ko"),
        ({"Accept-Language": "en"}, {"lang": "ko"}, "ko"),
        ({"Accept-Language": "ko"}, {"lang": "en"}, "en"),
    ],
)
def test_the_language_is_the_one_that_is_asked_for_or_preferred(
    client: httpx.Client, headers: dict[str, str], params: dict[str, str], language: str
) -> None:
    response = client.get("/sparql", params={"query": "ASK", **params}, headers=headers)
    assert response.headers["content-language"] == language


def test_an_address_with_nothing_behind_it_is_told(client: httpx.Client) -> None:
    response = client.get("/nowhere", headers={"Accept-Language": "en"})
    assert response.status_code == 404
    assert response.json()["detail"] == "nothing is at /nowhere."


def test_a_browser_gets_a_problem_as_a_page(client: httpx.Client) -> None:
    response = client.get("/nowhere", headers={**BROWSER, "Accept-Language": "en"})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "There is nothing here" in response.text


class BrokenEngine:
    """An engine that fails where nothing should."""

    revision = "broken"

    async def start(self) -> None:
        """Do nothing."""

    async def close(self) -> None:
        """Do nothing."""

    async def query(self, query: Query) -> AsyncGenerator[bytes]:
        """Fail with the text of the query."""
        raise ZeroDivisionError(query.text)
        yield b""


def test_a_failure_of_the_server_is_told_without_its_inside() -> None:
    with listening(create_app(BrokenEngine(), Settings())) as address:
        response = httpx.get(f"{address}/sparql", params={"query": "ASK { ?secret ?p ?o }"})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize("kind", STATUS)
def test_every_kind_of_problem_has_a_title_in_both_languages(kind: str) -> None:
    titles = texts("problems")[f"{kind}.title"]
    assert titles.ko != titles.en


@pytest.mark.parametrize("file", ["problems", "pages", "terminals"])
def test_texts_have_the_same_places_to_fill_in_both_languages(file: str) -> None:
    def places(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    korean, english = in_language(file, "ko"), in_language(file, "en")
    assert {key: places(text) for key, text in korean.items()} == {
        key: places(text) for key, text in english.items()
    }
