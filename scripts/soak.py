"""Lets analysts, attackers and writers at a server for a while, and judges how it fared.

    python -m scripts.soak                          10 minutes
    python -m scripts.soak --minutes 0.5            what continuous integration runs

It fails where an answer is neither whole nor a designed refusal, a write is lost, `ASK {}` is not
answered in time, memory grows, or the server does not stop cleanly.
"""

import json
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from time import monotonic, perf_counter, sleep
from typing import Annotated, Final

import httpx
import typer

from krig.revisions import Revisions
from scripts.clients import Analyst, Attacker, Client, Outcome, Rude, Writer, outcome
from scripts.serving import Place, Server
from server.operation.memory import memory

DEADLINE: Final = 3.0
SETTINGS: Final = {
    "KRIG_READ_READERS": "2",
    "KRIG_READ_DEADLINE": f"{DEADLINE:g}",
    "KRIG_READ_CACHE": str(8 * 2**20),
    "KRIG_WRITE_KEEP": "20",
}
"""Short deadlines, and a cache that is full soon: memory must not grow once it is."""
INNOCENT: Final = ("analyst", "writer", "asker")
GROWTH: Final = 1.15
"""How much the last third may have above the third before it."""
SLACK: Final = 32 * 2**20
SETTLED: Final = 60.0
"""How many seconds a third must have to tell of growth: in less, caches fill, and processes that
come and go by chance weigh more than what stays."""
GLANCE: Final = 0.5
PATIENCE: Final = 90.0


