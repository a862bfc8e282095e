"""Tells what was measured, in tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from rich.console import Console
from rich.table import Table

from bench.load import Timing
from bench.measures import Aggregate, Memory, Page, Siege, Start, Throughput
from bench.run import Absence, Record

KRIG: Final = "krig"
NONE: Final = "–"
MEGA: Final = 1e6

Kind = TypeVar("Kind", Aggregate, Memory, Page, Siege, Start, Throughput)


@dataclass(frozen=True, slots=True)
class Notes:
    """All that was noted in a run."""

    records: tuple[Record, ...]
    absences: tuple[Absence, ...]

    def of(self, kind: type[Kind], letter: str) -> Iterator[tuple[str, Kind]]:
        """Yield the measures of a kind in a workload, with the server of each."""
        for each in self.records:
            if each.letter == letter and isinstance(each.measure, kind):
                yield each.peer, each.measure

    def best_rate(self, letter: str, clients: int) -> float:
        """Return how many answers the best peer of krig gave in a second."""
        found = self.of(Throughput, letter)
        rates = [
            each.timing.rate for peer, each in found if peer != KRIG and each.clients == clients
        ]
        return max(rates, default=0.0)


def show(notes: Notes, console: Console) -> None:
    """Show the tables of a run."""
    for absence in notes.absences:
        console.print(f"{absence.peer}: {absence.reason}", style="yellow")
    stages = list(dict.fromkeys(each.stage for each in notes.records))
    for stage in stages:
        here = Notes(tuple(each for each in notes.records if each.stage == stage), ())
        tables = (
            _starts(here, stage),
            _throughputs(here, "a", "(a) look-ups, every query another"),
            _throughputs(here, "b", "(b) saved queries, drawn by a Zipf law"),
            _aggregates(here),
            _sieges(here),
            _pages(here),
        )
        for table in tables:
            if table.row_count:
                console.print(table, "")


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column(columns[0])
    for column in columns[1:]:
        table.add_column(column, justify="right")
    return table


def _starts(notes: Notes, stage: str) -> Table:
    table = _table(stage, "server", "data loaded, s", "ready, s")
    for peer, start in notes.of(Start, ""):
        table.add_row(peer, f"{start.loaded:.1f}", f"{start.ready:.2f}")
    return table


def _throughputs(notes: Notes, letter: str, title: str) -> Table:
    columns = ("clients", "answers/s", "÷ best peer", "median, ms", "p99, ms", "refused")
    more = ("broken", "generator", "memory, MB", "largest, MB")
    table = _table(title, "server", *columns, *more)
    memories = dict(notes.of(Memory, letter))
    shown: set[str] = set()
    for peer, each in notes.of(Throughput, letter):
        best = notes.best_rate(letter, each.clients)
        memory = memories.get(peer) if peer not in shown else None
        shown.add(peer)
        table.add_row(
            peer,
            str(each.clients),
            *_rate(each.timing, best),
            *_times(each.timing),
            str(each.timing.refused),
            str(each.timing.broken),
            f"{each.timing.busy:.0%}",
            *_memory(memory),
        )
    return table


def _rate(timing: Timing, best: float) -> tuple[str, str]:
    return f"{timing.rate:,.1f}", f"{timing.rate / best:.2f}" if best else NONE


def _times(timing: Timing | None) -> tuple[str, str]:
    if timing is None or not timing.answers:
        return NONE, NONE
    return _milliseconds(timing.median), _milliseconds(timing.p99)


def _milliseconds(seconds: float | None) -> str:
    return NONE if seconds is None else f"{seconds * 1e3:,.2f}"


def _memory(memory: Memory | None) -> tuple[str, str]:
    if memory is None:
        return "", ""
    return f"{memory.total / MEGA:,.0f}", f"{memory.largest / MEGA:,.0f}"


def _aggregates(notes: Notes) -> Table:
    found = list(notes.of(Aggregate, "c"))
    peers = list(dict.fromkeys(peer for peer, _ in found))
    table = _table("(c) aggregates: first / again, ms", "aggregate", *peers)
    for name in dict.fromkeys(each.name for _, each in found):
        cells = {peer: each for peer, each in found if each.name == name}
        table.add_row(name, *(_cell(cells[peer]) for peer in peers))
    if found:
        table.add_row("all", *(_cell(together(found, peer)) for peer in peers), style="bold")
    return table


def together(found: Sequence[tuple[str, Aggregate]], peer: str) -> Aggregate:
    """Return the sum over all aggregates, where each was answered."""
    mine = [each for name, each in found if name == peer]
    return Aggregate("all", _sum(each.first for each in mine), _sum(each.again for each in mine))


def _sum(values: Iterable[float | None]) -> float | None:
    total = 0.0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _cell(aggregate: Aggregate) -> str:
    return f"{_milliseconds(aggregate.first)} / {_milliseconds(aggregate.again)}"


def _sieges(notes: Notes) -> Table:
    columns = ("clients", "answers/s", "with", "p99, ms", "with", "×", "guilty", "answered by")
    table = _table("(d) look-ups, and with 1 % of queries that have no end", "server", *columns)
    for peer, siege in notes.of(Siege, "d"):
        before, during = siege.before, siege.during
        statuses = ", ".join(
            f"{number} × {status or 'broken'}" for status, number in siege.statuses
        )
        table.add_row(
            peer,
            str(siege.clients),
            f"{before.rate:,.1f}",
            NONE if during is None else f"{during.rate:,.1f}",
            _times(before)[1],
            "not recovered" if during is None else _times(during)[1],
            NONE if worsening(siege) is None else f"{worsening(siege):.1f}",
            str(siege.guilty),
            statuses or NONE,
        )
    return table


def worsening(siege: Siege) -> float | None:
    """Return by which factor the p99 of the innocent grew; None where none were answered."""
    before, during = siege.before, siege.during
    if during is None or not during.answers or not before.p99:
        return None
    return during.p99 / before.p99


def _pages(notes: Notes) -> Table:
    table = _table("(e) a long page", "server", "MB", "MB/s")
    for peer, page in notes.of(Page, "e"):
        speed = speed_of(page)
        table.add_row(peer, f"{page.size / MEGA:.1f}", NONE if speed is None else f"{speed:.1f}")
    return table


def speed_of(page: Page) -> float | None:
    """Return how many megabytes a second came; None where none came."""
    return page.size / MEGA / page.seconds if page.seconds else None
