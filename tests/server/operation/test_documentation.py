"""An operator finds every metric and every field of the log described, in both languages."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest

from server.operation import metrics
from server.operation.access_log import line
from server.operation.exchange import Exchange
from server.operation.traffic import Traffic
from server.readers import faults
from server.readers.meter import ANSWERED, CACHED, Statistics

DOCS = Path(__file__).parents[3] / "docs"
PAGES = [DOCS / "operation.md", DOCS / "operation.ko.md"]


def all_names() -> set[str]:
    """The names under which metrics are told."""
    state = Statistics("r", 1, 1, 0, 0, 0, 0, 0, 1, {}, {})
    families = chain(
        metrics.of_queries(state),
        metrics.of_writes(Counter[str](), 0),
        metrics.of_traffic(Traffic(), 0),
        metrics.of_memory({"front": 1}),
    )
    ends = {"counter": "_total", "info": "_info"}
    return {family.name + ends.get(family.type, "") for family in families}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_metric_is_described_and_none_else(page: Path) -> None:
    told = set(re.findall(r"`(krig_[a-z_]+)`", page.read_text(encoding="utf-8")))
    assert told - {"krig_query_seconds_count"} == all_names()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_outcome_of_a_query_is_described(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    outcomes = {
        each.outcome
        for each in vars(faults).values()
        if isinstance(each, type) and hasattr(each, "outcome")
    }
    assert len(outcomes) > 10
    missing = {name for name in outcomes | {ANSWERED, CACHED} if f"`{name}`" not in text}
    assert missing == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_field_of_the_log_is_described(page: Path) -> None:
    begun = datetime(2026, 11, 24, tzinfo=UTC)
    exchange = Exchange(begun, "GET", "/", "c", 200, "whole", 0, 0, 0, {"query": "d"}, {})
    fields = json.loads(line(exchange))
    text = page.read_text(encoding="utf-8")
    assert {name for name in fields if f"`{name}`" not in text} == set()
