"""The access log tells of every exchange, and never what is nobody's business."""

import io
import json
import os
import re
from datetime import UTC, datetime
from threading import Thread
from time import perf_counter

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.operation.access_log import LONGEST, AccessLog, line
from server.operation.exchange import Exchange
from server.readers.query import Query
from tests.fetching import MILLIONS, Saved
from tests.server.operation.house import TOKEN, house

QUERY = "SELECT (COUNT(*) AS ?secret) { ?s ?p ?o }"


def exchange(path: str = "/sparql", **remarks: str) -> Exchange:
    begun = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    return Exchange(begun, "GET", path, "192.0.2.1", 200, "whole", 3, 0.1, 0.2, remarks, {})


@pytest.mark.anyio
async def test_a_line_tells_the_query_s_digest_its_timing_status_bytes_and_client(
    revision: Saved,
) -> None:
    async with house(revision) as service:
        answer = await service.client.get("/ask", params={"query": QUERY})
        (entry,) = service.entries()
    assert entry["status"] == 200
    assert entry["bytes"] == len(answer.content)
    assert entry["client"] == "127.0.0.1"
    assert entry["path"] == "/ask"
    assert entry["ending"] == "whole"
    assert entry["revision"] == "first"
    assert 0 < entry["first"] <= entry["seconds"] < 20
    assert entry["query"] == Query(QUERY, "json").digest
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", entry["time"])


@pytest.mark.anyio
async def test_no_line_tells_a_token_a_parameter_or_the_text_of_a_query(revision: Saved) -> None:
    async with house(revision) as service:
        asked = {"query": QUERY, "access_token": TOKEN}
        await service.client.get("/ask", params=asked, headers={"Authorization": f"Bearer {TOKEN}"})
        await service.client.get("/running", headers={"Authorization": f"Bearer {TOKEN}"})
        entries = service.entries()
    written = service.written.getvalue()
    assert len(entries) == 2
    assert TOKEN not in written
    assert "secret" not in written
    assert "Bearer" not in written


@pytest.mark.anyio
async def test_the_text_of_a_query_is_told_where_a_setting_says_so(revision: Saved) -> None:
    async with house(revision, private=True) as service:
        await service.client.get("/ask", params={"query": QUERY})
        (entry,) = service.entries()
    assert entry["text"] == QUERY


@pytest.mark.anyio
async def test_an_answer_that_breaks_off_is_told_from_one_that_is_whole(revision: Saved) -> None:
    async with house(revision, deadline=0.5) as service:
        with pytest.raises(httpx.RemoteProtocolError):
            await service.client.get("/ask", params={"query": MILLIONS})
        (entry,) = service.entries()
    assert (entry["status"], entry["ending"]) == (200, "cut")


@given(st.text(), st.text())
def test_whatever_a_client_sends_is_one_line_of_json(path: str, said: str) -> None:
    written = line(exchange(path, said=said))
    assert written.isascii()
    assert written.isprintable()
    told = json.loads(written)
    assert told["path"] == path[:LONGEST]
    assert told["said"] == said[:LONGEST]


def test_no_remark_takes_the_place_of_what_was_seen() -> None:
    assert json.loads(line(exchange(status="999", client="nobody")))["client"] == "192.0.2.1"


def test_a_reader_of_the_log_that_stands_still_holds_up_nothing() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream, os.fdopen(reading) as pipe:
        log = AccessLog(stream, room=100)
        begin = perf_counter()
        for _ in range(5000):
            log.tell(exchange("/" + "x" * 1000))
        taken = perf_counter() - begin
        reader = Thread(target=lambda: [*pipe])
        reader.start()
        log.close()
        stream.close()
        reader.join(10)
        assert not reader.is_alive()
    assert taken < 2
    assert 4000 < log.dropped < 5000


def test_a_log_that_nobody_reads_holds_up_no_stop() -> None:
    reading, writing = os.pipe()
    stream = os.fdopen(writing, "w")
    log = AccessLog(stream, room=10)
    for _ in range(500):
        log.tell(exchange("/" + "x" * 1000))
    begin = perf_counter()
    log.close(patience=0.1)
    assert perf_counter() - begin < 2
    os.close(reading)


def test_a_log_whose_reader_is_gone_fails_nobody() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    log = AccessLog(os.fdopen(writing, "w"))
    for _ in range(500):
        log.tell(exchange("/" + "x" * 1000))
    log.close()
    assert log.dropped > 0


def test_every_line_is_written_when_the_log_is_closed() -> None:
    out = io.StringIO()
    with AccessLog(out) as log:
        for _ in range(1000):
            log.tell(exchange())
    assert out.getvalue().count("\n") == 1000
    assert log.dropped == 0
