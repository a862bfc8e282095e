"""What is known of an engine, and kept fresh: what it can do, and which release it holds."""

import asyncio
from time import monotonic, time
from typing import Final

from server.readers.faults import UnansweredError
from server.remote.capabilities import Capabilities, explore, named_graphs
from server.remote.client import Client

FRESH: Final = 10
"""After how many seconds one looks again."""
STALE: Final = 2 * FRESH
"""After how many seconds without a look one no longer knows which release it is."""


class Outlook:
    """What is known of the engine that a client speaks with; belongs to one event loop."""

    def __init__(self, client: Client) -> None:
        """Look through `client`, when first asked."""
        self._client = client
        self._known: Capabilities | None = None
        self._graphs: tuple[str, ...] | None = None
        self._looking: asyncio.Task[Capabilities] | None = None
        self._began = 0.0
        self._seen = 0.0
        self._failed = False

    @property
    def revision(self) -> str:
        """The release that `krig publish` put there; else a name that holds for `FRESH` seconds.

        Nothing tells when others change what an engine holds.
        """
        if self._known is not None and monotonic() - self._began > FRESH:
            self._look_again()
        fresh = self._known is not None and monotonic() - self._seen < STALE
        release = self._known.release if fresh and self._known is not None else None
        return release or f"{int(time()) // FRESH}"

    @property
    def answers(self) -> bool:
        """Whether the engine has answered when it was last looked at; one looks again by this."""
        if monotonic() - self._began > FRESH:
            self._look_again()
        return self._known is not None and not self._failed

    async def capabilities(self) -> Capabilities:
        """Return what is known; where that is no longer fresh, one looks again meanwhile.

        Raises:
            UnansweredError: nothing is known, and the engine does not answer.

        """
        known = self._known
        if known is None or monotonic() - self._began > FRESH:
            looking = self._look_again()
            return known if known is not None else await asyncio.shield(looking)
        return known

    async def graphs(self, capabilities: Capabilities) -> tuple[str, ...]:
        """Return the names of all named graphs.

        Raises:
            UnansweredError: the engine does not answer.

        """
        if self._graphs is None:
            self._graphs = await named_graphs(self._client, capabilities.source)
        return self._graphs

    def close(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()

    def _look_again(self) -> asyncio.Task[Capabilities]:
        """Return the look that is on its way, or begin one."""
        if self._looking is None or self._looking.done():
            self._began = monotonic()
            self._looking = asyncio.get_running_loop().create_task(self._look())
            self._looking.add_done_callback(_retrieve)
        return self._looking

    async def _look(self) -> Capabilities:
        try:
            found = await explore(self._client)
        except UnansweredError:
            self._failed = True
            raise
        self._failed = False
        self._known, self._graphs, self._seen = found, None, monotonic()
        return found


def _retrieve(looking: asyncio.Task[Capabilities]) -> None:
    """Let a look that failed pass: whoever waits for it hears of it, and the next looks again."""
    if not looking.cancelled():
        looking.exception()
