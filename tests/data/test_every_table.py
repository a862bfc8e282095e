"""What holds in every table: sources, certainties, and two languages that are kept apart."""

import re
from collections import Counter

import pytest

import data
from loaders.schema import read_package
from tests.data.fact_tables import Record, by_id, cited, table

NAMES = [resource.name for resource in read_package(data.PATH).resources]
SOURCES = by_id("sources")
GOVERNMENT = {"press-release", "law"}
HANGUL = re.compile("[가-힣]")
EXPLAINED = {"inferred", "disputed", "unverified"}
AS_IT_CALLS_ITSELF = {"firms", "firm_roles", "firm_namings", "sources", "publishers"}
"""The tables of things that may call themselves by a name in small letters."""


def government(row: Record) -> bool:
    """Tell whether a source is a ministry's own text or data."""
    return row["kind"] in GOVERNMENT or row["certainty"] == "official"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_stated_says_how_it_is_known(name: str) -> None:
    unexplained = [
        row["id"]
        for row in table(name)
        if row["certainty"] in EXPLAINED and not row["certainty_note"]
    ]
    assert unexplained == []


@pytest.mark.parametrize("name", NAMES)
def test_notes_are_in_korean(name: str) -> None:
    for row in table(name):
        for column in ("certainty_note", "note"):
            assert not row[column] or HANGUL.search(row[column]), row["id"]
            assert not re.search(r"\b(inferred|official|press|elimination|source)\b", row[column])


@pytest.mark.parametrize("name", NAMES)
def test_english_is_without_hangul(name: str) -> None:
    for row in table(name):
        told = [value for column, value in row.items() if column.endswith("_en")]
        assert not any(HANGUL.search(value) for value in told), row["id"]


@pytest.mark.parametrize("name", NAMES)
def test_an_english_label_says_who_made_it(name: str) -> None:
    for row in table(name):
        assert bool(row.get("label_en")) == bool(row.get("label_en_by")), row["id"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_official_rests_on_a_ministry_s_text(name: str) -> None:
    for row in table(name):
        if row["certainty"] == "official":
            assert any(government(SOURCES[each]) for each in cited(row)), row["id"]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "sources"])
def test_the_project_s_own_comparison_is_a_source_only_of_what_nobody_states(name: str) -> None:
    own = [row for row in table(name) if "source/krig" in cited(row)]
    assert {row["certainty"] for row in own} <= {"inferred", "unverified"}


@pytest.mark.parametrize("name", NAMES)
def test_a_source_is_cited_once_and_columns_are_filled_from_the_left(name: str) -> None:
    for row in table(name):
        given = [row[column] for column in ("source", "source2", "source3")]
        filled = [each for each in given if each]
        assert given[: len(filled)] == filled, row["id"]
        assert len(filled) == len(set(filled)), row["id"]


@pytest.mark.parametrize("name", NAMES)
def test_the_identifiers_of_a_table_are_paths_of_a_few_kinds(name: str) -> None:
    kinds = Counter(row["id"].partition("/")[0] for row in table(name))
    assert len(kinds) <= (3 if name == "regions" else 1)


@pytest.mark.parametrize("name", NAMES)
def test_english_labels_are_set_alike(name: str) -> None:
    for row in table(name):
        label = row.get("label_en", "")
        assert "'" not in label, row["id"]
        assert not re.search(r"\d %|[0-9]{4}-[0-9]{4}", label), row["id"]
        first = label.removeprefix("(name unknown) ")[:1]
        assert not first.islower() or name in AS_IT_CALLS_ITSELF, row["id"]
