"""The short way answers as the long way does, in order, and lets the unusual go the long way."""

import re
import socket
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.app import create_app
from server.local import LocalEngine
from server.query import Query
from server.readers.answer import Answer
from server.settings import Settings
from server.shortcut import Shortcut, text_of
from tests.fetching import Saved
from tests.listening import listening

JSON = "application/sparql-results+json"
LONG = {"X-Forwarded-Proto": "http"}
"""What a proxy says sends a request the long way."""


@given(st.text())
def test_a_text_is_read_as_the_standard_library_reads_it(text: str) -> None:
    for written in (urlencode({"query": text}), f"query={quote(text, safe='')}"):
        (expected,) = parse_qsl(written, keep_blank_values=True)
        assert text_of(written.encode()) == expected[1] == text


@given(st.binary(max_size=12).filter(lambda each: b"\n" not in each and b"\r" not in each))
def test_what_is_not_well_written_is_left_to_the_long_way(written: bytes) -> None:
    text = text_of(b"query=" + written)
    if text is not None:
        assert parse_qsl((b"query=" + written).decode(), True, errors="strict") == [("query", text)]


@pytest.fixture(scope="module")
def shortcut(tmp_path_factory: pytest.TempPathFactory) -> Shortcut:
    saved = Saved.of(
        tmp_path_factory.mktemp("short"), "one", ["<http://e/s> <http://e/p> <http://e/o> .\n"]
    )
    settings = Settings()
    app = create_app(LocalEngine(saved, settings.read), settings)
    found: Shortcut = app.state.shortcut
    return found


def scope(query: str, path: str = "/sparql", **headers: str) -> dict[str, Any]:
    named = [(name.replace("_", "-").encode(), each.encode()) for name, each in headers.items()]
    told = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
    return {**told, "headers": named}


def test_a_plain_query_goes_the_short_way(shortcut: Shortcut) -> None:
    short = shortcut.opened(scope("query=ASK+%7B%7D", accept=JSON))
    assert short is not None
    assert (short.text, short.media_type, short.packed) == ("ASK {}", JSON, False)


@pytest.mark.parametrize(
    "asked",
    [
        scope("query=ASK+%7B%7D&timeout=3"),
        scope("query=ASK+%7B%zz"),
        scope("query="),
        scope("query=ASK+%FF"),
        scope("query=DROP+ALL"),
        scope("query=SELECT+*+%7B+SERVICE+%3Chttp://e/%3E+%7B%7D+%7D"),
        scope("query=ASK+%7B%7D", "/queries/any"),
        scope("query=ASK+%7B%7D", accept="text/html"),
        scope("query=ASK+%7B%7D", accept="image/png"),
        scope("query=ASK+%7B%7D", accept="text/csv, " * 100),
        scope("query=ASK+%7B%7D", if_none_match='W/"any"'),
        scope("query=ASK+%7B%7D", origin="https://e.org"),
        scope("query=" + "+" * 200_000),
    ],
)
def test_what_is_out_of_the_ordinary_does_not(shortcut: Shortcut, asked: dict[str, Any]) -> None:
    assert shortcut.opened(asked) is None


QUERIES = [
    "ASK {}",
    "SELECT ?s { ?s ?p ?o } LIMIT 3",
    "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50",
    "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 5000",
    "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } ORDER BY ?s ?o LIMIT 2",
    "SELECT (NOW() > '2020-01-01T00:00:00Z'^^<http://www.w3.org/2001/XMLSchema#dateTime> AS ?x) {}",
    "SELECT (<relative> AS ?x) {}",
    "SELECT (<http://e/f>() AS ?x) {}",
    "SELECT ?s { ?s ?p }",
    "SELECT (unknown:x AS ?x) {}",
    "ASK {" + "{" * 3000 + "}" * 3000 + "}",
]


@pytest.mark.parametrize("query", QUERIES, ids=[each[:40] for each in QUERIES])
@pytest.mark.parametrize("accept", [JSON, "*/*", "text/csv, text/plain;q=0.5"])
@pytest.mark.parametrize("packing", ["identity", "gzip"])
def test_both_ways_answer_the_same(address: str, query: str, accept: str, packing: str) -> None:
    headers = {"Accept": accept, "Accept-Encoding": packing, "Accept-Language": "ko"}
    short, long = (
        httpx.get(f"{address}/sparql", params={"query": query}, headers=headers | more, timeout=30)
        for more in ({}, {**LONG, "Accept-Language": "ko;q=0.9"})
    )
    assert (short.status_code, short.content) == (long.status_code, long.content)
    # How an answer is cut into pieces, and whether it was given before, depends on the moment.
    changing = {"date", "server-timing", "content-length", "transfer-encoding"}
    assert {**short.headers, **dict.fromkeys(changing)} == {
        **long.headers,
        **dict.fromkeys(changing),
    }


def asked(query: str, *headers: str) -> bytes:
    lines = (f"GET /sparql?query={quote(query)} HTTP/1.1", "Host: e", f"Accept: {JSON}", *headers)
    return "\r\n".join((*lines, "", "")).encode()


def test_requests_that_come_together_are_answered_in_their_order(address: str) -> None:
    parts = urlsplit(address)
    queries = [f"SELECT ({number % 30} AS ?n) {{}}" for number in range(900)]
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
        connection.sendall(b"".join(map(asked, queries)))
        answers = b""
        while answers.count(b'"value"') < len(queries) and (piece := connection.recv(65536)):
            answers += piece
    found = [int(each) for each in re.findall(rb'"value":"(\d+)"', answers)]
    assert found == [number % 30 for number in range(len(queries))]


def test_a_connection_is_closed_where_the_client_says_so(address: str) -> None:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall(asked("ASK {}", "Connection: close"))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b'"boolean":true}')


class BrokenEngine(LocalEngine):
    """An engine that fails as none should."""

    async def ask(self, query: Query) -> Answer:
        raise ZeroDivisionError(query.text)


def test_what_should_never_be_raised_is_told_again_and_again(tmp_path: Path) -> None:
    saved = Saved.of(tmp_path, "one", ["<http://e/s> <http://e/p> <http://e/o> .\n"])
    settings = Settings()
    with listening(create_app(BrokenEngine(saved, settings.read), settings)) as address:
        for _ in range(2):
            response = httpx.get(f"{address}/sparql?query=ASK%20%7B%7D", headers={"Accept": JSON})
            assert response.status_code == 500
            assert response.headers["content-type"] == "application/problem+json"
