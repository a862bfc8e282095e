"""Kills processes of a server while clients write: nothing acknowledged is lost, nothing is half.

    python -m scripts.kill_writes              100 kills, some minutes
    python -m scripts.kill_writes --kills 8    what continuous integration runs

Each write states five things in two graphs. After each kill, and in the end on disk, every write
that was acknowledged must be there, and every write that is there must be whole. Between the kills
each writer also reads what it has just written.
"""

import json
import os
import signal
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import Annotated, Final

import httpx
import typer
from pyoxigraph import NamedNode

from krig.revisions import Revisions
from scripts.serving import Place, Server
from server.operation.memory import role

PARTS: Final = 5
"""How many quads a write states."""
THING: Final = "https://example.org/write/"
PART: Final = "https://example.org/part"
GRAPHS: Final = ("https://example.org/graph/odd", "https://example.org/graph/even")
QUERIES: Final = Path(__file__).parent / "queries"
WRITTEN: Final = (QUERIES / "written.rq").read_text(encoding="utf-8")
"""Counts the parts of each write."""
CHANCE: Final = SystemRandom()
"""What is killed when depends on time anyway, so no seed would repeat it."""
PATIENCE: Final = 60.0
"""How many seconds it may take until a server answers again."""


@dataclass(slots=True)
class Trial:
    """What is known while clients write and processes die."""

    place: Place
    server: Server
    acknowledged: set[int] = field(default_factory=set)
    uncertain: set[int] = field(default_factory=set)
    """The writes whose answer did not come, or was that the server is at fault."""
    refused: dict[int, int] = field(default_factory=dict)
    """The writes that were refused, with the status."""
    faults: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    lock: Lock = field(default_factory=Lock)


def main(
    kills: Annotated[int, typer.Option(help="How many processes to kill.")] = 100,
    writers: Annotated[int, typer.Option(help="How many clients write.")] = 3,
) -> None:
    """Kill processes of a server while clients write."""
    with TemporaryDirectory() as folder:
        place = Place.prepare(Path(folder))
        trial = Trial(place, place.serve())
        threads = [Thread(target=_write, args=(trial,), daemon=True) for _ in range(writers)]
        for thread in threads:
            thread.start()
        try:
            killed, slowest = _kill_all(trial, kills)
        finally:
            trial.over.set()
            for thread in threads:
                thread.join(PATIENCE)
        _see(trial)
        status = trial.server.stop(PATIENCE)
        stayed = _see_disk(trial)
    trial.faults += [f"write {n} was refused, and is there" for n in stayed & trial.refused.keys()]
    if len(trial.refused) > kills:
        trial.faults.append("more writes were refused than processes were killed")
    if status != 0:
        trial.faults.append(f"the server ended with {status}")
    report = {
        "kills": dict(killed),
        "acknowledged": len(trial.acknowledged),
        "unanswered": len(trial.uncertain),
        "unanswered, and written": len(stayed & trial.uncertain),
        "refused": dict(Counter(trial.refused.values())),
        "slowest answer after a kill, s": {name: round(s, 2) for name, s in slowest.items()},
        "faults": trial.faults,
    }
    typer.echo(json.dumps(report, indent=2))
    raise typer.Exit(1 if trial.faults or not trial.acknowledged else 0)


def _write(trial: Trial) -> None:
    """Write, and read what was written, until the trial is over."""
    while not trial.over.is_set():
        number = next(trial.numbers)
        try:
            with httpx.Client(base_url=trial.server.address, timeout=PATIENCE) as client:
                _write_one(trial, client, number)
        except httpx.TransportError:
            with trial.lock:
                if number not in trial.acknowledged:
                    trial.uncertain.add(number)
            sleep(0.05)


