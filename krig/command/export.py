"""`krig export`: writes a release as linked-data dumps and tables."""

from pathlib import Path
from typing import Annotated

import typer

from krig.command.build import ReleasesOption
from krig.command.language import LangOption, language
from krig.command.query import ReleaseOption
from krig.command.releases import release_called
from krig.command.terminal import CommandError, failures_told
from krig.export import FORMATS
from krig.export import export as write_export
from krig.release.folder import CURRENT


def export(
    out: Annotated[Path, typer.Option("--out", help="쓸 폴더. The folder to write to.")],
    format_names: Annotated[
        str, typer.Option("--format", help=f"쉼표로. Comma-separated: {','.join(FORMATS)}.")
    ] = ",".join(FORMATS),
    release: ReleaseOption = CURRENT,
    releases: ReleasesOption = Path("releases"),
    lang: LangOption = None,
) -> None:
    """릴리스를 링크드 데이터 파일로 내보낸다 · Write a release as linked-data dumps."""
    with failures_told(language(lang)):
        names = [name.strip() for name in format_names.split(",")]
        if unknown := [name for name in names if name not in FORMATS]:
            raise CommandError(
                f"모르는 형식입니다: {', '.join(unknown)}. 있는 것: {', '.join(FORMATS)}.",
                f"unknown formats: {', '.join(unknown)}; there are {', '.join(FORMATS)}.",
            )
        for path in write_export(release_called(release, releases), names, out):
            typer.echo(out / path)
