"""`python -m bench`: measures krig and its peers, or writes the synthetic registry."""

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import typer
from rich.console import Console

from bench import report, targets
from bench.load import generator
from bench.peers import Krig, Oxigraph, Peer, RdflibEndpoint, Virtuoso
from bench.registry import Registry
from bench.run import Absence, Record, run
from bench.serialising import serialise
from bench.stages import facts, registry
from bench.workloads import Effort

FIRMS: Final = 200_000
QUICK_FIRMS: Final = 20_000
BUFFERS: Final = 2**30
UNLIMITED: Final = (("KRIG_READ_RATE", "1e9"), ("KRIG_READ_BURST", "1000000000"))
"""All load comes from one address, which krig would otherwise take for one greedy client."""

app = typer.Typer(add_completion=False, no_args_is_help=True)


def peers() -> tuple[Peer, ...]:
    """Return krig and its peers, each with the same limit for a query."""
    return (
        Krig(UNLIMITED),
        Oxigraph(on_disk=False),
        Oxigraph(on_disk=True),
        Virtuoso(BUFFERS),
        RdflibEndpoint(),
    )


@app.command("run")
def measure(
    *,
    quick: Annotated[bool, typer.Option(help="Smaller and shorter, for a first look.")] = False,
    firms: Annotated[int | None, typer.Option(help="How many firms the registry has.")] = None,
    seconds: Annotated[float | None, typer.Option(help="How long each load lasts.")] = None,
    clients: Annotated[str, typer.Option(help="How many clients, with commas.")] = "1,8,64",
    workloads: Annotated[str, typer.Option(help="Which workloads, by letter.")] = "abcde",
    servers: Annotated[str, typer.Option(help="Only servers whose names hold this.")] = "",
    out: Annotated[Path | None, typer.Option(help="Write what was noted as JSON.")] = None,
) -> None:
    """Measure krig and its peers on the same data, and compare."""
    console = Console(width=150)
    effort = Effort(
        clients=tuple(map(int, clients.split(","))),
        seconds=seconds or (3 if quick else 5),
        patience=10,
    )
    chosen = [each for each in peers() if servers in each.name]
    console.print(f"load by {generator()}, {effort.seconds:g} s each", style="dim")
    with TemporaryDirectory(prefix="krig-bench-") as folder:
        number = firms or (QUICK_FIRMS if quick else FIRMS)
        stages = [registry(Path(folder), number)] if set(workloads) & set("acde") else []
        if "b" in workloads:
            stages.insert(0, facts(Path(folder)))
        found = list(run(stages, chosen, effort, workloads, console.print))
        if "e" in workloads:
            own = Record(stages[-1].name, targets.ENGINE, "e", serialise(stages[-1].data))
            found.append(own)
    notes = report.Notes(
        tuple(each for each in found if isinstance(each, Record)),
        tuple(each for each in found if isinstance(each, Absence)),
    )
    report.show(notes, console)
    targets.show(notes, console)
    if out is not None:
        records = [asdict(each) for each in notes.records]
        out.write_text(json.dumps(records, indent=1, ensure_ascii=False), encoding="utf-8")


@app.command("registry")
def write_registry(
    out: Annotated[Path, typer.Option(help="N-Quads, or N-Triples where the name ends in .nt.")],
    firms: Annotated[int, typer.Option(help="How many firms.")] = QUICK_FIRMS,
    each: Annotated[int, typer.Option(help="How often each kind of breach occurs.")] = 0,
) -> None:
    """Write the synthetic registry."""
    Registry(firms, each).write(out)


if __name__ == "__main__":
    app()
