"""Technology coverage: each link in the cells of its provinces, and what nobody took up."""

import httpx
import pytest
from pyoxigraph import Store

from server.pages.coverage import Coverage, coverage
from tests.data.fact_tables import by_id, table
from tests.server.pages.excerpts import excerpt

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def view(store: Store) -> Coverage:
    return coverage(excerpt(store, "coverage"))


def test_there_are_twelve_fields_and_fourteen_provinces(view: Coverage) -> None:
    assert [each.number for each in view.fields] == list(range(1, 13))
    assert len(view.provinces) == 14
    assert view.technologies == 50


def test_each_link_stands_in_the_cells_of_the_provinces_of_its_industry(
    store: Store, view: Coverage
) -> None:
    fields = {row["id"]: row["field"] for row in table("focus_technologies")}
    numbers = {row["id"]: int(row["number"]) for row in table("strategic_fields")}
    parts = {(row["industry"], row["region"]) for row in table("regional_parts") if row["industry"]}
    industries = by_id("industries")
    expected = set()
    for link in table("technology_links"):
        number = numbers[fields[link["technology"]]]
        region = industries[link["industry"]]["region"]
        shared = {place for industry, place in parts if industry == link["industry"]}
        for place in shared or {region}:
            expected.add((number, place.removeprefix("province/"), link["industry"]))
    told = {
        (field.number, slug, uptake.industry.iri.removeprefix("https://w3id.org/krig/id/"))
        for field in view.fields
        for slug, cell in field.cells.items()
        for uptake in cell
    }
    assert told == expected


def test_what_nobody_took_up_is_what_no_link_names(view: Coverage) -> None:
    linked = {row["technology"] for row in table("technology_links")}
    every = {row["id"] for row in table("focus_technologies")}
    left = {
        each.iri.removeprefix("https://w3id.org/krig/id/")
        for field in view.fields
        for each in field.left
    }
    assert left == every - linked
    assert view.covered == len(every & linked)
    assert [each.number for each in view.untouched] == [6, 12]


def test_all_of_it_is_told_to_be_inferred_once(client: httpx.Client, view: Coverage) -> None:
    assert view.grounds is not None
    assert view.grounds.certainty == "inferred"
    page = client.get("/coverage?lang=en", headers=HTML).text
    assert "All on the same grounds:" in page
    assert 'class="certainty inferred"' in page
    cells = page.count('<td class="filled unstated">')
    assert cells == sum(len(field.cells) for field in view.fields)


def test_the_page_needs_no_script(client: httpx.Client) -> None:
    assert "<script" not in client.get("/coverage", headers=HTML).text
