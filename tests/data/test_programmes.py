"""The tables of programmes, their budgets and targets, and of what followed the reform."""

import re
from collections import defaultdict
from decimal import Decimal

from tests.data.fact_tables import by_id, cited, facts, named_sources, needs_facts, table

PROGRAMMES = by_id("programmes")
BUDGETS = table("programme_budgets")
TARGETS = table("programme_targets")
EVENTS = table("events")


def numbers(text: str) -> set[Decimal]:
    """The numbers in `text`, with 1조 read as ten thousand times 억."""
    plain = text.replace(",", "")
    trillions = re.findall(r"(\d+)조 (\d+)", plain)
    found = {Decimal(each) for each in re.findall(r"\d+(?:\.\d+)?", plain)}
    return found | {Decimal(high) * 10_000 + Decimal(low) for high, low in trillions}


def test_the_two_support_strategies_of_2023_stand_first() -> None:
    assert list(PROGRAMMES)[:2] == [
        "programme/core-industry-support",
        "programme/future-industry-support",
    ]


@needs_facts
def test_the_figures_of_every_programme_are_kept_as_stated() -> None:
    stated = [row["figures"] for row in facts("programmes")]
    assert [row["figures_ko"] for row in PROGRAMMES.values() if row["figures_ko"]] == stated
    assert len(stated) == 18


@needs_facts
def test_every_programme_has_the_name_the_date_and_the_sources_of_its_fact() -> None:
    told = [row for row in PROGRAMMES.values() if row["figures_ko"]]
    for fact, row in zip(facts("programmes"), told, strict=True):
        assert row["label_ko"].startswith(fact["programme"])
        assert fact["date"] == (row["announced"] or row["period_ko"])
        assert named_sources(fact["source"]) <= cited(row)
        government = re.search(r"korea\.kr|\.go\.kr", fact["source"])
        assert row["certainty"] == ("official" if government else "press")


def test_parts_of_a_budget_add_up_to_its_total() -> None:
    groups: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in BUDGETS:
        group = row["id"].rpartition("/")[0]
        groups[group][row["funding"].removesuffix("-funding")] = Decimal(row["amount"])
    whole = [each for each in groups.values() if "total" in each and "local" in each]
    assert len(whole) == 5
    for each in whole:
        assert each["total"] == sum(each.values()) - each["total"]


@needs_facts
def test_every_amount_and_target_is_a_number_that_the_facts_state() -> None:
    stated = {
        number
        for name, column in (("programmes", "figures"), ("policy_events", "counts"))
        for row in facts(name)
        for number in numbers(row[column])
    } | {Decimal(50)}
    assert {Decimal(row["amount"]) for row in BUDGETS} <= stated
    assert {Decimal(row["value"]) for row in TARGETS} <= stated


def test_two_releases_that_disagree_on_an_amount_both_stand_as_disputed() -> None:
    disputed = [row for row in BUDGETS if row["certainty"] == "disputed"]
    assert {row["amount"] for row in disputed} == {"2790", "2780"}
    assert len({row["source"] for row in disputed}) == 2
    assert all(row["certainty_note"] for row in disputed)


def test_a_budget_is_of_a_year_or_of_years_from_a_first_one() -> None:
    assert all(bool(row["year"]) != bool(row["start_year"]) for row in BUDGETS)
    assert all(row["start_year"] < row["end_year"] for row in BUDGETS if row["end_year"])


@needs_facts
def test_each_of_the_29_events_has_its_date_source_and_counts() -> None:
    columns = ("date", "source", "topic_ko", "counts_ko", "certainty")
    found = sorted(tuple(row[each] for each in columns) for row in EVENTS)
    events = facts("policy_events")
    assert len(events) == 29
    assert found == sorted(
        (row["date"], f"source/{row['news_id']}", row["topic"], row["counts"], row["certainty"])
        for row in events
    )


@needs_facts
def test_each_event_is_told_by_the_name_of_its_fact() -> None:
    labels = {(row["date"], row["counts_ko"], row["topic_ko"]): row["label_ko"] for row in EVENTS}
    for fact in facts("policy_events"):
        label = labels[fact["date"], fact["counts"], fact["topic"]]
        words = set(re.findall(r"\w+", fact["event"])) - {"2025", "2026", "2025년", "2026년"}
        assert {word for word in words if word not in label} == set()


def test_what_an_event_lets_one_guess_is_told_as_a_guess() -> None:
    guesses = [row for row in EVENTS if "추론" in row["certainty_note"]]
    assert len(guesses) == 4
    assert all("봄" not in row["detail_ko"] and "inferred" not in str(row) for row in EVENTS)


def test_events_stand_in_the_order_of_time() -> None:
    assert [row["date"] for row in EVENTS] == sorted(row["date"] for row in EVENTS)
    assert all(row["id"].startswith(f"event/{row['date'][:4]}/") for row in EVENTS)
