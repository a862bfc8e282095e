"""What krig has set out to reach, and whether it does in this run."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.measures import Aggregate, Memory, Page, Siege, Start, Throughput
from bench.report import KRIG, Notes, speed_of, together, worsening

MEMORY: Final = "oxigraph, memory"
ENGINE: Final = "pyoxigraph, in process"
"""What serialises in a process of its own, without HTTP."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Something to reach: by how much it is reached, and which bound counts."""

    target: str
    found: float
    least: float | None = None
    most: float | None = None

    @property
    def reached(self) -> bool:
        """Tell whether it is reached."""
        return (self.least is None or self.found >= self.least) and (
            self.most is None or self.found <= self.most
        )


def show(notes: Notes, console: Console) -> None:
    """Show each target that this run can tell of, and whether it is met."""
    table = Table("target", title="targets", title_justify="left")
    for name in ("found", "bound", ""):
        table.add_column(name, justify="right")
    for verdict in verdicts(notes):
        bound = f"≥ {verdict.least:g}" if verdict.least is not None else f"≤ {verdict.most:g}"
        word, style = ("met", "green") if verdict.reached else ("not met", "red")
        table.add_row(verdict.target, f"{verdict.found:.2f}", bound, word, style=style)
    if table.row_count:
        console.print(table)


def verdicts(notes: Notes) -> Iterator[Verdict]:
    """Yield the targets that a run can tell of."""
    yield from _look_ups(notes)
    yield from _saved(notes)
    yield from _aggregates(notes)
    yield from _sieges(notes)
    yield from _pages(notes)
    for start in (each for peer, each in notes.of(Start, "") if peer == KRIG):
        yield Verdict("seconds until ready", start.ready, most=1.5)
        return


def _look_ups(notes: Notes) -> Iterator[Verdict]:
    found = list(notes.of(Throughput, "a"))
    theirs = {each.clients: each.timing.rate for peer, each in found if peer == MEMORY}
    for peer, each in found:
        if peer == KRIG and theirs.get(each.clients):
            target = f"(a) throughput ÷ {MEMORY}, {each.clients} clients"
            yield Verdict(target, each.timing.rate / theirs[each.clients], least=1.0)
    memories = dict(notes.of(Memory, "a"))
    if KRIG in memories and MEMORY in memories:
        ratio = memories[KRIG].largest / memories[MEMORY].largest
        yield Verdict(f"(a) memory of a reader ÷ {MEMORY}", ratio, most=1.3)


def _saved(notes: Notes) -> Iterator[Verdict]:
    for peer, each in notes.of(Throughput, "b"):
        best = notes.best_rate("b", each.clients)
        if peer == KRIG and best:
            target = f"(b) throughput ÷ best peer, {each.clients} clients"
            yield Verdict(target, each.timing.rate / best, least=10.0)


def _aggregates(notes: Notes) -> Iterator[Verdict]:
    found = list(notes.of(Aggregate, "c"))
    mine, theirs = together(found, KRIG), together(found, MEMORY)
    if mine.first and theirs.first:
        yield Verdict(f"(c) uncached time ÷ {MEMORY}", mine.first / theirs.first, most=1.0)
    if mine.first and mine.again:
        yield Verdict("(c) uncached time ÷ repeated", mine.first / mine.again, least=100.0)


def _sieges(notes: Notes) -> Iterator[Verdict]:
    for peer, siege in notes.of(Siege, "d"):
        worse = worsening(siege)
        if peer == KRIG and worse is not None:
            target = f"(d) p99 of the innocent ÷ without the guilty, {siege.clients} clients"
            yield Verdict(target, worse, most=2.0)


def _pages(notes: Notes) -> Iterator[Verdict]:
    speeds = {peer: speed_of(page) for peer, page in notes.of(Page, "e")}
    mine, engine = speeds.get(KRIG), speeds.get(ENGINE)
    if mine and engine:
        yield Verdict("(e) speed ÷ the engine's own", mine / engine, least=0.8)
