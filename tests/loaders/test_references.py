"""What holds between rows: identifiers are unique, and references lead somewhere."""

from pathlib import Path

import pytest

from loaders.package import check
from tests.loaders.breaking import break_table

REGION = {"file": "zones.csv", "row": 2, "column": "region"}


def told(folder: Path) -> list[tuple[str, str]]:
    return [(fault.rule, fault.place) for fault in check(folder)]


def test_a_reference_is_judged_only_if_its_own_cell_is_sound(few: Path) -> None:
    break_table(few, {**REGION, "cell": "province/busan\u200b"})
    assert told(few) == [("invisible", "zones.csv:2: region")]


def test_every_row_with_a_dangling_reference_is_told(few: Path) -> None:
    for row in (2, 9, 40):
        break_table(few, {**REGION, "row": row, "cell": "province/atlantis"})
    assert told(few) == [("reference", f"zones.csv:{row}: region") for row in (2, 9, 40)]


def test_what_was_probably_meant_is_of_the_same_kind(few: Path) -> None:
    break_table(few, {**REGION, "cell": "province/gwangjoo"})
    (fault,) = check(few)
    assert "“province/gwangju”" in fault.expected_ko


def test_a_reference_may_lead_to_a_row_of_its_own_table(few: Path) -> None:
    break_table(
        few, {"file": "regions.csv", "row": 11, "column": "succeeded_by", "cell": "province/x"}
    )
    assert told(few) == [("reference", "regions.csv:11: succeeded_by")]


def test_a_third_row_with_an_identifier_is_told_too(few: Path) -> None:
    for row in (3, 5):
        cell = "zone/busan/blockchain"
        break_table(few, {"file": "zones.csv", "row": row, "column": "id", "cell": cell})
    assert told(few) == [("duplicate-id", f"zones.csv:{row}: id") for row in (3, 5)]


@pytest.mark.parametrize(
    "edit",
    [
        {"file": "regions.csv", "absent": True},
        {"file": "regions.csv", "old": "id,label_ko", "new": "identifier,label_ko"},
        {"file": "regions.csv", "lines": 1},
    ],
)
def test_no_reference_into_a_table_without_identifiers_is_judged(
    edit: dict[str, object], few: Path
) -> None:
    break_table(few, edit)
    assert {fault.file for fault in check(few)} == {"regions.csv"}
