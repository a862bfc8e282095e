"""Ten ways to break the tables: each is reported, with the table and the row to mend."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import data
from krig.graph import assemble
from krig.validation import Report, validate
from krig.validation.shapes import SHAPE
from loaders.fault import TableFaultsError
from ontology.namespaces import ID

Row = dict[str, str]
Change = Callable[[Row], Row | None]


def rewrite(path: Path, change: Change) -> None:
    """Change each row of a table; a row for which nothing is returned is removed."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        rows = [changed for row in reader if (changed := change(row)) is not None]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def row_of(path: Path, identifier: str) -> int:
    """The number of the row with that id; the header is row 1."""
    with path.open(encoding="utf-8", newline="") as file:
        return next(n for n, row in enumerate(csv.DictReader(file), 2) if row["id"] == identifier)


def setting(identifier: str, column: str, value: str) -> Change:
    return lambda row: {**row, column: value} if row["id"] == identifier else row


def removing(identifier: str) -> Change:
    return lambda row: None if row["id"] == identifier else row


def left_with_one_region(row: Row) -> Row | None:
    link = "collaboration/gene-and-cell-therapy"
    kept = row["collaboration"] != link or row["region"] == "province/daejeon"
    return row if kept else None


THERAPY = "industry/2023/cooperative/gene-and-cell-therapy"
BATTERIES = "industry/2023/jeju/battery-reuse-and-recycling"
SMART_CITY = "industry/2020/sejong/smart-city"
SIXTY = "figure/2023/industries"
GANGWON = "province/gangwon-state"

CHANGES = [
    ("regional_parts", left_with_one_region),
    ("industries", setting(BATTERIES, "region", "province/seoul")),
    ("transitions", removing("transition/2023/sejong/smart-city")),
    ("stated_figures", setting(SIXTY, "value", "61")),
    ("regions", setting(GANGWON, "valid_until", "2023-06-10")),
]
"""Changes that the loaders cannot know to be wrong. None has to do with another."""


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """The tables with all changes, and the report on them."""
    tables = Path(shutil.copytree(data.PATH, tmp_path_factory.mktemp("changed") / "data"))
    for table, change in CHANGES:
        rewrite(tables / f"{table}.csv", change)
    return tables, validate(assemble(tables).quads())


@pytest.mark.parametrize(
    ("shape", "table", "identifier"),
    [
        pytest.param(
            *("CooperativeIndustry-designatedFor", "industries", THERAPY),
            id="a cooperative industry left with one region",
        ),
        pytest.param(
            *("FlagshipIndustry-outsideCapitalArea", "industries", BATTERIES),
            id="an industry of 2023 in Seoul",
        ),
        pytest.param(
            *("FlagshipIndustry-transition", "industries", SMART_CITY),
            id="a removed transition",
        ),
        pytest.param(
            *("StatedFigure-agreement", "stated_figures", SIXTY),
            id="a changed count",
        ),
        pytest.param(
            *("Region-period", "regions", GANGWON),
            id="a region ending before it begins",
        ),
    ],
)
def test_a_change_that_breaks_a_shape_is_reported_at_the_row(
    changed: tuple[Path, Report], shape: str, table: str, identifier: str
) -> None:
    tables, report = changed
    assert not report.conforms
    places = {
        (result.place.file, result.place.row)
        for result in report.results
        if result.source_shape == SHAPE[shape] and result.focus_node == ID[identifier]
        if result.place is not None
    }
    assert places == {(f"data/{table}.csv", row_of(tables / f"{table}.csv", identifier))}


ROLE = "firm-role/mega-regional-leaders-2024/daseuko"

BREAK_A_TABLE = [
    pytest.param(
        "transitions", "transition/2023/sejong/smart-city", "change", "renamed", id="unknown code"
    ),
    pytest.param("regions", "province/busan", "source", "", id="a missing source"),
    pytest.param(
        "regions", "province/busan", "certainty", "certain", id="a certainty that is none"
    ),
    pytest.param("regions", "province/busan", "id", "province/seoul", id="a duplicate id"),
    pytest.param(
        "firm_roles", ROLE, "region", "province/atlantis", id="a firm in a region that is none"
    ),
]


@pytest.mark.parametrize(("table", "identifier", "column", "value"), BREAK_A_TABLE)
def test_a_change_that_breaks_a_table_is_reported_at_the_cell(
    tables: Path, table: str, identifier: str, column: str, value: str
) -> None:
    path = tables / f"{table}.csv"
    row = row_of(path, identifier)
    rewrite(path, setting(identifier, column, value))
    with pytest.raises(TableFaultsError) as raised:
        assemble(tables)
    places = {(fault.file, fault.row, fault.column) for fault in raised.value.faults}
    assert (f"{table}.csv", row, column) in places
