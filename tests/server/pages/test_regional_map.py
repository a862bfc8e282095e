"""The map: the provinces of a day, and what counts in each."""

import re
from collections import Counter
from decimal import Decimal

import httpx
import pytest
from pyoxigraph import Store

from ontology.namespaces import ID
from server.pages.layers import COUNTED
from server.pages.regional_map import Answer, Asked, Map, regional_map
from tests.data.fact_tables import by_id, table
from tests.server.pages.excerpts import excerpt, rows

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def answer(store: Store) -> Answer:
    return excerpt(store, "map"), rows(store, "map-facts")


def at(answer: Answer, layer: str = "", day: str = "") -> Map:
    return regional_map("", answer, Asked(layer, day))


def shown(view: Map) -> dict[str, Decimal | None]:
    return {each.province.slug: view.value(each) for each in view.territories}


@pytest.mark.parametrize(
    ("day", "number", "there", "gone"),
    [
        ("2023-02-16", 17, "gangwon-do", "gangwon-state"),
        ("2023-06-11", 17, "gangwon-state", "gangwon-do"),
        ("2024-01-18", 17, "jeonbuk-state", "jeollabuk-do"),
        ("2026-06-30", 17, "gwangju", "jeonnam-gwangju"),
        ("2026-07-01", 16, "jeonnam-gwangju", "gwangju"),
    ],
)
def test_the_provinces_are_those_of_the_day(
    answer: Answer, day: str, number: int, there: str, gone: str
) -> None:
    slugs = shown(at(answer, day=day)).keys()
    assert len(slugs) == number
    assert there in slugs
    assert gone not in slugs


def test_without_a_day_it_is_the_last_on_which_anything_changed(answer: Answer) -> None:
    assert at(answer).day == at(answer).moments[-1].day == "2026-07-01"


def test_the_days_are_those_of_rounds_renames_moves_and_mergers(answer: Answer) -> None:
    view = at(answer)
    told = {each.day: [event.thing.iri for event in each.events] for each in view.moments}
    assert told == {
        "2020-12-30": [ID["round/2020"].value],
        "2023-02-16": [ID["round/2023"].value],
        "2023-06-11": [ID["province/gangwon-state"].value],
        "2023-07-01": [ID["district/daegu/gunwi-gun"].value],
        "2024-01-18": [ID["province/jeonbuk-state"].value],
        "2026-07-01": [ID["province/jeonnam-gwangju"].value],
    }
    assert [at(answer, day=day).moment for day in ("2020-01-01", "2023-06-30")] == [0, 2]


@pytest.mark.parametrize(("day", "round_"), [("2022-01-01", "2020"), ("2023-02-16", "2023")])
def test_industries_are_those_of_the_round_in_force(answer: Answer, day: str, round_: str) -> None:
    counts = Counter[str]()
    for row in table("industries"):
        if row["round"] == f"round/{round_}" and row["region"]:
            counts[row["region"].removeprefix("province/")] += 1
    for row in table("regional_parts"):
        if row["industry"] and round_ == "2023":
            counts[row["region"].removeprefix("province/")] += 1
    assert shown(at(answer, "industries", day)) == {
        each.province.slug: counts[each.province.slug] for each in at(answer, day=day).territories
    }


def test_before_the_first_round_there_are_none(answer: Answer) -> None:
    assert set(shown(at(answer, "industries", "2020-12-29")).values()) == {0}


def test_what_merged_provinces_share_counts_once(answer: Answer) -> None:
    before, after = (at(answer, "industries", day) for day in ("2026-06-30", "2026-07-01"))
    parts = [shown(before)[each] or Decimal(0) for each in ("gwangju", "jeonnam")]
    assert shown(after)["jeonnam-gwangju"] == sum(parts)
    decline = at(answer, "decline")
    assert shown(decline)["jeonnam-gwangju"] == 16


def test_zones_count_from_the_day_of_their_designation_until_their_release(answer: Answer) -> None:
    for day in ("2020-12-30", "2023-06-11", "2026-07-01"):
        standing = [
            row
            for row in table("zones")
            if (row["designated_on"] or row["designated"]) <= day
            and (not row["released"] or day < row["released"])
        ]
        assert sum(value or 0 for value in shown(at(answer, "zones", day)).values()) == len(
            standing
        )


