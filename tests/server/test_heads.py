"""Heads of requests that are too long, too slow or broken: refused, and nobody else notices."""

import socket
from urllib.parse import urlsplit

import httpx
import pytest

START = b"GET /healthz HTTP/1.1\r\nHost: krig\r\n"


def sent(address: str, *pieces: bytes) -> bytes:
    """What the server says to `pieces` until it hangs up."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except (BrokenPipeError, ConnectionResetError):
            return b""


def test_a_flood_of_headers_is_refused(address: str, client: httpx.Client) -> None:
    flood = (b"X-%d: %s\r\n" % (number, b"x" * 1000) for number in range(2_000))
    answer = sent(address, START, *flood)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 431 ")
    assert client.get("/healthz").status_code == 200


def test_a_head_that_does_not_end_is_cut_off(address: str, client: httpx.Client) -> None:
    assert sent(address, START) == b""
    assert client.get("/healthz").status_code == 200


def test_a_request_after_a_slow_thought_is_answered(address: str) -> None:
    answer = sent(address, START, b"Connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "broken", [b"\x00\x01\x02\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 9]
)
def test_what_is_no_http_is_refused(address: str, client: httpx.Client, broken: bytes) -> None:
    answer = sent(address, broken, b"\r\nno: http\r\n\r\n")
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
    assert client.get("/healthz").status_code == 200