def _write_one(trial: Trial, client: httpx.Client, number: int) -> None:
    answer = client.post(
        "/sparql",
        content=_update(number),
        headers={
            "Authorization": f"Bearer {trial.place.token}",
            "Content-Type": "application/sparql-update",
        },
    )
    with trial.lock:
        if answer.is_success:
            trial.acknowledged.add(number)
        elif answer.is_server_error:
            trial.uncertain.add(number)
        else:
            trial.refused[number] = answer.status_code
    if not answer.is_success:
        sleep(0.1)
        return
    query = f"ASK {{ GRAPH ?g {{ <{THING}{number}> <{PART}> {PARTS} }} }}"
    read = client.get("/sparql", params={"query": query, "format": "json"})
    if read.is_success and read.json()["boolean"] is not True:
        trial.faults.append(f"write {number}: acknowledged, and not seen by the next query")


def _update(number: int) -> str:
    graphs = (
        f"GRAPH <{GRAPHS[part % 2]}> {{ <{THING}{number}> <{PART}> {part} }}"
        for part in range(1, PARTS + 1)
    )
    return f"INSERT DATA {{ {' '.join(graphs)} }}"


def _kill_all(trial: Trial, kills: int) -> tuple[Counter[str], dict[str, float]]:
    """Kill so many processes, one after the other; return which, and how long answers took."""
    killed, slowest = Counter[str](), dict[str, float]()
    for _ in range(kills):
        _wait_for_writes(trial)
        sleep(CHANCE.uniform(0, 1))
        kind, pid = _victim(trial.server)
        begin = monotonic()
        os.kill(pid, signal.SIGKILL)
        killed[kind] += 1
        if pid == trial.server.process.pid:
            trial.server.process.wait()
            trial.server = trial.place.serve()
        _see(trial)
        slowest[kind] = max(slowest.get(kind, 0.0), monotonic() - begin)
    return killed, slowest


def _wait_for_writes(trial: Trial) -> None:
    """Wait until something has been acknowledged since the last kill, so that writing goes on."""
    before, until = len(trial.acknowledged), monotonic() + PATIENCE
    while len(trial.acknowledged) == before:
        if monotonic() > until:
            trial.faults.append(f"no write is acknowledged for {PATIENCE:g} s")
            return
        sleep(0.01)


def _victim(server: Server) -> tuple[str, int]:
    """Return a process of the server: first a kind is drawn, then one of that kind."""
    kinds: dict[str, list[int]] = {}
    seen = Counter[str]()
    for pid in server.pids:
        kind = role(pid)
        # Parents come first: a template before its readers, the scribe before its children.
        name = f"{kind}, first" if seen[kind] == 0 else f"{kind}, others"
        seen[kind] += 1
        kinds.setdefault(name, []).append(pid)
    kind = CHANCE.choice(sorted(kinds))
    return kind, CHANCE.choice(kinds[kind])


def _see(trial: Trial) -> None:
    """See, by a query, that all acknowledged writes are there and that none is half."""
    with trial.lock:
        expected = set(trial.acknowledged)
    until = monotonic() + PATIENCE
    while True:
        try:
            asked = {"query": WRITTEN, "format": "json"}
            answer = httpx.get(f"{trial.server.address}/sparql", params=asked, timeout=PATIENCE)
            if answer.is_success:
                rows = answer.json()["results"]["bindings"]
                break
        except httpx.TransportError:
            pass
        if monotonic() > until:
            trial.faults.append(f"no answer for {PATIENCE:g} s")
            return
        sleep(0.02)
    found = {row["write"]["value"]: int(row["parts"]["value"]) for row in rows}
    _judge(trial, "by a query", found, expected)


def _see_disk(trial: Trial) -> set[int]:
    """See the same on disk, and return which writes are there."""
    revisions = Revisions(trial.place.revisions)
    revisions.verify()
    found = Counter(
        quad.subject.value
        for quad in revisions.state().quads()
        if isinstance(quad.subject, NamedNode) and quad.predicate.value == PART
    )
    _judge(trial, "on disk", found, trial.acknowledged)
    return {int(name.removeprefix(THING)) for name in found}


def _judge(trial: Trial, where: str, found: dict[str, int], expected: set[int]) -> None:
    lost = [number for number in sorted(expected) if f"{THING}{number}" not in found]
    half = [name for name, parts in found.items() if parts != PARTS]
    trial.faults += [f"{where}: write {number} is lost" for number in lost]
    trial.faults += [f"{where}: {name} is half" for name in half]


if __name__ == "__main__":
    typer.run(main)
