"""Only named hosts are called, at the addresses that they may have, and nothing is followed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from yarl import URL

from server.federation.faults import (
    CallFailedError,
    CallHostError,
    CallPrivateError,
    CallSizeError,
)
from server.federation.fetching import Fetcher
from server.federation.limits import FederationLimits
from tests.server.federation.conftest import TURTLE

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def fetching(hosts: str, **limits: Any) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(FederationLimits(hosts=hosts, **limits))
    try:
        yield fetcher
    finally:
        await fetcher.close()


def host(address: str) -> str:
    return URL(address).authority


async def test_what_is_listed_is_fetched(elsewhere: str) -> None:
    async with fetching(host(elsewhere)) as fetcher:
        found = await fetcher.get(f"{elsewhere}/turtle", "text/turtle")
    assert (found.content.decode(), found.media_type) == (TURTLE, "text/turtle")


async def test_it_tells_who_asks_and_nothing_of_whom_it_asked_before(elsewhere: str) -> None:
    async with fetching(host(elsewhere)) as fetcher:
        await fetcher.get(f"{elsewhere}/echo", "text/turtle")
        told = (await fetcher.get(f"{elsewhere}/echo", "text/turtle")).content.decode()
    assert "user-agent: krig/" in told
    assert "accept: text/turtle" in told
    assert "cookie" not in told
    assert "authorization" not in told


@pytest.mark.parametrize("listed", ["", "example.org", "127.0.0.1", "127.0.0.1:1"])
async def test_what_is_not_listed_is_not_fetched(elsewhere: str, listed: str) -> None:
    async with fetching(listed) as fetcher:
        with pytest.raises(CallHostError, match=host(elsewhere)):
            await fetcher.get(f"{elsewhere}/turtle", "text/turtle")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://[::1", "turtle", "ftp://a/"])
async def test_what_is_no_address_of_http_is_not_fetched(address: str) -> None:
    async with fetching("a") as fetcher:
        with pytest.raises(CallHostError):
            await fetcher.get(address, "text/turtle")


async def test_a_listed_name_that_leads_into_a_network_is_not_called(elsewhere: str) -> None:
    port = URL(elsewhere).port
    async with fetching(f"localhost:{port}") as fetcher:
        with pytest.raises(CallPrivateError, match="localhost"):
            await fetcher.get(f"http://localhost:{port}/turtle", "text/turtle")


async def test_it_is_called_where_its_address_is_listed_too(elsewhere: str) -> None:
    port = URL(elsewhere).port
    listed = f"localhost:{port},127.0.0.1:{port},[::1]:{port}"
    async with fetching(listed) as fetcher:
        found = await fetcher.get(f"http://localhost:{port}/turtle", "text/turtle")
    assert found.content.decode() == TURTLE


async def test_no_redirect_is_followed(elsewhere: str) -> None:
    async with fetching(host(elsewhere)) as fetcher:
        with pytest.raises(CallFailedError, match="HTTP 307"):
            await fetcher.get(f"{elsewhere}/moved", "text/turtle")


async def test_no_proxy_of_the_environment_is_asked(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with fetching(host(elsewhere)) as fetcher:
        assert (await fetcher.get(f"{elsewhere}/turtle", "text/turtle")).content


async def test_an_answer_without_end_is_given_up(elsewhere: str) -> None:
    async with fetching(host(elsewhere), bytes=100_000) as fetcher:
        with pytest.raises(CallSizeError, match="KRIG_FEDERATION_BYTES"):
            await fetcher.get(f"{elsewhere}/without_end", "text/turtle")


async def test_nothing_is_unpacked(elsewhere: str) -> None:
    async with fetching(host(elsewhere)) as fetcher:
        with pytest.raises(CallFailedError, match="gzip"):
            await fetcher.get(f"{elsewhere}/packed", "text/turtle")


@pytest.mark.parametrize(("path", "told"), [("absent", "HTTP 404"), ("", "HTTP 404")])
async def test_a_failure_is_told(elsewhere: str, path: str, told: str) -> None:
    async with fetching(host(elsewhere)) as fetcher:
        with pytest.raises(CallFailedError, match=told):
            await fetcher.get(f"{elsewhere}/{path}", "text/turtle")


async def test_nobody_there_is_told() -> None:
    async with fetching("127.0.0.1:1, nowhere.invalid") as fetcher:
        for address in ("http://127.0.0.1:1/", "http://nowhere.invalid/"):
            with pytest.raises(CallFailedError):
                await fetcher.get(address, "text/turtle")
