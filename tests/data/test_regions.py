"""The tables of regions and of area designations, read as plain CSV."""

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.data.fact_tables import (
    ADMIN,
    Record,
    by_id,
    facts,
    needs_admin,
    needs_facts,
    rows,
    table,
)

ROUND = date(2023, 2, 16)
TODAY = date(2026, 11, 1)

REGIONS = by_id("regions")
PROVINCES = [row for row in REGIONS.values() if row["kind"] == "province"]
DISTRICTS = [row for row in REGIONS.values() if row["kind"] == "district"]


def start(region: Record) -> date:
    return date.fromisoformat(region["valid_from"]) if region["valid_from"] else date.min


def end(region: Record) -> date:
    return date.fromisoformat(region["valid_until"]) if region["valid_until"] else date.max


def within(district: Record) -> Record:
    return REGIONS[district["within"]]


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


@pytest.mark.parametrize(
    ("earlier", "later", "day"),
    [
        ("province/gangwon-do", "province/gangwon-state", date(2023, 6, 11)),
        ("province/jeollabuk-do", "province/jeonbuk-state", date(2024, 1, 18)),
        ("province/gwangju", "province/jeonnam-gwangju", date(2026, 7, 1)),
        ("province/jeonnam", "province/jeonnam-gwangju", date(2026, 7, 1)),
        ("district/gyeongbuk/gunwi-gun", "district/daegu/gunwi-gun", date(2023, 7, 1)),
    ],
)
def test_on_the_day_of_a_change_the_one_ends_and_the_other_begins(
    earlier: str, later: str, day: date
) -> None:
    before, after = REGIONS[earlier], REGIONS[later]
    eve = day - timedelta(days=1)
    assert before["succeeded_by"] == later
    assert valid(before, eve)
    assert not valid(before, day)
    assert not valid(after, eve)
    assert valid(after, day)


def test_nothing_of_a_region_is_within_a_province_that_has_ended() -> None:
    gone = [row for row in DISTRICTS if valid(row, TODAY) and not valid(within(row), TODAY)]
    assert gone == []


@needs_facts
def test_the_17_provinces_of_2023_have_the_names_and_codes_of_the_facts() -> None:
    there = {row["label_ko"]: row for row in PROVINCES if valid(row, ROUND)}
    assert there.keys() == {row["name_ko_2023"] for row in facts("regions")}
    pairs = {
        "short": "short_name_ko",
        "iso_3166_2": "iso_code",
        "mois_code_2023": "mois_code",
        "kostat_code": "kostat_code",
        "wikidata": "wikidata",
        "geonames": "geonames",
    }
    for fact in facts("regions"):
        row = there[fact["name_ko_2023"]]
        assert {name: row[column] for name, column in pairs.items()} == {
            name: fact[name] for name in pairs
        }
        assert (row["capital_area"] == "true") == (fact["capital_area"] == "yes")


@needs_facts
def test_the_provinces_of_2024_have_the_names_and_codes_of_the_facts() -> None:
    there = {row["label_ko"]: row for row in PROVINCES if valid(row, date(2024, 6, 1))}
    for fact in facts("regions"):
        row = there[fact["name_ko_later"].partition(" (")[0]]
        assert row["mois_code"] == fact["mois_code_2024"]
        assert row["label_en"] == fact["name_en"]


@needs_admin
def test_provinces_have_the_ministry_s_codes_dates_and_successors() -> None:
    by_code = {row["mois_code"]: row for row in PROVINCES}
    listed = rows(ADMIN / "sido.csv")
    assert by_code.keys() == {row["code"] for row in listed}
    for told in listed:
        row = by_code[told["code"]]
        assert row["label_ko"] == told["name_ko"]
        assert row["iso_code"] == told["iso3166_2"]
        assert row["valid_from"] == told["valid_from"]
        last_day = end(row) - timedelta(days=1) if row["valid_until"] else None
        assert told["valid_to"] == (str(last_day) if last_day else "")
        assert told["successor"] == REGIONS.get(row["succeeded_by"], {}).get("mois_code", "")


@needs_admin
def test_today_s_districts_have_the_ministry_s_names_and_codes() -> None:
    names = {row["code"]: row["full_name"] for row in rows(ADMIN / "sigungu_2026-10-08.csv")}
    for row in DISTRICTS:
        if valid(row, TODAY):
            assert names[row["mois_code"]] == row["label_ko"]


@needs_admin
def test_districts_that_the_ministry_renumbered_in_2026_lead_to_their_successors() -> None:
    crosswalk = rows(ADMIN / "sigungu_crosswalk_2026-05_to_2026-10.csv")
    by_code = {row["mois_code"]: row for row in DISTRICTS}
    there = [row for row in crosswalk if row["old_code"] in by_code]
    assert len(there) > 15
    for told in there:
        old = by_code[told["old_code"]]
        new = REGIONS[old["succeeded_by"]]
        assert old["label_ko"] == told["old_name"]
        assert old["valid_until"] == new["valid_from"] == told["effective"]
        assert (new["mois_code"], new["label_ko"]) == (told["new_code"], told["new_name"])
