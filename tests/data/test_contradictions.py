"""Where sources disagree: both sides stand, and the disagreement is itself a row."""

import pytest

from tests.data.fact_tables import Record, by_id, cited, table

CONTRADICTIONS = by_id("contradictions")
MEMBERS = table("contradiction_members")
STATEMENTS: dict[str, Record] = {
    each: row
    for name in ("stated_figures", "namings", "industries", "programme_budgets")
    for each, row in by_id(name).items()
}


def sides(contradiction: str) -> list[Record]:
    return [STATEMENTS[m["statement"]] for m in MEMBERS if m["contradiction"] == contradiction]


def test_the_known_contradictions_are_declared() -> None:
    assert [each.removeprefix("contradiction/") for each in CONTRADICTIONS] == [
        "core-industry-count",
        "chungnam-display-name",
        "chungbuk-it-parts-name",
        "jeonnam-healthcare-name",
        "population-decline-areas",
        "legend-50-plus-budget",
    ]


@pytest.mark.parametrize("contradiction", CONTRADICTIONS)
def test_a_contradiction_sets_two_statements_or_more_against_each_other(contradiction: str) -> None:
    assert len(sides(contradiction)) >= 2


@pytest.mark.parametrize("contradiction", CONTRADICTIONS)
def test_its_statements_do_not_all_say_the_same(contradiction: str) -> None:
    told = [
        row.get("amount") or row.get("value") or row["label_ko"] for row in sides(contradiction)
    ]
    assert len(set(told)) > 1


@pytest.mark.parametrize("contradiction", CONTRADICTIONS)
def test_each_side_is_told_in_both_languages_and_cited(contradiction: str) -> None:
    row = CONTRADICTIONS[contradiction]
    assert row["description_ko"]
    assert row["description_en"]
    assert row["certainty"] == "disputed"
    assert len(cited(row)) > 1


def test_a_member_cites_first_the_source_of_its_own_statement() -> None:
    for member in MEMBERS:
        assert member["source"] == STATEMENTS[member["statement"]]["source"]
        assert member["contradiction"] in CONTRADICTIONS


def test_every_disputed_figure_name_and_amount_is_in_a_contradiction() -> None:
    declared = {member["statement"] for member in MEMBERS}
    disputed = {each for each, row in STATEMENTS.items() if row["certainty"] == "disputed"}
    assert disputed <= declared


def test_every_figure_of_core_industries_is_in_their_contradiction() -> None:
    figures = {
        each for each, row in STATEMENTS.items() if row.get("measure") == "core-industries-2023"
    }
    assert {row["id"] for row in sides("contradiction/core-industry-count")} == figures
