"""Mega-regions, scheme by scheme."""

from collections import Counter

from tests.data.fact_tables import by_id, cited, facts, named_sources, needs_facts, table

SCHEMES = by_id("mega_region_schemes")
MEGA_REGIONS = by_id("mega_regions")
MEMBERS = table("mega_region_members")
REGIONS = by_id("regions")


def test_three_schemes_stand_side_by_side() -> None:
    assert Counter(row["scheme"] for row in MEGA_REGIONS.values()) == {
        "mega-region-scheme/motie-2023": 5,
        "mega-region-scheme/five-poles-three-specials": 8,
        "mega-region-scheme/special-local-governments": 2,
    }


def test_no_mega_region_is_of_two_schemes() -> None:
    for row in MEGA_REGIONS.values():
        scheme = row["scheme"].removeprefix("mega-region-scheme/")
        assert row["id"].startswith(f"mega-region/{scheme}/")
    for member in MEMBERS:
        assert member["id"].startswith(member["mega_region"].replace("region/", "region-member/"))


@needs_facts
def test_each_mega_region_has_the_name_the_members_and_the_source_of_its_fact() -> None:
    for fact, row in zip(facts("megaregions"), MEGA_REGIONS.values(), strict=True):
        members = [
            REGIONS[each["region"]]["short_name_ko"]
            for each in MEMBERS
            if each["mega_region"] == row["id"]
        ]
        assert SCHEMES[row["scheme"]]["label_ko"] == fact["scheme"]
        assert fact["name"].startswith(row["label_ko"])
        assert row["valid_from"] in fact["name"]
        assert members == fact["members"].split(";")
        assert cited(row) == named_sources(fact["source"])
        assert row["certainty"] == "official"


@needs_facts
def test_members_that_are_only_read_into_a_name_are_inferred() -> None:
    guessed = {
        row["name"]
        for row in facts("megaregions")
        if "general knowledge" in row["source"] or "reading of" in row["source"]
    }
    assert guessed == {"수도권", "중부권"}
    for member in MEMBERS:
        name = MEGA_REGIONS[member["mega_region"]]["label_ko"]
        assert member["certainty"] == ("inferred" if name in guessed else "official")


def test_within_a_scheme_a_province_is_in_one_mega_region_unless_it_is_about_industries() -> None:
    for scheme in SCHEMES:
        of = [m["region"] for m in MEMBERS if MEGA_REGIONS[m["mega_region"]]["scheme"] == scheme]
        assert len(of) == len(set(of)), scheme


def test_five_poles_and_three_specials_take_in_the_17_provinces_of_2025() -> None:
    of = [
        REGIONS[member["region"]]
        for member in MEMBERS
        if "five-poles-three-specials" in member["mega_region"]
    ]
    there = [
        row
        for row in REGIONS.values()
        if row["kind"] == "province"
        and row["valid_from"] <= "2025-09-30"
        and (not row["valid_until"] or row["valid_until"] > "2025-09-30")
    ]
    assert sorted(row["id"] for row in of) == sorted(row["id"] for row in there)
    assert len(of) == 17
