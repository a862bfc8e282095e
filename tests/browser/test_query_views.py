"""Answers on the query page as chart, map and network, in a browser."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.query_page import Watched, violations, write

pytestmark = pytest.mark.browser


def test_an_answer_is_seen_as_chart_map_and_network(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    page.get_by_role("button", name="실행").click()
    expect(page.get_by_role("tab")).to_have_text(["표", "차트", "지도", "관계망"])
    page.get_by_role("tab", name="차트").click()
    expect(page.locator(".drawing canvas")).to_be_visible()
    expect(page.get_by_role("img", name="결과를 그린 차트")).to_be_visible()
    expect(page.locator(".remark")).to_contain_text("5행")
    page.get_by_label("나누기").select_option("")
    page.get_by_role("tab", name="지도").click()
    tiles = page.locator(".tiles li")
    expect(tiles).to_have_count(14)
    expect(tiles.filter(has_text="부산광역시")).to_have_text("부산광역시5")
    page.get_by_role("tab", name="관계망").click()
    expect(page.locator(".drawing canvas")).to_be_visible()
    expect(page.locator(".remark")).to_contain_text("74개 사물, 68개 관계")
    assert watched.console == []
    assert [each for each in watched.requests if not each.startswith("http://127.0.0.1")] == []


def test_what_an_answer_cannot_be_is_not_offered(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    write(page, "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }")
    page.get_by_role("button", name="실행").click()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator(".views")).to_be_hidden()


def test_a_province_of_another_name_or_a_merged_one_stands_on_its_tile(watched: Watched) -> None:
    page = watched.page
    page.goto("/queries/provinces-as-of?asOf=2026-08-01")
    page.get_by_role("tab", name="지도").click()
    expect(page.locator(".tiles li")).to_have_count(16)
    merged = page.locator(".tiles li", has_text="전남광주통합특별시")
    assert page.evaluate("tile => tile.style.gridColumn", merged.element_handle()) == "1 / span 2"


def test_a_series_is_drawn_as_lines_over_time(watched: Watched) -> None:
    page = watched.page
    page.goto("/queries/share-series#view=chart")
    expect(page.locator(".drawing canvas")).to_be_visible()
    expect(page.get_by_label("모양")).to_have_value("line")
    expect(page.get_by_label("가로")).to_have_value("year")
    expect(page.get_by_label("값")).to_have_value("value")
    expect(page.get_by_label("나누기")).to_have_value("indicator")


def test_a_graph_is_seen_as_a_network(watched: Watched) -> None:
    page = watched.page
    query = (
        "PREFIX krig: <https://w3id.org/krig/def/> CONSTRUCT WHERE { ?a krig:collaboratesWith ?b }"
    )
    page.goto(f"/sparql?query={query}")
    page.get_by_role("tab", name="관계망").click()
    expect(page.locator(".drawing canvas")).to_be_visible()
    expect(page.locator(".remark")).to_contain_text("개 사물")


def test_two_things_that_name_each_other_are_tied_once(watched: Watched) -> None:
    page = watched.page
    page.goto("/queries/collaboration-matrix#view=network")
    expect(page.locator(".drawing canvas")).to_be_visible()
    expect(page.locator(".remark")).to_contain_text("18개 사물, 56개 관계")


def test_a_certainty_ties_nothing(watched: Watched) -> None:
    page = watched.page
    page.goto("/queries/inter-region-collaborations")
    expect(page.get_by_role("tab")).to_have_text(["표", "차트"])


def test_terms_of_the_vocabulary_are_tied_where_only_they_are_asked_for(watched: Watched) -> None:
    page = watched.page
    query = (
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT ?term ?above WHERE { ?term rdfs:subClassOf ?above FILTER (?term != ?above) "
        "FILTER (STRSTARTS(STR(?term), 'https://w3id.org/krig/def/')) "
        "FILTER (STRSTARTS(STR(?above), 'https://w3id.org/krig/def/')) }"
    )
    page.goto(f"/sparql?query={quote(query)}")
    page.get_by_role("tab", name="관계망").click()
    expect(page.locator(".drawing canvas")).to_be_visible()


def test_views_are_chosen_with_the_keyboard(watched: Watched) -> None:
    page = watched.page
    page.goto("/queries/share-series")
    page.get_by_role("tab", name="표").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="차트")).to_be_focused()
    expect(page.get_by_role("tab", name="차트")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel", name="차트").locator("canvas")).to_be_visible()


def test_charts_are_loaded_when_they_are_asked_for(watched: Watched) -> None:
    page = watched.page
    page.goto("/queries/share-series")
    expect(page.get_by_role("table")).to_be_visible()
    before = len([each for each in watched.requests if each.endswith(".js")])
    page.get_by_role("tab", name="차트").click()
    expect(page.locator(".drawing canvas")).to_be_visible()
    assert len([each for each in watched.requests if each.endswith(".js")]) > before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["table", "chart", "map", "network"])
def test_every_view_is_for_everybody(
    browser: Browser, address: str, scheme: str, view: str
) -> None:
    with browser.new_context(color_scheme=scheme, base_url=address) as context:
        page = context.new_page()
        page.goto(f"/queries/future-industries-by-region#view={view}")
        expect(page.locator(".view[aria-busy='false']")).to_be_visible()
        assert violations(page) == []
