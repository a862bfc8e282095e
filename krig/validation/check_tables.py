"""Checks the tables of a folder: by their schemas, then among each other, then by the shapes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from shutil import copy, copytree
from tempfile import TemporaryDirectory
from typing import Final

import data
from krig.graph import Progress, assemble, silent
from krig.positions import Lines, Span, cell
from krig.validation.engine import validate
from krig.validation.engines import Engine
from krig.validation.findings.finding import Finding, Findings, Location, in_order, merged
from krig.validation.findings.from_faults import of_files, of_tables
from krig.validation.findings.from_results import findings
from krig.validation.rdf_files import FileFault
from krig.validation.report import Severity
from krig.validation.shapes import krig_shapes
from krig.validation.since import validate_since
from krig.validation.wording.catalogue import Catalogue
from loaders.fault import TableFaultsError
from loaders.rules import nearest
from loaders.schema import DESCRIPTOR

TABLE: Final = ".csv"
FOLDER: Final = "data/"
"""What the provenance of a row writes before the name of its table, whatever folder it is in."""
NOT_LOADED: Final = "loader"
"""The rule that krig can say what a table's rows mean; without it, only schemas are checked."""


def check_tables(
    folder: Path = data.PATH,
    shown_as: str = FOLDER,
    engine: Engine = "auto",
    progress: Progress = silent,
    since: str | None = None,
) -> Findings:
    """Return what is wrong with the tables in `folder`, whose names are told after `shown_as`.

    Tables of which krig does not know what a row means are checked by their schemas alone.
    `since` names a revision of git: only what has changed since then, and what that bears on, is
    checked by the shapes; the fast engine alone cannot do that, and gives way to `auto`.

    Raises:
        krig.validation.since.NoRevisionError: git does not give the tables of that revision.

    """
    try:
        if since is not None:
            progress("validation")
            report = validate_since(since, folder, engine="auto" if engine == "fast" else engine)
        else:
            graph = assemble(folder, progress)
            progress("validation")
            report = validate(graph.quads(), engine=engine)
    except TableFaultsError as error:
        faults = [fault for fault in error.faults if fault.rule != NOT_LOADED]
        return replace(_findings(of_tables(faults), folder, shown_as), whole=not faults)
    catalogue = Catalogue(krig_shapes())
    return _findings(findings(report.results, catalogue), folder, shown_as)


def check_table_files(
    files: Iterable[Path], engine: Engine = "auto", progress: Progress = silent
) -> Findings:
    """Return what is wrong with tables, and what they break in others that are not at fault.

    A table is checked with those that the `datapackage.json` beside it describes; where there is
    none, in the place of krig's own table of that name.
    """
    by_folder: dict[Path | None, list[Path]] = {}
    for file in files:
        described = (file.parent / DESCRIPTOR).is_file()
        by_folder.setdefault(file.parent if described else None, []).append(file)
    parts = []
    for folder, several in by_folder.items():
        if folder is not None:
            found = check_tables(folder, _prefix(folder), engine, progress)
            parts.append(_narrowed(found, {file.as_posix(): file.as_posix() for file in several}))
        else:
            parts.append(_in_place_of_ours(several, engine, progress))
    return merged(parts)


def _prefix(folder: Path) -> str:
    return (folder / "_").as_posix().removesuffix("_")


def _in_place_of_ours(files: list[Path], engine: Engine, progress: Progress) -> Findings:
    known = {path.name for path in data.PATH.glob(f"*{TABLE}")}
    unknown = [file for file in files if file.name not in known or not file.is_file()]
    if unknown:
        faults = [_no_schema(file, known) for file in unknown]
        return Findings(in_order(of_files(faults, {})), ran=False)
    with TemporaryDirectory() as copied:
        folder = Path(copied) / "data"
        copytree(data.PATH, folder)
        for file in files:
            copy(file, folder / file.name)
        found = check_tables(folder, FOLDER, engine, progress)
        return _narrowed(found, {FOLDER + file.name: file.as_posix() for file in files})


def _no_schema(file: Path, known: Collection[str]) -> FileFault:
    if not file.is_file():
        return FileFault(file.as_posix(), 0, 0, "파일이 없습니다.", "there is no such file.")
    near = nearest(file.name, known)
    ko = f"이 표를 기술하는 {DESCRIPTOR}이 곁에 없고, krig의 표 이름도 아닙니다."
    en = f"no {DESCRIPTOR} beside it describes this table, and no table of krig is called so."
    hints = (f" {near}입니까?", f" Do you mean {near}?") if near else ("", "")
    return FileFault(file.as_posix(), 0, 0, ko + hints[0], en + hints[1])


def _narrowed(found: Findings, names: Mapping[str, str]) -> Findings:
    """Return the findings in the files of `names`, called so, and all violations elsewhere."""
    kept = []
    for finding in found.all:
        location = finding.location
        if location and location.file in names:
            called = replace(location, file=names[location.file])
            kept.append(replace(finding, location=called))
        elif finding.severity is Severity.VIOLATION:
            kept.append(finding)
    texts = {names.get(name, name): lines for name, lines in found.texts.items()}
    return replace(found, all=in_order(kept), texts=texts)


def _findings(found: Iterable[Finding], folder: Path, shown_as: str) -> Findings:
    texts: dict[str, Lines] = {}
    placed = []
    for finding in found:
        if finding.location is not None:
            name = finding.location.file.removeprefix(FOLDER)
            shown = shown_as + name
            if shown not in texts:
                texts[shown] = Lines(_text(folder / name))
            location = Location(shown, _span(texts[shown], finding, name))
            placed.append(replace(finding, location=location))
        else:
            placed.append(finding)
    return Findings(in_order(placed), texts=texts)


def _text(path: Path) -> str:
    """Return the text of a table; bytes that are not UTF-8 stand as U+FFFD."""
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""


def _span(text: Lines, finding: Finding, name: str) -> Span | None:
    """Return the cell or the row of a finding; in a descriptor, the place in its JSON."""
    if not finding.row:
        return None
    if name.endswith(TABLE):
        return cell(text, finding.row, finding.column)
    column = int(finding.column) if finding.column.isdecimal() else 1
    return Span(finding.row, column, finding.row, column + 1)
