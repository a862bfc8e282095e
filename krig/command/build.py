"""`krig build`: makes a release of the tables."""

from pathlib import Path
from typing import Annotated

import typer

import data
from krig.command.language import LangOption, language
from krig.command.terminal import failures_told, progress_told, told
from krig.release import Releases
from krig.release.build import build as build_release

ReleasesOption = Annotated[
    Path, typer.Option("--releases", help="릴리스 폴더. The folder of releases.")
]
TablesOption = Annotated[
    Path,
    typer.Option("--tables", help="표 폴더. The folder of the tables.", show_default="krig's own"),
]


def build(
    releases: ReleasesOption = Path("releases"),
    tables: TablesOption = data.PATH,
    lang: LangOption = None,
) -> None:
    """표로 그래프를 만들고 검증해서 릴리스로 낸다 · Build, validate and release the graph."""
    speak = language(lang)
    folder = Releases(releases)
    before = {release.id for release in folder.all()}
    with failures_told(speak), progress_told(speak) as progress:
        release = build_release(folder, tables, progress)
    if release.id in before:
        typer.echo(
            told(
                speak,
                f"같은 입력의 릴리스가 이미 있습니다: {release.path}",
                f"a release of the same inputs is there already: {release.path}",
            )
        )
        return
    manifest = release.manifest
    typer.echo(
        told(
            speak,
            f"{release.path}: 쿼드 {manifest.quads:,}개, 그래프 {len(manifest.graphs)}개, "
            f"클래스 {len(manifest.classes)}개",
            f"{release.path}: {manifest.quads:,} quads, {len(manifest.graphs)} graphs, "
            f"{len(manifest.classes)} classes",
        )
    )
