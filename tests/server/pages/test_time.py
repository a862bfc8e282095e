"""The chronology: the timetable by month, what happened by year, budgets by their years."""

import re

import httpx
import pytest
from pyoxigraph import Store

from ontology.namespaces import KRIG, RDF


@pytest.fixture(scope="module")
def page(client: httpx.Client) -> str:
    return client.get("/time?lang=en", headers={"Accept": "text/html"}).text


def section(page: str, name: str) -> str:
    start = page.index(f'<h2 id="{name}"')
    end = page.find("<h2 id=", start + 1)
    return page[start : end if end > 0 else None]


def test_the_timetable_has_each_month_and_each_stage(page: str) -> None:
    timetable = section(page, "timetable")
    months = re.findall(r'<th scope="col"><time>([\d-]+)</time></th>', timetable)
    assert months == ["2022-10", "2022-11", "2022-12", *(f"2023-0{n}" for n in range(1, 7))]
    assert re.search(r'class="bar" colspan="1"><time>2023-02-16</time>', timetable)
    assert re.search(r'class="bar" colspan="6"><time>2023-01 – 2023-06</time>', timetable)


def test_every_row_of_a_table_of_time_has_as_many_columns(page: str) -> None:
    for name in ("timetable", "programmes"):
        table = section(page, name)
        columns = len(re.findall(r'<th scope="col"', table))
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]:
            cells = re.findall(r"<t[hd]([^>]*)>", row)
            width = sum(
                int(m[1]) if (m := re.search(r'colspan="(\d+)"', each)) else 1 for each in cells
            )
            assert width in {columns, columns - 1}  # a programme's name spans its rows


def test_what_happened_stands_in_the_order_of_time(page: str) -> None:
    chronology = section(page, "chronology")
    years = re.findall(r'<h3 id="year-\d+">(\d+)</h3>', chronology)
    assert years == sorted(years)
    assert years[0] == "2020"
    days = re.findall(r'<p class="when"><time>(\d{4}-\d{2})', chronology)
    assert days == sorted(days)


def test_every_event_is_told(store: Store, page: str) -> None:
    events = {
        each.subject for each in store.quads_for_pattern(None, RDF["type"], KRIG["PolicyEvent"])
    }
    told = set(re.findall(r'href="(/id/event/[^?"]+)', section(page, "chronology")))
    assert len(told) == len(events)


def test_regions_pass_into_others_once_each_with_their_districts(page: str) -> None:
    told = [
        re.sub(r"<[^>]+>", " ", each)
        for each in re.findall(
            r'<li class="region">(.*?)</li>', section(page, "chronology"), re.DOTALL
        )
    ]
    lines = [" ".join(each.split()) for each in told]
    (gangwon,) = (each for each in lines if "Gangwon State" in each)
    assert "succeeded · with 17 districts" in gangwon
    (merged,) = (each for each in lines if "Jeonnam-Gwangju" in each)
    assert "Gwangju , Jeollanam-do" in merged
    assert "merged · with 17 districts" in merged
    (gunwi,) = (each for each in lines if "Gunwi" in each)
    assert "moved to another province" in gunwi


def test_amounts_that_disagree_both_stand(page: str) -> None:
    programmes = section(page, "programmes")
    (legend,) = re.findall(
        r"<tbody>(?:(?!</tbody>).)*Legend 50\+ 1\.0<(?:(?!</tbody>).)*", programmes, re.DOTALL
    )
    amounts = re.findall(r'class="bar number"[^>]*><a[^>]*>([\d,]+)</a>', legend)
    assert len(amounts) == 2
    assert len(set(amounts)) == 2
    assert legend.count("certainty disputed") == 2


def test_the_page_needs_no_script(page: str) -> None:
    assert "<script" not in page
