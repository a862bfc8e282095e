"""`krig validate`: checks the project's tables, or any RDF files."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

import data
from krig.command.build import TablesOption
from krig.command.language import LangOption, Language, language
from krig.command.terminal import DOES_NOT_CONFORM, failures_told, progress_told
from krig.graph import assemble
from krig.validation import Engine, Report, Severity, render
from krig.validation import validate as validate_quads
from krig.validation.files import validate_files
from krig.validation.json import render as render_json


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    TURTLE = "turtle"


RENDERERS: Final[dict[Format, Callable[[Report, Language], str]]] = {
    Format.TEXT: render,
    Format.JSON: lambda report, _: render_json(report),
    Format.TURTLE: lambda report, _: report.turtle(),
}


def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="RDF 파일이나 폴더. 없으면 표를 검증한다. RDF files; else the tables."),
    ] = None,
    *,
    format_name: Annotated[
        Format, typer.Option("--format", help="보고서의 형식. How the report is written.")
    ] = Format.TEXT,
    fail_on: Annotated[
        Severity,
        typer.Option(help="이것부터 실패로 본다. The least severity that makes it fail."),
    ] = Severity.VIOLATION,
    engine: Annotated[
        Engine, typer.Option(help="auto: 빠른 것이 판정하고 pySHACL이 보고한다. Which engine.")
    ] = "auto",
    tables: TablesOption = data.PATH,
    lang: LangOption = None,
) -> None:
    """표나 RDF 파일이 형태를 지키는지 본다 · Check tables or RDF files against the shapes."""
    speak = language(lang)
    with failures_told(speak):
        report = validate_files(paths, engine=engine) if paths else _tables(tables, engine, speak)
    typer.echo(RENDERERS[format_name](report, speak), nl=False)
    grave = [*Severity][: [*Severity].index(fail_on) + 1]
    if any(result.severity in grave for result in report.results):
        raise typer.Exit(DOES_NOT_CONFORM)


def _tables(tables: Path, engine: Engine, speak: Language) -> Report:
    with progress_told(speak) as progress:
        graph = assemble(tables, progress)
        progress("validation")
        return validate_quads(graph.quads(), engine=engine)
