"""The state of the server as Prometheus reads it (text exposition format 0.0.4)."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Final

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from krig import __version__
from server.operation.traffic import Traffic
from server.readers.meter import BOUNDS, CACHED, Latencies, Statistics

MEDIA_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4


def exposition(families: Iterable[Metric]) -> bytes:
    """Return `families`, and what the system tells of this process, in the text format."""
    registry = CollectorRegistry(auto_describe=False)
    ProcessCollector(registry=registry)
    registry.register(_Given(families))
    return generate_latest(registry)


def of_queries(state: Statistics) -> Iterator[Metric]:
    """Yield how queries fare, and their readers and cache."""
    yield InfoMetricFamily(
        "krig",
        "The program and what it serves",
        {"version": __version__, "revision": state.revision},
    )
    yield _latencies(state.latencies)
    yield GaugeMetricFamily("krig_queries_waiting", "Queries that wait", state.waiting)
    yield GaugeMetricFamily("krig_queries_running", "Queries that are answered", state.running)
    yield GaugeMetricFamily("krig_queries_long", "Those of them that are long", state.long)
    readers = GaugeMetricFamily("krig_readers", "Processes that answer", labels=["state"])
    readers.add_metric(["idle"], state.idle)
    readers.add_metric(["busy"], max(0, state.readers - state.idle))
    yield readers
    yield CounterMetricFamily("krig_reader_templates", "Templates started", state.templates)
    yield _by("krig_readers_ended", "Readers that ended in a query", "outcome", state.ended)
    hits = sum(state.latencies[CACHED].counts) if CACHED in state.latencies else 0
    yield CounterMetricFamily("krig_cache_hits", "Answers from the cache", hits)
    yield GaugeMetricFamily("krig_cache_entries", "Answers that are kept", state.cache_entries)
    yield GaugeMetricFamily("krig_cache_bytes", "Bytes of answers kept", state.cache_bytes)


def of_writes(outcomes: Mapping[str, int], waiting: int) -> Iterator[Metric]:
    """Yield how writes fare."""
    yield _by("krig_writes", "Writes that came to an end", "outcome", outcomes)
    yield GaugeMetricFamily("krig_writes_waiting", "Writes that wait for their turn", waiting)


def of_traffic(traffic: Traffic, dropped: int) -> Iterator[Metric]:
    """Yield what goes over HTTP, and how many lines of the log were `dropped`."""
    told = "Exchanges over HTTP by status, and by how the answer ended"
    answers = CounterMetricFamily("krig_http_exchanges", told, labels=["status", "ending"])
    for (status, ending), count in sorted(traffic.answers.items()):
        answers.add_metric([status, ending], count)
    yield answers
    yield CounterMetricFamily("krig_http_sent_bytes", "Bytes of bodies sent", traffic.size)
    yield CounterMetricFamily("krig_log_lines_dropped", "Log lines that nobody read", dropped)


def of_memory(sizes: Mapping[str, int]) -> Iterator[Metric]:
    """Yield how much memory the processes take, shared pages divided."""
    told = "Proportional set size of the processes"
    memory = GaugeMetricFamily("krig_memory_bytes", told, labels=["role"])
    for role, size in sorted(sizes.items()):
        memory.add_metric([role], size)
    yield memory


def _latencies(latencies: Mapping[str, Latencies]) -> Metric:
    told = "Seconds from a query's arrival to the end of its answer"
    family = HistogramMetricFamily("krig_query_seconds", told, labels=["outcome"])
    bounds = [*map(str, BOUNDS), "+Inf"]
    for outcome, measured in sorted(latencies.items()):
        buckets = list(zip(bounds, accumulate(measured.counts), strict=True))
        family.add_metric([outcome], buckets, measured.total)
    return family


def _by(name: str, told: str, label: str, counts: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(name, told, labels=[label])
    for value, count in sorted(counts.items()):
        family.add_metric([value], count)
    return family


class _Given(Collector):
    """Collects what is given."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = tuple(families)

    def collect(self) -> Iterable[Metric]:
        """Return what was given."""
        return self._families
