"""Firms, the roles in which releases name them, and when two rows speak of one firm."""

import re
from collections import Counter, defaultdict

import pytest

from tests.data.fact_tables import (
    PRESS,
    Record,
    by_id,
    cited,
    facts,
    needs_facts,
    needs_press,
    table,
)

FIRMS = by_id("firms")
ROLES = table("firm_roles")
KINDS = by_id("role_kinds")
SCHEMES = by_id("schemes")
REGIONS = by_id("regions")
NAMINGS = table("firm_namings")
SOURCES = by_id("sources")

LEGAL_FORM = re.compile(r"주식회사|농업회사법인|㈜|\(주\)|\s")
REWORDED = {
    "industry = 원문 업종": "분야는 원문의 업종",
    "지원분야 = industry": "분야는 원문의 지원분야",
    "보유 핵심전략기술 = products": "품목은 원문의 보유 핵심전략기술",
}
"""What the facts say of their own columns, and how the project's rows say it."""
CLASSES = {
    "anchor-sense": "anchor-role",
    "leading-sense": "leading-role",
    "other-sense": "firm-role",
}


def names() -> dict[str, list[str]]:
    """The names under which each firm is known."""
    known = {each: [row["label_ko"]] for each, row in FIRMS.items()}
    for naming in NAMINGS:
        known[naming["thing"]].append(naming["label_ko"])
    return known


def bare(name: str) -> str:
    return LEGAL_FORM.sub("", name).replace("에스케이", "SK")


def reworded(note: str) -> str:
    for old, new in REWORDED.items():
        note = note.replace(old, new)
    return note


def roles_by_firm() -> dict[str, list[Record]]:
    roles = defaultdict(list)
    for row in ROLES:
        roles[row["firm"]].append(row)
    return roles


def provinces(roles: list[Record]) -> set[str]:
    """The short names of the provinces in which a firm is named: they outlive renames."""
    return {REGIONS[row["region"]]["short_name_ko"] for row in roles if row["region"]}


@needs_facts
def test_each_of_the_584_rows_is_one_role_as_its_release_states_it() -> None:
    known = names()
    assert len(ROLES) == 584
    for fact, row in zip(facts("anchor_firms"), ROLES, strict=True):
        assert row["label_ko"] == f"{fact['firm_ko']}: {fact['role']}"
        assert fact["firm_ko"] in known[row["firm"]]
        assert KINDS[row["kind"]]["label_ko"] == fact["role"]
        assert SCHEMES[row["scheme"]]["label_ko"] == fact["scheme"]
        assert (row["field_ko"], row["products_ko"]) == (
            fact["industry_or_field"],
            fact["products"],
        )
        assert row["since"] == fact["date"]
        assert row["source"] == f"source/{fact['news_id']}"
        assert row["certainty"] == fact["certainty"]
        assert row["note"].startswith(reworded(fact["note"]))


@needs_facts
def test_each_role_is_where_its_release_puts_it() -> None:
    for fact, row in zip(facts("anchor_firms"), ROLES, strict=True):
        short = REGIONS[row["region"]]["short_name_ko"] if row["region"] else ""
        assert short == fact["region_sido"]
        site = fact["site_sigungu"]
        if row["district"]:
            assert REGIONS[row["district"]]["within"] == row["region"]
            assert REGIONS[row["district"]]["short_name_ko"][:-1] in site
        if site:
            assert row["district"] or f"입지: {site}" in row["note"]


def test_only_some_kinds_of_role_make_an_anchor() -> None:
    assert Counter(KINDS[row["kind"]]["sense"] for row in ROLES) == {
        "anchor-sense": 16,
        "leading-sense": 64,
        "other-sense": 504,
    }
    assert all(row["role"] == CLASSES[KINDS[row["kind"]]["sense"]] for row in ROLES)


def test_every_firm_kind_and_scheme_has_a_role() -> None:
    assert {row["firm"] for row in ROLES} == FIRMS.keys()
    assert {row["kind"] for row in ROLES} == KINDS.keys()
    assert {row["scheme"] for row in ROLES} == SCHEMES.keys()


def test_schemes_name_as_many_firms_as_the_releases_say() -> None:
    sizes = Counter(SCHEMES[row["scheme"]]["label_ko"] for row in ROLES)
    stated = {label: int(n) for label in sizes for n in re.findall(r"(\d+)개사\)", label)}
    assert len(stated) == 8
    assert {label: sizes[label] for label in stated} == stated


def test_one_firm_has_one_name_and_one_province() -> None:
    for firm, roles in roles_by_firm().items():
        assert len({bare(name) for name in names()[firm]}) == 1, firm
        assert len(provinces(roles)) <= 1, firm


def test_rows_that_share_a_name_are_one_firm_unless_a_note_says_why_not() -> None:
    firms: dict[str, list[str]] = defaultdict(list)
    for each, row in FIRMS.items():
        firms[bare(row["label_ko"])].append(each)
    apart = {name: namesakes for name, namesakes in firms.items() if len(namesakes) > 1}
    assert apart.keys() == {"휴비스", "제우스"}
    for namesakes in apart.values():
        assert all("이름만 같음" in FIRMS[firm]["note"] for firm in namesakes)


def test_a_firm_put_together_from_several_releases_is_inferred_unless_one_of_them_says_so() -> None:
    for firm, roles in roles_by_firm().items():
        row = FIRMS[firm]
        assert cited(row) == {role["source"] for role in roles}
        if len(roles) == 1:
            assert (row["certainty"], row["certainty_note"]) == ("official", "")
        elif {role["role"] for role in roles} == {"leading-role"}:
            assert row["certainty"] == "official"
            assert "자료가 밝힘" in row["certainty_note"]
        else:
            assert row["certainty"] == "inferred"
            assert "한 기업으로 봄" in row["certainty_note"]


def test_26_firms_stand_in_several_rows() -> None:
    assert sum(len(roles) > 1 for roles in roles_by_firm().values()) == 26
    assert len(FIRMS) == 584 - 27


def test_another_name_of_a_firm_is_as_certain_as_the_firm() -> None:
    for naming in NAMINGS:
        firm = FIRMS[naming["thing"]]
        assert naming["label_ko"] != firm["label_ko"]
        assert naming["certainty"] == firm["certainty"]
        assert naming["source"] in cited(firm)


def test_a_role_is_labelled_by_the_name_of_its_firm() -> None:
    for row in ROLES:
        firm, _, role = row["label_en"].rpartition(": ")
        assert firm == FIRMS[row["firm"]]["label_en"]
        assert role[0].islower() or role.split()[0].isupper(), row["id"]


@needs_press
@pytest.mark.parametrize("release", sorted({row["source"] for row in ROLES}))
def test_every_firm_stands_in_the_release_that_is_cited_for_it(release: str) -> None:
    text = (PRESS / f"{SOURCES[release]['identifier']}.md").read_text(encoding="utf-8")
    letters = re.sub(r"\s", "", text)
    for row in ROLES:
        if row["source"] == release:
            name = row["label_ko"].rpartition(": ")[0]
            parts = re.split(r"주식회사|농업회사법인|㈜|\(주\)|\s", name)
            assert all(part in letters for part in parts), name


@needs_press
def test_an_anchor_firm_that_a_second_release_names_cites_it_too() -> None:
    text = (PRESS / "156477206.md").read_text(encoding="utf-8")
    twice = [row for row in ROLES if "source/156477206" in cited(row)]
    assert len(twice) == 6
    for row in twice:
        assert "2021-10-27" in row["note"]
        assert bare(row["label_ko"].rpartition(": ")[0]) in text.replace(" ", "")
