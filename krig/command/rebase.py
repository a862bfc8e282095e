"""`krig rebase`: carries the edits of the history onto another release."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from pyoxigraph import DefaultGraph, Literal, Quad

from krig.command.backup import RevisionsOption
from krig.command.build import ReleasesOption
from krig.command.language import LangOption, Language, language
from krig.command.releases import release_called
from krig.command.terminal import DOES_NOT_CONFORM, failures_told, told, warn
from krig.release.folder import CURRENT
from krig.results import short
from krig.revisions import Conflict, ConflictsError, Revisions
from krig.revisions.moving import Move, move
from krig.revisions.rebase import Prevailing
from krig.terms import Term

SIDES: Final = (
    ("앞 릴리스", "former release"),
    ("편집", "edits"),
    ("새 릴리스", "new release"),
)
"""Who states what where the two disagree."""


def rebase(
    release: Annotated[
        str, typer.Argument(help="옮겨 갈 릴리스. The release to move to.")
    ] = CURRENT,
    *,
    who: Annotated[
        str, typer.Option(help="옮기는 사람. Who moves them: so the log of edits says.")
    ],
    why: Annotated[
        str | None, typer.Option(help="까닭. Why: so the log of edits says. [krig rebase …]")
    ] = None,
    prefer: Annotated[
        Prevailing | None,
        typer.Option(help="어긋나는 곳에서 따를 쪽. Whose statements stay where the two disagree."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="해 보기만 한다. Only try, and tell.")
    ] = False,
    releases: ReleasesOption = Path("releases"),
    revisions: RevisionsOption = Path("revisions"),
    lang: LangOption = None,
) -> None:
    """편집을 모두 새 릴리스 위로 옮긴다 · Carry all edits onto another release.

    통째로 옮기거나 전혀 옮기지 않는다. 옮기기 전의 리비전은 그대로 남는다. Whole, or not at all;
    the revisions before it stay.
    """
    speak = language(lang)
    with failures_told(speak):
        target = release_called(release, releases)
        before = Revisions(revisions).state()
        reason = why or f"krig rebase {target.id}"
        try:
            moved = move(Revisions(revisions), target, who, reason, prefer, dry=check)
        except ConflictsError as error:
            for conflict in error.conflicts:
                for line in _told(conflict, speak):
                    warn(line)
            warn(_conclusion(len(error.conflicts), speak))
            raise typer.Exit(DOES_NOT_CONFORM) from None
    if before.record.base == target.id:
        ko = f"{before.id}은(는) 이미 {target.id} 위에 있습니다."
        typer.echo(told(speak, ko, f"{before.id} rests on {target.id} already."))
    else:
        typer.echo(_summary(moved, target.id, speak, check=check))


def _told(conflict: Conflict, speak: Language) -> Iterator[str]:
    """Yield the lines that tell of a place where edits and release disagree."""
    subject, predicate, graph = conflict.place
    where = told(speak, "기본 그래프", "the default graph")
    if not isinstance(graph, DefaultGraph):
        where = short(graph)
    yield f"{short(subject)} {short(predicate)} ({where})"
    stated = (conflict.former, conflict.edited, conflict.released)
    for name, quads in zip(SIDES, stated, strict=True):
        yield f"    {told(speak, *name)}: {_values(quads)}"


def _values(quads: Collection[Quad]) -> str:
    return ", ".join(sorted(_value(quad.object) for quad in quads)) or "∅"


def _value(term: Term) -> str:
    language = term.language if isinstance(term, Literal) else None
    return f"{short(term)}@{language}" if language else short(term)


def _conclusion(count: int, speak: Language) -> str:
    return told(
        speak,
        f"{count}곳에서 어긋나, 아무것도 옮기지 않았습니다. 표나 편집을 고치거나, "
        "--prefer edits 또는 --prefer release로 따를 쪽을 정하십시오.",
        f"nothing was moved, for the two disagree in {count} places. Mend the tables or the "
        "edits, or say by --prefer edits or --prefer release which side stays.",
    )


def _summary(moved: Move, release: str, speak: Language, *, check: bool) -> str:
    added, removed = moved.carried
    what = told(
        speak,
        f"{release} 위에 편집이 더한 쿼드 {added:,}개, 뺀 쿼드 {removed:,}개. "
        f"그래프에는 {moved.added:,}개가 더해지고 {moved.removed:,}개가 빠집니다.",
        f"On {release}, the edits add {added:,} quads and remove {removed:,}; "
        f"{moved.added:,} quads come into the graph, and {moved.removed:,} go.",
    )
    if check:
        return told(speak, f"{what} 옮기지는 않았습니다.", f"{what} Nothing was moved.")
    return told(
        speak,
        f"{what}\n{moved.revision.id}을(를) 만들었습니다. 도는 krig serve는 다시 시작하십시오.",
        f"{what}\nMade {moved.revision.id}; restart each krig serve that runs.",
    )
