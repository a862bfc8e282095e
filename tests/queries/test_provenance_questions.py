"""Questions about what sources state, how facts are known and where they come from."""

from collections import Counter
from decimal import Decimal

import pytest

from tests.queries.answers import Ask, Row
from tests.queries.counted import counted
from tests.queries.csv_tables import (
    TABLES,
    WEAK,
    Record,
    certainty,
    en,
    ko,
    labels,
    named,
    number,
    sources,
    standing,
    table,
    term,
    things,
    where,
)

CERTAINTIES = ("official", "press", "derived", "inferred", "disputed", "unverified")
MEMBERSHIPS = {
    "region_members": ("area", "region"),
    "mega_region_members": ("mega_region", "region"),
    "complex_regions": ("complex", "region"),
    "contradiction_members": ("contradiction", "statement"),
}


@pytest.mark.parametrize(("name", "number"), counted().items())
def test_a_query_counts_what_the_tables_hold(ask: Ask, name: str, number: Decimal) -> None:
    ((value,),) = ask(name)
    assert Decimal(value or "") == number


def test_every_stated_figure_is_held_against_the_counted_one(ask: Ask) -> None:
    numbers = counted()
    rows = sorted(
        table("stated_figures"),
        key=lambda row: (row["counted_by"], things()[row["in_source"]]["issued"], row["id"]),
    )
    expected: list[Row] = []
    for row in rows:
        own = numbers[row["counted_by"]]
        agrees = "true" if Decimal(row["value"]) == own else "false"
        value = (number(row["value"]), number(str(own)), agrees, row["unit"])
        document = (*named(row["in_source"]), things()[row["in_source"]]["issued"])
        query = f"query/{row['counted_by']}"
        known = (certainty(row), row["certainty_note"] or None, sources(row))
        where_stated = (row["start"] or None, row["end"] or None)
        expected.append((*named(row["id"]), *value, query, *document, *where_stated, *known))
    assert ask("stated-and-counted-figures") == expected


def test_where_a_figure_disagrees_with_the_graph_a_contradiction_says_so(ask: Ask) -> None:
    wrong = {row[0]: row[3:5] for row in ask("stated-and-counted-figures") if row[5] != "true"}
    assert wrong == {
        "figure/156600151/core-industries": ("51", "41"),
        "figure/156610061/core-industries": ("51", "41"),
        "figure/2023/decline-areas": ("107", "89"),
    }
    assert wrong.keys() <= {row["statement"] for row in table("contradiction_members")}


@pytest.mark.parametrize("document", sorted({row["in_source"] for row in table("stated_figures")}))
def test_a_documents_figures_stand_in_the_order_of_its_text(ask: Ask, document: str) -> None:
    rows = [row for row in where("stated_figures", in_source=document) if row["start"]]
    expected = [
        (
            document,
            row["start"],
            row["end"],
            *named(row["id"]),
            number(row["value"]),
            row["unit"],
            things()[document]["sha256"] or None,
            *standing(row),
        )
        for row in sorted(rows, key=lambda row: (int(row["start"]), row["id"]))
    ]
    assert ask("figures-stated-in-a-document", document=document) == expected


def test_contradicting_statements_stand_side_by_side(ask: Ask) -> None:
    expected = [
        (
            *named(row["contradiction"]),
            things()[row["contradiction"]]["description_ko"],
            things()[row["contradiction"]]["description_en"],
            *named(row["statement"]),
            number(things()[row["statement"]].get("value", "")),
            *standing(things()[row["statement"]]),
        )
        for row in table("contradiction_members")
    ]
    expected.sort(key=lambda row: (row[0], row[5]))
    assert ask("contradictions") == expected
    core = {row[8] for row in expected if row[0] == "contradiction/core-industry-count"}
    assert core == {"41", "51"}


def spoken(name: str, row: Record) -> tuple[str, str]:
    """The labels of a row; those of both sides, where it only says that one belongs to another."""
    if name in MEMBERSHIPS:
        group, member = (row[column] for column in MEMBERSHIPS[name])
        return f"{ko(group)}: {ko(member)}", f"{en(group)}: {en(member)}"
    return row["label_ko"], row["label_en"]


