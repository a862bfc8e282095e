"""Runs the benchmark: each server over each stage, one after another, and never two at once."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory

from bench.measures import Measure
from bench.peers import Peer, Running
from bench.process import NotReadyError
from bench.stages import Stage
from bench.workloads import Effort, Workload

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Record:
    """What was noted of a server in a workload; without a letter, of its start."""

    stage: str
    peer: str
    letter: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class Absence:
    """Why nothing was noted of a server."""

    stage: str
    peer: str
    reason: str


def run(
    stages: Sequence[Stage],
    peers: Sequence[Peer],
    effort: Effort,
    letters: Collection[str],
    tell: Tell,
) -> Iterator[Record | Absence]:
    """Yield what is noted, as it is noted."""
    for stage in stages:
        for peer in peers:
            reason = peer.absent()
            if reason is not None:
                yield Absence(stage.name, peer.name, reason)
                continue
            tell(f"{stage.name} · {peer.name}")
            with TemporaryDirectory(prefix="krig-bench-") as folder:
                try:
                    with peer.serving(stage.data, Path(folder)) as running:
                        tell(f"  ready after {running.ready:.1f} s")
                        yield Record(stage.name, peer.name, "", running.start())
                        for workload in stage.workloads:
                            if workload.letter in letters:
                                tell(f"  ({workload.letter})")
                                for measure in _measures(workload, running, effort):
                                    yield Record(stage.name, peer.name, workload.letter, measure)
                except (NotReadyError, CalledProcessError) as error:
                    yield Absence(stage.name, peer.name, str(error))


def _measures(workload: Workload, running: Running, effort: Effort) -> Iterator[Measure]:
    yield from workload.measure(running.endpoint, effort)
    yield running.memory()
