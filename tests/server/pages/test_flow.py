"""Bands of a Sankey diagram: what goes the same way on equal grounds is one."""

from server.pages.flow import Band, Passage, bands


def address(source: str, target: str) -> str:
    return f"/{source}/{target}"


def test_what_goes_the_same_way_is_one_band() -> None:
    passages = [Passage("x", ("a", "b"), stated=True), Passage("y", ("a", "b"), stated=True)]
    assert bands(passages, address) == (Band("a", "b", ("x", "y"), stated=True, address="/a/b"),)


def test_what_no_source_states_is_a_band_of_its_own() -> None:
    passages = [Passage("x", ("a", "b"), stated=True), Passage("y", ("a", "b"), stated=False)]
    assert [(each.names, each.stated) for each in bands(passages, address)] == [
        (("x",), True),
        (("y",), False),
    ]


def test_a_passage_goes_from_each_stop_to_the_next() -> None:
    found = bands([Passage("x", ("a", "b", "c"), stated=True)], address)
    assert [(each.source, each.target) for each in found] == [("a", "b"), ("b", "c")]


def test_what_stops_where_it_begins_has_no_band() -> None:
    assert bands([Passage("x", ("a",), stated=True)], address) == ()
