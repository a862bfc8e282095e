"""What the release that is served changed: found out beside the answers that tell of it."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Final

from server.catalog.holdings import Holdings
from server.feeds.changes import Changed, Changes

LOG: Final = logging.getLogger("krig")
SOON: Final = 0.05
"""For how many seconds an answer waits for what is not known yet."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the changes; `changed` is None where there is no release, or not yet."""

    changed: Changed | None = None
    comparing: bool = False
    """Whether it is being found out."""


class Latest:
    """What the release that is served changed against the one before it."""

    def __init__(self, holdings: Holdings, changes: Changes) -> None:
        """Compare releases of `holdings` by `changes`, which remember what they found."""
        self._holdings = holdings
        self._changes = changes
        self._found: tuple[str, asyncio.Task[Changed | None]] | None = None

    async def told(self) -> Told:
        """Return what is known by now; what is not is being found out from now on."""
        revision = self._holdings.engine.revision
        if self._found is None or self._found[0] != revision:
            finding = asyncio.create_task(asyncio.to_thread(self._find, revision))
            self._found = revision, finding
        _, finding = self._found
        done, _ = await asyncio.wait([finding], timeout=SOON)
        return Told(finding.result()) if done else Told(comparing=True)

    def _find(self, revision: str) -> Changed | None:
        try:
            return next(self._changes.of(self._holdings.until(revision)[:2]), None)
        except (OSError, ValueError):  # a page that tells much else does not fail by it
            LOG.exception("what the latest release changed could not be found out")
            return None