def test_nothing_inferred_disputed_or_unverified_is_left_out(ask: Ask) -> None:
    weak = [
        (en(certainty(row)), name, place, row)
        for name in TABLES
        for place, row in enumerate(table(name), start=2)
        if row["certainty"] in WEAK
    ]
    weak.sort(key=lambda each: each[:3])
    expected = [
        (
            *named(certainty(row)),
            f"{name}.csv#row={place}",
            row["id"],
            *spoken(name, row),
            row["certainty_note"] or None,
            sources(row),
        )
        for _, name, place, row in weak
    ]
    assert ask("facts-that-no-source-states") == expected


def test_rows_are_counted_by_table_and_certainty(ask: Ask) -> None:
    expected = []
    for name in TABLES:
        found = Counter(row["certainty"] for row in table(name))
        expected.append((name, str(found.total()), *(str(found[each]) for each in CERTAINTIES)))
    assert ask("facts-by-certainty") == expected


def publishers(row: Record) -> tuple[str | None, str | None]:
    """The names of those who published a document, in the order of their identifiers."""
    cells = {row[column] for column in ("publisher", "publisher2", "publisher3")} - {""}
    published = sorted(cells)
    if not published:
        return None, None
    return "·".join(map(ko, published)), "; ".join(map(en, published))


def test_a_source_supports_the_rows_that_cite_it(ask: Ask) -> None:
    facts: Counter[str] = Counter()
    for name in TABLES:
        for row in table(name):
            cited = {row[column] for column in ("source", "source2", "source3")}
            facts.update(cited - {"", row["id"]})
    rows = sorted(table("sources"), key=lambda row: (-facts[row["id"]], row["id"]))
    expected = [
        (
            *named(row["id"]),
            *labels(term(row["kind"])),
            *publishers(row),
            row["issued"] or None,
            str(facts[row["id"]]),
            certainty(row),
        )
        for row in rows
    ]
    assert ask("sources-by-facts") == expected


def speaking_of(thing: str) -> list[tuple[str, int, Record]]:
    """The rows that are about a thing or name it, and the contradictions that they belong to."""
    found = [
        (name, place, row)
        for name in TABLES
        for place, row in enumerate(table(name), start=2)
        if thing in row.values()
    ]
    at_odds = {row["contradiction"] for name, _, row in found if name == "contradiction_members"}
    return found + [
        ("contradictions", place, row)
        for place, row in enumerate(table("contradictions"), start=2)
        if row["id"] in at_odds
    ]


@pytest.mark.parametrize(
    "thing",
    [
        "industry/2023/chungbuk/intelligent-it-parts",
        "industry/2020/jeonnam/green-energy",
        "figure/156600151/core-industries",
        "firm/weltem",
        "technopark/busan",
    ],
)
def test_a_thing_comes_from_the_rows_that_speak_of_it(ask: Ask, thing: str) -> None:
    expected = []
    for name, place, row in sorted(speaking_of(thing), key=lambda each: each[:2]):
        said = (f"{name}.csv#row={place}", row["id"], certainty(row), row["certainty_note"] or None)
        for slug in sources(row).split():
            document = things()[f"source/{slug}"]
            found = (document["issued"] or None, document["address"] or None)
            told = (*named(document["id"]), *found, document["sha256"] or None)
            expected.append((thing, *said, *told))
    assert ask("provenance-of-a-thing", thing=thing) == expected


def test_english_names_are_counted_by_who_made_them(ask: Ask) -> None:
    origins = {
        "source": "krig:SourceLabel",
        "own": "krig:OwnTranslation",
        "romanised": "krig:Romanisation",
    }
    found = Counter(
        (name, origins[row["label_en_by"]])
        for name in TABLES
        for row in table(name)
        if row.get("label_en")
    )
    expected = [
        (name, *named(origin), str(found[name, origin]))
        for name, origin in sorted(found, key=lambda each: (each[0], en(each[1])))
    ]
    assert ask("english-names-by-origin") == expected
