"""Each of the broken tables and files gives exactly the findings that are expected of it."""

from pathlib import Path

import pytest

from krig.validation.check_rdf import Against, check
from krig.validation.rdf_files import FORMATS
from tests.krig.validation.broken_files import GOOD, SHAPES, Broken, broken_files, told

BROKEN = broken_files()
FILES = sorted(path for path in GOOD.glob("library.*"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the test runs."""
    monkeypatch.chdir(tmp_path)
    return Path()


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_what_is_broken_is_told_with_file_line_column_shape_and_message(
    broken: Broken, folder: Path
) -> None:
    assert told(broken.found(folder)) == list(broken.findings)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_before_it_is_broken_nothing_is_found(path: Path) -> None:
    found = check([path], Against(shapes=(GOOD / SHAPES,)))
    assert found.all == ()
    assert not found.vacuous


def test_there_are_sixty_ways_at_least_and_each_is_found() -> None:
    assert len({str(broken) for broken in BROKEN}) == len(BROKEN) >= 60
    assert all(broken.findings for broken in BROKEN)


def test_every_format_is_broken_at_least_once() -> None:
    broken = {Path(str(edit["file"])).suffix for each in BROKEN for edit in each.edits}
    assert broken > {".csv", ".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf"} - {".csv"}
    assert {FORMATS[suffix] for suffix in broken - {".csv"}} == set(FORMATS.values())


def test_every_finding_in_a_file_of_statements_or_cells_has_a_line_and_a_column() -> None:
    for broken in BROKEN:
        for finding in broken.findings:
            whole_file = finding["rule"] == "table/cp949"
            assert (":" in finding["at"]) is not whole_file
