"""Clients of a server under trial: analysts, attackers, the rude, and writers."""

import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from random import SystemRandom
from time import perf_counter, sleep
from typing import Final, Literal, Protocol
from urllib.parse import urlsplit

import httpx
from pyoxigraph import NamedNode, Store

from krig.queries import saved_queries
from tests.security.corpus import KINDS

Kind = Literal["whole", "refused", "cut", "fault"]

CHANCE: Final = SystemRandom()
PROBLEM: Final = "application/problem+json"
REFUSALS: Final = {400, 401, 403, 404, 405, 406, 408, 409, 412, 413, 414, 415, 422, 429, 431}
LIMITS: Final = {503, 504, 507}
"""The statuses with which a server refuses by design: the client's fault, or a limit's."""
PATIENCE: Final = 60.0
FORMATS: Final = ("json", "xml", "csv", "tsv", "xlsx")
THING: Final = "https://example.org/soak/"
VALUE: Final = "https://example.org/value"
GRAPH: Final = "https://example.org/graph/soak"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a request ended."""

    kind: Kind
    told: str = ""
    seconds: float = 0.0
    """How long it took."""


class Client(Protocol):
    """Sends one request after the other."""

    @property
    def kind(self) -> str:
        """What it is called."""

    def turn(self) -> Outcome:
        """Send a request, and tell how it ended."""


def outcome(answer: httpx.Response) -> Outcome:
    """Return how the whole answer of a request is to be judged."""
    told = f"{answer.status_code} {answer.text[:300] if answer.is_error else ''}"
    if answer.is_success:
        return Outcome("whole", told)
    designed = answer.status_code in REFUSALS | LIMITS
    if designed and answer.headers.get("content-type", "").startswith(PROBLEM):
        return Outcome("refused", told)
    return Outcome("fault", told)


class _Fetching:
    """A client with an address of its own, so that it has a rate and turns of its own."""

    kind = ""

    def __init__(self, address: str, host: int) -> None:
        transport = httpx.HTTPTransport(local_address=f"127.0.0.{host}")
        self._client = httpx.Client(base_url=address, transport=transport, timeout=PATIENCE)

    def _fetched(self, request: httpx.Request) -> Outcome:
        """Send a request, and read the answer to its end."""
        begun, began = False, perf_counter()
        try:
            with closing(self._client.send(request, stream=True)) as answer:
                begun = answer.is_success
                answer.read()
                return outcome(answer)
        except httpx.RemoteProtocolError as error:
            kind: Kind = "cut" if begun else "fault"
            return Outcome(kind, f"{request.url} {error!r}"[:300], perf_counter() - began)
        except httpx.TransportError as error:
            return Outcome("fault", f"{request.url} {error!r}"[:300])

    def _get(self, path: str, **parameters: str) -> Outcome:
        return self._fetched(self._client.build_request("GET", path, params=parameters))


class Analyst(_Fetching):
    """Asks saved questions, and looks things up."""

    kind = "analyst"

    def __init__(self, address: str, number: int) -> None:
        super().__init__(address, 10 + number)
        self._questions = [query.name for query in saved_queries()]

    def turn(self) -> Outcome:
        """Ask a question, or look at some thing."""
        sleep(CHANCE.uniform(0, 0.1))
        if CHANCE.choice((True, False)):
            name = CHANCE.choice(self._questions)
            return self._get(f"/queries/{name}", format=CHANCE.choice(FORMATS))
        skip = CHANCE.randrange(5000)
        query = (
            f"SELECT * {{ {{ SELECT DISTINCT ?s {{ ?s a ?c }} OFFSET {skip} LIMIT 1 }} ?s ?p ?o }}"
        )
        return self._get("/sparql", query=query, format=CHANCE.choice(FORMATS))


class Attacker(_Fetching):
    """Asks what the corpus of hostile queries holds."""

    kind = "attacker"

    def __init__(self, address: str, number: int) -> None:
        super().__init__(address, 50 + number)
        self._texts = self._shuffled()

    def _shuffled(self) -> Iterator[str]:
        while True:
            kinds = [*KINDS.values()]
            CHANCE.shuffle(kinds)
            for kind in kinds:
                yield from kind()

    def turn(self) -> Outcome:
        """Ask the next query, by POST; sometimes hang up before the answer is there."""
        content = next(self._texts).encode("utf-8", "surrogatepass")
        headers = {"Content-Type": "application/sparql-query"}
        patience = CHANCE.choice((PATIENCE, PATIENCE, PATIENCE, 0.3))
        request = self._client.build_request(
            "POST", "/sparql", content=content, headers=headers, timeout=patience
        )
        found = self._fetched(request)
        gone = found.kind == "fault" and patience < 1 and "ReadTimeout" in found.told
        return Outcome("cut", found.told) if gone else found


class Rude:
    """Speaks no HTTP, or half of it, or very slowly; is content with any end, but one must come."""

    kind = "rude"

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._at = (parts.hostname or "", parts.port or 80)

    def turn(self) -> Outcome:
        """Send something, wait a little, and hang up."""
        sent = CHANCE.choice(_RUDE)
        try:
            with socket.create_connection(self._at, timeout=2) as connection:
                connection.sendall(sent)
                connection.recv(1000)
        except TimeoutError:
            return Outcome("cut")
        except ConnectionRefusedError as error:
            return Outcome("fault", repr(error))
        except OSError:
            return Outcome("refused")
        return Outcome("refused")


_RUDE: Final = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500,
    b"GET /sparql HTTP/1.1\r\nHost: x\r\n",
    b"GET /" + b"x" * 300_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Flood: y\r\n" * 20_000 + b"\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nSELECT",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET /sparql?query=%FF%FE HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n" * 50,
)


class Writer(_Fetching):
    """Sets a number again and again, and reads it after each acknowledgement."""

    kind = "writer"

    def __init__(self, address: str, token: str, number: int) -> None:
        super().__init__(address, 90 + number)
        self.subject = f"{THING}{number}"
        self.acknowledged = 0
        self.possible: set[int | None] = {None}
        """What the number may be now: more than one, where an answer did not come."""
        self._numbers = count(1)
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/sparql-update",
        }

    def turn(self) -> Outcome:
        """Set the next number, and see that it is read."""
        number = next(self._numbers)
        where = f"GRAPH <{GRAPH}> {{ <{self.subject}> <{VALUE}> "
        update = (
            f"DELETE {{ {where} ?old }} }} INSERT {{ {where} {number} }} }} "
            f"WHERE {{ OPTIONAL {{ {where} ?old }} }} }}"
        )
        request = self._client.build_request(
            "POST", "/sparql", content=update, headers=self._headers
        )
        done = self._fetched(request)
        if done.kind == "whole":
            self.acknowledged += 1
            self.possible = {number}
            return self._read()
        if done.kind != "refused" or done.told.startswith("5"):
            self.possible.add(number)
        sleep(0.5)
        return done

    def found(self, store: Store) -> int | None:
        """Return the number that a graph holds."""
        pattern = (NamedNode(self.subject), NamedNode(VALUE), None, NamedNode(GRAPH))
        numbers = [
            int(getattr(quad.object, "value", "")) for quad in store.quads_for_pattern(*pattern)
        ]
        return numbers[0] if numbers else None

    def _read(self) -> Outcome:
        query = f"SELECT ?n {{ GRAPH <{GRAPH}> {{ <{self.subject}> <{VALUE}> ?n }} }}"
        try:
            answer = self._client.get("/sparql", params={"query": query, "format": "csv"})
        except httpx.TransportError as error:
            return Outcome("fault", repr(error))
        if answer.is_success:
            (expected,) = self.possible
            if answer.text.split() != ["n", str(expected)]:
                return Outcome("fault", f"{expected} was acknowledged, {answer.text!r} is read")
        return outcome(answer)
