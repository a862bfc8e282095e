"""The tables of collaborations and of the regions' parts in them."""

from collections import Counter
from datetime import date

import data
from loaders.tables import regional_parts
from ontology.namespaces import ID, KRIG
from tests.data.fact_tables import Record, by_id, cited, facts, named_sources, needs_facts, table

COLLABORATIONS = by_id("collaborations")
PARTS = table("regional_parts")
LINKS = [row for row in COLLABORATIONS.values() if row["kind"] == "collaboration-link"]
REGIONS = by_id("regions")
INDUSTRIES = by_id("industries")
MEGA_REGIONS = {row["id"] for row in table("mega_regions")}


def parts(collaboration: Record) -> list[Record]:
    return [row for row in PARTS if row["collaboration"] == collaboration["id"]]


def short_names(collaboration: Record) -> set[str]:
    regions = {row["region"] for row in parts(collaboration)} - MEGA_REGIONS
    return {REGIONS[region]["short_name_ko"] for region in regions}


def test_there_are_33_collaborations_of_which_five_are_links() -> None:
    kinds = Counter(row["kind"] for row in COLLABORATIONS.values())
    assert kinds == {"collaboration-link": 5, "collaboration-project": 28}


@needs_facts
def test_each_collaboration_is_told_as_its_source_states_it() -> None:
    expected = [
        (
            row["project"],
            row["industry"].replace(";", ", "),
            row["budget"],
            row["date"],
            f"source/{row['news_id']}",
            row["certainty"],
        )
        for row in facts("collaborations")
    ]
    columns = ("programme_ko", "field_ko", "budget_ko", "date", "source", "certainty")
    assert [tuple(row[each] for each in columns) for row in COLLABORATIONS.values()] == expected


@needs_facts
def test_notes_and_other_sources_are_kept() -> None:
    for fact, row in zip(facts("collaborations"), COLLABORATIONS.values(), strict=True):
        assert row["note"].startswith(fact["note"])
        assert named_sources(f"{fact['other_source']} {fact['news_id']}") <= cited(row)


@needs_facts
def test_what_each_partner_does_is_told_somewhere() -> None:
    for fact, row in zip(facts("collaborations"), COLLABORATIONS.values(), strict=True):
        told = " ".join([row["partners_ko"], row["note"]])
        told += " ".join(part["capability_ko"] for part in parts(row))
        for role in fact["region_roles"].split("; "):
            assert role.rpartition("=")[2] in told, role


def test_each_cooperative_industry_has_one_link() -> None:
    cooperative = {
        row["id"] for row in INDUSTRIES.values() if row["kind"] == "cooperative-industry"
    }
    assert {row["industry"] for row in LINKS} == cooperative
    assert len(cooperative) == 5


def test_links_join_two_provinces_or_more_and_say_no_more_than_that() -> None:
    assert [short_names(link) for link in LINKS] == [
        {"부산", "울산", "경남", "제주"},
        {"충남", "충북", "광주"},
        {"대전", "경북"},
        {"강원", "대구"},
        {"전북", "전남"},
    ]
    for link in LINKS:
        assert (link["lead"], link["budget_ko"], link["certainty"]) == ("", "", "press")
        for part in parts(link):
            assert part["industry"] == link["industry"]
            assert part["capability_ko"] == part["stage_ko"] == ""
            assert part["certainty"] == "press"


@needs_facts
def test_every_region_that_a_source_names_has_its_part() -> None:
    provinces = {row["short_name_ko"] for row in REGIONS.values() if row["kind"] == "province"}
    for fact, collaboration in zip(facts("collaborations"), COLLABORATIONS.values(), strict=True):
        named = {each.split("(")[0] for each in fact["partner_regions"].split(";")} & provinces
        assert named <= short_names(collaboration), collaboration["id"]


@needs_facts
def test_capabilities_are_those_that_a_source_states() -> None:
    roles = " ".join(row["region_roles"] for row in facts("collaborations"))
    stated = [row["capability_ko"] for row in PARTS if row["capability_ko"]]
    assert len(stated) == 10
    assert all(f"={each}" in roles for each in stated)


def test_a_capability_is_told_in_both_languages() -> None:
    assert all(bool(row["capability_ko"]) == bool(row["capability_en"]) for row in PARTS)


def test_a_part_is_as_certain_as_the_collaboration_or_says_why_not() -> None:
    for part in PARTS:
        if part["certainty"] != COLLABORATIONS[part["collaboration"]]["certainty"]:
            assert part["certainty"] == "inferred", part["id"]
            assert part["certainty_note"], part["id"]


def test_a_part_is_of_a_region_that_there_was_on_the_day() -> None:
    for part in PARTS:
        if part["region"] in MEGA_REGIONS:
            continue
        region, day = REGIONS[part["region"]], COLLABORATIONS[part["collaboration"]]["date"]
        day_of = date.fromisoformat(day)
        assert not region["valid_from"] or date.fromisoformat(region["valid_from"]) <= day_of
        assert not region["valid_until"] or day_of < date.fromisoformat(region["valid_until"])


def test_a_site_lies_in_the_region_that_takes_part() -> None:
    sites = [row for row in PARTS if row["district"]]
    assert len(sites) == 6
    assert all(REGIONS[row["district"]]["within"] == row["region"] for row in sites)


def test_a_lead_region_takes_part() -> None:
    led = [row for row in COLLABORATIONS.values() if row["lead"]]
    assert [row["id"] for row in led] == ["collaboration/hydrogen-cluster-gangwon"]
    assert all(row["lead"] in {part["region"] for part in parts(row)} for row in led)


def test_a_project_without_a_region_is_one_whose_source_names_none() -> None:
    alone = [row["id"].split("/")[1] for row in COLLABORATIONS.values() if not parts(row)]
    assert alone == [
        "complex-councils-25",
        "semiconductor-universities-mobility",
        "semiconductor-universities-system",
        "multi-province-free-zone",
        "mpe-cooperation-model",
        "mega-regional-agreements",
        "information-security-cluster",
        "northeast-metaverse-hub",
    ]


def test_only_a_link_puts_its_industry_into_the_region() -> None:
    said = [
        (quad.subject, quad.object)
        for row in regional_parts.read(data.PATH / "regional_parts.csv")
        for quad in regional_parts.quads(row)
        if quad.predicate == KRIG["inRegion"]
    ]
    expected = [
        (ID[part["industry"]], ID[part["region"]]) for each in LINKS for part in parts(each)
    ]
    assert said == expected
    assert len(said) == 13
