"""The reform: every industry in one step, and a diagram that adds up."""

from collections import Counter

import httpx
import pytest
from pyoxigraph import Store

from server.pages.reform import CHANGES, NEW, Asked, Reform, reform
from tests.data.fact_tables import table
from tests.server.pages.excerpts import excerpt

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def view(store: Store) -> Reform:
    return reform(excerpt(store, "reform"), Asked())


def test_every_industry_of_both_rounds_stands_in_one_step(view: Reform) -> None:
    things = [each for step in view.steps for each in (step.earlier, step.later) if each]
    told = Counter(each.iri.removeprefix("https://w3id.org/krig/id/") for each in things)
    assert told == Counter(row["id"] for row in table("industries"))


def test_the_numbers_are_those_of_the_tables(view: Reform) -> None:
    changes = Counter(row["change"] for row in table("transitions"))
    assert {key: view.changes[key] for key in CHANGES if key != NEW} == changes
    assert (view.before, view.kinds) == (48, {"core": 41, "single": 14, "cooperative": 5})
    assert view.changes[NEW] == 19
    weak = {"inferred", "disputed", "unverified"}
    assert view.unstated == sum(row["certainty"] in weak for row in table("transitions"))


def test_what_comes_to_a_stop_goes_on_from_it_unless_it_ends_or_begins_there(view: Reform) -> None:
    coming, going = Counter[str](), Counter[str]()
    for band in view.flow.bands:
        going[band.source] += len(band.names)
        coming[band.target] += len(band.names)
    for stop in view.flow.stops:
        passing = {coming[stop.key], going[stop.key]} - {0}
        assert passing == {stop.count}, stop.key
    ends = {stop.key for stop in view.flow.stops if not going[stop.key] and stop.column < 3}
    begins = {stop.key for stop in view.flow.stops if not coming[stop.key] and stop.column > 0}
    assert ends == {"change:excluded", "kind:cooperative"}
    assert begins == {"change:introduced", f"change:{NEW}"}


def test_a_column_holds_all_that_passes_it(view: Reform) -> None:
    columns = Counter[int]()
    for stop in view.flow.stops:
        columns[stop.column] += stop.count
    assert columns == {0: 48, 1: 48 + 4 + 19, 2: 60, 3: 41 + 14}


def test_no_band_mixes_what_a_source_states_with_what_none_does(view: Reform) -> None:
    unstated = [each for each in view.flow.bands if not each.stated]
    assert sum(len(band.names) for band in unstated if band.source.startswith("before:")) == 38
    assert not any(band.source == f"change:{NEW}" for band in unstated)


def test_the_summary_of_a_province_counts_its_own(view: Reform) -> None:
    for line in view.lines:
        rows = [
            row for row in table("transitions") if row["region"] == f"province/{line.province.slug}"
        ]
        assert line.before == sum(bool(row["earlier"]) for row in rows)
        assert line.kinds["core"] == sum(bool(row["later"]) for row in rows)
        assert line.kinds["single"] == 1
    assert sum(line.before for line in view.lines) == 48


def test_the_list_is_narrowed_to_what_is_asked(store: Store) -> None:
    found = reform(excerpt(store, "reform"), Asked("busan", "narrowed", "core"))
    assert len(found.steps) == 3
    assert {each.change for each in found.steps} == {"narrowed"}
    assert {each.slug for step in found.steps for each in step.provinces} == {"busan"}
    shared = reform(excerpt(store, "reform"), Asked("jeju", "", "cooperative"))
    assert [len(each.provinces) for each in shared.steps] == [4]


def test_each_band_leads_to_the_industries_that_it_holds(
    client: httpx.Client, view: Reform
) -> None:
    for band in view.flow.bands[::12]:
        page = client.get(band.address, headers=HTML).text
        listed = page[page.index('id="industries"') :]
        for name in band.names:
            assert name.split(" → ")[0] in listed


def test_a_change_that_there_is_not_is_refused_with_those_that_there_are(
    client: httpx.Client,
) -> None:
    answer = client.get("/reform?change=grown&lang=en", headers=HTML)
    assert answer.status_code == 400
    assert "retained, narrowed, introduced, excluded, designated" in answer.text


def test_a_province_without_industries_has_an_empty_list_and_says_so(client: httpx.Client) -> None:
    page = client.get("/reform?region=seoul&lang=en", headers=HTML)
    assert page.status_code == 200
    assert "No industry matches." in page.text
