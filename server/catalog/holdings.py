"""What this server holds: the state that it serves, and the releases before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from krig.catalog.tables import INPUTS
from krig.release import Release, Releases
from krig.revisions import HistoryError, Revisions
from server.engine import Engine
from server.local import LocalEngine
from server.readers.revision import Revision


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is served, and what is known of how it came about."""

    engine: Engine
    dumps: Path
    """The folder in which dumps are kept."""
    releases: Releases | None = None
    revisions: Revisions | None = None

    def served(self) -> Revision | None:
        """Return the state that is served; None where another server holds it."""
        return self.engine.served if isinstance(self.engine, LocalEngine) else None

    def all(self) -> tuple[Release, ...]:
        """Return the releases, the newest first."""
        return self.releases.all()[::-1] if self.releases is not None else ()

    def until(self, revision: str) -> tuple[Release, ...]:
        """Return the releases up to a state, the newest first: that itself, where it is one."""
        every = self.all()
        names = [each.id for each in every]
        return every[names.index(revision) :] if revision in names else every

    def earlier(self, revision: str) -> tuple[str, ...]:
        """Return the names of the releases before a state, the newest first.

        Before a revision of the history are all of them; a release that has been made since the
        server began to serve another is not before that one.
        """
        return tuple(each.id for each in self.until(revision) if each.id != revision)

    def created(self, revision: str) -> datetime:
        """Return when a state was made: now, to the second, where nobody has written it down."""
        release = self._release(revision)
        if release is not None:
            return release.manifest.created
        if self.revisions is not None:
            try:
                return self.revisions.state(revision).record.created
            except HistoryError:
                pass
        return datetime.now(UTC).replace(microsecond=0)

    def made_of(self) -> Mapping[str, str]:
        """Return the SHA-256 of each table of which the release that is served was made."""
        release = self._release(self.engine.revision)
        inputs = release.manifest.inputs if release is not None else {}
        return {
            name.removeprefix(INPUTS).removesuffix(".csv"): digest
            for name, digest in inputs.items()
            if name.startswith(INPUTS) and name.endswith(".csv")
        }

    def _release(self, name: str) -> Release | None:
        return next((each for each in self.all() if each.id == name), None)
