"""Every fault is told in both languages, and travels between processes as it is."""

import pytest

from krig.revisions import DamageError, HistoryError, LockedError, NoReleaseError
from krig.validation import Report
from server.writing import faults
from server.writing.faults import (
    TOLD,
    BusyError,
    DamagedError,
    DataError,
    DeadlineError,
    InvalidError,
    NoRevisionError,
    ToldError,
    UnwrittenError,
    WriteError,
    decoded,
    encoded,
    texts,
    told,
)
from server.writing.outcome import Verdict


def all_kinds(kind: type[WriteError] = WriteError) -> set[type[WriteError]]:
    return {kind}.union(*(all_kinds(each) for each in kind.__subclasses__()))


KINDS = sorted(
    (each for each in all_kinds() if "outcome" in vars(each)), key=lambda each: each.outcome
)


def example(kind: type[WriteError]) -> WriteError:
    if issubclass(kind, ToldError):
        return kind("까닭", "the reason")
    if issubclass(kind, DataError):
        return kind(2, 3, 4, "a full stop is missing")
    if issubclass(kind, DeadlineError):
        return kind(2.5)
    if issubclass(kind, faults.LaterError):
        return kind(3)
    if issubclass(kind, InvalidError):
        return kind(Verdict.of(Report()).model_dump_json())
    return kind("http://a/")


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.outcome)
def test_a_fault_is_told_in_korean_and_in_english(kind: type[WriteError]) -> None:
    fault = example(kind)
    ko, en = fault.message("ko"), fault.message("en")
    assert any("가" <= letter <= "힣" for letter in ko)
    assert not any("가" <= letter <= "힣" for letter in en)
    assert "{" not in ko + en


@pytest.mark.parametrize("kind", TOLD.values(), ids=lambda each: each.outcome)
def test_a_fault_travels_as_it_is(kind: type[UnwrittenError]) -> None:
    fault = example(kind)
    assert isinstance(fault, UnwrittenError)
    again = decoded(encoded(fault))
    assert type(again) is kind
    assert again.args == fault.args
    assert again.message("ko") == fault.message("ko")


def test_no_text_is_left_over() -> None:
    spoken = {each.outcome for each in KINDS if not issubclass(each, ToldError)}
    assert texts().keys() == spoken
    assert {each.outcome for each in KINDS} == TOLD.keys() | {"unserved"}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DamageError.__new__(DamageError), DamagedError),
        (NoReleaseError("2026"), NoRevisionError),
    ],
)
def test_what_the_history_says_is_told(error: HistoryError, kind: type[UnwrittenError]) -> None:
    HistoryError.__init__(error, "까닭", "the reason")
    assert isinstance(told(error), kind)
    assert told(error).message("en") == "the reason"


def test_a_history_that_another_process_writes_to_is_busy() -> None:
    error = LockedError.__new__(LockedError)
    assert isinstance(told(error), BusyError)
