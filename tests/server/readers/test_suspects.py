"""A query is suspected where one of its shape was ended for what it took, for a while."""

import pytest

from server.readers.suspects import SHAPES, SUSPECT_FOR, Suspects, shape

ASKED = 'SELECT * { ?a1 <http://a/2> "three" . FILTER(?a1 > 40) }'


@pytest.mark.parametrize(
    "other",
    [
        'SELECT * { ?a1 <http://a/77> "three" . FILTER(?a1 > 40) }',
        "SELECT * { ?a1 <http://a/2> '''thr\\'ee''' . FILTER(?a1 > 400) }",
        'SELECT * { ?a1 <http://a/2> "" . FILTER(?a1 > 1) }',
    ],
)
def test_queries_that_differ_in_texts_and_digits_have_one_shape(other: str) -> None:
    assert shape(other) == shape(ASKED)


@pytest.mark.parametrize(
    "other",
    [
        'SELECT * { ?b1 <http://a/2> "three" . FILTER(?b1 > 40) }',
        'SELECT * { ?a1 <http://b/2> "three" . FILTER(?a1 > 40) }',
        'ASK { ?a1 <http://a/2> "three" . FILTER(?a1 > 40) }',
        "SELECT * { ?a1 <http://a/2> \\ud800 }",
    ],
)
def test_others_do_not(other: str) -> None:
    assert shape(other) != shape(ASKED)


def test_a_query_is_suspected_from_the_first_of_its_shape_on_for_a_while() -> None:
    suspects = Suspects()
    assert not suspects.hold(ASKED, 0.0)
    suspects.add(ASKED, 1.0)
    assert suspects.hold(ASKED.replace("40", "41"), 1.0)
    assert not suspects.hold("ASK {}", 1.0)
    assert suspects.hold(ASKED, 1.0 + SUSPECT_FOR)
    assert not suspects.hold(ASKED, 1.1 + SUSPECT_FOR)


def test_it_is_suspected_for_longer_where_another_was_ended() -> None:
    suspects = Suspects()
    suspects.add(ASKED, 0.0)
    suspects.add("ASK {}", 1.0)
    suspects.add(ASKED, 50.0)
    assert suspects.hold(ASKED, 1.0 + SUSPECT_FOR)
    assert not suspects.hold("ASK {}", 2.0 + SUSPECT_FOR)


def test_it_is_not_suspected_while_others_of_its_shape_are_answered_at_once() -> None:
    suspects = Suspects()
    suspects.clear(ASKED.replace("40", "41"), 0.0)
    suspects.add(ASKED, 30.0)
    suspects.add("ASK {}", 30.0)
    assert not suspects.hold(ASKED, 30.0)
    assert suspects.hold("ASK {}", 30.0)
    assert suspects.hold(ASKED, 1.0 + SUSPECT_FOR)


def test_so_many_shapes_are_remembered_and_no_more() -> None:
    suspects = Suspects()
    for number in range(SHAPES + 1):
        suspects.add(f"ASK {{ ?{'a' * number} ?b ?c }}", float(number) / SHAPES)
    assert not suspects.hold("ASK { ? ?b ?c }", 1.0)
    assert suspects.hold("ASK { ?a ?b ?c }", 1.0)
