"""`krig releases`: what releases there are."""

from pathlib import Path
from typing import Final

import typer
from rich.console import Console
from rich.table import Table

from krig.command.build import ReleasesOption
from krig.command.language import LangOption, language
from krig.command.terminal import CommandError, told
from krig.release import Release, Releases

HEADS: Final = (("릴리스", "release"), ("만든 때", "made"), ("쿼드", "quads"))
NONE: Final = (
    "릴리스가 없습니다. krig build로 만드십시오.",
    "there is no release; make one by krig build.",
)


def releases(releases: ReleasesOption = Path("releases"), lang: LangOption = None) -> None:
    """어떤 릴리스가 있는지 보인다 · List the releases, the newest first."""
    speak = language(lang)
    folder = Releases(releases)
    current = folder.current()
    table = Table("", *(told(speak, *head) for head in HEADS), box=None, pad_edge=False)
    for release in reversed(folder.all()):
        mark = "*" if release == current else ""
        made = f"{release.manifest.created:%Y-%m-%d %H:%M} UTC"
        table.add_row(mark, release.id, made, f"{release.manifest.quads:,}")
    if table.rows:
        Console().print(table)
    else:
        typer.echo(told(speak, *NONE))


def release_called(name: str, folder: Path) -> Release:
    """Return the release of `folder` called `name`.

    Raises:
        CommandError: there is none of that name, or none at all.

    """
    releases = Releases(folder)
    release = releases.find(name)
    if release is not None:
        return release
    names = ", ".join(each.id for each in reversed(releases.all()))
    if not names:
        raise CommandError(*NONE)
    raise CommandError(
        f"“{name}”이라는 릴리스가 없습니다. 있는 것: {names}.",
        f"there is no one release “{name}”; there are {names}.",
    )
