"""Questions about technoparks, zones, programmes and the timetable, against the tables."""

import pytest

from tests.queries.answers import Ask, Row
from tests.queries.csv_tables import (
    certainty,
    forebears,
    heirs,
    ko,
    labels,
    named,
    number,
    province_of,
    provinces,
    sources,
    standing,
    stood,
    table,
    term,
    things,
    where,
)


def texts(row: dict[str, str], *columns: str) -> Row:
    """The texts in these columns of a row; None for an empty one."""
    return tuple(row[column] or None for column in columns)


@pytest.mark.parametrize("day", ["2023-02-16", "2024-01-18", "2026-11-01"])
def test_a_technopark_has_a_region_then_and_one_on_the_day(ask: Ask, day: str) -> None:
    expected = [
        (
            day,
            *named(row["id"]),
            *named(row["region"]),
            *named(today),
            row["founded"] or None,
            *standing(row),
        )
        for row in table("technoparks")
        for today in heirs(row["region"])
        if stood(today, day)
    ]
    expected.sort(key=lambda row: (row[8], row[2], row[1]))
    assert ask("technoparks", asOf=day) == expected
    assert len(expected) == 19


@pytest.mark.parametrize("region", provinces())
def test_zones_and_complexes_stand_in_their_province(ask: Ask, region: str) -> None:
    there = forebears(region)
    expected: list[Row] = [
        (
            region,
            *named(term(row["kind"])),
            *named(row["id"]),
            None,
            None,
            row["designated"],
            row["released"] or None,
            *standing(row),
        )
        for row in table("zones")
        if row["region"] in there
    ]
    complexes = {
        row["complex"]
        for row in table("complex_regions")
        if there & {row["region"], province_of(row["region"])}
    }
    expected += [
        (
            region,
            *named(term(row["kind"])),
            *named(row["id"]),
            *texts(row, "field_ko", "field_en"),
            row["designated"],
            None,
            *standing(row),
        )
        for row in (things()[each] for each in complexes)
    ]
    expected.sort(key=lambda row: (row[2] or "", row[5] or "", row[4] or ""))
    assert ask("zones-and-complexes-of-a-region", region=region) == expected


def test_complexes_tell_their_provinces_and_the_planned_investment(ask: Ask) -> None:
    expected = []
    for row in table("complexes"):
        places = where("complex_regions", complex=row["id"])
        for region in {province_of(place["region"]) for place in places}:
            investment = (number(row["investment"]), *texts(row, "investment_unit"))
            expected.append(
                (
                    *named(row["id"]),
                    *labels(term(row["kind"])),
                    *texts(row, "field_ko", "field_en"),
                    *named(region),
                    row["designated"],
                    *investment,
                    row["investment_until"] or None,
                    *standing(row),
                )
            )
    expected.sort(key=lambda row: tuple(row[column] or "" for column in (3, 5, 1, 8, 0)))
    assert ask("specialised-complexes") == expected


def test_the_timetable_runs_from_drafting_to_strategy(ask: Ask) -> None:
    expected = [
        (
            *named(row["id"]),
            row["starts"],
            row["ends"] or None,
            *named(row["round"]),
            *standing(row),
        )
        for row in sorted(table("milestones"), key=lambda row: row["starts"])
    ]
    assert ask("timetable") == expected


@pytest.mark.parametrize("since", ["2020-01-01", "2023-02-16", "2025-06-01", "2026-05-07"])
def test_events_since_a_day_leave_out_what_was_before(ask: Ask, since: str) -> None:
    rows = [row for row in table("events") if row["date"] >= since]
    expected = [
        (
            since,
            row["date"],
            *named(row["id"]),
            *texts(row, "topic_ko", "topic_en", "counts_ko", "detail_ko"),
            *standing(row),
        )
        for row in sorted(rows, key=lambda row: (row["date"], row["id"]))
    ]
    assert ask("events-since", since=since) == expected


def test_the_criteria_stand_in_their_order(ask: Ask) -> None:
    expected = [
        (
            row["number"],
            *named(row["id"]),
            *texts(row, "description_ko", "description_en"),
            *labels(row["round"]),
            *standing(row),
        )
        for row in sorted(table("criteria"), key=lambda row: int(row["number"]))
    ]
    assert ask("selection-criteria") == expected


def test_the_measures_stand_with_their_programme_and_body(ask: Ask) -> None:
    expected = [
        (
            *named(row["programme"]),
            row["number"],
            *named(row["id"]),
            *texts(row, "description_ko", "description_en"),
            *labels(row["body"]),
            *standing(row),
        )
        for row in sorted(table("measures"), key=lambda row: int(row["number"]))
    ]
    assert ask("support-measures") == expected


def test_budgets_stand_by_year_and_both_where_documents_disagree(ask: Ask) -> None:
    rows = sorted(
        table("programme_budgets"),
        key=lambda row: (row["year"] or row["start_year"], ko(row["programme"]), row["id"]),
    )
    expected = [
        (
            row["year"] or row["start_year"],
            row["year"] or row["end_year"] or None,
            *named(row["programme"]),
            *named(row["id"]),
            *named(term(row["funding"])),
            number(row["amount"]),
            row["unit"],
            certainty(row),
            row["certainty_note"] or None,
            sources(row),
        )
        for row in rows
    ]
    assert ask("budgets-by-year") == expected
    assert {row[11] for row in expected if row[13] == "krig:Disputed"} == {"2790", "2780"}


def test_targets_stand_with_their_programme(ask: Ask) -> None:
    rows = sorted(table("programme_targets"), key=lambda row: (ko(row["programme"]), row["id"]))
    expected = [
        (
            *named(row["programme"]),
            *named(row["id"]),
            row["measure"],
            number(row["value"]),
            row["unit"],
            row["year"] or None,
            row["note"] or None,
            *standing(row),
        )
        for row in rows
    ]
    assert ask("programme-targets") == expected
