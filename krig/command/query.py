"""`krig query`: runs a saved query by its name, or a query that is given."""

import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Final

import typer
from pyoxigraph import QuerySolutions, Store, Variable
from rich.console import Console
from rich.table import Table

from krig.command.build import ReleasesOption
from krig.command.language import LangOption, Language, language
from krig.command.releases import release_called
from krig.command.terminal import CommandError, failures_told, told
from krig.queries import Bound, ParameterFaultsError, bind, saved_queries, saved_query
from krig.release.folder import CURRENT
from krig.results import GRAPHS, ROWS, XLSX, Answer, FormatError, formats, short, written

TABLE: Final = "table"

ReleaseOption = Annotated[
    str, typer.Option("--release", help="어느 릴리스에 묻는가. Which release to ask.")
]


def query(
    name: Annotated[
        str | None, typer.Argument(help="저장된 질의의 이름. The name of a saved query.")
    ] = None,
    *,
    text: Annotated[
        str | None, typer.Option("-q", "--query", help="SPARQL 질의. A SPARQL query.")
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", help="매개변수, 이름=값. A parameter, name=value."),
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option("--format", help=f"{TABLE}, {', '.join((*ROWS, XLSX, *GRAPHS))}"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="여기에 쓴다. Write to this file.")
    ] = None,
    release: ReleaseOption = CURRENT,
    releases: ReleasesOption = Path("releases"),
    lang: LangOption = None,
) -> None:
    """그래프에 묻는다 · Ask the graph.

    이름이 없으면 저장된 질의를 보인다. Without a name, list the saved queries.
    """
    speak = language(lang)
    with failures_told(speak):
        if name is None and text is None:
            _list(speak)
            return
        asked, bound = _asked(name, text, param or ())
        answer = _answer(release_called(release, releases).open(), asked, bound)
        _show(answer, format_name, out)


def _asked(
    name: str | None, text: str | None, params: Iterable[str]
) -> tuple[str, dict[Variable, Bound]]:
    """Return the SPARQL to run and the terms to bind in it."""
    if text is not None:
        if name is not None or params:
            raise CommandError(
                "-q에는 질의 이름도 --param도 함께 쓸 수 없습니다.",
                "-q takes neither the name of a saved query nor --param.",
            )
        return (sys.stdin.read() if text == "-" else text), {}
    saved = saved_query(name or "")
    if saved is None:
        raise _no_query(name or "")
    try:
        return saved.text, bind(saved, _pairs(params))
    except ParameterFaultsError as error:
        lines = {
            each: "\n".join(fault.message(each) for fault in error.faults) for each in ("ko", "en")
        }
        raise CommandError(lines["ko"], lines["en"]) from None


def _no_query(name: str) -> CommandError:
    near = ", ".join(get_close_matches(name, [each.name for each in saved_queries()]))
    ko = f"{near}입니까?" if near else "krig query로 목록을 보십시오."
    en = f"Do you mean {near}?" if near else "krig query lists them."
    return CommandError(
        f"“{name}”이라는 질의가 없습니다. {ko}", f"no query is called “{name}”. {en}"
    )


def _pairs(params: Iterable[str]) -> dict[str, str]:
    wrong = [each for each in params if "=" not in each]
    if wrong:
        listed = ", ".join(wrong)
        raise CommandError(
            f"--param은 이름=값이어야 합니다: {listed}", f"--param takes name=value: {listed}"
        )
    return dict(each.split("=", 1) for each in params)


def _answer(store: Store, text: str, bound: dict[Variable, Bound]) -> Answer:
    try:
        return store.query(text, use_default_graph_as_union=True, substitutions=bound)
    except SyntaxError as error:
        raise CommandError(f"질의의 문법 오류: {error}", f"the query's syntax: {error}") from None


def _show(answer: Answer, format_name: str | None, out: Path | None) -> None:
    chosen = format_name or (out.suffix.removeprefix(".") if out else "")
    if chosen in {"", TABLE} and isinstance(answer, QuerySolutions) and out is None:
        Console().print(_table(answer))
        return
    try:
        content = written(answer, chosen or _usual(answer))
    except FormatError as error:
        listed = ", ".join(error.formats)
        raise CommandError(
            f"이 답은 “{error.name}”(으)로 쓸 수 없습니다. 쓸 수 있는 것: {listed}.",
            f"this answer cannot be written as “{error.name}”; there are {listed}.",
        ) from None
    if out is not None:
        out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content.rstrip(b"\n") + b"\n")


def _usual(answer: Answer) -> str:
    """Return the format in which an answer that is no table is shown."""
    return "csv" if "csv" in formats(answer) else "turtle"


def _table(solutions: QuerySolutions) -> Table:
    table = Table(*(variable.value for variable in solutions.variables), box=None, pad_edge=False)
    for solution in solutions:
        table.add_row(*(short(term) for term in solution))
    return table


def _list(speak: Language) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    for each in saved_queries():
        title = told(speak, each.head.title.ko, each.head.title.en)
        table.add_row(each.name, title)
    Console().print(table)
