"""Questions about what regions do together, against the tables."""

from collections import Counter
from itertools import permutations

import pytest

from tests.queries.answers import Ask, Row
from tests.queries.csv_tables import (
    certainty,
    forebears,
    heirs,
    ko,
    labels,
    named,
    province_of,
    provinces,
    regions_of,
    sources,
    standing,
    table,
    term,
    things,
    where,
)

COOPERATIVE = [row["id"] for row in where("industries", kind="cooperative-industry")]


def participants(collaboration: str) -> set[str]:
    return {row["region"] for row in where("regional_parts", collaboration=collaboration)}


def test_each_cooperative_industry_has_its_regions_and_what_is_known_of_their_parts(
    ask: Ask,
) -> None:
    columns = ("capability_ko", "capability_en", "stage_ko", "stage_en")
    expected: list[Row] = [
        (
            *named(row["industry"]),
            *named(row["region"]),
            *(row[column] or None for column in columns),
            certainty(row),
            row["certainty_note"] or None,
            sources(row),
        )
        for row in table("regional_parts")
        if row["industry"]
    ]
    expected.sort(key=lambda row: (row[1] or "", row[4] or ""))
    assert ask("cooperative-industries") == expected
    assert len({row[0] for row in expected}) == 5


def support(region: str) -> list[tuple[str, str, str, str, str]]:
    """The kind, thing, fact, certainty and documents of what supports industry in a region."""
    places = heirs(region)
    there = [
        (term(kind), row)
        for kind, name in (("technopark", "technoparks"), ("zone", "zones"))
        for row in table(name)
        if row["region"] in places
    ]
    complexes = {
        row["complex"]
        for row in table("complex_regions")
        if places & {row["region"], province_of(row["region"])}
    }
    there += [("krig:Complex", things()[each]) for each in complexes]
    found = [(kind, row["id"], row["id"], *standing(row)) for kind, row in there]
    return found + [
        ("krig:AnchorFirm", row["firm"], row["id"], *standing(row))
        for row in where("firm_roles", role="anchor-role")
        if row["region"] in places
    ]


@pytest.mark.parametrize("industry", COOPERATIVE)
def test_a_cooperative_industry_has_the_support_of_each_of_its_regions(
    ask: Ask, industry: str
) -> None:
    found = [(region, *each) for region in regions_of(industry) for each in support(region)]
    found.sort(key=lambda each: (ko(each[0]), ko(each[1]), ko(each[2]), each[3]))
    expected = [
        (industry, *named(region), *named(kind), *named(thing), *known)
        for region, kind, thing, _, *known in found
    ]
    assert ask("cooperative-industry-support", industry=industry) == expected


def test_the_matrix_counts_what_two_provinces_do_together(ask: Ask) -> None:
    together: Counter[tuple[str, str, str]] = Counter()
    for row in table("collaborations"):
        partners = participants(row["id"]) & set(provinces())
        together.update((one, other, row["kind"]) for one, other in permutations(partners, 2))
    pairs = sorted({(one, other) for one, other, _ in together}, key=lambda p: (ko(p[0]), ko(p[1])))
    expected = []
    for one, other in pairs:
        links = together[one, other, "collaboration-link"]
        projects = together[one, other, "collaboration-project"]
        numbers = (str(links), str(projects), str(links + projects))
        expected.append((*named(one), *named(other), *numbers))
    assert ask("collaboration-matrix") == expected


@pytest.mark.parametrize("region", provinces())
def test_a_region_sees_all_in_which_it_takes_part_and_with_whom(ask: Ask, region: str) -> None:
    own = forebears(region)
    expected: list[Row] = []
    parts = [row for row in table("regional_parts") if row["region"] in own]
    order = {row["id"]: row for row in table("collaborations")}
    parts.sort(
        key=lambda part: (
            order[part["collaboration"]]["date"],
            order[part["collaboration"]]["label_ko"],
            part["collaboration"],
            part["id"],
        )
    )
    for part in parts:
        with_date = (*named(part["collaboration"]), order[part["collaboration"]]["date"])
        capability = (part["capability_ko"] or None, part["capability_en"] or None)
        others = sorted(participants(part["collaboration"]) - own, key=ko)
        expected += [
            (region, *with_date, *capability, other or None, *labels(other), *standing(part))
            for other in others or [""]
        ]
    assert ask("collaborations-of-a-region", region=region) == expected


def test_every_collaboration_is_listed_with_what_a_source_states_of_it(ask: Ask) -> None:
    rows = sorted(
        table("collaborations"), key=lambda row: (row["date"], row["label_ko"], row["id"])
    )
    expected = [
        (
            row["id"],
            *labels(term(row["kind"])),
            *labels(row["id"]),
            row["date"],
            row["field_ko"] or None,
            str(len(participants(row["id"]))),
            *labels(row["lead"]),
            row["partners_ko"] or None,
            row["budget_ko"] or None,
            *standing(row),
        )
        for row in rows
    ]
    assert ask("inter-region-collaborations") == expected
    assert len(expected) == 33
