"""Collaboration: who takes part, under which name, and what the picture and the matrix share."""

from itertools import combinations

import httpx
import pytest
from pyoxigraph import Store

from server.pages.collaboration import Asked, Together, together
from tests.data.fact_tables import table
from tests.server.pages.excerpts import excerpt

HTML = {"Accept": "text/html"}
RENAMED = {"gangwon-do": "gangwon-state", "jeollabuk-do": "jeonbuk-state"}


def view_of(store: Store, *asked: str) -> Together:
    return together(excerpt(store, "collaboration"), Asked(*asked))


@pytest.fixture(scope="module")
def view(store: Store) -> Together:
    return view_of(store)


def taking_part() -> dict[str, set[str]]:
    """The provinces of each collaboration under their last names, from the table itself."""
    found: dict[str, set[str]] = {row["id"]: set() for row in table("collaborations")}
    for row in table("regional_parts"):
        if row["region"].startswith("province/"):
            slug = row["region"].removeprefix("province/")
            found[row["collaboration"]].add(RENAMED.get(slug, slug))
    return found


def test_every_collaboration_has_the_provinces_of_its_parts(view: Together) -> None:
    told = {f"collaboration/{each.slug}": {m.slug for m in each.members} for each in view.shown}
    assert told == taking_part()
    assert view.counts == {"industries": 5, "projects": 28}


def test_two_provinces_are_tied_by_all_that_both_take_part_in(view: Together) -> None:
    expected: dict[frozenset[str], int] = {}
    for members in taking_part().values():
        for pair in map(frozenset, combinations(members, 2)):
            expected[pair] = expected.get(pair, 0) + 1
    ties = {frozenset((tie.one.slug, tie.other.slug)): len(tie.shared) for tie in view.ties}
    assert ties == expected


def test_a_province_is_one_under_all_its_names(view: Together) -> None:
    slugs = {each.slug for each in view.members}
    assert {"gangwon-state", "jeonbuk-state", "gwangju", "jeonnam"} <= slugs
    assert slugs.isdisjoint(RENAMED)


def test_the_matrix_is_the_same_in_both_directions(view: Together) -> None:
    assert len(view.matrix) == 2 * len(view.ties)
    for (one, other), tie in view.matrix.items():
        assert view.matrix[other, one] is tie


def test_the_picture_draws_each_tie_and_what_only_the_press_tells_apart(view: Together) -> None:
    drawn = {frozenset((link.source, link.target)) for link in view.network.links}
    assert drawn == {frozenset((tie.one.slug, tie.other.slug)) for tie in view.ties}
    for link in view.network.links:
        assert link.official == (link.tone == "project")
    tones = {link.tone for link in view.network.links}
    assert tones == {"project", *(f"industry-{n}" for n in range(1, 6))}


def test_no_line_between_two_provinces_hides_another(view: Together) -> None:
    places = [(link.source, link.target, link.curve) for link in view.network.links]
    assert len(set(places)) == len(places)


def test_each_kind_can_be_seen_alone(store: Store) -> None:
    industries = view_of(store, "industries")
    assert len(industries.listed) == 5
    assert len(industries.ties) == 6 + 3 + 1 + 1 + 1
    assert {each.kind for each in view_of(store, "projects").listed} == {"projects"}


def test_the_list_is_narrowed_to_what_two_provinces_share(store: Store, view: Together) -> None:
    tie = view.matrix["busan", "ulsan"]
    narrowed = view_of(store, "", "busan", "ulsan")
    assert narrowed.listed == tie.shared
    assert narrowed.ties == view.ties


def test_what_a_region_brings_is_told_and_what_no_source_states_is_told_to_be_unknown(
    client: httpx.Client,
) -> None:
    page = client.get("/collaboration?lang=en", headers=HTML).text
    belt = page[page.index('id="southern-semiconductor-belt"') :]
    assert "Advanced packaging" in belt[: belt.index("</article>")]
    link = page[page.index('id="hydrogen-storage-and-transport"') :]
    assert link[: link.index("</article>")].count("no source states its part") == 4
    unnamed = page[page.index('id="northeast-metaverse-hub"') :]
    assert "The source names no regions." in unnamed[: unnamed.index("</article>")]


def test_a_cell_of_the_matrix_leads_to_what_both_provinces_share(client: httpx.Client) -> None:
    page = client.get("/collaboration?one=busan&other=ulsan&lang=en", headers=HTML).text
    assert page.count('<article class="together"') == 5
    assert "/collaboration?one=busan&amp;other=ulsan&amp;lang=en#collaborations" in page
