"""Technoparks, regulatory free zones and specialised complexes."""

import re
from collections import Counter
from decimal import Decimal

from tests.data.fact_tables import by_id, cited, facts, named_sources, needs_facts, table

REGIONS = by_id("regions")
TECHNOPARKS = by_id("technoparks")
ZONES = by_id("zones")
COMPLEXES = by_id("complexes")
SITES = table("complex_regions")
KINDS = {
    "규제자유특구": "regulatory-free-zone",
    "글로벌 혁신 규제자유특구": "global-innovation-free-zone",
    "국가첨단전략산업 특화단지": "national-strategic-industry-complex",
    "소부장 특화단지": "materials-parts-equipment-complex",
}


def short_name(region: str) -> str:
    return REGIONS[region]["short_name_ko"]


def test_there_are_19_technoparks_in_17_provinces() -> None:
    assert len(TECHNOPARKS) == 19
    assert len({row["region"] for row in TECHNOPARKS.values()}) == 17


@needs_facts
def test_technoparks_have_the_names_places_founding_and_sources_of_the_facts() -> None:
    for fact, row in zip(facts("technoparks"), TECHNOPARKS.values(), strict=True):
        assert (row["label_ko"], row["founding_ko"]) == (fact["name_ko"], fact["founding"])
        site = re.search(r"\((.+)\)", fact["region"])
        assert short_name(row["region"]) == fact["region"].split(" ")[0]
        assert bool(row["district"]) == bool(site)
        assert not site or short_name(row["district"]) == f"{site[1]}시"
        assert cited(row) == named_sources(fact["source"])
        assert row["certainty"] == "press"


def test_a_technopark_that_is_only_known_as_a_pilot_has_no_year_of_foundation() -> None:
    for row in TECHNOPARKS.values():
        stated = re.sub(r"1997-12 시범 선정(; )?|2018-11-28 지정 승인; ", "", row["founding_ko"])
        assert row["founded"] == stated[:4], row["id"]


def test_there_are_42_free_zones_and_7_global_ones() -> None:
    assert Counter(row["kind"] for row in ZONES.values()) == {
        "regulatory-free-zone": 42,
        "global-innovation-free-zone": 7,
    }


@needs_facts
def test_zones_have_the_names_places_dates_and_sources_of_the_facts() -> None:
    for fact, row in zip(facts("regulatory_free_zones"), ZONES.values(), strict=True):
        name, _, remark = fact["name"].partition(" (지정 해제 ")
        name, _, other = name.partition(" (elsewhere: ")
        assert row["label_ko"] == name
        assert other.rstrip(")") in row["note"]
        assert row["released"] == remark[:7]
        assert row["kind"] == KINDS[fact["kind"]]
        assert row["designation_ko"] == fact["round"]
        assert (row["designated_on"] or row["designated"]) == fact["date"]
        assert row["designated"] == fact["date"][:7]
        assert short_name(row["region"]) == fact["region"]
        assert cited(row) == named_sources(f"{fact['source']} {fact['name']}")
        assert row["certainty"] == "official"


def test_a_zone_is_in_a_province_that_there_was_when_it_was_designated() -> None:
    for row in ZONES.values():
        region, month = REGIONS[row["region"]], row["designated"]
        assert region["valid_from"][:7] <= month
        assert not region["valid_until"] or month < region["valid_until"]


def test_there_are_12_national_complexes_and_10_of_materials_parts_and_equipment() -> None:
    assert Counter(row["kind"] for row in COMPLEXES.values()) == {
        "national-strategic-industry-complex": 12,
        "materials-parts-equipment-complex": 10,
    }


@needs_facts
def test_complexes_have_the_fields_dates_provinces_and_sources_of_the_facts() -> None:
    for fact, row in zip(facts("specialised_complexes"), COMPLEXES.values(), strict=True):
        sites = [REGIONS[each["region"]] for each in SITES if each["complex"] == row["id"]]
        assert row["kind"] == KINDS[fact["kind"]]
        assert (row["field_ko"], row["designated"]) == (fact["field"], fact["designated"])
        assert {each["short_name_ko"] for each in sites if each["kind"] == "province"} == set(
            fact["sido"].split(";")
        )
        assert cited(row) == named_sources(fact["source"])
        assert row["certainty"] == "official"


@needs_facts
def test_investments_are_those_that_the_facts_state_in_trillions_of_won() -> None:
    for fact, row in zip(facts("specialised_complexes"), COMPLEXES.values(), strict=True):
        stated = fact["private_investment"].replace(",", "")
        amount = re.match(r"(?:(\d+)조 (\d+)억원|([\d.]+)조원)", stated)
        if amount is None:
            assert (stated, row["investment"], row["investment_unit"]) == ("", "", "")
            continue
        trillions, hundred_millions, plain = amount.groups()
        exact = Decimal(plain or Decimal(trillions) + Decimal(hundred_millions) / 10_000)
        assert Decimal(row["investment"]) == exact
        until = re.search(r"~'(\d\d)", stated)
        assert row["investment_until"] == (f"20{until[1]}" if until else "")


@needs_facts
def test_every_site_that_is_named_is_a_district_of_its_province() -> None:
    for fact, row in zip(facts("specialised_complexes"), COMPLEXES.values(), strict=True):
        sites = [REGIONS[each["region"]] for each in SITES if each["complex"] == row["id"]]
        for site in sites:
            if site["kind"] == "district":
                assert site["within"] in {each["id"] for each in sites}
                assert site["short_name_ko"][:-1] in fact["site"] or "오송" in fact["site"]


def test_a_site_that_no_source_names_is_inferred() -> None:
    inferred = [row for row in SITES if row["certainty"] != "official"]
    assert [row["region"] for row in inferred] == ["district/chungbuk/cheongju-si"]
    assert inferred[0]["certainty"] == "inferred"
