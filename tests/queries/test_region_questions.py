"""Questions about regions and their versions, against the tables."""

from collections import Counter

import pytest

from tests.queries.answers import Ask, Row
from tests.queries.csv_tables import (
    certainty,
    en,
    forebears,
    heirs,
    ko,
    named,
    province_of,
    provinces,
    regions_of,
    sources,
    standing,
    stood,
    table,
    term,
    things,
    where,
)

DAYS = ("2023-02-16", "2023-06-10", "2023-06-11", "2024-01-18", "2026-06-30", "2026-11-01")
REGIONS = [row["id"] for row in table("regions")]


def validity(region: str) -> tuple[str | None, str | None]:
    row = things()[region]
    return row["valid_from"] or None, row["valid_until"] or None


def code(region: str) -> str:
    return things()[region]["mois_code"]


@pytest.mark.parametrize("day", DAYS)
def test_the_provinces_of_a_day_are_those_that_had_begun_and_not_ended(ask: Ask, day: str) -> None:
    expected = [
        (
            day,
            *named(row["id"]),
            row["iso_code"] or None,
            row["mois_code"],
            row["kostat_code"] or None,
            *validity(row["id"]),
            *standing(row),
        )
        for row in sorted(where("regions", kind="province"), key=lambda row: row["mois_code"])
        if stood(row["id"], day)
    ]
    assert ask("provinces-as-of", asOf=day) == expected


def test_17_provinces_stood_at_the_reform_and_16_after_the_merger(ask: Ask) -> None:
    assert len(ask("provinces-as-of", asOf="2023-02-16")) == 17
    assert len(ask("provinces-as-of", asOf="2026-11-01")) == 16


def version(region: str) -> Row:
    row = things()[region]
    return (*named(region), code(region) or None, *validity(region), *standing(row))


@pytest.mark.parametrize("day", DAYS)
def test_a_region_as_of_a_day_is_its_version_of_that_day(ask: Ask, day: str) -> None:
    for region in REGIONS:
        line = forebears(region) | heirs(region)
        versions = sorted(
            (each for each in line if stood(each, day)), key=lambda each: (code(each), each)
        )
        expected = [(region, day, *version(each)) for each in versions]
        assert ask("region-as-of", region=region, asOf=day) == expected


def test_the_merged_province_was_two_provinces_at_the_reform(ask: Ask) -> None:
    rows = ask("region-as-of", region="province/jeonnam-gwangju", asOf="2023-02-16")
    assert [row[2] for row in rows] == ["province/gwangju", "province/jeonnam"]


def test_a_region_stands_between_its_predecessors_and_successors(ask: Ask) -> None:
    for region in REGIONS:
        relations: dict[str, tuple[str, str]] = dict.fromkeys(
            heirs(region), ("뒤를 이은 지역", "successor")
        )
        relations |= dict.fromkeys(forebears(region), ("앞선 지역", "predecessor"))
        relations[region] = ("이 지역", "itself")
        order = sorted(relations, key=lambda each: (things()[each]["valid_until"], each))
        expected = [(region, *relations[each], *version(each)) for each in order]
        assert ask("region-predecessors-and-successors", region=region) == expected


def test_the_crosswalk_holds_both_codes_of_every_change(ask: Ask) -> None:
    changed = [row for row in table("regions") if row["succeeded_by"]]
    expected: list[Row] = []
    for row in sorted(changed, key=lambda row: (row["valid_until"], row["mois_code"], row["id"])):
        later = row["succeeded_by"]
        province = things()[row["within"]]["succeeded_by"] if row["within"] else ""
        stayed = things()[later]["within"] in {row["within"], province}
        moved = "true" if row["within"] and not stayed else "false"
        both = (*named(row["id"]), row["mois_code"], *named(later), code(later))
        expected.append((*both, row["valid_until"], moved, *standing(row)))
    assert ask("region-code-crosswalk") == expected


def test_only_gunwi_moved_to_another_province(ask: Ask) -> None:
    moved = [row[0] for row in ask("region-code-crosswalk") if row[9] == "true"]
    assert moved == ["district/gyeongbuk/gunwi-gun"]


