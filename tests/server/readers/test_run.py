"""Which long query has to make room for others."""

from types import SimpleNamespace
from typing import cast

from server.readers.run import Run, to_make_room

SHARE = 5.0
NOW = 100.0


def long(*runs: tuple[str, float]) -> list[Run]:
    """Long queries, each by its client and its age."""
    return [
        cast("Run", SimpleNamespace(question=SimpleNamespace(client=client), began=NOW - age))
        for client, age in runs
    ]


def test_the_oldest_goes_once_it_has_had_its_share() -> None:
    runs = long(("a", 6), ("b", 9), ("c", 0.1))
    assert to_make_room(runs, NOW, SHARE) is runs[1]


def test_the_newcomer_goes_where_all_others_are_young() -> None:
    runs = long(("a", 4), ("b", 3), ("c", 0.1))
    assert to_make_room(runs, NOW, SHARE) is runs[2]


def test_a_client_with_many_gives_way_to_one_with_fewer() -> None:
    runs = long(("b", 9), ("a", 4), ("a", 3), ("b", 0.1), ("a", 2), ("c", 0.1))
    assert to_make_room(runs, NOW, SHARE) is runs[1]


def test_a_client_with_many_does_not_gain_by_one_more() -> None:
    runs = long(("b", 4), ("a", 3), ("a", 0.1))
    assert to_make_room(runs, NOW, SHARE) is runs[2]
