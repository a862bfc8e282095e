"""What every command does alike: tell its progress and its failures in the user's language."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from krig.command.language import Language
from krig.release.faults import InvalidGraphError
from krig.revisions import HistoryError
from krig.validation import ShapesError, render
from krig.validation.rdf_files import FileFaultsError
from loaders.fault import TableFaultsError

if TYPE_CHECKING:  # most commands build no graph
    from krig.graph import Progress

DOES_NOT_CONFORM: Final = 1
COULD_NOT_RUN: Final = 2

STEPS: Final = {
    "evidence": ("문서를 찾아봅니다", "looking into the documents"),
    "tables": ("표를 읽습니다", "reading the tables"),
    "ontology": ("온톨로지를 읽습니다", "reading the ontology"),
    "reasoning": ("추론합니다", "reasoning"),
    "counting": ("수치를 셉니다", "counting what is stated"),
    "validation": ("검증합니다", "validating"),
    "writing": ("릴리스를 씁니다", "writing the release"),
}
"""How each step of a build is told, in Korean and English."""


class CommandError(Exception):
    """A command cannot do its work: why, and what to do, in both languages."""

    def __init__(self, ko: str, en: str) -> None:
        self.ko = ko
        self.en = en
        super().__init__(en)


def told(language: Language, ko: str, en: str) -> str:
    """Return the text in `language`."""
    return ko if language == "ko" else en


def warn(text: str) -> None:
    """Write a line to standard error."""
    typer.echo(text, err=True)


@contextmanager
def failures_told(language: Language) -> Iterator[None]:
    """Tell what fails within, all of it, and end the command with a status that says so."""
    try:
        yield
    except TableFaultsError as error:
        for fault in error.faults:
            warn(fault.message(language))
        count = len(error.faults)
        warn(told(language, f"표의 오류 {count}개.", f"{count} faults in the tables."))
        raise typer.Exit(DOES_NOT_CONFORM) from None
    except FileFaultsError as error:
        for file_fault in error.faults:
            warn(file_fault.message(language))
        raise typer.Exit(COULD_NOT_RUN) from None
    except ShapesError as error:
        warn(told(language, f"형태 그래프: {error}", f"the shapes graph: {error}"))
        raise typer.Exit(COULD_NOT_RUN) from None
    except InvalidGraphError as error:
        warn(render(error.report, language))
        raise typer.Exit(DOES_NOT_CONFORM) from None
    except (CommandError, HistoryError) as error:
        warn(told(language, error.ko, error.en))
        raise typer.Exit(COULD_NOT_RUN) from None


@contextmanager
def progress_told(language: Language) -> Iterator["Progress"]:
    """Yield what tells each step: a moving line on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: warn(told(language, *STEPS[step]) + " …")
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda step: bar.update(task, description=told(language, *STEPS[step]))
