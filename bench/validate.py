"""krig's validation and that of its peers, on the registry with every kind of breach in it.

    python -m bench.validate --firms 20000 --firms 200000 --each 25

Each validator runs in a process of its own. Their results have to be the same, and as many of each
kind as there are breaches. The peers stand in `bench/.venv`; those that are absent are left out.
"""

import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Annotated, Final

import typer
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from bench.breaches import BREACHES
from bench.registry import Registry
from bench.things import FIRM_CLASS, IN_REGION, KSIC_CODE, LABEL, SUPPLIES_TO, A, text, thing
from krig.validation.incremental import Checked
from krig.validation.path import path_text
from krig.validation.report import Result
from krig.validation.report_graph import read_report
from krig.validation.shapes import read_shapes

HERE: Final = Path(__file__).parent
SHAPES: Final = HERE / "shapes" / "registry.ttl"
VALIDATORS: Final = HERE / "validators"
PEERS: Final = HERE / ".venv" / "bin" / "python"
"""The interpreter of the environment that has the peers."""

KRIG: Final = "krig"
NAMES: Final = (KRIG, "pyshacl", "pyshacl_turbo", "pyrudof")
CHANGES: Final = 50
"""How many changes are checked, one after the other."""

Told = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One validation by one validator."""

    name: str
    seconds: float
    memory: int
    results: Counter[Told]


@dataclass(frozen=True, slots=True)
class Changes:
    """How a store is checked as it changes: all times in seconds."""

    loading: float
    checking: float
    times: tuple[float, ...]


def compare(data: Path, names: Iterable[str], peers: Path, seconds: float) -> Iterator[Run]:
    """Validate `data` with each validator that is there; one that takes too long is left out."""
    for name in names:
        run = _run(name, data, Path(sys.executable) if name == KRIG else peers, seconds)
        if run is not None:
            yield run


def _run(name: str, data: Path, python: Path, seconds: float) -> Run | None:
    if not python.exists():
        _say(f"{name}: {python} is absent")
        return None
    out = data.with_suffix(f".{name}.nt")
    command = [str(python), str(VALIDATORS / f"by_{name}.py"), str(data), str(SHAPES), str(out)]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)} if name == KRIG else None
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        _say(f"{name}: not done within {seconds:.0f} s")
        return None
    if done.returncode:
        last = done.stderr.strip().rpartition(os.linesep)[2]
        _say(f"{name}: ended with status {done.returncode} {last}")
        return None
    measured = json.loads(done.stdout.splitlines()[-1])
    results = read_report(out.read_text(encoding="utf-8")).results
    return Run(name, measured["seconds"], measured["bytes"], Counter(map(_told, results)))


def _told(result: Result) -> Told:
    path = "" if result.path is None else path_text(result.path)
    terms = (result.focus_node, result.value, result.source_shape, result.component)
    return (path, result.severity, *map(str, terms))


def expected(each: int) -> Counter[tuple[str, str]]:
    """Return how often each shape and component is broken."""
    counts: Counter[tuple[str, str]] = Counter()
    for breach in BREACHES:
        counts[str(breach.source_shape), str(breach.constraint)] += each
    return counts


def follow(data: Path, firms: int) -> Changes:
    """Load `data` into a store, check it, and then one change of ten triples after another."""
    began = perf_counter()
    store = Store()
    store.bulk_load(path=str(data), format=RdfFormat.N_TRIPLES)
    loading, began = perf_counter() - began, perf_counter()
    checked = Checked.of(store, read_shapes([SHAPES]))
    checking = perf_counter() - began
    times = []
    for number in range(CHANGES):
        added, removed = _change(store, firms, number)
        store.extend(added)
        for quad in removed:
            store.remove(quad)
        began = perf_counter()
        checked = checked.after(store, added, removed)
        checked.report()
        times.append(perf_counter() - began)
    if checked.report() != Checked.of(store, checked.shapes).report():
        message = "checking the changes and checking the whole store differ"
        raise AssertionError(message)
    return Changes(loading, checking, tuple(times))


def _change(store: Store, firms: int, number: int) -> tuple[list[Quad], list[Quad]]:
    """Return ten triples: a firm comes, and another loses what is said of it, or some of it."""
    new, old = thing("firm", firms + number), thing("firm", number * firms // CHANGES)
    coming = [
        (new, A, FIRM_CLASS),
        (new, LABEL, text(f"새 기업 {number}", "ko")),
        (new, IN_REGION, thing("district", number % 7)),
        (new, KSIC_CODE, f'"{number}"'),
        (new, SUPPLIES_TO, old),
    ]
    lines = "".join(f"{' '.join(each)} .\n" for each in coming)
    going = store.quads_for_pattern(NamedNode(old[1:-1]), None, None, None)
    return [*parse(lines, format=RdfFormat.N_TRIPLES)], sorted(going, key=str)[:5]


def store_size(data: Path) -> int:
    """Return how many bytes a store takes that holds `data`.

    It is loaded in a process of its own: in one that has let go of memory, it would take that.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_taken, data).result()


def _taken(data: Path) -> int:
    gc.collect()
    before = _held()
    store = Store()
    store.bulk_load(path=str(data), format=RdfFormat.N_TRIPLES)
    return _held() - before


def _held() -> int:
    """Return how many bytes this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def _say(line: str) -> None:
    typer.echo(line)


def _table(runs: list[Run], store: int) -> None:
    krig = next(run for run in runs if run.name == KRIG)
    _say("| validator | seconds | of krig's | memory, MB | of the store's | results |")
    _say("|---|---|---|---|---|---|")
    for run in runs:
        _say(
            f"| {run.name} | {run.seconds:.2f} | {run.seconds / krig.seconds:.1f} | "
            f"{run.memory / 1e6:.0f} | {run.memory / store:.2f} | {run.results.total()}"
            f"{'' if run.results == krig.results else ', which differ'} |"
        )


def main(
    firms: Annotated[list[int], typer.Option(help="How many firms.")],
    each: Annotated[int, typer.Option(help="How many breaches of each kind.")] = 25,
    only: Annotated[list[str] | None, typer.Option(help="Which validators.")] = None,
    peers: Annotated[Path, typer.Option(help="The interpreter that has the peers.")] = PEERS,
    limit: Annotated[float, typer.Option(help="How many seconds each has.")] = 1800,
) -> None:
    """Validate registries of these sizes, print the tables, and fail if results differ."""
    differing = False
    for size in firms:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "registry.nt"
            Registry(size, each).write(data)
            runs = [*compare(data, only or NAMES, peers, limit)]
            changes, store = follow(data, size), store_size(data)
        krig = next(run for run in runs if run.name == KRIG)
        kinds = Counter((told[4], told[5]) for told in krig.results.elements())
        differing |= kinds != expected(each) or any(run.results != krig.results for run in runs)
        _say(f"\n{size:,} firms, {len(BREACHES)} kinds of breach, {each} of each\n")
        _table(runs, store)
        _say(
            f"\nIn a store: loaded in {changes.loading:.1f} s ({store / 1e6:.0f} MB), "
            f"checked in {changes.checking:.1f} s; a change of ten triples in "
            f"{median(changes.times) * 1000:.1f} ms (at most {max(changes.times) * 1000:.1f} ms)."
        )
    raise typer.Exit(differing)


if __name__ == "__main__":
    typer.run(main)
