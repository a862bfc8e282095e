"""Questions about firms and the roles that documents give them, against the tables."""

import re
from collections import Counter, defaultdict

import pytest

from tests.queries.answers import Ask, Row
from tests.queries.csv_tables import (
    Record,
    certainty,
    forebears,
    ko,
    labels,
    maybe,
    named,
    provinces,
    sources,
    standing,
    table,
    term,
    things,
    where,
)

ROLES = table("firm_roles")


def sense(role: Record) -> str:
    """Whether a role means an anchor, a leading firm, or something else."""
    return things()[role["kind"]]["sense"]


def test_anchor_firms_stand_by_region_industry_and_field(ask: Ask) -> None:
    rows = where("firm_roles", role="anchor-role")
    rows.sort(
        key=lambda row: (
            labels(row["region"])[0] or "",
            labels(row["industry"])[0] or "",
            row["field_ko"],
            ko(row["firm"]),
            row["id"],
        )
    )
    expected = [
        (
            *maybe(row["region"]),
            *labels(row["district"]),
            *labels(row["industry"]),
            row["field_ko"] or None,
            *named(row["firm"]),
            *labels(row["kind"]),
            *labels(row["scheme"]),
            row["since"] or None,
            *standing(row),
        )
        for row in rows
    ]
    assert ask("anchor-firms-by-region-and-industry") == expected
    assert expected


@pytest.mark.parametrize("region", provinces())
def test_a_region_has_every_role_that_names_it(ask: Ask, region: str) -> None:
    rows = [row for row in ROLES if row["region"] in forebears(region)]
    rows.sort(key=lambda row: (ko(row["firm"]), row["since"], row["id"]))
    expected = [
        (
            region,
            *named(row["firm"]),
            *labels(row["kind"]),
            *labels(term(sense(row))),
            *labels(row["scheme"]),
            row["field_ko"] or None,
            row["products_ko"] or None,
            row["since"] or None,
            *standing(row),
        )
        for row in rows
    ]
    assert ask("firms-of-a-region", region=region) == expected


@pytest.mark.parametrize("scheme", [row["id"] for row in table("schemes")])
def test_a_scheme_has_the_firms_that_it_names(ask: Ask, scheme: str) -> None:
    rows = where("firm_roles", scheme=scheme)
    rows.sort(key=lambda row: (ko(row["firm"]), row["id"]))
    expected = [
        (
            scheme,
            *named(row["firm"]),
            *maybe(row["region"]),
            *labels(row["kind"]),
            row["products_ko"] or None,
            row["since"] or None,
            *standing(row),
        )
        for row in rows
    ]
    assert ask("firms-of-a-scheme", scheme=scheme) == expected


def test_firms_are_counted_by_region_and_by_what_their_role_means(ask: Ask) -> None:
    firms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in ROLES:
        if row["region"]:
            for column in (sense(row), "any"):
                firms[row["region"]][column].add(row["firm"])
    columns = ("anchor-sense", "leading-sense", "other-sense", "any")
    order = sorted(firms, key=lambda region: (-len(firms[region]["any"]), ko(region), region))
    expected = [
        (*named(region), *(str(len(firms[region][column])) for column in columns))
        for region in order
    ]
    assert ask("firm-counts-by-region") == expected


def test_firms_in_several_lists_are_told_with_each_role(ask: Ask) -> None:
    roles = Counter(row["firm"] for row in ROLES)
    rows = [row for row in ROLES if roles[row["firm"]] > 1]
    rows.sort(key=lambda row: (ko(row["firm"]), row["firm"], row["since"], row["id"]))
    expected = [
        (
            *named(row["firm"]),
            str(roles[row["firm"]]),
            *labels(row["kind"]),
            *labels(row["scheme"]),
            *labels(row["region"]),
            row["since"] or None,
            certainty(row),
            things()[row["firm"]]["certainty_note"] or None,
            sources(row),
        )
        for row in rows
    ]
    assert ask("firms-with-several-roles") == expected


def bare(name: str) -> str:
    """A firm's name without marks of incorporation and blanks."""
    return re.sub(r"㈜|\(주\)|주식회사|\s", "", name)


def test_two_firms_may_share_a_name(ask: Ask) -> None:
    same = Counter(bare(row["label_ko"]) for row in table("firms"))
    rows = [row for row in ROLES if same[bare(ko(row["firm"]))] > 1]
    rows.sort(key=lambda row: (bare(ko(row["firm"])), row["firm"], ko(row["scheme"]), row["id"]))
    expected: list[Row] = [
        (
            bare(ko(row["firm"])),
            *named(row["firm"]),
            things()[row["firm"]]["note"] or None,
            *labels(row["scheme"]),
            *labels(row["region"]),
            *standing(things()[row["firm"]]),
        )
        for row in rows
    ]
    assert ask("firms-that-share-a-name") == expected
    assert "휴비스" in {row[0] for row in expected}


def test_few_roles_name_a_flagship_industry(ask: Ask) -> None:
    expected = [
        (
            *named(row["industry"]),
            *labels(things()[row["industry"]]["region"]),
            *named(row["firm"]),
            *labels(row["kind"]),
            row["products_ko"] or None,
            row["since"] or None,
            *standing(row),
        )
        for row in ROLES
        if row["industry"]
    ]
    expected.sort(key=lambda row: (row[3] or "", row[1], row[6]))
    assert ask("firms-tied-to-an-industry") == expected
