"""Questions about technologies, fields and growth projects, against the tables."""

import pytest

from tests.queries.answers import Ask
from tests.queries.csv_tables import (
    Record,
    certainty,
    ko,
    labels,
    named,
    regions_of,
    sources,
    standing,
    table,
    things,
    where,
)

LINKS = table("technology_links")
TECHNOLOGIES = table("focus_technologies")
FIELDS = table("strategic_fields")


def by_number(rows: tuple[Record, ...]) -> list[Record]:
    return sorted(rows, key=lambda row: int(row["number"]))


def field_of(technology: str) -> str:
    return things()[technology]["field"]


def drawing_on(field: str) -> set[str]:
    """The industries that draw on a technology of a field."""
    return {link["industry"] for link in LINKS if field_of(link["technology"]) == field}


def test_a_technology_has_the_industries_that_a_link_ties_to_it(ask: Ask) -> None:
    for technology in (row["id"] for row in TECHNOLOGIES):
        expected = [
            (
                *named(technology),
                *named(link["industry"]),
                *named(region),
                certainty(link),
                link["certainty_note"] or None,
                sources(link),
            )
            for link in where("technology_links", technology=technology)
            for region in regions_of(link["industry"])
        ]
        expected.sort(key=lambda row: (row[4], row[7], row[3], row[6]))
        assert ask("industries-drawing-on-a-technology", technology=technology) == expected


@pytest.mark.parametrize("field", [row["id"] for row in FIELDS])
def test_a_field_has_the_industries_of_its_technologies(ask: Ask, field: str) -> None:
    expected = [
        (
            *named(field),
            *labels(link["technology"]),
            *named(link["industry"]),
            *named(region),
            *standing(link),
        )
        for link in LINKS
        for region in regions_of(link["industry"])
        if field_of(link["technology"]) == field
    ]
    expected.sort(key=lambda row: (row[3] or "", row[6] or "", row[9] or "", row[5] or ""))
    assert ask("industries-drawing-on-a-field", field=field) == expected


def test_every_growth_project_tells_how_many_industries_draw_on_it(ask: Ask) -> None:
    expected = [
        (
            row["id"],
            row["number"],
            *labels(row["id"]),
            *labels(row["area"]),
            str(len({link["industry"] for link in LINKS if link["technology"] == row["id"]})),
            *standing(row),
        )
        for row in by_number(table("growth_projects"))
    ]
    assert ask("growth-projects-and-industries") == expected
    assert len(expected) == 15


def test_technologies_without_any_link_were_taken_up_by_no_region(ask: Ask) -> None:
    linked = {link["technology"] for link in LINKS}
    expected = [
        (*named(row["field"]), row["id"], row["number"], *labels(row["id"]), *standing(row))
        for row in by_number(TECHNOLOGIES)
        if row["id"] not in linked
    ]
    assert ask("technologies-no-region-took-up") == expected
    assert len(expected) == 50 - len(linked)


def test_fields_without_any_linked_technology_were_taken_up_by_no_region(ask: Ask) -> None:
    expected = [
        (
            row["id"],
            row["number"],
            *labels(row["id"]),
            str(len(where("focus_technologies", field=row["id"]))),
            *standing(row),
        )
        for row in by_number(FIELDS)
        if not drawing_on(row["id"])
    ]
    assert ask("fields-no-region-took-up") == expected


def test_a_field_is_covered_as_far_as_its_technologies_are_linked(ask: Ask) -> None:
    expected = []
    for row in by_number(FIELDS):
        links = [link for link in LINKS if field_of(link["technology"]) == row["id"]]
        counts = (
            where("focus_technologies", field=row["id"]),
            {link["technology"] for link in links},
            {link["industry"] for link in links},
            {region for link in links for region in regions_of(link["industry"])},
        )
        numbers = (str(len(each)) for each in counts)
        expected.append((row["id"], row["number"], *labels(row["id"]), *numbers))
    assert ask("technology-coverage-by-field") == expected


def test_the_matrix_has_a_cell_for_every_field_and_province(ask: Ask) -> None:
    future = {link["industry"] for link in LINKS}
    provinces = {region for industry in future for region in regions_of(industry)}
    expected = [
        (
            *named(field),
            *named(region),
            str(sum(region in regions_of(industry) for industry in drawing_on(field))),
        )
        for field in sorted((row["id"] for row in FIELDS), key=ko)
        for region in sorted(provinces, key=ko)
    ]
    assert ask("field-province-matrix") == expected
    assert len(expected) == 12 * 14
