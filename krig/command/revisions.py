"""`krig revisions`: who has edited the graph, when, why, and by how much."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer
from rich.console import Console
from rich.table import Table

from krig.command.backup import RevisionsOption
from krig.command.language import LangOption, Language, language
from krig.command.terminal import failures_told, told
from krig.revisions import Delta, NoHistoryError, Revision, Revisions
from krig.revisions.record import described

HEADS: Final = (
    ("리비전", "revision"),
    ("때", "when"),
    ("누가", "who"),
    ("왜", "why"),
    ("방법", "how"),
    ("더함", "added"),
    ("뺌", "removed"),
    ("릴리스", "release"),
)
COUNTS: Final = {"added", "removed"}

Format = Literal["table", "json"]
Change = tuple[Revision, Delta]


def revisions(
    *,
    form: Annotated[
        Format, typer.Option("--format", help="표 또는 JSON. A table, or JSON.")
    ] = "table",
    last: Annotated[
        int | None,
        typer.Option(min=1, help="마지막 몇 개만. Only so many, the last ones. [모두, all]"),
    ] = None,
    revisions: RevisionsOption = Path("revisions"),
    lang: LangOption = None,
) -> None:
    """그래프를 누가 언제 왜 고쳤는지 보인다 · List the revisions, the newest first."""
    speak = language(lang)
    with failures_told(speak):
        history = Revisions(revisions)
        found = [*history.changes()][-(last or 0) :]
        if not found:
            raise NoHistoryError(history.folder)
    newest = found[::-1]
    if form == "json":
        typer.echo(json.dumps([_entry(*each) for each in newest], ensure_ascii=False, indent=2))
    else:
        Console(markup=False, emoji=False).print(_table(newest, speak))


def _entry(revision: Revision, delta: Delta) -> dict[str, Any]:
    """Return what is told of a revision, by the names that `/revisions` uses."""
    return {
        **described(revision.record),
        "added": len(delta.added),
        "removed": len(delta.removed),
    }


def _table(changes: Iterable[Change], speak: Language) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in HEADS:
        right = head[1] in COUNTS
        table.add_column(told(speak, *head), justify="right" if right else "left")
    for revision, delta in changes:
        record = revision.record
        how = f"{record.how} {record.target}".strip()
        table.add_row(
            record.id,
            f"{record.created:%Y-%m-%d %H:%M} UTC",
            *map(_plain, (record.who, record.why, how)),
            f"{len(delta.added):,}",
            f"{len(delta.removed):,}",
            record.base,
        )
    return table


def _plain(text: str) -> str:
    """Return `text` as it stands in one line: writers may send anything, and terminals obey it."""
    return "".join(each if each.isprintable() else " " for each in text)
