"""Writers over small histories, and what is asked of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from krig.revisions import Revision, Revisions
from server.writing import Action, Outcome, Update, Write, WriteLimits, Writer


@dataclass
class Bench:
    """A writer, and the revisions that its readers have been told of."""

    writer: Writer
    served: list[str] = field(default_factory=list)

    async def do(self, action: Action | str, **options: bool | str) -> Outcome:
        """Do an action, or an update."""
        asked = Update(text=action) if isinstance(action, str) else action
        return await self.writer.write(
            Write.model_validate(
                {"action": asked, "who": "kim", "why": "because", **options},
            )
        )


@asynccontextmanager
async def writing(revisions: Revisions, **limits: float) -> AsyncIterator[Bench]:
    """Yield a writer to `revisions`."""
    served: list[str] = []

    async def swap(revision: Revision) -> None:
        await asyncio.sleep(0)
        served.append(revision.id)

    async with await Writer.start(revisions, WriteLimits(**limits), swap) as writer:
        yield Bench(writer, served)


def scribe(writer: Writer) -> int:
    """Return the number of the process that writes."""
    desk = writer._desk
    assert desk is not None
    return desk.pid


async def child(writer: Writer) -> int:
    """Return the number of the process that evaluates, once there is one."""
    parent = scribe(writer)
    while True:
        if children := Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            return int(children[0])
        await asyncio.sleep(0.001)


def alive(pid: int) -> bool:
    """Tell whether a process runs: neither has it ended, nor does it wait to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