def kinds_there(region: str) -> Counter[str]:
    """How many things of each kind are in a region or what preceded it."""
    there = forebears(region)
    found: Counter[str] = Counter()
    for row in where("industries", round="round/2023"):
        found[row["kind"]] += bool(regions_of(row["id"]) & there)
    found["technopark"] = sum(row["region"] in there for row in table("technoparks"))
    found["zone"] = sum(row["region"] in there for row in table("zones"))
    places = [row for row in table("complex_regions") if province_of(row["region"]) in there]
    found["complex"] = len({row["complex"] for row in places})
    roles = [row for row in table("firm_roles") if row["region"] in there]
    found["firm-role"] = len(roles)
    found["anchor-role"] = sum(row["role"] == "anchor-role" for row in roles)
    parts = [row for row in table("regional_parts") if row["region"] in there]
    found["collaboration"] = len({row["collaboration"] for row in parts})
    districts = [row["district"] for row in table("area_designations")]
    found["area-designation"] = sum(province_of(each) in there for each in districts)
    return found


@pytest.mark.parametrize("region", provinces())
def test_a_region_at_a_glance_counts_what_the_tables_hold(ask: Ask, region: str) -> None:
    counts = {term(kind): number for kind, number in kinds_there(region).items()}
    expected = [(region, *named(kind), str(counts[kind])) for kind in sorted(counts, key=en)]
    assert ask("region-at-a-glance", region=region) == expected


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("of_round", ["round/2020", "round/2023"])
def test_industries_are_told_in_the_regions_of_a_day(ask: Ask, of_round: str, day: str) -> None:
    expected = [
        (day, of_round, *named(today), *named(then), *named(row["id"]), *standing(row))
        for row in where("industries", round=of_round)
        for then in regions_of(row["id"])
        for today in heirs(then)
        if stood(today, day)
    ]
    expected.sort(key=lambda row: (row[3], row[6], row[9], row[8]))
    assert ask("industries-in-todays-regions", asOf=day, round=of_round) == expected


@pytest.mark.parametrize("region", provinces())
def test_designated_areas_are_told_in_the_districts_of_a_day(ask: Ask, region: str) -> None:
    for day in DAYS:
        expected = [
            (
                region,
                day,
                *named(term(row["kind"])),
                *named(district),
                row["notice"] or None,
                *standing(row),
            )
            for row in table("area_designations")
            for district in heirs(row["district"])
            if stood(district, day) and region in heirs(province_of(district))
        ]
        expected.sort(key=lambda row: (row[3] or "", row[6] or "", row[5] or ""))
        asked = ask("population-decline-areas-of-a-region", region=region, asOf=day)
        assert asked == expected


def test_gunwi_is_an_area_of_daegu_only_after_it_moved(ask: Ask) -> None:
    before, after = (
        ask("population-decline-areas-of-a-region", region="province/daegu", asOf=day)
        for day in ("2023-06-30", "2023-07-01")
    )
    assert [row[6] for row in before] == ["대구광역시 남구", "대구광역시 서구"]
    assert [row[6] for row in after] == ["대구광역시 군위군", "대구광역시 남구", "대구광역시 서구"]


def test_designated_areas_are_counted_by_province_and_kind(ask: Ask) -> None:
    kinds: dict[str, Counter[str]] = {}
    for row in table("area_designations"):
        kinds.setdefault(province_of(row["district"]), Counter())[row["kind"]] += 1
    expected = [
        (
            *named(region),
            things()[region]["capital_area"],
            str(kinds[region]["population-decline"]),
            str(kinds[region]["area-of-concern"]),
            str(kinds[region].total()),
        )
        for region in sorted(kinds, key=lambda region: (-kinds[region].total(), ko(region)))
    ]
    assert ask("population-decline-areas-by-province") == expected
    assert sum(int(row[4] or 0) for row in expected) == 89
    assert sum(int(row[5] or 0) for row in expected) == 18


def test_each_scheme_places_a_province_by_its_own_membership(ask: Ask) -> None:
    expected = [
        (
            *named(row["region"]),
            *named(things()[row["mega_region"]]["scheme"]),
            *named(row["mega_region"]),
            certainty(row),
            sources(row),
        )
        for row in table("mega_region_members")
    ]
    expected.sort(key=lambda row: (row[1], row[4], row[7], row[0]))
    assert ask("mega-region-schemes-side-by-side") == expected
