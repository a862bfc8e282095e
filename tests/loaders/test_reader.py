"""One table read by its schema: typed rows, or every fault of the file."""

from datetime import date
from pathlib import Path

import pytest

from loaders.fault import TableFaultsError
from loaders.reader import read_table
from loaders.row import Origin
from loaders.schema import read_package, read_schema
from loaders.tables import regions, zones
from tests.loaders.breaking import break_table


def faults(folder: Path, table: str = "zones") -> list[tuple[str, int, str]]:
    resource = read_package(folder).resource(table)
    assert resource is not None
    read = read_table(folder, resource, read_schema(folder, resource))
    return [(fault.rule, fault.row, fault.column) for fault in read.faults]


def test_a_row_has_typed_values_and_knows_where_it_stands(few: Path) -> None:
    row = next(row for row in zones.read(few / "zones.csv") if row.designated_on)
    assert row.origin == Origin("zones", 16)
    assert (row.designated, row.designated_on) == ("2020-07", date(2020, 7, 6))
    assert (row.source2, row.source3, row.note) == ("source/156399673", None, None)


def test_codes_keep_their_leading_zeros_and_truth_is_a_truth(few: Path) -> None:
    break_table(few, {"file": "regions.csv", "row": 2, "column": "mois_code", "cell": "01"})
    seoul = next(iter(regions.read(few / "regions.csv")))
    assert (seoul.mois_code, seoul.capital_area) == ("01", True)


def test_reading_a_broken_table_raises_all_of_its_faults(few: Path) -> None:
    break_table(few, {"file": "zones.csv", "row": 3, "column": "kind", "cell": "park"})
    break_table(few, {"file": "zones.csv", "row": 2, "column": "designated", "cell": "2019"})
    with pytest.raises(TableFaultsError) as caught:
        list(zones.read(few / "zones.csv"))
    assert [fault.place for fault in caught.value.faults] == [
        "zones.csv:2: designated",
        "zones.csv:3: kind",
    ]


def test_a_table_that_no_descriptor_names_is_not_read(few: Path) -> None:
    with pytest.raises(TableFaultsError) as caught:
        list(zones.read(few / "planets.csv"))
    assert [fault.rule for fault in caught.value.faults] == ["undescribed"]


def test_each_cell_of_a_row_is_judged_though_another_is_at_fault(few: Path) -> None:
    for column, cell in (("label_ko", ""), ("certainty", "sure"), ("designated", "soon")):
        break_table(few, {"file": "zones.csv", "row": 2, "column": column, "cell": cell})
    assert faults(few) == [
        ("required", 2, "label_ko"),
        ("type", 2, "designated"),
        ("enum", 2, "certainty"),
    ]


def test_rows_of_another_length_are_told_one_by_one_unless_all_are_alike(few: Path) -> None:
    break_table(few, {"file": "zones.csv", "line": 2, "text": "zone/a/b,c"})
    break_table(few, {"file": "zones.csv", "line": 9, "text": "zone/a/c"})
    assert faults(few) == [("cells", 2, ""), ("cells", 9, "")]


def test_a_missing_column_is_told_once_and_not_for_every_row(few: Path) -> None:
    table = (few / "zones.csv").read_text(encoding="utf-8")
    columns = [name for name in table.partition("\n")[0].split(",") if name != "source"]
    break_table(few, {"file": "zones.csv", "columns": columns})
    assert faults(few) == [("missing-column", 1, "source")]


def test_an_empty_first_line_hides_the_header_but_nothing_is_guessed(few: Path) -> None:
    break_table(few, {"file": "zones.csv", "line": 1, "text": ""})
    assert faults(few) == [("blank", 1, "")]


def test_a_folder_in_the_place_of_a_table_is_a_fault_of_the_file(few: Path) -> None:
    (few / "zones.csv").unlink()
    (few / "zones.csv").mkdir()
    assert faults(few) == [("file", 0, "")]
