"""Each client may have so many queries evaluated, and more as time goes by."""

import pytest

from server.readers.faults import RateError
from server.readers.rates import CLIENTS, Rates


def test_a_client_may_ask_a_burst_and_then_as_time_goes_by() -> None:
    rates = Rates(rate=2.0, burst=3)
    for _ in range(3):
        rates.spend("a", 100.0)
    with pytest.raises(RateError) as refused:
        rates.spend("a", 100.0)
    assert refused.value.retry_after == 1
    rates.spend("a", 100.5)
    with pytest.raises(RateError):
        rates.spend("a", 100.6)


def test_one_client_does_not_use_up_the_rate_of_another() -> None:
    rates = Rates(rate=0.1, burst=1)
    rates.spend("a", 0.0)
    rates.spend("b", 0.0)
    with pytest.raises(RateError) as refused:
        rates.spend("a", 0.0)
    assert refused.value.retry_after == 10


def test_a_bucket_does_not_overflow() -> None:
    rates = Rates(rate=1.0, burst=1)
    rates.spend("a", 0.0)
    rates.spend("a", 1000.0)
    with pytest.raises(RateError):
        rates.spend("a", 1000.0)


def test_clients_without_number_are_not_all_remembered() -> None:
    rates = Rates(rate=1.0, burst=1)
    for number in range(CLIENTS + 10):
        rates.spend(str(number), 0.0)
    assert len(rates._buckets) == CLIENTS
