"""The 107 areas in their two legal kinds."""

from collections import Counter

from tests.data.fact_tables import by_id, facts, needs_facts, table

AREAS = table("area_designations")
REGIONS = by_id("regions")
KINDS = {"인구감소지역": "population-decline", "인구감소 관심지역": "area-of-concern"}
SPRING_OF_2026 = "2026-05-01"
"""When the facts' codes of 2026 were written: before the merger of that July."""


@needs_facts
def test_each_area_has_the_place_the_code_and_the_kind_of_its_fact() -> None:
    for fact, row in zip(facts("population_decline"), AREAS, strict=True):
        district = REGIONS[row["district"]]
        province = REGIONS[district["within"]]
        assert district["label_ko"] == f"{fact['sido_2023']} {fact['sigungu']}"
        assert district["mois_code"] == fact["code_2023_05"]
        assert row["kind"] == KINDS[fact["kind"]]
        assert (province["capital_area"] == "true") == (fact["capital_area"] == "수도권")
        assert row["notice"] == f"행정안전부고시 제{fact['mois_notice']}호"
        assert row["certainty"] == "derived"


@needs_facts
def test_each_area_of_2023_leads_to_its_code_of_2026() -> None:
    for fact, row in zip(facts("population_decline"), AREAS, strict=True):
        district = REGIONS[row["district"]]
        while district["valid_until"] and district["valid_until"] <= SPRING_OF_2026:
            district = REGIONS[district["succeeded_by"]]
        same_code = district["mois_code"] == fact["code_2026"]
        assert same_code or f"2026년 코드 {fact['code_2026']}" in row["note"]
        assert district["label_ko"].startswith(fact["sido_2026"])


def test_100_of_the_107_areas_lie_outside_the_capital_area() -> None:
    outside = Counter(REGIONS[REGIONS[row["district"]]["within"]]["capital_area"] for row in AREAS)
    assert outside == {"false": 100, "true": 7}
    assert round(100 * 100 / 107, 1) == 93.5


def test_a_label_tells_the_legal_kind() -> None:
    words = {
        "population-decline": ("인구감소지역", "population-decline area"),
        "area-of-concern": ("관심지역", "area of concern"),
    }
    for row in AREAS:
        ko, en = words[row["kind"]]
        assert row["label_ko"].endswith(ko)
        assert row["label_en"].endswith(en)
