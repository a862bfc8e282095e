"""The tables of indicators, data sets and observations, against what the releases state."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from pyoxigraph import Literal

import data
from loaders.tables import observations
from ontology.namespaces import KRIG, XSD
from tests.data.fact_tables import Record, by_id, facts, needs_facts, table

UNITS = {
    "%": "percent",
    "%p": "percentage-point",
    "개": "count",
    "개소": "count",
    "명": "person",
    "억원": "krw-100-million",
    "조원": "krw-trillion",
}
INVESTMENT = "indicator/regional-investment"

DATASETS = by_id("datasets")
INDICATORS = by_id("indicators")
REGIONS = by_id("regions")
OBSERVATIONS = table("observations")
STATED = [row for row in OBSERVATIONS if row["indicator"] != INVESTMENT]
OF_REGIONS = [row for row in OBSERVATIONS if row["indicator"] == INVESTMENT]


def name(region: str) -> str:
    return REGIONS[region]["short_name_ko"] or REGIONS[region]["label_ko"]


def last_day(observation: Record) -> date | None:
    """The last day of the period, where it is a year, years, or a quarter."""
    period = observation["year"] or observation["period"]
    if period.isdigit():
        return date(int(period), 12, 31)
    year, _, quarter = period.partition("Q")
    return date(int(year), int(quarter) * 3, 28) if quarter else None


@needs_facts
def test_each_of_the_224_values_stands_once_as_its_release_states_it() -> None:
    stated = facts("indicators")
    assert len(stated) == len(STATED) == 224
    expected = Counter(
        (
            row["indicator"],
            row["year"],
            row["region"],
            Decimal(row["value"].rstrip("+")),
            UNITS[row["unit"]],
            f"source/{row['news_id']}",
            row["certainty"],
        )
        for row in stated
    )
    found = Counter(
        (
            INDICATORS[row["indicator"]]["label_ko"],
            row["year"] or row["period"],
            name(row["region"]),
            Decimal(row["value"]),
            row["unit"],
            row["source"],
            row["certainty"],
        )
        for row in STATED
    )
    assert found - expected == Counter()
    assert expected - found == Counter()


@needs_facts
def test_what_a_note_says_of_a_value_is_kept() -> None:
    notes = Counter(row["note"] for row in facts("indicators"))
    kept = Counter(row["note"].removesuffix("; 원문은 50+") for row in STATED)
    assert kept == notes


def test_a_target_is_no_measured_value() -> None:
    targets = [row for row in STATED if row["period"].startswith("목표")]
    assert [row["note"].endswith("원문은 50+") for row in targets] == [True]
    others = {row["dataset"] for row in STATED if row not in targets}
    assert {row["dataset"] for row in targets}.isdisjoint(others)


def test_no_data_set_spans_a_change_of_the_base_year() -> None:
    with_base = {row["id"]: row["base_year"] for row in DATASETS.values() if row["base_year"]}
    assert set(with_base.values()) == {"2015", "2020"}
    for row in OBSERVATIONS:
        base = with_base.get(row["dataset"])
        day = last_day(row)
        if base and day:
            assert base == ("2015" if day.year <= 2022 else "2020"), row["id"]
        if "년 기준" in row["note"]:
            assert row["note"].startswith(f"{base}년 기준"), row["id"]


@pytest.mark.parametrize("indicator", ["nominal-grdp", "real-grdp-growth"])
def test_regional_product_of_both_base_years_is_kept_apart(indicator: str) -> None:
    sets = {row["dataset"] for row in OBSERVATIONS if row["indicator"] == f"indicator/{indicator}"}
    assert {DATASETS[each]["base_year"] for each in sets} == {"2015", "2020"}
    assert len(sets) == 2


def test_a_data_set_has_one_indicator_and_one_unit() -> None:
    indicators: dict[str, set[str]] = {}
    for row in OBSERVATIONS:
        indicators.setdefault(row["dataset"], set()).add(row["indicator"])
        assert row["unit"] == DATASETS[row["dataset"]]["unit"], row["id"]
    assert indicators.keys() == DATASETS.keys()
    assert all(len(each) == 1 for each in indicators.values())


def test_a_data_set_has_one_value_for_a_region_and_a_period() -> None:
    keys = Counter(
        (row["dataset"], row["region"], row["year"], row["period"]) for row in OBSERVATIONS
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_a_value_has_a_year_or_else_the_period_that_is_stated() -> None:
    assert all(bool(row["year"]) != bool(row["period"]) for row in OBSERVATIONS)


def test_a_value_is_of_a_region_that_there_was_in_its_period() -> None:
    for row in OBSERVATIONS:
        region, day = REGIONS[row["region"]], last_day(row)
        if day:
            assert not region["valid_from"] or date.fromisoformat(region["valid_from"]) <= day
            assert not region["valid_until"] or day < date.fromisoformat(region["valid_until"])


def test_shares_of_the_release_of_2023_fall_outside_the_capital_area() -> None:
    series = {
        indicator: [
            row["value"] for row in STATED if row["indicator"] == f"indicator/{indicator}-share"
        ]
        for indicator in ("grdp", "employment")
    }
    assert series == {"grdp": ["51.6", "49.9", "47.5"], "employment": ["50.3", "50.2", "49.7"]}


@needs_facts
def test_investment_of_2021_is_told_once_for_each_province_not_for_each_industry() -> None:
    stated = {
        (row["region"], row["region_investment_2021_100m_krw"]) for row in facts("industries_2021")
    }
    assert len(stated) == 14
    assert {(name(row["region"]), row["value"]) for row in OF_REGIONS} == stated
    assert len(OF_REGIONS) == 14


def test_a_year_becomes_a_year_and_a_quarter_stays_as_stated() -> None:
    periods = {
        quad.object
        for row in observations.read(data.PATH / "observations.csv")
        for quad in observations.quads(row)
        if quad.predicate == KRIG["refPeriod"]
    }
    assert Literal("2010", datatype=XSD["gYear"]) in periods
    assert Literal("2025Q1") in periods
