"""`krig backup` and `krig restore`: copies of releases and revisions, while servers write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from krig import backup as backups
from krig.backup import Backup, BackupError
from krig.command.build import ReleasesOption
from krig.command.language import LangOption, Language, language
from krig.command.terminal import CommandError, failures_told, told
from krig.release import Releases
from krig.revisions import Revisions

RevisionsOption = Annotated[
    Path, typer.Option("--revisions", help="리비전 폴더. The folder of revisions.")
]


def backup(
    target: Annotated[Path, typer.Argument(help="만들 폴더. The folder to make.")],
    releases: ReleasesOption = Path("releases"),
    revisions: RevisionsOption = Path("revisions"),
    lang: LangOption = None,
) -> None:
    """릴리스와 리비전을 복사하고 확인한다 · Copy releases and revisions, and verify that."""
    speak = language(lang)
    with _failures_told(speak):
        made = backups.back_up(Releases(releases), Revisions(revisions), target)
    typer.echo(_summary(made, speak))


def restore(
    source: Annotated[Path, typer.Argument(help="백업 폴더. The folder of the backup.")],
    *,
    check: Annotated[
        bool, typer.Option("--check", help="확인만 한다. Verify the backup only.")
    ] = False,
    releases: ReleasesOption = Path("releases"),
    revisions: RevisionsOption = Path("revisions"),
    lang: LangOption = None,
) -> None:
    """백업을 확인하고 빈 자리에 되살린다 · Verify a backup, and restore it where nothing is yet."""
    speak = language(lang)
    with _failures_told(speak):
        if check:
            found = backups.verify(source)
        else:
            found = backups.restore(source, Releases(releases), Revisions(revisions))
    typer.echo(_summary(found, speak))


def _summary(found: Backup, speak: Language) -> str:
    none = told(speak, "없음", "none")
    current, head = found.current or none, found.head or none
    return told(
        speak,
        f"{found.path}: 릴리스 {len(found.releases)}개(현재 {current}), 마지막 리비전 {head}, "
        f"파일 {found.files}개 {found.size:,}바이트를 확인했습니다.",
        f"{found.path}: {len(found.releases)} releases (current: {current}), "
        f"last revision: {head}; {found.files} files of {found.size:,} bytes verified.",
    )


@contextmanager
def _failures_told(speak: Language) -> Iterator[None]:
    with failures_told(speak):
        try:
            yield
        except BackupError as error:
            raise CommandError(error.ko, error.en) from None
        except OSError as error:
            told_of = f"{error.filename}: {error.strerror}"
            raise CommandError(
                f"{told_of}. 빈 자리와 권한을 확인하십시오.",
                f"{told_of}; see whether there is room, and whether you may write there.",
            ) from None
