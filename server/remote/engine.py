"""The engine of `krig serve --engine URL`: any SPARQL 1.1 server, asked over HTTP."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from hashlib import sha256
from typing import Final

from krig.publish import Credentials
from server.query import Query
from server.readers.cache import Cache, Entry
from server.readers.faults import LostError, ResultTooLargeError
from server.readers.head import Head
from server.readers.limits import Limits
from server.readers.meter import Statistics
from server.readers.pool import GLANCE, RunningQuery
from server.remote.client import Client
from server.remote.deadline import Deadline
from server.remote.dialogue import Dialogue
from server.remote.gate import Gate
from server.remote.outlook import Outlook
from server.remote.watch import Watch
from server.sparql.outline import is_volatile

HEAD: Final = Head("rows", "")
"""What the cache keeps before an answer; nobody asks for it here."""


class RemoteEngine:
    """Answers from another server; belongs to the event loop in which it is started or asked."""

    def __init__(
        self, address: str, limits: Limits, credentials: Credentials | None = None
    ) -> None:
        """Ask the SPARQL endpoint at `address`; what a query may take, `limits` tell.

        Without `credentials`, those of the environment count.
        """
        known = Credentials.from_environment() if credentials is None else credentials
        self._limits = limits
        self._gate = Gate(limits)
        self._cache = Cache(limits.cache)
        self._threads = ThreadPoolExecutor(self._gate.places, "rewriting")
        self._client = Client(address, known, self._gate.places)
        self._outlook = Outlook(self._client)
        self._dialogue = Dialogue(self._client, self._outlook, self._threads)
        self._watch = Watch(limits.long_after)
        self._closed = False

    @property
    def revision(self) -> str:
        """The release that `krig publish` put there; of other data, a name that soon changes."""
        return self._outlook.revision

    async def start(self) -> None:
        """Find out what the engine can do; without this, the first query does.

        Raises:
            UnansweredError: it does not answer, or in no way that can be read.

        """
        await self._outlook.capabilities()

    async def close(self, grace: float = 0.0) -> None:
        """Take no more queries, let those that run go on for `grace` seconds, and end all."""
        self._closed = True
        self._gate.close()
        loop = asyncio.get_running_loop()
        until = loop.time() + grace
        while self._watch.queries() and loop.time() < until:
            await asyncio.sleep(GLANCE)
        self._watch.stop_all(LostError())
        self._outlook.close()
        await self._client.close()
        self._threads.shutdown(wait=False)

    @property
    def ready(self) -> bool:
        """Tell whether the engine has answered when it was last looked at."""
        return not self._closed and self._outlook.answers

    def running(self) -> tuple[RunningQuery, ...]:
        """Return the queries that are being answered, the oldest first."""
        return self._watch.queries()

    def stop(self, number: int) -> bool:
        """End a running query by its id; tell whether there was one."""
        return self._watch.stop(number)

    def statistics(self) -> Statistics:
        """Return the state, and what has happened since the start.

        What stands for readers is how many queries the engine is asked at once.
        """
        running = self._watch.queries()
        return Statistics(
            revision=self.revision,
            readers=self._gate.places,
            idle=self._gate.idle,
            running=len(running),
            long=sum(each.long for each in running),
            waiting=self._gate.waiting,
            cache_entries=len(self._cache),
            cache_bytes=self._cache.size,
            templates=0,
            ended={},
            latencies=dict(self._watch.meter.latencies),
        )

    async def query(self, query: Query) -> AsyncGenerator[bytes]:
        """Yield the answer of `query`, piece by piece; closing the generator ends the connection.

        Raises:
            UnansweredError: it is not answered, or not to its end.

        """
        began = asyncio.get_running_loop().time()
        key = (self.revision, _digest(query))
        entry = self._cache.get(key)
        if entry is not None:
            self._watch.cached(began)
            for piece in entry.pieces:
                yield piece
            return
        keeping = _Keeping(self._limits.result, self._cache.largest)
        with self._watch.asking(began):
            async with aclosing(self._answered(query, began)) as pieces:
                async for piece in pieces:
                    keeping.take(piece)
                    yield piece
        if keeping.kept is not None and not is_volatile(query.text) and key[0] == self.revision:
            self._cache.put(key, Entry(HEAD, tuple(keeping.kept)))

    async def _answered(self, query: Query, began: float) -> AsyncGenerator[bytes]:
        """Yield the answer of the engine to a query that was asked at the time `began`."""
        if self._closed:
            raise LostError
        limit = self._limits.deadline
        deadline = Deadline.after(min(query.seconds or limit, limit))
        async with self._gate.admitted(query.client, deadline):
            with self._watch.running(query, began, deadline):
                async with aclosing(self._dialogue.ask(query, deadline)) as pieces:
                    async for piece in pieces:
                        yield piece


class _Keeping:
    """Keeps the pieces of an answer for whoever asks the same again, while they are few enough."""

    def __init__(self, longest: int, largest: int) -> None:
        """Let an answer have `longest` bytes, and keep one of up to `largest`."""
        self._longest = longest
        self._largest = largest
        self._size = 0
        self.kept: list[bytes] | None = []

    def take(self, piece: bytes) -> None:
        """Take the next piece.

        Raises:
            ResultTooLargeError: the answer is longer than it may be.

        """
        self._size += len(piece)
        if self._size > self._longest:
            raise ResultTooLargeError
        if self._size > self._largest:
            self.kept = None
        if self.kept is not None:
            self.kept.append(piece)


def _digest(query: Query) -> bytes:
    """Return a digest of all that decides what the answer of `query` is."""
    terms = sorted((variable.value, str(term)) for variable, term in query.substitutions.items())
    parts = (query.text, query.format.iri, query.dataset, terms, query.union)
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).digest()
