"""The tables of regions and of area designations, read as plain CSV."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import data

SHARED = Path(__file__).parents[3] / "shared"
ADMIN = SHARED / "sources" / "admin" / "sigungu_2026-10-08.csv"
ROUND = date(2023, 2, 16)
TODAY = date(2026, 11, 1)

Record = dict[str, str]


def table(name: str) -> list[Record]:
    with (data.PATH / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


REGIONS = {row["id"]: row for row in table("regions")}
PROVINCES = [row for row in REGIONS.values() if row["kind"] == "province"]
DISTRICTS = [row for row in REGIONS.values() if row["kind"] == "district"]


def start(region: Record) -> date:
    return date.fromisoformat(region["valid_from"]) if region["valid_from"] else date.min


def end(region: Record) -> date:
    return date.fromisoformat(region["valid_until"]) if region["valid_until"] else date.max


def valid(region: Record, day: date) -> bool:
    return start(region) <= day < end(region)


@pytest.mark.parametrize(("day", "provinces", "outside"), [(ROUND, 17, 14), (TODAY, 16, 13)])
def test_each_day_has_its_provinces(day: date, provinces: int, outside: int) -> None:
    there = [row for row in PROVINCES if valid(row, day)]
    assert len(there) == provinces
    assert sum(row["capital_area"] == "false" for row in there) == outside


def test_a_region_begins_where_the_one_before_it_ends() -> None:
    ended = [row for row in REGIONS.values() if row["valid_until"]]
    assert len(ended) > 4
    for row in ended:
        assert row["succeeded_by"], row["id"]
        assert REGIONS[row["succeeded_by"]]["valid_from"] == row["valid_until"], row["id"]


def test_only_what_ended_has_a_successor() -> None:
    assert all(row["valid_until"] for row in REGIONS.values() if row["succeeded_by"])


def test_a_district_is_within_a_province_of_its_time_and_path() -> None:
    for row in DISTRICTS:
        province = REGIONS[row["within"]]
        assert start(province) <= start(row), row["id"]
        assert end(row) <= end(province), row["id"]
        assert row["id"].split("/")[1] == row["within"].split("/")[1]
        assert row["mois_code"].startswith(province["mois_code"]), row["id"]


def test_a_code_of_the_ministry_names_one_region_only() -> None:
    codes = Counter(row["mois_code"] for row in PROVINCES + DISTRICTS)
    assert [code for code, count in codes.items() if count > 1] == []


def test_the_code_systems_collide_and_are_kept_apart() -> None:
    assert REGIONS["province/busan"]["mois_code"] == REGIONS["province/ulsan"]["kostat_code"]
    assert REGIONS["province/busan"]["kostat_code"] != REGIONS["province/busan"]["mois_code"]


def test_districts_whose_name_is_the_same_have_labels_of_their_own() -> None:
    for language in ("ko", "en"):
        labels = Counter(row[f"label_{language}"] for row in DISTRICTS)
        assert [label for label, count in labels.items() if count > 1] == []


def test_of_the_107_areas_89_are_in_decline_and_18_of_concern() -> None:
    areas = table("area_designations")
    assert Counter(row["kind"] for row in areas) == {
        "population-decline": 89,
        "area-of-concern": 18,
    }
    assert len({row["district"] for row in areas}) == 107
    assert all(valid(REGIONS[row["district"]], ROUND) for row in areas)


def test_seven_of_the_107_areas_are_in_the_capital_area() -> None:
    districts = [REGIONS[row["district"]] for row in table("area_designations")]
    assert sum(REGIONS[row["within"]]["capital_area"] == "true" for row in districts) == 7


def test_statistical_areas_take_in_every_province_once_on_any_day() -> None:
    members: dict[str, list[Record]] = {}
    for row in table("region_members"):
        members.setdefault(row["area"], []).append(REGIONS[row["region"]])
    for day in (ROUND, TODAY):
        nation, capital, outside = (
            {row["id"] for row in members[f"area/{area}"] if valid(row, day)}
            for area in ("nation", "capital-area", "non-capital-area")
        )
        assert capital.isdisjoint(outside)
        assert capital | outside == nation == {row["id"] for row in PROVINCES if valid(row, day)}


@pytest.mark.skipif(not ADMIN.is_file(), reason="the ministry's codes are not in ../shared here")
def test_today_s_districts_have_the_ministry_s_names_and_codes() -> None:
    with ADMIN.open(encoding="utf-8", newline="") as file:
        names = {row["code"]: row["full_name"] for row in csv.DictReader(file)}
    for row in DISTRICTS:
        if valid(row, TODAY):
            assert names[row["mois_code"]] == row["label_ko"]
