"""How the soak judges what it saw."""

import pytest

from scripts.clients import Outcome
from scripts.soak import DEADLINE, GLANCE, SETTLED, Journal, grown

MIB = 2**20


@pytest.mark.parametrize(
    ("who", "ending", "faults"),
    [
        ("analyst", Outcome("whole"), 0),
        ("analyst", Outcome("refused"), 0),
        ("analyst", Outcome("cut", seconds=DEADLINE / 2), 1),
        ("analyst", Outcome("cut", seconds=DEADLINE), 0),
        ("attacker", Outcome("cut", seconds=DEADLINE / 2), 0),
        ("attacker", Outcome("fault"), 1),
        ("asker", Outcome("fault"), 1),
    ],
)
def test_what_is_no_designed_ending_is_a_fault(who: str, ending: Outcome, faults: int) -> None:
    journal = Journal()
    journal.note(who, ending)
    assert len(journal.faults) == faults
    assert journal.outcomes == {(who, ending.kind): 1}


def sizes(*thirds: int, seconds: float = SETTLED) -> list[dict[str, int]]:
    """What was seen of the front, which took so many MiB in each third of the time."""
    looks = int(seconds / GLANCE)
    return [{"front": size * MIB} for size in thirds for _ in range(looks)]


@pytest.mark.parametrize(
    ("thirds", "grows"), [((100, 100, 100), 0), ((10, 100, 140), 0), ((50, 100, 200), 1)]
)
def test_memory_that_still_grows_in_the_end_is_a_fault(thirds: tuple[int, ...], grows: int) -> None:
    assert len([*grown(sizes(*thirds))]) == grows


def test_a_short_trial_does_not_judge_growth() -> None:
    assert [*grown(sizes(50, 100, 200, seconds=SETTLED / 2))] == []