@dataclass(slots=True)
class Journal:
    """What was seen."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: "deque[str]" = field(default_factory=lambda: deque(maxlen=50))
    waits: list[float] = field(default_factory=list)
    """How long each of the simplest queries took."""
    sizes: list[dict[str, int]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    over: Event = field(default_factory=Event)

    def note(self, who: str, ending: Outcome) -> None:
        """Note how a request of a kind of client ended."""
        # A busy machine may take a query to its deadline, at which it is cut by design.
        innocent_cut = who in INNOCENT and ending.kind == "cut" and ending.seconds < DEADLINE
        with self.lock:
            self.outcomes[who, ending.kind] += 1
            if ending.kind == "fault" or innocent_cut:
                self.faults.append(f"{who}: {ending.kind}: {ending.told}")


def main(
    minutes: Annotated[float, typer.Option(help="How long.")] = 10.0,
    analysts: Annotated[int, typer.Option(help="How many ask what analysts ask.")] = 4,
    attackers: Annotated[int, typer.Option(help="How many ask what does harm.")] = 2,
    writers: Annotated[int, typer.Option(help="How many write.")] = 2,
    patience: Annotated[
        float, typer.Option(help="How many seconds 99 of 100 of the simplest queries may take.")
    ] = 1.0,
) -> None:
    """Let analysts, attackers and writers at a server for a while."""
    with TemporaryDirectory() as folder:
        place = Place.prepare(Path(folder))
        server = place.serve(**SETTINGS)
        journal = Journal()
        authors = [Writer(server.address, place.token, number) for number in range(writers)]
        clients: list[Client] = [
            *(Analyst(server.address, number) for number in range(analysts)),
            *(Attacker(server.address, number) for number in range(attackers)),
            Rude(server.address),
            *authors,
        ]
        _run(server, clients, journal, minutes * 60)
        faults = [*journal.faults, *_stopped(server), *_lost(place, authors)]
    faults += [*_slow(journal.waits, patience), *grown(journal.sizes)]
    typer.echo(json.dumps(_report(journal, authors) | {"faults": faults}, indent=2))
    raise typer.Exit(1 if faults else 0)


def _run(server: Server, clients: list[Client], journal: Journal, seconds: float) -> None:
    """Let all at the server, for so many seconds, and look at it meanwhile."""
    works: list[Callable[[], None]] = [
        *((lambda each=client: _use(each, journal)) for client in clients),
        lambda: _ask(server.address, journal),
    ]
    threads = [Thread(target=work, daemon=True) for work in works]
    for thread in threads:
        thread.start()
    until = monotonic() + seconds
    while monotonic() < until and server.process.poll() is None:
        journal.sizes.append(memory(server.process.pid))
        sleep(GLANCE)
    if server.process.poll() is not None:
        journal.faults.append(f"the server ended by itself, with {server.process.returncode}")
    journal.over.set()
    for thread in threads:
        thread.join(PATIENCE)
    if stuck := sum(thread.is_alive() for thread in threads):
        journal.faults.append(f"{stuck} clients still wait for an answer after {PATIENCE:g} s")


def _use(client: Client, journal: Journal) -> None:
    while not journal.over.is_set():
        journal.note(client.kind, client.turn())


def _ask(address: str, journal: Journal) -> None:
    """Ask the simplest query five times a second."""
    transport = httpx.HTTPTransport(local_address="127.0.0.2")
    with httpx.Client(base_url=address, transport=transport, timeout=PATIENCE) as client:
        while not journal.over.is_set():
            begin = perf_counter()
            try:
                # A comment makes each another text, so that no cache answers.
                query = f"ASK {{}} # {begin}"
                answer = client.get("/sparql", params={"query": query, "format": "json"})
                found = outcome(answer)
                if answer.is_success and answer.json()["boolean"] is not True:
                    found = Outcome("fault", answer.text[:100])
            except httpx.TransportError as error:
                found = Outcome("fault", repr(error))
            journal.waits.append(perf_counter() - begin)
            journal.note("asker", found)
            sleep(0.2)


def _stopped(server: Server) -> Iterator[str]:
    if server.process.poll() is None and (status := server.stop(PATIENCE)) != 0:
        yield f"told to stop, the server ended with {status}"


def _lost(place: Place, authors: list[Writer]) -> Iterator[str]:
    """Yield what the disk does not hold, although it was acknowledged."""
    revisions = Revisions(place.revisions)
    revisions.verify()
    graph = revisions.state().store()
    for author in authors:
        found = author.found(graph)
        if found not in author.possible:
            yield f"{author.subject} is {found} on disk, and {author.possible} was expected"


def _slow(waits: list[float], patience: float) -> Iterator[str]:
    if (late := _percentile(waits, 99)) > patience:
        yield f"99 % of the simplest queries took up to {late:.2f} s"


def grown(sizes: list[dict[str, int]]) -> Iterator[str]:
    """Yield which memory has grown from the second to the last third."""
    third = len(sizes) // 3
    if third * GLANCE < SETTLED:
        return
    for role in sorted({role for each in sizes for role in each}):
        before, after = (
            median(each.get(role, 0) for each in part)
            for part in (sizes[third : 2 * third], sizes[2 * third :])
        )
        if after > before * GROWTH + SLACK:
            yield f"the memory of {role} grew from {before / 2**20:.0f} to {after / 2**20:.0f} MiB"


def _percentile(waits: list[float], percent: int) -> float:
    return quantiles(waits, n=100)[percent - 1] if len(waits) > 1 else float("inf")


def _report(journal: Journal, authors: list[Writer]) -> dict[str, object]:
    third = max(1, len(journal.sizes) // 3)
    thirds = [journal.sizes[i * third : (i + 1) * third] for i in range(3)]
    roles = sorted({role for each in journal.sizes for role in each})
    return {
        "outcomes": {f"{who}: {kind}": n for (who, kind), n in sorted(journal.outcomes.items())},
        "writes acknowledged": sum(author.acknowledged for author in authors),
        "ASK {}, ms": {
            f"p{percent}": round(_percentile(journal.waits, percent) * 1000, 1)
            for percent in (50, 90, 99)
        },
        "memory by thirds of the time, MiB": {
            role: [round(median(s.get(role, 0) for s in part) / 2**20) for part in thirds if part]
            for role in roles
        },
    }


if __name__ == "__main__":
    typer.run(main)
