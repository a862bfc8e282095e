"""In which formats a report is written, and where: `--format NAME` and `--format NAME:FILE`."""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from krig.command.terminal import CommandError
from krig.validation.findings.finding import Findings
from krig.validation.formats import FORMATS, render, text, words
from loaders.fault import Language

TEXT: Final = "text"
BETWEEN: Final = re.compile(rf",(?=\s*(?:{'|'.join(FORMATS)})(?:[:,]|$))")
"""What stands between two reports: a comma before a format, for a file's name may hold one too."""


@dataclass(frozen=True, slots=True)
class Output:
    """A report to be written: its format, and its file; None means standard output."""

    format: str
    file: Path | None = None


def outputs(options: Sequence[str]) -> tuple[Output, ...]:
    """Return the reports that the options ask for; each may name several, with commas between.

    Raises:
        CommandError: a format is unknown, or two reports would mix on standard output.

    """
    asked = [_output(each) for option in options for each in BETWEEN.split(option)]
    here = [each.format for each in asked if each.file is None]
    if len(here) > 1:
        first, second = here[:2]
        raise CommandError(
            f"{first}와 {second}가 표준 출력에서 섞입니다. --format {second}:파일로 쓰십시오.",
            f"{first} and {second} would mix on standard output; use --format {second}:FILE.",
        )
    return tuple(asked)


def _output(option: str) -> Output:
    name, _, file = option.strip().partition(":")
    if name not in FORMATS:
        listed = ", ".join(FORMATS)
        raise CommandError(
            f"모르는 형식입니다: {name}. 있는 것: {listed}.",
            f"unknown format: {name}; there are {listed}.",
        )
    return Output(name, Path(file) if file else None)


def write(findings: Findings, asked: Iterable[Output], language: Language) -> None:
    """Write the reports; standard output gets the counts where no report goes there.

    Raises:
        CommandError: a file cannot be written.

    """
    here = False
    for output in asked:
        if output.file is not None:
            _write_file(output.file, render(findings, output.format, language))
            continue
        here = True
        if output.format == TEXT and sys.stdout.isatty():
            _show(findings, language)
        else:
            sys.stdout.write(render(findings, output.format, language))
    if not here:
        told = [words.totals(findings, language), *words.remarks(findings, language)]
        sys.stdout.write("".join(f"{line}\n" for line in told))
    sys.stdout.flush()


def _show(findings: Findings, language: Language) -> None:
    console = Console(highlight=False)
    for line in text.lines(findings, language, console.width):
        console.print(line, soft_wrap=True)


def _write_file(file: Path, content: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="")
    except OSError as error:
        reason = error.strerror or str(error)
        raise CommandError(
            f"{file}: 쓸 수 없습니다: {reason}", f"{file}: cannot be written: {reason}"
        ) from None
