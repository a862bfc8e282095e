"""The lists: all of it, narrowed down, in parts; and what the first page and the others tell."""

import re

import pytest
from pyoxigraph import Store

from ontology.namespaces import KRIG, PROV, RDF
from tests.server.pages.conftest import Counted
from tests.server.pages.test_things import plain, section


def subjects(store: Store, concept: str) -> set[str]:
    return {
        quad.subject.value for quad in store.quads_for_pattern(None, RDF["type"], KRIG[concept])
    }


def entries(page: str) -> int:
    return section(page, "list").count("<tr>") + section(page, "list").count("<tr class") - 1


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 108),
        ("?round=round/2020", 48),
        ("?round=round/2023", 60),
        ("?kind=/def/CoreIndustry", 41),
        ("?kind=/def/CooperativeIndustry", 5),
        ("?region=province/busan&round=round/2023", 5),
    ],
)
def test_industries_are_narrowed_down(counted: Counted, query: str, number: int) -> None:
    page = counted.get(f"/industries{query}")[0].text
    assert entries(page) == number
    assert f"{number} / 108" in page


def test_what_was_chosen_stays_chosen(counted: Counted) -> None:
    page = counted.get("/industries?region=province/busan")[0].text
    assert '<option value="province/busan" selected>' in page


def test_a_list_that_nothing_fits_says_so(counted: Counted) -> None:
    page = counted.get("/industries?region=province/seoul")[0].text
    assert "조건에 맞는 것이 없습니다." in page


def test_firms_come_in_parts_that_lead_to_each_other(counted: Counted, store: Store) -> None:
    seen: list[str] = []
    path = "/firms?lang=en"
    while path:
        page = counted.get(path, "en")[0].text
        listed = section(page, "list")
        seen += re.findall(r'<th scope="row"><a href="(/id/firm/[^?"]+)', listed)
        following = re.search(r'rel="next" href="([^"]+)"', listed)
        path = following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(subjects(store, "FirmRole"))
    assert len(set(seen)) == len(subjects(store, "Firm"))


def test_firms_of_a_region_are_those_with_a_role_there(counted: Counted) -> None:
    page = counted.get("/firms?region=province/busan&lang=en", "en")[0].text
    assert "37 roles of" in page
    assert page.count('href="/id/province/busan?lang=en"') == 37


def test_anchors_stand_first(counted: Counted, store: Store) -> None:
    listed = section(counted.get("/firms")[0].text, "list")
    rows = re.findall(r"<tr([^>]*)>", listed)[1:]
    anchors = len(subjects(store, "AnchorRole"))
    assert ["anchor" in row for row in rows] == [place < anchors for place in range(len(rows))]


def test_every_technology_stands_in_its_field(counted: Counted, store: Store) -> None:
    page = counted.get("/technologies")[0].text
    for concept in ("StrategicField", "FocusTechnology", "GrowthArea", "GrowthProject"):
        for iri in subjects(store, concept):
            assert f'href="{iri.removeprefix("https://w3id.org/krig")}"' in page


def test_every_document_is_listed_with_what_rests_on_it(counted: Counted, store: Store) -> None:
    page = counted.get("/sources?lang=en", "en")[0].text
    assert entries(page) == len(subjects(store, "Source"))


def test_regions_are_those_of_today_and_those_that_ceased(counted: Counted) -> None:
    page = counted.get("/regions?lang=en", "en")[0].text
    assert "Jeonnam-Gwangju Integrated City" in section(page, "outside")
    assert "Seoul" in section(page, "capital")
    assert "Gangwon-do" in section(page, "ceased")


def test_the_first_page_counts_the_reform_and_names_who_states_otherwise(counted: Counted) -> None:
    reform = plain(section(counted.get("/?lang=en", "en")[0].text, "reform"))
    numbers = [int(each) for each in re.findall(r"(?<![\d\[(])\b(\d+) official", reform)]
    assert numbers == [48, 41, 19, 60, 11, 31, 6, 4]
    assert "stated otherwise: 51 core industries" in reform


def test_about_tells_what_is_not_known_by_name_and_number(counted: Counted, store: Store) -> None:
    page = counted.get("/about?lang=en", "en")[0].text
    unknown = section(page, "unknown")
    for name in ("formerly-advanced-aviation", "formerly-green-energy", "formerly-smart-tourism"):
        assert name in unknown
    for iri in subjects(store, "Contradiction"):
        assert iri.rpartition("/")[2] in unknown
    rows = {
        (quad.object.value, each.object.value)
        for quad in store.quads_for_pattern(None, KRIG["certainty"], KRIG["Unverified"])
        for each in store.quads_for_pattern(quad.subject, PROV["wasDerivedFrom"], None)
    }
    assert f"{len(rows)} rows" in plain(section(page, "certainty"))


def test_downloads_lead_to_dumps_and_terms_of_use(counted: Counted) -> None:
    page = counted.get("/downloads?lang=en", "en")[0].text
    for address in ("/catalog", "/sparql", "/queries", "/openapi.json", "/releases.atom"):
        assert f'href="{address}' in page
    assert "https://creativecommons.org/licenses/by/4.0/" in page
