"""The engine of `krig serve --engine URL`: any SPARQL 1.1 server, asked over HTTP."""

from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from hashlib import sha256
from typing import Final

from krig.publish import Credentials
from server.query import Query
from server.readers.cache import Cache, Entry
from server.readers.faults import ResultTooLargeError
from server.readers.head import Head
from server.readers.limits import Limits
from server.remote.client import Client
from server.remote.deadline import Deadline
from server.remote.dialogue import Dialogue
from server.remote.gate import Gate
from server.remote.outlook import Outlook
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

    async def close(self) -> None:
        """Refuse those who wait, and close all connections."""
        self._gate.close()
        self._outlook.close()
        await self._client.close()
        self._threads.shutdown(wait=False)

    async def query(self, query: Query) -> AsyncGenerator[bytes]:
        """Yield the answer of `query`, piece by piece; closing the generator ends the connection.

        Raises:
            UnansweredError: it is not answered, or not to its end.

        """
        key = (self.revision, _digest(query))
        entry = self._cache.get(key)
        if entry is not None:
            for piece in entry.pieces:
                yield piece
            return
        limit = self._limits.deadline
        deadline = Deadline.after(min(query.seconds or limit, limit))
        async with (
            self._gate.admitted(query.client, deadline),
            aclosing(self._dialogue.ask(query, deadline)) as pieces,
        ):
            keeping = _Keeping(self._limits.result, self._cache.largest)
            async for piece in pieces:
                keeping.take(piece)
                yield piece
        if keeping.kept is not None and not is_volatile(query.text) and key[0] == self.revision:
            self._cache.put(key, Entry(HEAD, tuple(keeping.kept)))


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
