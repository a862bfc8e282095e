"""`krig validate`: checks the project's tables, any other tables, or any RDF."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final

import typer

import data
from krig.command.build import TablesOption
from krig.command.language import LangOption, Language, language
from krig.command.reports import Output, outputs, write
from krig.command.terminal import (
    COULD_NOT_RUN,
    DOES_NOT_CONFORM,
    CommandError,
    failures_told,
    progress_told,
    told,
)
from krig.command.watch import watch
from krig.validation import Engine, Severity, baseline
from krig.validation.check_rdf import Against, Source, check, read_catalogue
from krig.validation.check_tables import check_table_files, check_tables
from krig.validation.findings.finding import Findings, merged
from krig.validation.rdf_files import Given
from krig.validation.since import NoRevisionError
from krig.validation.wording.explain import UnknownShapeError, explain, krig_folders
from loaders.schema import DESCRIPTOR

STANDARD_INPUT: Final = "-"
TABLE: Final = ".csv"
CLEAR: Final = "\x1b[2J\x1b[H"
"""Clears a terminal (ECMA-48: ED, CUP)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is checked, against what, and how it is told."""

    paths: tuple[Path, ...]
    against: Against
    tables: Path
    since: str | None
    stdin_name: str
    reports: tuple[Output, ...]
    fail_on: Severity
    limit: int | None
    baseline: Path | None
    update_baseline: bool


def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="RDF 파일, 폴더, CSV 표, 또는 표준 입력(-). 없으면 krig의 표. "
            "RDF files, folders, CSV tables, or standard input (-); none means krig's tables."
        ),
    ] = None,
    *,
    format_names: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="NAME[:FILE]",
            help="text, json, turtle, sarif, junit, github, markdown, csv; 여럿도 됩니다. "
            "To a file with NAME:FILE; several are written at once.",
        ),
    ] = None,
    shapes: Annotated[
        list[Path] | None,
        typer.Option(help="형태 파일이나 폴더. 없으면 krig의 형태. Your shapes; else krig's."),
    ] = None,
    ontology: Annotated[
        list[Path] | None,
        typer.Option(help="함께 아는 온톨로지. What is known besides, such as superclasses."),
    ] = None,
    data_graph: Annotated[
        list[str] | None,
        typer.Option(
            metavar="IRI",
            help="이 그래프만 검증한다(이름 없는 것은 default). Check only this graph.",
        ),
    ] = None,
    infer: Annotated[
        bool | None,
        typer.Option("--infer/--no-infer", help="OWL 2 RL로 추론한다. Reason by OWL 2 RL first."),
    ] = None,
    fail_on: Annotated[
        Severity,
        typer.Option(help="이것부터 실패로 본다. The least severity that makes it fail."),
    ] = Severity.VIOLATION,
    baseline_file: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="FILE",
            help="이미 아는 결과의 파일. 새것만 실패로 본다. Known results; only new ones fail.",
        ),
    ] = None,
    update_baseline: Annotated[
        bool,
        typer.Option(
            "--update-baseline",
            help="지금의 결과를 기준선에 적는다. Write what is found to the baseline.",
        ),
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="보고할 결과의 최대 수. How many results are told at most."),
    ] = None,
    explain_shape: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="SHAPE", help="형태를 설명하고 끝낸다. Explain a shape and end."
        ),
    ] = None,
    watching: Annotated[
        bool, typer.Option("--watch", help="저장할 때마다 다시 한다. Run again on each save.")
    ] = False,
    engine: Annotated[
        Engine, typer.Option(help="auto: 빠른 것이 판정하고 pySHACL이 보고한다. Which engine.")
    ] = "auto",
    stdin_name: Annotated[
        str, typer.Option(help="표준 입력의 이름과 형식. What standard input is called.")
    ] = "stdin.trig",
    tables: TablesOption = data.PATH,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="REVISION",
            help="이 git 판 뒤로 바뀐 것만 본다. Check only what changed since then.",
        ),
    ] = None,
    lang: LangOption = None,
) -> None:
    """표나 RDF가 형태를 지키는지 본다 · Check tables or RDF against shapes.

    종료 코드: 0 지킴, 1 어김, 2 검증하지 못함. Status: 0 conforms, 1 does not, 2 could not run.
    """
    speak = language(lang)
    with failures_told(speak):
        if explain_shape is not None:
            typer.echo(_explained(explain_shape, tuple(shapes or ()), speak), nl=False)
            return
        request = Request(
            paths=tuple(map(_from_here, paths or ())),
            against=Against(
                shapes=tuple(map(_from_here, shapes or ())),
                ontology=tuple(ontology or ()),
                graphs=tuple(data_graph or ()),
                infer=infer,
                engine=engine,
            ),
            tables=tables,
            since=since,
            stdin_name=stdin_name,
            reports=outputs(format_names or ["text"]),
            fail_on=fail_on,
            limit=limit,
            baseline=baseline_file,
            update_baseline=update_baseline,
        )
        if watching:
            watch(lambda: _run_again(request, speak), _watched(request))
            return
        status = _run(request, speak)
    if status:
        raise typer.Exit(status)


def _explained(name: str, shapes: tuple[Path, ...], speak: Language) -> str:
    folders = tuple(path if path.is_dir() else path.parent for path in shapes) or krig_folders()
    try:
        return explain(name, read_catalogue(shapes), folders, speak)
    except UnknownShapeError as error:
        listed = ", ".join(error.near)
        raise CommandError(
            f"“{name}”이라는 형태가 없습니다. 있는 것: {listed}.",
            f"no shape is called “{name}”; there are {listed}.",
        ) from None


def _run(request: Request, speak: Language) -> int:
    """Check, write the reports, and return the exit status."""
    if request.since is not None and request.baseline is not None:
        raise CommandError(
            "--since로는 일부만 검증하므로 --baseline과 견줄 수 없습니다.",
            "--since checks a part, which cannot be held against a --baseline.",
        )
    findings = replace(_found(request, speak), fail_on=request.fail_on, limit=request.limit)
    if request.baseline is not None:
        findings = _compared(findings, request.baseline, update=request.update_baseline)
    elif request.update_baseline:
        raise CommandError(
            "--update-baseline에는 --baseline 파일도 있어야 합니다.",
            "--update-baseline needs --baseline FILE too.",
        )
    write(findings, request.reports, speak)
    if not findings.ran:
        return COULD_NOT_RUN
    return 0 if findings.conforms else DOES_NOT_CONFORM


def _compared(findings: Findings, file: Path, *, update: bool) -> Findings:
    try:
        if update and findings.ran and findings.whole:
            baseline.write(baseline.of(findings), file)
        return baseline.compare(findings, baseline.read(file))
    except baseline.BaselineError as error:
        raise CommandError(error.ko, error.en) from None


def _found(request: Request, speak: Language) -> Findings:
    """Check the tables, or what the paths name: RDF together, tables with their like."""
    if not request.paths:
        return _ours(request, speak)
    if request.since is not None:
        raise CommandError(
            "--since는 경로 없이, 표에만 씁니다(--tables로 폴더를 고릅니다).",
            "--since is for tables alone, without a path; --tables chooses their folder.",
        )
    parts: list[Findings] = []
    packages = [path for path in request.paths if _is_package(path)]
    parts += [check_tables(each, _shown_as(each), request.against.engine) for each in packages]
    if files := [path for path in request.paths if path.suffix == TABLE]:
        parts.append(check_table_files(files, request.against.engine))
    if sources := [*_sources(request)]:
        parts.append(check(sources, request.against))
    return merged(parts)


def _ours(request: Request, speak: Language) -> Findings:
    shown_as, engine = _shown_as(request.tables), request.against.engine
    with progress_told(speak) as progress:
        try:
            return check_tables(request.tables, shown_as, engine, progress, request.since)
        except NoRevisionError as error:
            raise CommandError(f"git: {error}", f"git: {error}") from None


def _shown_as(folder: Path) -> str:
    """Return how the folder of the tables is called: from here, if it is below."""
    here = _from_here(folder)
    return "data/" if here.is_absolute() and here == data.PATH else f"{here.as_posix()}/"


def _is_package(path: Path) -> bool:
    return path.is_dir() and (path / DESCRIPTOR).is_file()


def _sources(request: Request) -> Iterator[Source]:
    """Yield what is RDF among the paths."""
    for path in request.paths:
        if str(path) == STANDARD_INPUT:
            yield Given(request.stdin_name, sys.stdin.buffer.read())
        elif not _is_package(path) and path.suffix != TABLE:
            yield path


def _from_here(path: Path) -> Path:
    """Return `path` from the working directory, if it is below: so do CI services call files."""
    below = path.is_absolute() and path.is_relative_to(Path.cwd())
    return path.relative_to(Path.cwd()) if below else path


def _watched(request: Request) -> Iterable[Path]:
    besides = (*request.against.shapes, *request.against.ontology)
    paths = (each for each in besides if isinstance(each, Path))
    return (*(request.paths or (request.tables,)), *paths)


def _run_again(request: Request, speak: Language) -> None:
    """Check once more on a cleared screen; what fails is told, and ends nothing."""
    sys.stdout.write(CLEAR if sys.stdout.isatty() else "")
    try:
        with failures_told(speak):
            _run(request, speak)
    except typer.Exit:
        pass
    typer.echo(
        told(speak, "저장을 기다립니다. 끝내려면 Ctrl-C.", "waiting for a save; Ctrl-C ends.")
    )
