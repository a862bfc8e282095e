"""Regions through their renames and mergers."""

import pytest
from pyoxigraph import Store

from ontology.namespaces import ID
from server.pages.succession import Succession
from tests.server.pages.excerpts import excerpt


@pytest.fixture(scope="module")
def succession(store: Store) -> Succession:
    return Succession(excerpt(store, "map"))


def test_a_region_stands_from_its_first_day_to_the_day_before_the_next(
    succession: Succession,
) -> None:
    earlier, later = ID["province/gangwon-do"], ID["province/gangwon-state"]
    for day, stands in (("2023-06-10", (True, False)), ("2023-06-11", (False, True))):
        assert (succession.stands(earlier, day), succession.stands(later, day)) == stands


@pytest.mark.parametrize(
    ("region", "day", "standing"),
    [
        ("province/gangwon-do", "2025-01-01", "province/gangwon-state"),
        ("province/gangwon-state", "2022-01-01", "province/gangwon-do"),
        ("province/gwangju", "2026-07-01", "province/jeonnam-gwangju"),
        ("province/busan", "2000-01-01", "province/busan"),
        ("district/daegu/gunwi-gun", "2023-06-30", "district/gyeongbuk/gunwi-gun"),
        ("district/gyeongbuk/gunwi-gun", "2023-07-01", "district/daegu/gunwi-gun"),
    ],
)
def test_another_region_stands_for_one_on_another_day(
    succession: Succession, region: str, day: str, standing: str
) -> None:
    assert succession.standing(ID[region], day) == ID[standing]


def test_what_merged_cannot_be_told_apart_before(succession: Succession) -> None:
    assert succession.standing(ID["province/jeonnam-gwangju"], "2026-06-30") is None


def test_a_rename_is_followed_and_a_merger_is_not(succession: Succession) -> None:
    assert succession.renamed(ID["province/jeollabuk-do"]) == ID["province/jeonbuk-state"]
    assert succession.renamed(ID["province/jeonnam"]) == ID["province/jeonnam"]


def test_a_merged_region_goes_back_to_all_that_it_was(succession: Succession) -> None:
    lineage = set(succession.lineage(ID["province/jeonnam-gwangju"]))
    assert lineage == {ID[f"province/{each}"] for each in ("jeonnam-gwangju", "gwangju", "jeonnam")}
