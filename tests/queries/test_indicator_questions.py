"""Questions about indicators over time and across regions, against the tables."""

from decimal import Decimal

import pytest

from tests.queries.answers import Ask, Row
from tests.queries.csv_tables import (
    Record,
    certainty,
    forebears,
    ko,
    labels,
    named,
    number,
    sources,
    standing,
    table,
    things,
    where,
)

OBSERVATIONS = table("observations")
INDICATORS = [row["id"] for row in table("indicators")]


def period(row: Record) -> str:
    return row["year"] or row["period"]


def test_the_shares_outside_the_capital_area_fell_from_2010_to_2020(ask: Ask) -> None:
    expected: list[Row] = []
    for name in ("grdp-share", "employment-share"):
        for row in where("observations", indicator=f"indicator/{name}"):
            year = row["year"]
            (figure,) = where("stated_figures", measure=name, year=year, region=row["region"])
            characters = (figure["in_source"], figure["start"], figure["end"])
            value = (number(row["value"]), row["unit"])
            expected.append((*named(row["indicator"]), year, *value, *characters, *standing(row)))
    expected.sort(key=lambda row: (row[1] or "", row[3] or ""))
    assert ask("share-series") == expected
    assert [row[4] for row in expected] == ["51.6", "49.9", "47.5", "50.3", "50.2", "49.7"]


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_region_has_its_values_series_by_series(ask: Ask, indicator: str) -> None:
    for region in {row["region"] for row in OBSERVATIONS}:
        rows = [
            row
            for row in where("observations", indicator=indicator)
            if row["region"] in forebears(region)
        ]
        base = {row["id"]: row["base_year"] for row in table("datasets")}
        rows.sort(
            key=lambda row: (
                base[row["dataset"]],
                row["dataset"],
                period(row),
                row["region"],
                row["id"],
            )
        )
        expected = [
            (
                region,
                indicator,
                *named(row["dataset"]),
                base[row["dataset"]] or None,
                period(row),
                *named(row["region"]),
                number(row["value"]),
                row["unit"],
                certainty(row),
                row["note"] or None,
                sources(row),
            )
            for row in rows
        ]
        asked = ask("indicator-series-of-a-region", region=region, indicator=indicator)
        assert asked == expected


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_year_ranks_the_regions_of_a_series(ask: Ask, indicator: str) -> None:
    for year in sorted({row["year"] for row in OBSERVATIONS} - {""}):
        rows = where("observations", indicator=indicator, year=year)
        rows.sort(
            key=lambda row: (
                ko(row["dataset"]),
                -Decimal(row["value"]),
                ko(row["region"]),
                row["id"],
            )
        )
        expected = [
            (
                indicator,
                year,
                *named(row["dataset"]),
                *named(row["region"]),
                number(row["value"]),
                row["unit"],
                *standing(row),
            )
            for row in rows
        ]
        assert ask("indicator-across-regions", indicator=indicator, year=year) == expected


def test_a_rebased_indicator_breaks_into_series(ask: Ask) -> None:
    pairs = {(row["indicator"], row["dataset"]) for row in OBSERVATIONS}
    expected = []
    for indicator, dataset in pairs:
        if sum(each == indicator for each, _ in pairs) > 1:
            periods = [period(row) for row in OBSERVATIONS if row["dataset"] == dataset]
            row = things()[dataset]
            span = (min(periods), max(periods), str(len(periods)))
            series = (*named(indicator), *named(dataset), row["base_year"] or None)
            expected.append((*series, *span, *standing(row)))
    expected.sort(key=lambda row: (row[1], row[6] or "", row[3]))
    assert ask("series-breaks") == expected
    assert {row[6] for row in expected} == {"2015", "2020"}


def test_every_indicator_tells_how_much_there_is_of_it(ask: Ask) -> None:
    expected = []
    for indicator in sorted(INDICATORS, key=ko):
        rows = where("observations", indicator=indicator)
        periods = [period(row) for row in rows]
        regions = {row["region"] for row in rows}
        numbers = (str(len(each)) for each in (rows, regions, set(periods)))
        span = (min(periods), max(periods))
        known = standing(things()[indicator])
        expected.append((indicator, *labels(indicator), *numbers, *span, *known))
    assert ask("indicators-available") == expected
