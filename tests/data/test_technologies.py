"""Fields and focus technologies, growth areas and projects, and what draws on them."""

from collections import Counter

from tests.data.fact_tables import by_id, cited, facts, named_sources, needs_facts, table

FIELDS = by_id("strategic_fields")
TECHNOLOGIES = by_id("focus_technologies")
AREAS = by_id("growth_areas")
PROJECTS = by_id("growth_projects")
LINKS = table("technology_links")
INDUSTRIES = by_id("industries")


def test_there_are_12_fields_of_50_technologies_and_3_areas_of_15_projects() -> None:
    assert len(FIELDS) == 12
    assert len(TECHNOLOGIES) == 50
    assert {row["field"] for row in TECHNOLOGIES.values()} == FIELDS.keys()
    assert len(AREAS) == 3
    assert Counter(row["area"] for row in PROJECTS.values()) == dict.fromkeys(AREAS, 5)


@needs_facts
def test_technologies_have_the_numbers_names_and_fields_of_the_facts() -> None:
    for fact, row in zip(facts("strategic_technologies"), TECHNOLOGIES.values(), strict=True):
        field = FIELDS[row["field"]]
        assert (row["number"], row["label_ko"]) == (fact["tech_no"], fact["tech_ko"])
        assert row["label_en"].casefold() == fact["tech_en_unofficial"].casefold()
        assert (field["number"], field["label_ko"]) == (fact["field_no"], fact["field_ko"])
        assert row["certainty"] == field["certainty"] == fact["certainty"] == "derived"
        assert named_sources(fact["source"]) <= cited(row)
        assert bool(row["note"]) == bool(fact["spelling_note"])


@needs_facts
def test_projects_have_the_numbers_names_areas_and_certainties_of_the_facts() -> None:
    for fact, row in zip(facts("growth_projects"), PROJECTS.values(), strict=True):
        assert (row["number"], row["label_ko"]) == (fact["no"], fact["name_ko"])
        assert AREAS[row["area"]]["label_ko"] == fact["area"]
        assert row["label_en"].casefold() == fact["name_en"].casefold()
        assert row["certainty"] == fact["name_ko_certainty"]
        assert named_sources(fact["source"]) == cited(row)


def test_a_concept_is_in_the_scheme_of_the_one_above_it() -> None:
    for row in TECHNOLOGIES.values():
        assert row["scheme"] == FIELDS[row["field"]]["scheme"]
    for row in PROJECTS.values():
        assert row["scheme"] == AREAS[row["area"]]["scheme"]


def test_each_future_industry_draws_on_one_technology() -> None:
    future = [
        row["id"]
        for row in INDUSTRIES.values()
        if row["kind"] in ("single-region-industry", "cooperative-industry")
    ]
    assert [row["industry"] for row in LINKS] == future
    assert len(future) == 19


@needs_facts
def test_links_are_those_of_the_facts_and_inferred() -> None:
    for fact, row in zip(facts("industries_2023_future"), LINKS, strict=True):
        technology = TECHNOLOGIES[row["technology"]]
        assert INDUSTRIES[row["industry"]]["label_ko"] == fact["name_ko"]
        assert technology["label_ko"] == fact["focus_technology"]
        assert FIELDS[technology["field"]]["label_ko"] == fact["strategic_field"]
        assert row["certainty"] == fact["technology_link_certainty"] == "inferred"


def test_a_link_names_both_its_ends() -> None:
    for row in LINKS:
        industry, technology = INDUSTRIES[row["industry"]], TECHNOLOGIES[row["technology"]]
        assert row["label_ko"].startswith(industry["label_ko"])
        assert row["label_ko"].endswith(technology["label_ko"])
        assert row["label_en"].casefold().startswith(industry["label_en"].casefold())
        assert row["label_en"].casefold().endswith(technology["label_en"].casefold())
