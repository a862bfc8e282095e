"""Calls other servers in the place of the engine, and puts what they answer where the call was."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from typing import Final

from pyoxigraph import RdfFormat

from server.federation.calls import Call, Load, calls, load
from server.federation.faults import CallFailedError, UncalledError
from server.federation.fetching import Document, Fetcher
from server.federation.limits import FederationLimits
from server.federation.rows import EMPTY, MEDIA_TYPES, inline
from server.readers.faults import BusyError

DOCUMENTS: Final = ", ".join(
    f"{form.media_type}{weight}"
    for form, weight in (
        (RdfFormat.N_TRIPLES, ""),
        (RdfFormat.TURTLE, ""),
        (RdfFormat.RDF_XML, ";q=0.8"),
        (RdfFormat.JSON_LD, ";q=0.7"),
    )
)
"""What LOAD accepts, the plainest first."""


class Federation:
    """Other servers that may be called; belongs to one event loop."""

    def __init__(self, limits: FederationLimits) -> None:
        """Call whom `limits` names, within what they allow."""
        self._limits = limits
        self._fetcher = Fetcher(limits)
        self._busy = 0

    async def close(self) -> None:
        """Close all connections."""
        await self._fetcher.close()

    async def answered(self, text: str, base: str, seconds: float | None = None) -> str:
        """Return the valid query `text` with what its calls answer in their place.

        A call is evaluated on its own and joined with the rest (SPARQL 1.1 Federated Query,
        section 4); a blank node that comes from it is an IRI here. `base` is what relative IRIs
        relate to, `seconds` are those that whoever asks will wait.

        Raises:
            CallError: another server may not be called, or does not answer.
            BusyError: too many call others already.

        """
        declared, found = await asyncio.to_thread(calls, text, base, self._limits.calls)
        for call in found:
            self._fetcher.check(call.address)
        async with self._place():
            until = asyncio.get_running_loop().time() + self._seconds(seconds)
            blocks = [await self._block(call, declared, until) for call in found]
        return _spliced(text, zip(found, blocks, strict=True))

    async def loaded(
        self, text: str, base: str, seconds: float | None = None
    ) -> tuple[Load, Document | None] | None:
        """Return what the update `text` loads, if it does, with the document.

        There is none where LOAD is SILENT and the document cannot be had.

        Raises:
            CallError: another server may not be called, or does not answer.
            BusyError: too many call others already.

        """
        found = await asyncio.to_thread(load, text, base) if "load" in text.lower() else None
        if found is None:
            return None
        self._fetcher.check(found.address)
        async with self._place():
            until = asyncio.get_running_loop().time() + self._seconds(seconds)
            try:
                return found, await self._document(found.address, until)
            except UncalledError:
                if not found.silent:
                    raise
        return found, None

    async def _block(self, call: Call, declared: str, until: float) -> str:
        """Return what a call answers, as inline data."""
        query = f"{declared} SELECT * WHERE {call.pattern}"
        try:
            async with _in_time(call.address, until):
                document = await self._fetcher.post(call.address, MEDIA_TYPES[0], {"query": query})
            return await asyncio.to_thread(inline, document, call.variables, self._limits.rows)
        except UncalledError:
            if call.silent:
                return EMPTY
            raise

    async def _document(self, address: str, until: float) -> Document:
        async with _in_time(address, until):
            return await self._fetcher.get(address, DOCUMENTS)

    def _seconds(self, wanted: float | None) -> float:
        return min(wanted or self._limits.deadline, self._limits.deadline)

    @asynccontextmanager
    async def _place(self) -> AsyncGenerator[None]:
        """Hold a place among those who call others.

        Raises:
            BusyError: there is none.

        """
        if self._busy >= self._limits.at_once:
            raise BusyError
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1


@asynccontextmanager
async def _in_time(address: str, until: float) -> AsyncGenerator[None]:
    """End what goes on within at that time of the event loop.

    Raises:
        CallFailedError: it had to be.

    """
    try:
        async with asyncio.timeout_at(until):
            yield
    except TimeoutError:
        raise CallFailedError(address, "timeout (KRIG_FEDERATION_DEADLINE)") from None


def _spliced(text: str, answers: Iterable[tuple[Call, str]]) -> str:
    pieces, done = [], 0
    for call, block in answers:
        pieces += [text[done : call.start], block]
        done = call.end
    return "".join([*pieces, text[done:]])
