"""Answers in time, cut short in the open, compressed as the client accepts, and let go of."""

import gzip
import logging
import time
from collections.abc import Iterator

import brotli
import httpx
import pytest
import zstandard
from pyoxigraph import Store

from server.readers.limits import Limits
from server.settings import Settings
from tests.listening import answering

MANY = " ".join(map(str, range(400)))
CUBE = f"SELECT ?a ?b ?c {{ VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }} VALUES ?c {{ {MANY} }} }}"
FOREVER = f"{CUBE[:-2]} FILTER(?a + ?b + ?c < 0) }}"
"""A query that finds nothing, and looks at 64 million rows for it."""


@pytest.fixture(scope="module")
def tight() -> Iterator[httpx.Client]:
    """A client of a server with tight limits."""
    limits = Limits(deadline=1.0, result=3_000_000, rate=5, burst=30, memory=64 * 2**20)
    with (
        answering(Store(), "tight", Settings(read=limits)) as address,
        httpx.Client(base_url=address, timeout=30, headers={"Accept-Language": "en"}) as client,
    ):
        yield client


def ask(client: httpx.Client, query: str, **params: str) -> httpx.Response:
    return client.post("/sparql", data={"query": query, "format": "csv", **params})


def test_a_query_ends_at_the_deadline(tight: httpx.Client) -> None:
    began = time.perf_counter()
    response = ask(tight, FOREVER)
    assert response.status_code == 408
    assert response.json()["detail"].startswith("it did not end within 1 seconds")
    assert time.perf_counter() - began < 5


def test_a_client_may_ask_for_less_time(client: httpx.Client) -> None:
    began = time.perf_counter()
    assert ask(client, FOREVER, timeout="0.2").status_code == 408
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("timeout", ["0", "-1", "soon", "1e9", ""])
def test_a_timeout_is_a_number_of_seconds(client: httpx.Client, timeout: str) -> None:
    response = ask(client, "ASK {}", timeout=timeout)
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "timeout"


def test_a_result_that_is_too_large_is_cut_short_in_the_open(
    tight: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.WARNING, "krig"),
        pytest.raises(httpx.RemoteProtocolError),
        tight.stream("POST", "/sparql", data={"query": CUBE, "format": "csv"}) as response,
    ):
        response.read()
    assert "cut short: ResultTooLargeError" in caplog.text


def test_a_query_that_needs_too_much_memory_is_told_so(tight: httpx.Client) -> None:
    response = ask(tight, f"{CUBE} ORDER BY ?c ?b ?a", timeout="20")
    assert response.status_code in {408, 507}


def test_a_query_that_ends_its_reader_harms_no_other(tight: httpx.Client) -> None:
    response = ask(tight, f"ASK {{ {'{' * 4000}{'}' * 4000} }}")
    assert response.status_code in {408, 422}
    assert ask(tight, "ASK {}").text == "true"


def test_who_asks_too_often_is_told_when_to_come_back(tight: httpx.Client) -> None:
    for number in range(60):
        response = ask(tight, f"ASK {{}} # {number}")
        if response.status_code == 429:
            break
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) >= 1
    time.sleep(7)


def test_an_answer_tells_how_long_it_took(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": "SELECT * {} LIMIT 3"})
    assert response.headers["server-timing"].startswith("query;dur=")


def test_who_goes_away_ends_the_query(client: httpx.Client) -> None:
    with pytest.raises(httpx.ReadTimeout):
        client.post("/sparql", data={"query": FOREVER}, timeout=0.5)
    began = time.perf_counter()
    assert ask(client, "ASK {}").text == "true"
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_answers_are_compressed_as_the_client_accepts(client: httpx.Client, coding: str) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 5000", "format": "json"}
    plain = client.get("/sparql", params=query, headers={"Accept-Encoding": "identity"})
    headers = {"Accept-Encoding": coding}
    with client.stream("GET", "/sparql", params=query, headers=headers) as response:
        content = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == coding
    assert "Accept-Encoding" in response.headers["vary"]
    assert len(content) < len(plain.content) / 3
    read = {
        "gzip": gzip.decompress,
        "br": brotli.decompress,
        "zstd": lambda each: zstandard.ZstdDecompressor().decompressobj().decompress(each),
    }
    assert len(read[coding](content)) == len(plain.content)


def test_what_is_compressed_already_is_not_compressed_again(client: httpx.Client) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 5000", "format": "parquet"}
    response = client.get("/sparql", params=query, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in response.headers


def test_head_tells_what_get_would(client: httpx.Client) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 5000", "format": "json"}
    got, head = client.get("/sparql", params=query), client.head("/sparql", params=query)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize("base", ["http://e/", "https://w3id.org/krig/id/"])
def test_relative_iris_relate_to_the_address_or_to_the_base_of_the_query(
    client: httpx.Client, base: str
) -> None:
    query = f"BASE <{base}> SELECT (<x> AS ?x) {{}}"
    assert ask(client, query).text.split() == ["x", f"{base}x"]
    bare = ask(client, "SELECT (<x> AS ?x) {}").text.split()
    assert bare == ["x", str(client.base_url).rstrip("/") + "/x"]
