"""Tables and verdicts follow from what was noted."""

import io
import re

from rich.console import Console

from bench import report, targets
from bench.load import Timing
from bench.measures import Aggregate, Measure, Memory, Page, Siege, Start, Throughput
from bench.report import Notes
from bench.run import Absence, Record

STAGE = "a stage"


def timing(rate: int, p99: float = 0.01) -> Timing:
    return Timing(rate * 10, 10.0, p99 / 2, p99, 0, 0)


def noted(*measures: tuple[str, str, Measure]) -> Notes:
    records = tuple(Record(STAGE, peer, letter, measure) for peer, letter, measure in measures)
    return Notes(records, (Absence(STAGE, "virtuoso", "virtuoso-t is not installed"),))


NOTES = noted(
    ("krig", "", Start(1.0, 1.2)),
    ("krig", "a", Throughput(8, timing(900))),
    ("krig", "a", Memory(300, 130)),
    ("krig", "b", Throughput(8, timing(5_000))),
    ("krig", "c", Aggregate("sum", 0.2, 0.001)),
    ("krig", "d", Siege(8, timing(100), timing(90, p99=0.015), 9, ((503, 9),))),
    ("krig", "e", Page(10_000_000, 0.2)),
    ("oxigraph, memory", "a", Throughput(8, timing(1_000))),
    ("oxigraph, memory", "a", Memory(100, 100)),
    ("oxigraph, memory", "b", Throughput(8, timing(100))),
    ("oxigraph, memory", "c", Aggregate("sum", 0.1, 0.1)),
    ("oxigraph, memory", "d", Siege(8, timing(100), None, 0, ())),
    ("oxigraph, disk", "b", Throughput(8, timing(200))),
    ("oxigraph, disk", "c", Aggregate("sum", None, None)),
    ("pyoxigraph, in process", "e", Page(10_000_000, 0.1)),
)


def verdicts(notes: Notes) -> dict[str, tuple[float, bool]]:
    return {each.target: (round(each.found, 3), each.reached) for each in targets.verdicts(notes)}


def test_krig_is_compared_with_what_each_target_names() -> None:
    assert verdicts(NOTES) == {
        "(a) throughput ÷ oxigraph, memory, 8 clients": (0.9, False),
        "(a) memory of a reader ÷ oxigraph, memory": (1.3, True),
        "(b) throughput ÷ best peer, 8 clients": (25.0, True),
        "(c) uncached time ÷ oxigraph, memory": (2.0, False),
        "(c) uncached time ÷ repeated": (200.0, True),
        "(d) p99 of the innocent ÷ without the guilty, 8 clients": (1.5, True),
        "(e) speed ÷ the engine's own": (0.5, False),
        "seconds until ready": (1.2, True),
    }


def test_what_was_not_measured_gives_no_verdict() -> None:
    assert verdicts(noted(("krig", "a", Throughput(8, timing(900))))) == {}


def test_tables_tell_what_was_noted() -> None:
    out = io.StringIO()
    console = Console(file=out, width=200)
    report.show(NOTES, console)
    targets.show(NOTES, console)
    text = out.getvalue()
    assert "virtuoso: virtuoso-t is not installed" in text
    assert "not recovered" in text
    assert "200.00 / 1.00" in text
    assert "9 × 503" in text
    assert re.search(r"÷ repeated +│ +200\.00 │ +≥ 100 │ +met", text)
    assert re.search(r"own +│ +0\.50 │ +≥ 0\.8 │ +not met", text)
