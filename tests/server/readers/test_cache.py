"""Answers are kept up to so many bytes."""

import gc

from server.readers.cache import FRAME, SHARE, Cache, Entry, Key
from server.readers.head import Head

HEAD = Head("truth", "text/csv")


def key(name: str, revision: str = "first") -> Key:
    return revision, name.encode()


def entry(size: int) -> Entry:
    return Entry(HEAD, (b"x" * (size - FRAME),))


def test_an_answer_is_kept_for_its_revision_and_query() -> None:
    cache = Cache(10**6)
    kept = entry(2000)
    cache.put(key("a"), kept)
    assert cache.get(key("a")) == kept
    assert cache.get(key("b")) is None
    assert cache.get(key("a", "second")) is None


def test_what_was_not_asked_for_in_a_while_goes_first() -> None:
    cache = Cache(SHARE * 2000)
    for number in range(SHARE):
        cache.put(key(str(number)), entry(2000))
    cache.get(key("0"))
    cache.put(key("new"), entry(2000))
    assert cache.get(key("0")) is not None
    assert cache.get(key("1")) is None
    assert cache.size == SHARE * 2000
    assert len(cache) == SHARE


def test_an_answer_kept_again_takes_its_room_once() -> None:
    cache = Cache(10**6)
    cache.put(key("a"), entry(2000))
    cache.put(key("a"), entry(3000))
    assert cache.size == 3000


def test_an_answer_that_would_drive_out_many_is_not_kept() -> None:
    cache = Cache(SHARE * 2000)
    cache.put(key("large"), entry(2001))
    assert len(cache) == 0


def test_nothing_is_kept_without_room() -> None:
    cache = Cache(0)
    cache.put(key("a"), entry(FRAME))
    assert len(cache) == 0


def test_a_cleared_cache_is_empty() -> None:
    cache = Cache(10**6)
    cache.put(key("a"), entry(2000))
    cache.clear()
    assert (len(cache), cache.size) == (0, 0)


def test_the_collector_of_garbage_looks_through_nothing_that_is_kept() -> None:
    cache = Cache(10**6)
    for number in range(100):
        cache.put(key(str(number)), entry(2000))
    gc.collect()
    kept = [each for item in cache._entries.items() for each in item]
    assert not any(map(gc.is_tracked, kept))