def test_a_district_counts_where_it_lies_on_the_day(answer: Answer) -> None:
    before, after = (at(answer, "decline", day) for day in ("2023-06-30", "2023-07-01"))
    names = {
        day: {
            district.short: each.province.slug
            for each in view.territories
            for district in each.districts
        }
        for day, view in (("before", before), ("after", after))
    }
    assert (names["before"]["군위군"], names["after"]["군위군"]) == ("gyeongbuk", "daegu")
    assert before.moved == {}
    assert after.moved == {"37310": "daegu"}


def test_the_designations_are_those_of_the_table_on_every_day(answer: Answer) -> None:
    kinds = Counter(row["kind"] for row in table("area_designations"))
    for day in ("2020-12-30", "2024-01-18", "2026-07-01"):
        view = at(answer, day=day)
        found = Counter(each.kind for place in view.territories for each in place.districts)
        assert found == {
            "decline": kinds["population-decline"],
            "concern": kinds["area-of-concern"],
        }


def test_anchor_firms_are_those_that_a_source_calls_so(answer: Answer) -> None:
    kinds = by_id("role_kinds")
    firms = {
        (row["firm"], row["region"].replace("jeollabuk-do", "jeonbuk-state"))
        for row in table("firm_roles")
        if kinds[row["kind"]]["sense"] == "anchor-sense"
    }
    total = sum(value or 0 for value in shown(at(answer, "anchors", "2026-06-30")).values())
    assert total == len(firms)


def test_an_indicator_is_shown_where_most_provinces_have_one_value(answer: Answer) -> None:
    view = at(answer, "dataset/regional-investment/2021", "2023-02-16")
    values = shown(view)
    assert values["sejong"] == 92
    assert values["seoul"] is None
    assert not view.is_known
    known = {each.key for each in view.choices}
    assert known == {*COUNTED, "dataset/regional-investment/2021"}


def test_values_of_provinces_that_merged_are_not_added_up(answer: Answer) -> None:
    view = at(answer, "dataset/regional-investment/2021", "2026-07-01")
    assert shown(view)["jeonnam-gwangju"] is None


def test_the_codes_of_a_merged_province_are_those_of_all_that_it_was(answer: Answer) -> None:
    codes = {each.province.slug: each.codes for each in at(answer).territories}
    assert codes["jeonnam-gwangju"] == ("24", "36")
    assert codes["gangwon-state"] == ("32",)


def test_how_certain_the_facts_are_is_counted(answer: Answer) -> None:
    certainties = at(answer, "decline").chosen.layer.certainties
    assert certainties == Counter(
        row["certainty"]
        for row in table("area_designations")
        if (row["kind"] == "population-decline")
    )


def test_each_province_is_a_tile_that_leads_to_its_page(client: httpx.Client) -> None:
    page = client.get("/map?lang=en", headers=HTML).text
    tiles = page[page.index('<svg class="tilemap"') : page.index("</svg>")]
    links = re.findall(r'<a href="(/id/province/[a-z-]+)\?lang=en"', tiles)
    assert len(set(links)) == 16
    assert "/id/province/jeonnam-gwangju" in links


def test_the_map_of_a_day_can_be_asked_without_a_script(client: httpx.Client) -> None:
    page = client.get("/map?layer=zones&day=2023-06-11&lang=en", headers=HTML).text
    assert '<option value="zones" selected>' in page
    assert "Gangwon State" in page
    assert re.search(r'href="/map\?layer=zones&amp;day=2026-07-01&amp;lang=en" data-shown', page)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("layer=gold", "there are industries, future, anchors"),
        ("day=2023-02-30", "a date is expected"),
        ("day=20230216", "a date is expected"),
        ("embed=1", "one of true is expected"),
        ("colour=red", "an unknown parameter"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_what_can(
    client: httpx.Client, query: str, told: str
) -> None:
    answer = client.get(f"/map?{query}&lang=en", headers=HTML)
    assert answer.status_code == 400
    assert told in answer.text
