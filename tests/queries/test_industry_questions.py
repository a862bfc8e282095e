"""Questions about the flagship industries and what a round made of them, against the tables."""

from collections import Counter, defaultdict

import pytest

from tests.queries.answers import Ask, Row
from tests.queries.csv_tables import (
    WEAK,
    Record,
    certainty,
    forebears,
    ko,
    labels,
    maybe,
    named,
    provinces,
    regions_of,
    sources,
    standing,
    table,
    term,
    things,
    where,
)

CHANGES = ("excluded", "introduced", "narrowed", "retained")


def became(row: Record) -> Row:
    """What a transition says: the industries before and after, why, and how it is known."""
    return (
        *maybe(row["earlier"]),
        *maybe(row["later"]),
        row["reason_ko"] or None,
        row["reason_en"] or None,
        certainty(row),
        row["certainty_note"] or None,
        sources(row),
    )


def by_names(row: Record) -> tuple[str, str, str]:
    """The order of transitions: by the Korean names of the industries before and after."""
    earlier, later = (labels(row[column])[0] or "" for column in ("earlier", "later"))
    return earlier, later, row["id"]


@pytest.mark.parametrize("region", provinces())
def test_a_region_tells_what_happened_to_each_of_its_industries(ask: Ask, region: str) -> None:
    there = [row for row in table("transitions") if row["region"] in forebears(region)]
    expected = [
        (region, *named(term(row["change"])), *became(row)) for row in sorted(there, key=by_names)
    ]
    assert ask("region-industries-before-and-after", region=region) == expected


@pytest.mark.parametrize("change", CHANGES)
def test_the_transitions_of_a_change_are_those_of_the_table(ask: Ask, change: str) -> None:
    rows = where("transitions", change=change)
    rows.sort(key=lambda row: (ko(row["region"]), *by_names(row)))
    expected = [(term(change), *named(row["region"]), *became(row)) for row in rows]
    assert ask("transitions-by-change", change=term(change)) == expected


def test_changes_are_counted_by_region_with_those_that_nobody_states(ask: Ask) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in table("transitions"):
        counts[row["region"]] += Counter(
            {
                row["change"]: 1,
                "before": bool(row["earlier"]),
                "after": bool(row["later"]),
                "weak": row["certainty"] in WEAK,
            }
        )
    columns = ("before", *CHANGES, "after", "weak")
    expected = [
        (*named(region), *(str(counts[region][column]) for column in columns))
        for region in sorted(counts, key=ko)
    ]
    assert ask("transition-counts-by-region") == expected
    assert len(expected) == 14


@pytest.mark.parametrize("of_round", ["round/2020", "round/2023"])
def test_a_round_designates_each_industry_for_its_regions(ask: Ask, of_round: str) -> None:
    expected = []
    for row in where("industries", round=of_round):
        kind = term(row["kind"])
        for region in regions_of(row["id"]):
            (part,) = where("regional_parts", industry=row["id"], region=region) or (row,)
            known = (certainty(row), certainty(part), sources(row))
            who = (*named(kind), *named(region), *named(row["id"]))
            expected.append((of_round, *who, row["name_known"], *known))
    expected.sort(key=lambda row: (row[5], row[2], row[8], row[7]))
    assert ask("industries-of-a-round", round=of_round) == expected


def test_one_label_may_name_two_industries(ask: Ask) -> None:
    same: dict[str, list[Record]] = defaultdict(list)
    for row in where("industries", name_known="true"):
        same[row["label_ko"]].append(row)
    continued = {frozenset((row["earlier"], row["later"])) for row in table("transitions")}
    expected = [
        (*named(row["id"]), *named(region), *named(row["round"]), *standing(row))
        for rows in same.values()
        for row in rows
        for region in regions_of(row["id"])
        if any(
            frozenset((row["id"], other["id"])) not in continued
            for other in rows
            if other["id"] != row["id"]
        )
    ]
    expected.sort(key=lambda row: (row[1], row[0], row[3]))
    assert ask("industries-that-share-a-label") == expected
    assert [row[1] for row in expected] == ["그린에너지", "그린에너지"]


def test_three_industries_have_no_known_name(ask: Ask) -> None:
    expected = [
        (
            *named(row["id"]),
            *named(row["region"]),
            *named(earlier["earlier"]),
            certainty(row),
            row["certainty_note"] or None,
            sources(row),
        )
        for row in where("industries", name_known="false")
        for earlier in where("transitions", later=row["id"])
    ]
    expected.sort(key=lambda row: (row[4], row[0]))
    assert ask("industries-of-unknown-name") == expected
    assert len(expected) == 3


def test_every_other_name_tells_who_used_it_and_when(ask: Ask) -> None:
    rows = [*table("namings"), *table("firm_namings")]
    rows.sort(key=lambda row: (ko(row["thing"]), row["as_of"], row["label_ko"], row["id"]))
    expected = [
        (
            *named(row["thing"]),
            row["label_ko"],
            row["label_en"],
            row["as_of"],
            certainty(row),
            row["certainty_note"] or None,
            sources(row),
        )
        for row in rows
    ]
    assert ask("other-names") == expected


def test_future_industries_stand_in_each_of_their_regions_with_their_technology(ask: Ask) -> None:
    expected = []
    for link in table("technology_links"):
        row = things()[link["industry"]]
        kind = term(row["kind"])
        for region in regions_of(row["id"]):
            industry = (*labels(kind), *named(row["id"]), *named(link["technology"]))
            known = (certainty(row), certainty(link), sources(row))
            expected.append((*named(region), *industry, *known))
    expected.sort(key=lambda row: (row[1], row[3], row[6], row[5]))
    assert ask("future-industries-by-region") == expected
    assert len({row[0] for row in expected}) == 14
