"""The industries of both rounds, and their other names."""

from collections import Counter

from tests.data.fact_tables import Record, by_id, cited, facts, named_sources, needs_facts, table

INDUSTRIES = by_id("industries")
REGIONS = by_id("regions")
KINDS = {"지역 단독형": "single-region-industry", "지역 협력형": "cooperative-industry"}


def of_round(year: int) -> list[Record]:
    return [row for row in INDUSTRIES.values() if row["round"] == f"round/{year}"]


FUTURE = [row for row in of_round(2023) if row["kind"] in KINDS.values()]
CORE = [row for row in of_round(2023) if row["kind"] == "core-industry"]


def province(industry: Record) -> str:
    return REGIONS[industry["region"]]["short_name_ko"] if industry["region"] else ""


def test_there_are_48_industries_of_2020_and_60_of_2023() -> None:
    assert Counter(row["kind"] for row in of_round(2020)) == {"flagship-industry": 48}
    assert Counter(row["kind"] for row in of_round(2023)) == {
        "core-industry": 41,
        "single-region-industry": 14,
        "cooperative-industry": 5,
    }
    assert len(INDUSTRIES) == 108


@needs_facts
def test_the_48_of_2020_are_those_of_the_official_list() -> None:
    expected = [
        (row["region"], row["name_ko"], row["certainty"]) for row in facts("industries_2021")
    ]
    assert [(province(row), row["label_ko"], row["certainty"]) for row in of_round(2020)] == (
        expected
    )
    assert all(cited(row) == {"source/156429888"} for row in of_round(2020))


@needs_facts
def test_the_19_future_industries_have_the_names_kinds_regions_and_sources_of_the_facts() -> None:
    participants: dict[str, list[str]] = {}
    for part in table("regional_parts"):
        if part["industry"]:
            participants.setdefault(part["industry"], []).append(province(part))
    for fact, row in zip(facts("industries_2023_future"), FUTURE, strict=True):
        assert row["label_ko"] == fact["name_ko"]
        assert row["kind"] == KINDS[fact["mode"]]
        assert row["certainty"] == fact["name_certainty"]
        assert named_sources(f"{fact['source']} {fact['corroboration']}") == cited(row)
        regions = [province(row)] if row["region"] else participants[row["id"]]
        assert regions == fact["regions"].split(";")


@needs_facts
def test_the_41_core_industries_are_those_that_the_transitions_lead_to() -> None:
    expected = [
        (row["region"], row["new_name"], row["name_certainty"] or "inferred")
        for row in facts("transitions_2023")
        if row["change"] != "excluded"
    ]
    found = [
        (province(row), row["label_ko"] if row["name_known"] == "true" else "", row["certainty"])
        for row in CORE
    ]
    assert found == expected
    assert len(expected) == 41


@needs_facts
def test_a_core_industry_cites_what_its_transition_cites() -> None:
    to = [row for row in facts("transitions_2023") if row["change"] != "excluded"]
    for fact, row in zip(to, CORE, strict=True):
        assert named_sources(fact["source"]) <= cited(row), row["id"]


def test_the_three_names_that_nobody_found_are_said_to_be_unknown() -> None:
    unnamed = [row for row in INDUSTRIES.values() if row["name_known"] == "false"]
    assert [row["id"].removeprefix("industry/2023/") for row in unnamed] == [
        "gyeongnam/formerly-advanced-aviation",
        "jeju/formerly-smart-tourism",
        "jeju/formerly-green-energy",
    ]
    for row in unnamed:
        assert row["certainty"] == "inferred"
        assert row["label_ko"].startswith("(이름 미상)")
        assert row["label_en"].startswith("(name unknown)")


def test_each_round_is_of_the_14_provinces_outside_the_capital_area() -> None:
    for year in (2020, 2023):
        of = {row["region"] for row in of_round(year) if row["region"]}
        assert len(of) == 14
        assert all(REGIONS[region]["kind"] == "province" for region in of)
        assert all(REGIONS[region]["capital_area"] == "false" for region in of)


def test_only_a_cooperative_industry_has_no_region_of_its_own() -> None:
    for row in INDUSTRIES.values():
        assert bool(row["region"]) != (row["kind"] == "cooperative-industry")


def test_identifiers_tell_round_and_region() -> None:
    for row in INDUSTRIES.values():
        _, year, place, _ = row["id"].split("/")
        assert row["round"] == f"round/{year}"
        assert place == (row["region"].removeprefix("province/") or "cooperative")


def test_a_label_is_no_identity() -> None:
    green = [row["id"] for row in of_round(2020) if row["label_ko"] == "그린에너지"]
    assert green == ["industry/2020/jeonnam/green-energy", "industry/2020/jeju/green-energy"]


def test_the_official_document_of_an_official_name_stands_first() -> None:
    releases = {row["id"] for row in table("sources") if row["kind"] == "press-release"}
    official = [row for row in INDUSTRIES.values() if row["certainty"] == "official"]
    assert len(official) == 48 + 6
    assert all(row["source"] in releases for row in official)


def test_every_other_name_is_of_an_industry_and_differs_from_its_label() -> None:
    for row in table("namings"):
        assert row["thing"] in INDUSTRIES
        assert row["label_ko"] != INDUSTRIES[row["thing"]]["label_ko"], row["id"]


def test_rounds_follow_each_other() -> None:
    first, second = table("rounds")
    assert (first["id"], first["announced"], first["revises"]) == ("round/2020", "2020-12-30", "")
    assert (second["announced"], second["revises"]) == ("2023-02-16", "round/2020")
