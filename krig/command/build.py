"""`krig build`: makes a release of the tables."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

import data
from krig.command.language import LangOption, Language, language
from krig.command.terminal import CommandError, failures_told, progress_told, told
from krig.release import Manifest, Release, Releases
from krig.release.build import build as build_release
from ontology.namespaces import KRIG

ReleasesOption = Annotated[
    Path, typer.Option("--releases", help="릴리스 폴더. The folder of releases.")
]
TablesOption = Annotated[
    Path,
    typer.Option("--tables", help="표 폴더. The folder of the tables.", show_default="krig's own"),
]
SourcesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--sources",
        metavar="DIR",
        help="인용한 문서의 글이 있는 폴더(여럿도 됩니다). 명시 수치가 거기 있는지 확인합니다. "
        "A folder with the texts of cited documents, to look figures up in; may be repeated.",
    ),
]


def build(
    releases: ReleasesOption = Path("releases"),
    tables: TablesOption = data.PATH,
    sources: SourcesOption = None,
    lang: LangOption = None,
) -> None:
    """표로 그래프를 만들고 검증해서 릴리스로 낸다 · Build, validate and release the graph."""
    speak = language(lang)
    folder = Releases(releases)
    before = {release.id for release in folder.all()}
    with failures_told(speak), progress_told(speak) as progress:
        texts = existing(sources or ())
        release = build_release(folder, tables, progress, texts)
    typer.echo(_known(release, speak) if release.id in before else _made(release, speak))
    if texts:
        typer.echo(_checked(release.manifest, speak))


def existing(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return `folders`, all of which are there.

    Raises:
        CommandError: some are not; it names each.

    """
    given = tuple(folders)
    if absent := ", ".join(str(folder) for folder in given if not folder.is_dir()):
        raise CommandError(
            f"--sources: 폴더가 아닙니다: {absent}. 글이 있는 폴더를 주십시오.",
            f"--sources: no such folder: {absent}; give folders with texts.",
        )
    return given


def _known(release: Release, speak: Language) -> str:
    return told(
        speak,
        f"같은 입력의 릴리스가 이미 있습니다: {release.path}",
        f"a release of the same inputs is there already: {release.path}",
    )


def _made(release: Release, speak: Language) -> str:
    manifest = release.manifest
    return told(
        speak,
        f"{release.path}: 쿼드 {manifest.quads:,}개, 그래프 {len(manifest.graphs)}개, "
        f"클래스 {len(manifest.classes)}개",
        f"{release.path}: {manifest.quads:,} quads, {len(manifest.graphs)} graphs, "
        f"{len(manifest.classes)} classes",
    )


def _checked(manifest: Manifest, speak: Language) -> str:
    """Tell how many figures were found; the documents of the others, if any, were not there."""
    stated, found = manifest.classes[KRIG["StatedFigure"].value], manifest.checked
    ko = f"명시 수치 {stated}개 가운데 {found}개가 문서에 그대로 있습니다."
    en = f"{found} of {stated} stated figures were found in their documents."
    if found < stated:
        ko += f" {stated - found}개는 문서가 없어 확인하지 못했습니다."
        en += f" {stated - found} could not be checked: their documents are not there."
    return told(speak, ko, en)
