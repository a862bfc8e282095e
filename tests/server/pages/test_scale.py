"""Levels of a quantity."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from server.pages.scale import LEVELS, Level, scale

VALUES = st.lists(st.integers(0, 10_000), min_size=1)


def test_nothing_is_a_level_of_its_own() -> None:
    assert scale([0, 0, 8]).levels == (
        Level(0, Decimal(0), Decimal(0)),
        Level(4, Decimal(8), Decimal(8)),
    )


def test_without_values_there_are_no_levels() -> None:
    assert scale([]).levels == ()


def test_where_all_is_equal_there_is_one_level() -> None:
    assert len(scale([5, 5]).levels) == 1


@given(VALUES)
def test_every_value_lies_between_the_ends_of_its_level(values: list[int]) -> None:
    found = scale(values)
    levels = {each.number: each for each in found.levels}
    for value in values:
        level = levels[found.level(value)]
        assert level.least <= value <= level.most
        assert {level.least, level.most} <= set(map(Decimal, values))


@given(VALUES)
def test_a_greater_value_is_on_no_lower_level(values: list[int]) -> None:
    found = scale(values)
    levels = [found.level(each) for each in sorted(values)]
    assert levels == sorted(levels)
    assert set(levels) <= set(range(LEVELS + 1))


def test_values_below_zero_have_levels_too() -> None:
    found = scale([-4, 0, 4])
    assert [found.level(each) for each in (-4, 0, 4)] == [0, 2, 4]
