"""The numbers that documents state, and the characters at which they stand."""

from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

import queries
from tests.data.fact_tables import PRESS, Record, by_id, needs_press, table

FIGURES = by_id("stated_figures")
SOURCES = by_id("sources")
OBSERVATIONS = table("observations")
MISSION = "source/156552976"
FULL_TEXT = {MISSION: "mss-2023-02-16-press-release.txt"}
"""The document that is cited by another file than the one under its number."""


def document(source: str) -> Path:
    return PRESS / FULL_TEXT.get(source, f"{SOURCES[source]['identifier']}.md")


def span(figure: Record) -> slice:
    return slice(int(figure["start"]), int(figure["end"]))


def test_every_number_of_the_release_has_its_figure() -> None:
    stated = [row for row in FIGURES.values() if row["in_source"] == MISSION]
    reform = ["48", "41", "19", "60", "14", "5", "11", "4", "31", "6"]
    around = ["14", "12", "107", "100", "93.5"]
    series = ["51.6", "49.9", "47.5", "50.3", "50.2", "49.7"]
    assert [row["value"] for row in stated] == [*reform, *around, *series]


def test_four_releases_state_41_core_industries_and_two_state_51() -> None:
    by_value: dict[str, set[str]] = {}
    for row in FIGURES.values():
        if row["measure"] == "core-industries-2023":
            by_value.setdefault(row["value"], set()).add(row["in_source"])
    assert by_value == {
        "41": {MISSION, "source/156561396", "source/156596922", "source/156672202"},
        "51": {"source/156600151", "source/156610061"},
    }


def test_only_what_others_contradict_is_disputed() -> None:
    disputed = {row["value"] for row in FIGURES.values() if row["certainty"] != "official"}
    assert disputed == {"51"}


def test_the_reform_adds_up() -> None:
    value = {
        each.removeprefix("figure/2023/"): Decimal(row["value"]) for each, row in FIGURES.items()
    }
    assert value["industries-2020"] == value["excluded"] + value["narrowed"] + value["retained"]
    assert value["core-industries"] == value["narrowed"] + value["retained"] + value["introduced"]
    assert value["industries"] == value["core-industries"] + value["future-industries"]
    assert value["future-industries"] == (
        value["single-region-industries"] + value["cooperative-industries"]
    )
    share = 100 * value["decline-areas-outside"] / value["decline-areas"]
    assert round(share, 1) == value["decline-areas-share"]


def test_a_figure_is_stated_in_its_source() -> None:
    for row in FIGURES.values():
        assert row["in_source"] == row["source"]
        assert SOURCES[row["in_source"]]["sha256"]


def test_no_two_figures_of_a_document_stand_at_the_same_characters() -> None:
    spans = [(row["in_source"], row["start"], row["end"]) for row in FIGURES.values()]
    assert len(spans) == len(set(spans))


def test_every_figure_is_counted_by_a_query_that_there_is() -> None:
    for row in FIGURES.values():
        assert (queries.PATH / f"{row['counted_by']}.rq").is_file(), row["counted_by"]


def test_figures_of_one_measure_are_counted_alike() -> None:
    ways: dict[tuple[str, str], set[str]] = {}
    for row in FIGURES.values():
        ways.setdefault((row["measure"], row["year"]), set()).add(row["counted_by"])
    assert all(len(each) == 1 for each in ways.values())


@pytest.mark.parametrize("series", ["grdp-share", "employment-share"])
def test_the_series_of_the_release_are_observations_too(series: str) -> None:
    stated = {
        (row["year"], row["value"], row["region"])
        for row in FIGURES.values()
        if row["measure"] == series
    }
    observed = {
        (row["year"], row["value"], row["region"])
        for row in OBSERVATIONS
        if row["indicator"] == f"indicator/{series}"
    }
    assert stated == observed
    assert {year for year, _, _ in stated} == {"2010", "2015", "2020"}


@needs_press
@pytest.mark.parametrize("figure", FIGURES)
def test_the_characters_at_its_place_are_the_number(figure: str) -> None:
    row = FIGURES[figure]
    content = document(row["in_source"]).read_bytes()
    text = content.decode("utf-8")
    assert sha256(content).hexdigest() == SOURCES[row["in_source"]]["sha256"]
    assert text[span(row)] == row["value"]
    around = text[int(row["start"]) - 1], text[int(row["end"])]
    assert not any(character.isdigit() or character == "." for character in around)
