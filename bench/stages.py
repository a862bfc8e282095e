"""The data that servers are started over, and what they are asked about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from bench import asking
from bench.registry import Registry
from bench.workloads import Aggregates, Pages, Replay, Sieges, Workload
from krig.release import Releases
from krig.release.build import build

SAVED: Final = 20_000
"""How many saved queries are drawn."""
GUILTY: Final = 2_000
"""How many queries without end there are."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Data, and the workloads over it in their order: what may leave a server worn comes last."""

    name: str
    data: Path
    workloads: tuple[Workload, ...]


def facts(folder: Path) -> Stage:
    """Return the stage of the project's own release, which is built in `folder`."""
    release = build(Releases(folder / "releases"))
    queries = _written(folder / "saved", asking.saved(release.store(), SAVED))
    return Stage(
        f"the project's release: {release.manifest.quads:,} quads",
        release.dump,
        (Replay("b", queries),),
    )


def registry(folder: Path, firms: int) -> Stage:
    """Return the stage of a registry of so many firms, which is written in `folder`."""
    data = folder / "registry.nq"
    Registry(firms).write(data)
    with data.open("rb") as lines:
        quads = sum(1 for _ in lines)
    queries = list(asking.lookups(firms))
    half = len(queries) // 2
    return Stage(
        f"a registry of {firms:,} firms: {quads:,} quads",
        data,
        (
            Replay("a", _written(folder / "lookups", queries[:half])),
            Aggregates("c", asking.aggregates()),
            Pages("e"),
            Sieges(
                "d",
                _written(folder / "innocent", queries[half:]),
                _written(folder / "guilty", islice(asking.endless(GUILTY), GUILTY)),
            ),
        ),
    )


def _written(path: Path, queries: Iterable[str]) -> Path:
    path.write_text("".join(f"{query}\n" for query in queries), encoding="ascii")
    return path
